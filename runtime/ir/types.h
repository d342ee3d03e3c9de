// Small questions about types with symbolic extents.
#pragma once

#include "tensor/impl.h"

namespace ag::ir {

using ag::detail::Type;

/// Whether a value of type `from` may stand where `to` is declared: same dtype and rank, and each
/// extent of `to` is the same or a symbol (which then stands for any extent).
inline bool fits(const Type* from, const Type* to) {
  if (from == to) return true;
  if (from->dtype != to->dtype || from->shape.rank() != to->shape.rank()) return false;
  for (std::size_t i = 0; i < to->shape.size(); ++i)
    if (to->shape[i] >= 0 && from->shape[i] != to->shape[i]) return false;
  return true;
}

/// bool[]: what conditions yield.
inline bool is_predicate(const Type* t) {
  return t->dtype == DType::boolean && t->shape.rank() == 0;
}
/// i64[]: trip counts and loop indices.
inline bool is_count(const Type* t) { return t->dtype == DType::i64 && t->shape.rank() == 0; }

}  // namespace ag::ir
