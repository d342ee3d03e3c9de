// See fold.h.
#include "backend/cpu/jit/fold.h"

#include <algorithm>

#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"
#include "kernel/kernel.h"

namespace ag::cpu {
namespace {

using kernel::Elementwise;
using kernel::Emission;
using kernel::ir;
using llvm::Value;

std::int32_t op_of(NativeFoldOp op) {
  switch (op) {
  case NativeFoldOp::sum: return static_cast<std::int32_t>(Elementwise::add);
  case NativeFoldOp::prod: return static_cast<std::int32_t>(Elementwise::mul);
  case NativeFoldOp::min: return static_cast<std::int32_t>(Elementwise::minimum);
  default: return static_cast<std::int32_t>(Elementwise::maximum);
  }
}

/// So many lanes at a time from here on.
void set_lanes(unsigned n) { Emission::now().lanes = n; }

}  // namespace

Fold::Fold(NativeFoldOp op, DType dtype, unsigned lanes, llvm::Function* function)
    : of(dtype), op_(op), working_(is_half(dtype) ? DType::f32 : dtype), lanes_(lanes) {
  const unsigned documented = 256 / static_cast<unsigned>(item_size(working_));
  const bool ordered =
      is_floating(working_) && (op == NativeFoldOp::sum || op == NativeFoldOp::prod);
  const unsigned turns = std::max(1u, ordered ? documented / lanes : 4u);
  llvm::BasicBlock& entry = function->getEntryBlock();
  llvm::IRBuilder<> b(&entry, entry.begin());
  set_lanes(lanes);
  for (unsigned k = 0; k < turns; ++k) turns_.push_back(b.CreateAlloca(type_of(working_, ir())));
  set_lanes(1);
  total_ = b.CreateAlloca(type_of(working_, ir()));
}

Value* Fold::combine(Value* a, Value* b) {
  Value* const in[] = {a, b};
  return emit_elementwise(op_of(op_), working_, in, [](Value*) {});
}

/// What changes nothing: 0, 1, or the other end of the numbers. One lane of it.
llvm::Constant* Fold::identity() {
  llvm::Type* const t = total_->getAllocatedType();
  const bool low = op_ == NativeFoldOp::max;
  if (op_ == NativeFoldOp::sum) return llvm::Constant::getNullValue(t);
  if (op_ == NativeFoldOp::prod)
    return t->isFloatingPointTy() ? llvm::ConstantFP::get(t, 1.0) : llvm::ConstantInt::get(t, 1);
  if (t->isFloatingPointTy()) return llvm::ConstantFP::getInfinity(t, low);
  if (working_ == DType::boolean) return llvm::ConstantInt::get(t, low ? 0 : 1);
  const unsigned bits = t->getIntegerBitWidth();
  using llvm::APInt;
  if (is_unsigned(working_))
    return llvm::ConstantInt::get(t, low ? APInt::getMinValue(bits) : APInt::getMaxValue(bits));
  return llvm::ConstantInt::get(t, low ? APInt::getSignedMinValue(bits)
                                       : APInt::getSignedMaxValue(bits));
}

void Fold::begin() {
  llvm::Constant* const one = identity();
  Value* const all = lanes_ == 1 ? one : ir().CreateVectorSplat(lanes_, one);
  for (llvm::AllocaInst* t : turns_) ir().CreateStore(all, t);
}

void Fold::accumulate(Value* x, Value* mask) {
  llvm::Type* const type = turns_[0]->getAllocatedType();
  Value* const old = ir().CreateLoad(type, turns_[0]);
  Value* next = combine(old, x);
  if (mask) next = ir().CreateSelect(mask, next, old);
  for (std::size_t k = 0; k + 1 < turns_.size(); ++k)
    ir().CreateStore(ir().CreateLoad(type, turns_[k + 1]), turns_[k]);
  ir().CreateStore(next, turns_.back());
}

Value* Fold::halved() {
  std::vector<Value*> parts;
  for (llvm::AllocaInst* t : turns_) parts.push_back(ir().CreateLoad(t->getAllocatedType(), t));
  set_lanes(lanes_);
  for (std::size_t w = parts.size() / 2; w > 0; w /= 2)
    for (std::size_t k = 0; k < w; ++k) parts[k] = combine(parts[k], parts[k + w]);
  Value* v = parts[0];
  for (unsigned w = lanes_ / 2; w > 0; w /= 2) {
    set_lanes(w);
    if (w == 1) {
      v = combine(ir().CreateExtractElement(v, std::uint64_t{0}),
                  ir().CreateExtractElement(v, std::uint64_t{1}));
      break;
    }
    std::vector<int> low, high;
    for (int k = 0; k < static_cast<int>(w); ++k) low.push_back(k);
    for (int k = 0; k < static_cast<int>(w); ++k) high.push_back(k + static_cast<int>(w));
    v = combine(ir().CreateShuffleVector(v, low), ir().CreateShuffleVector(v, high));
  }
  set_lanes(1);
  return v;
}

void Fold::end(bool first) {
  Value* part = halved();
  if (!first) part = combine(total(), part);
  ir().CreateStore(part, total_);
}

Value* Fold::total() { return ir().CreateLoad(total_->getAllocatedType(), total_); }

}  // namespace ag::cpu
