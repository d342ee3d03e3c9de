// Expressions: verbatim, but for lazy operators, item reads, casts and calls on staged values.
#include "emit/Emitter.h"

#include "analysis/Outside.h"
#include "emit/Lexer.h"
#include "emit/Text.h"
#include "tree/Walk.h"

#include <algorithm>
#include <utility>

namespace autograft::emit {

using namespace tree;
using namespace analysis;
using namespace transform;

// A number outside of the function stands in a cell of another name.
bool Emitter::renames(const Expr &ref) const {
  if (ref.symbol == kNoSymbol || !isOutside(Fn.symbol(ref.symbol)) || !In.isPromoted(ref.symbol))
    return false;
  return !ref.range.valid() || Out.slice(ref.range) != bodyName(Fn, In, ref.symbol);
}

// True if the node itself is spelled differently in the output.
bool Emitter::rewrites(const Expr &expr) const {
  if (Raised.count(&expr))
    return true;
  switch (expr.kind) {
  case ExprKind::Ref:
    return renames(expr);
  case ExprKind::And:
  case ExprKind::Or:
  case ExprKind::Not:
    return In.isStaged(expr);
  case ExprKind::Conditional:
    return In.isStaged(expr) || In.isStaged(*expr.children[0]);
  case ExprKind::ToBool:
    return expr.isExplicit;
  case ExprKind::Item:
    return true;
  case ExprKind::TensorExpr:
    return expr.name.valid();
  case ExprKind::Aggregate:
    return expr.name.valid() && In.isStaged(expr);
  case ExprKind::Cast:
    return In.isStaged(*expr.children.front());
  case ExprKind::Call:
    if (In.isListLength(expr) || In.isOpenExtent(expr) || standsApart(expr))
      return true;
    if (expr.call->kind == CallKind::Annotated)
      return In.isStaged(expr) || In.passesStaged(expr);
    if (expr.call->kind == CallKind::Visible)
      return In.callsTwin(expr);
    return LoopTurns.count(&expr) || (expr.call->kind == CallKind::Math && In.isStaged(expr));
  case ExprKind::Lambda:
    return expr.lambda->body && (rewritesBelow(*expr.lambda->body) || resultLifts(*expr.lambda) ||
                                 std::any_of(expr.lambda->params.begin(), expr.lambda->params.end(),
                                             [&](SymbolId id) { return In.isPromoted(id); }));
  default:
    return false;
  }
}

bool Emitter::rewritesBelow(const Expr &expr) const {
  bool any = false;
  walkExprs(expr, false, [&](const Expr &each) { any |= rewrites(each); });
  return any;
}

bool Emitter::rewritesBelow(const Stmt &stmt) const {
  bool any = false;
  walkStmts(stmt, false, [&](const Stmt &each) {
    any |= rewrites(each);
    eachExpr(each, [&](const Expr &expr) { any |= rewritesBelow(expr); });
  });
  return any;
}

void Emitter::expr(const Expr &expr) {
  if (!rewritesBelow(expr)) {
    if (expr.range.valid())
      Out.copyTo(expr.range.end);
    return;
  }
  if (!expr.range.valid())
    return macro(expr.place);
  Out.copyTo(expr.range.begin);
  if (!rewrites(expr))
    return children(expr);
  const bool raised = Raised.count(&expr) != 0;
  if (raised)
    Out.put("::ag::raised(");
  rewritten(expr);
  if (raised)
    Out.put(")");
}

void Emitter::rewritten(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Ref:
    if (!renames(expr))
      return children(expr);
    Out.drop(expr.range);
    return Out.put(bodyName(Fn, In, expr.symbol));
  case ExprKind::And:
    return lazy(expr, "and_");
  case ExprKind::Or:
    return lazy(expr, "or_");
  case ExprKind::Not:
    return notExpr(expr);
  case ExprKind::Conditional:
    return select(expr);
  case ExprKind::Item:
    return item(expr);
  case ExprKind::TensorExpr:
    return lifted(expr);
  case ExprKind::Aggregate:
    return In.isStaged(expr) && expr.name.valid() ? lifted(expr) : children(expr);
  case ExprKind::ToBool:
  case ExprKind::Cast:
    return castExpr(expr);
  case ExprKind::Call:
    return call(expr);
  case ExprKind::Lambda:
    return lambda(expr);
  default: // raised only
    return children(expr);
  }
}

void Emitter::children(const Expr &expr) {
  for (const ExprPtr &child : expr.children)
    this->expr(*child);
  if (expr.lambda)
    for (const ExprPtr &capture : expr.lambda->initCaptures)
      this->expr(*capture);
  Out.copyTo(expr.range.end);
}

