// See Liveness.h.
#include "analysis/Liveness.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

Liveness::Liveness(const Function &function, const Activity &activity)
    : Fn(function), Act(activity), Always(activity.exposed()) {
  for (std::size_t i = 0; i < Fn.symbols.size(); ++i)
    if (isOutside(Fn.symbols[i])) // seen by whoever comes later
      Always.insert(static_cast<SymbolId>(i));
  SymbolSet atExit;
  for (const Parameter &param : Fn.params)
    if (param.passing == Passing::Ref)
      atExit.insert(param.symbol);
  if (Fn.self != kNoSymbol)
    atExit.insert(Fn.self);
  walkStmts(*Fn.body, true, [&](const Stmt &each) {
    // Jumps that the tree does not show: anything may be read anywhere.
    if (each.kind == StmtKind::Foreign)
      for (std::size_t i = 0; i < Fn.symbols.size(); ++i)
        Always.insert(static_cast<SymbolId>(i));
  });
  atExit |= Always;
  stmt(*Fn.body, atExit, {atExit, atExit, atExit});
  walkExprs(*Fn.body, true, [&](const Expr &each) {
    if (each.lambda && each.lambda->body)
      lambdaBody(*each.lambda);
  });
}

// A lambda's body runs when it is called; whatever it captured by reference may be read afterwards.
void Liveness::lambdaBody(const LambdaInfo &lambda) {
  SymbolSet live = Always;
  for (SymbolId id : lambda.byRef)
    live.insert(Act.resolve(id));
  for (SymbolId id : lambda.byCopy)
    live.insert(Act.resolve(id)); // a `mutable` copy keeps its value for the next call
  stmt(*lambda.body, live, {live, live, live});
}

SymbolSet Liveness::stmt(const Stmt &stmt, SymbolSet live, const Targets &to) {
  live |= Always;
  After[&stmt] = live;
  live = walk(stmt, std::move(live), to);
  live |= Always;
  Before[&stmt] = live;
  return live;
}

SymbolSet Liveness::optional(const Stmt *part, SymbolSet live, const Targets &to) {
  return part ? stmt(*part, std::move(live), to) : live;
}

SymbolSet Liveness::walk(const Stmt &stmt, SymbolSet live, const Targets &to) {
  switch (stmt.kind) {
  case StmtKind::Decl:
    return decl(stmt, std::move(live));
  case StmtKind::If:
    return ifStmt(stmt, live, to);
  case StmtKind::While:
  case StmtKind::Do:
  case StmtKind::For:
  case StmtKind::RangeFor:
    return loop(stmt, live, to);
  case StmtKind::Return:
    Target[&stmt] = to.returned;
    return stmt.expr ? expr(*stmt.expr, to.returned) : to.returned;
  case StmtKind::Break:
    return Target[&stmt] = to.broken;
  case StmtKind::Continue:
    return Target[&stmt] = to.continued;
  case StmtKind::Switch:
    return switchStmt(stmt, live, to);
  case StmtKind::Try:
    return tryStmt(stmt, live, to);
  default:
    for (auto child = stmt.children.rbegin(); child != stmt.children.rend(); ++child)
      live = this->stmt(**child, std::move(live), to);
    return stmt.expr ? expr(*stmt.expr, std::move(live)) : live;
  }
}

SymbolSet Liveness::switchStmt(const Stmt &stmt, const SymbolSet &live, const Targets &to) {
  // Any label may be reached, and none.
  Targets inner = to;
  inner.broken = live;
  SymbolSet body = this->stmt(*stmt.children.front(), live, inner);
  body |= Act.of(*stmt.children.front()).reads | live;
  Before[stmt.children.front().get()] |= body;
  body = expr(*stmt.header->cond, std::move(body));
  body = optional(stmt.header->condVar.get(), std::move(body), to);
  return optional(stmt.header->init.get(), std::move(body), to);
}

SymbolSet Liveness::tryStmt(const Stmt &stmt, const SymbolSet &live, const Targets &to) {
  // A handler may start anywhere in the block: what it reads is live throughout.
  SymbolSet kept = Always;
  for (std::size_t i = 1; i < stmt.children.size(); ++i)
    Always |= this->stmt(*stmt.children[i], live, to);
  SymbolSet before = this->stmt(*stmt.children.front(), live, to);
  Always = kept;
  return before;
}

