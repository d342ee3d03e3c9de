// Emitter: from a lowered function to text, by one pass over the source with a Writer. It carries
// out what the lowering says and decides nothing about meaning. Spellings are those of
// docs/internals/transpiler.md.
#pragma once

#include "emit/Writer.h"
#include "transform/Lowering.h"
#include "tree/Walk.h"

#include <map>
#include <optional>
#include <unordered_set>

namespace autograft::emit {

class Emitter {
public:
  Emitter(const tree::Function &function, const analysis::Activity &activity,
          const analysis::Staging &staging, const transform::Lowering &lowering,
          std::string_view source);

  // The text that replaces the body, braces included.
  std::string function();

  const std::vector<analysis::Finding> &findings() const { return Findings; }
  const std::vector<tree::Range> &replaced() const { return Replaced; }
  // After function(): where its parts stand in the text.
  const std::vector<Piece> &pieces() const { return Pieces; }
  tree::Range head() const { return Head; }
  const tree::StmtMap<tree::Range> &marks() const { return Marks; }

private:
  using Stmts = std::vector<const tree::Stmt *>;

  // EmitFunction.cpp
  std::string prologue();
  std::string thunk(const std::string &self);
  std::string selfCall();
  std::string callee();
  std::string ownName();
  std::string hiddenList();
  std::string passed(const tree::Parameter &param, std::size_t index);
  std::string handle(const tree::Parameter &param) const;
  std::string selfPointer();
  std::string shadows();
  bool givesNothing() const;
  bool crosses() const;
  bool resultLifts() const;

  // EmitTwin.cpp
  void twinCall(const tree::Expr &expr);
  void directCall(const tree::Expr &expr);
  void twinOperator(const tree::Expr &expr);

  // Raise.cpp
  void findRaised();
  void raise(const tree::Expr &expr);
  void raiseIn(const tree::Expr &expr);
  void raiseArguments(const tree::Expr &call);

  // EmitStmt.cpp
  void stmt(const tree::Stmt &stmt);
  void whole(const tree::Stmt &stmt);
  void known(const tree::Stmt &stmt);
  void items(const Stmts &items);
  void block(const tree::Stmt &stmt, const std::string &head);
  bool needsBraces(uint32_t from, const tree::Stmt &inner) const;
  void stagedIf(const tree::Stmt &stmt);
  void plainIf(const tree::Stmt &stmt);
  void guard(analysis::RegionKind kind, const tree::Stmt &anchor, const std::string &flag,
             const Stmts &rest);
  void decl(const tree::Stmt &stmt);
  void declarator(const tree::Stmt &stmt, const tree::Declarator &declarator);
  void returnStmt(const tree::Stmt &stmt);
  void jump(const tree::Stmt &stmt);
  void generic(const tree::Stmt &stmt);
  void condition(const tree::Stmt &stmt);

  // EmitSwitch.cpp
  void switchStmt(const tree::Stmt &stmt);
  void switchBody(const tree::Stmt &stmt);
  void segment(const tree::Segment &segment);
  std::string labels(const tree::Stmt &stmt) const;

  // EmitLoop.cpp
  void loop(const tree::Stmt &stmt);
  void loopItself(const tree::Stmt &stmt);
  void whileOrFor(const tree::Stmt &stmt, const transform::LoopLowering &loop);
  void forInit(const tree::Stmt &stmt);
  void movedCondition(const tree::Stmt &stmt, const transform::LoopLowering &loop);
  void doLoop(const tree::Stmt &stmt, const transform::LoopLowering &loop);
  void doMoved(const tree::Stmt &stmt, const transform::LoopLowering &loop,
               const std::string &cursor);
  void each(const tree::Stmt &stmt, const transform::LoopLowering &loop);
  void plainLoop(const tree::Stmt &stmt, const transform::LoopLowering &loop);
  void guardedBody(const tree::Stmt &stmt, const transform::LoopLowering &loop);
  void loopBody(const tree::Stmt &stmt, const transform::LoopLowering &loop,
                const std::string &tail);
  std::string loopCursor(const tree::Stmt &stmt, const transform::LoopLowering &loop,
                         const std::string &cursor);
  std::string increment(const tree::Stmt &stmt, const transform::LoopLowering &loop);

  // EmitExpr.cpp
  void expr(const tree::Expr &expr);
  void children(const tree::Expr &expr);
  void lazy(const tree::Expr &expr, const char *name);
  std::string lazyState(const tree::Expr &expr) const;
  void notExpr(const tree::Expr &expr);
  void select(const tree::Expr &expr);
  void lifted(const tree::Expr &expr);
  void item(const tree::Expr &expr);
  void castExpr(const tree::Expr &expr);
  void call(const tree::Expr &expr);
  void rewritten(const tree::Expr &expr);
  void annotatedCall(const tree::Expr &expr);
  bool standsApart(const tree::Expr &call) const;
  void callee(const tree::Expr &call);
  void passed(const tree::CallInfo &info, const tree::Expr &argument, std::size_t index);
  void mathCall(const tree::Expr &expr);
  std::string listType(const tree::Expr &call) const;
  void operatorBetween(tree::Range left, tree::Range right, std::string_view instead);
  void predicate(const tree::Expr &expr);
  bool rewrites(const tree::Expr &expr) const;
  bool renames(const tree::Expr &ref) const;
  bool rewritesBelow(const tree::Expr &expr) const;
  bool rewritesBelow(const tree::Stmt &stmt) const;
  bool rewrites(const tree::Stmt &stmt) const;

  // EmitLambda.cpp
  void lambda(const tree::Expr &expr);
  void lambdaBody(const tree::LambdaInfo &lambda);
  std::string resultOf(const tree::LambdaInfo &lambda) const;
  bool resultLifts(const tree::LambdaInfo &lambda) const;

  // Emitter.cpp
  std::string cursor();
  std::string site(tree::Place place) const;
  std::string state(const transform::StateList &list) const;
  std::string state(analysis::RegionKind kind, const tree::Stmt &anchor) const;
  void macro(tree::Place place);
  bool isBraced(const tree::Expr &expr) const;
  uint32_t afterBrace(tree::Range block) const;
  uint32_t beforeBrace(tree::Range block) const;
  bool promotes(const tree::Declarator &declarator) const;
  bool isAuto(const tree::Stmt &decl) const;
  std::string promotedType(const tree::Symbol &symbol) const;
  bool partlyPromoted(const tree::Stmt *decl) const;

  const tree::Function &Fn;
  const analysis::Activity &Act;
  const analysis::Staging &In;
  const transform::Lowering &Low;
  Writer Out;
  unsigned Cursors = 0;
  std::unordered_set<const tree::Expr *> Raised; // host structures where promoted ones are needed
  std::map<const tree::Expr *, std::string> LoopTurns; // a call of loop_options: who counts
  std::vector<uint64_t> Crossings;               // of the calls whose arguments are being written
  std::vector<const tree::LambdaInfo *> Lambdas; // those around, innermost last
  std::vector<analysis::Finding> Findings;
  std::vector<tree::Range> Replaced;
  std::vector<Piece> Pieces;
  tree::Range Head;                 // the prologue
  tree::StmtMap<tree::Range> Marks; // staged and plain `if`s and loops, and what became of them
};

} // namespace autograft::emit
