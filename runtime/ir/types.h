// Small questions about types with symbolic extents.
#pragma once

#include <span>

#include "ir/graph.h"
#include "tensor/impl.h"

namespace ag::ir {

using ag::detail::ListKind;
using ag::detail::Type;

/// Whether a value of type `from` may stand where `to` is declared: same dtype and rank, and each
/// extent of `to` is the same or a symbol (which then stands for any extent).
inline bool fits(const Type* from, const Type* to) {
  if (from == to) return true;
  if (from->dtype != to->dtype || from->list != to->list || from->shape.rank() != to->shape.rank())
    return false;
  for (std::size_t i = 0; i < to->shape.size(); ++i)
    if (to->shape[i] >= 0 && from->shape[i] != to->shape[i]) return false;
  return true;
}

inline bool is_list(const Type* t) { return t->list != ListKind::none; }
/// One element, no axis.
inline bool is_number(const Type* t) { return t->shape.rank() == 0 && !is_list(t); }
/// bool[]: what conditions yield.
inline bool is_predicate(const Type* t) { return t->dtype == DType::boolean && is_number(t); }
/// i64[]: trip counts and loop indices.
inline bool is_count(const Type* t) { return t->dtype == DType::i64 && is_number(t); }

/// Why an op that is no control op cannot have these operands: a list stands where it takes
/// tensors. Null when it can.
inline const char* refuses_lists(OpId id, std::span<Value* const> operands) {
  if (id >= OpId::list && id <= OpId::list_concat) return nullptr;
  for (const Value* v : operands)
    if (v->type->list != ListKind::none) return ": takes tensors, not lists";
  return nullptr;
}

/// Whether there is a type that both fit, differing extents left open. A list of which less is
/// known is empty, so it may become any list of its dtype (see `list_type`).
inline bool joinable(const Type* a, const Type* b) {
  if (is_list(a) != is_list(b)) return false;
  if (a->list == ListKind::empty || b->list == ListKind::empty) return true;
  if (a->dtype != b->dtype) return false;
  if (a->list == ListKind::dtype || b->list == ListKind::dtype) return true;
  return a->shape.rank() == b->shape.rank();
}
/// Of two joinable types the one of which less is known is a list that must be made one of the
/// other type first: true when that is `a`.
inline bool knows_less(const Type* a, const Type* b) { return a->list < b->list; }
/// The type that both fit; `open(i)` gives the symbol of an extent that differs.
template <class F>
const Type* joined(const Type* a, const Type* b, F&& open) {
  if (ag::detail::same_type(a, b) || knows_less(b, a)) return a;
  if (knows_less(a, b)) return b;
  Shape shape = a->shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != b->shape[i]) shape[i] = open();
  return ag::detail::with_extents(*a, shape);
}

}  // namespace ag::ir
