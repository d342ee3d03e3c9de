// The map of a converted file as JSON; see View.h.
#include "diag/Json.h"
#include "frontend/View.h"

#include <algorithm>

namespace autograft::frontend {

namespace {

using emit::MapRegion;
using emit::MapSymbol;

Json placeJson(tree::Place at) { return Json::object({{"line", at.line}, {"column", at.col}}); }

/// Line and column of an offset; the offsets asked for mostly ascend, so it walks on from the last.
class Places {
public:
  explicit Places(std::string_view text, const source::LineMap *lines = nullptr)
      : Text(text), Lines(lines) {}
  source::Origin origin(std::uint32_t offset) {
    const std::uint32_t line = at(offset).line;
    return Lines ? Lines->at(line) : source::Origin{"", line};
  }
  tree::Place at(std::uint32_t offset) {
    if (offset < Offset)
      *this = Places(Text, Lines);
    for (; Offset < offset && Offset < Text.size(); ++Offset)
      At = Text[Offset] == '\n' ? tree::Place{At.line + 1, 1} : tree::Place{At.line, At.col + 1};
    return At;
  }
  Json range(tree::Range range) {
    Json json = placeJson(shown(range.begin));
    const tree::Place end = shown(range.end);
    return json.set("endLine", end.line).set("endColumn", end.col);
  }

private:
  tree::Place shown(std::uint32_t offset) {
    const tree::Place place = at(offset);
    return {origin(offset).line, place.col};
  }

  std::string_view Text;
  const source::LineMap *Lines;
  std::uint32_t Offset = 0;
  tree::Place At = {1, 1};
};

Json whyJson(const std::vector<analysis::FindingNote> &notes) {
  Json list = Json::list();
  for (const analysis::FindingNote &note : notes)
    list.add(placeJson(note.at).set("text", note.text));
  return list;
}

std::string_view timeName(MapSymbol::Time time) {
  switch (time) {
  case MapSymbol::Time::Host:
    return "host";
  case MapSymbol::Time::Tensor:
    return "tensor";
  case MapSymbol::Time::Staged:
    return "staged";
  }
  return {};
}

class Writer {
public:
  explicit Writer(const View &view)
      : Shown(view), Source(view.source, &view.lines), Output(view.output.text) {}

  Json function(std::size_t index) {
    const emit::FunctionMap &map = Shown.replacements[index].map;
    const std::uint32_t start = Shown.output.starts[index];
    const auto length = static_cast<std::uint32_t>(Shown.replacements[index].text.size());
    Json json = placeJson(map.place);
    if (const source::Origin origin = Source.origin(map.source.begin); !origin.file.empty())
      json.set("file", origin.file);
    json.set("name", map.name)
        .set("source", Source.range(map.source))
        .set("emitted", Output.range({start, start + length}));
    Json regions = Json::list(), symbols = Json::list();
    for (const MapRegion &region : map.regions)
      regions.add(regionJson(region, start));
    for (const MapSymbol &symbol : map.symbols)
      symbols.add(symbolJson(symbol));
    return json.set("regions", std::move(regions)).set("symbols", std::move(symbols));
  }

private:
  Json regionJson(const MapRegion &region, std::uint32_t start) {
    Json state = Json::list();
    for (const std::string &name : region.state)
      state.add(name);
    return Json::object(
        {{"kind", region.kind},
         {"staged", region.staged},
         {"source", Source.range(region.source)},
         {"emitted", Output.range({start + region.emitted.begin, start + region.emitted.end})},
         {"state", std::move(state)},
         {"why", whyJson(region.why)}});
  }

  Json symbolJson(const MapSymbol &symbol) {
    Json uses = Json::list();
    for (const tree::Range &use : symbol.uses)
      uses.add(Source.range(use));
    return placeJson(symbol.place)
        .set("name", symbol.name)
        .set("kind", symbol.kind)
        .set("type", symbol.type)
        .set("time", timeName(symbol.time))
        .set("why", whyJson(symbol.why))
        .set("uses", std::move(uses));
  }

  const View &Shown;
  Places Source, Output;
};

} // namespace

std::string mapJson(const View &view) {
  Json functions = Json::list();
  Writer writer(view);
  for (std::size_t i = 0; i < view.replacements.size(); ++i)
    if (!view.replacements[i].map.name.empty()) // no copy, no insertion
      functions.add(writer.function(i));
  return Json::object({{"version", 1}, {"file", view.file}, {"functions", std::move(functions)}})
      .text();
}

} // namespace autograft::frontend
