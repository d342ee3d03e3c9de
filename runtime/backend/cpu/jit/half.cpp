// f16 and bf16 as LLVM values: the integer code of kernel/isa/convert.h.
#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"

namespace ag::cpu {
namespace {

using namespace ag::kernel;
using Word = Sym<std::uint32_t>;
using Single = Sym<float>;
using Double = Sym<double>;

Word word(llvm::Value* half) { return Word(ir().CreateZExt(half, llvm_type<std::uint32_t>())); }
llvm::Value* half(Word w) { return ir().CreateTrunc(w.v, llvm_type<std::uint16_t>()); }

Single f16_to_float(Word h) {
  const Word size = h & Word(0x7fffu);
  const Word sign = (h & Word(0x8000u)) << Word(16);
  const Single finite = from_bits(size << Word(13)) * Single(0x1p112f);
  const Word special = (size << Word(13)) | Word(0x7f800000u);
  return from_bits(sign | select(size >= Word(0x7c00u), special, to_bits(finite)));
}

Word float_to_f16(Single x) {
  const Word sign = (to_bits(x) >> Word(16)) & Word(0x8000u);
  const Word bits = to_bits(x) & Word(0x7fffffffu);
  const Word nan = Word(0x7e00u) | ((bits >> Word(13)) & Word(0x3ffu));
  const Word denormal = to_bits(from_bits(bits) + Single(0.5f)) - Word(0x3f000000u);
  const Word normal =
      (bits + Word(0xfffu) + ((bits >> Word(13)) & Word(1u)) - Word(0x38000000u)) >> Word(13);
  const Word finite = select(bits < Word(0x38800000u), denormal, normal);
  const Word large = select(bits > Word(0x7f800000u), nan, Word(0x7c00u));
  return sign | select(bits >= Word(0x477ff000u), large, finite);
}

Word float_to_bf16(Single x) {
  const Word bits = to_bits(x);
  const Word nan = (bits >> Word(16)) | Word(0x40u);
  const Word rounded = (bits + Word(0x7fffu) + ((bits >> Word(16)) & Word(1u))) >> Word(16);
  return select((bits & Word(0x7fffffffu)) > Word(0x7f800000u), nan, rounded);
}

}  // namespace

llvm::Value* half_to_float(llvm::Value* bits, DType d) {
  if (d == DType::f16) return f16_to_float(word(bits)).v;
  return from_bits(word(bits) << Word(16)).v;
}

llvm::Value* float_to_half(llvm::Value* x, DType d) {
  return half(d == DType::f16 ? float_to_f16(Single(x)) : float_to_bf16(Single(x)));
}

llvm::Value* float_rounded_to_odd(llvm::Value* f64) {
  const Double x(f64);
  const Single near = narrow(x);
  const Double back = widen(near);
  const Word bits = to_bits(near);
  const Word other = select(magnitude(back) < magnitude(x), bits + Word(1), bits - Word(1));
  const SymBool keep = either(either(back == x, x != x), (bits & Word(1u)) != Word(0));
  return from_bits(select(keep, bits, other)).v;
}

llvm::Value* double_rounded_to_odd(llvm::Value* word64, bool is_signed) {
  using Long = Sym<std::uint64_t>;
  const Long x(word64);
  const Long low(0x7ffu), limit(std::uint64_t{1} << 53);
  const Long sticky = (x & ~low) | select((x & low) != Long(0), low + Long(1), Long(0));
  if (!is_signed) {
    const Long chosen = select(x < limit, x, sticky);
    return ir().CreateUIToFP(chosen.v, llvm_type<double>());
  }
  using Signed = Sym<std::int64_t>;
  const Signed s(word64);
  const std::int64_t edge = std::int64_t{1} << 53;
  const SymBool small = both(s<Signed(edge), s> Signed(-edge));
  return ir().CreateSIToFP(select(small, x, sticky).v, llvm_type<double>());
}

}  // namespace ag::cpu
