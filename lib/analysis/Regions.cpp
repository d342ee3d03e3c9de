// See Regions.h.
#include "analysis/Regions.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

namespace {

class Finder {
public:
  Finder(const Constructs &constructs, const JumpPlan &plan, const Activity &activity,
         const Liveness &liveness, std::vector<Region> &out)
      : Set(constructs), Plan(plan), Act(activity), Live(liveness), Out(out) {}

  void visit(const Stmt &stmt);

private:
  void branch(const Stmt &stmt);
  void loop(const Stmt &stmt);
  void guardedBody(const Stmt &stmt);
  void cases(const Stmt &stmt);
  void guard(RegionKind kind, const Stmt &stmt, const Tail &tail);
  void finish(Region region, const Effects &effects, SymbolSet live);
  SymbolSet targets(const std::vector<const Stmt *> &jumps) const;
  void collectJumps(Region &region) const;

  const Constructs &Set;
  const JumpPlan &Plan;
  const Activity &Act;
  const Liveness &Live;
  std::vector<Region> &Out;
};

void Finder::visit(const Stmt &stmt) {
  if (stmt.kind == StmtKind::If && Set.ifs.count(&stmt))
    branch(stmt);
  if (isLoop(stmt) && Set.mode(stmt) == LoopMode::Staged)
    loop(stmt);
  if (isLoop(stmt) && Set.mode(stmt) == LoopMode::Guarded)
    guardedBody(stmt);
  auto tail = Plan.tails.find(&stmt);
  if (tail != Plan.tails.end() && tail->second.kind == TailKind::Guard)
    guard(RegionKind::Guard, stmt, tail->second);
  if (stmt.kind == StmtKind::Switch && Set.switches.count(&stmt))
    cases(stmt);
  if (auto segment = Plan.segments.find(&stmt); segment != Plan.segments.end())
    guard(RegionKind::Segment, stmt, segment->second);
}

SymbolSet Finder::targets(const std::vector<const Stmt *> &jumps) const {
  SymbolSet result;
  for (const Stmt *jump : jumps)
    result |= Live.target(*jump);
  return result;
}

void Finder::collectJumps(Region &region) const {
  for (const Stmt *part : region.parts)
    walkStmts(*part, false, [&](const Stmt &each) {
      if (Plan.lowered.count(&each))
        region.jumps.push_back(&each);
    });
}

void Finder::finish(Region region, const Effects &effects, SymbolSet live) {
  region.declared = effects.declares;
  region.written = effects.writes - effects.declares;
  collectJumps(region);
  region.state = region.written & (live | targets(region.jumps));
  Out.push_back(std::move(region));
}

void Finder::branch(const Stmt &stmt) {
  Region region{RegionKind::Branch, &stmt, &stmt, {}, {}, {}, {&thenOf(stmt)}, {}};
  SymbolSet live = Live.after(stmt);
  if (elseOf(stmt)) {
    region.parts.push_back(elseOf(stmt));
    live |= Live.before(*elseOf(stmt));
  }
  auto tail = Plan.tails.find(&stmt);
  if (tail != Plan.tails.end() && tail->second.kind == TailKind::Absorb) {
    for (const Stmt *each : tail->second.rest)
      region.parts.push_back(each);
    live |= Live.after(*tail->second.rest.back());
  }
  Effects effects;
  for (const Stmt *part : region.parts)
    effects.merge(Act.of(*part));
  finish(std::move(region), effects, std::move(live));
}

void Finder::loop(const Stmt &stmt) {
  bool each = stmt.kind == StmtKind::RangeFor;
  Region region{each ? RegionKind::Each : RegionKind::Loop, &stmt, &stmt, {}, {}, {}, {}, {}};
  region.parts = {&body(stmt)};
  Effects effects = Act.of(body(stmt));
  const Header &header = *stmt.header;
  for (const StmtPtr *part : {&header.condVar, &header.variable})
    if (*part)
      effects.merge(Act.of(**part));
  for (const ExprPtr *part : {&header.cond, &header.inc})
    if (*part)
      effects.merge(Act.of(**part));
  SymbolSet live = Live.after(stmt) | Live.head(stmt) | Live.before(body(stmt));
  finish(std::move(region), effects, std::move(live));
}

void Finder::guardedBody(const Stmt &stmt) {
  Region region{RegionKind::GuardedBody, &stmt, &stmt, {}, {}, {}, {&body(stmt)}, {}};
  finish(std::move(region), Act.of(body(stmt)), Live.after(stmt) | Live.head(stmt));
}

void Finder::cases(const Stmt &stmt) {
  const Stmt &inner = *stmt.children.front();
  Region region{RegionKind::Cases, &stmt, &stmt, {}, {}, {}, {&inner}, {}};
  // Every arm starts from the same values.
  finish(std::move(region), Act.of(inner), Live.after(stmt) | Live.before(inner));
}

void Finder::guard(RegionKind kind, const Stmt &stmt, const Tail &tail) {
  Region region{kind, &stmt, tail.cause, {}, {}, {}, tail.rest, {}};
  Effects effects;
  for (const Stmt *part : region.parts)
    effects.merge(Act.of(*part));
  finish(std::move(region), effects, Live.after(*tail.rest.back()) | targets(tail.leaving));
}

} // namespace

std::vector<Region> findRegions(const Function &function, const Constructs &constructs,
                                const JumpPlan &plan, const Activity &activity,
                                const Liveness &liveness) {
  std::vector<Region> regions;
  Finder finder(constructs, plan, activity, liveness, regions);
  walkStmts(*function.body, true, [&](const Stmt &stmt) { finder.visit(stmt); });
  return regions;
}

const Region *findRegion(const std::vector<Region> &regions, RegionKind kind, const Stmt &anchor) {
  for (const Region &region : regions)
    if (region.kind == kind && region.anchor == &anchor)
      return &region;
  return nullptr;
}

} // namespace autograft::analysis
