// Variables that one branch of a staged `if` sets and the other certainly leaves unset although
// they may be read afterwards (AG0201). Only certain cases: the run time finds the others.
#pragma once

#include "analysis/Staging.h"

namespace autograft::analysis {

std::vector<Finding> findUnset(const tree::Function &function, const Activity &activity,
                               const Liveness &liveness, const Staging &staging);

} // namespace autograft::analysis
