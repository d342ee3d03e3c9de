// The places where a staged value cannot stand, and the staged variables that cannot be promoted.
// Part of the binding-time analysis, see Flow.h.
#include "analysis/Flow.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

namespace {

// See FrameCrossing in include/autograft/function.h.
constexpr std::size_t MaxCrossing = 16;

bool isNumeric(const Type &type) {
  return type.cls == ValueClass::Number || type.cls == ValueClass::Bool;
}

class Needs {
public:
  Needs(const Function &function, const Activity &activity, const Staging &staging)
      : Fn(function), Act(activity), In(staging) {}

  std::vector<HostNeed> find();

private:
  void statement(const Stmt &stmt, const Type &result, bool lifts);
  void body(const Stmt &root, const Type &result, bool lifts);
  void expression(const Expr &expr);
  void call(const Expr &expr);
  void withoutTwin(const CallInfo &info, Finding &finding);
  void lost(const Expr &expr);
  void write(const Expr &expr);
  void need(const Expr &expr, const std::string &noun);
  void variables();
  void variable(SymbolId id);
  void lists();

  const Function &Fn;
  const Activity &Act;
  const Staging &In;
  std::vector<HostNeed> Out;
  SymbolSet LambdaParams;
  SymbolSet LiftedNames; // of `auto [y, n] = f(x);` and of `for (auto [i, x] : …)` in a graph
};

std::vector<HostNeed> Needs::find() {
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    if (expr.lambda)
      for (SymbolId id : expr.lambda->params)
        LambdaParams.insert(id);
  });
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    for (const Declarator &declarator : stmt.declarators)
      if (const ExprPtr &init = stmt.declarators.front().init; init && init->type.lifts)
        LiftedNames.insert(declarator.symbol);
    if (stmt.kind == StmtKind::RangeFor && stmt.header->over != RangeOver::Host)
      for (const Declarator &declarator : stmt.header->variable->declarators)
        LiftedNames.insert(declarator.symbol);
  });
  bool lifts = (isNumeric(Fn.result) && !Fn.result.isUnpromotable) || Fn.result.lifts;
  variables();
  lists();
  body(*Fn.body, Fn.result, lifts);
  return std::move(Out);
}

void Needs::body(const Stmt &root, const Type &result, bool lifts) {
  walkStmts(root, false, [&](const Stmt &stmt) { statement(stmt, result, lifts); });
}

std::string nameOf(const Function &fn, const Expr &expr) {
  const Expr &inner = ungroup(expr);
  switch (inner.kind) {
  case ExprKind::Ref:
    return fn.symbol(inner.symbol).name;
  case ExprKind::Item:
    if (!inner.text.empty())
      return inner.text == "count" ? "size()" : "empty()";
    return "item<" + inner.type.text + ">()";
  case ExprKind::ToBool:
    return "bool";
  case ExprKind::Call:
    return inner.call->name + "(...)";
  default:
    for (const ExprPtr &child : inner.children)
      if (std::string name = nameOf(fn, *child); !name.empty())
        return name;
    return {};
  }
}

// A name for the first staged leaf, for messages.
std::string stagedName(const Function &fn, const Staging &in, const Expr &expr) {
  for (const ExprPtr &child : expr.children)
    if (in.isStaged(*child))
      return stagedName(fn, in, *child);
  return nameOf(fn, expr);
}

void Needs::need(const Expr &expr, const std::string &noun) {
  if (!In.isStaged(expr) || expr.type.cls == ValueClass::Tensor)
    return;
  if (expr.type.cls == ValueClass::Scalar && noun == "an operand here")
    return; // the user's own Scalar meets the user's own overloads
  std::string name = stagedName(Fn, In, expr);
  Reason reason = reasonOf(Fn, In, expr);
  const bool pack = noun == "a pack";
  Finding finding{pack ? Code::AG0314 : Code::AG0301,
                  expr.place,
                  expr.range.size() ? expr.range.size() : 1,
                  {name, noun},
                  {},
                  reason.kind == Reason::Symbol ? name : std::string()};
  Out.push_back({std::move(finding), reason, kNoSymbol});
}

void Needs::statement(const Stmt &stmt, const Type &result, bool lifts) {
  if (stmt.kind == StmtKind::Return && stmt.expr && !lifts && result.cls != ValueClass::Scalar &&
      result.cls != ValueClass::Dependent && result.cls != ValueClass::Tensor)
    need(*stmt.expr, "the result of type '" + result.text + "'");
  for (const Declarator &declarator : stmt.declarators) {
    const Symbol &symbol = Fn.symbol(declarator.symbol);
    bool fits = isNumeric(symbol.type) || isNumbers(symbol.type) ||
                symbol.type.cls == ValueClass::Tensor || symbol.type.cls == ValueClass::Scalar ||
                symbol.type.cls == ValueClass::Dependent;
    if (!declarator.init || (symbol.kind == SymbolKind::Binding && declarator.init->type.lifts))
      continue;
    if (!fits || symbol.kind == SymbolKind::StaticLocal || symbol.isConstexpr)
      need(*declarator.init, "the initial value of '" + symbol.name + "'");
  }
  if (stmt.kind == StmtKind::RangeFor && stmt.header->over == RangeOver::Host &&
      !isNumbers(stmt.header->range->type))
    need(*stmt.header->range, "the range of a host loop");
  eachExpr(stmt, [&](const Expr &expr) { expression(expr); });
}

