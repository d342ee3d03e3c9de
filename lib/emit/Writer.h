// Writer: copies the source from front to back while text is put in and tokens are left out. It
// only moves forward, so what it makes has the user's text in the user's order, and every line
// break of the source is in the output.
#pragma once

#include "tree/Tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace autograft::emit {

class Writer {
public:
  Writer(std::string_view source, uint32_t begin) : Source(source), At(begin) {}

  // The source up to here, as it is.
  void copyTo(uint32_t end) {
    if (end <= At)
      return;
    Out.append(Source.substr(At, end - At));
    At = end;
  }
  // New text; must hold no line break.
  void put(std::string_view text) { Out.append(text); }
  // Leaves the source up to here out, but for its line breaks.
  void dropTo(uint32_t end) {
    if (end <= At)
      return;
    for (char c : Source.substr(At, end - At))
      if (c == '\n')
        Out.push_back('\n');
    Dropped.push_back({At, end});
    At = end;
  }
  void drop(tree::Range range) {
    copyTo(range.begin);
    dropTo(range.end);
  }
  uint32_t position() const { return At; }
  std::string_view source() const { return Source; }
  std::string_view slice(tree::Range range) const {
    return Source.substr(range.begin, range.size());
  }
  std::string take() { return std::move(Out); }
  std::vector<tree::Range> &dropped() { return Dropped; }

private:
  std::string_view Source;
  uint32_t At;
  std::string Out;
  std::vector<tree::Range> Dropped;
};

} // namespace autograft::emit
