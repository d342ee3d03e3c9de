// Lambdas: a body with returns under staged conditions has a slot and a flag of its own, and a
// result type that can hold a staged number.
#include "emit/Emitter.h"

namespace autograft::emit {

using namespace tree;
using namespace analysis;
using namespace transform;

std::string Emitter::resultOf(const LambdaInfo &lambda) const {
  if (lambda.resultSpelled && lambda.resultText.valid())
    return std::string(Out.slice(lambda.resultText));
  return lambda.result.cls == ValueClass::Tensor ? "::ag::Tensor" : lambda.result.text;
}

// True if the written or deduced type of the result cannot stay.
bool Emitter::resultLifts(const LambdaInfo &lambda) const {
  if (Low.exit(lambda.body.get()).slot)
    return true;
  if (!mayLift(lambda.result))
    return false;
  bool staged = false, host = false;
  walkStmts(*lambda.body, false, [&](const Stmt &each) {
    if (each.kind == StmtKind::Return && each.expr)
      (In.isStaged(*each.expr) ? staged : host) = true;
  });
  return staged && (lambda.resultSpelled || host); // what is deduced must be one type
}

void Emitter::lambdaBody(const LambdaInfo &lambda) {
  Exit exit = Low.exit(lambda.body.get());
  Out.copyTo(afterBrace(lambda.body->range));
  if (exit.slot)
    Out.put(" ::ag::Slot<" + resultOf(lambda) + "> ag_ret;");
  if (exit.done)
    Out.put(" ::ag::Scalar<bool> ag_done = false;");
  Stmts children;
  for (const StmtPtr &child : lambda.body->children)
    children.push_back(child.get());
  items(children);
  Out.copyTo(beforeBrace(lambda.body->range));
  if (exit.slot)
    Out.put(" return ag_ret; ");
  Out.copyTo(lambda.body->range.end);
}

void Emitter::lambda(const Expr &expr) {
  const LambdaInfo &lambda = *expr.lambda;
  for (const ExprPtr &capture : lambda.initCaptures)
    this->expr(*capture);
  for (std::size_t i = 0; i < lambda.paramTypes.size(); ++i) {
    if (!In.isPromoted(lambda.params[i]) || !lambda.paramTypes[i].valid())
      continue;
    Out.drop(lambda.paramTypes[i]);
    Out.put(promotedType(Fn.symbol(lambda.params[i])));
  }
  if (!lambda.body->range.valid() || (lambda.resultSpelled && !lambda.resultText.valid()))
    return macro(expr.place);
  if (resultLifts(lambda)) {
    std::string type = "::ag::Lift<" + resultOf(lambda) + ">";
    if (lambda.resultSpelled) {
      Out.drop(lambda.resultText);
      Out.put(type);
    } else {
      Out.copyTo(lambda.body->range.begin);
      Out.put((lambda.hasParameters ? "-> " : "() -> ") + type + " ");
    }
  }
  Lambdas.push_back(&lambda);
  lambdaBody(lambda);
  Lambdas.pop_back();
  Out.copyTo(expr.range.end);
}

} // namespace autograft::emit