SymbolSet Liveness::ifStmt(const Stmt &stmt, const SymbolSet &live, const Targets &to) {
  SymbolSet before = this->stmt(thenOf(stmt), live, to);
  before |= elseOf(stmt) ? this->stmt(*elseOf(stmt), live, to) : live;
  if (stmt.header->cond)
    before = expr(*stmt.header->cond, std::move(before));
  before = optional(stmt.header->condVar.get(), std::move(before), to);
  return optional(stmt.header->init.get(), std::move(before), to);
}

// Live before the condition (for `do`: before the body), given what is live before it next time.
SymbolSet Liveness::turn(const Stmt &stmt, const SymbolSet &live, const SymbolSet &head,
                         const Targets &to) {
  const Header &header = *stmt.header;
  Targets inner = to;
  inner.broken = live;
  if (stmt.kind == StmtKind::Do) {
    SymbolSet atCond = expr(*header.cond, live | head);
    inner.continued = atCond;
    Head[&stmt] = atCond;
    return this->stmt(body(stmt), atCond, inner);
  }
  SymbolSet again = header.inc ? expr(*header.inc, head) : head;
  inner.continued = again;
  SymbolSet result = this->stmt(body(stmt), again, inner);
  result = optional(header.variable.get(), std::move(result), to);
  bool endless = stmt.kind == StmtKind::For && !header.cond;
  if (!endless)
    result |= live;
  if (header.cond)
    result = expr(*header.cond, std::move(result));
  result = optional(header.condVar.get(), std::move(result), to);
  Head[&stmt] = result | Always;
  return result;
}

SymbolSet Liveness::loop(const Stmt &stmt, const SymbolSet &live, const Targets &to) {
  SymbolSet head, next = turn(stmt, live, head, to);
  while (!(next == head)) {
    head = next;
    next = turn(stmt, live, head, to) | head;
  }
  if (stmt.header->range)
    next = expr(*stmt.header->range, std::move(next));
  return optional(stmt.header->init.get(), std::move(next), to);
}

SymbolSet Liveness::decl(const Stmt &stmt, SymbolSet live) {
  for (auto each = stmt.declarators.rbegin(); each != stmt.declarators.rend(); ++each) {
    if (Fn.symbol(each->symbol).aliasOf == kNoSymbol && !Always.contains(each->symbol))
      live.erase(each->symbol);
    if (!each->init)
      continue;
    if (ungroup(*each->init).kind == ExprKind::Lambda) {
      for (SymbolId id : ungroup(*each->init).lambda->byCopy)
        live.insert(Act.resolve(id));
      continue;
    }
    live = expr(*each->init, std::move(live));
  }
  return live;
}

SymbolSet Liveness::expr(const Expr &expr, SymbolSet live) {
  switch (expr.kind) {
  case ExprKind::And:
  case ExprKind::Or: {
    SymbolSet right = this->expr(*expr.children[1], live);
    return this->expr(*expr.children[0], right | live);
  }
  case ExprKind::Conditional: {
    SymbolSet arms = this->expr(*expr.children[1], live) | this->expr(*expr.children[2], live);
    return this->expr(*expr.children[0], std::move(arms));
  }
  case ExprKind::Write: {
    bool whole = expr.write == WriteKind::Assign && expr.symbol != kNoSymbol &&
                 ungroup(*expr.children.front()).kind == ExprKind::Ref;
    if (whole)
      live.erase(Act.resolve(expr.symbol));
    for (auto child = expr.children.rbegin(); child != expr.children.rend(); ++child)
      if (!whole || *child != expr.children.front())
        live = this->expr(**child, std::move(live));
    return live;
  }
  case ExprKind::Ref:
  case ExprKind::Lambda:
    return live | Act.of(expr).reads;
  default:
    for (auto child = expr.children.rbegin(); child != expr.children.rend(); ++child)
      live = this->expr(**child, std::move(live));
    return live;
  }
}

} // namespace autograft::analysis
