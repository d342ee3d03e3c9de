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
using Rows = std::map<std::uint32_t, Row>;

class Tables {
public:
  Tables(std::string_view source, const Assembled &output, const source::LineMap &lines)
      : Source(source), Output(output.text), Origins(lines) {
    for (const emit::Piece &piece : output.pieces)
      addPiece(piece);
  }

  const std::map<std::string_view, Rows> &files() const { return Files; }

  static std::string text(const Rows &rows) {
    std::string out;
    for (const auto &[line, row] : rows) {
      if (row.isPlain())
        continue;
      out += fmt::format("{}:", line);
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
    const source::Origin origin = Origins.at(line + 1);
    auto [entry, isNew] = Files[origin.file].try_emplace(origin.line);
    Row &row = entry->second;
    if (isNew)
      row.outputLine = emitted.line;
    row.isSplit |= row.outputLine != emitted.line;
    const std::uint32_t column = source.line == line ? source.column : 1;
    row.pairs.push_back({emitted.column, column, copied});
  }

  Lines Source, Output;
  std::uint32_t Line = 0; // of the source, where the next piece stands
  const source::LineMap &Origins;
  std::map<std::string_view, Rows> Files; // by name; "" is the file that the source is named for
};

} // namespace

namespace {

std::string definition(const std::string &table, std::string_view file, const std::string &suffix) {
  std::string chunks;
  constexpr std::size_t Longest = 60000; // compilers warn of longer literals
  for (std::size_t at = 0, end = 0; at < table.size(); at = end) {
    end = table.size() - at > Longest ? table.rfind(';', at + Longest) + 1 : table.size();
    chunks += quoted(std::string_view(table).substr(at, end - at)) + ", ";
  }
  return fmt::format("namespace {{ constexpr const char *ag_column_text{1}[] = {{{0}nullptr}}; "
                     "::ag::SourceColumns ag_columns{1}({2}, ag_column_text{1}); }}\n",
                     chunks, suffix, quoted(file));
}

} // namespace

std::string columnTable(std::string_view source, const Assembled &output,
                        const std::string &sourceName, const source::LineMap &lines) {
  const Tables tables(source, output, lines);
  std::string out;
  unsigned number = 0;
  for (const auto &[file, rows] : tables.files()) {
    const std::string table = Tables::text(rows);
    if (!table.empty())
      out += definition(table, file.empty() ? sourceName : file,
                        file.empty() ? "" : fmt::format("_{}", ++number));
  }
  return out.empty() || output.text.ends_with('\n') ? out : "\n" + out;
}

} // namespace autograft::frontend
