// Loop nests: scalar loops over the outer axes, explicit vectors along the last one. A nest whose
// buffers are padded computes whole vectors past the end; every other one ends with masked vectors.
// Reductions (fold.h) go in blocks of 8,192 elements.
#include "backend/cpu/jit/nest.h"

#include <algorithm>

#include "backend/cpu/jit/fold.h"
#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"

namespace ag::cpu {
namespace {

using kernel::Emission;
using llvm::BasicBlock;
using llvm::Value;

constexpr std::uint64_t fold_block = 8192;

unsigned working_bytes(DType d) { return is_half(d) ? 4 : static_cast<unsigned>(item_size(d)); }

class NestEmitter {
 public:
  NestEmitter(const NativeNest& nest, const NestContext& context, bool may_fail)
      : nest_(nest), c_(context), ir_(context.ir), may_fail_(may_fail) {
    unsigned widest = 1;
    for (const DType d : nest.locals) widest = std::max(widest, working_bytes(d));
    lanes_ = c_.vector_bytes / widest;
  }

  Value* run() {
    if (may_fail_) {
      failed_ = local(ir_.getInt1Ty());
      ir_.CreateStore(ir_.getFalse(), failed_);
    }
    places();
    axes(0);
    return may_fail_ ? ir_.CreateLoad(ir_.getInt1Ty(), failed_) : nullptr;
  }

 private:
  /// A place at the position of the axes around.
  struct At {
    const NativePlace* place;
    llvm::Type* item;
    Value* row;     ///< pointer
    Value* stride;  ///< along the last axis; null: 0 or 1, see unit
    bool unit;
    Value* splat = nullptr;
  };

  // ---- pieces
  llvm::AllocaInst* local(llvm::Type* type) {
    BasicBlock& entry = c_.function->getEntryBlock();
    llvm::IRBuilder<> b(&entry, entry.begin());
    return b.CreateAlloca(type);
  }
  BasicBlock* block(const char* name) {
    return BasicBlock::Create(ir_.getContext(), name, c_.function);
  }
  Value* number(std::uint64_t n) { return ir_.getInt64(n); }

  /// for (i = from; i < to; i += step) f(i).
  template <class F>
  void loop(Value* from, Value* to, std::uint64_t step, F&& f) {
    BasicBlock* const before = ir_.GetInsertBlock();
    BasicBlock* const body = block("loop");
    BasicBlock* const done = block("end");
    ir_.CreateCondBr(ir_.CreateICmpSLT(from, to), body, done);
    ir_.SetInsertPoint(body);
    llvm::PHINode* const i = ir_.CreatePHI(ir_.getInt64Ty(), 2);
    i->addIncoming(from, before);
    f(i);
    Value* const next = ir_.CreateAdd(i, number(step), "", true, true);
    i->addIncoming(next, ir_.GetInsertBlock());
    ir_.CreateCondBr(ir_.CreateICmpSLT(next, to), body, done);
    ir_.SetInsertPoint(done);
  }

  template <class F>
  void when(Value* condition, F&& f) {
    BasicBlock* const then = block("then");
    BasicBlock* const done = block("on");
    ir_.CreateCondBr(condition, then, done);
    ir_.SetInsertPoint(then);
    f();
    ir_.CreateBr(done);
    ir_.SetInsertPoint(done);
  }

  // ---- places
  llvm::Type* item_type(DType d) {
    Emission::now().lanes = 1;
    return type_of(d, ir_);
  }

  At at(const NativePlace& p) {
    At a{&p, item_type(p.dtype), c_.data(p.buffer), nullptr, false};
    Value* offset = nullptr;
    for (const NativeTerm& t : p.offset) {
      Value* v = c_.size(t.size);
      if (t.reg >= 0) v = ir_.CreateMul(v, c_.reg(t.reg));
      offset = offset ? ir_.CreateAdd(offset, v) : v;
    }
    if (offset) a.row = ir_.CreateGEP(a.item, a.row, offset);
    if (p.strides.size() == nest_.extents.size() && !p.strides.empty()) {
      a.unit = p.strides.back().is(1);
      if (!a.unit && p.strides.back().factor != 0) a.stride = c_.size(p.strides.back());
    }
    return a;
  }

  void places() {
    for (const auto& e : nest_.inputs) inputs_.push_back(at(e.place));
    for (const auto& e : nest_.outputs) {
      outputs_.push_back(at(e.place));
      if (nest_.extents.empty()) outputs_.back().unit = true;
    }
    for (const NativeFold& f : nest_.folds) folds_.push_back(f.result < 0 ? at(f.to) : At{});
  }

  std::vector<Value*> rows() const {
    std::vector<Value*> all;
    for (const auto* list : {&inputs_, &outputs_, &folds_})
      for (const At& a : *list) all.push_back(a.row);
    return all;
  }
  void set_rows(const std::vector<Value*>& rows) {
    std::size_t k = 0;
    for (auto* list : {&inputs_, &outputs_, &folds_})
      for (At& a : *list) a.row = rows[k++];
  }

