// Casts and <cmath> functions of promoted values.
#include "autograft/scalar.h"
#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"
#include "ops/attributes.h"

namespace ag::cpu {
namespace {

using kernel::Emission;
using llvm::Value;

llvm::IRBuilder<>& ir() { return Emission::now().ir; }

bool is_signed_dtype(DType d) { return is_integer(d) && !is_unsigned(d); }
int bits_of(DType d) { return static_cast<int>(8 * item_size(d)); }

/// Does the f64 x, truncated, fit the integer dtype? (kernel/isa/convert.h: fits)
Value* fits(Value* x, DType to) {
  const int bits = bits_of(to) - is_signed_dtype(to);
  const double limit = 2.0 * static_cast<double>(std::uint64_t{1} << (bits - 1));
  const auto number = [&](double d) { return llvm::ConstantFP::get(x->getType(), d); };
  Value* const below = ir().CreateFCmpOLT(x, number(limit));
  if (!is_signed_dtype(to)) return ir().CreateAnd(below, ir().CreateFCmpOGT(x, number(-1)));
  if (bits == 63) return ir().CreateAnd(below, ir().CreateFCmpOGE(x, number(-limit)));
  return ir().CreateAnd(below, ir().CreateFCmpOGT(x, number(-limit - 1)));
}

/// What rounds to a half as the value does: f64 and integers as f32 rounded to odd.
Value* nearly_float(Value* x, DType from) {
  if (from == DType::f32) return x;
  if (from == DType::f64) return float_rounded_to_odd(x);
  const bool positive = !is_signed_dtype(from);
  Value* const wide = ir().CreateIntCast(x, kernel::llvm_type<std::uint64_t>(), !positive);
  return float_rounded_to_odd(double_rounded_to_odd(wide, !positive));
}

/// The conversion of C++; `ok` becomes false where a float does not fit an integer (the result is
/// then that of 0).
Value* convert(Value* x, DType from, DType to, Value*& ok) {
  llvm::Type* const type = type_of(to, ir());
  if (from == to) return x;
  if (is_half(from)) return convert(half_to_float(x, from), DType::f32, to, ok);
  if (is_half(to)) return float_to_half(nearly_float(x, from), to);
  if (to == DType::boolean)
    return from_condition(is_floating(from)
                              ? ir().CreateFCmpUNE(x, llvm::ConstantFP::get(x->getType(), 0))
                              : ir().CreateICmpNE(x, llvm::ConstantInt::get(x->getType(), 0)),
                          ir());
  if (is_floating(from)) {
    if (is_floating(to)) return ir().CreateFPCast(x, type);
    Value* const wide = ir().CreateFPCast(x, kernel::llvm_type<double>());
    Value* const good = fits(wide, to);
    ok = ir().CreateAnd(ok, good);
    Value* const safe = ir().CreateSelect(good, wide, llvm::ConstantFP::get(wide->getType(), 0));
    return is_signed_dtype(to) ? ir().CreateFPToSI(safe, type) : ir().CreateFPToUI(safe, type);
  }
  if (!is_floating(to)) return ir().CreateIntCast(x, type, is_signed_dtype(from));
  return is_signed_dtype(from) ? ir().CreateSIToFP(x, type) : ir().CreateUIToFP(x, type);
}

Value* negative(Value* x, DType d) {
  if (!is_signed_dtype(d)) return llvm::ConstantInt::getFalse(kernel::llvm_type<bool>());
  return ir().CreateICmpSLT(x, llvm::ConstantInt::get(x->getType(), 0));
}

/// Did the value survive? (ops/cast.cpp: kept)
Value* kept(Value* x, Value* y, DType from, DType to) {
  Value* ok = llvm::ConstantInt::getTrue(kernel::llvm_type<bool>());
  Value* const back = convert(y, to, from, ok);
  if (is_half(from)) {
    Value* const a = half_to_float(x, from);
    Value* const same = ir().CreateFCmpOEQ(a, half_to_float(back, from));
    return ir().CreateAnd(ok,
                          is_floating(to) ? ir().CreateOr(same, ir().CreateFCmpUNO(a, a)) : same);
  }
  if (is_floating(from)) {
    Value* const same = ir().CreateFCmpOEQ(x, back);
    return ir().CreateAnd(ok,
                          is_floating(to) ? ir().CreateOr(same, ir().CreateFCmpUNO(x, x)) : same);
  }
  ok = ir().CreateAnd(ok, ir().CreateICmpEQ(x, back));
  if (from == DType::boolean || to == DType::boolean || is_floating(to)) return ok;
  return ir().CreateAnd(ok, ir().CreateICmpEQ(negative(x, from), negative(y, to)));
}

Value* less(Value* a, Value* b, DType d) {
  if (is_floating(d)) return ir().CreateFCmpOLT(a, b);
  return is_signed_dtype(d) ? ir().CreateICmpSLT(a, b) : ir().CreateICmpULT(a, b);
}

Value* absolute(Value* x, DType d) {
  if (is_floating(d)) return ir().CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x);
  return is_signed_dtype(d) ? ir().CreateSelect(negative(x, d), ir().CreateNeg(x), x) : x;
}

Value* classify(detail::CmathFn fn, Value* x, DType d) {
  Value* const size = absolute(x, d);
  Value* const infinity = llvm::ConstantFP::getInfinity(x->getType());
  switch (fn) {
  case detail::CmathFn::isnan: return ir().CreateFCmpUNO(x, x);
  case detail::CmathFn::isinf: return ir().CreateFCmpOEQ(size, infinity);
  case detail::CmathFn::isfinite: return ir().CreateFCmpOLT(size, infinity);
  default: {
    llvm::Type* const word = ir().getIntNTy(static_cast<unsigned>(bits_of(d)));
    Value* const bits = ir().CreateBitCast(x, kernel::in_lanes(word));
    return ir().CreateICmpSLT(bits, llvm::ConstantInt::get(bits->getType(), 0));
  }
  }
}

const char* name_of(detail::CmathFn fn) {
  switch (fn) {
#define AG_NAME(name)                                                                              \
  case detail::CmathFn::name: return #name;
    AG_CMATH_UNARY(AG_NAME)
    AG_CMATH_BINARY(AG_NAME)
#undef AG_NAME
  default: return "fma";
  }
}

bool exact_intrinsic(detail::CmathFn fn, llvm::Intrinsic::ID& id) {
  switch (fn) {
  case detail::CmathFn::sqrt: return id = llvm::Intrinsic::sqrt, true;
  case detail::CmathFn::floor: return id = llvm::Intrinsic::floor, true;
  case detail::CmathFn::ceil: return id = llvm::Intrinsic::ceil, true;
  case detail::CmathFn::trunc: return id = llvm::Intrinsic::trunc, true;
  case detail::CmathFn::fabs: return id = llvm::Intrinsic::fabs, true;
  default: return false;
  }
}

}  // namespace

