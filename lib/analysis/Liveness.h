// Liveness of variables, backwards over the structured tree: what may still be read. Loops are
// iterated to a fixed point; break, continue and return carry the set of their targets. Written for
// user variables only: flags and slots of the lowering are not its business.
#pragma once

#include "analysis/Activity.h"

#include <unordered_map>

namespace autograft::analysis {

class Liveness {
public:
  Liveness(const tree::Function &function, const Activity &activity);

  // Live when the statement has completed normally.
  const tree::SymbolSet &after(const tree::Stmt &stmt) const { return After.at(&stmt); }
  // Live when the statement is about to run.
  const tree::SymbolSet &before(const tree::Stmt &stmt) const { return Before.at(&stmt); }
  // Loops: live before each evaluation of the condition (range-for: before each next element).
  const tree::SymbolSet &head(const tree::Stmt &loop) const { return Head.at(&loop); }
  // break, continue, return: live at the place where control goes on.
  const tree::SymbolSet &target(const tree::Stmt &jump) const { return Target.at(&jump); }

private:
  struct Targets {
    tree::SymbolSet broken, continued, returned;
  };

  tree::SymbolSet stmt(const tree::Stmt &stmt, tree::SymbolSet live, const Targets &to);
  tree::SymbolSet walk(const tree::Stmt &stmt, tree::SymbolSet live, const Targets &to);
  tree::SymbolSet ifStmt(const tree::Stmt &stmt, const tree::SymbolSet &live, const Targets &to);
  tree::SymbolSet switchStmt(const tree::Stmt &stmt, const tree::SymbolSet &live,
                             const Targets &to);
  tree::SymbolSet tryStmt(const tree::Stmt &stmt, const tree::SymbolSet &live, const Targets &to);
  tree::SymbolSet loop(const tree::Stmt &stmt, const tree::SymbolSet &live, const Targets &to);
  tree::SymbolSet turn(const tree::Stmt &stmt, const tree::SymbolSet &live,
                       const tree::SymbolSet &head, const Targets &to);
  tree::SymbolSet decl(const tree::Stmt &stmt, tree::SymbolSet live);
  tree::SymbolSet expr(const tree::Expr &expr, tree::SymbolSet live);
  tree::SymbolSet optional(const tree::Stmt *part, tree::SymbolSet live, const Targets &to);
  void lambdaBody(const tree::LambdaInfo &lambda);

  const tree::Function &Fn;
  const Activity &Act;
  tree::SymbolSet Always; // live everywhere: exposed symbols, what handlers read
  std::unordered_map<const tree::Stmt *, tree::SymbolSet> After, Before, Head, Target;
};

} // namespace autograft::analysis