  /// Loops over the axes from `axis` on; the last one is a line of vectors.
  void axes(std::size_t axis) {
    if (axis + 1 >= nest_.extents.size()) return line();
    const std::vector<Value*> saved = rows();
    loop(number(0), c_.size(nest_.extents[axis]), 1, [&](Value* i) {
      for (auto* list : {&inputs_, &outputs_, &folds_})
        for (At& a : *list) {
          if (!a.place || axis >= a.place->strides.size()) continue;
          const NativeSize& s = a.place->strides[axis];
          if (s.factor == 0) continue;
          a.row = ir_.CreateGEP(a.item, a.row, ir_.CreateMul(i, c_.size(s)));
        }
      axes(axis + 1);
    });
    set_rows(saved);
  }

  // ---- one line
  void line() {
    Value* const n = nest_.extents.empty() ? number(1) : c_.size(nest_.extents.back());
    for (At& a : inputs_)
      if (!a.unit && !a.stride) a.splat = splat(ir_.CreateLoad(a.item, a.row));
    for (const auto& s : nest_.scalars) scalars_.push_back(splat(c_.reg(s.reg)));
    if (nest_.folded)
      fold_line(n);
    else if (nest_.padded && !may_fail_)
      loop(number(0), n, lanes_, [&](Value* i) { vector(i, nullptr); });
    else
      plain_line(n);
    scalars_.clear();
  }

  Value* splat(Value* v) { return lanes_ == 1 ? v : ir_.CreateVectorSplat(lanes_, v); }

  /// n rounded down to whole vectors.
  Value* whole(Value* n, std::uint64_t unit) {
    if (const auto* c = llvm::dyn_cast<llvm::ConstantInt>(n))
      return number(c->getZExtValue() / unit * unit);
    return ir_.CreateAnd(n, number(~(unit - 1)));
  }

  void plain_line(Value* n) {
    Value* const full = whole(n, lanes_);
    loop(number(0), full, lanes_, [&](Value* i) { vector(i, nullptr); });
    when(ir_.CreateICmpSLT(full, n), [&] { vector(full, live(full, n)); });
  }

  Value* lane_numbers(Value* i) {
    std::vector<llvm::Constant*> steps;
    for (unsigned k = 0; k < lanes_; ++k) steps.push_back(ir_.getInt64(k));
    if (lanes_ == 1) return i;
    return ir_.CreateAdd(ir_.CreateVectorSplat(lanes_, i), llvm::ConstantVector::get(steps));
  }

  /// The lanes that stand for elements.
  Value* live(Value* i, Value* n) {
    // In 32 bits: fewer registers than lanes of 64.
    std::vector<llvm::Constant*> steps;
    for (unsigned k = 0; k < lanes_; ++k) steps.push_back(ir_.getInt32(k));
    Value* const left = ir_.CreateTrunc(
        ir_.CreateBinaryIntrinsic(
            llvm::Intrinsic::smax, number(0),
            ir_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, ir_.CreateSub(n, i), number(lanes_))),
        ir_.getInt32Ty());
    if (lanes_ == 1) return ir_.CreateICmpUGT(left, ir_.getInt32(0));
    return ir_.CreateICmpULT(llvm::ConstantVector::get(steps), ir_.CreateVectorSplat(lanes_, left));
  }

  llvm::Type* vector_type(llvm::Type* item) {
    return lanes_ == 1 ? item : llvm::FixedVectorType::get(item, lanes_);
  }

  Value* load(const At& a, Value* i, Value* mask) {
    if (a.splat) return a.splat;
    llvm::Type* const type = vector_type(a.item);
    const llvm::Align align(a.item->getPrimitiveSizeInBits() / 8);
    if (a.unit) {
      Value* const p = ir_.CreateGEP(a.item, a.row, i);
      if (!mask) return ir_.CreateAlignedLoad(type, p, align);
      return ir_.CreateMaskedLoad(type, p, align, mask, llvm::Constant::getNullValue(type));
    }
    Value* const offsets = ir_.CreateMul(lane_numbers(i), splat(a.stride));
    Value* const p = ir_.CreateGEP(a.item, a.row, offsets);
    if (!mask) mask = llvm::ConstantInt::getTrue(vector_type(ir_.getInt1Ty()));
    return ir_.CreateMaskedGather(type, p, align, mask, llvm::Constant::getNullValue(type));
  }

  void store(const At& a, Value* v, Value* i, Value* mask) {
    const llvm::Align align(a.item->getPrimitiveSizeInBits() / 8);
    if (a.unit) {
      Value* const p = ir_.CreateGEP(a.item, a.row, i);
      if (mask)
        ir_.CreateMaskedStore(v, p, align, mask);
      else
        ir_.CreateAlignedStore(v, p, align);
      return;
    }
    Value* const stride = a.stride ? a.stride : number(0);
    Value* const p = ir_.CreateGEP(a.item, a.row, ir_.CreateMul(lane_numbers(i), splat(stride)));
    if (!mask) mask = llvm::ConstantInt::getTrue(vector_type(ir_.getInt1Ty()));
    ir_.CreateMaskedScatter(v, p, align, mask);
  }

