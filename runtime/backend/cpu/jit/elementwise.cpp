// Elementwise ops: the bodies of kernel/scalar_ops.h, instantiated with LLVM values.
#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"
// after symbolic.h, whose lib:: functions the bodies must see
#include "kernel/scalar_ops.h"

#include "kernel/kernel.h"

namespace ag::cpu {
namespace {

using namespace ag::kernel;
using Values = std::span<llvm::Value* const>;

template <class F>
llvm::Value* with_type(DType d, F&& f) {
  switch (d) {
  case DType::boolean:
  case DType::u8: return f.template operator()<Int<std::uint8_t>>();
  case DType::u16: return f.template operator()<Int<std::uint16_t>>();
  case DType::u32: return f.template operator()<Int<std::uint32_t>>();
  case DType::u64: return f.template operator()<Int<std::uint64_t>>();
  case DType::i8: return f.template operator()<Int<std::int8_t>>();
  case DType::i16: return f.template operator()<Int<std::int16_t>>();
  case DType::i32: return f.template operator()<Int<std::int32_t>>();
  case DType::i64: return f.template operator()<Int<std::int64_t>>();
  case DType::f32: return f.template operator()<float>();
  default: return f.template operator()<double>();
  }
}

template <class T>
llvm::Value* value(Sym<T> s) {
  return std::is_same_v<T, bool> ? from_condition(s.v, ir()) : s.v;
}

/// isnan and its like of an integer.
llvm::Value* value(bool known) {
  return llvm::ConstantInt::get(llvm_type<std::uint8_t>(), static_cast<std::uint64_t>(known));
}

template <class Op, int Arity, class V>
auto apply(Values in) {
  if constexpr (Arity == 1)
    return Op::eval(V(in[0]));
  else if constexpr (Arity == 2)
    return Op::eval(V(in[0]), V(in[1]));
  else
    return Op::eval(V(in[0]), V(in[1]), V(in[2]));
}

/// Vectors: the fast body for all lanes, and the host's function for the lanes that need it when
/// there is one.
template <class Op, class V>
llvm::Value* lanes_in_two_ranges(llvm::Value* x) {
  llvm::IRBuilder<>& b = ir();
  llvm::Function* const f = b.GetInsertBlock()->getParent();
  llvm::Value* const near = Op::in_range(V(x)).v;
  llvm::Value* const fast = Op::eval(V(x)).v;
  llvm::BasicBlock* const from = b.GetInsertBlock();
  auto* const far = llvm::BasicBlock::Create(b.getContext(), "far", f);
  auto* const done = llvm::BasicBlock::Create(b.getContext(), "done", f);
  b.CreateCondBr(b.CreateAndReduce(near), done, far);
  b.SetInsertPoint(far);
  llvm::Value* const slow = b.CreateSelect(near, fast, Op::beyond(V(x)).v);
  llvm::BasicBlock* const end = b.GetInsertBlock();
  b.CreateBr(done);
  b.SetInsertPoint(done);
  llvm::PHINode* const result = b.CreatePHI(fast->getType(), 2);
  result->addIncoming(fast, from);
  result->addIncoming(slow, end);
  return result;
}

/// x where it is in the range of the fast body; else the host's function, called only then.
template <class Op, class V>
llvm::Value* in_two_ranges(llvm::Value* x) {
  if (Emission::now().lanes > 1) return lanes_in_two_ranges<Op, V>(x);
  llvm::IRBuilder<>& b = ir();
  llvm::Function* const f = b.GetInsertBlock()->getParent();
  auto* const near = llvm::BasicBlock::Create(b.getContext(), "near", f);
  auto* const far = llvm::BasicBlock::Create(b.getContext(), "far", f);
  auto* const done = llvm::BasicBlock::Create(b.getContext(), "done", f);
  b.CreateCondBr(Op::in_range(V(x)).v, near, far);
  b.SetInsertPoint(near);
  llvm::Value* const fast = Op::eval(V(x)).v;
  b.CreateBr(done);
  b.SetInsertPoint(far);
  llvm::Value* const slow = Op::beyond(V(x)).v;
  b.CreateBr(done);
  b.SetInsertPoint(done);
  llvm::PHINode* const result = b.CreatePHI(fast->getType(), 2);
  result->addIncoming(fast, near);
  result->addIncoming(slow, far);
  return result;
}

constexpr bool takes(Accepts a, bool floating) {
  if (a == Accepts::floating) return floating;
  return !floating || (a != Accepts::integer && a != Accepts::bits);
}

template <class Op, int Arity, Accepts A>
llvm::Value* row(DType d, Values in, const FailIf& fail_if) {
  return with_type(d, [&]<class T>() -> llvm::Value* {
    using V = Sym<T>;
    if constexpr (!takes(A, floats<T>)) {
      return nullptr;  // no graph has it: infer refused the dtype
    } else if constexpr (std::is_same_v<Op, Where>) {
      return Op::eval(Sym<Int<std::uint8_t>>(in[0]), V(in[1]), V(in[2])).v;
    } else if constexpr (requires(V x) { Op::in_range(x); }) {
      return in_two_ranges<Op, V>(in[0]);
    } else {
      if constexpr (requires(V x) { Op::fails(x, x); } && !floats<T>)  // floats never fail
        fail_if(Op::fails(V(in[0]), V(in[1])).v);
      return value(apply<Op, Arity, V>(in));
    }
  });
}

/// f16 and bf16 compute in f32; each result is rounded.
template <class Op, int Arity, Accepts A, Result R>
llvm::Value* any_row(DType d, Values in, const FailIf& fail_if) {
  if (!is_half(d)) return row<Op, Arity, A>(d, in, fail_if);
  if constexpr (!takes(A, true)) {
    return nullptr;
  } else {
    llvm::Value* wide[Arity];
    for (std::size_t k = 0; k < Arity; ++k)
      wide[k] = std::is_same_v<Op, Where> && k == 0 ? in[k] : half_to_float(in[k], d);
    llvm::Value* const result = row<Op, Arity, A>(DType::f32, wide, fail_if);
    return R == Result::boolean ? result : float_to_half(result, d);
  }
}

}  // namespace

llvm::Value* emit_elementwise(std::int32_t op, DType dtype, Values in, const FailIf& fail_if) {
  using enum Accepts;
  if (dtype == DType::boolean && static_cast<Elementwise>(op) == Elementwise::bit_not)
    op = static_cast<std::int32_t>(Elementwise::logical_not);
  switch (static_cast<Elementwise>(op)) {
#define AG_ELEMENTWISE(name, Op, arity, accepts, result, fails)                                    \
  case Elementwise::name: return any_row<Op, arity, accepts, Result::result>(dtype, in, fail_if);
#include "kernel/elementwise.def"
#undef AG_ELEMENTWISE
  }
  return nullptr;
}

}  // namespace ag::cpu
