// Scalars that are LLVM values: the second instantiation of the op bodies in kernel/scalar_ops.h
// (the first are numbers). Each operator appends one instruction at the current place; nothing is
// contracted or reassociated, so the bits are those of the kernels.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>

#include "kernel/scalar.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

/// Where instructions go and how calls of libm are named; one per compilation.
struct Emission {
  llvm::IRBuilder<>& ir;
  llvm::Module& module;
  unsigned lanes = 1;  ///< of every value: more than one gives vectors
  static Emission& now();
  /// A call of a host function of libm: every operand and the result of type `type`.
  llvm::Value* call(const char* name, std::span<llvm::Value* const> arguments);
};

template <class T>
struct Sym;

template <class T>
inline constexpr bool is_int = false;
template <class T>
inline constexpr bool is_int<Int<T>> = true;

template <class T>
struct Plain {
  using type = T;
};
template <class T>
struct Plain<Int<T>> {
  using type = T;
};

/// As many lanes of a scalar type as values have.
inline llvm::Type* in_lanes(llvm::Type* scalar) {
  const unsigned n = Emission::now().lanes;
  return n == 1 ? scalar : llvm::FixedVectorType::get(scalar, n);
}

template <class T>
llvm::Type* llvm_type() {
  llvm::IRBuilder<>& b = Emission::now().ir;
  using P = typename Plain<T>::type;
  if constexpr (std::is_same_v<P, float>)
    return in_lanes(b.getFloatTy());
  else if constexpr (std::is_same_v<P, double>)
    return in_lanes(b.getDoubleTy());
  else if constexpr (std::is_same_v<P, bool>)
    return in_lanes(b.getInt1Ty());
  else
    return in_lanes(b.getIntNTy(8 * sizeof(P)));
}

/// One value of C++ type T: float, double, Int<…>, an unsigned word (bits of a float) or bool.
template <class T>
struct Sym {
  using P = typename Plain<T>::type;
  llvm::Value* v = nullptr;

  Sym() = default;
  explicit Sym(llvm::Value* value) : v(value) {}
  /// A constant, converted as C++ would.
  template <class N>
    requires std::is_arithmetic_v<N>
  Sym(N n) {  // NOLINT: op bodies write V(1)
    const P p = static_cast<P>(n);
    if constexpr (std::is_floating_point_v<P>)
      v = llvm::ConstantFP::get(llvm_type<T>(), p);
    else
      v = llvm::ConstantInt::get(llvm_type<T>(), static_cast<std::uint64_t>(p),
                                 std::is_signed_v<P>);
  }
};

using SymBool = Sym<bool>;

template <class T>
struct ScalarTraits<Sym<T>> : ScalarTraits<T> {};

inline llvm::IRBuilder<>& ir() { return Emission::now().ir; }

template <class T>
inline constexpr bool floats = std::is_floating_point_v<typename Plain<T>::type>;
template <class T>
inline constexpr bool signed_number = std::is_signed_v<typename Plain<T>::type>;

// The right side may be a number: both operands are then of the left side's type.
#define AG_SYM_ARITHMETIC(op, floating, integral)                                                  \
  template <class T>                                                                               \
  Sym<T> operator op(Sym<T> a, std::type_identity_t<Sym<T>> b) {                                   \
    if constexpr (floats<T>)                                                                       \
      return Sym<T>(floating);                                                                     \
    else                                                                                           \
      return Sym<T>(integral);                                                                     \
  }
AG_SYM_ARITHMETIC(+, ir().CreateFAdd(a.v, b.v), ir().CreateAdd(a.v, b.v))
AG_SYM_ARITHMETIC(-, ir().CreateFSub(a.v, b.v), ir().CreateSub(a.v, b.v))
AG_SYM_ARITHMETIC(*, ir().CreateFMul(a.v, b.v), ir().CreateMul(a.v, b.v))
AG_SYM_ARITHMETIC(/, ir().CreateFDiv(a.v, b.v),
                  signed_number<T> ? ir().CreateSDiv(a.v, b.v) : ir().CreateUDiv(a.v, b.v))
#undef AG_SYM_ARITHMETIC

#define AG_SYM_INTEGER(op, instruction)                                                            \
  template <class T>                                                                               \
  Sym<T> operator op(Sym<T> a, std::type_identity_t<Sym<T>> b) {                                   \
    return Sym<T>(instruction);                                                                    \
  }
AG_SYM_INTEGER(%, signed_number<T> ? ir().CreateSRem(a.v, b.v) : ir().CreateURem(a.v, b.v))
AG_SYM_INTEGER(&, ir().CreateAnd(a.v, b.v))
AG_SYM_INTEGER(|, ir().CreateOr(a.v, b.v))
AG_SYM_INTEGER(^, ir().CreateXor(a.v, b.v))
AG_SYM_INTEGER(<<, ir().CreateShl(a.v, b.v))
AG_SYM_INTEGER(>>, signed_number<T> ? ir().CreateAShr(a.v, b.v) : ir().CreateLShr(a.v, b.v))
#undef AG_SYM_INTEGER

template <class T>
Sym<T> operator-(Sym<T> a) {
  if constexpr (floats<T>)
    return Sym<T>(ir().CreateFNeg(a.v));
  else
    return Sym<T>(ir().CreateNeg(a.v));
}
template <class T>
Sym<T> operator~(Sym<T> a) {
  return Sym<T>(ir().CreateNot(a.v));
}