// Replaces the one operator token between two operands.
void Emitter::operatorBetween(Range left, Range right, std::string_view instead) {
  std::vector<Token> gap = lex(Out.source().substr(left.end, right.begin - left.end));
  for (const Token &token : gap) {
    uint32_t begin = left.end + token.begin;
    while (Out.position() < begin && Out.source()[Out.position()] == ' ')
      Out.dropTo(Out.position() + 1);
    Out.drop({begin, begin + static_cast<uint32_t>(token.text.size())});
    if (&token == &gap.front())
      Out.put(instead);
  }
  Out.copyTo(right.begin);
}

std::string Emitter::lazyState(const Expr &expr) const {
  auto found = Low.lazies.find(&expr);
  return found == Low.lazies.end() ? std::string() : ", " + state(found->second);
}

void Emitter::lazy(const Expr &expr, const char *name) {
  const Expr &left = *expr.children[0], &right = *expr.children[1];
  if (!left.range.valid() || !right.range.valid())
    return macro(expr.place);
  Out.put("::ag::" + std::string(name) + "(" + site(expr.place) + ", ");
  this->expr(left);
  operatorBetween(left.range, right.range, ", [&] { return");
  this->expr(right);
  Out.put("; }" + lazyState(expr) + ")");
}

void Emitter::notExpr(const Expr &expr) {
  const Expr &operand = *expr.children.front();
  if (!operand.range.valid())
    return macro(expr.place);
  Out.put("::ag::not_(" + site(expr.place) + ", ");
  Out.dropTo(operand.range.begin);
  this->expr(operand);
  Out.put(")");
}

void Emitter::select(const Expr &expr) {
  for (const ExprPtr &child : expr.children)
    if (!child->range.valid())
      return macro(expr.place);
  Out.put("::ag::select(" + site(expr.place) + ", ");
  this->expr(*expr.children[0]);
  operatorBetween(expr.children[0]->range, expr.children[1]->range, ", [&] { return");
  this->expr(*expr.children[1]);
  operatorBetween(expr.children[1]->range, expr.children[2]->range, "; }, [&] { return");
  this->expr(*expr.children[2]);
  Out.put("; }" + lazyState(expr) + ")");
}

// `std::pair<Tensor, int>(x, k)` with a staged k.
void Emitter::lifted(const Expr &expr) {
  std::string type(Out.slice(expr.name));
  Out.drop(expr.name);
  Out.put("::ag::Lift<" + type + ">");
  children(expr);
}

void Emitter::item(const Expr &expr) {
  this->expr(*expr.children.front());
  Out.drop(expr.name);
  Out.put(expr.text.empty() ? "as_scalar" : expr.text);
  Out.copyTo(expr.range.end);
}

void Emitter::castExpr(const Expr &expr) {
  const Expr &operand = *expr.children.front();
  if (!operand.range.valid())
    return macro(expr.place);
  if (expr.kind == ExprKind::ToBool)
    Out.put("::ag::Scalar<bool>(");
  else
    Out.put("::ag::cast<" + expr.type.text + ">(" + site(expr.place) + ", ");
  Out.dropTo(operand.range.begin);
  this->expr(operand);
  Out.dropTo(expr.range.end);
  Out.put(")");
}

void Emitter::call(const Expr &expr) {
  if (In.isListLength(expr)) {
    this->expr(*expr.children.front());
    Out.drop(expr.call->callee);
    Out.put(In.listMethod(expr) == "size" ? "length" : "none");
    Out.copyTo(expr.range.end);
    return;
  }
  if (In.isOpenExtent(expr)) {
    this->expr(*expr.children.front());
    Out.drop(expr.call->callee);
    Out.put(expr.call->name == "shape" ? "extent" : "elements");
    for (std::size_t i = 1; i < expr.children.size(); ++i)
      this->expr(*expr.children[i]);
    Out.copyTo(expr.range.end);
    return;
  }
  if (const auto turns = LoopTurns.find(&expr); turns != LoopTurns.end()) {
    if (!expr.call->callee.valid())
      return macro(expr.place);
    Out.drop(expr.call->callee);
    Out.put(turns->second + ".options");
    return children(expr);
  }
  if (!standsApart(expr))
    return callee(expr);
  Out.copyTo(expr.range.begin);
  Out.put("::ag::Apart().of(");
  const std::vector<uint64_t> around = std::exchange(Crossings, {});
  callee(expr);
  Crossings = around;
  Out.copyTo(expr.range.end);
  Out.put(")");
}

void Emitter::callee(const Expr &expr) {
  const CallKind kind = expr.call->kind;
  if (kind == CallKind::Visible && In.callsTwin(expr))
    return twinCall(expr);
  if (kind == CallKind::Math && In.isStaged(expr))
    return mathCall(expr);
  if (kind == CallKind::Annotated && (In.isStaged(expr) || In.passesStaged(expr)))
    return annotatedCall(expr);
  children(expr);
}

