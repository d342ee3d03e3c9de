// See Staging.h: the solver.
#include "analysis/Staging.h"

#include "analysis/Extents.h"
#include "analysis/Flow.h"
#include "analysis/Outside.h"
#include "tree/Walk.h"

#include <algorithm>
#include <functional>

namespace autograft::analysis {

using namespace tree;

namespace {

bool isNumeric(const Type &type) {
  return type.cls == ValueClass::Number || type.cls == ValueClass::Bool;
}

// May a variable of that type have to be declared as something else, to hold a staged value? What
// `auto` becomes in a template is right as it is.
bool takesStaged(const Type &type) {
  return isNumeric(type) || isNumbers(type) ||
         (type.cls == ValueClass::Dependent && type.text.find("auto") == std::string::npos);
}

class Solver {
public:
  Solver(const Function &function, const Activity &activity, const Liveness &liveness,
         Lifting lifting, const std::set<SymbolId> &constants);
  Staging solve();

private:
  void reset();
  void resetOutside();
  bool pass();
  bool flowToVariables();
  bool flowToNames(const Stmt &decl);
  bool flowToParts();
  bool flowToClosure(const Expr &call);
  bool flowFrom(const Expr &expr);
  bool flowByReference(const Expr &expr);
  bool flowBySwap(const Expr &call);
  bool stageConditions();
  bool makeLists();
  bool openExtents();
  bool stageExits();
  bool stageByChoice();
  bool promoteState();
  bool promoteInLazy();
  struct WritesOf;
  bool promote(SymbolId id, Reason reason);
  void stage(const Stmt &stmt, LoopMode mode, StageReason why);
  bool takeBack(const HostNeed &need);
  bool takeBackState();
  Finding explained(HostNeed need) const;
  bool changesStaged(const Stmt &loop) const;
  bool guardable(const Stmt &loop) const;
  std::string obstacle(const Stmt &loop) const;
  std::string writtenHost(const Effects &effects) const;
  Effects loopEffects(const Stmt &loop) const;

  const Function &Fn;
  const Activity &Act;
  const Liveness &Live;
  Staging Out;
  StmtSet Barred; // loops that may not be staged without need
  std::set<SymbolId> Unliftable;
  std::unordered_set<const Expr *> HostExtents; // asked for while the graph is built
  bool SelfStays;
  StmtMap<std::string> Plain;
};

Solver::Solver(const Function &function, const Activity &activity, const Liveness &liveness,
               Lifting lifting, const std::set<SymbolId> &constants)
    : Fn(function), Act(activity), Live(liveness), Unliftable(constants),
      SelfStays(lifting == Lifting::Nothing) {
  for (const Parameter &param : Fn.params)
    if (lifting == Lifting::Nothing)
      Unliftable.insert(param.symbol);
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (!isLoop(stmt))
      return;
    std::string reason = obstacle(stmt);
    if (reason.empty())
      return;
    Barred.insert(&stmt);
    Plain[&stmt] = reason;
  });
}

// What a template leaves open is a number in some instantiations.
bool canLift(const Type &type) { return mayLift(type) || type.cls == ValueClass::Dependent; }

// `int&`: data, whatever its type; what the function makes of it goes back at every call.
bool isInOutNumber(const Function &function, SymbolId id) {
  return mayLift(function.symbol(id).type) &&
         std::any_of(function.params.begin(), function.params.end(), [&](const Parameter &param) {
           return param.symbol == id && param.passing == Passing::Ref;
         });
}

void Solver::reset() {
  Out = {};
  Out.promoted.resize(Fn.symbols.size());
  Out.lifted.resize(Fn.symbols.size(), false);
  Out.vectors = findVectorUses(Fn, Act);
  for (const Parameter &param : Fn.params) {
    bool byValue = param.passing == Passing::Value || param.passing == Passing::ConstRef;
    if (param.symbol == kNoSymbol || param.isPack || Unliftable.count(param.symbol) ||
        !(byValue ? canLift(Fn.symbol(param.symbol).type) : isInOutNumber(Fn, param.symbol)))
      continue;
    Out.lifted[static_cast<std::size_t>(param.symbol)] = true;
    promote(param.symbol,
            {Reason::Param, nullptr, param.symbol, nullptr, Fn.symbol(param.symbol).place});
  }
  if (Fn.self != kNoSymbol && !SelfStays)
    promote(Fn.self, {Reason::Param, nullptr, Fn.self, nullptr, Fn.place});
  resetOutside();
}

