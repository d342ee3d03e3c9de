// See LineMap.h.
#include "source/LineMap.h"

#include <algorithm>

namespace autograft::source {

Origin LineMap::at(std::uint32_t line) const {
  const auto next = std::ranges::upper_bound(Parts, line, {}, &Part::line);
  if (next == Parts.begin())
    return {"", line};
  const Part &part = *std::prev(next);
  return {part.file, part.origin + (line - part.line)};
}

} // namespace autograft::source