void Needs::expression(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::HostUse:
    if (In.isListIndex(expr))
      break;
    need(*expr.children.front(), expr.text);
    break;
  case ExprKind::Call:
    call(expr);
    break;
  case ExprKind::Write:
    write(expr);
    break;
  case ExprKind::Throw:
    for (const ExprPtr &child : expr.children)
      need(*child, "the operand of throw");
    break;
  case ExprKind::Opaque:
    for (const ExprPtr &child : expr.children)
      need(*child, expr.text.empty() ? "an operand here" : expr.text);
    break;
  default:
    break;
  }
  for (const ExprPtr &child : expr.children)
    expression(*child);
  if (!expr.lambda)
    return;
  for (const ExprPtr &capture : expr.lambda->initCaptures) {
    need(*capture, "the initial value of a capture");
    expression(*capture);
  }
  if (expr.lambda->body)
    body(*expr.lambda->body, expr.lambda->result, mayLift(expr.lambda->result));
}

// A function of the user's own could take the value; the cure is known.
void Needs::withoutTwin(const CallInfo &info, Finding &finding) {
  finding.code = Code::AG0306;
  finding.args = {finding.args.front(), info.name,
                  info.twin && !info.twin->canConvert ? info.twin->obstacle
                  : info.twin ? std::string("it takes it by reference or as another type")
                              : std::string("its body is not visible here")};
  finding.fix = info.annotate;
}

// A copy that takes promoted structures would change one that was only made for the call.
void Needs::lost(const Expr &expr) {
  const CallInfo &info = *expr.call;
  if (!info.twin || !info.twin->direct || !In.callsTwin(expr))
    return;
  const std::size_t first = info.hasObject ? 1 : 0;
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    const Expr &changed = *expr.children[i];
    const bool lifts =
        i < first || (i - first < info.twin->lifts.size() && info.twin->lifts[i - first]);
    if (!lifts || changed.kind != ExprKind::Write || !isNumbers(changed.type) ||
        In.isStaged(changed))
      continue;
    const std::string name =
        changed.symbol == kNoSymbol ? "memory" : "'" + Fn.symbol(changed.symbol).name + "'";
    Reason reason{Reason::Tensor, &expr, kNoSymbol, nullptr, expr.place};
    for (const ExprPtr &child : expr.children)
      if (In.isStaged(*child))
        reason = reasonOf(Fn, In, *child);
    Out.push_back({{Code::AG0207,
                    changed.place,
                    static_cast<unsigned>(changed.range.size() ? changed.range.size() : 1),
                    {"'" + info.name + "' changes a part of " + name + ", which stays on the host"},
                    {},
                    {}},
                   reason,
                   kNoSymbol});
  }
}

void Needs::call(const Expr &expr) {
  lost(expr);
  const CallInfo &info = *expr.call;
  if (!In.listMethod(expr).empty())
    return;
  if (info.kind == CallKind::Math || info.kind == CallKind::Dependent ||
      info.kind == CallKind::AgEffect)
    return;
  std::size_t first = info.hasObject ? 1 : 0;
  const bool member = info.twin && info.twin->direct && info.twin->canConvert;
  // A closure from outside of the function stays as it is written.
  const Expr &called = expr.children.empty() ? expr : ungroup(*expr.children.front());
  const bool inside = info.kind == CallKind::Closure &&
                      (called.kind == ExprKind::Lambda || Act.closureOf(called.symbol));
  const bool counts = info.kind == CallKind::Pure && (info.name == "size" || info.name == "empty");
  if (info.hasObject && info.kind != CallKind::AgOp && info.kind != CallKind::Closure && !member &&
      !counts)
    need(*expr.children.front(), "the object of '" + info.name + "'");
  for (std::size_t i = 0; first + i < expr.children.size(); ++i) {
    const Expr &argument = *expr.children[first + i];
    if (i >= info.arguments.size()) {
      need(argument, "an argument of '" + info.name + "'");
      continue;
    }
    const Type &param = info.arguments[i].parameter;
    bool taken =
        info.twin && info.twin->canConvert && i < info.twin->lifts.size() && info.twin->lifts[i];
    if (taken || inside)
      continue;
    bool host = info.kind == CallKind::Annotated ? param.isUnpromotable
                                                 : isNumeric(param) || isNumbers(param);
    if (param.cls == ValueClass::HostOther && info.kind != CallKind::AgOp)
      host = true;
    const std::size_t before = Out.size();
    if (host || i >= MaxCrossing)
      need(argument, "an argument of '" + info.name + "'" +
                         (host ? "" : ", of which only the first 16 may be staged"));
    if (Out.size() != before && info.annotate)
      withoutTwin(info, Out.back().finding);
    // The object that would keep it is in error itself where it is changed in a staged region.
    if (const Expr &object = *expr.children.front(); Out.size() != before && info.hasObject &&
                                                     object.kind == ExprKind::Write &&
                                                     object.symbol != kNoSymbol)
      Out.back().finding.cause = Fn.symbol(Act.resolve(object.symbol)).name;
  }
}

