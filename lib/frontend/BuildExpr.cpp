// Expressions except calls; see Builder.h.
#include "frontend/Builder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"

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

/// Wrappers that add nothing: what they wrap, or null.
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

bool isNumber(const tree::Expr &expr) {
  return expr.type.cls == ValueClass::Number || expr.type.cls == ValueClass::Bool;
}

bool isTensorLike(ValueClass cls) {
  return cls == ValueClass::Tensor || cls == ValueClass::Scalar || cls == ValueClass::RangeObject;
}

/// Anything in the expression that staging would have to treat.
bool touchesStaged(const tree::Expr &expr) {
  if (isTensorLike(expr.type.cls) || expr.type.cls == ValueClass::Dependent)
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
  if (const Expr *inner = wrapped(node))
    return expr(inner);
  if (isLeaf(node))
    return make(ExprKind::Literal, node);
  if (const auto *cast = llvm::dyn_cast<clang::ImplicitCastExpr>(node)) {
    if (cast->getCastKind() == clang::CK_ArrayToPointerDecay)
      addressOf(cast->getSubExpr());
    return expr(cast->getSubExpr());
  }
  if (const auto *op = llvm::dyn_cast<clang::BinaryOperator>(node))
    return binary(op);
  if (const auto *op = llvm::dyn_cast<clang::UnaryOperator>(node))
    return unary(op);
  if (const auto *op = llvm::dyn_cast<clang::CXXOperatorCallExpr>(node))
    return operatorCall(op);
  if (const auto *method = llvm::dyn_cast<clang::CXXMemberCallExpr>(node))
    return memberCall(method);
  if (const auto *function = llvm::dyn_cast<clang::CallExpr>(node);
      function && !llvm::isa<clang::UserDefinedLiteral>(node))
    return call(function);
  if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(node))
    return construct(made);
  if (const auto *cast = llvm::dyn_cast<clang::ExplicitCastExpr>(node))
    return explicitCast(cast);
  if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(node))
    return reference(ref);
  if (const auto *field = llvm::dyn_cast<clang::MemberExpr>(node))
    return member(field);
  if (const auto *element = llvm::dyn_cast<clang::ArraySubscriptExpr>(node))
    return subscript(element);
  if (const auto *choice = llvm::dyn_cast<clang::ConditionalOperator>(node))
    return conditional(choice);
  if (const auto *closure = llvm::dyn_cast<clang::LambdaExpr>(node))
    return lambda(closure);
  if (const auto *values = llvm::dyn_cast<clang::InitListExpr>(node))
    return list(values);
  return unresolved(node);
}

ExprPtr Builder::condition(const Expr *node) {
  ExprPtr inner = expr(node);
  if (inner->type.cls != ValueClass::Dependent || inner->kind == ExprKind::ToBool)
    return inner;
  // In a template the conversion is not in the tree yet; at instantiation it may be staged.
  ExprPtr result = make(ExprKind::ToBool, node);
  result->type = Type{ValueClass::Bool, "bool", false, false};
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
  const auto *field = llvm::dyn_cast<clang::FieldDecl>(node->getMemberDecl());
  if (field && llvm::isa<clang::CXXThisExpr>(node->getBase()->IgnoreParenImpCasts())) {
    ExprPtr result = make(ExprKind::Ref, node);
    result->symbol = symbolOf(field);
    return result;
  }
  ExprPtr result = make(ExprKind::Opaque, node);
  result->children.push_back(expr(node->getBase()));
  return result;
}

