// See Support.h.
#include "analysis/Support.h"

#include "analysis/Outside.h"
#include "tree/Walk.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace autograft::analysis {

using namespace tree;

namespace {

bool isNumeric(const Type &type) {
  return type.cls == ValueClass::Number || type.cls == ValueClass::Bool;
}

class Support {
public:
  Support(const Function &function, const Activity &activity, const Staging &staging)
      : Fn(function), Act(activity), In(staging) {}

  void everywhere();
  void loops();
  void regions();
  void jumps();
  std::vector<Finding> Out;

private:
  void foreign(const Stmt &stmt);
  void hints(const Stmt &stmt);
  void options();
  void outside(const Expr &expr);
  void captured(const Expr &expr, SymbolId id);
  std::string outsideWrite(const Symbol &symbol, bool written) const;
  void lazy(const Expr &expr);
  void region(const Region &region);
  void call(const Expr &expr);
  bool changesStaged(const Stmt &loop) const;
  void inRegion(const Expr &expr);
  void names();
  void switches(const Stmt &stmt);
  void lambdaResult(const LambdaInfo &lambda);
  void stateOf(const Region &region, const char *noun);
  void add(Code code, tree::Place at, std::size_t length, std::vector<std::string> args,
           std::string cause = {}, std::shared_ptr<const FixIt> fix = nullptr) {
    Out.push_back({code,
                   at,
                   static_cast<unsigned>(length ? length : 1),
                   std::move(args),
                   {},
                   std::move(cause),
                   std::move(fix)});
  }

  const Function &Fn;
  const Activity &Act;
  const Staging &In;
};

const char *nounOf(const Region &region) {
  switch (region.kind) {
  case RegionKind::Branch:
    return "`if`";
  case RegionKind::Cases:
    return "`switch`";
  case RegionKind::Guard:
  case RegionKind::Segment:
    return "block";
  default:
    return "loop";
  }
}

void Support::foreign(const Stmt &stmt) {
  if (stmt.kind == StmtKind::Try) {
    bool round = false;
    walkStmts(stmt, true, [&](const Stmt &each) { round |= In.isStaged(each); });
    if (round)
      add(Code::AG0102, stmt.place, 3, {"try"});
    return;
  }
  if (stmt.kind != StmtKind::Foreign)
    return;
  const std::string &what = stmt.text;
  if (what.find("goto") != std::string::npos || what.find("label") != std::string::npos) {
    if (!In.regions.empty())
      add(Code::AG0101, stmt.place, 4, {what, "function"}, "jump in " + Fn.name);
  } else if (what.rfind("co_", 0) == 0) {
    add(Code::AG0103, stmt.place, what.size(), {});
  } else if (what.find("asm") != std::string::npos) {
    add(Code::AG0104, stmt.place, 3, {what});
  } else if (what == "a variable-length array") {
    // A staged length has its own message.
    if (!stmt.expr || !In.isStaged(*stmt.expr->children.front()))
      add(Code::AG0105, stmt.place, 1, {Fn.symbol(stmt.declarators.front().symbol).name});
  } else {
    add(Code::AG0110, stmt.place, 1, {what, "function"});
  }
}

// What AG_UNROLL and AG_STAGE ask for and cannot get.
void Support::hints(const Stmt &stmt) {
  if (!isLoop(stmt))
    return;
  const Header &header = *stmt.header;
  const bool host = stmt.kind == StmtKind::RangeFor && header.over == RangeOver::Host;
  if (header.hint == LoopHint::Stage && host)
    add(Code::AG0115, stmt.place, header.keyword.size(), {"it runs over a host container"});
  if (header.hint == LoopHint::Unroll && header.cond && In.isStaged(*header.cond))
    add(Code::AG0131, stmt.place, header.keyword.size(), {});
}

// ag::loop_options speaks of the loop whose body begins with it.
void Support::options() {
  StmtSet first;
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (const Stmt *options = isLoop(stmt) ? loopOptions(stmt) : nullptr)
      first.insert(options);
  });
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    eachExpr(stmt, [&](const Expr &root) {
      walkExprs(root, false, [&](const Expr &expr) {
        const bool own = first.count(&stmt) && &expr == &ungroup(*stmt.expr);
        if (isLoopOptions(expr) && !own)
          add(Code::AG0110, expr.place, 1,
              {"ag::loop_options that is not the first statement of a loop's body", "function"});
      });
    });
  });
}

