// See Lists.h.
#include "analysis/Lists.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

namespace {

bool isOneOf(const std::string &name, std::initializer_list<const char *> names) {
  for (const char *each : names)
    if (name == each)
      return true;
  return false;
}

bool grows(const std::string &method) {
  return isOneOf(method, {"push_back", "emplace_back", "pop_back", "clear"});
}

bool known(const std::string &method) {
  return grows(method) ||
         isOneOf(method, {"size", "empty", "back", "front", "reserve", "at", "operator[]"});
}

class Finder {
public:
  Finder(const Function &function, const Activity &activity) : Fn(function), Act(activity) {}
  VectorUses find();

private:
  SymbolId vectorOf(const Expr &expr) const;
  void declarations(const Stmt &stmt);
  void statement(const Stmt &stmt);
  void expression(const Expr &expr);
  bool method(const Expr &expr);
  void misuse(SymbolId id, tree::Place at, std::size_t length, std::string what) {
    Out.misuses[id].push_back({at, length, std::move(what)});
  }

  const Function &Fn;
  const Activity &Act;
  VectorUses Out;
};

// The local vector that an expression names, or writes as a whole through a method.
SymbolId Finder::vectorOf(const Expr &written) const {
  const Expr *expr = &ungroup(written);
  if (expr->kind == ExprKind::Write && expr->write == WriteKind::Method)
    expr = &ungroup(*expr->children.front());
  if (expr->kind != ExprKind::Ref || expr->symbol == kNoSymbol)
    return kNoSymbol;
  const SymbolId id = Act.resolve(expr->symbol);
  const Symbol &symbol = Fn.symbol(id);
  const bool local = symbol.kind == SymbolKind::Local && !symbol.isReference;
  return local && symbol.type.isTensorVector ? id : kNoSymbol;
}

// True for a call that a list answers; its object is not looked at any more.
bool Finder::method(const Expr &expr) {
  if (expr.kind != ExprKind::Call || expr.children.empty())
    return false;
  const CallInfo &info = *expr.call;
  const SymbolId id = vectorOf(*expr.children.front());
  if (id == kNoSymbol)
    return false;
  if (info.kind == CallKind::AgOp && (info.name == "stack" || info.name == "concat"))
    return true;
  if (!info.hasObject || !known(info.name))
    return false;
  Out.methods[&expr] = {id, info.name};
  if (info.name == "operator[]" && expr.children.size() > 1)
    Out.indexes[expr.children[1].get()] = id;
  return true;
}

void Finder::expression(const Expr &expr) {
  if (method(expr)) {
    for (std::size_t i = 1; i < expr.children.size(); ++i)
      expression(*expr.children[i]);
    return;
  }
  if (const SymbolId id = vectorOf(expr); id != kNoSymbol)
    return misuse(id, expr.place, expr.range.size(), "is used as a whole");
  // `v[i] = x` names v, and its target is a subscript of v; any other write is one of the whole.
  if (expr.kind == ExprKind::Write && expr.symbol != kNoSymbol &&
      (expr.children.empty() || ungroup(*expr.children.front()).kind == ExprKind::Ref)) {
    const SymbolId id = Act.resolve(expr.symbol);
    if (Fn.symbol(id).type.isTensorVector)
      misuse(id, expr.place, expr.range.size(), "is written as a whole");
  }
  for (const ExprPtr &child : expr.children)
    expression(*child);
  if (!expr.lambda)
    return;
  for (const std::vector<SymbolId> *list : {&expr.lambda->byCopy, &expr.lambda->byRef})
    for (const SymbolId id : *list)
      if (Fn.symbol(id).type.isTensorVector)
        misuse(id, expr.place, 1, "is used in a lambda");
}

// A vector that is made with a length, and references to elements.
void Finder::declarations(const Stmt &stmt) {
  for (const Declarator &each : stmt.declarators) {
    const Symbol &symbol = Fn.symbol(each.symbol);
    if (symbol.partOf != kNoSymbol && symbol.isReference && symbol.kind == SymbolKind::Local &&
        Fn.symbol(symbol.partOf).type.isTensorVector)
      misuse(symbol.partOf, symbol.place, symbol.name.size(), "has a reference to an element");
    if (!symbol.type.isTensorVector || !each.init)
      continue;
    if (symbol.isReference)
      if (const SymbolId id = vectorOf(*each.init); id != kNoSymbol)
        misuse(id, symbol.place, symbol.name.size(), "has another name");
    for (const ExprPtr &child : each.init->children)
      if (child->type.cls == ValueClass::Number && each.init->kind == ExprKind::Call)
        misuse(each.symbol, symbol.place, symbol.name.size(), "is made with a length");
  }
}

void Finder::statement(const Stmt &stmt) {
  declarations(stmt);
  if (stmt.kind == StmtKind::RangeFor) {
    const SymbolId id = vectorOf(*stmt.header->range);
    for (const Declarator &each : stmt.header->variable->declarators) {
      const Symbol &element = Fn.symbol(each.symbol);
      if (id != kNoSymbol && element.isReference && !element.isConst)
        misuse(id, element.place, element.name.size(), "is changed through a reference");
    }
    if (id != kNoSymbol)
      Out.ranges[&stmt] = id;
  }
  eachExpr(stmt, [&](const Expr &expr) {
    const bool range = stmt.kind == StmtKind::RangeFor && &expr == stmt.header->range.get();
    if (!range || vectorOf(expr) == kNoSymbol)
      expression(expr);
  });
}

VectorUses Finder::find() {
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) { statement(stmt); });
  return std::move(Out);
}

} // namespace

VectorUses findVectorUses(const Function &function, const Activity &activity) {
  for (const Symbol &symbol : function.symbols)
    if (symbol.type.isTensorVector)
      return Finder(function, activity).find();
  return {};
}

std::vector<SymbolId> growing(const Function &function, const Activity &activity,
                              const VectorUses &uses, const Stmt &loop) {
  std::vector<SymbolId> result;
  if (uses.methods.empty())
    return result;
  const SymbolSet inside = activity.of(body(loop)).declares;
  walkExprs(loop, true, [&](const Expr &expr) {
    const auto found = uses.methods.find(&expr);
    if (found != uses.methods.end() && grows(found->second.name) &&
        function.symbol(found->second.symbol).kind == SymbolKind::Local &&
        !inside.contains(found->second.symbol))
      result.push_back(found->second.symbol);
  });
  return result;
}

} // namespace autograft::analysis
