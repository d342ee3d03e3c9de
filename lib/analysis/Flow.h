// How stagedness flows through expressions, for a given set of promoted variables. Internal to the
// binding-time analysis.
#pragma once

#include "analysis/Staging.h"

namespace autograft::analysis {

// Recomputes staging.staged for the whole function.
void flowExpressions(const tree::Function &function, const Activity &activity, Staging &staging);

// A place that needs a host value (or a plain variable), and the staged thing that reaches it.
struct HostNeed {
  Finding finding;
  Reason reason;
  tree::SymbolId variable = tree::kNoSymbol; // if it is a variable that cannot be promoted
};

// Every such place in the function. See Staging.h for what is done about them.
std::vector<HostNeed> findHostNeeds(const tree::Function &function, const Activity &activity,
                                    const Staging &staging);

} // namespace autograft::analysis
