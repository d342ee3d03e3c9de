// The chains of reasons behind staged values, for the solver, for notes and for people.
#include "analysis/Outside.h"
#include "analysis/Staging.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

Reason reasonOf(const Function &function, const Staging &staging, const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::ToBool:
  case ExprKind::Item:
    return {Reason::Tensor, &expr, kNoSymbol, nullptr, expr.place};
  case ExprKind::Ref:
    if (expr.type.cls == ValueClass::Scalar)
      return {Reason::Tensor, &expr, kNoSymbol, nullptr, expr.place};
    return {Reason::Symbol, &expr, expr.symbol, nullptr, expr.place};
  case ExprKind::Write:
    if (staging.isPromoted(expr.symbol))
      return {Reason::Symbol, &expr, expr.symbol, nullptr, expr.place};
    break;
  case ExprKind::Call:
    if (staging.isListLength(expr))
      return {Reason::Tensor, &expr, kNoSymbol, nullptr, expr.place};
    if (staging.isOpenExtent(expr))
      return {Reason::Extent, &expr, kNoSymbol, nullptr, expr.place};
    if (auto found = staging.calls.find(&expr); found != staging.calls.end())
      return found->second;
    break;
  default:
    break;
  }
  for (const ExprPtr &child : expr.children)
    if (staging.isStaged(*child))
      return reasonOf(function, staging, *child);
  return {Reason::Tensor, &expr, kNoSymbol, nullptr, expr.place};
}

bool isState(const Function &function, const Staging &staging, SymbolId id) {
  const Symbol &symbol = function.symbol(id);
  if (isOutside(symbol) && !isHiddenInput(symbol))
    return false;
  switch (symbol.type.cls) {
  case ValueClass::Tensor:
  case ValueClass::Scalar:
  case ValueClass::Dependent:
  case ValueClass::Structure:
    return true;
  case ValueClass::Number:
  case ValueClass::Bool:
  case ValueClass::Numbers:
    return staging.isPromoted(id);
  default:
    return false;
  }
}

std::vector<const Expr *> lazyOperands(const Staging &staging, const Expr &expr) {
  bool lazy = expr.kind == ExprKind::And || expr.kind == ExprKind::Or;
  std::vector<const Expr *> result;
  if ((lazy && staging.isStaged(expr)) ||
      (expr.kind == ExprKind::Conditional &&
       (staging.isStaged(expr) || staging.isStaged(*expr.children.front()))))
    for (std::size_t i = 1; i < expr.children.size(); ++i)
      result.push_back(expr.children[i].get());
  return result;
}

namespace {

const Reason &promotion(const Function &function, const Staging &staging, SymbolId id) {
  while (function.symbol(id).aliasOf != kNoSymbol)
    id = function.symbol(id).aliasOf;
  return staging.promoted[static_cast<std::size_t>(id)];
}

const char *nounOf(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::If:
    return "`if`";
  case StmtKind::Switch:
    return "`switch`";
  case StmtKind::Block:
    return "block";
  default:
    return "loop";
  }
}

// The steps from a value back to its root. `visit` sees each reason and each construct once.
template <class OnReason, class OnConstruct>
void chain(const Function &function, const Staging &staging, Reason reason, OnReason onReason,
           OnConstruct onConstruct) {
  StmtSet seen;
  while (reason.kind != Reason::None) {
    onReason(reason);
    if (reason.kind == Reason::Symbol) {
      reason = promotion(function, staging, reason.symbol);
      continue;
    }
    if (reason.kind == Reason::Lazy) {
      reason = reasonOf(function, staging, *reason.expr);
      continue;
    }
    if (reason.kind != Reason::Written && reason.kind != Reason::Forced &&
        reason.kind != Reason::Left)
      return;
    const Stmt *construct = reason.construct;
    reason = {};
    while (construct && seen.insert(construct).second) {
      auto why = staging.why.find(construct);
      if (why == staging.why.end())
        return;
      onConstruct(*construct, why->second);
      if (why->second.kind == StageReason::Exit) {
        construct = why->second.jump;
        continue;
      }
      if (why->second.kind == StageReason::Condition)
        reason = why->second.condition;
      break;
    }
  }
}

std::string constructText(const Function &function, const Stmt &stmt, const StageReason &why) {
  std::string noun = nounOf(stmt);
  switch (why.kind) {
  case StageReason::Condition: {
    bool variable = why.condition.kind == Reason::Symbol;
    return "this " + noun + " is staged because its condition depends on " +
           (variable ? "'" + function.symbol(why.condition.symbol).name + "'"
                     : std::string("a tensor"));
  }
  case StageReason::Exit:
    return "this " + noun + " is staged because it is left under a staged condition";
  case StageReason::Choice:
    return "this " + noun + " is staged because it changes staged values";
  case StageReason::Insist:
    return "this " + noun + " is staged because AG_STAGE stands before it";
  case StageReason::Range:
    return "this " + noun + " is staged because it runs over a tensor or an ag::range";
  }
  return {};
}

