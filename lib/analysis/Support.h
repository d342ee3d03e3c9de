// The support check: everything that would have to be staged and cannot be, each with its code, and
// what an annotated function may not contain at all. Host-only code outside of staged regions stays
// as it is and is not looked at. Values needed on the host are the binding-time analysis's
// findings.
#pragma once

#include "analysis/Staging.h"

namespace autograft::analysis {

// What the signature alone forbids. The other checks need not run if this finds something.
std::vector<Finding> checkSignature(const tree::Function &function);

std::vector<Finding> checkSupport(const tree::Function &function, const Activity &activity,
                                  const Staging &staging);

} // namespace autograft::analysis
