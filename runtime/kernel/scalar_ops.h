// What each elementwise op means, once: a struct with eval over scalar-like values (scalar.h). Rows
// of elementwise.def name these structs. An op that may fail says for which operands (fails) and
// evaluates safely even then, because lanes past a failure still run. `by_width` marks ops whose
// result does not depend on the sign of the integers, so that one kernel serves both.
#pragma once

#include "kernel/math/erf.h"
#include "kernel/math/exp.h"
#include "kernel/math/log.h"
#include "kernel/math/trig.h"
#include "kernel/scalar.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

struct AnyOp {
  static constexpr bool by_width = false;
};
struct WidthOp {
  static constexpr bool by_width = true;
};

// ---- arithmetic

#define AG_BINARY(Name, Base, expression)                                                          \
  struct Name : Base {                                                                             \
    template <class V>                                                                             \
    static constexpr V eval(V a, V b) {                                                            \
      return expression;                                                                           \
    }                                                                                              \
  };
AG_BINARY(Add, WidthOp, a + b)
AG_BINARY(Sub, WidthOp, a - b)
AG_BINARY(Mul, WidthOp, a* b)
AG_BINARY(BitAnd, WidthOp, a& b)
AG_BINARY(BitOr, WidthOp, a | b)
AG_BINARY(BitXor, WidthOp, a ^ b)
#undef AG_BINARY

struct DivisionOp : AnyOp {
  /// x / 0, and the one quotient that has no representation.
  template <class V>
  static constexpr auto fails(V a, V b) -> decltype(b == V(0)) {
    if constexpr (ScalarTraits<V>::is_signed)
      return either(b == V(0), both(a == V(ScalarTraits<V>::lowest), b == V(-1)));
    else
      return b == V(0);
  }
};

struct Div : DivisionOp {
  template <class V>
  static constexpr V eval(V a, V b) {
    if constexpr (is_floating_scalar<V>)
      return a / b;
    else
      return a / select(fails(a, b), V(1), b);
  }
};

/// The remainder with the sign of the dividend, as C++'s % and std::fmod.
struct Mod : DivisionOp {
  template <class V>
  static constexpr V eval(V a, V b) {
    if constexpr (is_floating_scalar<V>)
      return lib::fmod(a, b);
    else
      return a % select(fails(a, b), V(1), b);
  }
};

/// Integers: by squaring, wrapping; a negative exponent fails.
struct Pow : AnyOp {
  template <class V>
  static constexpr auto fails(V, V b) -> decltype(b == V(0)) {
    return b < V(0);
  }
  template <class V>
  static constexpr V eval(V a, V b) {
    if constexpr (is_floating_scalar<V>) {
      return lib::pow(a, b);
    } else {
      V result = V(1);
      for (int bit = 0; bit < ScalarTraits<V>::width - ScalarTraits<V>::is_signed; ++bit) {
        result = select((b & V(1)) != V(0), result * a, result);
        a = a * a;
        b = b >> V(1);
      }
      return result;
    }
  }
};

struct Fma : WidthOp {
  template <class V>
  static constexpr V eval(V a, V b, V c) {
    if constexpr (is_floating_scalar<V>)
      return lib::fma(a, b, c);
    else
      return a * b + c;
  }
};

struct Atan2 : AnyOp {
  template <class V>
  static V eval(V y, V x) {
    return lib::atan2(y, x);
  }
};
struct Hypot : AnyOp {
  template <class V>
  static V eval(V x, V y) {
    return lib::hypot(x, y);
  }
};
struct CopySign : AnyOp {
  template <class V>
  static V eval(V x, V sign) {
    return with_sign(x, sign);
  }
};

/// NaN if either is; -0 < +0.
struct Minimum : AnyOp {
  template <class V>
  static constexpr V eval(V a, V b) {
    if constexpr (is_floating_scalar<V>) {
      const V equal = from_bits(to_bits(a) | to_bits(b));  // differ only as zeros do
      const V ordered = select(a < b, a, select(a == b, equal, b));
      return select(a != a, a, ordered);
    } else {
      return select(b < a, b, a);
    }
  }
};
struct Maximum : AnyOp {
  template <class V>
  static constexpr V eval(V a, V b) {
    if constexpr (is_floating_scalar<V>) {
      const V equal = from_bits(to_bits(a) & to_bits(b));
      const V ordered = select(a > b, a, select(a == b, equal, b));
      return select(a != a, a, ordered);
    } else {
      return select(b > a, b, a);
    }
  }
};
struct Clip : AnyOp {
  template <class V>
  static constexpr V eval(V x, V low, V high) {
    return Minimum::eval(Maximum::eval(x, low), high);
  }
};

