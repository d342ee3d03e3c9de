// Tensors from nested lists: {1, 2.5f}, {{1, 2}, {3, k}}.
#include <vector>

#include "support/fail.h"
#include "tensor/hooks.h"
#include "tensor/impl.h"
#include "tensor/number.h"

namespace ag::detail {

/// Walks the lists once: the first path down gives the shape, every other must agree.
struct NestedReader {
  Shape shape;
  std::vector<ScalarView> elements;
  bool staged = false;

  void measure(std::initializer_list<Nested> list) {
    shape.push_back(static_cast<std::int64_t>(list.size()));
    if (list.size() && list.begin()->is_list_) measure(list.begin()->list_);
  }
  void read(std::initializer_list<Nested> list, int depth) {
    const auto axis = static_cast<std::size_t>(depth);
    if (static_cast<std::int64_t>(list.size()) != shape[axis])
      fail("AG0214", known_place({}),
           "the lists of a tensor differ in length: one on axis {} has {} elements, another {}",
           depth, shape[axis], list.size());
    for (const Nested& n : list) {
      if (n.is_list_ != (depth + 1 < shape.rank()))
        fail("AG0214", known_place({}), "the lists of a tensor mix numbers and lists on axis {}",
             depth);
      if (n.is_list_) {
        read(n.list_, depth + 1);
      } else {
        elements.push_back({n.number_, n.sym_});
        staged |= n.sym_ != nullptr;
      }
    }
  }
  DType dtype() const {
    if (elements.empty()) return DType::f32;
    DType d = elements[0].number.dtype;
    for (const ScalarView& e : elements) d = common_dtype(d, e.number.dtype);
    return d;
  }
};

TensorImpl* make_from_list(std::initializer_list<Nested> list) {
  NestedReader reader;
  reader.measure(list);
  reader.read(list, 0);
  const DType dtype = reader.dtype();
  if (reader.staged)
    return ops::tensor_from_scalars(reader.elements, dtype, reader.shape, known_place({}));
  TensorImpl* p = allocate(intern(dtype, reader.shape));
  auto* out = static_cast<unsigned char*>(p->data);
  for (const ScalarView& e : reader.elements) {
    AnyNumber n;
    cast_number(e.number, dtype, n);  // never float to integer: dtype is the common one
    store_number(n, out);
    out += item_size(dtype);
  }
  return p;
}

}  // namespace ag::detail
