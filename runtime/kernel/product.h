// Products of f32 and f64 matrices on strides: what the driver in matmul.cpp and ops on views call.
#pragma once

#include <cstdint>

#include "kernel/kernel.h"

namespace ag::kernel {

/// out(i, j) = Σ A(i, p) · B(p, j); strides in elements, of any sign for A and B. The columns of
/// `out` are contiguous, and it overlaps neither A nor B.
struct Product {
  std::int64_t m = 0, k = 0, n = 0;
  std::int64_t a_row = 0, a_column = 0, b_row = 0, b_column = 0, out_row = 0;
};

using ProductKernel = void (*)(const Product&, const void* a, const void* b, void* out) noexcept;

/// The kernels of one instruction set.
struct ProductKernels {
  ProductKernel f32, f64;
};
ProductKernels products_x86_64() noexcept;
ProductKernels products_x86_64_v3() noexcept;
ProductKernels products_x86_64_v4() noexcept;

/// The one that belongs to a table; null for a dtype other than f32 and f64.
ProductKernel product_kernel(const KernelTable& table, DType dtype) noexcept;

/// On as many threads as the size is worth: the bits do not depend on how it is split.
void run_product(ProductKernel kernel, DType dtype, const Product& product, const void* a,
                 const void* b, void* out) noexcept;

}  // namespace ag::kernel
