// The enumeration of all ops, from the one list in ops/ops.def. What an op is: op_def.h.
#pragma once

#include <cstdint>

namespace ag::ir {

/// Every op of the graph. A trailing underscore in `while_` and `for_` only avoids the keyword;
/// the text form has the plain word (OpDef::name).
enum class OpId : std::uint16_t {
#define AG_OP(name, ...) name,
#include "ops/ops.def"
#undef AG_OP
};

inline constexpr int op_count = 0
#define AG_OP(name, ...) +1
#include "ops/ops.def"
#undef AG_OP
    ;

}  // namespace ag::ir
