// Calls and operators whose meaning a template leaves open; see Builder.h. Nothing here may depend
// on what a dependent type turns out to be: the same text serves all instantiations.
#include "frontend/Annotations.h"
#include "frontend/Builder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

namespace autograft::frontend {

using namespace tree;
using clang::Expr;
using clang::FunctionDecl;

namespace {

const FunctionDecl *asFunction(const clang::NamedDecl *decl) {
  decl = decl->getUnderlyingDecl();
  if (const auto *made = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl))
    return made->getTemplatedDecl();
  return llvm::dyn_cast<FunctionDecl>(decl);
}

/// The functions that an unresolved name may mean, without those that only ADL would find.
std::vector<const FunctionDecl *> candidates(const clang::OverloadExpr *name) {
  std::vector<const FunctionDecl *> found;
  for (const clang::NamedDecl *decl : name->decls())
    if (const FunctionDecl *fn = asFunction(decl))
      found.push_back(fn);
  return found;
}

bool mayWrite(llvm::ArrayRef<const FunctionDecl *> candidates, unsigned i) {
  return llvm::any_of(candidates, [i](const FunctionDecl *fn) {
    if (i >= fn->getNumParams())
      return false;
    const clang::QualType type = fn->getParamDecl(i)->getType();
    return type->isLValueReferenceType() && !type->getPointeeType().isConstQualified();
  });
}

/// A lambda, or a variable that holds one.
bool isClosure(const Expr *callee) {
  const clang::CXXRecordDecl *record = callee->getType()->getAsCXXRecordDecl();
  if (record && record->isLambda())
    return true;
  const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(callee);
  const auto *var = ref ? llvm::dyn_cast<clang::VarDecl>(ref->getDecl()) : nullptr;
  return var && var->getInit() && llvm::isa<clang::LambdaExpr>(var->getInit()->IgnoreImplicit());
}

/// Members of Tensor and of containers that only read, by name: all that is known of the object.
bool onlyReadsByName(llvm::StringRef name) {
  static const llvm::StringSet<> names = {
      "shape", "rank", "size",  "dtype", "item", "to",   "at",    "T",     "defined", "to_vector",
      "begin", "end",  "empty", "front", "back", "find", "count", "value", "symbolic"};
  return names.contains(name);
}

} // namespace

ExprPtr Builder::dependentOperator(const clang::CXXOperatorCallExpr *node) {
  const clang::OverloadedOperatorKind op = node->getOperator();
  const auto logical = [&](ExprKind kind) {
    ExprPtr result = make(kind, node);
    result->type = Type{.cls = ValueClass::Bool, .text = "bool"};
    for (const Expr *arg : node->arguments())
      result->children.push_back(condition(arg));
    return result;
  };
  if (op == clang::OO_AmpAmp)
    return logical(ExprKind::And);
  if (op == clang::OO_PipePipe)
    return logical(ExprKind::Or);
  if (op == clang::OO_Exclaim)
    return logical(ExprKind::Not);
  if (op == clang::OO_Equal)
    return write(WriteKind::Assign, node, node->getArg(0), node->getArg(1));
  if (op == clang::OO_PlusPlus || op == clang::OO_MinusMinus)
    return write(WriteKind::Increment, node, node->getArg(0), nullptr);
  if (clang::CXXOperatorCallExpr::isAssignmentOp(op))
    return write(WriteKind::Compound, node, node->getArg(0), node->getArg(1));
  const bool container = op == clang::OO_Subscript && isStdTemplate(node->getArg(0)->getType());
  const bool host = container || classify(node->getArg(0)->getType()) == TypeClass::HostOther;
  ExprPtr result =
      make(op == clang::OO_Subscript ? ExprKind::TensorExpr : ExprKind::Arithmetic, node);
  if (host || op == clang::OO_Call) {
    result->kind = ExprKind::Call;
    result->call = std::make_unique<CallInfo>();
    result->call->kind = host && op != clang::OO_Call ? CallKind::Opaque : CallKind::Dependent;
    result->call->name = std::string("operator") + clang::getOperatorSpelling(op);
    result->call->hasObject = op == clang::OO_Call;
  }
  for (const Expr *arg : node->arguments())
    result->children.push_back(expr(arg));
  if (container)
    result->children[1] = hostUse(std::move(result->children[1]), indexNoun(node->getArg(0)));
  if (result->call && result->call->kind == CallKind::Opaque)
    for (const ExprPtr &child : result->children)
      result->call->arguments.push_back({child->type, false});
  return result;
}

