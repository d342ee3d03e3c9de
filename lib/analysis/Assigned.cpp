// See Assigned.h: a forward walk that keeps what is certainly and what is possibly assigned.
#include "analysis/Assigned.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

namespace {

struct State {
  SymbolSet must, may;
  bool dead = false; // control does not come here
};

class Checker {
public:
  Checker(const Function &function, const Activity &activity, const Liveness &liveness,
          const Staging &staging)
      : Fn(function), Act(activity), Live(liveness), In(staging) {}

  void walk(const Stmt &stmt, State &state);
  void end(const Stmt &body, const State &state);
  std::vector<Finding> Out;

private:
  void decl(const Stmt &stmt, State &state);
  void ifStmt(const Stmt &stmt, State &state);
  void loop(const Stmt &stmt, State &state);
  void expr(const Expr &expr, State &state, bool certain);
  void compare(const Stmt &stmt, const State &then, const State &other);

  const Function &Fn;
  const Activity &Act;
  const Liveness &Live;
  const Staging &In;
  SymbolSet Tracked; // declared without a value
};

void Checker::expr(const Expr &expr, State &state, bool certain) {
  bool lazy =
      expr.kind == ExprKind::And || expr.kind == ExprKind::Or || expr.kind == ExprKind::Conditional;
  for (std::size_t i = 0; i < expr.children.size(); ++i)
    this->expr(*expr.children[i], state, certain && !(lazy && i > 0));
  // A use of a closure may set what it captured.
  Effects effects =
      expr.kind == ExprKind::Ref || expr.kind == ExprKind::Lambda ? Act.of(expr) : Effects{};
  state.may |= effects.writes;
  if (expr.kind != ExprKind::Write || expr.symbol == kNoSymbol)
    return;
  state.may.insert(Act.resolve(expr.symbol));
  if (certain)
    state.must.insert(Act.resolve(expr.symbol));
}

void Checker::decl(const Stmt &stmt, State &state) {
  for (const Declarator &declarator : stmt.declarators) {
    const Symbol &symbol = Fn.symbol(declarator.symbol);
    if (declarator.init) {
      expr(*declarator.init, state, true);
      continue;
    }
    bool value = symbol.type.cls == ValueClass::Tensor || symbol.type.cls == ValueClass::Number ||
                 symbol.type.cls == ValueClass::Bool || symbol.type.cls == ValueClass::Scalar;
    if (!value || symbol.kind != SymbolKind::Local || declarator.initRange.valid() ||
        declarator.braced)
      continue;
    Tracked.insert(declarator.symbol);
    state.must.erase(declarator.symbol);
    state.may.erase(declarator.symbol);
  }
}

void Checker::compare(const Stmt &stmt, const State &then, const State &other) {
  for (SymbolId id : (Tracked & Live.after(stmt)).ids()) {
    bool first = then.must.contains(id) && !other.may.contains(id);
    bool second = other.must.contains(id) && !then.may.contains(id);
    if (!first && !second)
      continue;
    const Symbol &symbol = Fn.symbol(id);
    Finding finding{Code::AG0201,
                    stmt.place,
                    stmt.header->keyword.size(),
                    {symbol.name, std::string("only the ") + (first ? "first" : "second") +
                                      " branch of this `if` sets it"},
                    {{symbol.place, "'" + symbol.name + "' is declared here, without a value"}},
                    symbol.name};
    Out.push_back(std::move(finding));
  }
}

void Checker::ifStmt(const Stmt &stmt, State &state) {
  if (stmt.header->init)
    walk(*stmt.header->init, state);
  if (stmt.header->condVar)
    walk(*stmt.header->condVar, state);
  if (stmt.header->cond)
    expr(*stmt.header->cond, state, true);
  State then = state, other = state;
  walk(thenOf(stmt), then);
  if (elseOf(stmt))
    walk(*elseOf(stmt), other);
  if (In.constructs.ifs.count(&stmt) && !then.dead && !other.dead)
    compare(stmt, then, other);
  state.may |= then.may | other.may;
  state.dead = then.dead && other.dead;
  if (then.dead)
    state.must = other.must;
  else
    state.must = other.dead ? then.must : then.must & other.must;
}

void Checker::loop(const Stmt &stmt, State &state) {
  for (const StmtPtr *part : {&stmt.header->init, &stmt.header->condVar})
    if (*part)
      walk(**part, state);
  State inside = state;
  // What an earlier turn may have set is possibly set from the start of a turn.
  inside.may |= Act.of(stmt).writes;
  if (stmt.header->cond)
    expr(*stmt.header->cond, inside, true);
  walk(body(stmt), inside);
  state.may |= inside.may;
}

void Checker::walk(const Stmt &stmt, State &state) {
  switch (stmt.kind) {
  case StmtKind::Decl:
    return decl(stmt, state);
  case StmtKind::If:
    return ifStmt(stmt, state);
  case StmtKind::While:
  case StmtKind::Do:
  case StmtKind::For:
  case StmtKind::RangeFor:
    return loop(stmt, state);
  case StmtKind::Break:
  case StmtKind::Continue:
    state.dead = true;
    return;
  case StmtKind::Switch:
  case StmtKind::Try:
  case StmtKind::Foreign:
    state.may |= Act.of(stmt).writes;
    return;
  default:
    if (stmt.expr)
      expr(*stmt.expr, state, true);
    for (const StmtPtr &child : stmt.children)
      walk(*child, state);
    if (stmt.kind == StmtKind::Return)
      state.dead = true;
    return;
  }
}

// The commonest way to the end of a function without a result: its last statement is an `if`.
void Checker::end(const Stmt &body, const State &state) {
  const Stmt *last = body.children.empty() ? nullptr : body.children.back().get();
  if (state.dead || Fn.result.cls == ValueClass::Void || !last || last->kind != StmtKind::If ||
      !In.constructs.ifs.count(last))
    return;
  Out.push_back({Code::AG0201,
                 last->place,
                 static_cast<unsigned>(last->header->keyword.size()),
                 {"the result", "a path through this `if` ends the function without a `return`"},
                 {},
                 "result"});
}

} // namespace

std::vector<Finding> findUnset(const Function &function, const Activity &activity,
                               const Liveness &liveness, const Staging &staging) {
  Checker checker(function, activity, liveness, staging);
  State state;
  checker.walk(*function.body, state);
  checker.end(*function.body, state);
  return std::move(checker.Out);
}

} // namespace autograft::analysis
