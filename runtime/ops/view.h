// A strided selection of the elements of a contiguous tensor: what slicing, transposing and their
// kin compute before one copy moves the elements.
#pragma once

#include "ops/common.h"

namespace ag::ops {

struct View {
  std::int64_t offset = 0;  ///< in elements
  Shape extents;
  Strides strides{};

  /// All elements in row-major order.
  static View of(const Shape& shape) { return {0, shape, strides_of(shape)}; }
  /// Keeps start, start + step, … (count of them) along an axis.
  void select(std::size_t axis, std::int64_t start, std::int64_t step, std::int64_t count) {
    offset += start * strides[axis];
    strides[axis] *= step;
    extents[axis] = count;
  }
  /// Fixes the position along an axis and drops it.
  void drop(std::size_t axis, std::int64_t position);
  /// Inserts an axis of extent 1.
  void insert(std::size_t axis);
  bool contiguous() const;
};

/// to[…] = from[…] over equal extents, elements of `item` bytes.
void copy_elements(std::size_t item, void* to, const View& to_view, const void* from,
                   const View& from_view);
/// The selected elements as a tensor of their own, of that `type` when it is given.
Tensor copied(const Tensor& t, const View& view, const Type* type = nullptr);
/// A tensor that looks at the elements of `t` from `offset` on, and keeps them alive. It must never
/// be written, though nobody else may hold it.
Tensor alias(const Tensor& t, std::int64_t offset, const Type* type);

/// The type of an op's first result where the graph knows all of it, else null.
inline const Type* known_type(const EvalContext& c) {
  return !c.types.empty() && !c.types[0]->symbolic_extents ? c.types[0] : nullptr;
}

}  // namespace ag::ops