// Numbers that live outside of the function are promoted as parameters are.
// Its callers give a twin what it reads there by value.
void Solver::resetOutside() {
  if (Fn.isTwin)
    return;
  const SymbolSet written = Act.of(*Fn.body).writes;
  for (std::size_t i = 0; i < Fn.symbols.size(); ++i) {
    const auto id = static_cast<SymbolId>(i);
    const Symbol &symbol = Fn.symbol(id);
    if (!Unliftable.count(id) && mayPromoteOutside(symbol, written.contains(id)))
      Out.promoted[i] = {Reason::Param, nullptr, id, nullptr, symbol.place};
  }
}

Staging Solver::solve() {
  for (;;) {
    reset();
    while (pass()) {
    }
    bool again = false;
    std::vector<HostNeed> needs = findHostNeeds(Fn, Act, Out);
    for (const HostNeed &need : needs)
      if ((again = takeBack(need)))
        break;
    again = again || takeBackState();
    if (again)
      continue;
    for (HostNeed &need : needs)
      Out.findings.push_back(explained(std::move(need)));
    // A dependent parameter that must be staged (`T &`) arrives as whatever its type lifts to.
    for (const Parameter &param : Fn.params)
      if (Out.isPromoted(param.symbol) && Fn.symbol(param.symbol).type.cls == ValueClass::Dependent)
        Out.lifted[static_cast<std::size_t>(param.symbol)] = true;
    Out.plain = Plain;
    return std::move(Out);
  }
}

bool Solver::pass() {
  flowExpressions(Fn, Act, Out);
  bool changed = flowToVariables();
  changed |= stageConditions();
  changed |= makeLists();
  Out.jumps = planJumps(Fn, Out.constructs);
  changed |= stageExits();
  changed |= stageByChoice();
  Out.jumps = planJumps(Fn, Out.constructs);
  Out.regions = findRegions(Fn, Out.constructs, Out.jumps, Act, Live);
  changed |= promoteState();
  changed |= promoteInLazy();
  changed |= openExtents();
  return changed;
}

bool Solver::promote(SymbolId id, Reason reason) {
  if (id == kNoSymbol || Out.isPromoted(id))
    return false;
  const Symbol &symbol = Fn.symbol(id);
  if (isOutside(symbol) || symbol.kind == SymbolKind::Captured ||
      (!isNumeric(symbol.type) && !isNumbers(symbol.type) &&
       symbol.type.cls != ValueClass::Dependent))
    return false;
  const SymbolId whole = Act.wholeOf(id);
  if (symbol.type.isMixed && whole != kNoSymbol && whole != id && !isNumbers(Fn.symbol(whole).type))
    return false; // an element of a container
  Out.promoted[static_cast<std::size_t>(id)] = reason;
  return true;
}

// `auto [y, n] = f(x);`: the numbers among the names are staged together.
bool Solver::flowToNames(const Stmt &decl) {
  const Expr *init = decl.declarators.front().init.get();
  if (!init || !init->type.lifts)
    return false;
  Reason reason = Out.isStaged(*init) ? reasonOf(Fn, Out, *init) : Reason{};
  for (const Declarator &each : decl.declarators)
    if (reason.kind == Reason::None && Out.isPromoted(each.symbol) &&
        Fn.symbol(each.symbol).kind == SymbolKind::Binding)
      reason = {Reason::Symbol, nullptr, each.symbol, nullptr, decl.place};
  bool changed = false;
  for (const Declarator &each : decl.declarators)
    if (reason.kind != Reason::None && Fn.symbol(each.symbol).kind == SymbolKind::Binding)
      changed |= promote(each.symbol, reason);
  return changed;
}

