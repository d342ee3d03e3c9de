// Promoted scalars compute what C++ computes, in the types C++ computes it in, and report what C++
// leaves undefined at the caller's line.
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <sstream>
#include <vector>

#include "autograft/autograft.h"
#include "errors.h"

using namespace ag;

namespace {

__extension__ typedef __int128 Wide; // holds sums and products of any two 64-bit integers
__extension__ typedef unsigned __int128 UnsignedWide;

template <class T> std::vector<T> samples() {
  if constexpr (std::is_same_v<T, bool>)
    return {false, true};
  else if constexpr (std::is_floating_point_v<T>)
    return {T(0),
            T(-0.0),
            T(1),
            T(-1.5),
            T(0.1),
            T(1e30),
            std::numeric_limits<T>::infinity(),
            std::numeric_limits<T>::quiet_NaN(),
            std::numeric_limits<T>::denorm_min()};
  else
    return {T(0),
            T(1),
            T(2),
            T(7),
            T(-1),
            T(-2),
            std::numeric_limits<T>::min(),
            std::numeric_limits<T>::max()};
}

template <class T> bool same(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
  else
    return a == b;
}

template <class R, class S> void expect(const S &got, R want) {
  static_assert(std::is_same_v<S, Scalar<R>>);
  CHECK(same(got.value(), want));
}

// The checks use C++'s own operators; signed overflow is done in 128 bits and narrowed.
template <class A, class B> void arithmetic(A a, B b) {
  using R = decltype(a + b);
  const Scalar<A> x = a;
  const Scalar<B> y = b;
  if constexpr (std::is_floating_point_v<R>) {
    expect<R>(x + y, a + b);
    expect<R>(x - b, a - b);
    expect<R>(a * y, a * b);
    expect<R>(x / y, a / b);
  } else {
    const auto p = static_cast<Wide>(static_cast<R>(a)), q = static_cast<Wide>(static_cast<R>(b));
    expect<R>(x + y, static_cast<R>(p + q));
    expect<R>(x - b, static_cast<R>(p - q));
    expect<R>(a * y, static_cast<R>(static_cast<UnsignedWide>(p) * static_cast<UnsignedWide>(q)));
    expect<R>(x & y, static_cast<R>(p & q));
    expect<R>(x | b, static_cast<R>(p | q));
    expect<R>(a ^ y, static_cast<R>(p ^ q));
    const bool overflows = q == -1 && p == static_cast<Wide>(std::numeric_limits<R>::min());
    if (q != 0 && !overflows) {
      expect<R>(x / y, static_cast<R>(p / q));
      expect<R>(a % y, static_cast<R>(p % q));
    } else {
      CHECK(code([&] { x / y; }) == "AG0211");
      CHECK(code([&] { x % b; }) == "AG0211");
    }
  }
  using C = std::common_type_t<decltype(+a), decltype(+b)>;
  const C p = static_cast<C>(a), q = static_cast<C>(b);
  expect<bool>(x < y, p < q);
  expect<bool>(x <= b, p <= q);
  expect<bool>(a > y, p > q);
  expect<bool>(x >= y, p >= q);
  expect<bool>(x == y, p == q);
  expect<bool>(a != y, p != q);
  expect<bool>(x == b, p == q);
}

template <class A, class... B> void against() {
  (..., [] {
    for (A a : samples<A>())
      for (B b : samples<B>())
        arithmetic<A, B>(a, b);
  }());
}

enum class Phase { idle, busy };
enum Level { low, high };

} // namespace

TEMPLATE_TEST_CASE("binary operators agree with C++ for every pair of types", "[scalar]", bool,
                   char, signed char, unsigned char, short, unsigned short, int, unsigned, long,
                   unsigned long, long long, float, double) {
  against<TestType, bool, signed char, unsigned char, short, unsigned short, int, unsigned, long,
          unsigned long, long long, float, double>();
}

