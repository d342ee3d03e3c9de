// See Activity.h.
#include "analysis/Activity.h"

#include "tree/Walk.h"

#include <algorithm>

namespace autograft::analysis {

using namespace tree;

void Effects::merge(const Effects &other) {
  auto keep = [](auto *&mine, auto *theirs) {
    if (!mine)
      mine = theirs;
  };
  reads |= other.reads;
  writes |= other.writes;
  declares |= other.declares;
  keep(unnamed, other.unnamed);
  keep(opaque, other.opaque);
  keep(thrown, other.thrown);
  keep(agEffect, other.agEffect);
  keep(foreign, other.foreign);
}

Activity::Activity(const Function &function) : Fn(function) {
  if (!Fn.body)
    return;
  for (std::size_t i = 0; i < Fn.symbols.size(); ++i)
    if (Fn.symbols[i].addressTaken)
      Exposed.insert(resolve(static_cast<SymbolId>(i)));
  std::vector<const Expr *> named;
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    for (const Declarator &declarator : stmt.declarators)
      if (declarator.init && ungroup(*declarator.init).kind == ExprKind::Lambda) {
        Closures[declarator.symbol] = &ungroup(*declarator.init);
        named.push_back(&ungroup(*declarator.init));
      }
  });
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    if (expr.kind == ExprKind::Call && expr.call->kind == CallKind::Closure &&
        ungroup(*expr.children.front()).kind == ExprKind::Lambda)
      named.push_back(&ungroup(*expr.children.front()));
    if (expr.kind == ExprKind::Lambda &&
        std::find(named.begin(), named.end(), &expr) == named.end())
      for (SymbolId id : expr.lambda->byRef)
        Exposed.insert(resolve(id));
  });
}

SymbolId Activity::resolve(SymbolId id) const {
  while (id != kNoSymbol && Fn.symbol(id).aliasOf != kNoSymbol)
    id = Fn.symbol(id).aliasOf;
  return id;
}

SymbolId Activity::wholeOf(SymbolId id) const {
  id = resolve(id);
  SymbolId whole = id;
  while (whole != kNoSymbol && Fn.symbol(whole).partOf != kNoSymbol)
    whole = resolve(Fn.symbol(whole).partOf);
  return whole == id ? kNoSymbol : whole;
}

const Expr *Activity::closureOf(SymbolId id) const {
  auto found = Closures.find(id);
  return found == Closures.end() ? nullptr : found->second;
}

const Effects &Activity::of(const Stmt &stmt) const {
  if (auto found = Cache.find(&stmt); found != Cache.end())
    return found->second;
  Effects result;
  for (const Declarator &declarator : stmt.declarators) {
    result.declares.insert(declarator.symbol);
    if (declarator.init && ungroup(*declarator.init).kind == ExprKind::Lambda) {
      // Making a named closure runs nothing; its calls do.
      for (SymbolId id : ungroup(*declarator.init).lambda->byCopy)
        result.reads.insert(resolve(id));
      continue;
    }
    if (declarator.init)
      add(*declarator.init, result);
  }
  if (stmt.kind != StmtKind::Decl)
    eachExpr(stmt, [&](const Expr &expr) { add(expr, result); });
  if (stmt.kind == StmtKind::Foreign || stmt.kind == StmtKind::Try)
    result.foreign = &stmt;
  eachStmt(stmt, [&](const Stmt &child) { result.merge(of(child)); });
  return Cache.emplace(&stmt, std::move(result)).first->second;
}

Effects Activity::of(const Expr &expr) const {
  Effects result;
  add(expr, result);
  return result;
}

void Activity::add(const Expr &expr, Effects &out) const {
  switch (expr.kind) {
  case ExprKind::Ref:
    out.reads.insert(resolve(expr.symbol));
    if (SymbolId whole = wholeOf(expr.symbol); whole != kNoSymbol)
      out.reads.insert(whole);
    if (const Expr *closure = closureOf(expr.symbol))
      addLambda(*closure, out);
    return;
  case ExprKind::Write:
    addWrite(expr, out);
    return;
  case ExprKind::Lambda:
    addLambda(expr, out);
    return;
  case ExprKind::Throw:
    if (!out.thrown)
      out.thrown = &expr;
    break;
  case ExprKind::Call:
    for (SymbolId id : expr.call->reads)
      out.reads.insert(resolve(id));
    if (expr.call->kind == CallKind::Opaque && !out.opaque)
      out.opaque = &expr;
    if (expr.call->kind == CallKind::AgEffect && !out.agEffect)
      out.agEffect = &expr;
    break;
  default:
    break;
  }
  for (const ExprPtr &child : expr.children)
    add(*child, out);
}

void Activity::addWrite(const Expr &expr, Effects &out) const {
  if (expr.symbol == kNoSymbol) {
    if (!out.unnamed)
      out.unnamed = &expr;
  } else {
    out.writes.insert(resolve(expr.symbol));
    if (SymbolId whole = wholeOf(expr.symbol); whole != kNoSymbol)
      out.writes.insert(whole);
  }
  for (const ExprPtr &child : expr.children) {
    bool overwritten = child == expr.children.front() && expr.write == WriteKind::Assign &&
                       ungroup(*child).kind == ExprKind::Ref;
    if (!overwritten)
      add(*child, out);
  }
}

void Activity::addLambda(const Expr &expr, Effects &out) const {
  const LambdaInfo &lambda = *expr.lambda;
  for (SymbolId id : lambda.byCopy)
    out.reads.insert(resolve(id));
  for (const ExprPtr &capture : lambda.initCaptures)
    add(*capture, out);
  if (!lambda.body || std::find(Open.begin(), Open.end(), &expr) != Open.end())
    return;
  Open.push_back(&expr);
  Effects inside = of(*lambda.body);
  Open.pop_back();
  for (SymbolId id : lambda.params)
    inside.declares.insert(id);
  for (SymbolId id : lambda.byCopy)
    inside.writes.erase(resolve(id));
  inside.reads -= inside.declares;
  inside.writes -= inside.declares;
  inside.declares = {};
  out.merge(inside);
}

const Expr *Activity::writeOf(SymbolId id, const Stmt &stmt) const {
  const Expr *found = nullptr;
  walkExprs(stmt, true, [&](const Expr &expr) {
    if (!found && expr.kind == ExprKind::Write && resolve(expr.symbol) == id)
      found = &expr;
  });
  return found;
}

} // namespace autograft::analysis