// `double &r = v.x;`: the part is staged with the whole.
bool Solver::flowToParts() {
  bool changed = false;
  for (std::size_t i = 0; i < Fn.symbols.size(); ++i) {
    const auto part = static_cast<SymbolId>(i);
    const SymbolId whole = Act.wholeOf(part);
    if (Fn.symbols[i].aliasOf != kNoSymbol || whole == kNoSymbol ||
        !isNumbers(Fn.symbol(whole).type))
      continue;
    if (Out.isPromoted(whole))
      changed |= promote(part, {Reason::Symbol, nullptr, whole, nullptr, Fn.symbols[i].place});
    else if (Out.isPromoted(part))
      changed |= promote(whole, {Reason::Symbol, nullptr, part, nullptr, Fn.symbols[i].place});
  }
  return changed;
}

// What a closure is called with.
bool Solver::flowToClosure(const Expr &call) {
  const Expr &callee = ungroup(*call.children.front());
  const Expr *closure = callee.kind == ExprKind::Lambda ? &callee : Act.closureOf(callee.symbol);
  bool changed = false;
  for (std::size_t i = 0; closure && i < closure->lambda->params.size(); ++i) {
    const SymbolId param = closure->lambda->params[i];
    if (i + 1 >= call.children.size() || !mayLift(Fn.symbol(param).type))
      continue;
    const Expr &argument = *call.children[i + 1];
    if (Out.isStaged(argument))
      changed |= promote(param, reasonOf(Fn, Out, argument));
    else if (Out.isPromoted(param) && argument.kind == ExprKind::Write &&
             argument.symbol != kNoSymbol)
      changed |= promote(Act.resolve(argument.symbol),
                         {Reason::Symbol, nullptr, param, nullptr, argument.place});
  }
  return changed;
}

// Initialisers and assignments carry stagedness into variables.
bool Solver::flowToVariables() {
  bool changed = false;
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (!stmt.declarators.empty())
      changed |= flowToNames(stmt);
    for (const Declarator &declarator : stmt.declarators)
      if (declarator.init && Out.isStaged(*declarator.init) &&
          takesStaged(Fn.symbol(declarator.symbol).type))
        changed |= promote(Act.resolve(declarator.symbol), reasonOf(Fn, Out, *declarator.init));
    if (stmt.kind == StmtKind::RangeFor && stmt.header->over == RangeOver::Host &&
        Out.isStaged(*stmt.header->range) && isNumbers(stmt.header->range->type))
      for (const Declarator &declarator : stmt.header->variable->declarators)
        changed |= promote(declarator.symbol, reasonOf(Fn, Out, *stmt.header->range));
    if (stmt.kind == StmtKind::RangeFor && stmt.header->over == RangeOver::AgRange &&
        stmt.header->hint != LoopHint::Unroll)
      for (const Declarator &declarator : stmt.header->variable->declarators)
        changed |=
            promote(declarator.symbol, {Reason::Forced, nullptr, kNoSymbol, &stmt, stmt.place});
  });
  walkExprs(*Fn.body, true, [&](const Expr &expr) { changed |= flowFrom(expr); });
  return changed | flowToParts();
}

// What a callee may make of a number that it gets by reference.
bool Solver::flowByReference(const Expr &expr) {
  const CallInfo &info = *expr.call;
  const std::size_t first = info.hasObject ? 1 : 0;
  const bool twin = info.kind == CallKind::Visible && Out.callsTwin(expr);
  if (!twin && (info.kind != CallKind::Annotated || !Out.meetsStaged(expr)))
    return false;
  bool changed = false;
  auto given = [&](const Expr &argument) {
    const ExprKind kind = argument.kind == ExprKind::Write
                              ? ungroup(*argument.children.front()).kind
                              : ExprKind::Opaque;
    if (mayLift(argument.type) && argument.symbol != kNoSymbol &&
        (kind == ExprKind::Ref || kind == ExprKind::Part))
      changed |= promote(Act.resolve(argument.symbol),
                         {Reason::Tensor, &expr, kNoSymbol, nullptr, argument.place});
  };
  if (twin && info.twin->direct && info.hasObject)
    given(*expr.children.front());
  for (std::size_t i = 0; first + i < expr.children.size() && i < info.arguments.size(); ++i)
    if (info.arguments[i].byRef && (!twin || (i < info.twin->lifts.size() && info.twin->lifts[i])))
      given(*expr.children[first + i]);
  return changed;
}