ExprPtr Builder::subscript(const clang::ArraySubscriptExpr *node) {
  ExprPtr base = expr(node->getBase());
  ExprPtr index = expr(node->getIdx());
  const bool dependent = base->type.cls == ValueClass::Dependent;
  ExprPtr result = make(dependent ? ExprKind::TensorExpr : ExprKind::Opaque, node);
  if (!dependent) {
    const std::string array = ctx.text.slice({base->range.begin, base->range.end}).str();
    index = hostUse(std::move(index), "an index of '" + array + "'");
  }
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
  if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(operand->IgnoreParenImpCasts()))
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
    result->type = Type{ValueClass::Bool, "bool", false, false};
    result->children.push_back(condition(operand));
    return result;
  }
  case clang::UO_Extension:
    return expr(operand);
  case clang::UO_AddrOf:
    addressOf(operand);
    break;
  default:
    break;
  }
  ExprPtr child = expr(operand);
  const bool computes = isNumber(*child) || child->type.cls == ValueClass::Dependent;
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
    ExprPtr result =
        make(node->getOpcode() == clang::BO_LAnd ? ExprKind::And : ExprKind::Or, node);
    result->type = Type{ValueClass::Bool, "bool", false, false};
    result->children.push_back(condition(node->getLHS()));
    result->children.push_back(condition(node->getRHS()));
    return result;
  }
  ExprPtr left = expr(node->getLHS());
  ExprPtr right = expr(node->getRHS());
  const auto computes = [](const tree::Expr &operand) {
    return isNumber(operand) || operand.type.cls == ValueClass::Dependent ||
           isTensorLike(operand.type.cls);
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

// ----------------------------------------------------------------------------------------- writes

Builder::Target Builder::targetOf(const Expr *target) {
  const Expr *node = target->IgnoreParenImpCasts();
  if (const Expr *inner = wrapped(node))
    return targetOf(inner);
  const auto partOf = [this](const Expr *base, Target::Part part) {
    Target root = targetOf(base);
    if (root.part == Target::Part::Whole)
      root.part = part;
    return root;
  };
  if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(node))
    return llvm::isa<clang::VarDecl, clang::BindingDecl>(ref->getDecl())
               ? Target{symbolOf(ref->getDecl()), Target::Part::Whole}
               : Target{};
  if (const auto *field = llvm::dyn_cast<clang::MemberExpr>(node)) {
    if (const auto *var = llvm::dyn_cast<clang::VarDecl>(field->getMemberDecl()))
      return {symbolOf(var), Target::Part::Whole};
    if (llvm::isa<clang::CXXThisExpr>(field->getBase()->IgnoreParenImpCasts()))
      return {symbolOf(field->getMemberDecl()), Target::Part::Whole};
    return partOf(field->getBase(), Target::Part::Part);
  }
  if (const auto *element = llvm::dyn_cast<clang::ArraySubscriptExpr>(node))
    return partOf(element->getBase(), element->isTypeDependent() ? Target::Part::Item
                                                                 : Target::Part::Part);
  if (const auto *op = llvm::dyn_cast<clang::UnaryOperator>(node))
    return partOf(op->getSubExpr(), op->getOpcode() == clang::UO_Deref ? Target::Part::Part
                                                                       : Target::Part::Whole);
  if (const auto *op = llvm::dyn_cast<clang::BinaryOperator>(node); op && op->isAssignmentOp())
    return targetOf(op->getLHS());
  if (const auto *op = llvm::dyn_cast<clang::CXXOperatorCallExpr>(node)) {
    const bool item = isStaged(classify(op->getArg(0)->getType())) || op->isTypeDependent();
    if (op->getOperator() == clang::OO_Subscript)
      return partOf(op->getArg(0), item ? Target::Part::Item : Target::Part::Part);
    if (op->isAssignmentOp() || op->getOperator() == clang::OO_PlusPlus ||
        op->getOperator() == clang::OO_MinusMinus)
      return targetOf(op->getArg(0));
    return partOf(op->getArg(0), Target::Part::Part);
  }
  if (const auto *method = llvm::dyn_cast<clang::CXXMemberCallExpr>(node)) {
    const bool item = isStaged(classify(method->getObjectType()));
    return partOf(method->getImplicitObjectArgument(),
                  item ? Target::Part::Item : Target::Part::Part);
  }
  if (const auto *dependent = llvm::dyn_cast<clang::CallExpr>(node))
    if (const auto *callee =
            llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(dependent->getCallee());
        callee && !callee->isImplicitAccess())
      return partOf(callee->getBase(), Target::Part::Item);
  if (const auto *field = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(node);
      field && !field->isImplicitAccess())
    return partOf(field->getBase(), Target::Part::Part);
  return {};
}

ExprPtr Builder::write(WriteKind kind, const Expr *node, const Expr *target, const Expr *value) {
  ExprPtr result = make(ExprKind::Write, node);
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
  const bool constructs = target.cls == ValueClass::HostOther &&
                          node->getType()->isRecordType() && !child->children.empty();
  if (isTensorLike(target.cls) || constructs) {
    // The construction inside is the cast; the type's name belongs to it.
    child->range = range(node->getSourceRange());
    return child;
  }
  const bool fromNumber = isNumber(*child) || child->type.cls == ValueClass::Dependent;
  const bool casts = (toNumber || target.cls == ValueClass::Dependent) && fromNumber;
  ExprPtr result = make(casts ? ExprKind::Cast : ExprKind::Opaque, node);
  result->type = target;
  result->children.push_back(std::move(child));
  return result;
}

