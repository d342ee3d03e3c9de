// Vectors of tensors that grow in a loop of the graph: each becomes an ag::TensorList. Which ones
// those are, and what else is done with them. Nothing is decided about loops here.
#pragma once

#include "analysis/Activity.h"
#include "tree/Tree.h"

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace autograft::analysis {

// What the text of a function does with its local vectors of tensors.
struct VectorUses {
  struct Misuse {
    tree::Place at;
    std::size_t length;
    std::string what; // "is passed to 'f'"
  };
  struct Method {
    tree::SymbolId symbol;
    std::string name;
  };
  // Calls that a TensorList answers as well.
  std::unordered_map<const tree::Expr *, Method> methods;
  // What stands in brackets: the index of a list may be a staged number.
  std::unordered_map<const tree::Expr *, tree::SymbolId> indexes;
  std::unordered_map<const tree::Stmt *, tree::SymbolId> ranges; // range-`for` over one
  std::map<tree::SymbolId, std::vector<Misuse>> misuses;
};
VectorUses findVectorUses(const tree::Function &function, const Activity &activity);

// The vectors that grow or shrink in the loop and live longer than a turn.
std::vector<tree::SymbolId> growing(const tree::Function &function, const Activity &activity,
                                    const VectorUses &uses, const tree::Stmt &loop);

} // namespace autograft::analysis
