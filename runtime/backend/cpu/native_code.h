// Native code before it is code: one region of a graph, with its control flow, as numbered scalar
// registers, flat buffers and loops over them. The lowering (lower.h) makes it from a graph; the
// LLVM plug-in (jit/) reads nothing else. It knows no graph, no tensor and no user program.
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
  index,        ///< operand number `code` as an i64 that must lie in [0, size)
  load,         ///< the element at places[0]
  store,        ///< operand 0 to the element at places[0]
  check,        ///< fails when operand 0 is false
  loops,        ///< nest[0]: a loop nest over elements
  call,         ///< code: which of the region's calls; operands, places in, results, places out
  cond,         ///< operand: predicate; blocks: then, else
  while_,       ///< operands: first carries; blocks: test (yields one bool), body
  for_          ///< operands: count, first carries; block: body (arguments: index, carries)
};

/// A number of elements: a factor times extents that are known at the call.
struct NativeSize {
  std::int64_t factor = 1;
  std::vector<std::int32_t> symbols;  ///< sorted
  friend bool operator==(const NativeSize&, const NativeSize&) = default;
  bool is(std::int64_t n) const { return factor == n && symbols.empty(); }
};

/// size, or size times a register (i64).
struct NativeTerm {
  NativeSize size;
  std::int32_t reg = -1;
};

/// Elements of a buffer: the sum of `offset`, then one stride for each axis of a loop nest.
struct NativePlace {
  std::int32_t buffer = -1;
  DType dtype{};
  std::vector<NativeTerm> offset;
  std::vector<NativeSize> strides;
};

struct NativeBlock;
struct NativeNest;

struct NativeInstr {
  NativeKind kind{};
  DType dtype{};
  std::int32_t code = 0;
  std::int32_t site = -1;  ///< of an instruction that may fail: what to report
  std::uint64_t bits = 0;
  NativeSize size;
  std::vector<std::int32_t> operands;  ///< registers
  std::vector<std::int32_t> results;
  std::vector<NativePlace> places;
  std::int32_t places_in = 0;  ///< call: so many places are read, the others written
  std::vector<NativeBlock> blocks;
  std::vector<NativeNest> nest;
};

/// Straight-line code with structured control flow inside it.
struct NativeBlock {
  std::vector<std::int32_t> arguments;
  std::vector<NativeInstr> code;
  std::vector<std::int32_t> yields;
};

enum class NativeFoldOp : std::uint8_t { sum, prod, min, max };

/// A reduction over the last axes of a nest: of local register `local`, to a register of the region
/// (when every axis is folded) or to a place over the axes that are kept.
struct NativeFold {
  NativeFoldOp op{};
  std::int32_t local = -1;
  std::int32_t result = -1;
  NativePlace to;  ///< without `result`
};

/// One pass over elements: every input is read at a position, the body computes on local registers,
/// outputs are written at the same position.
struct NativeNest {
  struct Element {
    std::int32_t local;
    NativePlace place;
  };
  struct Scalar {
    std::int32_t local;
    std::int32_t reg;  ///< of the region
  };
  std::vector<NativeSize> extents;
  bool folded = false;  ///< the last axis is the one that the folds go over
  bool padded = false;  ///< one axis, all dense: whole vectors may be read and written past its end
  std::vector<DType> locals;
  std::vector<Element> inputs;
  std::vector<Scalar> scalars;
  std::vector<NativeInstr> body;  ///< elementwise, cast, cmath on locals
  std::vector<Element> outputs;
  std::vector<NativeFold> folds;
};

struct NativeCode {
  std::vector<DType> registers;      ///< the dtype of each
  std::vector<std::int32_t> inputs;  ///< registers set by the caller
  std::int32_t buffers = 0;          ///< dense, 64-byte aligned and padded, owned by the caller
  std::int32_t symbols = 0;
  NativeBlock body;  ///< its yields are the scalar results
};

/// Runs an op that has no native form. `words`: scalar operands, then scalar results; `places`:
/// tensors read, then tensors written. 0, or the code that the native function returns.
using NativeCallee = std::int32_t (*)(void* context, std::int32_t call, std::uint64_t* words,
                                      void* const* places);

/// What a native function is given. Scalars travel as their bits in 64-bit words.
struct NativeFrame {
  const std::uint64_t* inputs;
  std::uint64_t* outputs;
  void* const* buffers;
  const std::int64_t* symbols;
  std::uint64_t* failure;  ///< operands of the instruction that failed
  NativeCallee callee;
  void* context;
};

/// Returns 0, 1 + the site that failed, or what a callee returned.
using NativeFunction = std::int32_t (*)(const NativeFrame* frame);

}  // namespace ag::cpu
