// A second look at emitted text, by its tokens alone: it knows nothing of how the text was made, so
// it also catches the emitter's own mistakes. A complaint is an internal error: no output.
#pragma once

#include "tree/Tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace autograft::emit {

struct Replaced {
  // Source ranges whose tokens the emitter replaced or moved; everything else must be there.
  std::vector<tree::Range> ranges;
};

// The user's tokens of `body` (a range of the source) appear in the output in their order; what was
// added is made of the words that emitted code may use; brackets match; no `break`, `continue`,
// `return` or `goto` inside a cursor's block has its target outside. Nothing if all is well.
std::optional<std::string> verify(std::string_view source, tree::Range body,
                                  const Replaced &replaced, std::string_view output);

} // namespace autograft::emit
