// The cmath op: what <cmath> and std::min, max, clamp, abs do to promoted values, with the host's
// own functions, so that results are the bits of plain C++. Names: detail::CmathFn.
#include "ops/attributes.h"
#include "ops/families.h"

#include <cmath>
#include <fmt/format.h>
#include <type_traits>

#include "autograft/cmath.h"

namespace ag::ops {
namespace {

using detail::CmathFn;

constexpr int fn_count = static_cast<int>(CmathFn::abs) + 1;

bool find_function(const std::string& text, CmathFn& fn) {
  for (int i = 0; i < fn_count; ++i)
    if (text == detail::name(static_cast<CmathFn>(i))) {
      fn = static_cast<CmathFn>(i);
      return true;
    }
  return false;
}

std::size_t arity(CmathFn fn) {
#define AG_IS(name) || fn == CmathFn::name
  if (false AG_CMATH_BINARY(AG_IS)) return 2;
#undef AG_IS
  if (fn == CmathFn::fma || fn == CmathFn::clamp) return 3;
  return fn == CmathFn::min || fn == CmathFn::max ? 2 : 1;
}

bool is_test(CmathFn fn) {
#define AG_IS(name) || fn == CmathFn::name
  return false AG_CMATH_TEST(AG_IS);
#undef AG_IS
}

bool takes_integers(CmathFn fn) {
  return fn == CmathFn::min || fn == CmathFn::max || fn == CmathFn::clamp || fn == CmathFn::abs;
}

/// std::min and its like on any C++ number; integer abs wraps.
template <class T>
T order_function(CmathFn fn, T a, T b, T c) {
  switch (fn) {
  case CmathFn::min: return b < a ? b : a;
  case CmathFn::max: return a < b ? b : a;
  case CmathFn::clamp: return a < b ? b : c < a ? c : a;
  default:
    if constexpr (std::is_floating_point_v<T>)
      return std::fabs(a);
    else if constexpr (std::is_signed_v<T>)
      return a < 0 ? static_cast<T>(std::make_unsigned_t<T>{0} -
                                    static_cast<std::make_unsigned_t<T>>(a))
                   : a;
    else
      return a;
  }
}

template <class T>
bool test_function(CmathFn fn, T a) {
  switch (fn) {
  case CmathFn::isnan: return std::isnan(a);
  case CmathFn::isinf: return std::isinf(a);
  case CmathFn::isfinite: return std::isfinite(a);
  default: return std::signbit(a);
  }
}

template <class T>
void run(CmathFn fn, const void* const (&in)[3], std::size_t n, std::int64_t count, void* out) {
  for (std::int64_t i = 0; i < count; ++i) {
    const auto at = [&](std::size_t k) { return k < n ? static_cast<const T*>(in[k])[i] : T{}; };
    if constexpr (std::is_floating_point_v<T>) {
      if (is_test(fn))
        static_cast<bool*>(out)[i] = test_function(fn, at(0));
      else
        static_cast<T*>(out)[i] = takes_integers(fn) ? order_function(fn, at(0), at(1), at(2))
                                                     : detail::libm(fn, at(0), at(1), at(2));
    } else {
      static_cast<T*>(out)[i] = order_function(fn, at(0), at(1), at(2));
    }
  }
}

}  // namespace

void infer_cmath_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  CmathFn fn{};
  const std::string& text = attributes.as<TextAttributes>().text;
  if (!find_function(text, fn) || arity(fn) != in.size())
    fail("AG0215", c.where, fmt::format("cmath: no function '{}' of {} operands", text, in.size()));
  for (const Type* t : in)
    if (t->dtype != in[0]->dtype || !(t->shape == in[0]->shape))
      fail("AG0214", c.where,
           fmt::format("cmath {}: operands of types {} and {}", text, describe(*in[0]),
                       describe(*t)));
  const DType d = in[0]->dtype;
  const bool ok = d == DType::f32 || d == DType::f64 || (takes_integers(fn) && is_integer(d));
  if (!ok) bad_dtype(op, d, "f32 and f64", c.where);
  out.push_back(is_test(fn) ? detail::intern(DType::boolean, in[0]->shape) : in[0]);
}

void evaluate_cmath_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                       std::span<Tensor> out) {
  const Type* types[3];
  const void* data[3] = {};
  for (std::size_t i = 0; i < in.size(); ++i) {
    types[i] = &type_of(in[i]);
    data[i] = bytes(in[i]);
  }
  Results result;
  InferContext context(c.where, nullptr);
  infer_cmath_op(op, context, Types(types, in.size()), attributes, result);
  CmathFn fn{};
  find_function(attributes.as<TextAttributes>().text, fn);
  out[0] = new_tensor(result[0]);
  const std::int64_t n = types[0]->elements;
  switch (types[0]->dtype) {
#define AG_CASE(d)                                                                                 \
  case DType::d: return run<storage_t<DType::d>>(fn, data, in.size(), n, bytes(out[0]));
    // clang-format off
    AG_CASE(u8) AG_CASE(u16) AG_CASE(u32) AG_CASE(u64) AG_CASE(i8) AG_CASE(i16) AG_CASE(i32)
    AG_CASE(i64) AG_CASE(f32)
#undef AG_CASE
    default: return run<double>(fn, data, in.size(), n, bytes(out[0]));
    // clang-format on
  }
}

}  // namespace ag::ops
