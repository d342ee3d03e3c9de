// The host's libm by number, for promoted scalars: one table for concrete values and for the ops
// of a graph, so that both run the same function. Not the tensors' math (kernel/math).
#include "autograft/cmath.h"

#include <cmath>
#include <iterator>

namespace ag::detail {

namespace {

template <class T>
struct Entry {
  T (*one)(T) = nullptr;
  T (*two)(T, T) = nullptr;
};

// The library's own addresses: a compiler may exchange the operands of a call of fmax that it sees,
// and that shows in the sign of a zero.
template <class T>
constexpr Entry<T> table[] = {{}};
#define AG_ONE(name) {static_cast<double (*)(double)>(::name), nullptr},
#define AG_TWO(name) {nullptr, static_cast<double (*)(double, double)>(::name)},
template <>
constexpr Entry<double> table<double>[] = {AG_CMATH_UNARY(AG_ONE) AG_CMATH_BINARY(AG_TWO)};
#undef AG_ONE
#undef AG_TWO
#define AG_ONE(name) {static_cast<float (*)(float)>(::name##f), nullptr},
#define AG_TWO(name) {nullptr, static_cast<float (*)(float, float)>(::name##f)},
template <>
constexpr Entry<float> table<float>[] = {AG_CMATH_UNARY(AG_ONE) AG_CMATH_BINARY(AG_TWO)};
#undef AG_ONE
#undef AG_TWO

#define AG_NAME(name) #name,
constexpr const char* names[] = {AG_CMATH_UNARY(AG_NAME) AG_CMATH_BINARY(AG_NAME)
                                     AG_CMATH_TEST(AG_NAME) "fma",
                                 "min", "max", "clamp", "abs"};
#undef AG_NAME

template <class T>
T call(CmathFn fn, T a, T b, T c) noexcept {
  const auto i = static_cast<std::size_t>(fn);
  if (i >= std::size(table<T>)) return std::fma(a, b, c);
  const Entry<T>& e = table<T>[i];
  return e.one ? e.one(a) : e.two(a, b);
}

}  // namespace

const char* name(CmathFn fn) noexcept { return names[static_cast<std::size_t>(fn)]; }

double libm(CmathFn fn, double a, double b, double c) noexcept { return call(fn, a, b, c); }
float libm(CmathFn fn, float a, float b, float c) noexcept { return call(fn, a, b, c); }

}  // namespace ag::detail
