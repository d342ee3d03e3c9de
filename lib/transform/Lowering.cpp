// See Lowering.h: flags and state lists.
#include "transform/Lowering.h"

#include "analysis/Outside.h"
#include "transform/Scopes.h"
#include "tree/Walk.h"

#include <algorithm>

namespace autograft::transform {

using namespace tree;
using namespace analysis;

namespace {

class Lowerer {
public:
  Lowerer(const Function &function, const Activity &activity, const Staging &staging)
      : Fn(function), Act(activity), In(staging) {}

  Lowering run();

private:
  void headers();
  void flags();
  void jumps();
  void regions();
  void movedStates();
  void lazies();
  std::string flagIn(const Stmt *loop) const;
  StateList userState(const SymbolSet &written) const;
  void addFlags(const Region &region, StateList &list) const;
  bool declaredIn(const Region &region, const Stmt &loop, bool skip) const;
  void note(StateList &list, const char *label, const std::string &lvalue) const;
  SymbolSet ownOf(const Stmt &loop) const;
  // A `return` of the function's one object: only control has to be carried.
  bool givesObject(const Jump &jump) const { return !jump.lambda && !Fn.returned.empty(); }

  const Function &Fn;
  const Activity &Act;
  const Staging &In;
  Lowering Out;
};

SymbolSet Lowerer::ownOf(const Stmt &loop) const {
  return loop.header->init ? Act.of(*loop.header->init).declares : SymbolSet{};
}

// What of a staged loop's header cannot stay where it is. Increments are decided after the flags.
void Lowerer::headers() {
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (!isLoop(stmt))
      return;
    LoopLowering &loop = Out.loops[&stmt];
    if (In.constructs.mode(stmt) != LoopMode::Staged || stmt.kind == StmtKind::RangeFor)
      return;
    const Header &header = *stmt.header;
    Effects cond = header.cond ? Act.of(*header.cond) : Effects{};
    loop.moveCond = header.condVar || !cond.writes.empty() || cond.unnamed;
    loop.insist = header.hint == LoopHint::Stage;
    loop.choice = !loop.insist && !rootIsTensor(Fn, In, stmt);
  });
}

void Lowerer::flags() {
  StmtSet broken, skipped, left;
  for (const auto &[stmt, jump] : In.jumps.lowered) {
    for (const Stmt *body : jump.guardedIn)
      if (body && body->kind == StmtKind::Switch)
        broken.insert(body);
    if (stmt->kind == StmtKind::Break)
      broken.insert(jump.target);
    if (stmt->kind == StmtKind::Continue && jump.guardedIn.count(jump.target))
      skipped.insert(jump.target);
    if (stmt->kind == StmtKind::Return)
      left.insert(jump.exits.begin(), jump.exits.end());
  }
  unsigned brks = 0, skips = 0;
  auto numbered = [](const char *base, unsigned &count) {
    return ++count == 1 ? std::string(base) : base + ("_" + std::to_string(count));
  };
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (stmt.kind == StmtKind::Switch && broken.count(&stmt))
      Out.switches[&stmt] = numbered("ag_brk", brks);
    if (!isLoop(stmt))
      return;
    LoopLowering &loop = Out.loops[&stmt];
    if (broken.count(&stmt) || loop.moveCond)
      loop.exit = loop.brk = numbered("ag_brk", brks);
    else if (left.count(&stmt))
      loop.exit = "ag_done";
    if (skipped.count(&stmt))
      loop.skip = numbered("ag_skip", skips);
    const Header &header = *stmt.header;
    if (In.constructs.mode(stmt) != LoopMode::Staged || !header.inc)
      return;
    Effects inc = Act.of(*header.inc);
    bool outside = !(inc.writes - inc.declares - ownOf(stmt)).empty() || inc.unnamed || inc.opaque;
    loop.moveInc = loop.moveCond || (outside && !loop.exit.empty());
  });
}

// The flag that tells, in the body of this loop or switch (null: of the function), that a jump was
// made.
std::string Lowerer::flagIn(const Stmt *loop) const {
  if (!loop)
    return "ag_done";
  if (loop->kind == StmtKind::Switch)
    return Out.switches.at(loop);
  const LoopLowering &lowering = Out.loops.at(loop);
  if (!lowering.skip.empty())
    return lowering.skip;
  return lowering.brk.empty() ? "ag_done" : lowering.brk;
}

