// Emission of single instructions on scalars or vectors: elementwise ops, casts, <cmath>.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <functional>
#include <span>

#include "autograft/dtype.h"
#include "backend/cpu/native_code.h"

namespace ag::cpu {

/// Called with an i1 that tells that the instruction at hand fails; what follows runs only where
/// it does not.
using FailIf = std::function<void(llvm::Value*)>;

llvm::Type* type_of(DType d, llvm::IRBuilder<>& b);
/// A bool register (i8, 0 or 1) as a condition, and back.
llvm::Value* to_condition(llvm::Value* v, llvm::IRBuilder<>& b);
llvm::Value* from_condition(llvm::Value* v, llvm::IRBuilder<>& b);

/// f16 and bf16 are 16-bit words: by integer code, as in kernel/isa/convert.h.
llvm::Value* half_to_float(llvm::Value* bits, DType half);
llvm::Value* float_to_half(llvm::Value* x, DType half);
/// Rounded to odd: a second rounding to a half then gives what one would.
llvm::Value* float_rounded_to_odd(llvm::Value* f64);
llvm::Value* double_rounded_to_odd(llvm::Value* word, bool is_signed);

llvm::Value* emit_elementwise(std::int32_t op, DType dtype, std::span<llvm::Value* const> in,
                              const FailIf& fail_if);
llvm::Value* emit_cast(std::int32_t mode, DType from, DType to, llvm::Value* x,
                       const FailIf& fail_if);
llvm::Value* emit_cmath(std::int32_t fn, DType dtype, std::span<llvm::Value* const> in);

}  // namespace ag::cpu