TEST_CASE("shifts agree with C++ in range and are errors out of it", "[scalar]") {
  for (int a : {0, 1, -1, 12345, -12345}) {
    for (int s = 0; s < 32; ++s) {
      expect<int>(Scalar<int>(a) << s, a << s);
      expect<int>(Scalar<int>(a) >> Scalar<long>(s), a >> s);
    }
  }
  expect<long>(1L << Scalar<char>(char{40}), 1L << 40);
  expect<int>(Scalar<unsigned char>(std::uint8_t{200}) << 1, 400);
  CHECK(code([] { Scalar<int>(1) << 32; }) == "AG0209");
  CHECK(code([] { Scalar<int>(1) << -1; }) == "AG0209");
  CHECK(code([] { Scalar<unsigned char>(std::uint8_t{1}) >> 32; }) == "AG0209");
  CHECK(code([] { Scalar<int>(1) << (1UL << 32); }) == "AG0209");
}

TEST_CASE("unary operators and steps", "[scalar]") {
  expect<int>(-Scalar<short>(short{-5}), 5);
  expect<int>(-Scalar<int>(INT_MIN), INT_MIN);
  expect<unsigned>(-Scalar<unsigned>(1u), -1u);
  expect<double>(-Scalar<double>(0.0), -0.0);
  expect<int>(~Scalar<bool>(true), -2);
  expect<int>(+Scalar<char>('a'), 97);
  expect<bool>(!Scalar<double>(0.5), false);
  Scalar<int> k = INT_MAX;
  CHECK((k++).value() == INT_MAX);
  CHECK(k.value() == INT_MIN);
  CHECK((--k).value() == INT_MAX);
  Scalar<unsigned char> c = std::uint8_t{255};
  CHECK((++c).value() == 0);
  CHECK((c--).value() == 0);
  CHECK(c.value() == 255);
  Scalar<float> f = 0.5f;
  CHECK((++f).value() == 1.5f);
}

TEST_CASE("compound assignment computes in the common type and converts back", "[scalar]") {
  int a = 7;
  Scalar<int> x = 7;
  a += 2.9, x += 2.9;
  CHECK(x.value() == a);
  a *= -1.5, x *= Scalar<double>(-1.5);
  CHECK(x.value() == a);
  unsigned char b = 250;
  Scalar<unsigned char> y = b;
  b = static_cast<unsigned char>(b + 10), y += 10;
  CHECK(y.value() == b);
  b >>= 1, y >>= 1;
  CHECK(y.value() == b);
  y <<= 3, y %= 7, y |= 8, y &= 12, y ^= 1, y -= 1, y /= 2;
  CHECK(y.value() == (((((unsigned char)(b << 3) % 7) | 8) & 12) ^ 1) / 2 - 0);
  CHECK(code([&] { x /= 0; }) == "AG0211");
  CHECK(code([&] { x += 1e20; }) == "AG0209");
  Scalar<bool> ok = true;
  ok &= 2; // as C++: true & 2 is 0
  CHECK(!ok.value());
}

TEST_CASE("conversions are C++'s, and a float that does not fit is an error", "[scalar]") {
  CHECK(Scalar<int>(2.9).value() == 2);
  CHECK(Scalar<int>(-2.9).value() == -2);
  CHECK(Scalar<unsigned char>(300).value() == 44);
  CHECK(Scalar<bool>(0.1).value());
  CHECK(Scalar<float>(Scalar<double>(0.1)).value() == 0.1f);
  CHECK(Scalar<int>(2147483647.9).value() == INT_MAX);
  CHECK(Scalar<int>(-2147483648.9).value() == INT_MIN);
  CHECK(Scalar<unsigned>(-0.9).value() == 0);
  CHECK(Scalar<long>(-0x1p63).value() == INT64_MIN);
  for (double bad : {2147483648.0, -2147483649.0, std::nan(""), HUGE_VAL})
    CHECK(code([&] { Scalar<int> k = bad; }) == "AG0209");
  CHECK(code([] { Scalar<int> k = 2147483648.f; }) == "AG0209");
  CHECK(code([] { Scalar<unsigned> k = -1.0; }) == "AG0209");
  CHECK(code([] { Scalar<std::uint64_t> k = 0x1p64; }) == "AG0209");
  CHECK(code([] { Scalar<std::int8_t> k = 128.f; }) == "AG0209");
  CHECK(Scalar<int>(-2147483648.f).value() == INT_MIN);
  CHECK(code([] { ag::cast<int>(AG_SITE(4, 2), Scalar<double>(1e10)); }) == "AG0209");
  CHECK(ag::cast<char>(AG_SITE(4, 2), Scalar<int>(300)).value() == static_cast<char>(300));
}

