// Builds the table of columns; see Columns.h. The runtime's reader is runtime/support/columns.cpp.
#include "frontend/Columns.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace autograft::frontend {

namespace {

/// Offsets of the beginnings of lines.
std::vector<std::uint32_t> lineStarts(std::string_view text) {
  std::vector<std::uint32_t> starts = {0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  return starts;
}

struct Position {
  std::uint32_t line; // from 0
  std::uint32_t column;
};

class Lines {
public:
  explicit Lines(std::string_view text) : Starts(lineStarts(text)) {}
  Position at(std::uint32_t offset) const {
    const auto next = std::ranges::upper_bound(Starts, offset);
    const auto line = static_cast<std::uint32_t>(next - Starts.begin() - 1);
    return {line, offset - Starts[line] + 1};
  }
  std::uint32_t begin(std::uint32_t line) const {
    return line < Starts.size() ? Starts[line] : UINT32_MAX;
  }

private:
  std::vector<std::uint32_t> Starts;
};

struct Pair {
  std::uint32_t emitted, source;
  bool copied;
};

struct Row {
  std::uint32_t outputLine = 0;
  bool isSplit = false;
  std::vector<Pair> pairs;

  bool isPlain() const {
    return !isSplit && std::ranges::all_of(pairs, [](const Pair &pair) {
      return pair.copied && pair.emitted == pair.source;
    });
  }
};

/// Rows by the number that #line gives to a line: the source's.
class Table {
public:
  Table(std::string_view source, const Assembled &output) : Source(source), Output(output.text) {
    for (const emit::Piece &piece : output.pieces)
      addPiece(piece);
  }

  std::string text() const {
    std::string out;
    for (const auto &[line, row] : Rows) {
      if (row.isPlain())
        continue;
      out += fmt::format("{}:", line + 1);
      for (const Pair &pair : row.pairs)
        if (!row.isSplit)
          out += fmt::format("{}{}{}{}", &pair == row.pairs.data() ? "" : ",", pair.emitted,
                             pair.copied ? '=' : '@', pair.source);
      out += ';';
    }
    return out;
  }

private:
  void addPiece(emit::Piece piece) {
    while (piece.length != 0) {
      const Position emitted = Output.at(piece.emitted), source = Source.at(piece.source);
      addPair(emitted, source, piece.copied);
      const std::uint32_t next = Output.begin(emitted.line + 1);
      const std::uint32_t used = std::min(next - piece.emitted, piece.length);
      // The lines of the two texts go together, also where inserted text keeps a line break.
      Line = piece.copied ? source.line : Line;
      if (used == piece.length && next != piece.emitted + used)
        return;
      ++Line;
      piece.emitted += used;
      piece.source += piece.copied ? used : 0;
      piece.length -= used;
    }
  }

  void addPair(Position emitted, Position source, bool copied) {
    const std::uint32_t line = copied ? source.line : Line;
    auto [entry, isNew] = Rows.try_emplace(line);
    Row &row = entry->second;
    if (isNew)
      row.outputLine = emitted.line;
    row.isSplit |= row.outputLine != emitted.line;
    const std::uint32_t column = source.line == line ? source.column : 1;
    row.pairs.push_back({emitted.column, column, copied});
  }

  Lines Source, Output;
  std::uint32_t Line = 0; // of the source, where the next piece stands
  std::map<std::uint32_t, Row> Rows;
};

} // namespace

std::string columnTable(std::string_view source, const Assembled &output,
                        const std::string &sourceName) {
  const std::string table = Table(source, output).text();
  if (table.empty())
    return {};
  std::string chunks;
  constexpr std::size_t Longest = 60000; // compilers warn of longer literals
  for (std::size_t at = 0, end = 0; at < table.size(); at = end) {
    end = table.size() - at > Longest ? table.rfind(';', at + Longest) + 1 : table.size();
    chunks += quoted(std::string_view(table).substr(at, end - at)) + ", ";
  }
  return fmt::format("{}namespace {{ constexpr const char *ag_column_text[] = {{{}nullptr}}; "
                     "::ag::SourceColumns ag_columns({}, ag_column_text); }}\n",
                     output.text.ends_with('\n') ? "" : "\n", chunks, quoted(sourceName));
}

} // namespace autograft::frontend