  /// Elements i to i + lanes: everything is read and computed before anything is written.
  void vector(Value* i, Value* mask) {
    std::vector<Value*> locals(nest_.locals.size());
    for (std::size_t k = 0; k < inputs_.size(); ++k)
      locals[static_cast<std::size_t>(nest_.inputs[k].local)] = load(inputs_[k], i, mask);
    for (std::size_t k = 0; k < scalars_.size(); ++k)
      locals[static_cast<std::size_t>(nest_.scalars[k].local)] = scalars_[k];
    Emission::now().lanes = lanes_;
    const FailIf failing = [&](Value* bad) { fail_if(bad, mask); };
    for (const NativeInstr& instr : nest_.body) {
      std::vector<Value*> in;
      for (const std::int32_t r : instr.operands) in.push_back(locals[static_cast<std::size_t>(r)]);
      const auto to = static_cast<std::size_t>(instr.results[0]);
      if (instr.kind == NativeKind::cast)
        locals[to] = emit_cast(instr.code, instr.dtype, nest_.locals[to], in[0], failing);
      else if (instr.kind == NativeKind::cmath)
        locals[to] = emit_cmath(instr.code, instr.dtype, in);
      else
        locals[to] = emit_elementwise(instr.code, instr.dtype, in, failing);
    }
    for (std::size_t k = 0; k < running_.size(); ++k)
      accumulate(running_[k], locals[static_cast<std::size_t>(nest_.folds[k].local)], mask);
    Emission::now().lanes = 1;
    for (std::size_t k = 0; k < outputs_.size(); ++k)
      store(outputs_[k], locals[static_cast<std::size_t>(nest_.outputs[k].local)], i, mask);
  }

  void fail_if(Value* bad, Value* mask) {
    if (mask) bad = ir_.CreateAnd(bad, mask);
    if (lanes_ > 1) bad = ir_.CreateOrReduce(bad);
    ir_.CreateStore(ir_.CreateOr(ir_.CreateLoad(ir_.getInt1Ty(), failed_), bad), failed_);
  }

  // ---- folds
  void accumulate(Fold& fold, Value* x, Value* mask) {
    const DType d = fold.of;
    fold.accumulate(is_half(d) ? half_to_float(x, d) : x, mask);
  }

  void fold_line(Value* n) {
    running_.clear();
    for (const NativeFold& f : nest_.folds)
      running_.emplace_back(f.op, nest_.locals[static_cast<std::size_t>(f.local)], lanes_,
                            c_.function);
    std::size_t round = 1;
    for (const Fold& f : running_) round = std::max(round, f.turns());
    const auto* const known = llvm::dyn_cast<llvm::ConstantInt>(n);
    const auto first = [&](Value* end) { fold_part(number(0), end, round, true); };
    if (known && known->getZExtValue() <= fold_block) {
      first(n);
    } else {
      first(smaller(n, number(fold_block)));  // runs for no elements too
      loop(number(fold_block), n, fold_block, [&](Value* b) {
        fold_part(b, smaller(n, ir_.CreateAdd(b, number(fold_block))), round, false);
      });
    }
    for (std::size_t k = 0; k < running_.size(); ++k) finish(k);
  }

  Value* smaller(Value* a, Value* b) {
    return ir_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, a, b);
  }

  /// One block: elements [from, to).
  void fold_part(Value* from, Value* to, std::size_t round, bool first) {
    for (Fold& f : running_) f.begin();
    const std::uint64_t unit = round * lanes_;
    Value* const full = ir_.CreateAdd(from, whole(ir_.CreateSub(to, from), unit));
    loop(from, full, lanes_, [&](Value* i) { vector(i, nullptr); });
    when(ir_.CreateICmpSLT(full, to), [&] {
      loop(full, ir_.CreateAdd(full, number(unit)), lanes_,
           [&](Value* i) { vector(i, live(i, to)); });
    });
    for (Fold& f : running_) f.end(first);
  }

  void finish(std::size_t k) {
    Value* v = running_[k].total();
    if (is_half(running_[k].of)) v = float_to_half(v, running_[k].of);
    if (nest_.folds[k].result >= 0)
      c_.set(nest_.folds[k].result, v);
    else
      ir_.CreateStore(v, folds_[k].row);
  }

  const NativeNest& nest_;
  const NestContext& c_;
  llvm::IRBuilder<>& ir_;
  bool may_fail_;
  unsigned lanes_;
  llvm::AllocaInst* failed_ = nullptr;
  std::vector<At> inputs_, outputs_, folds_;
  std::vector<Value*> scalars_;
  std::vector<Fold> running_;
};

}  // namespace

llvm::Value* emit_nest(const NativeNest& nest, const NestContext& context, bool may_fail) {
  return NestEmitter(nest, context, may_fail).run();
}

}  // namespace ag::cpu
