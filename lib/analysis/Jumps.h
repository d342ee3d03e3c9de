// Which jumps must be lowered to flags, and where the code behind them goes, for a given choice of
// staged constructs. A jump is lowered if a cursor (or a guard) stands between it and its target.
//
// After a statement that may have jumped, the rest of its sequence runs under a guard. If that
// statement is an `if` whose first branch never completes, the rest becomes its other branch
// instead, which needs no flag: `if (c) return a; rest` is `if (c) return a; else { rest }`.
#pragma once

#include "tree/Walk.h"

#include <vector>

namespace autograft::analysis {

enum class LoopMode : uint8_t {
  Plain,   // stays a C++ loop
  Guarded, // stays a C++ loop that runs all its turns, each under the guard of its exit flag
  Staged,  // a Loop or Each cursor
};

struct Constructs {
  tree::StmtSet ifs, switches;   // staged ones
  tree::StmtMap<LoopMode> loops; // absent: Plain
  LoopMode mode(const tree::Stmt &loop) const {
    auto found = loops.find(&loop);
    return found == loops.end() ? LoopMode::Plain : found->second;
  }
};

struct Jump {
  const tree::Stmt *stmt = nullptr;
  const tree::Stmt *target = nullptr;    // the loop or switch left or continued; null: the function
  const tree::Stmt *cause = nullptr;     // the staged construct that stands between
  std::vector<const tree::Stmt *> exits; // staged and guarded loops that it leaves, inside out
  // Bodies (loops and switches; null: the function's or lambda's) in which a guard behind it is
  // tested.
  tree::StmtSet guardedIn;
  const tree::Stmt *lambda = nullptr; // the body of the lambda that it stands in, if any
  // It stands in a switch without anything staged between: a `break` leaves the switch at once.
  bool breaks = false;
};

enum class TailKind : uint8_t { Guard, Absorb };

// What follows a statement in its sequence, if that is not simply the next statement.
struct Tail {
  TailKind kind = TailKind::Guard;
  std::vector<const tree::Stmt *> rest;    // the statements of the guard or the other branch
  std::vector<const tree::Stmt *> leaving; // the lowered jumps that come before
  const tree::Stmt *cause = nullptr;
  const tree::Stmt *body = nullptr; // the innermost loop or switch around, null: none
};

struct JumpPlan {
  tree::StmtMap<Jump> lowered;
  tree::StmtMap<Tail> tails; // by the statement in front
  // Plain loops that a lowered jump leaves, with the construct that makes it so.
  tree::StmtMap<const tree::Stmt *> escaped;
  // Segments of switches that are run into behind a lowered jump, by their first statement.
  tree::StmtMap<Tail> segments;
  // The last statements of segments that would end the switch themselves, if guards did not stand
  // round what does: a `break` ends it.
  tree::StmtSet closed;
};

JumpPlan planJumps(const tree::Function &function, const Constructs &constructs);

} // namespace autograft::analysis
