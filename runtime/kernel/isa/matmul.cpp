// Matrix products of integers and halves, for one instruction set: plain loops. Those of f32 and
// f64 are in product.cpp.
#include "kernel/isa/convert.h"
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace {

// Element (i, j) of a row-major matrix of `columns`, or of the transpose of one of `rows`.
constexpr std::int64_t position(bool transposed, std::int64_t i, std::int64_t j, std::int64_t rows,
                                std::int64_t columns) {
  return transposed ? j * rows + i : i * columns + j;
}

constexpr float to_accumulator(F16 x) { return to_float(x); }
constexpr float to_accumulator(BF16 x) { return to_float(x); }
template <class T>
constexpr Int<T> to_accumulator(T x) {
  return Int<T>(x);
}
constexpr void from_accumulator(float x, F16& out) { out = to_f16(x); }
constexpr void from_accumulator(float x, BF16& out) { out = to_bf16(x); }
template <class T>
constexpr void from_accumulator(Int<T> x, T& out) {
  out = x.value;
}

/// Sums over k from first to last, for a line of columns at a time; one rounding at the end.
template <class T>
struct PlainMatmul {
  using Acc = decltype(to_accumulator(T()));
  static constexpr std::int64_t tile = 64;

  static void line(const MatmulShape& s, const T* a, const T* b, std::int64_t i, std::int64_t j0,
                   std::int64_t width, T* out) {
    Acc acc[tile];
    for (std::int64_t j = 0; j < width; ++j) acc[j] = Acc(0);
    for (std::int64_t p = 0; p < s.k; ++p) {
      const Acc x = to_accumulator(a[position(s.transpose_a, i, p, s.m, s.k)]);
      const std::int64_t step = s.transpose_b ? s.k : 1;
      const T* from = b + position(s.transpose_b, p, j0, s.k, s.n);
      for (std::int64_t j = 0; j < width; ++j) acc[j] = acc[j] + x * to_accumulator(from[j * step]);
    }
    for (std::int64_t j = 0; j < width; ++j) from_accumulator(acc[j], out[i * s.n + j0 + j]);
  }
  static void run(const MatmulShape& s, const void* a, const void* b, void* out) {
    for (std::int64_t i = 0; i < s.m; ++i)
      for (std::int64_t j = 0; j < s.n; j += tile)
        line(s, static_cast<const T*>(a), static_cast<const T*>(b), i, j,
             s.n - j < tile ? s.n - j : tile, static_cast<T*>(out));
  }
};

}  // namespace

void fill_matmul(KernelTable& table) {
  for_native_types([&table]<class T>(DType t) {
    if constexpr (!std::is_floating_point_v<T>)
      if (t != DType::boolean)
        table.matmul[at(t)] = &PlainMatmul<typename UnsignedTwin<T>::type>::run;
  });
  table.matmul[at(DType::f16)] = &PlainMatmul<F16>::run;
  table.matmul[at(DType::bf16)] = &PlainMatmul<BF16>::run;
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
