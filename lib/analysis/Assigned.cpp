// See Assigned.h: a forward walk that keeps what is certainly and what is possibly assigned.
#include "analysis/Assigned.h"

#include "tree/Walk.h"

#include <utility>

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
  void firstTurn(const Stmt &stmt, State first);
  void expr(const Expr &expr, State &state, bool certain);
  void compare(const Stmt &stmt, const State &then, const State &other);
  void read(const Expr &expr, const State &state);

  const Function &Fn;
  const Activity &Act;
  const Liveness &Live;
  const Staging &In;
  SymbolSet Tracked;      // declared without a value
  bool FirstTurn = false; // of every loop around
  bool Chosen = false;    // under a condition of such a turn: an earlier one may have set more
};

// The value of a promoted number that nothing has set would be zero, silently.
void Checker::read(const Expr &expr, const State &state) {
  const SymbolId id = Act.resolve(expr.symbol);
  if (Chosen || state.dead || !Tracked.contains(id) || state.may.contains(id) ||
      !In.isPromoted(id) || Fn.symbol(id).addressTaken)
    return;
  const Symbol &symbol = Fn.symbol(id);
  Out.push_back({Code::AG0201,
                 expr.place,
                 static_cast<unsigned>(symbol.name.size()),
                 {symbol.name, "it is read here, and nothing before sets it"},
                 {{symbol.place, "'" + symbol.name + "' is declared here, without a value"}},
                 symbol.name});
}

void Checker::expr(const Expr &expr, State &state, bool certain) {
  bool lazy =
      expr.kind == ExprKind::And || expr.kind == ExprKind::Or || expr.kind == ExprKind::Conditional;
  const bool sets = expr.kind == ExprKind::Write && expr.write != WriteKind::Compound &&
                    expr.write != WriteKind::Increment;
  for (std::size_t i = 0; i < expr.children.size(); ++i)
    if (!(sets && i == 0 && ungroup(*expr.children[i]).kind == ExprKind::Ref))
      this->expr(*expr.children[i], state, certain && !(lazy && i > 0));
  if (expr.kind == ExprKind::Ref && expr.symbol != kNoSymbol && certain)
    read(expr, state);
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
      expr(*declarator.init, state, !symbol.isReference);
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
  const bool chosen = std::exchange(Chosen, Chosen || FirstTurn);
  walk(thenOf(stmt), then);
  if (elseOf(stmt))
    walk(*elseOf(stmt), other);
  Chosen = chosen;
  // In a first turn alone, they are compared in the walk that knows all turns.
  if (!FirstTurn && In.constructs.ifs.count(&stmt) && !then.dead && !other.dead)
    compare(stmt, then, other);
  state.may |= then.may | other.may;
  state.dead = then.dead && other.dead;
  if (then.dead)
    state.must = other.must;
  else
    state.must = other.dead ? then.must : then.must & other.must;
}

// What is read in it before anything sets it.
void Checker::firstTurn(const Stmt &stmt, State first) {
  const bool outer = std::exchange(FirstTurn, true);
  const Expr *cond = stmt.header->cond.get();
  if (cond && stmt.kind != StmtKind::Do)
    expr(*cond, first, true);
  walk(body(stmt), first);
  if (cond && stmt.kind == StmtKind::Do)
    expr(*cond, first, true);
  FirstTurn = outer;
}

void Checker::loop(const Stmt &stmt, State &state) {
  for (const StmtPtr *part : {&stmt.header->init, &stmt.header->condVar})
    if (*part)
      walk(**part, state);
  firstTurn(stmt, state);
  if (FirstTurn) {
    state.may |= Act.of(stmt).writes;
    return;
  }
  const bool chosen = std::exchange(Chosen, true);
  State inside = state;
  // What an earlier turn may have set is possibly set from the start of a turn.
  inside.may |= Act.of(stmt).writes;
  if (stmt.header->cond)
    expr(*stmt.header->cond, inside, true);
  walk(body(stmt), inside);
  state.may |= inside.may;
  Chosen = chosen;
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