ExprPtr Builder::list(const clang::InitListExpr *node) {
  const clang::InitListExpr *semantic =
      node->isSemanticForm() || !node->getSemanticForm() ? node : node->getSemanticForm();
  if (semantic->getNumInits() == 1 && !semantic->getType()->isRecordType() &&
      !semantic->getType()->isArrayType())
    return expr(semantic->getInit(0));
  ExprPtr result = make(ExprKind::Opaque, node);
  for (const Expr *init : semantic->inits())
    if (init && !llvm::isa<clang::ImplicitValueInitExpr>(init))
      result->children.push_back(expr(init));
  // A list of tensors, as stack({a, b}) takes it.
  if (!result->children.empty() &&
      llvm::all_of(result->children, [](const ExprPtr &e) { return isTensorLike(e->type.cls); }))
    result->kind = ExprKind::TensorExpr;
  return result;
}

ExprPtr Builder::lambda(const clang::LambdaExpr *node) {
  ExprPtr result = make(ExprKind::Lambda, node);
  result->lambda = std::make_unique<LambdaInfo>();
  LambdaInfo &info = *result->lambda;
  std::set<SymbolId> copies;
  std::set<SymbolId> named;
  for (const clang::LambdaCapture &capture : node->captures()) {
    if (!capture.capturesVariable())
      continue;
    const auto *var = llvm::dyn_cast<clang::VarDecl>(capture.getCapturedVar());
    if (var && var->isInitCapture()) {
      if (var->getInit())
        info.initCaptures.push_back(expr(var->getInit()));
      continue;
    }
    const SymbolId id = symbolOf(capture.getCapturedVar());
    named.insert(id);
    if (capture.getCaptureKind() == clang::LCK_ByCopy)
      copies.insert(id);
  }
  const std::size_t before = fn.symbols.size();
  lambdaUses.emplace_back();
  const clang::CXXMethodDecl *op = node->getCallOperator();
  for (const clang::ParmVarDecl *param : op->parameters())
    info.params.push_back(declare(param));
  info.body = stmt(node->getBody());
  const std::set<SymbolId> used = std::move(lambdaUses.back());
  lambdaUses.pop_back();
  // In templates implicit captures are not listed; what is used tells.
  const bool copiesByDefault = node->getCaptureDefault() == clang::LCD_ByCopy;
  for (const SymbolId id : used) {
    const SymbolKind kind = fn.symbol(id).kind;
    if (static_cast<std::size_t>(id) >= before || kind == SymbolKind::Global ||
        kind == SymbolKind::StaticLocal)
      continue;
    const bool copied = named.count(id) ? copies.count(id) != 0 : copiesByDefault;
    (copied ? info.byCopy : info.byRef).push_back(id);
  }
  info.result = typeOf(op->getReturnType());
  info.resultSpelled = node->hasExplicitResultType();
  if (info.resultSpelled)
    if (const auto type = op->getFunctionTypeLoc())
      info.resultText = range(type.getReturnLoc().getSourceRange());
  return result;
}

ExprPtr Builder::unresolved(const Expr *node) {
  if (const auto *parens = llvm::dyn_cast<clang::ParenExpr>(node)) {
    ExprPtr result = make(ExprKind::Group, node);
    result->children.push_back(expr(parens->getSubExpr()));
    result->type = result->children[0]->type;
    return result;
  }
  if (const auto *thrown = llvm::dyn_cast<clang::CXXThrowExpr>(node)) {
    ExprPtr result = make(ExprKind::Throw, node);
    if (thrown->getSubExpr())
      result->children.push_back(expr(thrown->getSubExpr()));
    return result;
  }
  if (const auto *rewritten = llvm::dyn_cast<clang::CXXRewrittenBinaryOperator>(node)) {
    ExprPtr result = make(ExprKind::Opaque, node);
    result->children.push_back(expr(rewritten->getLHS()));
    result->children.push_back(expr(rewritten->getRHS()));
    if (touchesStaged(*result))
      result->kind = ExprKind::TensorExpr;
    return result;
  }
  if (const auto *dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(node)) {
    ExprPtr result = make(ExprKind::Opaque, node);
    if (!dependent->isImplicitAccess())
      result->children.push_back(expr(dependent->getBase()));
    return result;
  }
  if (const auto *made = llvm::dyn_cast<clang::CXXUnresolvedConstructExpr>(node);
      made && made->getNumArgs() == 1 && !made->isListInitialization()) {
    ExprPtr result = make(ExprKind::Cast, node);
    result->type = writtenType(node->getType(), made->getTypeSourceInfo()->getTypeLoc());
    result->children.push_back(expr(made->getArg(0)));
    return result;
  }
  if (llvm::isa<clang::OverloadExpr>(node))
    return make(ExprKind::Literal, node);
  ExprPtr result = opaque(node);
  if (!isKnownOpaque(node) && touchesStaged(*result))
    unsupported(node->getSourceRange(), std::string("a ") + node->getStmtClassName());
  return result;
}

} // namespace autograft::frontend
