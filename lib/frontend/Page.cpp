// The page of --emit=html: source left, emitted code right, the graph below. Text and marks are
// made here; how they look and light up is PageStyle.inc's.
#include "frontend/View.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace autograft::frontend {

namespace {

constexpr std::string_view Style =
#include "frontend/PageStyle.inc"
    ;

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += c;
    }
  }
  return out;
}

std::string reasons(const std::vector<analysis::FindingNote> &notes) {
  std::string text;
  for (const analysis::FindingNote &note : notes)
    text +=
        fmt::format("{}{}:{}: {}", text.empty() ? "" : "\n", note.at.line, note.at.col, note.text);
  return text;
}

/// A range of one of the two texts and what it is wrapped into.
struct Mark {
  std::uint32_t begin, end;
  std::string open; // the tag's attributes
};

/// Marks nest: of two that begin together the longer one is outside.
void sortMarks(std::vector<Mark> &marks) {
  std::ranges::stable_sort(marks, [](const Mark &a, const Mark &b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
}

/// The text as lines of HTML with their numbers; marks are closed and opened again at line ends.
class Pane {
public:
  Pane(std::string_view text, std::vector<Mark> marks, const source::LineMap &lines = {})
      : Text(text), Marks(std::move(marks)), Lines(lines) {
    sortMarks(Marks);
  }

  std::string html() {
    startLine();
    for (std::uint32_t at = 0; at < Text.size(); ++at) {
      while (!Open.empty() && Open.back()->end <= at)
        close();
      for (; Next < Marks.size() && Marks[Next].begin == at; ++Next)
        if (Marks[Next].end > at)
          open(Marks[Next]);
      if (Text[at] == '\n') {
        endLine();
        if (at + 1 < Text.size())
          startLine();
      } else if (Text[at] != '\r') {
        Out += escaped(Text.substr(at, 1));
      }
    }
    if (!Text.ends_with('\n'))
      endLine();
    return std::move(Out);
  }

private:
  void startLine() {
    Out += fmt::format("<span class=\"line\"><span class=\"no\">{}</span><code>",
                       Lines.at(++Line).line);
    for (const Mark *mark : Open)
      Out += "<span " + mark->open + ">";
  }
  void endLine() {
    for (std::size_t i = 0; i < Open.size(); ++i)
      Out += "</span>";
    Out += "</code></span>\n";
  }
  void open(const Mark &mark) {
    Open.push_back(&mark);
    Out += "<span " + mark.open + ">";
  }
  void close() {
    Open.pop_back();
    Out += "</span>";
  }

  std::string_view Text;
  std::vector<Mark> Marks;
  std::size_t Next = 0;
  std::vector<const Mark *> Open;
  const source::LineMap &Lines;
  unsigned Line = 0;
  std::string Out;
};

/// Where bytes of the source stand in the output, if they were copied.
class Copies {
public:
  explicit Copies(const std::vector<emit::Piece> &pieces) {
    for (const emit::Piece &piece : pieces)
      if (piece.copied)
        BySource.emplace(piece.source, piece);
  }
  /// UINT32_MAX: not copied.
  std::uint32_t find(tree::Range range) const {
    auto next = BySource.upper_bound(range.begin);
    if (next == BySource.begin())
      return UINT32_MAX;
    const emit::Piece &piece = std::prev(next)->second;
    return range.end <= piece.source + piece.length ? piece.emitted + (range.begin - piece.source)
                                                    : UINT32_MAX;
  }

private:
  std::map<std::uint32_t, emit::Piece> BySource;
};

class Page {
public:
  explicit Page(const View &view) : Shown(view), Copied(view.output.pieces) {
    for (std::size_t i = 0; i < view.replacements.size(); ++i)
      if (!view.replacements[i].map.name.empty()) // no copy, no insertion
        addFunction(view.replacements[i].map, view.output.starts[i]);
  }

  std::string html(std::string_view graph) {
    const std::string name = escaped(Shown.file);
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
        "{}</head>\n<body>\n<header><h1>{}</h1>{}</header>\n<main>\n",
        name, Style, name, legend());
    out += "<section id=\"source\" aria-label=\"source\"><h2>source</h2>\n<pre>" +
           Pane(Shown.source, std::move(Left), Shown.lines).html() + "</pre></section>\n";
    out += "<section id=\"emitted\" aria-label=\"emitted code\"><h2>emitted code</h2>\n<pre>" +
           Pane(Shown.output.text, std::move(Right)).html() + "</pre></section>\n</main>\n";
    if (!graph.empty())
      out += fmt::format(
          "<section id=\"graph\" aria-label=\"graph\"><h2>graph</h2>\n{}\n</section>\n", graph);
    return out + "</body>\n</html>\n";
  }

private:
  static std::string legend() {
    return "<p><span class=\"staged symbol\">staged number</span> "
           "<span class=\"tensor symbol\">tensor</span> "
           "<span class=\"region\">staged region</span> "
           "<span class=\"region plain\">plain C++</span> "
           "point at either side to find the other; the reasons stand in the tooltips</p>";
  }

  void addFunction(const emit::FunctionMap &map, std::uint32_t start) {
    const std::string attributes = fmt::format("class=\"function\" data-r=\"{}\"", ++Regions);
    Left.push_back({map.source.begin, map.source.end, attributes});
    Right.push_back({start, start + map.source.size() + inserted(map), attributes});
    Right.push_back({start + map.head.begin, start + map.head.end,
                     "class=\"head\" title=\"the head of the function: looks up or builds its "
                     "graph\""});
    for (const emit::MapRegion &region : map.regions)
      addRegion(region, start);
    for (const emit::MapSymbol &symbol : map.symbols)
      addSymbol(symbol);
  }

  /// By how much the function grew.
  static std::uint32_t inserted(const emit::FunctionMap &map) {
    std::uint32_t length = 0;
    for (const emit::Piece &piece : map.pieces)
      length += piece.length;
    return length - map.source.size();
  }

  void addRegion(const emit::MapRegion &region, std::uint32_t start) {
    if (!region.source.valid())
      return;
    std::string title =
        region.why.empty() ? "plain C++: it depends on no tensor" : reasons(region.why);
    std::string state;
    for (const std::string &name : region.state)
      state += (state.empty() ? "\nstate: " : ", ") + name;
    const std::string attributes =
        fmt::format("class=\"region{}\" data-r=\"{}\" title=\"{}\"", region.staged ? "" : " plain",
                    ++Regions, escaped(title + state));
    Left.push_back({region.source.begin, region.source.end, attributes});
    Right.push_back({start + region.emitted.begin, start + region.emitted.end, attributes});
  }

  void addSymbol(const emit::MapSymbol &symbol) {
    if (symbol.time == emit::MapSymbol::Time::Host)
      return;
    const bool isStaged = symbol.time == emit::MapSymbol::Time::Staged;
    const std::string title =
        isStaged ? reasons(symbol.why) : fmt::format("'{}' is a tensor", symbol.name);
    const std::string attributes =
        fmt::format("class=\"{} symbol\" data-s=\"{}\" title=\"{}\"",
                    isStaged ? "staged" : "tensor", ++Symbols, escaped(title));
    for (const tree::Range &use : symbol.uses) {
      Left.push_back({use.begin, use.end, attributes});
      if (const std::uint32_t at = Copied.find(use); at != UINT32_MAX)
        Right.push_back({at, at + use.size(), attributes});
    }
  }

  const View &Shown;
  Copies Copied;
  std::vector<Mark> Left, Right;
  unsigned Regions = 0, Symbols = 0;
};

} // namespace

std::string htmlPage(const View &view, std::string_view graph) { return Page(view).html(graph); }

} // namespace autograft::frontend