// std::swap and std::exchange: what is staged on one side is staged on the other.
bool Solver::flowBySwap(const Expr &call) {
  const CallInfo &info = *call.call;
  const bool own = info.kind == CallKind::Annotated || info.kind == CallKind::Visible;
  if (own || call.children.size() != 2 || (info.name != "swap" && info.name != "exchange"))
    return false;
  bool changed = false;
  for (std::size_t i = 0; i < 2; ++i) {
    const Expr &to = *call.children[i];
    const Expr &from = *call.children[1 - i];
    if (to.kind == ExprKind::Write && to.symbol != kNoSymbol && mayLift(to.type) &&
        Out.isStaged(from))
      changed |= promote(Act.resolve(to.symbol), reasonOf(Fn, Out, from));
  }
  return changed;
}

bool Solver::flowFrom(const Expr &expr) {
  if (expr.kind == ExprKind::Call && expr.call->kind == CallKind::Closure)
    return flowToClosure(expr);
  if (expr.kind == ExprKind::Call)
    return flowByReference(expr) | flowBySwap(expr);
  if (expr.kind != ExprKind::Write || expr.symbol == kNoSymbol || expr.children.size() < 2 ||
      !Out.isStaged(*expr.children[1]))
    return false;
  SymbolId id = Act.resolve(expr.symbol);
  const Type &type = Fn.symbol(id).type;
  if (!takesStaged(type) || (type.isMixed && expr.type.cls == ValueClass::Tensor))
    return false;
  return promote(id, reasonOf(Fn, Out, *expr.children[1]));
}

void Solver::stage(const Stmt &stmt, LoopMode mode, StageReason why) {
  if (stmt.kind == StmtKind::If)
    Out.constructs.ifs.insert(&stmt);
  else if (stmt.kind == StmtKind::Switch)
    Out.constructs.switches.insert(&stmt);
  else
    Out.constructs.loops[&stmt] = mode;
  // A guarded loop whose condition turns out to be staged keeps its first reason, so that reasons
  // never run in a circle; but it is past guarding.
  auto [entry, fresh] = Out.why.insert({&stmt, why});
  if (!fresh)
    entry->second.endless = true;
}

bool Solver::stageConditions() {
  bool changed = false;
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    bool loop = isLoop(stmt);
    bool decides = stmt.kind == StmtKind::If || stmt.kind == StmtKind::Switch;
    if ((!loop && !decides) || stmt.header->isConstexpr)
      return;
    if (loop ? Out.constructs.mode(stmt) == LoopMode::Staged : Out.isStaged(stmt))
      return;
    const Header &header = *stmt.header;
    if (header.cond && Out.isStaged(*header.cond))
      stage(stmt, LoopMode::Staged,
            {StageReason::Condition, reasonOf(Fn, Out, *header.cond), nullptr, false});
    else if (stmt.kind == StmtKind::RangeFor &&
             (header.over != RangeOver::Host || Out.isListRange(stmt)) &&
             header.hint != LoopHint::Unroll)
      stage(stmt, LoopMode::Staged, {StageReason::Range, {}, nullptr, false});
    else if (loop && header.hint == LoopHint::Stage && header.over == RangeOver::Host &&
             stmt.kind != StmtKind::RangeFor)
      stage(stmt, LoopMode::Staged, {StageReason::Insist, {}, nullptr, false});
    else
      return;
    changed = true;
  });
  return changed;
}

