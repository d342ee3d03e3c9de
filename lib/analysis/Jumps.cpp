// See Jumps.h.
#include "analysis/Jumps.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

namespace {

using Stmts = std::vector<const Stmt *>;

// What stands between a place and the targets of jumps from there.
struct Context {
  const Stmt *loop = nullptr;      // innermost loop
  const Stmt *breakable = nullptr; // innermost loop or switch
  const Stmt *loopCut = nullptr;   // cursor or guard between here and the end of the loop's body
  const Stmt *breakCut = nullptr;  // ... and the end of the switch or loop
  const Stmt *exitCut = nullptr;   // ... and the end of the function
  const Stmt *body = nullptr;      // innermost loop or switch: guards test its flag
  const Stmt *lambda = nullptr;    // the body of the lambda around
  std::vector<const Stmt *> exits; // staged and guarded loops around, outermost first

  Context cut(const Stmt *cause) const {
    Context result = *this;
    for (const Stmt **each : {&result.loopCut, &result.breakCut, &result.exitCut})
      if (!*each)
        *each = cause;
    return result;
  }
};

class Planner {
public:
  Planner(const Constructs &constructs, JumpPlan &plan) : Set(constructs), Plan(plan) {}

  Stmts sequence(const Stmts &items, const Context &context);

private:
  Stmts visit(const Stmt &stmt, const Context &context);
  Stmts loop(const Stmt &stmt, const Context &context);
  Stmts switchStmt(const Stmt &stmt, const Context &context);
  Stmts segment(const Segment &segment, const Stmts &before, const Context &context);
  Stmts jump(const Stmt &stmt, const Stmt *target, const Stmt *cause, const Context &context);
  bool absorbs(const Stmt &stmt) const;
  void lambdas(const Stmt &stmt);

  const Constructs &Set;
  JumpPlan &Plan;
  StmtMap<Stmts> Native; // by switch: lowered jumps that leave it by a `break`
};

void append(Stmts &to, const Stmts &from) { to.insert(to.end(), from.begin(), from.end()); }

Stmts itemsOf(const Stmt &stmt) {
  if (stmt.kind != StmtKind::Block)
    return {&stmt};
  Stmts items;
  for (const StmtPtr &child : stmt.children)
    items.push_back(child.get());
  return items;
}

bool Planner::absorbs(const Stmt &stmt) const {
  // A name declared in the header would be visible in the rest, and could hide another.
  return stmt.kind == StmtKind::If && Set.ifs.count(&stmt) && !stmt.header->init &&
         !stmt.header->condVar && !completes(thenOf(stmt));
}

Stmts Planner::sequence(const Stmts &items, const Context &context) {
  Stmts leaving;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Stmt &stmt = *items[i];
    Stmts rest(items.begin() + static_cast<std::ptrdiff_t>(i) + 1, items.end());
    if (!rest.empty() && absorbs(stmt)) {
      lambdas(stmt);
      Context inside = context.cut(&stmt);
      Stmts before = visit(thenOf(stmt), inside);
      append(leaving, before);
      Stmts other;
      if (elseOf(stmt))
        other.push_back(elseOf(stmt));
      append(other, rest);
      append(leaving, sequence(other, inside));
      Plan.tails[&stmt] = {TailKind::Absorb, rest, before, &stmt, context.body};
      return leaving;
    }
    Stmts here = visit(stmt, context);
    append(leaving, here);
    if (here.empty() || rest.empty())
      continue;
    const Stmt *cause = Plan.lowered[here.front()].cause;
    for (const Stmt *each : here)
      Plan.lowered[each].guardedIn.insert(context.body);
    Plan.tails[&stmt] = {TailKind::Guard, rest, here, cause, context.body};
    append(leaving, sequence(rest, context.cut(cause)));
    return leaving;
  }
  return leaving;
}

void Planner::lambdas(const Stmt &stmt) {
  eachExpr(stmt, [&](const Expr &expr) {
    walkExprs(expr, false, [&](const Expr &each) {
      if (!each.lambda || !each.lambda->body)
        return;
      Context inside;
      inside.lambda = each.lambda->body.get();
      sequence(itemsOf(*each.lambda->body), inside);
    });
  });
}