#define AG_SYM_COMPARE(op, floating, of_signed, of_unsigned)                                       \
  template <class T>                                                                               \
  SymBool operator op(Sym<T> a, std::type_identity_t<Sym<T>> b) {                                  \
    if constexpr (floats<T>)                                                                       \
      return SymBool(ir().CreateFCmp##floating(a.v, b.v));                                         \
    else                                                                                           \
      return SymBool(signed_number<T> ? ir().CreateICmp##of_signed(a.v, b.v)                       \
                                      : ir().CreateICmp##of_unsigned(a.v, b.v));                   \
  }
AG_SYM_COMPARE(==, OEQ, EQ, EQ)
AG_SYM_COMPARE(!=, UNE, NE, NE)
AG_SYM_COMPARE(<, OLT, SLT, ULT)
AG_SYM_COMPARE(<=, OLE, SLE, ULE)
AG_SYM_COMPARE(>, OGT, SGT, UGT)
AG_SYM_COMPARE(>=, OGE, SGE, UGE)
#undef AG_SYM_COMPARE

template <class T>
Sym<T> select(SymBool c, Sym<T> yes, std::type_identity_t<Sym<T>> no) {
  return Sym<T>(ir().CreateSelect(c.v, yes.v, no.v));
}
inline SymBool both(SymBool a, SymBool b) { return SymBool(ir().CreateAnd(a.v, b.v)); }
inline SymBool either(SymBool a, SymBool b) { return SymBool(ir().CreateOr(a.v, b.v)); }

inline Sym<std::uint32_t> to_bits(Sym<float> x) {
  return Sym<std::uint32_t>(ir().CreateBitCast(x.v, llvm_type<std::uint32_t>()));
}
inline Sym<std::uint64_t> to_bits(Sym<double> x) {
  return Sym<std::uint64_t>(ir().CreateBitCast(x.v, llvm_type<std::uint64_t>()));
}
inline Sym<float> from_bits(Sym<std::uint32_t> x) {
  return Sym<float>(ir().CreateBitCast(x.v, llvm_type<float>()));
}
inline Sym<double> from_bits(Sym<std::uint64_t> x) {
  return Sym<double>(ir().CreateBitCast(x.v, llvm_type<double>()));
}
inline Sym<double> widen(Sym<float> x) {
  return Sym<double>(ir().CreateFPExt(x.v, llvm_type<double>()));
}
inline Sym<float> narrow(Sym<double> x) {
  return Sym<float>(ir().CreateFPTrunc(x.v, llvm_type<float>()));
}
template <class T>
  requires std::is_floating_point_v<T>
Sym<T> magnitude(Sym<T> x) {
  return Sym<T>(ir().CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x.v));
}
template <class T>
  requires std::is_floating_point_v<T>
Sym<T> with_sign(Sym<T> x, Sym<T> sign) {
  return Sym<T>(ir().CreateBinaryIntrinsic(llvm::Intrinsic::copysign, x.v, sign.v));
}

namespace lib {
// Exact in any implementation: instructions where the machine has them.
#define AG_SYM_EXACT(name)                                                                         \
  template <class T>                                                                               \
  Sym<T> name(Sym<T> x) {                                                                          \
    return Sym<T>(ir().CreateUnaryIntrinsic(llvm::Intrinsic::name, x.v));                          \
  }
AG_SYM_EXACT(floor)
AG_SYM_EXACT(ceil)
AG_SYM_EXACT(trunc)
AG_SYM_EXACT(round)
AG_SYM_EXACT(sqrt)
#undef AG_SYM_EXACT
template <class T>
Sym<T> fma(Sym<T> x, Sym<T> y, Sym<T> z) {
  return Sym<T>(ir().CreateIntrinsic(llvm::Intrinsic::fma, {x.v->getType()}, {x.v, y.v, z.v}));
}

// The host's libm, as in every mode.
#define AG_SYM_CALL1(name)                                                                         \
  template <class T>                                                                               \
  Sym<T> name(Sym<T> x) {                                                                          \
    llvm::Value* const in[] = {x.v};                                                               \
    return Sym<T>(Emission::now().call(#name, in));                                                \
  }
#define AG_SYM_CALL2(name)                                                                         \
  template <class T>                                                                               \
  Sym<T> name(Sym<T> x, Sym<T> y) {                                                                \
    llvm::Value* const in[] = {x.v, y.v};                                                          \
    return Sym<T>(Emission::now().call(#name, in));                                                \
  }
// clang-format off
AG_SYM_CALL1(cbrt) AG_SYM_CALL1(exp) AG_SYM_CALL1(exp2) AG_SYM_CALL1(expm1) AG_SYM_CALL1(log)
AG_SYM_CALL1(log2) AG_SYM_CALL1(log10) AG_SYM_CALL1(log1p) AG_SYM_CALL1(sin) AG_SYM_CALL1(cos)
AG_SYM_CALL1(tan) AG_SYM_CALL1(asin) AG_SYM_CALL1(acos) AG_SYM_CALL1(atan) AG_SYM_CALL1(sinh)
AG_SYM_CALL1(cosh) AG_SYM_CALL1(tanh) AG_SYM_CALL1(asinh) AG_SYM_CALL1(acosh) AG_SYM_CALL1(atanh)
AG_SYM_CALL1(erf) AG_SYM_CALL1(erfc) AG_SYM_CALL1(lgamma)
AG_SYM_CALL2(pow) AG_SYM_CALL2(fmod) AG_SYM_CALL2(atan2) AG_SYM_CALL2(hypot)
// clang-format on
#undef AG_SYM_CALL1
#undef AG_SYM_CALL2
}  // namespace lib

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
