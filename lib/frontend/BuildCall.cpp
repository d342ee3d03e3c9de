// Calls, operators and constructions that Clang has resolved; see Builder.h. What a template leaves
// open is in BuildDependent.cpp.
#include "frontend/Annotations.h"
#include "frontend/Builder.h"
#include "frontend/Callees.h"
#include "frontend/FixIts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

namespace autograft::frontend {

using namespace tree;
using clang::Expr;
using clang::FunctionDecl;

namespace {

bool isMutableReference(clang::QualType type) {
  return type->isLValueReferenceType() && !type->getPointeeType().isConstQualified();
}

/// Functions of std that take a mutable reference and change nothing through it.
bool onlyForwards(const FunctionDecl *callee) {
  static const llvm::StringSet<> names = {"move", "forward", "get",  "as_const", "begin",
                                          "end",  "size",    "data", "cref",     "addressof"};
  return isInStd(callee) && callee->getIdentifier() && names.contains(callee->getName());
}

const FunctionDecl *pattern(const FunctionDecl *callee) {
  const FunctionDecl *found = callee->getTemplateInstantiationPattern();
  return found ? found : callee;
}

/// The type of parameter i as the template wrote it: dependent where it was deduced.
clang::QualType writtenParameter(const FunctionDecl *callee, unsigned i) {
  const FunctionDecl *written = pattern(callee);
  if (written != callee && written->getNumParams() > 0) {
    const unsigned last = written->getNumParams() - 1;
    const clang::ParmVarDecl *param = written->getParamDecl(std::min(i, last));
    if (i <= last || param->isParameterPack())
      return param->getType();
  }
  return i < callee->getNumParams() ? callee->getParamDecl(i)->getType() : clang::QualType();
}

/// Nobody can see what it does. Streams and the other classes of std are known well enough.
bool isHidden(const FunctionDecl *callee) {
  if (!callee)
    return true;
  if (isInStd(callee))
    return hasHostEffect(callee) && callee->getNameAsString() != "printf" &&
           !callee->isOverloadedOperator();
  return !pattern(callee)->hasBody() && !callee->isDefaulted() && !callee->isOverloadedOperator() &&
         callee->getNameAsString() != "printf";
}

std::string nameOf(const FunctionDecl *callee) {
  return callee ? callee->getNameAsString() : std::string("a function object");
}

} // namespace

bool onlyReads(const clang::CXXMethodDecl *method) {
  static const llvm::StringSet<> names = {"begin", "end",         "rbegin",     "rend", "at",
                                          "front", "back",        "data",       "find", "get",
                                          "value", "lower_bound", "upper_bound"};
  if (method->isConst() || method->isStatic())
    return true;
  if (!isInStd(method))
    return false;
  if (method->isOverloadedOperator())
    return method->getOverloadedOperator() == clang::OO_Subscript ||
           method->getOverloadedOperator() == clang::OO_Star ||
           method->getOverloadedOperator() == clang::OO_Arrow;
  return method->getIdentifier() && names.contains(method->getName());
}

namespace {
/// Templates of std that do the same with promoted numbers.
bool isSwap(const FunctionDecl *callee) {
  return callee->getIdentifier() &&
         (callee->getName() == "swap" || callee->getName() == "exchange");
}
/// std::max(a, b) and std::max({a, b, c}).
bool isChoice(const FunctionDecl *callee) {
  return isInStd(callee) && callee->getIdentifier() &&
         (callee->getName() == "min" || callee->getName() == "max");
}
bool isMaker(const FunctionDecl *callee) {
  return callee && isInStd(callee) && callee->getIdentifier() &&
         (callee->getName() == "make_pair" || callee->getName() == "make_tuple");
}
/// std::get<0>(p) and members of std::array that give an element.
bool isPartOf(const FunctionDecl *callee) {
  static const llvm::StringSet<> names = {"get", "at", "front", "back"};
  return callee && isInStd(callee) && callee->getIdentifier() && names.contains(callee->getName());
}
} // namespace

ExprPtr Builder::argument(const Expr *arg, bool written) {
  return written ? write(WriteKind::PassedRef, arg, arg, nullptr) : expr(arg);
}

// Output to std::cout and its like is an effect of the call, not a change of a variable.
bool Builder::isStream(const Expr *arg) {
  const Target target = targetOf(arg);
  if (target.symbol == kNoSymbol)
    return false;
  const Symbol &symbol = fn.symbol(target.symbol);
  return symbol.kind == SymbolKind::Global && symbol.type.text.find("stream") != std::string::npos;
}

void Builder::arguments(tree::Expr &result, llvm::ArrayRef<const Expr *> args,
                        const FunctionDecl *callee) {
  const bool inAg = callee && isInAg(callee);
  const bool swaps = callee && (inAg || isInStd(callee)) && isSwap(callee);
  for (unsigned i = 0; i < args.size(); ++i) {
    if (llvm::isa<clang::CXXDefaultArgExpr>(args[i]))
      continue;
    Argument info;
    const bool known = callee && i < callee->getNumParams();
    const clang::QualType type = known ? callee->getParamDecl(i)->getType() : args[i]->getType();
    const bool exchanged = swaps && (i == 0 || callee->getName() == "swap");
    info.byRef = known &&
                 (exchanged || (!swaps && isMutableReference(type) && !onlyForwards(callee))) &&
                 !isStream(args[i]);
    info.shares = known && sharesNumber(callee, i);
    ExprPtr value = argument(args[i], info.byRef);
    info.parameter = typeOf(type);
    const bool deduced = known && classify(writtenParameter(callee, i)) == TypeClass::Dependent;
    if (takesStaged(type) || ((inAg || swaps) && deduced))
      info.parameter = Type{.cls = ValueClass::Tensor};
    else if (inAg && isNumber(info.parameter) && isNumber(value->type))
      value = hostUse(std::move(value), "an argument of ag::" + nameOf(callee));
    result.children.push_back(std::move(value));
    result.call->arguments.push_back(std::move(info));
  }
}

CallKind Builder::kindOfCall(const FunctionDecl *callee, const tree::Expr &call) const {
  if (!callee)
    return CallKind::Opaque;
  if (isAnnotated(callee))
    return CallKind::Annotated;
  if (nameOf(callee) == "__assert_fail") // what `assert` calls where its condition is false
    return CallKind::AgEffect;
  bool changes = false;
  for (const Argument &arg : call.call->arguments)
    changes |= arg.byRef;
  if (isInAg(callee) && !callee->isOverloadedOperator()) { // `stream << tensor` is the host's
    const bool effect =
        callee->getIdentifier() && (callee->getName() == "check" || callee->getName() == "print");
    return effect ? CallKind::AgEffect : CallKind::AgOp;
  }
  const bool listed = isChoice(callee) && call.children.size() == 1 &&
                      call.children.front()->kind == ExprKind::Aggregate;
  const std::vector<ExprPtr> &operands = listed ? call.children.front()->children : call.children;
  const bool numbers = llvm::all_of(
      operands, [](const ExprPtr &child) { return isNumber(child->type) && !child->type.isEnum; });
  if (numbers && !call.call->hasObject && callee->getIdentifier() &&
      (isInStd(callee) || callee->isExternC()) && hasMathTwin(ctx.ast, callee->getName()))
    return CallKind::Math;
  const bool marked = callee->hasAttr<clang::PureAttr>() || callee->hasAttr<clang::ConstAttr>() ||
                      callee->isConsteval();
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  const bool reads = !method || onlyReads(method) || llvm::isa<clang::CXXConstructorDecl>(callee);
  const bool swaps = isSwap(callee);
  if (marked || (isInStd(callee) && reads && (!changes || swaps) && !hasHostEffect(callee)))
    return CallKind::Pure;
  return CallKind::Opaque;
}

void Builder::setKind(tree::Expr &call, const FunctionDecl *callee) const {
  CallInfo &info = *call.call;
  info.kind = kindOfCall(callee, call);
  if (info.kind == CallKind::Annotated)
    info.crossing = crossingId(callee);
  info.refers = callee && callee->getReturnType()->isReferenceType();
  const bool user = info.kind == CallKind::Opaque || info.kind == CallKind::Pure;
  if (user && callee && ctx.callees && info.callee.valid())
    info.twin = ctx.callees->find(callee);
  if (info.twin) {
    info.kind = CallKind::Visible;
    info.crossing = crossingId(callee);
  }
  info.hidden = info.kind == CallKind::Opaque && isHidden(callee);
  if (callee && (info.kind == CallKind::Opaque || info.kind == CallKind::Visible) &&
      !isInStd(callee) && !isInAg(callee) && !isLeftAlone(callee))
    if (auto fix = annotation(callee, ctx.ast))
      info.annotate = std::make_shared<const FixIt>(*std::move(fix));
}

// What a twin's name would replace. A member's qualifier stays: the twin stands in the class too.
Range Builder::calleeName(const Expr *callee) const {
  const Expr *node = callee->IgnoreParenImpCasts();
  if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(node))
    return range(member->getMemberNameInfo().getSourceRange());
  const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(node);
  if (!ref)
    return {};
  const clang::SourceRange name = ref->getNameInfo().getSourceRange();
  const bool member = llvm::isa<clang::CXXMethodDecl>(ref->getDecl());
  return range({member ? name.getBegin() : ref->getBeginLoc(), name.getEnd()});
}