Stmts Planner::jump(const Stmt &stmt, const Stmt *target, const Stmt *cause,
                    const Context &context) {
  if (!cause)
    return {};
  Jump result{&stmt, target, cause, {}, {}, context.lambda, false};
  if (stmt.kind == StmtKind::Return) {
    result.exits.assign(context.exits.rbegin(), context.exits.rend());
  } else if (stmt.kind == StmtKind::Break && target->kind != StmtKind::Switch) {
    result.exits.push_back(target);
  }
  const Stmt *around = context.breakable;
  result.breaks = stmt.kind != StmtKind::Break && around && around->kind == StmtKind::Switch &&
                  !context.breakCut;
  Plan.lowered[&stmt] = result;
  if (!result.breaks)
    return {&stmt};
  Native[around].push_back(&stmt);
  return {};
}

Stmts Planner::visit(const Stmt &stmt, const Context &context) {
  lambdas(stmt);
  switch (stmt.kind) {
  case StmtKind::Block:
    return sequence(itemsOf(stmt), context);
  case StmtKind::If: {
    Context inside = Set.ifs.count(&stmt) ? context.cut(&stmt) : context;
    // A single statement is a sequence of one.
    Stmts leaving = visit(thenOf(stmt), inside);
    if (elseOf(stmt))
      append(leaving, visit(*elseOf(stmt), inside));
    return leaving;
  }
  case StmtKind::While:
  case StmtKind::Do:
  case StmtKind::For:
  case StmtKind::RangeFor:
    return loop(stmt, context);
  case StmtKind::Switch:
    return switchStmt(stmt, context);
  case StmtKind::Break:
    return jump(stmt, context.breakable, context.breakCut, context);
  case StmtKind::Continue:
    return jump(stmt, context.loop, context.loopCut, context);
  case StmtKind::Return:
    return jump(stmt, nullptr, context.exitCut, context);
  default: {
    Stmts leaving;
    for (const StmtPtr &child : stmt.children)
      append(leaving, visit(*child, context));
    return leaving;
  }
  }
}

// One stretch between labels, which may be run into after the jumps `before` were made.
Stmts Planner::segment(const Segment &segment, const Stmts &before, const Context &context) {
  if (before.empty() || segment.items.empty())
    return sequence(segment.items, context);
  const Stmt *cause = Plan.lowered[before.front()].cause;
  for (const Stmt *each : before)
    Plan.lowered[each].guardedIn.insert(context.body);
  Plan.segments[segment.items.front()] = {TailKind::Guard, segment.items, before, cause,
                                          context.body};
  return sequence(segment.items, context.cut(cause));
}

Stmts Planner::switchStmt(const Stmt &stmt, const Context &context) {
  Context inside = Set.switches.count(&stmt) ? context.cut(&stmt) : context;
  inside.breakable = inside.body = &stmt;
  inside.breakCut = nullptr;
  Stmts all, pending;
  for (const Segment &each : segments(stmt)) {
    Stmts leaving = segment(each, pending, inside);
    append(all, leaving);
    append(pending, leaving);
    if (each.fallsThrough())
      continue;
    if (!pending.empty())
      Plan.closed.insert(each.items.back());
    pending.clear();
  }
  append(all, Native[&stmt]);
  Stmts leaving;
  for (const Stmt *each : all)
    if (Plan.lowered[each].target != &stmt)
      leaving.push_back(each);
  return leaving;
}

Stmts Planner::loop(const Stmt &stmt, const Context &context) {
  LoopMode mode = Set.mode(stmt);
  Context inside = context;
  inside.loop = inside.breakable = inside.body = &stmt;
  inside.loopCut = inside.breakCut = nullptr;
  if (mode != LoopMode::Plain) {
    inside = inside.cut(&stmt);
    inside.exits.push_back(&stmt);
  }
  Stmts leaving;
  for (const Stmt *each : visit(body(stmt), inside)) {
    const Jump &jump = Plan.lowered[each];
    bool leaves = each->kind != StmtKind::Continue;
    if (leaves && mode == LoopMode::Plain)
      Plan.escaped.insert({&stmt, jump.cause});
    if (jump.target != &stmt)
      leaving.push_back(each);
  }
  return leaving;
}

} // namespace

JumpPlan planJumps(const Function &function, const Constructs &constructs) {
  JumpPlan plan;
  Planner(constructs, plan).sequence(itemsOf(*function.body), Context{});
  return plan;
}

} // namespace autograft::analysis
