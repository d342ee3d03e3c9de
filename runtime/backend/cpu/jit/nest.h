// From a loop nest over elements to explicit vector code.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <functional>

#include "backend/cpu/native_code.h"

namespace ag::cpu {

/// What a nest takes from the function around it.
struct NestContext {
  llvm::IRBuilder<>& ir;
  llvm::Function* function;
  unsigned vector_bytes;
  std::function<llvm::Value*(std::int32_t)> reg;        ///< of the region
  std::function<void(std::int32_t, llvm::Value*)> set;  ///< a register of the region
  std::function<llvm::Value*(std::int32_t)> data;       ///< of a buffer
  std::function<llvm::Value*(const NativeSize&)> size;  ///< as i64
};

/// Emits the nest. With `may_fail` the result tells (i1) whether an element failed, else it is
/// null.
llvm::Value* emit_nest(const NativeNest& nest, const NestContext& context, bool may_fail);

}  // namespace ag::cpu
