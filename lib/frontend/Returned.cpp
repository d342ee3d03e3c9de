// See Returned.h.
#include "frontend/Returned.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

#include <vector>

namespace autograft::frontend {

using clang::Expr;
using clang::FunctionDecl;

namespace {

constexpr int MaxDepth = 8; // of calls in what is returned

class Returns : public clang::RecursiveASTVisitor<Returns> {
public:
  bool VisitReturnStmt(clang::ReturnStmt *stmt) {
    values.push_back(stmt->getRetValue());
    return true;
  }
  bool TraverseLambdaExpr(clang::LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(clang::CXXRecordDecl *) { return true; }

  std::vector<const Expr *> values;
};

std::optional<Returned> of(const FunctionDecl *function, int depth);

const Expr *calledOn(const Expr *node, int depth) {
  const auto *call = llvm::dyn_cast<clang::CallExpr>(node);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  const auto object = callee ? of(callee, depth + 1) : std::nullopt;
  if (!object)
    return nullptr;
  const auto *method = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
  if (object->isThis && method)
    return method->getImplicitObjectArgument();
  const auto *operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
  const auto *asMember = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  const bool member = operation && asMember && asMember->isInstance();
  const unsigned index = object->isThis ? 0 : object->parameter + (member ? 1 : 0);
  if ((object->isThis && !member) || index >= call->getNumArgs())
    return nullptr;
  return call->getArg(index);
}

std::optional<Returned> objectOf(const Expr *value, const FunctionDecl *function, int depth) {
  if (!value)
    return std::nullopt;
  value = value->IgnoreParenImpCasts();
  if (const auto *deref = llvm::dyn_cast<clang::UnaryOperator>(value))
    return deref->getOpcode() == clang::UO_Deref &&
                   llvm::isa<clang::CXXThisExpr>(deref->getSubExpr()->IgnoreParenImpCasts())
               ? std::optional(Returned{true, 0})
               : std::nullopt;
  if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(value)) {
    const auto *param = llvm::dyn_cast<clang::ParmVarDecl>(ref->getDecl());
    return param && param->getDeclContext() == function && param->getType()->isLValueReferenceType()
               ? std::optional(Returned{false, param->getFunctionScopeIndex()})
               : std::nullopt;
  }
  if (llvm::isa<clang::CXXThisExpr>(value)) // the implicit object of `return add(o);`
    return Returned{true, 0};
  // `a += b`, also while it is not resolved.
  if (const auto *assign = llvm::dyn_cast<clang::BinaryOperator>(value);
      assign && assign->isAssignmentOp())
    return objectOf(assign->getLHS(), function, depth);
  if (const auto *operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(value);
      operation && operation->isTypeDependent() && operation->isAssignmentOp())
    return objectOf(operation->getArg(0), function, depth);
  const Expr *object = calledOn(value, depth);
  return object ? objectOf(object, function, depth) : std::nullopt;
}

std::optional<Returned> of(const FunctionDecl *function, int depth) {
  if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
    function = pattern;
  const FunctionDecl *definition = nullptr;
  if (depth > MaxDepth || !function->getReturnType()->isLValueReferenceType() ||
      !function->hasBody(definition))
    return std::nullopt;
  Returns returns;
  returns.TraverseStmt(definition->getBody());
  std::optional<Returned> found;
  for (const Expr *value : returns.values) {
    const auto each = objectOf(value, definition, depth);
    if (!each || (found && *found != *each))
      return std::nullopt;
    found = each;
  }
  return found;
}

} // namespace

std::optional<Returned> returnedObject(const FunctionDecl *function) { return of(function, 0); }

const Expr *returnedBy(const Expr *call) { return calledOn(call->IgnoreParenImpCasts(), 0); }

} // namespace autograft::frontend
