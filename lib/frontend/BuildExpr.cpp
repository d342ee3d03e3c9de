// Expressions except calls; see Builder.h.
#include "frontend/Builder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"
#include "llvm/ADT/TypeSwitch.h"

namespace autograft::frontend {

using namespace tree;
using clang::Expr;
using clang::Stmt;

ExprPtr Builder::make(ExprKind kind, const Expr *node) const {
  auto result = std::make_unique<tree::Expr>();
  result->kind = kind;
  result->range = range(node->getSourceRange());
  result->place = place(node->getBeginLoc());
  result->type = typeOf(node->getType());
  return result;
}

ExprPtr Builder::hostUse(ExprPtr child, std::string noun) const {
  auto result = std::make_unique<tree::Expr>();
  result->kind = ExprKind::HostUse;
  result->range = child->range;
  result->place = child->place;
  result->type = child->type;
  result->text = std::move(noun);
  result->children.push_back(std::move(child));
  return result;
}

const Expr *wrapped(const Expr *node) {
  if (const auto *full = llvm::dyn_cast<clang::FullExpr>(node)) // with clean-ups, constant
    return full->getSubExpr();
  if (const auto *made = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(node))
    return made->getSubExpr();
  if (const auto *bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(node))
    return bound->getSubExpr();
  if (const auto *substituted = llvm::dyn_cast<clang::SubstNonTypeTemplateParmExpr>(node))
    return substituted->getReplacement();
  if (const auto *made = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(node))
    return made->getSubExpr();
  return nullptr;
}

namespace {

bool isLeaf(const Expr *node) {
  switch (node->getStmtClass()) {
  case Stmt::IntegerLiteralClass:
  case Stmt::FloatingLiteralClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::StringLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
  case Stmt::UserDefinedLiteralClass:
  case Stmt::PredefinedExprClass:
  case Stmt::CXXThisExprClass:
  case Stmt::CXXDefaultArgExprClass:
  case Stmt::CXXDefaultInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::SourceLocExprClass:
  case Stmt::UnaryExprOrTypeTraitExprClass: // sizeof, alignof: operands are not evaluated
  case Stmt::CXXNoexceptExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::DependentScopeDeclRefExprClass:
  case Stmt::SubstNonTypeTemplateParmPackExprClass:
    return true;
  default:
    return false;
  }
}

/// Anything in the expression that staging would have to treat.
bool touchesStaged(const tree::Expr &expr) {
  if (isTensorLike(expr.type) || expr.type.cls == ValueClass::Dependent)
    return true;
  for (const ExprPtr &child : expr.children)
    if (touchesStaged(*child))
      return true;
  return false;
}

} // namespace

// An expression of a kind that this builder does not know. Its operands are still visited.
ExprPtr Builder::opaque(const Expr *node) {
  ExprPtr result = make(ExprKind::Opaque, node);
  if (llvm::isa<clang::PackExpansionExpr, clang::CXXFoldExpr>(node))
    result->text = "a pack";
  bool strange = false;
  for (const Stmt *child : node->children()) {
    if (const auto *operand = llvm::dyn_cast_or_null<Expr>(child))
      result->children.push_back(expr(operand));
    else
      strange |= child != nullptr;
  }
  if (strange)
    unsupported(node->getSourceRange(), std::string("a ") + node->getStmtClassName());
  return result;
}

namespace {

/// Kinds whose operands are simply needed on the host.
bool isKnownOpaque(const Expr *node) {
  switch (node->getStmtClass()) {
  case Stmt::CXXNewExprClass:
  case Stmt::CXXDeleteExprClass:
  case Stmt::CXXDynamicCastExprClass:
  case Stmt::CXXReinterpretCastExprClass:
  case Stmt::CXXConstCastExprClass:
  case Stmt::CompoundLiteralExprClass:
  case Stmt::ParenListExprClass:
  case Stmt::CXXParenListInitExprClass:
  case Stmt::CXXFoldExprClass:
  case Stmt::PackExpansionExprClass:
  case Stmt::CXXUnresolvedConstructExprClass:
  case Stmt::BinaryConditionalOperatorClass:
  case Stmt::OpaqueValueExprClass:
  case Stmt::CXXPseudoDestructorExprClass:
  case Stmt::DesignatedInitExprClass:
  case Stmt::MatrixSubscriptExprClass:
  case Stmt::ArrayInitLoopExprClass:
  case Stmt::ArrayInitIndexExprClass:
  case Stmt::CXXInheritedCtorInitExprClass:
    return true;
  default:
    return false;
  }
}

} // namespace

ExprPtr Builder::expr(const Expr *node) {
  using namespace clang;
  using clang::Expr;
  if (const Expr *inner = wrapped(node))
    return expr(inner);
  if (fn.self != kNoSymbol && isSelf(node))
    return self(node);
  if (isLeaf(node))
    return make(ExprKind::Literal, node);
  return llvm::TypeSwitch<const Expr *, ExprPtr>(node)
      .Case([&](const ImplicitCastExpr *n) {
        if (n->getCastKind() == CK_ArrayToPointerDecay)
          addressOf(n->getSubExpr());
        return expr(n->getSubExpr());
      })
      .Case([&](const ParenExpr *n) { return group(n); })
      .Case([&](const BinaryOperator *n) { return binary(n); })
      .Case([&](const UnaryOperator *n) { return unary(n); })
      .Case([&](const CXXOperatorCallExpr *n) { return operatorCall(n); })
      .Case([&](const CXXMemberCallExpr *n) { return memberCall(n); })
      .Case([&](const CallExpr *n) { return call(n); })
      .Case([&](const CXXConstructExpr *n) { return construct(n); })
      .Case([&](const ExplicitCastExpr *n) { return explicitCast(n); })
      .Case([&](const DeclRefExpr *n) { return reference(n); })
      .Case([&](const MemberExpr *n) { return member(n); })
      .Case([&](const ArraySubscriptExpr *n) { return subscript(n); })
      .Case([&](const ConditionalOperator *n) { return conditional(n); })
      .Case([&](const LambdaExpr *n) { return lambda(n); })
      .Case([&](const InitListExpr *n) { return list(n); })
      .Case([&](const CXXThrowExpr *n) { return operands(ExprKind::Throw, n, n->getSubExpr()); })
      .Case([&](const CXXRewrittenBinaryOperator *n) { return rewritten(n); })
      .Case([&](const CXXDependentScopeMemberExpr *n) {
        if (n->isImplicitAccess() || isa<CXXThisExpr>(n->getBase()->IgnoreParenImpCasts()))
          unsupported(n->getSourceRange(), "a member of a base class that depends on a template "
                                           "parameter");
        // Of a structure of numbers it is staged as the whole is.
        const bool part = !n->isImplicitAccess() && !n->isArrow();
        return operands(part ? ExprKind::Part : ExprKind::Opaque, n,
                        n->isImplicitAccess() ? nullptr : n->getBase());
      })
      .Case([&](const CXXUnresolvedConstructExpr *n) { return dependentCast(n); })
      .Case([&](const OverloadExpr *n) { return make(ExprKind::Literal, n); })
      .Default([&](const Expr *n) { return unknown(n); });
}

ExprPtr Builder::operands(ExprKind kind, const Expr *node, const Expr *operand) {
  ExprPtr result = make(kind, node);
  if (operand)
    result->children.push_back(expr(operand));
  return result;
}

ExprPtr Builder::group(const clang::ParenExpr *node) {
  ExprPtr result = operands(ExprKind::Group, node, node->getSubExpr());
  result->type = result->children[0]->type;
  return result;
}

ExprPtr Builder::condition(const Expr *node) {
  ExprPtr inner = expr(node);
  if (inner->type.cls != ValueClass::Dependent || inner->kind == ExprKind::ToBool)
    return inner;
  // In a template the conversion is not in the tree yet; at instantiation it may be staged.
  ExprPtr result = make(ExprKind::ToBool, node);
  result->type = Type{.cls = ValueClass::Bool, .text = "bool"};
  result->children.push_back(std::move(inner));
  return result;
}

ExprPtr Builder::reference(const clang::DeclRefExpr *node) {
  const clang::ValueDecl *decl = node->getDecl();
  if (!llvm::isa<clang::VarDecl, clang::BindingDecl>(decl))
    return make(ExprKind::Literal, node); // enumerator, function, template parameter
  ExprPtr result = make(ExprKind::Ref, node);
  result->symbol = symbolOf(decl);
  return result;
}

ExprPtr Builder::member(const clang::MemberExpr *node) {
  if (const auto *var = llvm::dyn_cast<clang::VarDecl>(node->getMemberDecl())) { // static member
    ExprPtr result = make(ExprKind::Ref, node);
    result->symbol = symbolOf(var);
    return result;
  }
  if (const auto path = pathOf(node); path && !path->empty()) {
    ExprPtr result = make(ExprKind::Ref, node);
    result->symbol = outsideSymbol(*path);
    return result;
  }
  const bool onSelf = fn.self != kNoSymbol && isSelf(node->getBase());
  if (onSelf || (!node->isArrow() && isNumbers(node->getBase()->getType())))
    return part(node, node->getBase());
  ExprPtr result = make(ExprKind::Opaque, node);
  result->children.push_back(expr(node->getBase()));
  return result;
}

std::string Builder::indexNoun(const Expr *container) const {
  const Range base = range(container->getSourceRange());
  return "an index of '" + ctx.text.slice({base.begin, base.end}).str() + "'";
}

bool Builder::isSelf(const Expr *node) {
  node = node->IgnoreParenImpCasts();
  if (const auto *deref = llvm::dyn_cast<clang::UnaryOperator>(node);
      deref && deref->getOpcode() == clang::UO_Deref)
    node = deref->getSubExpr()->IgnoreParenImpCasts();
  return llvm::isa<clang::CXXThisExpr>(node);
}

ExprPtr Builder::self(const Expr *node) const {
  ExprPtr result = make(ExprKind::Ref, node);
  result->symbol = fn.self;
  result->type = fn.symbol(fn.self).type;
  return result;
}

// A member or element of a structure of numbers.
ExprPtr Builder::part(const Expr *node, const Expr *object, const Expr *index) {
  ExprPtr result = make(ExprKind::Part, node);
  result->children.push_back(expr(object));
  if (!index)
    return result;
  result->children.push_back(hostUse(expr(index), indexNoun(object)));
  return result;
}

ExprPtr Builder::subscript(const clang::ArraySubscriptExpr *node) {
  if (fn.self != kNoSymbol || node->getBase()->IgnoreParenImpCasts()->isLValue())
    if (const auto *field =
            llvm::dyn_cast<clang::MemberExpr>(node->getBase()->IgnoreParenImpCasts()))
      if ((fn.self != kNoSymbol && isSelf(field->getBase())) ||
          (!field->isArrow() && isNumbers(field->getBase()->getType())))
        return part(node, field, node->getIdx());
  ExprPtr base = expr(node->getBase());
  ExprPtr index = expr(node->getIdx());
  const clang::QualType array = node->getBase()->IgnoreParenImpCasts()->getType();
  const bool dependent = base->type.cls == ValueClass::Dependent && !array->isPointerType() &&
                         !array->isArrayType() && !isStdTemplate(array);
  ExprPtr result = make(dependent ? ExprKind::TensorExpr : ExprKind::Opaque, node);
  if (!dependent)
    index = hostUse(std::move(index), indexNoun(node->getBase()));
  result->children.push_back(std::move(base));
  result->children.push_back(std::move(index));
  return result;
}

ExprPtr Builder::conditional(const clang::ConditionalOperator *node) {
  ExprPtr result = make(ExprKind::Conditional, node);
  result->children.push_back(condition(node->getCond()));
  result->children.push_back(expr(node->getTrueExpr()));
  result->children.push_back(expr(node->getFalseExpr()));
  return result;
}

void Builder::addressOf(const Expr *operand) {
  if (const auto path = pathOf(operand); path && !path->empty())
    fn.symbols[static_cast<std::size_t>(outsideSymbol(*path))].addressTaken = true;
  else if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(operand->IgnoreParenImpCasts()))
    if (llvm::isa<clang::VarDecl, clang::BindingDecl>(ref->getDecl()))
      fn.symbols[static_cast<std::size_t>(symbolOf(ref->getDecl()))].addressTaken = true;
}

