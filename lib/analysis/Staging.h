// Binding times: which numbers, branches and loops of a function must be staged, which host loops
// are staged by choice, which arithmetic parameters can be lifted. Whole function, flow-insensitive
// per variable, to a fixed point; every fact keeps the earlier fact it follows from.
//
// Staging by choice must never cause an error. So the solver starts optimistic (all host loops that
// could be staged are, all arithmetic parameters are lifted), looks for places that need a host
// value after all, takes back the choice or the parameter that the reasons lead to, and starts
// again. What is left then is an error of the user's (AG0301 and its relatives).
#pragma once

#include "analysis/Finding.h"
#include "analysis/Lists.h"
#include "analysis/Regions.h"

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace autograft::analysis {

// Why a value is staged.
struct Reason {
  enum Kind : uint8_t {
    None,
    Tensor,  // `expr` reads a tensor: a condition, item<T>(), a call
    Symbol,  // `expr` reads the promoted variable `symbol`
    Param,   // `symbol` is a lifted parameter
    Written, // the variable is written in `construct`
    Lazy,    // the variable is written in a lazy operand; `expr` decides whether that runs
    Forced,  // the loop `construct` declares it as its element
    Left,    // a closure returns it under the condition of `construct`
    Extent,  // `expr` asks for an extent that may be open
  };
  Kind kind = None;
  const tree::Expr *expr = nullptr;
  tree::SymbolId symbol = tree::kNoSymbol;
  const tree::Stmt *construct = nullptr;
  tree::Place place; // of the write or the use
};

// Why a construct is staged.
struct StageReason {
  enum Kind : uint8_t { Condition, Exit, Choice, Insist, Range };
  Kind kind = Condition;
  Reason condition;                 // Condition
  const tree::Stmt *jump = nullptr; // Exit: the staged construct round the jump
  bool endless = false;             // Exit: cannot run all its turns instead
};

struct Staging {
  Constructs constructs;
  JumpPlan jumps;
  std::vector<Region> regions;
  std::vector<Reason> promoted;                  // by symbol; kind None: stays a host variable
  std::vector<bool> lifted;                      // by symbol: a parameter that crosses as a Scalar
  std::unordered_set<const tree::Expr *> staged; // expressions whose number may be symbolic
  std::unordered_map<const tree::Expr *, Reason> calls; // of closures with a staged result
  std::unordered_set<const tree::Expr *> openExtents; // calls that ask for one in the graph
  VectorUses vectors;
  std::map<tree::SymbolId, const tree::Stmt *> lists; // vectors that become lists: the loop
  tree::StmtMap<StageReason> why;
  tree::StmtMap<std::string> plain; // loops that could not be staged: the reason
  std::vector<Finding> findings;

  bool isPromoted(tree::SymbolId id) const {
    return id >= 0 && promoted[static_cast<std::size_t>(id)].kind != Reason::None;
  }
  bool isLifted(tree::SymbolId id) const { return id >= 0 && lifted[static_cast<std::size_t>(id)]; }
  bool isList(tree::SymbolId id) const { return lists.count(id) != 0; }
  // A call of a method of a vector that becomes a list; the method's name, or empty.
  std::string listMethod(const tree::Expr &expr) const {
    auto found = vectors.methods.find(&expr);
    return found != vectors.methods.end() && isList(found->second.symbol) ? found->second.name
                                                                          : std::string();
  }
  // The length of such a list.
  bool isListLength(const tree::Expr &expr) const {
    const std::string name = listMethod(expr);
    return name == "size" || name == "empty";
  }
  bool isListIndex(const tree::Expr &expr) const {
    auto found = vectors.indexes.find(&expr);
    return found != vectors.indexes.end() && isList(found->second);
  }
  bool isListRange(const tree::Stmt &stmt) const {
    auto found = vectors.ranges.find(&stmt);
    return found != vectors.ranges.end() && isList(found->second);
  }
  bool isOpenExtent(const tree::Expr &expr) const { return openExtents.count(&expr) != 0; }
  bool isStaged(const tree::Expr &expr) const { return staged.count(&expr) != 0; }
  bool isStaged(const tree::Stmt &stmt) const { return why.count(&stmt) != 0; }
  // A number of this call's arguments may be symbolic.
  bool passesStaged(const tree::Expr &call) const;
  // A tensor or a staged value is among this call's arguments.
  bool meetsStaged(const tree::Expr &call) const;
  // The call of a visible function goes to its twin.
  bool callsTwin(const tree::Expr &call) const;
};

// The function that is called holds staged constructs even if no staged number is passed.
bool stagedWithin(const tree::Expr &call);

enum class Lifting : uint8_t { Numbers, Nothing }; // which parameters may be staged

// `constants`: parameters that stay host values in any case.
Staging analyseStaging(const tree::Function &function, const Activity &activity,
                       const Liveness &liveness, Lifting lifting = Lifting::Numbers,
                       const std::set<tree::SymbolId> &constants = {});

// A `bool` or an enumerator that an annotated function takes: it chooses a graph, so it is part of
// the key at the outermost call; inside of a graph it may be staged.
bool isFlag(const tree::Function &function, const tree::Parameter &param);

// True if the variable becomes part of state lists where it is written.
bool isState(const tree::Function &function, const Staging &staging, tree::SymbolId id);

// The operands of a staged `&&`, `||` or `?:` that run only when needed; none for other
// expressions.
std::vector<const tree::Expr *> lazyOperands(const Staging &staging, const tree::Expr &expr);

// The reason of a staged expression: its first staged leaf.
Reason reasonOf(const tree::Function &function, const Staging &staging, const tree::Expr &expr);
// True if a tensor is behind it, rather than only a lifted parameter or a choice.
bool rootIsTensor(const tree::Function &function, const Staging &staging, const tree::Stmt &stmt);

// The loop that AG_STAGE insists on and that the reason leads to, if any.
const tree::Stmt *insistedLoop(const tree::Function &function, const Staging &staging,
                               Reason reason);

// "'k' is staged because ...": one note per step from the value back to its root. `of`: the
// variable that the first step is about, if any.
std::vector<FindingNote> reasonNotes(const tree::Function &function, const Staging &staging,
                                     Reason reason, tree::SymbolId of = tree::kNoSymbol);
// Why a construct is staged, or (a loop) why it could not be: itself first, then the chain behind.
// Empty for host constructs that nobody would expect to be staged.
std::vector<FindingNote> constructNotes(const tree::Function &function, const Staging &staging,
                                        const tree::Stmt &stmt);
// One line per staged construct and promoted variable, for people.
std::string explainStaging(const tree::Function &function, const Staging &staging);

} // namespace autograft::analysis