void Lowerer::jumps() {
  for (const auto &[stmt, jump] : In.jumps.lowered) {
    std::vector<std::string> &sets = Out.sets[stmt];
    auto raise = [&](const std::string &flag) {
      if (std::find(sets.begin(), sets.end(), flag) == sets.end())
        sets.push_back(flag);
    };
    for (const Stmt *loop : jump.guardedIn)
      raise(flagIn(loop));
    for (const Stmt *loop : jump.exits)
      raise(Out.loops.at(loop).exit);
    std::sort(sets.begin(), sets.end());
    // A lambda's own flag is its own; jumps inside of it raise no other.
    Exit &exit = Out.exits[jump.lambda];
    exit.done |= std::find(sets.begin(), sets.end(), "ag_done") != sets.end();
    const bool value = stmt->kind == StmtKind::Return && stmt->expr;
    exit.slot |= value && !givesObject(jump);
    exit.object |= value && givesObject(jump);
  }
  for (const auto &[stmt, tail] : In.jumps.tails)
    if (tail.kind == TailKind::Guard)
      Out.guards[stmt] = flagIn(tail.body);
  for (const auto &[stmt, tail] : In.jumps.segments)
    Out.segments[stmt] = flagIn(tail.body);
}

StateList Lowerer::userState(const SymbolSet &written) const {
  StateList list;
  for (SymbolId id : written.ids())
    if (isState(Fn, In, id) && Act.wholeOf(id) == kNoSymbol)
      list.push_back({Fn.symbol(id).name + Fn.symbol(id).fields, bodyName(Fn, In, id)});
  return list;
}

void Lowerer::note(StateList &list, const char *label, const std::string &lvalue) const {
  for (const StateEntry &entry : list)
    if (entry.lvalue == lvalue)
      return;
  list.push_back({label, lvalue});
}

// True if the loop's break flag (or its skip flag) is declared inside the region.
bool Lowerer::declaredIn(const Region &region, const Stmt &loop, bool skip) const {
  if (skip && region.anchor == &loop && region.kind != RegionKind::Guard)
    return true;
  if (region.kind == RegionKind::Cases && region.anchor == &loop)
    return true; // made anew in each turn of the cursor
  bool inside = false;
  for (const Stmt *part : region.parts)
    walkStmts(*part, true, [&](const Stmt &stmt) { inside |= &stmt == &loop; });
  return inside;
}

void Lowerer::addFlags(const Region &region, StateList &list) const {
  std::vector<std::string> raised;
  bool value = false;
  for (const Stmt *jump : region.jumps) {
    const std::vector<std::string> &sets = Out.sets.at(jump);
    raised.insert(raised.end(), sets.begin(), sets.end());
    value |=
        jump->kind == StmtKind::Return && jump->expr && !givesObject(In.jumps.lowered.at(jump));
  }
  auto isRaised = [&](const std::string &flag) {
    return std::find(raised.begin(), raised.end(), flag) != raised.end();
  };
  if (value)
    note(list, "return", "ag_ret");
  if (isRaised("ag_done"))
    note(list, "done", "ag_done");
  for (const auto &[loop, lowering] : Out.loops) {
    bool moved = lowering.moveCond && region.anchor == loop && region.kind == RegionKind::Loop;
    if (!lowering.brk.empty() && (moved || isRaised(lowering.brk)) &&
        !declaredIn(region, *loop, false))
      note(list, "break", lowering.brk);
    if (!lowering.skip.empty() && isRaised(lowering.skip) && !declaredIn(region, *loop, true))
      note(list, "skip", lowering.skip);
  }
  for (const auto &[stmt, flag] : Out.switches)
    if (isRaised(flag) && !declaredIn(region, *stmt, false))
      note(list, "break", flag);
}

void Lowerer::regions() {
  for (const Region &region : In.regions) {
    StateList list = userState(region.written);
    addFlags(region, list);
    Out.states[{region.kind, region.anchor}] = std::move(list);
  }
}

void Lowerer::movedStates() {
  for (const auto &[stmt, loop] : Out.loops) {
    const Header &header = *stmt->header;
    if (loop.moveInc && header.inc)
      Out.incStates[stmt] = userState(Act.of(*header.inc).writes);
    if (!loop.moveCond)
      continue;
    StateList list = Out.states.at({RegionKind::Loop, stmt});
    const Effects &inside = Act.of(body(*stmt));
    if (header.condVar)
      for (const Declarator &declarator : header.condVar->declarators)
        if (inside.writes.contains(declarator.symbol) && isState(Fn, In, declarator.symbol))
          note(list, Fn.symbol(declarator.symbol).name.c_str(), Fn.symbol(declarator.symbol).name);
    Out.condStates[stmt] = std::move(list);
    StateList writes = userState(Act.of(*header.cond).writes);
    note(writes, "break", loop.brk);
    Out.condWrites[stmt] = std::move(writes);
  }
}

// What the lazy operands of an expression write.
void Lowerer::lazies() {
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    SymbolSet written;
    for (const Expr *operand : lazyOperands(In, expr))
      written |= Act.of(*operand).writes;
    if (!written.empty())
      Out.lazies[&expr] = userState(written);
  });
}

Lowering Lowerer::run() {
  headers();
  flags();
  jumps();
  regions();
  movedStates();
  lazies();
  Out.findings = findHidden(Fn, In);
  return std::move(Out);
}

} // namespace

Lowering lower(const Function &function, const Activity &activity, const Staging &staging) {
  return Lowerer(function, activity, staging).run();
}

} // namespace autograft::transform
