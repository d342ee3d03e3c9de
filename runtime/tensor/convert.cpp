// Tensors from plain memory; the templates around it are in autograft/convert.h.
#include "autograft/convert.h"

#include <cstring>

#include "support/fail.h"
#include "tensor/impl.h"

namespace ag::detail {

Tensor from_data(DType dtype, const Shape& shape, const void* data, std::size_t count,
                 const std::source_location& where) {
  const std::int64_t elements = shape.elements();
  if (static_cast<std::uint64_t>(elements) != count)
    fail("AG0214", where, "{} elements are given for shape {}, which has {}", count,
         to_string(shape), elements);
  TensorImpl* p = allocate(intern(dtype, shape));
  if (count) std::memcpy(p->data, data, p->type->bytes);
  return Access::adopt(p);
}

void bad_extent(const char* what, std::int64_t expected, const Shape& shape,
                const std::source_location& where) {
  fail("AG0214", where, "to_eigen: the {} has to be {}, the tensor's shape is {}", what, expected,
       to_string(shape));
}

}  // namespace ag::detail