ExprPtr Builder::unary(const clang::UnaryOperator *node) {
  const Expr *operand = node->getSubExpr();
  if (node->isIncrementDecrementOp())
    return write(WriteKind::Increment, node, operand, nullptr);
  switch (node->getOpcode()) {
  case clang::UO_LNot: {
    ExprPtr result = make(ExprKind::Not, node);
    result->type = Type{.cls = ValueClass::Bool, .text = "bool"};
    result->children.push_back(condition(operand));
    return result;
  }
  case clang::UO_Extension:
    return expr(operand);
  case clang::UO_AddrOf:
    addressOf(operand);
    if (llvm::isa<clang::DeclRefExpr>(operand->IgnoreParens()))
      return make(ExprKind::Opaque, node); // reads nothing
    break;
  default:
    break;
  }
  ExprPtr child = expr(operand);
  const bool computes = isNumber(child->type) || child->type.cls == ValueClass::Dependent;
  const bool points = node->getOpcode() == clang::UO_AddrOf || node->getOpcode() == clang::UO_Deref;
  ExprPtr result = make(computes && !points ? ExprKind::Arithmetic : ExprKind::Opaque, node);
  result->children.push_back(std::move(child));
  return result;
}

ExprPtr Builder::binary(const clang::BinaryOperator *node) {
  if (node->isAssignmentOp())
    return write(node->isCompoundAssignmentOp() ? WriteKind::Compound : WriteKind::Assign, node,
                 node->getLHS(), node->getRHS());
  if (node->isLogicalOp()) {
    ExprPtr result = make(node->getOpcode() == clang::BO_LAnd ? ExprKind::And : ExprKind::Or, node);
    result->type = Type{.cls = ValueClass::Bool, .text = "bool"};
    result->children.push_back(condition(node->getLHS()));
    result->children.push_back(condition(node->getRHS()));
    return result;
  }
  ExprPtr left = expr(node->getLHS());
  ExprPtr right = expr(node->getRHS());
  const auto computes = [](const tree::Expr &operand) {
    return isNumber(operand.type) || operand.type.cls == ValueClass::Dependent ||
           isTensorLike(operand.type);
  };
  const bool arithmetic = computes(*left) && computes(*right);
  ExprKind kind = arithmetic ? ExprKind::Arithmetic : ExprKind::Opaque;
  if (node->isCommaOp())
    kind = ExprKind::Comma;
  ExprPtr result = make(kind, node);
  result->children.push_back(std::move(left));
  result->children.push_back(std::move(right));
  return result;
}

// `a != b` made of `operator==`, and the like.
ExprPtr Builder::rewritten(const clang::CXXRewrittenBinaryOperator *node) {
  ExprPtr result = make(ExprKind::Opaque, node);
  result->children.push_back(expr(node->getLHS()));
  result->children.push_back(expr(node->getRHS()));
  if (touchesStaged(*result))
    result->kind = ExprKind::TensorExpr;
  return result;
}

ExprPtr Builder::dependentCast(const clang::CXXUnresolvedConstructExpr *node) {
  if (node->getNumArgs() != 1 || node->isListInitialization())
    return opaque(node);
  ExprPtr result = operands(ExprKind::Cast, node, node->getArg(0));
  result->type = writtenType(node->getType(), node->getTypeSourceInfo()->getTypeLoc());
  return result;
}

ExprPtr Builder::unknown(const Expr *node) {
  ExprPtr result = opaque(node);
  if (!isKnownOpaque(node) && touchesStaged(*result))
    unsupported(node->getSourceRange(), std::string("a ") + node->getStmtClassName());
  return result;
}

} // namespace autograft::frontend
