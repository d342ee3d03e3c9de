// From an op with regions, or a whole function, to native code: which ones can be compiled, and
// what their operands become.
#pragma once

#include <optional>
#include <vector>

#include "backend/cpu/native_code.h"
#include "ir/graph.h"

namespace ag::cpu {

/// What a native op takes: graph values, in the order of its operands.
struct NativeInput {
  ir::Value* value = nullptr;  ///< null: `constant`
  Tensor constant;             ///< a tensor constant of the region itself
  std::int32_t buffer = -1;    ///< its buffer; -1: a scalar, the next of NativeCode::inputs
};

/// A scalar result (`buffer` -1, the next of the body's yields) or a buffer's final content.
struct NativeOutput {
  const ir::Type* type = nullptr;
  std::int32_t buffer = -1;
};

/// One operand of an op that may fail: a register's bits (in the order of the failure record) or a
/// buffer.
struct NativeSiteOperand {
  const ir::Type* type = nullptr;
  std::int32_t buffer = -1;
};

/// An op that may fail: its error is raised by evaluating it again in the ordinary way.
struct NativeSite {
  ir::OpId op{};
  ir::Attributes attributes;
  Location where;
  std::vector<NativeSiteOperand> operands;
};

struct Lowered {
  NativeCode code;
  std::vector<NativeInput> inputs;
  std::vector<NativeOutput> outputs;
  std::vector<NativeSite> sites;
};

/// The code of one `while` or `for`, or nothing when something in it has no native form.
std::optional<Lowered> lower_loop(ir::Op& loop);
/// The code of a whole function body without calls.
std::optional<Lowered> lower_body(ir::Region& body);

}  // namespace ag::cpu