// Among the arguments of a call with a crossing: a call that has none, of the same function or of
// one that may call it without a Frame of its own between, must not take that crossing.
bool Emitter::standsApart(const Expr &call) const {
  if (Crossings.empty() || call.type.cls == ValueClass::Void || !call.range.valid() ||
      Out.slice(call.range).starts_with('{')) // a list takes its type from the parameter
    return false;
  const auto isLambda = [](const ExprPtr &child) {
    return ungroup(*child).kind == ExprKind::Lambda;
  };
  switch (call.call->kind) {
  case CallKind::Annotated:
    return !In.isStaged(call) && !In.passesStaged(call) &&
           std::ranges::count(Crossings, call.call->crossing) > 0;
  case CallKind::Visible:
    if (In.callsTwin(call) && !call.call->twin->direct)
      return !In.isStaged(call) && !In.passesStaged(call) &&
             std::ranges::count(Crossings, call.call->crossing) > 0;
    return true;
  case CallKind::Opaque:
  case CallKind::Closure:
  case CallKind::Dependent:
    return true;
  case CallKind::Pure:
    return std::ranges::any_of(call.children, isLambda);
  default:
    return false;
  }
}

void Emitter::annotatedCall(const Expr &expr) {
  bool isVoid = expr.type.cls == ValueClass::Void || expr.call->refers;
  std::string crossing = "::ag::Crossing(" + hex(expr.call->crossing) + ")";
  Out.put(isVoid ? "(" + crossing + ", " : crossing + ".result(");
  Crossings.push_back(expr.call->crossing);
  std::size_t first = expr.call->hasObject ? 1 : 0;
  for (std::size_t i = 0; i < expr.children.size(); ++i)
    if (i < first)
      this->expr(*expr.children[i]);
    else
      passed(*expr.call, *expr.children[i], i - first);
  Crossings.pop_back();
  Out.copyTo(expr.range.end);
  Out.put(")");
}

// One argument of a call with a crossing.
void Emitter::passed(const CallInfo &info, const Expr &argument, std::size_t index) {
  bool number = argument.type.cls == ValueClass::Number || argument.type.cls == ValueClass::Bool;
  bool structure = isNumbers(argument.type);
  bool pass = (number || structure) && In.isStaged(argument);
  if (pass && !argument.range.valid())
    return macro(argument.place);
  if (argument.range.valid())
    Out.copyTo(argument.range.begin);
  // The tensor itself would be converted to `bool` by C++, behind the crossing.
  bool decides = pass && ungroup(argument).kind == ExprKind::ToBool;
  bool byRef = argument.kind == ExprKind::Write && argument.write == WriteKind::PassedRef;
  byRef |= index < info.arguments.size() && info.arguments[index].shares;
  if (pass)
    Out.put((byRef || structure ? "::ag::pass_ref(" : "::ag::pass(") + std::to_string(index) +
            (decides ? ", ::ag::Scalar<bool>(" : ", "));
  this->expr(argument);
  if (pass)
    Out.put(decides ? "))" : ")");
}

// Of std::max({a, b}).
std::string Emitter::listType(const Expr &call) const {
  const std::string_view callee = Out.slice(call.call->callee);
  if (const std::size_t chosen = callee.find('<'); chosen != std::string_view::npos)
    return std::string(callee.substr(chosen + 1, callee.rfind('>') - chosen - 1));
  if (call.type.cls != ValueClass::Dependent)
    return call.type.text;
  const Expr &first = *call.children.front()->children.front();
  return "typename ::ag::Lift<decltype(" + std::string(Out.slice(first.range)) + ")>::value_type";
}

// std::max<double>(k, 1) has chosen its type: the arguments are converted to it by hand.
void Emitter::mathCall(const Expr &expr) {
  const CallInfo &info = *expr.call;
  if (!info.callee.valid())
    return macro(expr.place);
  bool chosen = Out.slice(info.callee).find('<') != std::string_view::npos;
  // std::max({a, b}): the type is not deduced from a list of promoted and host numbers.
  bool listed = expr.children.size() == 1 && expr.children.front()->kind == ExprKind::Aggregate;
  std::string type;
  if (listed)
    type = "<" + listType(expr) + ">";
  Out.drop(info.callee);
  Out.put("::ag::cmath::" + info.name + type);
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    const Expr &argument = *expr.children[i];
    bool convert = chosen && !listed && i < info.arguments.size() && argument.range.valid();
    if (convert) {
      Out.copyTo(argument.range.begin);
      Out.put("::ag::Scalar<" + info.arguments[i].parameter.text + ">(");
    }
    this->expr(argument);
    if (convert)
      Out.put(")");
  }
  Out.copyTo(expr.range.end);
}

// A condition as an argument of a cursor.
void Emitter::predicate(const Expr &expr) {
  bool comma = expr.kind == ExprKind::Comma && expr.range.valid();
  if (comma) {
    Out.copyTo(expr.range.begin);
    Out.put("(");
  }
  this->expr(expr);
  if (comma)
    Out.put(")");
}

} // namespace autograft::emit
