// See Scopes.h.
#include "transform/Scopes.h"

#include "transform/Lowering.h"
#include "tree/Walk.h"

namespace autograft::transform {

using namespace tree;
using namespace analysis;

namespace {

class Scopes {
public:
  Scopes(const Function &function, const Staging &staging) : Fn(function), In(staging) {}

  void visit(const Stmt &stmt);
  void declare(SymbolId id) { Names.push_back(id); }
  std::vector<Finding> Out;

private:
  void declareAll(const Stmt *decl) {
    if (decl)
      for (const Declarator &declarator : decl->declarators)
        declare(declarator.symbol);
  }
  void lambdas(const Stmt &stmt);
  void check(RegionKind kind, const Stmt &anchor);

  const Function &Fn;
  const Staging &In;
  std::vector<SymbolId> Names; // in scope, innermost last
};

void Scopes::check(RegionKind kind, const Stmt &anchor) {
  const Region *region = findRegion(In.regions, kind, anchor);
  if (!region)
    return;
  for (SymbolId id : region->written.ids()) {
    if (!isState(Fn, In, id) || isOutside(Fn.symbol(id)))
      continue;
    for (auto name = Names.rbegin(); name != Names.rend() && *name != id; ++name)
      if (Fn.symbol(*name).name == Fn.symbol(id).name) {
        const Symbol &hidden = Fn.symbol(id);
        Out.push_back(
            {Code::AG0107,
             anchor.place,
             1,
             {"another variable of the same name hides it here: '" + hidden.name, hidden.name},
             {{hidden.place, "the hidden variable is declared here"},
              {Fn.symbol(*name).place, "and the one that hides it here"}},
             hidden.name});
        break;
      }
  }
}

void Scopes::lambdas(const Stmt &stmt) {
  eachExpr(stmt, [&](const Expr &expr) {
    walkExprs(expr, false, [&](const Expr &each) {
      if (!each.lambda || !each.lambda->body)
        return;
      std::size_t depth = Names.size();
      for (SymbolId id : each.lambda->params)
        declare(id);
      visit(*each.lambda->body);
      Names.resize(depth);
    });
  });
}

void Scopes::visit(const Stmt &stmt) {
  std::size_t depth = Names.size();
  lambdas(stmt);
  if (stmt.header)
    declareAll(stmt.header->init.get());
  check(RegionKind::Loop, stmt);
  check(RegionKind::Each, stmt);
  if (stmt.header) {
    declareAll(stmt.header->condVar.get());
    declareAll(stmt.header->variable.get());
  }
  check(RegionKind::Branch, stmt);
  check(RegionKind::GuardedBody, stmt);
  check(RegionKind::Cases, stmt);
  check(RegionKind::Segment, stmt);
  for (const StmtPtr &child : stmt.children)
    visit(*child);
  Names.resize(depth);
  if (stmt.kind == StmtKind::Decl)
    declareAll(&stmt);
  check(RegionKind::Guard, stmt);
}

} // namespace

std::vector<Finding> findHidden(const Function &function, const Staging &staging) {
  Scopes scopes(function, staging);
  for (const Parameter &param : function.params)
    if (param.symbol != kNoSymbol)
      scopes.declare(param.symbol);
  scopes.visit(*function.body);
  return std::move(scopes.Out);
}

} // namespace autograft::transform
