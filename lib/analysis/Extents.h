// Extents that only the run knows: `t.shape(0)` and `t.size()` of a tensor that a staged construct
// writes, and of what is made of such a one. They are asked for in the graph.
#pragma once

#include "analysis/Activity.h"
#include "analysis/Regions.h"

#include <unordered_set>

namespace autograft::analysis {

std::unordered_set<const tree::Expr *> findOpenExtents(const tree::Function &function,
                                                       const Activity &activity,
                                                       const std::vector<Region> &regions);

} // namespace autograft::analysis