// While the graph of this function is built no other one can be, nor be run.
void Builder::refuseTracing(const Expr *node, const FunctionDecl *callee) {
  if (!callee || !isInAg(callee) || !callee->getIdentifier() ||
      (callee->getName() != "trace" && callee->getName() != "function"))
    return;
  failed = true;
  const bool trace = callee->getName() == "trace";
  ctx.report.report(Code::AG0305, node->getSourceRange(),
                    {trace
                         ? "ag::trace builds a graph, and stands in a function whose own graph is "
                           "being built; trace outside of it"
                         : "ag::function stands in a function whose own graph is being built; "
                           "call the lambda itself there, or make the object outside of it"});
}

ExprPtr Builder::call(const clang::CallExpr *node) {
  const FunctionDecl *callee = node->getDirectCallee();
  if (isPartOf(callee) && node->getNumArgs() == 1 && isNumbers(node->getArg(0)->getType()))
    return part(node, node->getArg(0));
  if (isMaker(callee) && isNumbers(node->getType()))
    return aggregate(node, llvm::ArrayRef(node->getArgs(), node->getNumArgs()), {});
  if (!callee && (node->isTypeDependent() || node->getCallee()->isTypeDependent()))
    return dependentCall(node);
  ExprPtr result = make(ExprKind::Call, node);
  result->call = std::make_unique<CallInfo>();
  result->call->name = nameOf(callee);
  if (result->type.cls == ValueClass::Dependent && callee &&
      !callee->getReturnType()->isDependentType())
    result->type = typeOf(callee->getReturnType());
  if (callee && onlyForwards(callee) && callee->getName() == "addressof" && node->getNumArgs() == 1)
    addressOf(node->getArg(0));
  if (!callee) { // through a pointer or an object that is not a lambda
    result->call->hasObject = true;
    result->children.push_back(expr(node->getCallee()));
  }
  refuseTracing(node, callee);
  arguments(*result, llvm::ArrayRef(node->getArgs(), node->getNumArgs()), callee);
  result->call->callee = calleeName(node->getCallee());
  setKind(*result, callee);
  readThrough(*result, node, callee, nullptr);
  if (result->call->kind == CallKind::Math)
    result->call->callee = range(node->getCallee()->getSourceRange());
  return result;
}

