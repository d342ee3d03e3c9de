// Writes and what they change, casts, braced lists, closures; see Builder.h.
#include "frontend/Builder.h"
#include "frontend/Returned.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"
#include "llvm/ADT/TypeSwitch.h"

namespace autograft::frontend {

using namespace tree;
using clang::Expr;

Builder::Target Builder::partOf(const Expr *base, Target::Part part) {
  Target root = targetOf(base);
  if (root.part == Target::Part::Whole)
    root.part = part;
  return root;
}

Builder::Target Builder::variable(const clang::ValueDecl *decl) {
  if (!llvm::isa<clang::VarDecl, clang::BindingDecl, clang::FieldDecl>(decl))
    return {};
  return {symbolOf(decl), Target::Part::Whole};
}

Builder::Target Builder::targetOf(const Expr *target) {
  using namespace clang;
  using clang::Expr;
  using Part = Target::Part;
  const Expr *node = target->IgnoreParenImpCasts();
  if (const Expr *inner = wrapped(node))
    return targetOf(inner);
  if (fn.self != kNoSymbol && isSelf(node))
    return {fn.self, Part::Whole};
  return llvm::TypeSwitch<const Expr *, Target>(node)
      .Case([&](const DeclRefExpr *n) { return variable(n->getDecl()); })
      .Case([&](const MemberExpr *n) {
        if (const auto path = pathOf(n); path && !path->empty())
          return Target{outsideSymbol(*path), Part::Whole};
        const bool own =
            isa<VarDecl>(n->getMemberDecl()) ||
            (fn.self == kNoSymbol && isa<CXXThisExpr>(n->getBase()->IgnoreParenImpCasts()));
        return own ? variable(n->getMemberDecl()) : partOf(n->getBase(), Part::Part);
      })
      .Case([&](const ArraySubscriptExpr *n) {
        return partOf(n->getBase(), n->isTypeDependent() ? Part::Item : Part::Part);
      })
      .Case([&](const UnaryOperator *n) {
        return partOf(n->getSubExpr(), n->getOpcode() == UO_Deref ? Part::Part : Part::Whole);
      })
      .Case([&](const BinaryOperator *n) {
        if (n->isCommaOp())
          return targetOf(n->getRHS());
        return n->isAssignmentOp() ? targetOf(n->getLHS()) : Target{};
      })
      .Case([&](const CXXOperatorCallExpr *n) { return operatorTarget(n); })
      .Case([&](const CXXMemberCallExpr *n) {
        const bool item = isStaged(classify(n->getObjectType()));
        return partOf(n->getImplicitObjectArgument(), item ? Part::Item : Part::Part);
      })
      .Case([&](const CallExpr *n) {
        // std::get<0>(p), std::move(p.x), std::as_const(p): inside of their argument.
        if (const FunctionDecl *fn = n->getDirectCallee();
            fn && isInStd(fn) && n->getNumArgs() == 1 && n->isGLValue())
          return partOf(n->getArg(0), Part::Part);
        if (const Expr *object = returnedBy(n))
          return targetOf(object);
        const auto *callee = dyn_cast<CXXDependentScopeMemberExpr>(n->getCallee());
        return callee && !callee->isImplicitAccess() ? partOf(callee->getBase(), Part::Item)
                                                     : Target{};
      })
      .Case([&](const CXXDependentScopeMemberExpr *n) {
        return n->isImplicitAccess() ? Target{} : partOf(n->getBase(), Part::Part);
      })
      .Default([](const Expr *) { return Target{}; });
}

Builder::Target Builder::operatorTarget(const clang::CXXOperatorCallExpr *node) {
  const clang::OverloadedOperatorKind op = node->getOperator();
  const Expr *base = node->getArg(0);
  if (node->isAssignmentOp() || op == clang::OO_PlusPlus || op == clang::OO_MinusMinus)
    return targetOf(base);
  const bool item =
      op == clang::OO_Subscript && (isStaged(classify(base->getType())) || node->isTypeDependent());
  return partOf(base, item ? Target::Part::Item : Target::Part::Part);
}

ExprPtr Builder::write(WriteKind kind, const Expr *node, const Expr *target, const Expr *value) {
  ExprPtr result = make(ExprKind::Write, node);
  // `(c ? a : b) = v` changes a variable that no analysis would see.
  if (llvm::isa<clang::AbstractConditionalOperator>(target->IgnoreParenImpCasts()))
    unsupported(node->getSourceRange(), "a write to the result of `?:`");
  const Target root = targetOf(target);
  result->symbol = root.symbol;
  result->write = kind;
  if (root.part == Target::Part::Item)
    result->write = WriteKind::Item;
  else if (root.part == Target::Part::Part && kind != WriteKind::PassedRef)
    result->write = WriteKind::Part;
  result->type = typeOf(target->getType());
  result->children.push_back(expr(target));
  if (value)
    result->children.push_back(expr(value));
  return result;
}

// ------------------------------------------------------------------------------------ casts, lists

ExprPtr Builder::explicitCast(const clang::ExplicitCastExpr *node) {
  ExprPtr child = expr(node->getSubExpr());
  const clang::TypeLoc written =
      node->getTypeInfoAsWritten() ? node->getTypeInfoAsWritten()->getTypeLoc() : clang::TypeLoc();
  const Type target = writtenType(node->getType(), written);
  if (target.cls == ValueClass::Void)
    return child;
  const bool toNumber = target.cls == ValueClass::Number || target.cls == ValueClass::Bool;
  if (child->kind == ExprKind::ToBool && target.cls == ValueClass::Bool) {
    child->isExplicit = true;
    child->range = range(node->getSourceRange());
    child->place = place(node->getBeginLoc());
    return child;
  }
  if (isNumbers(target) && (child->kind == ExprKind::Aggregate || isNumbers(child->type))) {
    // `Vec3{a, b}`: the list inside is the value; the name in front belongs to it.
    if (child->kind == ExprKind::Aggregate) {
      child->range = range(node->getSourceRange());
      if (written && llvm::isa<clang::CXXFunctionalCastExpr>(node))
        child->name = range(written.getSourceRange());
    }
    return child;
  }
  const bool constructs =
      (target.cls == ValueClass::HostOther || target.cls == ValueClass::Structure) &&
      node->getType()->isRecordType() && !child->children.empty();
  if (isTensorLike(target) || constructs) {
    // The construction inside is the cast; the type's name belongs to it.
    child->range = range(node->getSourceRange());
    return child;
  }
  const bool fromNumber = isNumber(child->type) || child->type.cls == ValueClass::Dependent;
  const bool casts = (toNumber || target.cls == ValueClass::Dependent) && fromNumber;
  ExprPtr result = make(casts ? ExprKind::Cast : ExprKind::Opaque, node);
  result->type = target;
  result->children.push_back(std::move(child));
  return result;
}

namespace {
/// The list for an array of numbers, as it is a field of a structure of numbers.
bool inNumbers(const clang::InitListExpr *list) {
  clang::QualType type = list->getType();
  if (!type->isConstantArrayType())
    return false;
  while (const auto *array = llvm::dyn_cast<clang::ConstantArrayType>(type.getCanonicalType()))
    type = array->getElementType();
  return isPromotable(classify(type)) || isNumbers(type);
}
} // namespace

// What is made of the parts; those that stand nowhere in the text are left out.
ExprPtr Builder::aggregate(const Expr *node, llvm::ArrayRef<const Expr *> parts,
                           clang::TypeLoc name) {
  ExprPtr result = make(ExprKind::Aggregate, node);
  if (name)
    result->name = range(name.getSourceRange());
  for (const Expr *each : parts)
    if (each && !llvm::isa<clang::ImplicitValueInitExpr, clang::CXXDefaultInitExpr,
                           clang::CXXDefaultArgExpr>(each))
      result->children.push_back(expr(each));
  return result;
}

ExprPtr Builder::list(const clang::InitListExpr *node) {
  const clang::InitListExpr *semantic =
      node->isSemanticForm() || !node->getSemanticForm() ? node : node->getSemanticForm();
  if (semantic->getNumInits() == 1 && !semantic->getType()->isRecordType() &&
      !semantic->getType()->isArrayType())
    return expr(semantic->getInit(0));
  if (isNumbers(semantic->getType()) || inNumbers(semantic))
    return aggregate(node, semantic->inits(), {});
  ExprPtr result = make(ExprKind::Opaque, node);
  for (const Expr *init : semantic->inits())
    if (init && !llvm::isa<clang::ImplicitValueInitExpr>(init))
      result->children.push_back(expr(init));
  // A list of tensors, as stack({a, b}) takes it, or of what may be promoted: Tensor{x, y}.
  const clang::ArrayType *array = semantic->getType()->getAsArrayTypeUnsafe();
  if (!result->children.empty() &&
      ((array && takesStaged(array->getElementType())) ||
       llvm::all_of(result->children, [](const ExprPtr &e) { return isTensorLike(e->type); })))
    result->kind = ExprKind::TensorExpr;
  return result;
}

ExprPtr Builder::lambda(const clang::LambdaExpr *node) {
  ExprPtr result = make(ExprKind::Lambda, node);
  result->lambda = std::make_unique<LambdaInfo>();
  LambdaInfo &info = *result->lambda;
  std::map<SymbolId, bool> captured; // by copy?
  for (const clang::LambdaCapture &capture : node->captures()) {
    if (!capture.capturesVariable())
      continue;
    const auto *var = llvm::dyn_cast<clang::VarDecl>(capture.getCapturedVar());
    if (!var || !var->isInitCapture())
      captured[symbolOf(capture.getCapturedVar())] = capture.getCaptureKind() == clang::LCK_ByCopy;
    else if (var->getInit())
      info.initCaptures.push_back(expr(var->getInit()));
  }
  const std::size_t before = fn.symbols.size();
  lambdaUses.emplace_back();
  const clang::CXXMethodDecl *op = node->getCallOperator();
  for (const clang::ParmVarDecl *param : op->parameters()) {
    info.params.push_back(declare(param));
    info.paramTypes.push_back(bareTypeRange(param));
  }
  info.body = stmt(node->getBody());
  // In templates implicit captures are not listed; what is used tells.
  for (const SymbolId id : lambdaUses.back()) {
    if (isOutside(fn.symbol(id))) {
      // A promoted value is a local variable, which only this capture takes along.
      if (node->getCaptureDefault() != clang::LCD_ByRef)
        fn.symbols[static_cast<std::size_t>(id)].isRead = true;
      continue;
    }
    if (static_cast<std::size_t>(id) >= before)
      continue;
    const auto entry = captured.find(id);
    const bool copied =
        entry != captured.end() ? entry->second : node->getCaptureDefault() == clang::LCD_ByCopy;
    (copied ? info.byCopy : info.byRef).push_back(id);
  }
  lambdaUses.pop_back();
  info.result = typeOf(op->getReturnType());
  info.hasParameters = node->hasExplicitParameters();
  info.resultSpelled = node->hasExplicitResultType();
  if (info.resultSpelled)
    if (const auto type = op->getFunctionTypeLoc())
      info.resultText = range(type.getReturnLoc().getSourceRange());
  return result;
}

} // namespace autograft::frontend