// A vector that grows in a loop of the graph becomes a list. A loop that may be unrolled as well
// leaves a vector alone of which a list cannot do all; one by choice is unrolled in any case, since
// its turns change a structure.
bool Solver::makeLists() {
  bool changed = false;
  for (const auto &[stmt, why] : Out.why) {
    if (!isLoop(*stmt) || why.kind == StageReason::Choice ||
        Out.constructs.mode(*stmt) != LoopMode::Staged)
      continue;
    const bool must = why.kind == StageReason::Insist ||
                      (why.kind != StageReason::Range && rootIsTensor(Fn, Out, *stmt));
    for (const SymbolId id : growing(Fn, Act, Out.vectors, *stmt))
      if (must || !Out.vectors.misuses.count(id))
        changed |= Out.lists.insert({id, stmt}).second;
  }
  return changed;
}

bool Solver::openExtents() {
  bool changed = false;
  for (const Expr *extent : findOpenExtents(Fn, Act, Out.regions))
    if (!HostExtents.count(extent))
      changed |= Out.openExtents.insert(extent).second;
  return changed;
}

bool Solver::stageExits() {
  bool changed = false;
  for (const auto &[loop, cause] : Out.jumps.escaped) {
    if (Out.constructs.mode(*loop) != LoopMode::Plain)
      continue;
    bool guard = guardable(*loop);
    bool host = loop->kind == StmtKind::RangeFor || (Barred.count(loop) && guard);
    stage(*loop, host ? LoopMode::Guarded : LoopMode::Staged,
          {StageReason::Exit, {}, cause, !guard});
    changed = true;
  }
  return changed;
}

bool Solver::stageByChoice() {
  bool changed = false;
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (!isLoop(stmt) || Out.isStaged(stmt) || Barred.count(&stmt) || !changesStaged(stmt))
      return;
    stage(stmt, LoopMode::Staged, {StageReason::Choice, {}, nullptr, false});
    changed = true;
  });
  return changed;
}

// A struct of tensors and numbers is promoted for the sake of its numbers: a write that changes a
// tensor of it alone needs no twin.
struct Solver::WritesOf {
  const Solver &solver;
  SymbolId id;
  const Expr *first = nullptr;
  bool tensorsAlone = true;

  void operator()(const Expr &expr) {
    if (expr.kind != ExprKind::Write || solver.Act.resolve(expr.symbol) != id)
      return;
    first = first ? first : &expr;
    tensorsAlone &= !isNumeric(expr.type) && !isNumbers(expr.type);
  }
  bool spareNumbers() const { return solver.Fn.symbol(id).type.isMixed && first && tensorsAlone; }
};

bool Solver::promoteState() {
  bool changed = false;
  for (const Region &region : Out.regions)
    for (SymbolId id : region.state.ids()) {
      WritesOf writes{*this, id};
      for (const Stmt *part : region.parts)
        walkExprs(*part, true, std::ref(writes));
      const tree::Place place = writes.first ? writes.first->place : region.anchor->place;
      if (!writes.spareNumbers())
        changed |= promote(id, {Reason::Written, writes.first, id, region.cause, place});
    }
  return changed;
}

// What lazy operands write is state of the `cond` that they become.
bool Solver::promoteInLazy() {
  bool changed = false;
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    for (const Expr *operand : lazyOperands(Out, expr))
      for (SymbolId id : Act.of(*operand).writes.ids()) {
        WritesOf writes{*this, id};
        walkExprs(*operand, true, std::ref(writes));
        // What staged the expression was staged before the variable: reasons run in no circle.
        if (!writes.spareNumbers())
          changed |= promote(
              id, {Reason::Lazy, reasonOf(Fn, Out, expr).expr, id, nullptr, operand->place});
      }
  });
  return changed;
}

Effects Solver::loopEffects(const Stmt &loop) const {
  Effects effects = Act.of(body(loop));
  for (const StmtPtr *part : {&loop.header->condVar, &loop.header->variable})
    if (*part)
      effects.merge(Act.of(**part));
  for (const ExprPtr *part : {&loop.header->cond, &loop.header->inc})
    if (*part)
      effects.merge(Act.of(**part));
  return effects;
}