void Needs::write(const Expr &expr) {
  if (expr.twin && !expr.twin->canConvert && In.isStaged(expr)) {
    need(expr, "an operand of '" + expr.twin->name + "'");
    Out.back().finding.notes.push_back(
        {expr.place, "'" + expr.twin->name + "' cannot be converted: " + expr.twin->obstacle});
  }
  if (expr.children.size() < 2 || !In.isStaged(*expr.children[1]))
    return;
  const Expr &value = *expr.children[1];
  if (expr.symbol == kNoSymbol) {
    need(value, "a value stored in memory that the tool cannot name");
    return;
  }
  const Symbol &symbol = Fn.symbol(Act.resolve(expr.symbol));
  if (isOutside(symbol) && (isNumeric(symbol.type) || isNumbers(symbol.type)) &&
      !In.isPromoted(Act.resolve(expr.symbol)))
    need(value, "a value stored in '" + symbol.name + "', which lives outside the function");
  else if (symbol.type.cls == ValueClass::HostOther ||
           (symbol.type.cls == ValueClass::Structure && expr.type.cls != ValueClass::Tensor &&
            !In.isPromoted(Act.resolve(expr.symbol))))
    need(value, "a value stored in the host object '" + symbol.name + "'");
}

void Needs::variables() {
  for (std::size_t i = 0; i < Fn.symbols.size(); ++i)
    if (In.isPromoted(static_cast<SymbolId>(i)))
      variable(static_cast<SymbolId>(i));
}

// What a list cannot do of what the program does with its vector.
void Needs::lists() {
  for (const auto &[id, loop] : In.lists)
    if (auto found = In.vectors.misuses.find(id); found != In.vectors.misuses.end())
      for (const VectorUses::Misuse &each : found->second) {
        const std::string &name = Fn.symbol(id).name;
        Finding finding{Code::AG0132,
                        each.at,
                        static_cast<unsigned>(each.length ? each.length : 1),
                        {name, each.what},
                        {{loop->place, "it grows in this loop of the graph"}},
                        name};
        Out.push_back({std::move(finding), {Reason::Forced, nullptr, id, loop, loop->place}, id});
      }
}

// A promoted variable whose declaration cannot become a Scalar.
void Needs::variable(SymbolId id) {
  const Symbol &symbol = Fn.symbol(id);
  if (symbol.type.cls == ValueClass::Dependent)
    return;
  Reason reason = In.promoted[static_cast<std::size_t>(id)];
  unsigned length = static_cast<unsigned>(symbol.name.size());
  bool loose = !isOutside(symbol) && !In.isLifted(id) &&
               (symbol.addressTaken ||
                (symbol.isReference && symbol.aliasOf == kNoSymbol && !symbol.isConst &&
                 symbol.partOf == kNoSymbol && !LambdaParams.contains(id)));
  if (symbol.type.isUnpromotable)
    Out.push_back({{Code::AG0108,
                    symbol.place,
                    length,
                    {symbol.name, symbol.type.text},
                    {},
                    symbol.name,
                    symbol.retype},
                   reason,
                   id});
  else if (loose)
    Out.push_back({{Code::AG0107,
                    symbol.place,
                    length,
                    {symbol.addressTaken ? "a pointer" : symbol.name, symbol.name},
                    {},
                    symbol.name},
                   reason,
                   id});
  else if (symbol.kind == SymbolKind::Binding && !LiftedNames.contains(id) &&
           symbol.partOf == kNoSymbol)
    Out.push_back({{Code::AG0301,
                    symbol.place,
                    length,
                    {symbol.name, "one name of a structured binding"},
                    {},
                    symbol.name},
                   reason,
                   id});
}

} // namespace

std::vector<HostNeed> findHostNeeds(const Function &function, const Activity &activity,
                                    const Staging &staging) {
  return Needs(function, activity, staging).find();
}

} // namespace autograft::analysis