ExprPtr Builder::itemCall(const Expr *node, const Expr *object, clang::SourceLocation name,
                          const clang::TemplateArgumentLoc *type) {
  ExprPtr result = make(ExprKind::Item, node);
  result->name = token(name);
  if (type && type->getTypeSourceInfo())
    result->type =
        writtenType(type->getTypeSourceInfo()->getType(), type->getTypeSourceInfo()->getTypeLoc());
  result->children.push_back(expr(object));
  return result;
}

ExprPtr Builder::memberCall(const clang::CXXMemberCallExpr *node) {
  const clang::CXXMethodDecl *method = node->getMethodDecl();
  const Expr *object = node->getImplicitObjectArgument();
  if (!method || !object)
    return opaque(node);
  const bool staged = isStaged(classify(node->getObjectType()));
  if (isPartOf(method) && isNumbers(node->getObjectType()) && node->getNumArgs() < 2)
    return part(node, object, node->getNumArgs() ? node->getArg(0) : nullptr);
  if (llvm::isa<clang::CXXConversionDecl>(method) && staged) {
    if (classify(node->getType()) != TypeClass::Bool)
      return expr(object); // an item or a scalar as a Tensor
    ExprPtr result = make(ExprKind::ToBool, node);
    result->children.push_back(expr(object));
    return result;
  }
  const auto *callee = llvm::dyn_cast<clang::MemberExpr>(node->getCallee()->IgnoreParens());
  const bool named = method->getIdentifier() != nullptr;
  if (staged && named && method->getName() == "item" && callee)
    return itemCall(node, object, callee->getMemberLoc(),
                    callee->getNumTemplateArgs() ? callee->getTemplateArgs() : nullptr);
  // The length of a list is known when the graph runs.
  if (named && callee && isTensorList(node->getObjectType()) &&
      (method->getName() == "size" || method->getName() == "empty")) {
    ExprPtr result = itemCall(node, object, callee->getMemberLoc(), nullptr);
    result->text = method->getName() == "size" ? "count" : "none";
    return result;
  }
  const bool element = staged && named && method->getName() == "at";
  ExprPtr result = make(element ? ExprKind::TensorExpr : ExprKind::Call, node);
  result->call = std::make_unique<CallInfo>();
  result->call->name = nameOf(method);
  result->call->hasObject = true;
  // A converted callee tells at run time what of an object outside of the function it uses.
  const bool own = !isInStd(method) && !isInAg(method) && pathOf(object).has_value();
  // `scale(2)` in a method of the same object; `this` itself is a value, a pointer.
  const bool onSelf = fn.self != kNoSymbol && isSelf(object);
  const bool writes = !own && !onlyReads(method) && !element && (onSelf || !object->isPRValue()) &&
                      !isStream(object);
  result->children.push_back(own      ? make(ExprKind::Literal, object)
                             : writes ? write(WriteKind::Method, object, object, nullptr)
                                      : expr(object));
  if (onSelf)
    result->children.back()->type = fn.symbol(fn.self).type;
  arguments(*result, llvm::ArrayRef(node->getArgs(), node->getNumArgs()), method);
  result->call->callee = calleeName(node->getCallee());
  setKind(*result, method);
  readThrough(*result, node, method, object);
  if (element)
    result->call.reset();
  return result;
}