std::string reasonText(const Function &function, const Reason &reason, SymbolId of) {
  std::string name =
      of == kNoSymbol ? std::string("the value") : "'" + function.symbol(of).name + "'";
  switch (reason.kind) {
  case Reason::Tensor:
    return name + " is staged because it is computed from a tensor here";
  case Reason::Extent:
    return name + " is staged because it is computed from an extent here, which may be open";
  case Reason::Symbol:
    return name + " is staged because it is computed from '" + function.symbol(reason.symbol).name +
           "'";
  case Reason::Param:
    if (reason.symbol != kNoSymbol && isOutside(function.symbol(reason.symbol)))
      return name + " lives outside of the function and may vary from call to call";
    return name + " is an arithmetic parameter, which may vary from call to call";
  case Reason::Written:
    return name + " is staged because it is written here, inside a staged " +
           nounOf(*reason.construct);
  case Reason::Lazy:
    return name + " is staged because it is written here, in an operand that runs only when needed";
  case Reason::Left:
    return name + " is staged because it is returned here, inside a staged " +
           nounOf(*reason.construct);
  case Reason::Forced:
    return name + " is staged because it is the variable of this loop";
  case Reason::None:
    break;
  }
  return {};
}

} // namespace

std::vector<FindingNote> reasonNotes(const Function &function, const Staging &staging,
                                     Reason reason, SymbolId of) {
  std::vector<FindingNote> notes;
  bool first = true, said = false;
  chain(
      function, staging, reason,
      [&](const Reason &step) {
        // The first step only says which variable is read at the place of the error itself.
        // A construct's note has told that its condition reads a tensor.
        if (!(first && step.kind == Reason::Symbol) && !(said && step.kind == Reason::Tensor))
          notes.push_back({step.place, reasonText(function, step, of)});
        first = false;
        of = step.kind == Reason::Symbol ? step.symbol : kNoSymbol;
      },
      [&](const Stmt &stmt, const StageReason &why) {
        notes.push_back({stmt.place, constructText(function, stmt, why)});
        said = true;
      });
  return notes;
}

std::vector<FindingNote> constructNotes(const Function &function, const Staging &staging,
                                        const Stmt &stmt) {
  if (auto plain = staging.plain.find(&stmt); plain != staging.plain.end())
    return {{stmt.place, "this loop runs while the graph is built: " + plain->second}};
  auto why = staging.why.find(&stmt);
  if (why == staging.why.end())
    return {};
  std::vector<FindingNote> notes = {{stmt.place, constructText(function, stmt, why->second)}};
  if (why->second.kind == StageReason::Exit && why->second.jump && why->second.jump != &stmt)
    notes.push_back({why->second.jump->place,
                     "the condition is that of this " + std::string(nounOf(*why->second.jump))});
  if (why->second.kind == StageReason::Condition)
    for (FindingNote &note : reasonNotes(function, staging, why->second.condition))
      notes.push_back(std::move(note));
  return notes;
}

const Stmt *insistedLoop(const Function &function, const Staging &staging, Reason reason) {
  const Stmt *found = nullptr;
  chain(
      function, staging, reason, [](const Reason &) {},
      [&](const Stmt &stmt, const StageReason &why) {
        if (why.kind == StageReason::Insist)
          found = &stmt;
      });
  return found;
}

bool rootIsTensor(const Function &function, const Staging &staging, const Stmt &stmt) {
  auto why = staging.why.find(&stmt);
  if (why == staging.why.end())
    return false;
  auto tensorBehind = [&](Reason reason) {
    bool tensor = reason.kind == Reason::Tensor;
    chain(
        function, staging, reason,
        [&](const Reason &step) { tensor |= step.kind == Reason::Tensor; },
        [&](const Stmt &, const StageReason &each) { tensor |= each.kind == StageReason::Range; });
    return tensor;
  };
  if (why->second.kind == StageReason::Range)
    return true;
  if (why->second.kind == StageReason::Exit)
    return why->second.jump && why->second.jump != &stmt
               ? rootIsTensor(function, staging, *why->second.jump)
               : false;
  if (why->second.kind != StageReason::Condition || !stmt.header->cond)
    return false;
  bool tensor = false;
  walkExprs(*stmt.header->cond, false, [&](const Expr &expr) {
    bool leaf = staging.isStaged(expr);
    for (const ExprPtr &child : expr.children)
      leaf &= !staging.isStaged(*child);
    if (leaf || expr.kind == ExprKind::ToBool || expr.kind == ExprKind::Item)
      tensor |= tensorBehind(reasonOf(function, staging, expr));
  });
  return tensor;
}

std::string explainStaging(const Function &function, const Staging &staging) {
  std::string text;
  auto line = [&](const tree::Place &at, const std::string &what) {
    text += std::to_string(at.line) + ":" + std::to_string(at.col) + ": " + what + "\n";
  };
  walkStmts(*function.body, true, [&](const Stmt &stmt) {
    if (auto why = staging.why.find(&stmt); why != staging.why.end())
      line(stmt.place, constructText(function, stmt, why->second));
    else if (auto plain = staging.plain.find(&stmt); plain != staging.plain.end())
      line(stmt.place, "this loop runs while the graph is built: " + plain->second);
  });
  for (std::size_t i = 0; i < function.symbols.size(); ++i) {
    auto id = static_cast<SymbolId>(i);
    if (staging.isPromoted(id))
      line(staging.promoted[i].place, reasonText(function, staging.promoted[i], id));
  }
  return text;
}

} // namespace autograft::analysis
