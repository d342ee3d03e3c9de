// What a call of an unannotated function must know of it; see Convert.h. The function is analysed
// twice: with every number that can be staged, for what its parameters take; and with none, for
// what is staged in it whatever it is given.
#include "emit/Convert.h"

#include "analysis/Assigned.h"
#include "analysis/Outside.h"
#include "analysis/Support.h"
#include "transform/Lowering.h"
#include "tree/Walk.h"

#include <algorithm>

namespace autograft::emit {

using namespace analysis;
using namespace tree;

namespace {

bool isSeenOutside(const Function &function, SymbolId id) {
  const Symbol &symbol = function.symbol(id);
  bool byRef =
      std::any_of(function.params.begin(), function.params.end(), [&](const Parameter &param) {
        return param.symbol == id && param.passing == Passing::Ref;
      });
  return isOutside(symbol) || (byRef && symbol.type.cls == ValueClass::HostOther);
}

void effects(const Function &function, const Activity &activity, Callee &into) {
  const Effects &all = activity.of(*function.body);
  std::vector<SymbolId> written = all.writes.ids();
  into.pure = !all.opaque && !all.unnamed && !all.foreign && !all.thrown &&
              std::none_of(written.begin(), written.end(),
                           [&](SymbolId id) { return isSeenOutside(function, id); });
  into.agEffect = all.agEffect != nullptr;
}

// Staged without any staged argument.
void inside(const Function &function, const Activity &activity, const Liveness &liveness,
            Callee &into) {
  Staging alone = analyseStaging(function, activity, liveness, Lifting::Nothing);
  bool calls = false, needs = !alone.findings.empty();
  walkExprs(*function.body, true, [&](const Expr &expr) {
    bool twin =
        expr.kind == ExprKind::Call && expr.call->kind == CallKind::Visible && stagedWithin(expr);
    calls |= twin || (expr.kind == ExprKind::Call && expr.call->kind == CallKind::Annotated &&
                      alone.passesStaged(expr));
  });
  into.staged = calls || needs || !alone.why.empty() || !alone.staged.empty();
  unsigned returns = 0;
  bool value = false;
  walkStmts(*function.body, false, [&](const Stmt &stmt) {
    if (stmt.kind != StmtKind::Return || !stmt.expr)
      return;
    ++returns;
    value |= alone.isStaged(*stmt.expr);
  });
  into.resultStaged = value || (returns > 1 && !alone.why.empty());
}

} // namespace

void summarise(const Function &function, Callee &into) {
  Activity activity(function);
  Liveness liveness(function, activity);
  effects(function, activity, into);
  inside(function, activity, liveness, into);
  Staging staging = analyseStaging(function, activity, liveness);
  into.isTemplate = function.isTemplate;
  into.lifts.clear();
  for (const Parameter &param : function.params)
    into.lifts.push_back(!param.isPack && staging.isLifted(param.symbol));
  std::vector<Finding> found = checkSupport(function, activity, staging);
  for (const auto &more : {staging.findings, findUnset(function, activity, liveness, staging)})
    found.insert(found.end(), more.begin(), more.end());
  for (SymbolId id : activity.of(*function.body).writes.ids())
    if (const Symbol &symbol = function.symbol(id); isOutside(symbol) && isHiddenInput(symbol))
      found.push_back({Code::AG0307,
                       symbol.place,
                       static_cast<unsigned>(symbol.name.size()),
                       {function.name, "it changes '" + symbol.name + "', which outlives the call"},
                       {},
                       symbol.name});
  if (found.empty())
    found = transform::lower(function, activity, staging).findings;
  for (const Finding &finding : found) {
    if (info(finding.code).severity != Severity::Error)
      continue;
    into.canConvert = false;
    into.obstacle = makeDiagnostic(finding.code, {}, finding.args).message();
    into.place = finding.at;
    return;
  }
}

} // namespace autograft::emit
