// The ops that the graph itself is made of: constant, cond, while, for, call, yield. Their rows of
// the op table and their attributes. `check` and `print` are ordinary ops with an effect (ops/).
#pragma once

#include <string>

#include "ir/op_def.h"

namespace ag::ir {

struct ConstantAttributes {
  Tensor value;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("value", self.value);
  }
};

struct CallAttributes {
  std::string callee;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("callee", self.callee);
  }
};

/// One result of the value's type.
void infer_constant(InferContext&, std::span<const Type* const>, AttributeView,
                    std::vector<const Type*>&);
void evaluate_constant(EvalContext&, const Operands&, AttributeView, std::span<Tensor>);

inline constexpr OpDef constant_def{
    OpId::constant, "constant",       0, 0, 0, Traits{}, &attribute_type<ConstantAttributes>,
    infer_constant, evaluate_constant};
/// cond(pred: bool[]) {then} {else}: the yields' types are the results' types.
inline constexpr OpDef cond_def{OpId::cond, "cond",  1,      1, 2, Trait::region | Trait::control,
                                nullptr,    nullptr, nullptr};
/// while(carries) (carries) {yield bool[]} (carries) {yield carries}.
inline constexpr OpDef while_def{OpId::while_, "while", 0,
                                 any_number,   2,       Trait::region | Trait::control,
                                 nullptr,      nullptr, nullptr};
/// for(count: i64[], carries) (index: i64[], carries) {yield carries}; a negative count is zero.
inline constexpr OpDef for_def{
    OpId::for_, "for", 1, any_number, 1, Trait::region | Trait::control, nullptr, nullptr, nullptr};
/// call(arguments) {callee}: types and effects are those of the function.
inline constexpr OpDef call_def{OpId::call,
                                "call",
                                0,
                                any_number,
                                0,
                                Trait::control | Trait::effect | Trait::may_fail,
                                &attribute_type<CallAttributes>,
                                nullptr,
                                nullptr};
/// Ends a region; written `return` at the end of a function.
inline constexpr OpDef yield_def{OpId::yield, "yield", 0,
                                 any_number,  0,       Trait::terminator | Trait::control,
                                 nullptr,     nullptr, nullptr};

}  // namespace ag::ir
