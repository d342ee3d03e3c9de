// See TimeReport.h.
#include "frontend/TimeReport.h"

#include <algorithm>

#include <fmt/format.h>
#include <sys/resource.h>

namespace autograft::frontend {

void TimeReport::add(std::string_view phase, double seconds) {
  auto found = std::ranges::find(Phases, phase, &std::pair<std::string, double>::first);
  if (found == Phases.end())
    Phases.emplace_back(phase, seconds);
  else
    found->second += seconds;
}

std::string TimeReport::text() const {
  double whole = 0;
  for (const auto &[phase, seconds] : Phases)
    whole += seconds;
  std::string out = "autograft: time report\n";
  auto line = [&](std::string_view name, double seconds) {
    out += fmt::format("  {:<12}{:10.1f} ms {:5.1f} %\n", name, seconds * 1e3,
                       whole > 0 ? 100 * seconds / whole : 0.0);
  };
  for (const auto &[phase, seconds] : Phases)
    line(phase, seconds);
  line("all", whole);
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0)
    out +=
        fmt::format("  {:<12}{:10.1f} MB\n", "memory", static_cast<double>(usage.ru_maxrss) / 1024);
  return out;
}

} // namespace autograft::frontend
