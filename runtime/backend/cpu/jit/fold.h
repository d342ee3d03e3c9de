// One reduction while its elements pass: the documented lanes (docs/internals/kernels.md) as
// vectors that take turns, combined by halving at the end of a block, blocks from left to right.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include "backend/cpu/native_code.h"

namespace ag::cpu {

class Fold {
 public:
  /// Of vectors of `lanes` elements of dtype `of`; halves accumulate in f32.
  Fold(NativeFoldOp op, DType of, unsigned lanes, llvm::Function* function);

  /// A block needs a multiple of so many vectors.
  std::size_t turns() const { return turns_.size(); }
  /// The lanes of a new block change nothing.
  void begin();
  /// One vector of the working dtype; only lanes in `mask`, unless it is null.
  void accumulate(llvm::Value* x, llvm::Value* mask);
  /// Combines the lanes, and with the blocks before.
  void end(bool first);
  /// The result, in the working dtype.
  llvm::Value* total();

  DType of;

 private:
  llvm::Value* combine(llvm::Value* a, llvm::Value* b);
  llvm::Constant* identity();
  llvm::Value* halved();

  NativeFoldOp op_;
  DType working_;
  unsigned lanes_;
  // Memory that becomes registers.
  std::vector<llvm::AllocaInst*> turns_;
  llvm::AllocaInst* total_;
};

}  // namespace ag::cpu
