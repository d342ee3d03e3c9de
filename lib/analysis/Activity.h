// What a piece of the function reads, writes and does: the activity of statements and expressions.
// Aliases (`int& r = k;`) count as their referents; a use of a closure counts as what its body does
// to the variables it captured by reference. "Writes" means may write.
#pragma once

#include "tree/SymbolSet.h"
#include "tree/Tree.h"

#include <unordered_map>

namespace autograft::analysis {

struct Effects {
  tree::SymbolSet reads;
  tree::SymbolSet writes;
  tree::SymbolSet declares;             // names declared in the piece, at any depth
  const tree::Expr *unnamed = nullptr;  // a write to memory that the tool cannot name
  const tree::Expr *opaque = nullptr;   // a call that is not known to be pure
  const tree::Expr *thrown = nullptr;   // a throw-expression
  const tree::Expr *agEffect = nullptr; // ag::check, ag::print
  const tree::Stmt *foreign = nullptr;  // goto, try, asm, ...

  void merge(const Effects &other);
};

class Activity {
public:
  explicit Activity(const tree::Function &function);

  const Effects &of(const tree::Stmt &stmt) const;
  Effects of(const tree::Expr &expr) const;

  // The variable behind chains of `T& r = k;`.
  tree::SymbolId resolve(tree::SymbolId id) const;
  // The structured variable that this is a reference into, resolved; kNoSymbol: none.
  tree::SymbolId wholeOf(tree::SymbolId id) const;
  // The lambda that initialises this variable, if it is a closure.
  const tree::Expr *closureOf(tree::SymbolId id) const;
  // Symbols whose value may be read or written behind the tool's back: address taken, or captured
  // by reference by a lambda that is handed on.
  const tree::SymbolSet &exposed() const { return Exposed; }
  // The expression that writes `id` inside the piece, for messages; null if none does directly.
  const tree::Expr *writeOf(tree::SymbolId id, const tree::Stmt &stmt) const;

private:
  void add(const tree::Expr &expr, Effects &out) const;
  void addWrite(const tree::Expr &expr, Effects &out) const;
  void addLambda(const tree::Expr &expr, Effects &out) const;

  const tree::Function &Fn;
  std::unordered_map<tree::SymbolId, const tree::Expr *> Closures;
  tree::SymbolSet Exposed;
  mutable std::unordered_map<const tree::Stmt *, Effects> Cache;
  mutable std::vector<const tree::Expr *> Open; // lambdas whose bodies are being added
};

} // namespace autograft::analysis