// What lives longer than a call is read at every call; a write must reach it at every call, too.
void Support::outside(const Expr &expr) {
  if ((expr.kind != ExprKind::Ref && expr.kind != ExprKind::Write) || expr.symbol == kNoSymbol)
    return;
  const SymbolId id = Act.resolve(expr.symbol);
  const Symbol &symbol = Fn.symbol(id);
  captured(expr, id);
  if (isOutside(symbol)) {
    const bool write = expr.kind == ExprKind::Write;
    const std::string what = outsideWrite(symbol, write && !In.isPromoted(id));
    if (!what.empty())
      add(Code::AG0305, expr.place, symbol.name.size(), {what}, symbol.name,
          symbol.type.cls == ValueClass::HostOther ? nullptr : symbol.retype);
    else if (isHiddenInput(symbol) && !write && !symbol.type.hasEqual)
      add(Code::AG0304, expr.place, symbol.name.size(), {symbol.name, symbol.type.text},
          symbol.name);
  }
  bool byRef = false;
  for (const Parameter &param : Fn.params)
    byRef |= param.symbol == Act.resolve(expr.symbol) && param.passing == Passing::Ref;
  if (expr.kind == ExprKind::Write && byRef && isNumeric(symbol.type) && !In.isPromoted(id))
    add(Code::AG0110, expr.place, symbol.name.size(),
        {"a write to the reference parameter '" + symbol.name + "' of an arithmetic type",
         "function"},
        symbol.name);
}

// What a closure has captured is a constant of its graph.
void Support::captured(const Expr &expr, SymbolId id) {
  for (const SymbolId changed : {id, Act.wholeOf(id)})
    if (expr.kind == ExprKind::Write && changed != kNoSymbol &&
        Fn.symbol(changed).kind == SymbolKind::Captured && !Fn.symbol(changed).type.isVariable)
      return add(Code::AG0305, expr.place, Fn.symbol(changed).name.size(),
                 {"a write to '" + Fn.symbol(changed).name +
                  "', which the lambda captures: it would happen once, while the graph is built"},
                 Fn.symbol(changed).name);
}

// Why a write to something outside of the function would be lost; empty if it is not.
std::string Support::outsideWrite(const Symbol &symbol, bool written) const {
  const bool tensor = symbol.type.cls == ValueClass::Tensor ||
                      symbol.type.cls == ValueClass::Scalar ||
                      symbol.type.cls == ValueClass::Dependent;
  if (!written || symbol.type.isVariable || (tensor && symbol.kind == SymbolKind::Field))
    return {};
  if (symbol.kind != SymbolKind::Field)
    return std::string("a write to the ") +
           (symbol.kind == SymbolKind::Global ? "global" : "static") + " '" + symbol.name +
           "' in an annotated function; make it an ag::Variable, or pass it as a parameter";
  if (isNumeric(symbol.type) && symbol.isRead)
    return "a write to the field '" + symbol.name +
           "', which is also read where no staged value can stand for it (in a function that is "
           "not annotated, or in a lambda that does not capture by [&])";
  return "a write to the field '" + symbol.name + "' of type '" + symbol.type.text +
         "', which would happen once, while the graph is built";
}

void Support::lazy(const Expr &expr) {
  bool arms = expr.kind == ExprKind::Conditional;
  for (const Expr *operand : lazyOperands(In, expr)) {
    Effects effects = Act.of(*operand);
    const char *op = arms ? "?:" : expr.kind == ExprKind::And ? "&&" : "||";
    for (SymbolId id : effects.writes.ids())
      if (!isState(Fn, In, id))
        add(Code::AG0114, operand->place, operand->range.size(), {Fn.symbol(id).name, op},
            Fn.symbol(id).name);
    if (effects.unnamed)
      add(Code::AG0114, effects.unnamed->place, 1, {"an object", op});
    if (effects.thrown)
      add(Code::AG0102, effects.thrown->place, 5, {"throw"});
  }
}

// Names of the emitted code's own variables.
void Support::names() {
  static const char *const reserved[] = {"ag_0", "ag_fn", "ag_ret", "ag_done", "ag_brk", "ag_skip"};
  for (const Symbol &symbol : Fn.symbols)
    for (const char *name : reserved)
      if (symbol.kind != SymbolKind::Global && symbol.kind != SymbolKind::Field &&
          (symbol.name == name || symbol.name.rfind(std::string(name) + "_", 0) == 0))
        add(Code::AG0130, symbol.place, symbol.name.size(), {symbol.name}, symbol.name);
}

