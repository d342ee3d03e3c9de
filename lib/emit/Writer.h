// Writer: copies the source from front to back while text is put in and tokens are left out. It
// only moves forward, so what it makes has the user's text in the user's order, and every line
// break of the source is in the output.
#pragma once

#include "tree/Tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace autograft::emit {

// A piece of the output: `length` bytes copied from the source, or put in (then `source` is where
// the source goes on, or where what it replaces began).
struct Piece {
  uint32_t source = 0;
  uint32_t emitted = 0;
  uint32_t length = 0;
  bool copied = false;
};

class Writer {
public:
  Writer(std::string_view source, uint32_t begin) : Source(source), At(begin) {}

  // The source up to here, as it is.
  void copyTo(uint32_t end) {
    if (end <= At)
      return;
    record(At, end - At, true);
    Out.append(Source.substr(At, end - At));
    Copied = At = end;
  }
  // New text; must hold no line break.
  void put(std::string_view text) {
    record(Copied, static_cast<uint32_t>(text.size()), false);
    Out.append(text);
  }
  // Leaves the source up to here out, but for its line breaks.
  void dropTo(uint32_t end) {
    if (end <= At)
      return;
    for (char c : Source.substr(At, end - At))
      if (c == '\n')
        put("\n");
    Dropped.push_back({At, end});
    At = end;
  }
  void drop(tree::Range range) {
    copyTo(range.begin);
    dropTo(range.end);
  }
  uint32_t position() const { return At; }
  uint32_t size() const { return static_cast<uint32_t>(Out.size()); }
  std::string_view source() const { return Source; }
  std::string_view slice(tree::Range range) const {
    return Source.substr(range.begin, range.size());
  }
  std::string take() { return std::move(Out); }
  std::vector<tree::Range> &dropped() { return Dropped; }
  std::vector<Piece> &pieces() { return Pieces; }

private:
  // Neighbours of one sort are one piece.
  void record(uint32_t source, uint32_t length, bool copied) {
    if (length == 0)
      return;
    if (!Pieces.empty() && Pieces.back().copied == copied && (!copied || Copied == At))
      Pieces.back().length += length;
    else
      Pieces.push_back({source, size(), length, copied});
  }

  std::string_view Source;
  uint32_t At;
  uint32_t Copied = At; // where the last copy ended
  std::string Out;
  std::vector<tree::Range> Dropped;
  std::vector<Piece> Pieces;
};

} // namespace autograft::emit