struct Where : WidthOp {
  template <class C, class V>
  static constexpr V eval(C condition, V a, V b) {
    return select(condition != C(0), a, b);
  }
};

// ---- comparison and logic

#define AG_COMPARE(Name, Base, expression)                                                         \
  struct Name : Base {                                                                             \
    template <class V>                                                                             \
    static constexpr auto eval(V a, V b) {                                                         \
      return expression;                                                                           \
    }                                                                                              \
  };
AG_COMPARE(Eq, WidthOp, a == b)
AG_COMPARE(Ne, WidthOp, a != b)
AG_COMPARE(Lt, AnyOp, a < b)
AG_COMPARE(Le, AnyOp, a <= b)
AG_COMPARE(Gt, AnyOp, a > b)
AG_COMPARE(Ge, AnyOp, a >= b)
AG_COMPARE(LogicalAnd, WidthOp, both(a != V(0), b != V(0)))
AG_COMPARE(LogicalOr, WidthOp, either(a != V(0), b != V(0)))
AG_COMPARE(LogicalXor, WidthOp, (a != V(0)) != (b != V(0)))
#undef AG_COMPARE

struct LogicalNot : WidthOp {
  template <class V>
  static constexpr auto eval(V x) {
    return x == V(0);
  }
};

#define AG_CLASSIFY(Name, for_floats, for_integers)                                                \
  struct Name : WidthOp {                                                                          \
    template <class V>                                                                             \
    static constexpr auto eval(V x) {                                                              \
      if constexpr (is_floating_scalar<V>)                                                         \
        return for_floats;                                                                         \
      else                                                                                         \
        return (static_cast<void>(x), for_integers);                                               \
    }                                                                                              \
  };
AG_CLASSIFY(IsNan, x != x, false)
AG_CLASSIFY(IsInf, magnitude(x) == V(__builtin_inf()), false)
AG_CLASSIFY(IsFinite, magnitude(x) < V(__builtin_inf()), true)
#undef AG_CLASSIFY

// ---- bits

struct BitNot : WidthOp {
  template <class V>
  static constexpr V eval(V x) {
    return ~x;
  }
};

struct ShiftOp : AnyOp {
  template <class V>
  static constexpr auto fails(V, V count) -> decltype(count == V(0)) {
    return either(count < V(0), count >= V(ScalarTraits<V>::width));
  }
};
struct Shl : ShiftOp {
  template <class V>
  static constexpr V eval(V x, V count) {
    return x << select(fails(x, count), V(0), count);
  }
};
/// Arithmetic for signed integers, as C++20.
struct Shr : ShiftOp {
  template <class V>
  static constexpr V eval(V x, V count) {
    return x >> select(fails(x, count), V(0), count);
  }
};

// ---- sign and rounding

struct Neg : WidthOp {
  template <class V>
  static constexpr V eval(V x) {
    return -x;
  }
};
struct Abs : AnyOp {
  template <class V>
  static constexpr V eval(V x) {
    if constexpr (is_floating_scalar<V>)
      return magnitude(x);
    else
      return select(x < V(0), -x, x);
  }
};
/// -1, 0 or 1; zeros and NaN stay themselves.
struct Sign : AnyOp {
  template <class V>
  static constexpr V eval(V x) {
    if constexpr (is_floating_scalar<V>)
      return select(x < V(0), V(-1), select(x > V(0), V(1), x));
    else
      return select(x < V(0), -V(1), select(x > V(0), V(1), x));
  }
};

#define AG_ROUNDING(Name, function)                                                                \
  struct Name : WidthOp {                                                                          \
    template <class V>                                                                             \
    static constexpr V eval(V x) {                                                                 \
      if constexpr (is_floating_scalar<V>)                                                         \
        return lib::function(x);                                                                   \
      else                                                                                         \
        return x;                                                                                  \
    }                                                                                              \
  };
AG_ROUNDING(Floor, floor)
AG_ROUNDING(Ceil, ceil)
AG_ROUNDING(Round, round)  // halves away from zero, as std::round
AG_ROUNDING(Trunc, trunc)
#undef AG_ROUNDING

struct Square : WidthOp {
  template <class V>
  static constexpr V eval(V x) {
    return x * x;
  }
};
/// x, or +0 for x <= 0; NaN stays.
struct Relu : AnyOp {
  template <class V>
  static constexpr V eval(V x) {
    return select(x <= V(0), V(0), x);
  }
};

// ---- floating functions

struct FloatOp : AnyOp {};

#define AG_FLOAT(Name, expression)                                                                 \
  struct Name : FloatOp {                                                                          \
    template <class V>                                                                             \
    static V eval(V x) {                                                                           \
      return expression;                                                                           \
    }                                                                                              \
  };
