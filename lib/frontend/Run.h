// Run: does what Options say and gives the exit code. All output goes to the two streams' file
// descriptors and to the files named by the options.
#pragma once

#include "frontend/Options.h"

namespace autograft::frontend {

/// 0 done, 1 the user's code (or --check found drift), 2 usage, I/O or set-up. Throws what is
/// autograft's own fault.
int run(const Options &options);

} // namespace autograft::frontend
