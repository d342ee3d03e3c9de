// What the family files offer to the op table: infer and evaluate functions, and the few concrete
// computations that composed ops share.
#pragma once

#include <span>
#include <vector>

#include "ops/common.h"

namespace ag::ops {

using Results = std::vector<const Type*>;

// elementwise.cpp
void infer_elementwise_op(OpId, InferContext&, Types, Results&);
void evaluate_elementwise_op(OpId, EvalContext&, const Operands&, std::span<Tensor>);
template <OpId Op>
void infer_elementwise(InferContext& c, Types in, AttributeView, Results& out) {
  infer_elementwise_op(Op, c, in, out);
}
template <OpId Op>
void evaluate_elementwise(EvalContext& c, const Operands& in, AttributeView,
                          std::span<Tensor> out) {
  evaluate_elementwise_op(Op, c, in, out);
}

// Every other family has one pair of functions that take the op's id.
#define AG_FAMILY(family)                                                                          \
  void infer_##family##_op(OpId, InferContext&, Types, AttributeView, Results&);                   \
  void evaluate_##family##_op(OpId, EvalContext&, const Operands&, AttributeView,                  \
                              std::span<Tensor>);                                                  \
  template <OpId Op>                                                                               \
  void infer_##family(InferContext& c, Types in, AttributeView a, Results& out) {                  \
    infer_##family##_op(Op, c, in, a, out);                                                        \
  }                                                                                                \
  template <OpId Op>                                                                               \
  void evaluate_##family(EvalContext& c, const Operands& in, AttributeView a,                      \
                         std::span<Tensor> out) {                                                  \
    evaluate_##family##_op(Op, c, in, a, out);                                                     \
  }
AG_FAMILY(cast)        // cast.cpp
AG_FAMILY(cmath)       // cmath.cpp
AG_FAMILY(reduce)      // reduce.cpp
AG_FAMILY(statistics)  // statistics.cpp
AG_FAMILY(linalg)      // linalg.cpp
AG_FAMILY(shape)       // shape.cpp
AG_FAMILY(movement)    // movement.cpp
AG_FAMILY(index)       // index.cpp
AG_FAMILY(gather)      // gather.cpp
AG_FAMILY(order)       // order.cpp
AG_FAMILY(create)      // create.cpp
AG_FAMILY(effect)      // effects.cpp
AG_FAMILY(list)        // list.cpp
AG_FAMILY(native)      // native.cpp
#undef AG_FAMILY

// Concrete computations, for the evaluators of composed ops.
Tensor run_elementwise(OpId op, std::initializer_list<const Tensor*> in, Location where);
inline Tensor run1(OpId op, const Tensor& a, Location w) { return run_elementwise(op, {&a}, w); }
inline Tensor run2(OpId op, const Tensor& a, const Tensor& b, Location w) {
  return run_elementwise(op, {&a, &b}, w);
}
/// The conversion of C++ (Errors: AG0209); `t` itself when it has the dtype.
Tensor run_cast(const Tensor& t, DType dtype, Location where);
/// Runs the table's evaluate function on concrete operands.
Tensor run_op(OpId op, std::initializer_list<const Tensor*> in, AttributeView attributes,
              Location where);
Tensor transposed(const Tensor& t, std::span<const int> perm);

}  // namespace ag::ops
