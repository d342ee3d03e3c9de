// The matrix product drivers: batches, threads, the kernel for the dtype.
#include <cstring>

#include "kernel/product.h"
#include "kernel/table.h"
#include "support/parallel.h"

namespace ag::kernel {
namespace {

/// Multiply-adds that take about 20 µs on one thread.
constexpr std::int64_t piece_of_work = 1 << 20;

Product dense(const MatmulShape& s) {
  Product p{s.m, s.k, s.n, s.k, 1, s.n, 1, s.n};
  if (s.transpose_a) p.a_row = 1, p.a_column = s.m;
  if (s.transpose_b) p.b_row = 1, p.b_column = s.k;
  return p;
}

Status multiply_dense(ProductKernel kernel, DType dtype, const MatmulShape& s, const char* a,
                      const char* b, char* out) {
  const Product one = dense(s);
  const auto item = static_cast<std::int64_t>(item_size(dtype));
  const auto some = [&](std::int64_t begin, std::int64_t end) noexcept {
    for (std::int64_t i = begin; i < end; ++i)
      run_product(kernel, dtype, one, a + i * s.a_step * item, b + i * s.b_step * item,
                  out + i * s.m * s.n * item);
  };
  const std::int64_t work = s.m * s.n * (s.k > 0 ? s.k : 1);
  parallel_for(s.batch, piece_of_work / work + 1, some);
  return {};
}

}  // namespace

ProductKernel product_kernel(const KernelTable& table, DType dtype) noexcept {
  if (dtype != DType::f32 && dtype != DType::f64) return nullptr;
  const ProductKernels kernels = std::strcmp(table.isa, "x86-64-v4") == 0   ? products_x86_64_v4()
                                 : std::strcmp(table.isa, "x86-64-v3") == 0 ? products_x86_64_v3()
                                                                            : products_x86_64();
  return dtype == DType::f32 ? kernels.f32 : kernels.f64;
}

void run_product(ProductKernel kernel, DType dtype, const Product& p, const void* a, const void* b,
                 void* out) noexcept {
  // Multiples of every tile, along the longer side.
  constexpr std::int64_t columns = 64, rows = 12;
  const auto item = static_cast<std::int64_t>(item_size(dtype));
  const bool by_columns = p.n >= p.m;
  const std::int64_t line = p.k * (by_columns ? p.m : p.n) + 1;
  const std::int64_t unit = by_columns ? columns : rows;
  const std::int64_t grain = (piece_of_work / line / unit + 1) * unit;
  const auto some = [&](std::int64_t begin, std::int64_t end) noexcept {
    Product part = p;
    (by_columns ? part.n : part.m) = end - begin;
    const std::int64_t in_a = by_columns ? 0 : begin * p.a_row;
    const std::int64_t in_b = by_columns ? begin * p.b_column : 0;
    const std::int64_t in_out = by_columns ? begin : begin * p.out_row;
    kernel(part, static_cast<const char*>(a) + in_a * item,
           static_cast<const char*>(b) + in_b * item, static_cast<char*>(out) + in_out * item);
  };
  parallel_for(by_columns ? p.n : p.m, grain, some);
}

Status matmul(const KernelTable& table, DType dtype, const MatmulShape& shape, const void* a,
              const void* b, void* out) {
  if (const ProductKernel product = product_kernel(table, dtype)) {
    if (shape.m == 0 || shape.n == 0) return {};
    return multiply_dense(product, dtype, shape, static_cast<const char*>(a),
                          static_cast<const char*>(b), static_cast<char*>(out));
  }
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
