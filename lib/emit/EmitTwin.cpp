// Calls of visible functions that go to their twins.
#include "emit/Emitter.h"
#include "emit/Text.h"

namespace autograft::emit {

using namespace tree;
using namespace analysis;

// A crossing is needed where a number goes beside the C++ signature, in or out.
void Emitter::twinCall(const Expr &expr) {
  const CallInfo &info = *expr.call;
  if (info.twin->direct)
    return directCall(expr);
  if (!info.callee.valid())
    return macro(expr.place);
  bool crosses = In.isStaged(expr) || In.passesStaged(expr);
  bool isVoid = expr.type.cls == ValueClass::Void || info.refers;
  std::string crossing = "::ag::Crossing(" + hex(info.crossing) + ")";
  if (crosses) {
    Out.put(isVoid ? "(" + crossing + ", " : crossing + ".result(");
    Crossings.push_back(info.crossing);
  }
  if (info.form == CallForm::Operator || info.form == CallForm::MemberOperator) {
    twinOperator(expr);
  } else {
    std::size_t first = info.hasObject ? 1 : 0;
    // The object of `f(a)` inside the class is not written.
    if (info.hasObject && expr.children.front()->range.begin < info.callee.begin)
      this->expr(*expr.children.front());
    if (info.form == CallForm::Functor) {
      Out.copyTo(expr.children.front()->range.end);
      Out.put("." + info.twin->twin);
    } else {
      Out.drop(info.callee);
      Out.put(info.twin->scope + info.twin->twin);
    }
    for (std::size_t i = first; i < expr.children.size(); ++i)
      passed(info, *expr.children[i], i - first);
    Out.copyTo(expr.range.end);
  }
  if (crosses) {
    Crossings.pop_back();
    Out.put(")");
  }
}

// The copy takes promoted values as they are. Members, friends in a class and operators are found
// under their own names.
void Emitter::directCall(const Expr &expr) {
  const CallInfo &info = *expr.call;
  const std::size_t first = info.hasObject ? 1 : 0;
  const bool renamed = info.form == CallForm::Named && !info.twin->scope.empty();
  if ((renamed || !info.twin->owner.empty()) && !info.callee.valid())
    return macro(expr.place);
  if (!info.twin->owner.empty()) { // a static member
    Out.drop({expr.range.begin, info.callee.begin});
    Out.put(info.twin->owner);
  }
  if (info.hasObject && expr.children.front()->range.valid())
    this->expr(*expr.children.front());
  if (renamed) {
    Out.drop(info.callee);
    Out.put(info.twin->scope + info.twin->twin);
  }
  for (std::size_t i = first; i < expr.children.size(); ++i) {
    const Expr &argument = *expr.children[i];
    const bool decides = ungroup(argument).kind == ExprKind::ToBool;
    if (decides && argument.range.valid()) {
      Out.copyTo(argument.range.begin);
      Out.put("::ag::Scalar<bool>(");
    }
    this->expr(argument);
    if (decides && argument.range.valid())
      Out.put(")");
  }
  Out.copyTo(expr.range.end);
}

// `a + b` becomes `twin(a, b)` or `(a).twin(b)`; `-a` `twin(a)` or `(a).twin()`.
void Emitter::twinOperator(const Expr &expr) {
  const CallInfo &info = *expr.call;
  const std::string name = info.twin->scope + info.twin->twin;
  bool member = info.form == CallForm::MemberOperator;
  const Expr &left = *expr.children.front();
  bool prefix = info.callee.begin < left.range.begin;
  if (!left.range.valid() || (expr.children.size() > 1 && !expr.children[1]->range.valid()))
    return macro(expr.place);
  Out.put(member ? "(" : name + "(");
  if (prefix)
    Out.dropTo(left.range.begin);
  if (member)
    this->expr(left);
  else
    passed(info, left, 0);
  if (expr.children.size() > 1) {
    const Expr &right = *expr.children[1];
    operatorBetween(left.range, right.range, member ? ")." + name + "(" : ",");
    passed(info, right, member ? 0 : 1);
  } else if (member) {
    Out.put(")." + name + "(");
  }
  Out.dropTo(expr.range.end);
  Out.put(")");
}

} // namespace autograft::emit
