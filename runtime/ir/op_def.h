// What an op is: arity, traits, attributes, type rule, meaning. Declarations only; the table is
// built in ops/table.cpp, the control ops' rows are in control.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "autograft/error.h"
#include "autograft/tensor.h"
#include "ir/attributes.h"
#include "ir/op_id.h"
#include "tensor/impl.h"

namespace ag::ir {

using ag::detail::Type;
class Graph;

enum class Trait : std::uint32_t {
  elementwise = 1u << 0,  ///< result element i depends on the operands' elements i (broadcast)
  commutative = 1u << 1,  ///< the first two operands may be exchanged
  effect = 1u << 2,       ///< visible outside: kept, in program order
  may_fail = 1u << 3,     ///< can throw ag::Error: kept, never speculated (NUMERICS)
  terminator = 1u << 4,   ///< ends a region
  region = 1u << 5,       ///< has regions; types and effects come from them
  control = 1u << 6,      ///< run by the executor itself: no evaluate function
  reduction = 1u << 7,
  view = 1u << 8,  ///< moves elements only, computes nothing
};

struct Traits {
  std::uint32_t bits = 0;
  constexpr Traits() = default;
  constexpr Traits(Trait t) : bits(static_cast<std::uint32_t>(t)) {}  // NOLINT: meant to convert
  constexpr bool has(Trait t) const { return (bits & static_cast<std::uint32_t>(t)) != 0; }
  friend constexpr Traits operator|(Traits a, Traits b) {
    a.bits |= b.bits;
    return a;
  }
};
constexpr Traits operator|(Trait a, Trait b) { return Traits(a) | Traits(b); }

/// Given to infer: the user's place and fresh symbols for extents that depend on data.
class InferContext {
 public:
  /// With a null graph (verification) fresh symbols are placeholders that match any extent.
  InferContext(Location w, Graph* graph) : where(w), graph_(graph) {}
  Location where;
  /// A symbol for an extent of the result that is known only at run time.
  std::int64_t fresh(std::string_view hint);
  /// True for placeholders of a context without graph.
  static bool placeholder(std::int64_t extent) noexcept { return extent <= first_placeholder; }

 private:
  static constexpr std::int64_t first_placeholder = -(std::int64_t{1} << 40);
  Graph* graph_;
  std::int64_t placeholders_ = 0;
};

/// The operands of one evaluation. Reading is by `in[i]`; an op that can write its result over
/// an operand asks for `take(i)`.
class Operands {
 public:
  /// Bit i of `may_take`: slots[i] is not read again and may be emptied.
  Operands(std::span<Tensor* const> slots, std::uint64_t may_take = 0)
      : slots_(slots), may_take_(may_take) {}
  const Tensor& operator[](std::size_t i) const { return *slots_[i]; }
  std::size_t size() const { return slots_.size(); }
  /// The operand as a handle of one's own: moved out when this is its last use, so that
  /// detail::make_unique copies nothing unless somebody else holds the data. Call it once an
  /// operand, after every check that may throw; in[i] may be undefined afterwards.
  Tensor take(std::size_t i) const {
    if (i < 64 && (may_take_ >> i & 1)) return std::move(*slots_[i]);
    return *slots_[i];
  }

 private:
  std::span<Tensor* const> slots_;
  std::uint64_t may_take_;
};

/// Given to evaluate.
struct EvalContext {
  Location where;                      ///< the user's place, for errors
  std::span<const Type* const> types;  ///< the results' types in the graph, symbols included;
                                       ///< empty in eager mode
};

/// Appends the result types. Arity and the attributes' struct are right already, everything else
/// (ranks, dtypes, values of attributes) may be anything: bad ones raise ag::Error at
/// context.where. Operand types may have symbols (negative extents; equal symbols are equal).
using InferFn = void (*)(InferContext& context, std::span<const Type* const> operands,
                         AttributeView attributes, std::vector<const Type*>& results);
/// Computes all results; `out` has as many undefined tensors as the op has results. Operands are
/// concrete and agree with infer's rules as far as those could see; extents hidden behind symbols
/// must be checked here. Raises ag::Error at context.where.
using EvaluateFn = void (*)(EvalContext& context, const Operands& in, AttributeView attributes,
                            std::span<Tensor> out);

inline constexpr std::uint8_t any_number = 255;

struct OpDef {
  OpId id{};
  const char* name = nullptr;  ///< in text: letters, digits, underscores
  std::uint8_t min_operands = 0;
  std::uint8_t max_operands = 0;  ///< any_number: no upper bound
  std::uint8_t regions = 0;
  Traits traits;
  const AttributeType* attributes = nullptr;  ///< null: the op has none
  InferFn infer = nullptr;        ///< null for control ops whose types come from regions
  EvaluateFn evaluate = nullptr;  ///< null for Trait::control
};

/// The row of an op.
const OpDef& op_def(OpId id);
/// The row with that text name, or null.
const OpDef* find_op(std::string_view name);

}  // namespace ag::ir