llvm::Type* type_of(DType d, llvm::IRBuilder<>& b) {
  if (d == DType::f32) return kernel::in_lanes(b.getFloatTy());
  if (d == DType::f64) return kernel::in_lanes(b.getDoubleTy());
  return kernel::in_lanes(b.getIntNTy(static_cast<unsigned>(bits_of(d))));
}
Value* to_condition(Value* v, llvm::IRBuilder<>& b) {
  return b.CreateICmpNE(v, llvm::ConstantInt::get(v->getType(), 0));
}
Value* from_condition(Value* v, llvm::IRBuilder<>& b) {
  return b.CreateZExt(v, kernel::llvm_type<std::uint8_t>());
}

Value* emit_cast(std::int32_t mode, DType from, DType to, Value* x, const FailIf& fail_if) {
  Value* ok = llvm::ConstantInt::getTrue(kernel::llvm_type<bool>());
  Value* const y = convert(x, from, to, ok);
  if (mode != ops::cpp_cast) ok = ir().CreateAnd(ok, kept(x, y, from, to));
  // Of a constant that does not fit, `ok` is a constant too.
  const auto* const known = llvm::dyn_cast<llvm::Constant>(ok);
  if (!known || !known->isAllOnesValue()) fail_if(ir().CreateNot(ok));
  return y;
}

Value* emit_cmath(std::int32_t code, DType d, std::span<Value* const> in) {
  const auto fn = static_cast<detail::CmathFn>(code);
  switch (fn) {
  case detail::CmathFn::min: return ir().CreateSelect(less(in[1], in[0], d), in[1], in[0]);
  case detail::CmathFn::max: return ir().CreateSelect(less(in[0], in[1], d), in[1], in[0]);
  case detail::CmathFn::clamp:
    return ir().CreateSelect(less(in[0], in[1], d), in[1],
                             ir().CreateSelect(less(in[2], in[0], d), in[2], in[0]));
  case detail::CmathFn::abs: return absolute(in[0], d);
#define AG_TEST(name) case detail::CmathFn::name:
    AG_CMATH_TEST(AG_TEST)
#undef AG_TEST
    return from_condition(classify(fn, in[0], d), ir());
  default: break;
  }
  llvm::Intrinsic::ID id{};
  if (exact_intrinsic(fn, id)) return ir().CreateUnaryIntrinsic(id, in[0]);
  return Emission::now().call(name_of(fn), in);
}

}  // namespace ag::cpu
