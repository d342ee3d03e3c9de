// Ways through the tree: the direct parts of a statement, and deep walks. It decides nothing.
#pragma once

#include "tree/Tree.h"

#include <functional>
#include <map>
#include <set>

namespace autograft::tree {

// Containers keyed by statements run in the order of the source, so that nothing that is made by
// walking one depends on addresses. Null comes first.
struct SourceOrder {
  bool operator()(const Stmt *a, const Stmt *b) const {
    if (!a || !b)
      return !a && b;
    if (a->range.begin != b->range.begin)
      return a->range.begin < b->range.begin;
    if (a->range.end != b->range.end)
      return a->range.end > b->range.end;
    return a < b;
  }
};
template <class T> using StmtMap = std::map<const Stmt *, T, SourceOrder>;
using StmtSet = std::set<const Stmt *, SourceOrder>;

// The statements directly under `stmt`, in source order: parts of the header, then children.
void eachStmt(const Stmt &stmt, const std::function<void(const Stmt &)> &visit);

// The expressions directly under `stmt` (not those of its sub-statements), in source order.
void eachExpr(const Stmt &stmt, const std::function<void(const Expr &)> &visit);

// `root` and every statement below it; with `lambdas` also those in bodies of lambdas.
void walkStmts(const Stmt &root, bool lambdas, const std::function<void(const Stmt &)> &visit);

// Every expression below `root`, parents first; with `lambdas` also those in bodies of lambdas.
void walkExprs(const Stmt &root, bool lambdas, const std::function<void(const Expr &)> &visit);
void walkExprs(const Expr &root, bool lambdas, const std::function<void(const Expr &)> &visit);

// The expression inside all parentheses.
const Expr &ungroup(const Expr &expr);

// Not known to be free of effects but on its arguments.
bool isImpure(const CallInfo &call);

// The stretches of a switch's body, in source order: labels that stand together, and what follows
// them up to the next labels. A body that is no block is one stretch. What stands in front of the
// first label has none.
struct Segment {
  std::vector<const Stmt *> labels; // Case
  std::vector<const Stmt *> items;
  const Stmt *fallthrough = nullptr; // `[[fallthrough]];` behind the items
  bool fallsThrough() const;         // control may run into the next segment
};
std::vector<Segment> segments(const Stmt &switchStmt);
// True if labels stand deeper in the body than in its own block.
bool hasNestedLabels(const Stmt &switchStmt);

bool isLoop(const Stmt &stmt);
// The body of a loop.
const Stmt &body(const Stmt &loop);
// A call of ag::loop_options; the statement at the beginning of a loop's body that is one, or null.
bool isLoopOptions(const Expr &expr);
const Stmt *loopOptions(const Stmt &loop);
const Stmt &thenOf(const Stmt &stmt);
const Stmt *elseOf(const Stmt &stmt);

// False where control certainly does not reach the statement's end.
bool completes(const Stmt &stmt);

} // namespace autograft::tree