// -------------------------------------------------------------------------------------- operators

ExprPtr Builder::operatorCall(const clang::CXXOperatorCallExpr *node) {
  const FunctionDecl *callee = node->getDirectCallee();
  if (!callee)
    return dependentOperator(node);
  // Streams take tensors through an operator of namespace ag; the stream is the host's.
  const clang::CXXRecordDecl *first = node->getArg(0)->getType()->getAsCXXRecordDecl();
  if (isInAg(callee) && (!first || isInAg(first)))
    return agOperator(node);
  return hostOperator(node);
}

namespace {

std::optional<WriteKind> writeKind(clang::OverloadedOperatorKind op) {
  if (op == clang::OO_Equal)
    return WriteKind::Assign;
  if (op == clang::OO_PlusPlus || op == clang::OO_MinusMinus)
    return WriteKind::Increment;
  if (clang::CXXOperatorCallExpr::isAssignmentOp(op))
    return WriteKind::Compound;
  return std::nullopt;
}

} // namespace

ExprPtr Builder::agOperator(const clang::CXXOperatorCallExpr *node) {
  if (const auto kind = writeKind(node->getOperator()))
    return write(*kind, node, node->getArg(0),
                 *kind == WriteKind::Increment ? nullptr : node->getArg(1));
  ExprPtr result = make(ExprKind::TensorExpr, node);
  for (const Expr *arg : node->arguments())
    if (!llvm::isa<clang::CXXDefaultArgExpr>(arg))
      result->children.push_back(expr(arg));
  return result;
}

// `std::tie(a, b) = f(x)`: a write of each variable, the last one innermost round the value. The
// text is right as it stands, whatever of them is promoted.
ExprPtr Builder::tied(const clang::CXXOperatorCallExpr *node) {
  const auto *tie = llvm::dyn_cast<clang::CallExpr>(node->getArg(0)->IgnoreImplicit());
  const FunctionDecl *callee = tie ? tie->getDirectCallee() : nullptr;
  if (node->getOperator() != clang::OO_Equal || !callee || !isInStd(callee) ||
      !callee->getIdentifier() || callee->getName() != "tie")
    return nullptr;
  ExprPtr value = expr(node->getArg(1));
  for (unsigned i = tie->getNumArgs(); i-- > 0;) {
    const Expr *target = tie->getArg(i);
    const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(target->IgnoreParenImpCasts());
    if (ref && isInStd(ref->getDecl()))
      continue; // std::ignore
    ExprPtr each = write(WriteKind::Assign, target, target, nullptr);
    if (each->range.valid() && value->range.valid())
      each->range.end = value->range.end;
    each->children.push_back(std::move(value));
    value = std::move(each);
  }
  value->range = range(node->getSourceRange());
  return value;
}

