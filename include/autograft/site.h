// ag::Site: line and column of a construct in the user's source, as the transpiler writes it.
#pragma once
#include <cstdint>

namespace ag {
/// The file is the one of the innermost running annotated function.
struct Site {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};
}  // namespace ag

#define AG_SITE(line, column)                                                                      \
  ::ag::Site { line, column }