bool Solver::changesStaged(const Stmt &loop) const {
  Effects effects = loopEffects(loop);
  if (effects.agEffect)
    return true;
  SymbolSet changed = effects.writes - effects.declares;
  if (loop.header->init)
    changed -= Act.of(*loop.header->init).declares;
  changed &= Live.after(loop) | Live.head(loop) | Live.before(body(loop));
  for (SymbolId id : changed.ids()) {
    ValueClass cls = Fn.symbol(id).type.cls;
    if (cls == ValueClass::Tensor || cls == ValueClass::Scalar || cls == ValueClass::Dependent ||
        cls == ValueClass::Structure || Out.isPromoted(id))
      return true;
  }
  return false;
}

std::string Solver::writtenHost(const Effects &effects) const {
  for (SymbolId id : (effects.writes - effects.declares).ids()) {
    const Symbol &symbol = Fn.symbol(id);
    const bool state = symbol.type.cls == ValueClass::Tensor ||
                       symbol.type.cls == ValueClass::Dependent || mayPromoteOutside(symbol, true);
    if ((isOutside(symbol) && !(isHiddenInput(symbol) && state)) ||
        symbol.type.cls == ValueClass::HostOther)
      return "it changes '" + symbol.name + "', which is neither a local tensor nor a number";
  }
  return {};
}

// Why a host loop cannot be staged by choice, as far as its text alone tells.
std::string Solver::obstacle(const Stmt &loop) const {
  if (loop.header->hint == LoopHint::Unroll)
    return "AG_UNROLL stands before it";
  if (loop.kind == StmtKind::RangeFor && loop.header->over == RangeOver::Host)
    return "it runs over a host container";
  Effects effects = loopEffects(loop);
  if (effects.opaque)
    return "it calls '" + effects.opaque->call->name + "', which is not known to be pure";
  if (effects.thrown)
    return "it throws";
  if (effects.foreign)
    return "it contains " + (effects.foreign->text.empty() ? "try" : effects.foreign->text);
  if (effects.unnamed)
    return "it writes memory that the tool cannot name";
  return writtenHost(effects);
}

// A loop whose turns can all be run, with its exits kept in a flag: it must end by itself, and
// nothing outside may see that its header ran on.
bool Solver::guardable(const Stmt &loop) const {
  if (loop.kind == StmtKind::RangeFor)
    return loop.header->over == RangeOver::Host || loop.header->hint == LoopHint::Unroll;
  const Header &header = *loop.header;
  if (!header.cond || ungroup(*header.cond).kind == ExprKind::Literal || header.condVar)
    return false;
  Effects effects = Act.of(*header.cond);
  if (header.inc)
    effects.merge(Act.of(*header.inc));
  SymbolSet outside = effects.writes - effects.declares;
  if (header.init)
    outside -= Act.of(*header.init).declares;
  return outside.empty() && !effects.unnamed;
}

// Follows the reasons of a need to the first choice that can be taken back.
bool Solver::takeBack(const HostNeed &need) {
  Reason reason = need.reason;
  while (reason.kind != Reason::None && reason.kind != Reason::Tensor) {
    if (reason.kind == Reason::Extent)
      return HostExtents.insert(reason.expr).second;
    if (reason.kind == Reason::Param) {
      const bool state =
          isOutside(Fn.symbol(reason.symbol)) && Act.of(*Fn.body).writes.contains(reason.symbol);
      const bool inOut =
          !Fn.isTwin && isInOutNumber(Fn, reason.symbol) && !Fn.symbol(reason.symbol).type.isMixed;
      return !state && !inOut && reason.symbol != Fn.self &&
             Unliftable.insert(reason.symbol).second;
    }
    if (reason.kind == Reason::Lazy) {
      reason = reasonOf(Fn, Out, *reason.expr);
      continue;
    }
    if (reason.kind == Reason::Symbol) {
      reason = Out.promoted[static_cast<std::size_t>(Act.resolve(reason.symbol))];
      continue;
    }
    const Stmt *construct = reason.construct;
    for (;;) {
      auto found = construct ? Out.why.find(construct) : Out.why.end();
      if (found == Out.why.end())
        return false;
      const StageReason &why = found->second;
      bool choice =
          why.kind == StageReason::Choice || (why.kind == StageReason::Exit && !why.endless &&
                                              Out.constructs.mode(*construct) == LoopMode::Staged);
      if (choice && Barred.insert(construct).second) {
        Plain[construct] =
            need.finding.args.size() > 1
                ? "'" + need.finding.args[0] + "' is needed on the host as " + need.finding.args[1]
                : "'" + need.finding.args[0] + "' has no staged form";
        return true;
      }
      if (why.kind == StageReason::Exit) {
        construct = why.jump;
        continue;
      }
      if (why.kind != StageReason::Condition)
        return false;
      reason = why.condition;
      break;
    }
  }
  return false;
}

