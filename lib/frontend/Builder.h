// Builder: the one pass over an annotated function's AST. Its parts are in BuildFunction.cpp
// (symbols, types, parameters), BuildClosure.cpp, BuildStmt.cpp, BuildDecl.cpp, BuildExpr.cpp,
// BuildValue.cpp, BuildCall.cpp, BuildDependent.cpp and BuildOutside.cpp. Internal to lib/frontend.
#pragma once

#include "frontend/BuildFunction.h"
#include "frontend/TypeQueries.h"

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/OperationKinds.h"
#include "clang/AST/StmtCXX.h"

#include <map>
#include <set>
#include <vector>

namespace autograft::frontend {

/// Nodes that add nothing to the expression in them (clean-ups, temporaries): that expression, or
/// null for other nodes.
const clang::Expr *wrapped(const clang::Expr *node);

inline bool isNumber(const tree::Type &type) {
  return type.cls == tree::ValueClass::Number || type.cls == tree::ValueClass::Bool;
}

inline bool isTensorLike(const tree::Type &type) {
  return type.cls == tree::ValueClass::Tensor || type.cls == tree::ValueClass::Scalar ||
         type.cls == tree::ValueClass::RangeObject;
}

/// Members of std containers that are not const where the object is not, and yet only read.
bool onlyReads(const clang::CXXMethodDecl *method);

class Builder {
public:
  explicit Builder(const BuildContext &context) : ctx(context), sm(context.report.sources()) {}

  std::optional<tree::Function> function(const clang::FunctionDecl *fn);
  std::optional<tree::Function> closure(const FoundClosure &found);

  /// What lives longer than a call: the global or static it begins with, if any (else `this`), then
  /// the fields.
  using Path = std::vector<const clang::ValueDecl *>;
  std::optional<Path> pathOf(const clang::Expr *node) const;

private:
  // ---- BuildOutside.cpp
  std::string pathText(const Path &path) const;
  tree::SymbolId outsideSymbol(const Path &path);
  void readThrough(tree::Expr &result, const clang::Expr *at, const clang::FunctionDecl *callee,
                   const clang::Expr *object);
  void refuseCallee(const clang::Expr *at, const clang::FunctionDecl *callee,
                    const std::string &why);

  /// `*this`, `this`: of a member of a struct of numbers that is copied.
  static bool isSelf(const clang::Expr *node);
  tree::ExprPtr self(const clang::Expr *node) const;
  tree::ExprPtr part(const clang::Expr *node, const clang::Expr *object,
                     const clang::Expr *index = nullptr);
  tree::ExprPtr aggregate(const clang::Expr *node, llvm::ArrayRef<const clang::Expr *> parts,
                          clang::TypeLoc name);

  // ---- BuildClosure.cpp
  void describeClosure(const FoundClosure &found);
  bool isRefusedClosure();
  bool isCaptured(const clang::ValueDecl *decl) const;

  // ---- BuildFunction.cpp
  void parameters(const clang::FunctionDecl *fn);
  void nameParameter(const clang::ParmVarDecl *param, tree::Parameter &into);
  void describe(const clang::FunctionDecl *fn);
  void describeMember(const clang::FunctionDecl *fn);
  std::optional<tree::Function> body(const clang::FunctionDecl *fn);
  std::string selfText(const clang::FunctionDecl *fn) const;
  std::string resultText(const clang::FunctionDecl *fn) const;
  std::string deducedText(clang::QualType type) const;
  std::shared_ptr<const FixIt> retyping(const clang::VarDecl *var) const;
  tree::SymbolId declare(const clang::ValueDecl *decl);
  tree::SymbolId symbolOf(const clang::ValueDecl *decl);
  tree::SymbolKind kindOf(const clang::ValueDecl *decl) const;
  tree::Range bareTypeRange(const clang::DeclaratorDecl *decl) const;
  tree::SymbolId aliasTarget(const clang::VarDecl *var);
  tree::Type typeOf(clang::QualType type) const;
  tree::Type declaredType(const clang::ValueDecl *decl) const;
  tree::Type writtenType(clang::QualType type, clang::TypeLoc written) const;
  void checkHints(tree::Range body);
  void clearInvalid(tree::Stmt &stmt, bool clear);
  void clearInvalid(tree::Expr &expr, bool clear);

  // ---- places
  tree::Range range(clang::SourceRange tokens) const;
  tree::Range token(clang::SourceLocation loc) const;
  tree::Place place(clang::SourceLocation loc) const;
  /// Offset of a token spelled in the main file itself, outside any macro.
  std::optional<std::uint32_t> at(clang::SourceLocation loc) const;
  void unsupported(clang::SourceRange where, std::string what, std::string in = "function");

  // ---- BuildStmt.cpp
  tree::StmtPtr stmt(const clang::Stmt *node);
  tree::StmtPtr makeStmt(tree::StmtKind kind, const clang::Stmt *node) const;
  tree::StmtPtr block(const clang::CompoundStmt *node);
  tree::StmtPtr declaration(const clang::DeclStmt *node, bool terminated);
  void declarator(const clang::VarDecl *var, tree::Stmt &into);
  void partOfVariable(tree::SymbolId reference, const clang::Expr *init);
  void bindings(const clang::DecompositionDecl *decl, tree::Stmt &into);
  void initialiser(const clang::VarDecl *var, tree::Declarator &into);
  tree::StmtPtr ifStmt(const clang::IfStmt *node);
  tree::StmtPtr whileStmt(const clang::WhileStmt *node);
  tree::StmtPtr doStmt(const clang::DoStmt *node);
  tree::StmtPtr forStmt(const clang::ForStmt *node);
  tree::StmtPtr rangeFor(const clang::CXXForRangeStmt *node);
  tree::StmtPtr switchStmt(const clang::SwitchStmt *node);
  tree::StmtPtr switchCase(const clang::SwitchCase *node);
  std::string labelText(const clang::CaseStmt *node) const;
  tree::StmtPtr tryStmt(const clang::CXXTryStmt *node);
  tree::ExprPtr liftedValue(const clang::Expr *value);
  tree::StmtPtr returnStmt(const clang::ReturnStmt *node);
  tree::StmtPtr wrapper(tree::StmtKind kind, const clang::Stmt *node, const clang::Stmt *inner);
  tree::StmtPtr foreign(const clang::Stmt *node, std::string what);
  tree::StmtPtr headerInit(const clang::Stmt *node);
  void conditionVariable(const clang::DeclStmt *decl, tree::Header &header);
  void parens(clang::SourceLocation open, clang::SourceLocation close, tree::Stmt &into);
  void loopHint(tree::Stmt &loop);

