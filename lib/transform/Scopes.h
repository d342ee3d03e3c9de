// Names where the cursors stand. State lists name variables, so a state variable that is hidden by
// another of the same name at its cursor (it can be written there only through an alias or a
// closure) is an error.
#pragma once

#include "analysis/Staging.h"

namespace autograft::transform {

std::vector<analysis::Finding> findHidden(const tree::Function &function,
                                          const analysis::Staging &staging);

} // namespace autograft::transform