TEST_CASE("an error names the line of the expression", "[scalar]") {
  Scalar<int> k = 1, zero = 0;
  CHECK(where([&] { k / zero; }) == here(__LINE__));
  CHECK(where([&] { k % 0; }) == here(__LINE__));
  CHECK(where([&] { 1 / zero; }) == here(__LINE__));
  CHECK(where([&] { k /= zero; }) == here(__LINE__));
  CHECK(where([&] { k << 40; }) == here(__LINE__));
  CHECK(where([&] { k = 1e10; }) == here(__LINE__));
}

TEST_CASE("a scalar becomes a tensor of its type and comes from one exactly", "[scalar]") {
  CHECK(Tensor(Scalar<short>(short{3})).dtype() == i16);
  CHECK(Tensor(Scalar<double>(2.5)).item<double>() == 2.5);
  CHECK(Tensor(4L).as_scalar<int>().value() == 4);
  CHECK(Scalar<float>(Tensor(2.5)).value() == 2.5f);
  CHECK(code([] { Scalar<int> k{Tensor(2.5)}; }) == "AG0210");
  Scalar<bool> b = Tensor(7);
  CHECK(b.value());
  CHECK(code([] { Scalar<bool> c = Tensor{1, 2}; }) == "AG0205");
  static_assert(!std::is_convertible_v<Tensor, Scalar<int>>);
  static_assert(!std::is_convertible_v<Scalar<int>, int>);
}

TEST_CASE("enumerations compare and step through assignments", "[scalar]") {
  Scalar<Phase> p = Phase::idle;
  CHECK((p == Phase::idle).value());
  p = Phase::busy;
  CHECK((Phase::busy == p).value());
  CHECK((p != Scalar<Phase>(Phase::idle)).value());
  CHECK((p > Phase::idle).value());
  Scalar<Level> l = high;
  expect<int>(Scalar<int>(l + 1), 2);
  CHECK(Tensor(p).item<int>() == 1);
}

TEST_CASE("cmath gives std's bits and std's types", "[scalar]") {
  for (double v : samples<double>()) {
    const Scalar<double> x = v;
    expect<double>(cmath::sqrt(x), std::sqrt(v));
    expect<double>(cmath::exp(x), std::exp(v));
    expect<double>(cmath::sin(x), std::sin(v));
    expect<double>(cmath::floor(x), std::floor(v));
    expect<double>(cmath::round(x), std::round(v));
    expect<double>(cmath::fabs(x), std::fabs(v));
    expect<bool>(cmath::isnan(x), std::isnan(v));
    expect<bool>(cmath::signbit(x), std::signbit(v));
    for (double w : samples<double>()) {
      expect<double>(cmath::pow(x, w), std::pow(v, w));
      expect<double>(cmath::atan2(w, x), std::atan2(w, v));
      expect<double>(cmath::fmod(x, Scalar<double>(w)), std::fmod(v, w));
      expect<double>(cmath::max(x, w), std::max(v, w));
      expect<double>(cmath::min(w, x), std::min(w, v));
    }
  }
  expect<float>(cmath::exp(Scalar<float>(0.3f)), std::exp(0.3f));
  expect<double>(cmath::sqrt(Scalar<int>(2)), std::sqrt(2));
  expect<double>(cmath::pow(Scalar<float>(2.f), 3), std::pow(2.f, 3));
  expect<float>(cmath::fma(Scalar<float>(2.f), 3.f, 1.f), 7.f);
  expect<int>(cmath::abs(Scalar<short>(short{-3})), 3);
  expect<long>(cmath::abs(Scalar<long>(-3L)), 3L);
  expect<double>(cmath::max<double>(Scalar<int>(1), 2), 2.0);
  expect<int>(cmath::clamp(Scalar<int>(9), 0, 5), 5);
  expect<int>(cmath::clamp(3, Scalar<int>(4), 5), 4);
  CHECK(cmath::sqrt(16) == 4.0);
}

TEST_CASE("streams print a promoted number as they print the number", "[scalar]") {
  std::ostringstream a, b;
  a << Scalar<double>(1.0 / 3) << Scalar<char>('x') << Scalar<bool>(true) << Scalar<int>(-3);
  b << 1.0 / 3 << 'x' << true << -3;
  CHECK(a.str() == b.str());
  CHECK(to_string(Scalar<float>(0.1f)) == "0.1");
}