  // ---- BuildExpr.cpp
  tree::ExprPtr expr(const clang::Expr *node);
  tree::ExprPtr condition(const clang::Expr *node);
  tree::ExprPtr make(tree::ExprKind kind, const clang::Expr *node) const;
  tree::ExprPtr hostUse(tree::ExprPtr child, std::string noun) const;
  /// What an index of this host container or array is needed for.
  std::string indexNoun(const clang::Expr *container) const;
  tree::ExprPtr opaque(const clang::Expr *node);
  tree::ExprPtr unary(const clang::UnaryOperator *node);
  tree::ExprPtr binary(const clang::BinaryOperator *node);
  tree::ExprPtr write(tree::WriteKind kind, const clang::Expr *node, const clang::Expr *target,
                      const clang::Expr *value);
  tree::ExprPtr explicitCast(const clang::ExplicitCastExpr *node);
  tree::ExprPtr reference(const clang::DeclRefExpr *node);
  tree::ExprPtr member(const clang::MemberExpr *node);
  tree::ExprPtr subscript(const clang::ArraySubscriptExpr *node);
  tree::ExprPtr conditional(const clang::ConditionalOperator *node);
  tree::ExprPtr lambda(const clang::LambdaExpr *node);
  tree::ExprPtr operands(tree::ExprKind kind, const clang::Expr *node, const clang::Expr *operand);
  tree::ExprPtr group(const clang::ParenExpr *node);
  tree::ExprPtr rewritten(const clang::CXXRewrittenBinaryOperator *node);
  tree::ExprPtr dependentCast(const clang::CXXUnresolvedConstructExpr *node);
  tree::ExprPtr unknown(const clang::Expr *node);
  tree::ExprPtr list(const clang::InitListExpr *node);
  void addressOf(const clang::Expr *operand);

  /// The variable that a write to `target` changes, and whether it changes it as a whole.
  struct Target {
    tree::SymbolId symbol = tree::kNoSymbol;
    enum class Part { Whole, Item, Part } part = Part::Whole;
  };
  Target targetOf(const clang::Expr *target);
  Target operatorTarget(const clang::CXXOperatorCallExpr *node);
  Target partOf(const clang::Expr *base, Target::Part part);
  Target variable(const clang::ValueDecl *decl);

  // ---- BuildCall.cpp
  tree::ExprPtr call(const clang::CallExpr *node);
  void refuseTracing(const clang::Expr *node, const clang::FunctionDecl *callee);
  tree::ExprPtr memberCall(const clang::CXXMemberCallExpr *node);
  tree::ExprPtr operatorCall(const clang::CXXOperatorCallExpr *node);
  tree::ExprPtr agOperator(const clang::CXXOperatorCallExpr *node);
  tree::ExprPtr hostOperator(const clang::CXXOperatorCallExpr *node);
  tree::ExprPtr tied(const clang::CXXOperatorCallExpr *node);
  tree::ExprPtr construct(const clang::CXXConstructExpr *node);
  tree::ExprPtr itemCall(const clang::Expr *node, const clang::Expr *object,
                         clang::SourceLocation name, const clang::TemplateArgumentLoc *type);
  void arguments(tree::Expr &result, llvm::ArrayRef<const clang::Expr *> args,
                 const clang::FunctionDecl *callee);
  void setKind(tree::Expr &call, const clang::FunctionDecl *callee) const;
  tree::CallKind kindOfCall(const clang::FunctionDecl *callee, const tree::Expr &call) const;
  tree::Range calleeName(const clang::Expr *callee) const;
  tree::ExprPtr argument(const clang::Expr *arg, bool written);
  bool isStream(const clang::Expr *arg);
  void needOnHost(tree::ExprPtr &value, const std::string &noun) const;

  // ---- BuildDependent.cpp
  tree::ExprPtr dependentCall(const clang::CallExpr *node);
  tree::ExprPtr dependentOperator(const clang::CXXOperatorCallExpr *node);
  tree::ExprPtr dependentMethod(const clang::CallExpr *node,
                                const clang::CXXDependentScopeMemberExpr *method);
  void resolve(tree::Expr &result, const clang::CallExpr *call,
               llvm::ArrayRef<const clang::FunctionDecl *> candidates,
               const clang::OverloadExpr *name);

  const BuildContext &ctx;
  const clang::SourceManager &sm;
  tree::Function fn;
  const clang::LambdaExpr *root = nullptr; // of a closure
  std::map<const clang::ValueDecl *, tree::SymbolId> symbols;
  std::map<Path, tree::SymbolId> paths;
  std::set<std::uint32_t> usedHints; // offsets of AG_STAGE and AG_UNROLL that stand before a loop
  std::vector<std::set<tree::SymbolId>> lambdaUses; // innermost last
  bool namedLabels = true; // the labels of the switch around may be repeated as written
  bool failed = false;
};

} // namespace autograft::frontend