void Support::everywhere() {
  names();
  options();
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    foreign(stmt);
    hints(stmt);
    if (stmt.kind == StmtKind::Switch)
      switches(stmt);
  });
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    outside(expr);
    lazy(expr);
    if (expr.kind == ExprKind::Call)
      call(expr);
  });
}

// Labels that a staged switch cannot have, and variables that its cursors would jump over.
void Support::switches(const Stmt &stmt) {
  bool staged = In.constructs.switches.count(&stmt) != 0;
  bool any = staged;
  std::vector<Segment> all = segments(stmt);
  for (const Segment &segment : all) {
    for (const Stmt *item : segment.items)
      any |= In.jumps.tails.count(item) || In.jumps.segments.count(item);
    for (const Stmt *label : segment.labels)
      if (staged && label->text.find("...") != std::string::npos)
        add(Code::AG0127, label->place, 4, {"a range of values as label"});
  }
  if (any && hasNestedLabels(stmt))
    add(Code::AG0127, stmt.place, 6, {"a label inside another statement"});
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    for (const Stmt *item : all[i].items)
      for (const Declarator &each : item->declarators)
        if (In.isPromoted(Act.resolve(each.symbol)))
          add(Code::AG0128, item->place, 1, {Fn.symbol(each.symbol).name},
              Fn.symbol(each.symbol).name);
}

// Would the loop be staged by choice if it could?
bool Support::changesStaged(const Stmt &loop) const {
  const Effects effects = Act.of(loop);
  for (SymbolId id : (effects.writes - effects.declares).ids())
    if (Fn.symbol(id).type.cls == ValueClass::Tensor || In.isPromoted(id))
      return true;
  return false;
}

// AG_STAGE on loops that cannot be staged for what they contain; loops that a call keeps plain.
void Support::loops() {
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    if (!isLoop(stmt))
      return;
    auto reason = In.plain.find(&stmt);
    if (stmt.header->hint == LoopHint::None && reason != In.plain.end() &&
        In.constructs.mode(stmt) != LoopMode::Staged && reason->second.starts_with("it calls") &&
        changesStaged(stmt))
      add(Code::AG0404, stmt.place, stmt.header->keyword.size(),
          {"this loop runs while the graph is built, which gets its body once for each turn: " +
           reason->second});
    if (stmt.header->hint != LoopHint::Stage)
      return;
    auto why = In.why.find(&stmt);
    bool insists = why == In.why.end() || why->second.kind == StageReason::Insist ||
                   In.constructs.mode(stmt) != LoopMode::Staged;
    if (insists && reason != In.plain.end())
      add(Code::AG0115, stmt.place, stmt.header->keyword.size(), {reason->second});
  });
}

bool takesTensor(const Expr &call) {
  for (const ExprPtr &child : call.children)
    if (child->type.cls == ValueClass::Tensor || child->type.cls == ValueClass::Scalar ||
        child->type.cls == ValueClass::Dependent)
      return true;
  return false;
}

bool isOutput(const Expr &call) { return call.call->name.rfind("operator<<", 0) == 0; }

