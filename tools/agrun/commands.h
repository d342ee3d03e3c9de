// The commands of agrun. Each returns the exit status or throws.
#pragma once

#include "options.h"

namespace agrun {

int run_command(const Options &options);

} // namespace agrun
