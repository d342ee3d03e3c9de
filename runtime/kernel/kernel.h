// The prebuilt CPU kernels as the rest of the runtime sees them: pure functions on raw pointers,
// compiled for three instruction sets, one table chosen at load. They know nothing of tensors,
// shapes' rules, promotion or errors with words: callers pass operands of one dtype, outputs that
// they own, and turn a failed Status into an ag::Error. NUMERICS: the same bits on every table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "autograft/dtype.h"

namespace ag::kernel {

enum class Elementwise : std::uint8_t {
#define AG_ELEMENTWISE(name, type, arity, accepts, result, fails) name,
#include "kernel/elementwise.def"
#undef AG_ELEMENTWISE
};

inline constexpr int elementwise_count = 0
#define AG_ELEMENTWISE(name, type, arity, accepts, result, fails) +1
#include "kernel/elementwise.def"
#undef AG_ELEMENTWISE
    ;

enum class Accepts : std::uint8_t { any, numeric, integer, bits, floating };
enum class Result : std::uint8_t { same, boolean };
enum class Fails : std::uint8_t { never, integers };

struct ElementwiseInfo {
  const char* name;
  std::uint8_t arity;
  Accepts accepts;
  Result result;
  Fails fails;
};

const ElementwiseInfo& info(Elementwise op) noexcept;
/// Is there a kernel of `op` for operands of this dtype?
bool accepts(Elementwise op, DType dtype) noexcept;
bool may_fail(Elementwise op, DType dtype) noexcept;

enum class Failure : std::uint8_t {
  none,
  division_by_zero,    // integer / or % by 0
  overflow,            // INT_MIN / -1, INT_MIN % -1
  shift_out_of_range,  // shift count negative or >= the width of the dtype
  negative_exponent,   // integer pow
  does_not_fit,        // float -> integer, after truncation; NaN too
  index_out_of_range,  // index < 0 or >= extent
  unsupported          // no kernel of this op for this dtype: a caller's mistake
};

/// What a kernel reports. On failure `index` is the linear (C order) position of the FIRST failing
/// element and `operands` hold its inputs, as the low bytes of their storage (the index itself, as
/// an int64, for index_out_of_range). Outputs are then unspecified.
struct Status {
  Failure failure = Failure::none;
  std::int64_t index = -1;
  std::uint64_t operands[2] = {0, 0};
  bool ok() const noexcept { return failure == Failure::none; }
};

/// The kernels of one instruction set; opaque here (see table.h).
struct KernelTable;

/// The table in use: the best that this CPU runs, or the one that AUTOGRAFT_ISA names.
const KernelTable& kernels() noexcept;
/// Empty, or why AUTOGRAFT_ISA could not be obeyed (kernels() is then the best table). The API
/// layer raises it as an ag::Error on first use.
const std::string& kernels_error();
/// The table called "x86-64", "x86-64-v3" or "x86-64-v4"; null, with a sentence in `error`, when
/// the name is unknown or this CPU lacks the instructions.
const KernelTable* find_kernels(std::string_view isa, std::string& error);
const char* isa_name(const KernelTable&) noexcept;

// ---- elementwise and casts
// -----------------------------------------------------------------------

enum class Layout : std::uint8_t {
  contiguous,  // n elements in C order of the result
  scalar,      // one element for all
  strided      // by `strides`
};

/// An input. `strides` has one entry (in elements, 0 = broadcast, may be negative) per extent of
/// the result and is read only for Layout::strided.
struct Operand {
  const void* data;
  Layout layout = Layout::contiguous;
  const std::int64_t* strides = nullptr;
};

/// out[i] = op(in[0][i], …) over `extents`; out is contiguous and may be the very same memory as a
/// contiguous input whose item size is the output's, else must not overlap any input.
/// `dtype` is that of the operands (of operands 1 and 2 for `where`). f16 and bf16 compute in f32
/// and round each op's result.
Status run(const KernelTable&, Elementwise op, DType dtype, std::span<const std::int64_t> extents,
           std::span<const Operand> in, void* out) noexcept;

/// The same for contiguous or scalar operands of n elements, without any analysis of strides.
Status run_flat(const KernelTable&, Elementwise op, DType dtype, std::int64_t n,
                std::span<const Operand> in, void* out) noexcept;

/// out[i] = (to)in[i] as C++ converts: integers wrap, to bool is != 0, float -> integer truncates
/// and must fit (Failure::does_not_fit); rounding is to nearest even, once.
Status cast(const KernelTable&, DType from, DType to, std::span<const std::int64_t> extents,
            const Operand& in, void* out) noexcept;

// ---- reductions
// ----------------------------------------------------------------------------------

enum class Reduce : std::uint8_t { sum, prod, min, max, any, all, argmin, argmax };
/// any, all -> boolean; argmin, argmax -> i64; the rest -> `dtype`.
DType reduce_result(Reduce op, DType dtype) noexcept;
/// sum and prod take no bool (the caller casts to i32 first); the rest take every dtype.
bool accepts(Reduce op, DType dtype) noexcept;

/// Which elements fold into which. The result has the kept extents, contiguous. Strides are in
/// elements of the input. "Program order" of the reduced elements is row-major over `extents`.
struct ReduceShape {
  std::span<const std::int64_t> kept_extents, kept_strides;
  std::span<const std::int64_t> extents, strides;
};

/// Order of sum and prod (docs/internals/kernels.md): blocks of 8,192 elements in order; in a
/// block, element i goes to lane i % L (L = 64, for f64 32), lanes combine by halving; blocks add
/// up left to right. min/max propagate NaN, and order -0 below +0. argmin/argmax: NaN wins, ties go
/// to the lower index. No elements: sum 0, prod 1, any false, all true; min, max, argmin, argmax:
/// Failure::unsupported.
Status reduce(const KernelTable&, Reduce op, DType dtype, const ReduceShape& shape, const void* in,
              void* out) noexcept;

enum class Cumulative : std::uint8_t { sum, prod };
/// Running sum or product over the middle of [outer, n, inner] (all contiguous), strictly left to
/// right; f16 and bf16 accumulate in f32 and round each output once. Not for bool. out may be in.
Status cumulate(Cumulative op, DType dtype, std::int64_t outer, std::int64_t n, std::int64_t inner,
                const void* in, void* out) noexcept;

// ---- matrix product
// ------------------------------------------------------------------------------

/// out[b] = A[b] · B[b]; A is m × k (stored k × m if transpose_a), B is k × n, all row-major and
/// dense; a_step and b_step are the elements from one batch to the next (0 repeats).
struct MatmulShape {
  std::int64_t batch = 1, m = 0, k = 0, n = 0;
  std::int64_t a_step = 0, b_step = 0;
  bool transpose_a = false, transpose_b = false;
};
/// f32 and f64 by Eigen (order fixed per table and version, equal within k·eps·Σ|a||b| across
/// tables); integers exact modulo 2^width; f16 and bf16 accumulate in f32 and round once. Not for
/// bool.
Status matmul(const KernelTable&, DType dtype, const MatmulShape&, const void* a, const void* b,
              void* out);

// ---- data movement, by item size (1, 2, 4 or 8 bytes)
// --------------------------------------------

/// dst[i…] = src[i…]; strides in elements, any sign, src strides may be 0. No overlap, unless dst
/// and src are the same elements in the same order.
void copy(std::size_t item, std::span<const std::int64_t> extents, void* dst,
          std::span<const std::int64_t> dst_strides, const void* src,
          std::span<const std::int64_t> src_strides) noexcept;
/// n copies of the element at `value`.
void fill(std::size_t item, std::int64_t n, void* dst, const void* value) noexcept;

/// Geometry of indexing along one axis of a contiguous [outer, extent, inner].
struct AxisShape {
  std::int64_t outer = 1, extent = 0, inner = 1;
};
/// out[o, j, :] = in[o, idx[j], :]; out is [outer, count, inner].
Status gather(std::size_t item, const AxisShape&, const void* in, const std::int64_t* idx,
              std::int64_t count, void* out) noexcept;
/// out[o, j, i] = in[o, idx[o, j, i], i]; idx and out are [outer, count, inner].
Status take_along_axis(std::size_t item, const AxisShape&, const void* in, const std::int64_t* idx,
                       std::int64_t count, void* out) noexcept;
/// dst[o, idx[j], :] = src[o, j, :] in order of j, so the last write to a row wins. All indices are
/// checked before the first write.
Status scatter(std::size_t item, const AxisShape&, void* dst, const std::int64_t* idx,
               std::int64_t count, const void* src) noexcept;
/// dst[o, idx[j], :] += src[o, j, :] in order of j, each sum rounded to the dtype.
Status scatter_add(const KernelTable&, DType, const AxisShape&, void* dst, const std::int64_t* idx,
                   std::int64_t count, const void* src) noexcept;

// ---- order
// --------------------------------------------------------------------------------------- NaN comes
// last in either direction, -0 == +0, equal elements keep their order (ties: lower index).

/// Sorts each row of [rows, n]. Either output may be null; `indices` are i64. values may be `in`.
void sort(DType, std::int64_t rows, std::int64_t n, bool descending, const void* in, void* values,
          std::int64_t* indices);
/// The k (0 <= k <= n) largest (or smallest) of each row, best first, by one scan that keeps at
/// most 2k candidates above a rising threshold.
void topk(DType, std::int64_t rows, std::int64_t n, std::int64_t k, bool largest, const void* in,
          void* values, std::int64_t* indices);
/// For each query the first position in ascending `sorted` where it could be inserted (`right`: the
/// last).
void searchsorted(DType, const void* sorted, std::int64_t n, bool right, const void* queries,
                  std::int64_t count, std::int64_t* out) noexcept;

// ---- sequences
// -----------------------------------------------------------------------------------

/// out[i] = start + i * step for any dtype but bool; integers wrap; floats compute in f64 and round
/// once. start and step are passed as the wide number of the dtype's kind.
void arange(DType, std::int64_t n, std::int64_t start, std::int64_t step, void* out) noexcept;
void arange(DType, std::int64_t n, double start, double step, void* out) noexcept;
/// n evenly spaced floats from start to stop, both included, the last one exactly stop.
void linspace(DType, std::int64_t n, double start, double stop, void* out) noexcept;

}  // namespace ag::kernel
