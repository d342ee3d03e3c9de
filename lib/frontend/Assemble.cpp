// The three ways of --line. `source`: a #line at the top and one at each function's start, so that
// compilers, debuggers and __FILE__ speak of the user's file. `generated`: positions are those of
// the emitted file, and only the statement that holds __FILE__ for run-time errors is set to the
// source. `none`: no directive, the lines agree with the source's anyway.
// With `source` the file ends with a table from its columns to the source's, for run-time errors.
#include "frontend/Assemble.h"

#include "frontend/Columns.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace autograft::frontend {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

std::ptrdiff_t countLines(std::string_view text) { return std::ranges::count(text, '\n'); }

std::string directive(std::ptrdiff_t line, std::string_view file) {
  return fmt::format("#line {} {}\n", line, quoted(file));
}

/// The start of the line of `offset` if only blanks stand between, else `offset` itself.
std::size_t lineStart(std::string_view source, std::size_t offset) {
  std::size_t at = offset;
  while (at > 0 && (source[at - 1] == ' ' || source[at - 1] == '\t'))
    --at;
  return at == 0 || source[at - 1] == '\n' ? at : offset;
}

/// The #line directives that stand before each part of a text of several files, as comments.
std::string withoutDirectives(std::string_view source, const source::LineMap &lines) {
  std::string text(source);
  std::size_t at = 0;
  std::uint32_t line = 1;
  for (const source::LineMap::Part &part : lines.parts()) {
    for (; line + 1 < part.line; ++line)
      at = text.find('\n', at) + 1;
    text.replace(at, 5, "// at"); // in place of "#line"
  }
  return text;
}

class Assembly {
public:
  Assembly(std::string_view source, LineMode mode, const std::string &sourceName,
           const std::string &outputName, const source::LineMap &lines)
      : Source(source), Mode(mode), SourceName(sourceName), OutputName(outputName), Lines(lines) {}

  void copyTo(std::size_t end) {
    if (end < At || end > Source.size())
      throw std::logic_error("replacements overlap");
    addPiece({static_cast<std::uint32_t>(At), 0, static_cast<std::uint32_t>(end - At), true},
             size());
    Out.text += Source.substr(At, end - At);
    At = end;
  }

  void sourceLine(std::size_t offset) {
    if (!Out.text.empty() && Out.text.back() != '\n')
      Out.text += '\n';
    const source::Origin origin = originOf(offset);
    Out.text += directive(origin.line, origin.file);
  }

  /// A copy: on lines of its own, between the two halves of the source's line if need be.
  void copy(const Replacement &copied) {
    AfterWords = false;
    copyTo(copied.begin);
    if (!Out.text.empty() && Out.text.back() != '\n')
      Out.text += '\n';
    Out.text += "// A copy for staged values, made by autograft.\n";
    if (Mode == LineMode::Source)
      Out.text += directive(copied.line, copied.file);
    Out.starts.push_back(size());
    Out.text += Mode == LineMode::Generated ? withSourcePrologue(copied) : copied.text;
    if (Mode == LineMode::Source)
      sourceLine(At);
    else
      Out.text += '\n';
  }

  void replace(const Replacement &replacement) {
    if (replacement.line)
      return copy(replacement);
    const bool withLine = Mode == LineMode::Source && !replacement.inLine;
    const std::size_t head = std::max(At, lineStart(Source, replacement.head));
    // Behind words put in front of the declaration, its #line stands already.
    const bool goesOn = AfterWords && head == At;
    if (withLine && !goesOn) {
      copyTo(head);
      sourceLine(At);
    }
    AfterWords = !replacement.inLine && replacement.begin == replacement.end;
    copyTo(replacement.begin);
    Out.starts.push_back(size());
    for (const emit::Piece &piece : replacement.map.pieces)
      addPiece(piece, Out.starts.back());
    Out.text += Mode == LineMode::Generated ? withSourcePrologue(replacement) : replacement.text;
    At = replacement.end;
    const std::string_view old =
        Source.substr(replacement.begin, replacement.end - replacement.begin);
    if (Mode == LineMode::Source && countLines(old) != countLines(replacement.text))
      sourceLine(At);
  }

  Assembled Out;

private:
  /// The user's file and line. Asked for in ascending order, nearly.
  source::Origin originOf(std::size_t offset) {
    if (offset < Counted)
      Counted = 0, Line = 1;
    Line += static_cast<std::uint32_t>(countLines(Source.substr(Counted, offset - Counted)));
    Counted = offset;
    source::Origin origin = Lines.at(Line);
    if (origin.file.empty())
      origin.file = SourceName;
    return origin;
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(Out.text.size()); }
  void addPiece(emit::Piece piece, std::uint32_t start) {
    piece.emitted += start;
    if (piece.length != 0)
      Out.pieces.push_back(piece);
  }

  /// The replacement with its AG_FN statement on a line of its own that belongs to the source.
  std::string withSourcePrologue(const Replacement &replacement) {
    const std::string_view text = replacement.text;
    const std::size_t from = text.find("AG_FN("), to = text.find(';', from);
    if (from == std::string_view::npos || to == std::string_view::npos)
      return replacement.text;
    std::string out(text.substr(0, from));
    const source::Origin origin = replacement.line
                                      ? source::Origin{replacement.file, replacement.line}
                                      : originOf(replacement.begin);
    out += "\n" + directive(origin.line + countLines(out), origin.file);
    out += fmt::format("{}\n", text.substr(from, to + 1 - from));
    const std::ptrdiff_t line = countLines(Out.text) + countLines(out) + 2;
    return out + directive(line, OutputName) + std::string(text.substr(to + 1));
  }

  std::string_view Source;
  LineMode Mode;
  const std::string &SourceName;
  const std::string &OutputName;
  const source::LineMap &Lines;
  std::size_t At = 0;
  bool AfterWords = false; // the last replacement added words to a line, no more
  std::size_t Counted = 0; // bytes of the source, and the line there
  std::uint32_t Line = 1;
};

} // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "\"";
}

Assembled assemble(std::string_view source, const std::vector<Replacement> &replacements,
                   LineMode mode, const std::string &sourceName, const std::string &outputName,
                   const source::LineMap &lines) {
  std::string plain;
  if (mode != LineMode::Source && !lines.empty())
    source = plain = withoutDirectives(source, lines);
  Assembly assembly(source, mode, sourceName, outputName, lines);
  if (source.starts_with(ByteOrderMark))
    assembly.copyTo(ByteOrderMark.size());
  if (mode == LineMode::Source) {
    assembly.Out.text += "// Written by autograft; change the file that #line names instead.\n";
    assembly.Out.text += directive(1, sourceName);
  }
  for (const Replacement &replacement : replacements)
    assembly.replace(replacement);
  assembly.copyTo(source.size());
  if (mode == LineMode::Source)
    assembly.Out.text += columnTable(source, assembly.Out, sourceName, lines);
  return std::move(assembly.Out);
}

} // namespace autograft::frontend
