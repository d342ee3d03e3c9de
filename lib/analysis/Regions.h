// The regions that the lowered function opens, and the variables each of them changes: the branches
// of staged ifs, staged loops, guards behind lowered jumps. A variable is state of a region if it
// is written inside, declared outside, and its value may still be read on a way out of the region
// (or, in a loop, by the next turn; in a branch, by the other branch).
#pragma once

#include "analysis/Jumps.h"
#include "analysis/Liveness.h"

namespace autograft::analysis {

enum class RegionKind : uint8_t {
  Branch,      // a staged if, with what its other branch absorbed
  Loop,        // while, do, for
  Each,        // range-for
  Guard,       // the rest behind a statement that may have jumped; anchor: that statement
  GuardedBody, // the body of a loop in mode Guarded; anchor: the loop
  Cases,       // the arms of a staged switch
  Segment,     // a stretch between labels, under a guard; anchor: its first statement
};

struct Region {
  RegionKind kind = RegionKind::Branch;
  const tree::Stmt *anchor = nullptr;
  const tree::Stmt *cause = nullptr; // guards: the staged construct that made them necessary
  tree::SymbolSet state;
  tree::SymbolSet written;               // everything written inside and declared outside
  tree::SymbolSet declared;              // declared inside
  std::vector<const tree::Stmt *> parts; // the statements inside
  std::vector<const tree::Stmt *> jumps; // the lowered jumps inside
};

std::vector<Region> findRegions(const tree::Function &function, const Constructs &constructs,
                                const JumpPlan &plan, const Activity &activity,
                                const Liveness &liveness);

// The region of this kind and anchor; null if there is none.
const Region *findRegion(const std::vector<Region> &regions, RegionKind kind,
                         const tree::Stmt &anchor);

} // namespace autograft::analysis
