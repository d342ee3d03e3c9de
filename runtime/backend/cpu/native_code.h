// Native code before it is code: one region of a graph, with its control flow, as numbered scalar
// registers and flat buffers. The lowering (lower.h) makes it from a graph; the LLVM plug-in
// (jit/) reads nothing else. It knows no graph, no tensor and no user program.
#pragma once

#include <cstdint>
#include <vector>

#include "autograft/dtype.h"

namespace ag::cpu {

enum class NativeKind : std::uint8_t {
  constant,     ///< bits
  elementwise,  ///< code: a kernel::Elementwise; dtype: the operands' (of `where`: the arms')
  cast,         ///< from `dtype` to the result's dtype; code: an ops::CastMode
  cmath,        ///< code: a detail::CmathFn; dtype: the operands'
  load,         ///< element of a buffer; operands: one index an axis
  store,        ///< operands: the value, then one index an axis
  check,        ///< fails when the operand is false
  cond,         ///< operand: predicate; blocks: then, else
  while_,       ///< operands: first carries; blocks: test (yields one bool), body
  for_          ///< operands: count, first carries; block: body (arguments: index, carries)
};

struct NativeBlock;

struct NativeInstr {
  NativeKind kind{};
  DType dtype{};
  std::int32_t code = 0;
  std::int32_t buffer = -1;
  std::int32_t site = -1;  ///< of an instruction that may fail: what to report
  std::uint64_t bits = 0;
  std::vector<std::int32_t> operands;  ///< registers
  std::vector<std::int32_t> results;
  std::vector<NativeBlock> blocks;
};

/// Straight-line code with structured control flow inside it.
struct NativeBlock {
  std::vector<std::int32_t> arguments;
  std::vector<NativeInstr> code;
  std::vector<std::int32_t> yields;
};

/// Dense row-major elements, owned by the caller.
struct NativeBuffer {
  DType dtype{};
  std::vector<std::int64_t> extents;  ///< -1: given at the call
  bool written = false;
};

struct NativeCode {
  std::vector<DType> registers;      ///< the dtype of each
  std::vector<std::int32_t> inputs;  ///< registers set by the caller
  std::vector<NativeBuffer> buffers;
  NativeBlock body;  ///< its yields are the scalar results
};

/// A failing instruction's operands, in this order.
inline constexpr int max_failure_operands = 8;

/// Scalars travel as their bits in 64-bit words. `extents` has one row of `max_rank` numbers a
/// buffer. Returns 0, or 1 + the site that failed, with the operands' bits in `failure`.
using NativeFunction = std::int32_t (*)(const std::uint64_t* inputs, std::uint64_t* outputs,
                                        void* const* buffers, const std::int64_t* extents,
                                        std::uint64_t* failure);
inline constexpr int native_extents = 8;  ///< numbers in a row of `extents`

}  // namespace ag::cpu