bool leaps(const std::string &name) {
  static constexpr std::string_view names[] = {"setjmp",      "_setjmp",      "sigsetjmp",
                                               "__sigsetjmp", "longjmp",      "_longjmp",
                                               "siglongjmp",  "__longjmp_chk"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// What a call means in any function, staged or not.
void Support::call(const Expr &expr) {
  const std::string &name = expr.call->name;
  if (leaps(name))
    add(Code::AG0104, expr.place, 1,
        {name.find("long") == std::string::npos ? "setjmp" : "longjmp"}, "leap in " + Fn.name);
  if (isImpure(*expr.call) && isOutput(expr) && takesTensor(expr))
    add(Code::AG0402, expr.place, name.size(), {"the effect of '" + name + "'"});
}

void Support::inRegion(const Expr &expr) {
  if (expr.kind == ExprKind::Throw)
    add(Code::AG0102, expr.place, 5, {"throw"});
  if (expr.kind == ExprKind::Call && expr.call->name == "__assert_fail")
    add(Code::AG0109, expr.place, 1, {"assert"}); // it is written out as a check
  if (expr.kind != ExprKind::Call || !isImpure(*expr.call) || takesTensor(expr) ||
      leaps(expr.call->name))
    return;
  if (expr.call->hasObject && expr.children.front()->kind == ExprKind::Write)
    return; // what it changes is reported as state
  if (expr.call->hidden)
    add(Code::AG0305, expr.place, expr.call->name.size(),
        {"a call of '" + expr.call->name +
         "', which is not known to be pure, under a staged condition"},
        {}, expr.call->annotate);
  else if (expr.type.cls == ValueClass::Void || isOutput(expr) ||
           expr.call->name.find("print") != std::string::npos)
    add(Code::AG0402, expr.place, expr.call->name.size(),
        {"the effect of '" + expr.call->name + "'"});
}

// What can be carried in place of it.
std::string insteadOf(const std::string &type) {
  const auto of = [&](std::string_view name) { return type.rfind(name, 0) == 0; };
  if (of("std::vector<") || of("vector<"))
    return " (let an ag::TensorList or a tensor hold the elements: `ag::TensorList v{ag::i32}; "
           "v.push_back(k);`, then `v.stack()`)";
  if (of("std::complex<") || of("complex<"))
    return " (keep the real and the imaginary part in two numbers)";
  if (of("std::"))
    return {};
  return " (a struct can be carried if it is an aggregate at namespace scope, without "
         "constructors, "
         "of numbers alone or of tensors)";
}

void Support::stateOf(const Region &region, const char *noun) {
  for (SymbolId id : region.written.ids()) {
    const Symbol &symbol = Fn.symbol(id);
    if (symbol.type.cls != ValueClass::HostOther || isOutside(symbol))
      continue;
    const Expr *write = nullptr;
    for (const Stmt *part : region.parts)
      if (!write)
        write = Act.writeOf(id, *part);
    add(Code::AG0207, write ? write->place : region.anchor->place, symbol.name.size(),
        {"'" + symbol.name + "' of type '" + symbol.type.text + "' is changed inside a staged " +
         noun + ", which carries tensors, numbers and what is made of them" +
         insteadOf(symbol.type.text)},
        symbol.name);
  }
}

void Support::region(const Region &region) {
  const char *noun = nounOf(region);
  Effects effects;
  for (const Stmt *part : region.parts) {
    effects.merge(Act.of(*part));
    walkExprs(*part, true, [&](const Expr &expr) { inRegion(expr); });
    walkStmts(*part, true, [&](const Stmt &each) {
      if (each.kind == StmtKind::Try)
        add(Code::AG0102, each.place, 3, {"try"});
    });
  }
  if (effects.unnamed)
    add(Code::AG0207, effects.unnamed->place, 1,
        {std::string("this memory is written inside a staged ") + noun});
  stateOf(region, noun);
}

void Support::regions() {
  for (const Region &each : In.regions)
    region(each);
}

// What a lambda returns under a staged condition needs a slot.
void Support::lambdaResult(const LambdaInfo &lambda) {
  const Type &result = lambda.result;
  bool fits = result.cls == ValueClass::Void || result.cls == ValueClass::Tensor ||
              (!result.text.empty() &&
               (isNumeric(result) || isNumbers(result) || result.cls == ValueClass::Dependent ||
                result.cls == ValueClass::Structure));
  for (const auto &[stmt, jump] : In.jumps.lowered)
    if (!fits && stmt->kind == StmtKind::Return && jump.lambda == lambda.body.get())
      return add(Code::AG0129, stmt->place, 6, {result.text.empty() ? "auto" : result.text});
}

void Support::jumps() {
  // `return a;` or `return b;` of a `T &`: a reference that would have to be chosen by the graph.
  for (const auto &[stmt, jump] : In.jumps.lowered)
    if (stmt->kind == StmtKind::Return && stmt->expr && !jump.lambda && Fn.returned.empty() &&
        Fn.resultText.ends_with('&'))
      add(Code::AG0110, stmt->place, 6,
          {"a reference to one of several objects, returned under a staged condition,", "function"},
          "returned reference");
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    if (expr.lambda && expr.lambda->body)
      lambdaResult(*expr.lambda);
  });
}

} // namespace

std::vector<Finding> checkSupport(const Function &function, const Activity &activity,
                                  const Staging &staging) {
  Support support(function, activity, staging);
  support.everywhere();
  support.loops();
  support.regions();
  support.jumps();
  return std::move(support.Out);
}

} // namespace autograft::analysis
