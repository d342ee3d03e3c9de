// The lowering of one function, as data: flags for jumps, return slot, state lists, how each loop's
// header is rebuilt. Made from the analyses; lib/emit turns it into text and decides nothing.
#pragma once

#include "analysis/Staging.h"

#include <string>
#include <unordered_map>

namespace autograft::transform {

struct StateEntry {
  std::string label;  // in the names of ag::state
  std::string lvalue; // the variable, flag or slot
};
using StateList = std::vector<StateEntry>;

struct LoopLowering {
  std::string brk;  // flag of its own, declared in front of it; empty: none
  std::string skip; // flag made in each turn, for `continue`; empty: none
  std::string exit; // the flag that ends it: brk, ag_done, or none
  bool choice = false;
  bool insist = false;
  // The condition changes or declares variables: it is evaluated as the first thing in the body.
  bool moveCond = false;
  // The increment changes variables that are still used after the loop: it stands at the end of the
  // body, under the guard of the exit flag.
  bool moveInc = false;
};

// How the function or a lambda is left.
struct Exit {
  bool slot = false;   // returns go through ag_ret
  bool done = false;   // ag_done exists
  bool object = false; // what Function::returned names is returned at the end
};

struct Lowering {
  tree::StmtMap<LoopLowering> loops;            // all but untouched plain ones
  tree::StmtMap<std::string> switches;          // the flag of a switch's guards, if it has any
  tree::StmtMap<std::vector<std::string>> sets; // lowered jump: flags it raises
  std::map<std::pair<analysis::RegionKind, const tree::Stmt *>, StateList> states;
  tree::StmtMap<StateList> incStates;  // moveInc, moveCond: what inc writes
  tree::StmtMap<StateList> condStates; // moveCond: the branch on the condition
  tree::StmtMap<StateList> condWrites; // moveCond of `do`: what cond writes
  tree::StmtMap<std::string> guards;   // by the statement in front: the flag tested
  tree::StmtMap<std::string> segments; // by the first statement of a segment: the flag tested
  std::unordered_map<const tree::Expr *, StateList> lazies; // what lazy operands change
  tree::StmtMap<Exit> exits; // by the lambda's body; null: the function
  std::vector<analysis::Finding> findings;

  Exit exit(const tree::Stmt *lambda) const {
    auto found = exits.find(lambda);
    return found == exits.end() ? Exit{} : found->second;
  }
};

Lowering lower(const tree::Function &function, const analysis::Activity &activity,
               const analysis::Staging &staging);

} // namespace autograft::transform
