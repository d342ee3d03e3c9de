// Running sums and products, strictly left to right (so one build serves every instruction set), a
// line of inner columns at a time.
#include <algorithm>
#include <type_traits>

#include "kernel/kernel.h"
#include "kernel/scalar.h"

namespace ag::kernel {
namespace {

constexpr std::int64_t tile = 64;

// Storage -> accumulator, and back; halves accumulate in f32.
template <class T>
auto accumulator(T x) {
  if constexpr (std::is_floating_point_v<T>)
    return x;
  else if constexpr (std::is_integral_v<T>)
    return Int<T>(x);
  else
    return static_cast<float>(x);
}
template <class T, class A>
T stored(A x) {
  if constexpr (std::is_integral_v<T>)
    return x.value;
  else
    return T(x);
}

template <class T, bool Product>
void run_lines(std::int64_t outer, std::int64_t n, std::int64_t inner, const void* in, void* out) {
  using A = decltype(accumulator(T()));
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t c = 0; c < inner; c += tile) {
      const std::int64_t width = std::min(tile, inner - c);
      A acc[tile];
      std::fill_n(acc, width, A(Product ? 1 : 0));
      for (std::int64_t r = 0; r < n; ++r) {
        const std::int64_t at = (o * n + r) * inner + c;
        const T* x = static_cast<const T*>(in) + at;
        T* y = static_cast<T*>(out) + at;
        for (std::int64_t i = 0; i < width; ++i) {
          const A v = accumulator(x[i]);
          acc[i] = Product ? acc[i] * v : acc[i] + v;
          y[i] = stored<T>(acc[i]);
        }
      }
    }
  }
}

template <class T>
Status run_as(Cumulative op, std::int64_t outer, std::int64_t n, std::int64_t inner, const void* in,
              void* out) {
  if (op == Cumulative::prod)
    run_lines<T, true>(outer, n, inner, in, out);
  else
    run_lines<T, false>(outer, n, inner, in, out);
  return {};
}

}  // namespace

Status cumulate(Cumulative op, DType dtype, std::int64_t outer, std::int64_t n, std::int64_t inner,
                const void* in, void* out) noexcept {
  switch (dtype) {
  case DType::boolean: return {.failure = Failure::unsupported};
  case DType::u8:
  case DType::i8: return run_as<std::uint8_t>(op, outer, n, inner, in, out);
  case DType::u16:
  case DType::i16: return run_as<std::uint16_t>(op, outer, n, inner, in, out);
  case DType::u32:
  case DType::i32: return run_as<std::uint32_t>(op, outer, n, inner, in, out);
  case DType::u64:
  case DType::i64: return run_as<std::uint64_t>(op, outer, n, inner, in, out);
  case DType::f16: return run_as<half_t>(op, outer, n, inner, in, out);
  case DType::bf16: return run_as<bfloat16_t>(op, outer, n, inner, in, out);
  case DType::f32: return run_as<float>(op, outer, n, inner, in, out);
  case DType::f64: return run_as<double>(op, outer, n, inner, in, out);
  }
  return {.failure = Failure::unsupported};
}

}  // namespace ag::kernel
