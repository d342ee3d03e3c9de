// See view.h.
#include "ops/view.h"

#include <cstring>

namespace ag::ops {

void View::drop(std::size_t axis, std::int64_t position) {
  offset += position * strides[axis];
  for (std::size_t i = axis; i + 1 < extents.size(); ++i) {
    extents[i] = extents[i + 1];
    strides[i] = strides[i + 1];
  }
  extents.pop_back();
}

void View::insert(std::size_t axis) {
  extents.push_back(1);
  for (std::size_t i = extents.size() - 1; i > axis; --i) {
    extents[i] = extents[i - 1];
    strides[i] = strides[i - 1];
  }
  extents[axis] = 1;
  strides[axis] = 0;
}

bool View::contiguous() const {
  const Strides dense = strides_of(extents);
  for (std::size_t i = 0; i < extents.size(); ++i)
    if (extents[i] != 1 && strides[i] != dense[i]) return false;
  return true;
}

void copy_elements(std::size_t item, void* to, const View& to_view, const void* from,
                   const View& from_view) {
  const Shape& n = from_view.extents;
  const std::int64_t count = n.elements();
  if (count == 0) return;
  char* const dst = static_cast<char*>(to) + to_view.offset * static_cast<std::int64_t>(item);
  const char* const src =
      static_cast<const char*>(from) + from_view.offset * static_cast<std::int64_t>(item);
  if (to_view.contiguous() && from_view.contiguous()) {
    std::memcpy(dst, src, static_cast<std::size_t>(count) * item);
    return;
  }
  kernel::copy(item, {n.begin(), n.size()}, dst, {to_view.strides.data(), n.size()}, src,
               {from_view.strides.data(), n.size()});
}

Tensor copied(const Tensor& t, const View& view, const Type* known) {
  const Type& type = type_of(t);
  Tensor out = known ? new_tensor(known) : new_tensor(type.dtype, view.extents);
  copy_elements(item_size(type.dtype), bytes(out), View::of(view.extents), bytes(t), view);
  return out;
}

Tensor alias(const Tensor& t, std::int64_t offset, const Type* type) {
  // A handle as for a symbolic value, but with data: it gives back its witness, the owner.
  TensorImpl* p = detail::allocate_symbolic(type, nullptr, 0, Access::get(t));
  p->data = data<char>(t) + offset * static_cast<std::int64_t>(item_size(type->dtype));
  return Access::adopt(p);
}

}  // namespace ag::ops
