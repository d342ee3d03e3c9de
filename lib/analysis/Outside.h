// Hidden inputs: what the function uses that lives longer than its call. Which symbols these are,
// and which numbers among them are promoted.
#pragma once

#include "analysis/Staging.h"

namespace autograft::analysis {

// Read at every call: fields, globals and statics that may change between calls.
bool isHiddenInput(const tree::Symbol &symbol);

// A number that may be run-time data: as promoted as a lifted parameter. What the function writes
// must be, what it only reads is if all uses allow it.
bool mayPromoteOutside(const tree::Symbol &symbol, bool written);

struct HiddenInput {
  tree::SymbolId symbol;
  bool written = false;
};

// Those to list in the prologue; Variables among the parameters, too.
std::vector<HiddenInput> hiddenInputs(const tree::Function &function, const Activity &activity);

// The name of a variable in the emitted body: of a promoted one that lives outside of the function,
// its cell's.
std::string bodyName(const tree::Function &function, const Staging &staging, tree::SymbolId id);

} // namespace autograft::analysis