ExprPtr Builder::hostOperator(const clang::CXXOperatorCallExpr *node) {
  if (ExprPtr result = tied(node))
    return result;
  const FunctionDecl *callee = node->getDirectCallee();
  if (node->getOperator() == clang::OO_Subscript && isInStd(callee) &&
      isNumbers(node->getArg(0)->getType()))
    return part(node, node->getArg(0), node->getArg(1));
  if (const auto kind = writeKind(node->getOperator())) {
    ExprPtr result = write(*kind, node, node->getArg(0),
                           *kind == WriteKind::Increment ? nullptr : node->getArg(1));
    if (!isInStd(callee) && ctx.callees)
      result->twin = ctx.callees->find(callee);
    return result;
  }
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  ExprPtr result = make(ExprKind::Call, node);
  result->call = std::make_unique<CallInfo>();
  result->call->name = nameOf(callee);
  unsigned first = 0;
  if (method && method->isInstance()) {
    first = 1;
    result->call->hasObject = true;
    const Expr *object = node->getArg(0);
    const bool closure = method->getParent()->isLambda();
    const bool subscript = node->getOperator() == clang::OO_Subscript;
    const bool own = !isInStd(method) && !closure && pathOf(object).has_value();
    const bool writes = !own && !closure && !subscript && !onlyReads(method) &&
                        !object->isPRValue() && !isStream(object);
    result->children.push_back(own      ? make(ExprKind::Literal, object)
                               : writes ? write(WriteKind::Method, object, object, nullptr)
                                        : expr(object));
    if (closure)
      result->call->kind = CallKind::Closure;
  }
  arguments(*result, llvm::ArrayRef(node->getArgs(), node->getNumArgs()).drop_front(first), callee);
  if (node->getOperator() == clang::OO_Subscript && result->children.size() == 2)
    result->children[1] = hostUse(std::move(result->children[1]), indexNoun(node->getArg(0)));
  if (result->call->kind == CallKind::Closure)
    return result;
  const bool functor = node->getOperator() == clang::OO_Call;
  result->call->form = functor  ? CallForm::Functor
                       : method ? CallForm::MemberOperator
                                : CallForm::Operator;
  result->call->callee = token(node->getOperatorLoc());
  setKind(*result, callee);
  readThrough(*result, node, callee, first ? node->getArg(0) : nullptr);
  return result;
}

// ---------------------------------------------------------------------------------- constructions

namespace {

/// What a number in a construction of an ag class is needed for.
std::string nounOf(const clang::CXXRecordDecl *record) {
  if (isAgClass(record, "Shape"))
    return "an extent";
  if (isAgClass(record, "Axes") || isAgClass(record, "IntList"))
    return "an axis or extent";
  return "an argument of ag::" + record->getNameAsString();
}

} // namespace

void Builder::needOnHost(ExprPtr &value, const std::string &noun) const {
  if (isNumber(value->type)) {
    if (value->kind != ExprKind::Literal && value->kind != ExprKind::HostUse)
      value = hostUse(std::move(value), noun);
    return;
  }
  if (value->kind == ExprKind::Opaque || value->kind == ExprKind::Aggregate)
    for (ExprPtr &child : value->children)
      needOnHost(child, noun);
}

ExprPtr Builder::construct(const clang::CXXConstructExpr *node) {
  const clang::CXXConstructorDecl *made = node->getConstructor();
  const clang::CXXRecordDecl *record = made->getParent();
  llvm::SmallVector<const Expr *, 4> args;
  for (const Expr *arg : node->arguments())
    if (!llvm::isa<clang::CXXDefaultArgExpr>(arg))
      args.push_back(arg);
  if (made->isCopyOrMoveConstructor() && args.size() == 1)
    return expr(args[0]);
  const TypeClass cls = classify(node->getType());
  if (isNumbers(node->getType()) && !args.empty()) {
    const auto *written = llvm::dyn_cast<clang::CXXTemporaryObjectExpr>(node);
    const bool named =
        written && !written->getTypeSourceInfo()->getType()->getContainedDeducedType();
    return aggregate(node, args,
                     named ? written->getTypeSourceInfo()->getTypeLoc() : clang::TypeLoc());
  }
  if (takesStaged(node->getType()) && !isStaged(cls) && args.size() == 1)
    return expr(args[0]); // Arg, Index and the like only carry their operand
  if (takesStaged(node->getType()) || isStaged(cls)) {
    ExprPtr result = make(ExprKind::TensorExpr, node);
    for (const Expr *arg : args)
      result->children.push_back(expr(arg));
    return result;
  }
  if (isInAg(record)) {
    ExprPtr result = make(ExprKind::Opaque, node);
    for (const Expr *arg : args) {
      result->children.push_back(expr(arg));
      needOnHost(result->children.back(), nounOf(record));
    }
    return result;
  }
  ExprPtr result = make(args.empty() ? ExprKind::Literal : ExprKind::Call, node);
  if (args.empty() && (isInStd(record) || made->isTrivial() || made->isDefaulted()))
    return result;
  result->kind = ExprKind::Call;
  result->call = std::make_unique<CallInfo>();
  result->call->name = "the constructor of " + record->getNameAsString();
  arguments(*result, args, made);
  setKind(*result, made);
  return result;
}

} // namespace autograft::frontend
