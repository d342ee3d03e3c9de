// The matrix product driver: batches over the table's kernel for the dtype.
#include "kernel/table.h"

namespace ag::kernel {

Status matmul(const KernelTable& table, DType dtype, const MatmulShape& shape, const void* a,
              const void* b, void* out) {
  const MatmulKernel kernel = table.matmul[static_cast<int>(dtype)];
  if (kernel == nullptr) return {.failure = Failure::unsupported};
  if (shape.m == 0 || shape.n == 0) return {};
  const auto item = static_cast<std::int64_t>(item_size(dtype));
  for (std::int64_t i = 0; i < shape.batch; ++i)
    kernel(shape, static_cast<const char*>(a) + i * shape.a_step * item,
           static_cast<const char*>(b) + i * shape.b_step * item,
           static_cast<char*>(out) + i * shape.m * shape.n * item);
  return {};
}

}  // namespace ag::kernel
