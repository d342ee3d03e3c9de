// See Extents.h.
#include "analysis/Extents.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

namespace {

class Extents {
public:
  Extents(const Function &function, const Activity &activity) : Fn(function), Act(activity) {}

  void start(const std::vector<Region> &regions);
  bool flow();
  std::unordered_set<const Expr *> found() const;

private:
  bool add(SymbolId id);
  bool holdsOpen(const Expr &expr) const;

  const Function &Fn;
  const Activity &Act;
  SymbolSet Open; // variables whose extents may be open
};

bool Extents::add(SymbolId id) {
  const ValueClass cls = Fn.symbol(id).type.cls;
  if ((cls != ValueClass::Tensor && cls != ValueClass::Structure) || Open.contains(id))
    return false;
  Open.insert(id);
  return true;
}

void Extents::start(const std::vector<Region> &regions) {
  for (const Region &region : regions)
    for (const SymbolId id : region.state.ids())
      add(id);
}

bool Extents::holdsOpen(const Expr &root) const {
  bool found = false;
  walkExprs(root, false, [&](const Expr &expr) {
    if (expr.kind != ExprKind::Ref || expr.symbol == kNoSymbol)
      return;
    const SymbolId whole = Act.wholeOf(expr.symbol);
    found |= Open.contains(Act.resolve(expr.symbol)) || (whole != kNoSymbol && Open.contains(whole));
  });
  return found;
}

bool Extents::flow() {
  bool changed = false;
  walkStmts(*Fn.body, true, [&](const Stmt &stmt) {
    for (const Declarator &each : stmt.declarators)
      if (each.init && holdsOpen(*each.init))
        changed |= add(each.symbol);
  });
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    if (expr.kind == ExprKind::Write && expr.symbol != kNoSymbol && expr.children.size() > 1 &&
        holdsOpen(*expr.children[1]))
      changed |= add(Act.resolve(expr.symbol));
  });
  return changed;
}

std::unordered_set<const Expr *> Extents::found() const {
  std::unordered_set<const Expr *> result;
  walkExprs(*Fn.body, true, [&](const Expr &expr) {
    if (expr.kind != ExprKind::Call || expr.call->kind != CallKind::AgOp || !expr.call->hasObject ||
        !expr.call->callee.valid() || expr.children.front()->type.cls != ValueClass::Tensor)
      return;
    const std::size_t arguments = expr.children.size() - 1;
    const std::string &name = expr.call->name;
    if (((name == "shape" && arguments == 1) || (name == "size" && arguments == 0)) &&
        holdsOpen(*expr.children.front()))
      result.insert(&expr);
  });
  return result;
}

} // namespace

std::unordered_set<const Expr *> findOpenExtents(const Function &function, const Activity &activity,
                                                 const std::vector<Region> &regions) {
  Extents extents(function, activity);
  extents.start(regions);
  while (extents.flow()) {
  }
  return extents.found();
}

} // namespace autograft::analysis
