// LineMap: where the lines of a text come from that was put together of several files. A text that
// is one file has an empty map. It knows nothing of Clang.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace autograft::source {

struct Origin {
  std::string_view file; // empty: the file that the text is named for
  std::uint32_t line = 0;
};

class LineMap {
public:
  /// From `line` of the text on (lines from 1, ascending), lines are those of `file` from `origin`
  /// on.
  void add(std::uint32_t line, std::string file, std::uint32_t origin) {
    Parts.push_back({line, std::move(file), origin});
  }

  struct Part {
    std::uint32_t line;
    std::string file;
    std::uint32_t origin;
  };

  bool empty() const { return Parts.empty(); }
  const std::vector<Part> &parts() const { return Parts; }
  Origin at(std::uint32_t line) const;

private:
  std::vector<Part> Parts;
};

} // namespace autograft::source
