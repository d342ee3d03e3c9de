// KernelTable: the functions compiled per instruction set, as one plain struct that the drivers
// (elementwise.cpp, reduce.cpp, …) call through. Drivers handle strides, blocks and half types;
// rows here see contiguous memory of one native type.
#pragma once

#include <cstdint>

#include "kernel/kernel.h"

namespace ag::kernel {

/// One elementwise row: n elements, operand i a single element if bit i of `scalars` is set (binary
/// rows only, and not both). Returns the position of the first failing element or -1.
using ElementwiseRow = std::int64_t (*)(std::int64_t n, const void* const* in, unsigned scalars,
                                        void* out) noexcept;
/// n elements converted; position of the first that does not fit or -1.
using CastRow = std::int64_t (*)(std::int64_t n, const void* in, void* out) noexcept;
/// n >= 1 contiguous elements fold into *out; with `more`, *out holds the result of the blocks
/// before (whole blocks of reduce_block elements) and takes part.
using ReduceRow = void (*)(std::int64_t n, const void* in, bool more, void* out) noexcept;
/// n >= 1 rows, `step` elements apart, of `width` contiguous columns fold into out[width].
using ReduceColumns = void (*)(std::int64_t n, std::int64_t width, std::int64_t step,
                               const void* in, void* out) noexcept;
/// One product of dense row-major (or transposed) matrices.
using MatmulKernel = void (*)(const MatmulShape&, const void* a, const void* b, void* out);

/// Elements after which a reduction starts a new block; a multiple of every lane count.
inline constexpr std::int64_t reduce_block = 8192;
/// Elements that the drivers gather or convert at a time.
inline constexpr std::int64_t gather_block = 256;

/// The kinds through which casts without a row of their own pass.
enum class Wide : std::uint8_t { i64, u64, f64 };
inline constexpr int wide_count = 3;
/// Reductions with rows: sum, prod, min, max (any and all are max and min of bytes).
inline constexpr int reduce_rows = 4;

struct KernelTable {
  const char* isa;
  ElementwiseRow elementwise[elementwise_count][dtype_count];
  CastRow to_wide[dtype_count];
  CastRow from_wide[wide_count][dtype_count];
  CastRow direct[dtype_count][dtype_count];
  ReduceRow reduce[reduce_rows][dtype_count];
  ReduceColumns reduce_columns[reduce_rows][dtype_count];
  MatmulKernel matmul[dtype_count];
};

// One filler per instruction set (isa/fill.cpp).
void fill_x86_64(KernelTable&);
void fill_x86_64_v3(KernelTable&);
void fill_x86_64_v4(KernelTable&);

}  // namespace ag::kernel
