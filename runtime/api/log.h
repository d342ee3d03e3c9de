// AUTOGRAFT_LOG=1: a line on stderr for what is built, kept, relaxed or dropped. Nothing here is on
// the way of a call whose graph is there.
#pragma once

#include <fmt/core.h>

#include <string>

#include "autograft/error.h"

namespace ag::api {

/// Errors: AG0508 when AUTOGRAFT_LOG is neither 0 nor 1.
bool logging();
void log_line(Location where, const std::string& text);

/// `log(where, "built {}", name)`
template <class... A>
void log(Location where, fmt::format_string<A...> text, A&&... args) {
  if (logging()) log_line(where, fmt::vformat(text, fmt::make_format_args(args...)));
}

}  // namespace ag::api
