// From native code to one LLVM function.
#pragma once

#include <llvm/IR/Module.h>

#include "backend/cpu/native_code.h"

namespace ag::cpu {

/// The function `name` in `module`, of type NativeFunction, with vectors of so many bytes.
void emit(const NativeCode& code, llvm::Module& module, const char* name, unsigned vector_bytes);

}  // namespace ag::cpu
