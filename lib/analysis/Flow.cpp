// See Flow.h.
#include "analysis/Flow.h"

#include "tree/Walk.h"

#include <algorithm>

namespace autograft::analysis {

using namespace tree;

namespace {

bool isNumber(const Type &type) {
  return type.cls == ValueClass::Number || type.cls == ValueClass::Bool;
}

class Flow {
public:
  Flow(const Function &function, const Activity &activity, Staging &staging)
      : Fn(function), Act(activity), Out(staging) {}

  bool visit(const Expr &expr);
  void body(const Stmt &stmt);

private:
  bool decide(const Expr &expr, bool any);
  bool call(const Expr &expr, bool any);
  Reason closureResult(const Expr &callee);

  const Function &Fn;
  const Activity &Act;
  Staging &Out;
};

void Flow::body(const Stmt &stmt) {
  walkStmts(stmt, false,
            [&](const Stmt &each) { eachExpr(each, [&](const Expr &expr) { visit(expr); }); });
}

bool Flow::visit(const Expr &expr) {
  bool any = false;
  for (const ExprPtr &child : expr.children)
    any |= visit(*child);
  if (expr.lambda) {
    for (const ExprPtr &capture : expr.lambda->initCaptures)
      visit(*capture);
    if (expr.lambda->body)
      body(*expr.lambda->body);
  }
  bool staged = decide(expr, any);
  if (staged)
    Out.staged.insert(&expr);
  return staged;
}

bool Flow::decide(const Expr &expr, bool any) {
  if (expr.type.cls == ValueClass::Scalar)
    return true;
  switch (expr.kind) {
  case ExprKind::HostUse:
    return any && Out.isListIndex(expr);
  case ExprKind::Literal:
  case ExprKind::Lambda:
  case ExprKind::Throw:
  case ExprKind::Opaque:
    return false;
  case ExprKind::Ref:
    return Out.isPromoted(Act.resolve(expr.symbol));
  case ExprKind::Write:
    return any || Out.isPromoted(Act.resolve(expr.symbol));
  case ExprKind::ToBool:
  case ExprKind::Item:
    return true;
  case ExprKind::TensorExpr:
    return expr.type.cls == ValueClass::Dependent && any;
  case ExprKind::Comma:
    return Out.staged.count(expr.children.back().get()) != 0;
  case ExprKind::Call:
    return call(expr, any);
  case ExprKind::Part:
    return any && expr.type.cls != ValueClass::Tensor;
  case ExprKind::Aggregate:
    return std::any_of(expr.children.begin(), expr.children.end(), [&](const ExprPtr &child) {
      return child->type.cls != ValueClass::Tensor && Out.staged.count(child.get());
    });
  default:
    return any;
  }
}

bool Flow::call(const Expr &expr, bool any) {
  if (Out.isListLength(expr) || Out.isOpenExtent(expr))
    return true;
  switch (expr.call->kind) {
  case CallKind::Annotated: {
    if (!isNumber(expr.type) && !expr.type.lifts)
      return false;
    return any || Out.meetsStaged(expr);
  }
  case CallKind::Visible: {
    const Callee &twin = *expr.call->twin;
    bool number =
        isNumber(expr.type) || isNumbers(expr.type) || expr.type.cls == ValueClass::Dependent;
    return number && twin.canConvert && (any || (twin.resultStaged && stagedWithin(expr)));
  }
  case CallKind::Math:
  case CallKind::Dependent:
    return any;
  case CallKind::Pure:
    return any && expr.call->name == "exchange";
  case CallKind::Closure:
    if (!isNumber(expr.type) && !isNumbers(expr.type))
      return false;
    if (Reason reason = closureResult(*expr.children.front()); reason.kind != Reason::None)
      return Out.calls.insert({&expr, reason}), true;
    return any;
  default:
    return false;
  }
}

// Why the result of a closure is staged: what it returns is, or the condition under which it does.
Reason Flow::closureResult(const Expr &callee) {
  const Expr &inner = ungroup(callee);
  const Expr *closure = inner.kind == ExprKind::Lambda ? &inner : Act.closureOf(inner.symbol);
  if (!closure || !closure->lambda->body)
    return {};
  Reason reason;
  walkStmts(*closure->lambda->body, false, [&](const Stmt &each) {
    if (each.kind != StmtKind::Return || !each.expr || reason.kind != Reason::None)
      return;
    auto lowered = Out.jumps.lowered.find(&each);
    if (Out.staged.count(each.expr.get()))
      reason = reasonOf(Fn, Out, *each.expr);
    else if (lowered != Out.jumps.lowered.end())
      reason = {Reason::Left, each.expr.get(), kNoSymbol, lowered->second.cause, each.place};
  });
  return reason;
}

} // namespace

// A template whose arguments are all numbers meets no tensor.
bool stagedWithin(const Expr &call) {
  const Callee &twin = *call.call->twin;
  bool numbers = true;
  for (const ExprPtr &child : call.children)
    numbers &= isNumber(child->type);
  return twin.staged && !(twin.isTemplate && numbers);
}

void flowExpressions(const Function &function, const Activity &activity, Staging &staging) {
  staging.staged.clear();
  Flow flow(function, activity, staging);
  // Twice: a closure may be called before the walk reaches its body.
  flow.body(*function.body);
  flow.body(*function.body);
}

} // namespace autograft::analysis
