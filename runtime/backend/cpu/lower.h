// From ops to native code: which ones can be compiled, and what their operands become.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_set>
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
  ir::Value* value = nullptr;
  const ir::Type* type = nullptr;
  std::int32_t buffer = -1;
};

struct NativeBuffer {
  const ir::Type* type = nullptr;
  bool input = false;
  bool written = false;
  bool result = false;
};

/// An extent that is known only at the call: extent `axis` of a buffer.
struct NativeSymbol {
  std::int64_t extent = 0;  ///< its negative number in the graph
  std::int32_t buffer = -1;
  std::int32_t axis = 0;
};

/// One operand of an op that is evaluated in the ordinary way.
struct NativeOperand {
  const ir::Type* type = nullptr;
  std::int32_t word = -1;     ///< a scalar: which word
  std::int32_t earlier = -1;  ///< the result of an earlier op of the same site
  NativePlace place;          ///< else a tensor; registers of its offset are words here
};

/// A branch or loop round an op, for the notes of its errors.
struct NativeAround {
  enum Kind : std::uint8_t { loop, if_true, if_false };
  Location where;
  Kind kind = loop;
};

/// An op as the interpreter runs it.
struct NativeOp {
  ir::OpId op{};
  ir::Attributes attributes;
  Location where;
  std::vector<NativeAround> around;  ///< inside the native region, innermost first
  std::vector<NativeOperand> operands;
  std::vector<const ir::Type*> results;
};

/// Where something may fail: the error is raised by evaluating these ops again, in order.
struct NativeSite {
  std::vector<NativeOp> ops;
};

struct Lowered {
  NativeCode code;
  std::vector<NativeInput> inputs;
  std::vector<NativeOutput> outputs;
  std::vector<NativeBuffer> buffers;
  std::vector<NativeSymbol> symbols;
  std::vector<NativeSite> sites;
  std::vector<NativeOp> calls;
  std::int32_t failure_words = 0;
  bool worthwhile = false;  ///< more than a few ops on scalars
};

/// Values that may have another shape than their type says: native code takes types as they are.
using OpenValues = std::unordered_set<const ir::Value*>;
OpenValues open_values(const ir::Graph& graph);

/// The code of ops [first, last) of a region; their results that are used elsewhere are outputs.
/// Without one, `refused` tells which op has no native form.
std::optional<Lowered> lower(ir::Region& region, std::size_t first, std::size_t last,
                             const OpenValues& open, std::size_t& refused);

}  // namespace ag::cpu
