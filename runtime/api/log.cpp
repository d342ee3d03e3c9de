// See log.h.
#include "api/log.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "support/environment.h"
#include "support/fail.h"

namespace ag::api {

bool logging() {
  static constexpr std::array<std::string_view, 2> choices{"0", "1"};
  static const bool wanted = environment_choice("AUTOGRAFT_LOG", choices, 0) == 1;
  return wanted;
}

// One write a line, so that threads do not mix theirs.
void log_line(Location where, const std::string& text) {
  const std::string place = place_text(where);
  const std::string line = "autograft: " + place + (place.empty() ? "" : ": ") + text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace ag::api