// A host object that a staged construct would change: what staged it is taken back where it was a
// choice. What is left is AG0207 (Support.cpp).
bool Solver::takeBackState() {
  for (const Region &region : Out.regions)
    for (const SymbolId id : region.written.ids()) {
      const Symbol &symbol = Fn.symbol(id);
      if (symbol.type.cls != ValueClass::HostOther || isOutside(symbol))
        continue;
      const Stmt *construct = region.cause ? region.cause : region.anchor;
      const Finding finding{Code::AG0207, construct->place, 1, {symbol.name}, {}, {}};
      if (takeBack({finding, {Reason::Written, nullptr, id, construct, construct->place}, id}))
        return true;
    }
  return false;
}

// The finding with the chain of its reasons. If AG_STAGE is what staged it, that is the error.
Finding Solver::explained(HostNeed need) const {
  std::vector<FindingNote> notes = reasonNotes(Fn, Out, need.reason, need.variable);
  if (const Stmt *loop = insistedLoop(Fn, Out, need.reason)) {
    std::string why = "'" + need.finding.args[0] + "' is needed on the host: " +
                      (need.finding.args.size() > 1 ? need.finding.args[1] : std::string());
    Finding finding{Code::AG0115, loop->place, loop->header->keyword.size(), {why}, {}, {}};
    finding.notes.push_back({need.finding.at, "it is needed here"});
    return finding;
  }
  need.finding.notes.insert(need.finding.notes.end(), notes.begin(), notes.end());
  return std::move(need.finding);
}

} // namespace

bool Staging::passesStaged(const Expr &call) const {
  const bool direct = call.call->twin && call.call->twin->direct;
  for (std::size_t i = call.call->hasObject && !direct ? 1 : 0; i < call.children.size(); ++i)
    if (isStaged(*call.children[i]) &&
        (isNumeric(call.children[i]->type) || isNumbers(call.children[i]->type)))
      return true;
  return false;
}

bool Staging::meetsStaged(const Expr &call) const {
  return std::any_of(call.children.begin(), call.children.end(), [&](const ExprPtr &child) {
    const ValueClass cls = child->type.cls;
    return isStaged(*child) || cls == ValueClass::Tensor || cls == ValueClass::Structure ||
           cls == ValueClass::Dependent;
  });
}

bool Staging::callsTwin(const Expr &call) const {
  const Callee *twin = call.call->twin.get();
  return twin && twin->canConvert && (stagedWithin(call) || passesStaged(call));
}

Staging analyseStaging(const Function &function, const Activity &activity, const Liveness &liveness,
                       Lifting lifting, const std::set<SymbolId> &constants) {
  return Solver(function, activity, liveness, lifting, constants).solve();
}

bool isFlag(const Function &function, const Parameter &param) {
  if (function.isTwin || param.symbol == kNoSymbol || param.isPack ||
      (param.passing != Passing::Value && param.passing != Passing::ConstRef))
    return false;
  const Type &type = function.symbol(param.symbol).type;
  return mayLift(type) && (type.cls == ValueClass::Bool || type.isEnum);
}

} // namespace autograft::analysis
