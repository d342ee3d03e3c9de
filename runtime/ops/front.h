// What the public op functions share: broadcasting elementwise ops on Arg operands.
#pragma once

#include <initializer_list>

#include "ops/attributes.h"
#include "ops/emitter.h"
#include "ops/promote.h"

namespace ag::ops {

Tensor unary(OpId op, const Arg& x);
Tensor binary(OpId op, const Arg& a, const Arg& b);
Tensor compare(OpId op, const Arg& a, const Arg& b);
/// `a op= b`. Errors: AG0210 when the result does not fit a's dtype.
void compound(OpId op, Tensor& a, const Arg& b);
/// The arguments in their meeting dtype, ready for a strict op.
void promote(OpId op, std::initializer_list<const Arg*> args, kernel::Accepts accepts, Tensor* out);

}  // namespace ag::ops
