// Structures of numbers that stay host values, and stand where their promoted form is needed: the
// other operand of `v + w`, the initial value of a variable, a result. Each is wrapped in
// ::ag::raised(...).
#include "emit/Emitter.h"

namespace autograft::emit {

using namespace tree;
using namespace analysis;

// The value of this expression must be a promoted structure.
void Emitter::raise(const Expr &expr) {
  const Expr &inner = ungroup(expr);
  if (!isNumbers(inner.type) || (In.isStaged(inner) && inner.kind != ExprKind::Conditional))
    return;
  const bool list = inner.kind == ExprKind::Aggregate && !inner.name.valid();
  if (list && isBraced(inner)) {
    for (const ExprPtr &child : inner.children)
      raise(*child);
    return;
  }
  if (!In.isStaged(inner))
    Raised.insert(&inner);
}

void Emitter::raiseArguments(const Expr &call) {
  const CallInfo &info = *call.call;
  const std::size_t first = info.hasObject ? 1 : 0;
  if (info.hasObject)
    raise(*call.children.front());
  for (std::size_t i = 0; first + i < call.children.size(); ++i)
    if (i < info.twin->lifts.size() && info.twin->lifts[i])
      raise(*call.children[first + i]);
}

void Emitter::raiseIn(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Aggregate:
    if (In.isStaged(expr))
      for (const ExprPtr &child : expr.children)
        raise(*child);
    break;
  case ExprKind::Write:
    if (expr.children.size() > 1 && In.isStaged(*expr.children.front()))
      raise(*expr.children[1]);
    break;
  case ExprKind::Conditional:
    if (In.isStaged(expr) || In.isStaged(*expr.children.front()))
      for (std::size_t i = 1; i < expr.children.size(); ++i)
        raise(*expr.children[i]);
    break;
  case ExprKind::Call:
    if (expr.call->twin && expr.call->twin->direct && In.callsTwin(expr))
      raiseArguments(expr);
    break;
  default:
    break;
  }
}

void Emitter::findRaised() {
  walkExprs(*Fn.body, true, [&](const Expr &expr) { raiseIn(expr); });
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    bool names = false;
    for (const Declarator &each : stmt.declarators) {
      names |= Fn.symbol(each.symbol).kind == SymbolKind::Binding && In.isPromoted(each.symbol);
      if (each.init && promotes(each))
        raise(*each.init);
      // `auto p = std::make_pair(k, 1);`: all of its parts are promoted.
      if (each.init && promotes(each) && isAuto(stmt) &&
          ungroup(*each.init).kind == ExprKind::Aggregate && !ungroup(*each.init).name.valid())
        Raised.insert(&ungroup(*each.init));
    }
    if (names && stmt.declarators.front().init)
      raise(*stmt.declarators.front().init);
  });
  // A result of a structure of numbers is promoted; those of lambdas are deduced.
  walkStmts(*Fn.body, false, [&](const Stmt &stmt) {
    if (stmt.kind == StmtKind::Return && stmt.expr && isNumbers(Fn.result))
      raise(*stmt.expr);
  });
}

} // namespace autograft::emit