AG_FLOAT(Sqrt, lib::sqrt(x))
AG_FLOAT(Rsqrt, V(1) / lib::sqrt(x))
AG_FLOAT(Reciprocal, V(1) / x)
AG_FLOAT(Cbrt, lib::cbrt(x))
AG_FLOAT(Tan, lib::tan(x))
AG_FLOAT(Asin, lib::asin(x))
AG_FLOAT(Acos, lib::acos(x))
AG_FLOAT(Atan, lib::atan(x))
AG_FLOAT(Sinh, lib::sinh(x))
AG_FLOAT(Cosh, lib::cosh(x))
AG_FLOAT(Asinh, lib::asinh(x))
AG_FLOAT(Acosh, lib::acosh(x))
AG_FLOAT(Atanh, lib::atanh(x))
AG_FLOAT(Lgamma, lib::lgamma(x))
AG_FLOAT(StdExp, lib::exp(x))
AG_FLOAT(StdExp2, lib::exp2(x))
AG_FLOAT(StdExpm1, lib::expm1(x))
AG_FLOAT(StdLog, lib::log(x))
AG_FLOAT(StdLog2, lib::log2(x))
AG_FLOAT(StdLog10, lib::log10(x))
AG_FLOAT(StdLog1p, lib::log1p(x))
AG_FLOAT(StdSin, lib::sin(x))
AG_FLOAT(StdCos, lib::cos(x))
AG_FLOAT(StdTanh, lib::tanh(x))
#undef AG_FLOAT

// Bodies of our own: f32 computes in f64 and rounds once.
#define AG_OWN(Name, body)                                                                         \
  struct Name : FloatOp {                                                                          \
    template <class V>                                                                             \
    static V eval(V x) {                                                                           \
      if constexpr (ScalarTraits<V>::single)                                                       \
        return narrow(body<true>(widen(x)));                                                       \
      else                                                                                         \
        return body<false>(x);                                                                     \
    }                                                                                              \
  };
AG_OWN(Exp, math::exp_body)
AG_OWN(Exp2, math::exp2_body)
AG_OWN(Expm1, math::expm1_body)
AG_OWN(Log, math::log_body)
AG_OWN(Log2, math::log2_body)
AG_OWN(Log10, math::log10_body)
AG_OWN(Log1p, math::log1p_body)
AG_OWN(Tanh, math::tanh_body)
AG_OWN(Sigmoid, math::sigmoid_body)
AG_OWN(Erf, math::erf_body)

namespace math {
/// log(1 + e^x) without overflow.
template <bool Single, class V>
constexpr V softplus_body(V x) {
  const V bend = log1p_body<Single>(exp_body<Single>(-magnitude(x)));
  return select(x <= V(0), V(0), x) + bend;
}
}  // namespace math
AG_OWN(Silu, math::silu_body)
AG_OWN(Softplus, math::softplus_body)

/// Elements beyond the range of the fast reduction go to libm, one by one.
#define AG_TRIG(Name, body, function)                                                              \
  struct Name : FloatOp {                                                                          \
    template <class V>                                                                             \
    static auto in_range(V x) -> decltype(x == x) {                                                \
      return math::in_trig_range(x);                                                               \
    }                                                                                              \
    template <class V>                                                                             \
    static V beyond(V x) {                                                                         \
      return lib::function(x);                                                                     \
    }                                                                                              \
    template <class V>                                                                             \
    static V eval(V x) {                                                                           \
      if constexpr (ScalarTraits<V>::single)                                                       \
        return narrow(body<true>(widen(x)));                                                       \
      else                                                                                         \
        return body<false>(x);                                                                     \
    }                                                                                              \
  };
AG_TRIG(Sin, math::sin_body, sin)
AG_TRIG(Cos, math::cos_body, cos)
#undef AG_TRIG
#undef AG_OWN

/// Of our own for f32, libm's for f64.
struct Erfc : FloatOp {
  template <class V>
  static V eval(V x) {
    if constexpr (ScalarTraits<V>::single)
      return narrow(math::erfc_single(widen(x)));
    else
      return lib::erfc(x);
  }
};

/// x Φ(x) by erfc, which keeps the left tail; f32 in f64. -0, its limit, at minus infinity.
struct Gelu : FloatOp {
  template <class V>
  static V eval(V x) {
    if constexpr (ScalarTraits<V>::single) {
      const auto wide = widen(x);
      using Wide = std::remove_const_t<decltype(wide)>;
      return narrow(product(wide, math::erfc_single(wide * Wide(-0.70710678118654752440))));
    } else {
      return product(x, lib::erfc(x * V(-0.70710678118654752440)));
    }
  }

 private:
  template <class V>
  static V product(V x, V tail) {
    return select(x == V(-__builtin_inf()), V(-0.0), V(0.5) * x * tail);
  }
};

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