ExprPtr Builder::dependentCall(const clang::CallExpr *node) {
  const Expr *callee = node->getCallee()->IgnoreParenImpCasts();
  const llvm::ArrayRef<const Expr *> args(node->getArgs(), node->getNumArgs());
  if (const auto *method = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(callee))
    return dependentMethod(node, method);
  ExprPtr result = make(ExprKind::Call, node);
  result->call = std::make_unique<CallInfo>();
  result->call->kind = CallKind::Dependent;
  std::vector<const FunctionDecl *> found;
  if (const auto *name = llvm::dyn_cast<clang::OverloadExpr>(callee)) {
    found = candidates(name);
    result->call->name = name->getName().getAsString();
  } else {
    result->call->name = "a function object";
    result->call->hasObject = true;
    result->children.push_back(expr(callee));
    if (isClosure(callee))
      result->call->kind = CallKind::Closure;
  }
  for (unsigned i = 0; i < args.size(); ++i)
    result->children.push_back(argument(args[i], mayWrite(found, i)));
  resolve(*result, node, found, llvm::dyn_cast<clang::OverloadExpr>(callee));
  if (result->call->kind != CallKind::Dependent)
    for (std::size_t i = result->call->hasObject; i < result->children.size(); ++i)
      result->call->arguments.push_back(
          {result->children[i]->type, result->children[i]->kind == ExprKind::Write});
  return result;
}

// What the candidates have in common is known before instantiation.
void Builder::resolve(tree::Expr &result, const clang::CallExpr *call,
                      llvm::ArrayRef<const FunctionDecl *> found, const clang::OverloadExpr *name) {
  if (found.empty())
    return;
  CallInfo &info = *result.call;
  const auto all = [&](auto test) { return llvm::all_of(found, test); };
  if (found.size() == 1 && isAnnotated(found[0])) {
    info.kind = CallKind::Annotated;
    info.crossing = crossingId(found[0]);
    if (!found[0]->getReturnType()->isDependentType())
      result.type = typeOf(found[0]->getReturnType());
  } else if (all([](const FunctionDecl *fn) { return isInAg(fn); })) {
    info.kind = info.name == "check" || info.name == "print" ? CallKind::AgEffect : CallKind::AgOp;
  } else if (name && name->getQualifier() &&
             all([](const FunctionDecl *fn) { return isInStd(fn); }) &&
             hasMathTwin(ctx.ast, info.name)) {
    info.kind = CallKind::Math;
    info.callee = range(name->getSourceRange());
    // `std::max({a, b})`: the list has no type yet.
    if (ExprPtr &list = result.children.front();
        call->getNumArgs() == 1 &&
        llvm::isa<clang::InitListExpr>(call->getArg(0)->IgnoreImplicit()))
      list->kind = ExprKind::Aggregate;
  }
}

ExprPtr Builder::dependentMethod(const clang::CallExpr *node,
                                 const clang::CXXDependentScopeMemberExpr *method) {
  const std::string name = method->getMember().getAsString();
  if (name == "item" && !method->isImplicitAccess())
    return itemCall(node, method->getBase(), method->getMemberLoc(),
                    method->getNumTemplateArgs() ? method->getTemplateArgs() : nullptr);
  ExprPtr result = make(ExprKind::Call, node);
  result->call = std::make_unique<CallInfo>();
  result->call->kind = CallKind::Dependent;
  result->call->name = name;
  if (!method->isImplicitAccess()) {
    result->call->hasObject = true;
    const Expr *object = method->getBase();
    const bool reads = onlyReadsByName(name) || method->isArrow();
    result->children.push_back(reads ? expr(object)
                                     : write(WriteKind::Method, object, object, nullptr));
  }
  for (const Expr *arg : node->arguments())
    result->children.push_back(expr(arg));
  return result;
}

} // namespace autograft::frontend
