// See oracle.h.
#include "oracle.h"

#include <cmath>
#include <cstring>

namespace oracle {
namespace {

std::int64_t offset(const Extents &shape, const Extents &position) {
  std::int64_t o = 0;
  for (std::size_t i = 0; i < shape.size(); ++i)
    o = o * shape[i] + position[i];
  return o;
}

template <class F> auto with_type(ag::DType d, F f) {
  switch (d) {
  case ag::DType::boolean:
    return f(bool{});
  case ag::DType::u8:
    return f(std::uint8_t{});
  case ag::DType::u16:
    return f(std::uint16_t{});
  case ag::DType::u32:
    return f(std::uint32_t{});
  case ag::DType::u64:
    return f(std::uint64_t{});
  case ag::DType::i8:
    return f(std::int8_t{});
  case ag::DType::i16:
    return f(std::int16_t{});
  case ag::DType::i32:
    return f(std::int32_t{});
  case ag::DType::i64:
    return f(std::int64_t{});
  case ag::DType::f16:
    return f(ag::half_t{});
  case ag::DType::bf16:
    return f(ag::bfloat16_t{});
  case ag::DType::f32:
    return f(float{});
  default:
    return f(double{});
  }
}

template <class T>
constexpr bool half = std::is_same_v<T, ag::half_t> || std::is_same_v<T, ag::bfloat16_t>;

template <class T> Real widen(T v) {
  if constexpr (half<T>)
    return static_cast<float>(v);
  else
    return static_cast<Real>(v);
}

template <class T> T narrow(Real v) {
  if constexpr (half<T>)
    return T(static_cast<float>(v));
  else if constexpr (std::is_same_v<T, bool>)
    return v != 0;
  else if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(v);
  else {
    const Real width = std::ldexp(Real{1}, static_cast<int>(sizeof(T) * 8));
    Real m = std::fmod(v, width);
    if (m < 0)
      m += width;
    return static_cast<T>(static_cast<std::uint64_t>(m));
  }
}

} // namespace

std::int64_t count(const Extents &shape) {
  std::int64_t n = 1;
  for (std::int64_t e : shape)
    n *= e;
  return n;
}

Array filled(const Extents &shape, const std::function<Real(const Extents &)> &value) {
  Array a{shape, {}};
  for (std::int64_t k = 0; k < count(shape); ++k) {
    Extents position(shape.size());
    std::int64_t rest = k;
    for (std::size_t i = shape.size(); i-- > 0;) {
      position[i] = rest % shape[i];
      rest /= shape[i];
    }
    a.values.push_back(value(position));
  }
  return a;
}

Real at(const Array &a, const Extents &position) {
  return a.values[static_cast<std::size_t>(offset(a.shape, position))];
}

Real at_broadcast(const Array &a, const Extents &position) {
  Extents own(position.end() - static_cast<std::ptrdiff_t>(a.shape.size()), position.end());
  for (std::size_t i = 0; i < own.size(); ++i)
    if (a.shape[i] == 1)
      own[i] = 0;
  return at(a, own);
}

Extents broadcast(const Extents &a, const Extents &b) {
  if (a.size() < b.size())
    return broadcast(b, a);
  Extents out = a;
  for (std::size_t i = 0; i < b.size(); ++i) {
    std::int64_t &e = out[a.size() - b.size() + i];
    if (e == 1)
      e = b[i];
  }
  return out;
}

Array read(const ag::Tensor &t) {
  Array a;
  for (std::int64_t e : t.shape())
    a.shape.push_back(e);
  with_type(t.dtype(), [&](auto tag) {
    for (auto v : t.data<const decltype(tag)>())
      a.values.push_back(widen(v));
    return 0;
  });
  return a;
}

ag::Tensor make(ag::DType dtype, const Array &a) {
  ag::Tensor t = ag::zeros(ag::Shape(a.shape), dtype);
  with_type(dtype, [&](auto tag) {
    using T = decltype(tag);
    auto out = t.data<T>();
    for (std::size_t i = 0; i < a.values.size(); ++i)
      out[i] = narrow<T>(a.values[i]);
    return 0;
  });
  return t;
}

Real stored(ag::DType dtype, Real v) {
  return with_type(dtype, [&](auto tag) { return widen(narrow<decltype(tag)>(v)); });
}

Array sample(ag::DType dtype, const Extents &shape, int seed, bool nonzero) {
  std::uint64_t state = static_cast<std::uint64_t>(seed) * 977 + 12345;
  return filled(shape, [&](const Extents &) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    auto v = static_cast<int>((state >> 33) % 23);
    if (dtype == ag::boolean)
      return static_cast<Real>(v % 2);
    if (nonzero && v == 11)
      v = 5;
    if (ag::is_unsigned(dtype))
      return static_cast<Real>(nonzero ? v % 11 + 1 : v);
    return static_cast<Real>(v - 11) * (ag::is_floating(dtype) ? Real{0.25} : Real{1});
  });
}

std::string difference(const ag::Tensor &got, ag::DType dtype, const Array &expected,
                       Real relative) {
  if (got.dtype() != dtype)
    return std::string("dtype ") + ag::name(got.dtype()) + ", expected " + ag::name(dtype);
  const Array a = read(got);
  if (a.shape != expected.shape)
    return "shape " + ag::to_string(got.shape()) + " is wrong";
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const Real x = a.values[i], y = expected.values[i];
    const bool same = x == y || (std::isnan(x) && std::isnan(y));
    if (!same && !(std::fabs(x - y) <= relative * std::fmax(std::fabs(y), Real{1e-3})))
      return "element " + std::to_string(i) + ": " + std::to_string(x) + ", expected " +
             std::to_string(y);
  }
  return "";
}

std::string code(const std::function<void()> &f) {
  try {
    f();
  } catch (const ag::Error &e) {
    return std::string(e.code());
  }
  return "";
}

std::string message(const std::function<void()> &f) {
  try {
    f();
  } catch (const ag::Error &e) {
    return e.message();
  }
  return "";
}

} // namespace oracle
