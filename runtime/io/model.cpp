// Writing and reading graph files, and their upgrades: see model.h.
#include "io/model.h"

#include <charconv>

#include "io/file.h"
#include "io/safetensors.h"
#include "ir/literals.h"
#include "ir/text.h"

namespace ag::io {

namespace {

constexpr const char* format_name = "autograft graph";

/// A version in the metadata: a small decimal number.
int version(const Safetensors& file, const char* key, const std::string& path) {
  const std::string* text = file.find(key);
  int v = 0;
  if (text) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), v);
    if (error != std::errc() || end != text->data() + text->size()) v = 0;
  }
  if (v < 1) malformed(path, std::string("its '") + key + "' is missing or no number");
  return v;
}

void check_version(int found, int known, const char* what, const std::string& path) {
  if (found > known)
    unknown(path, "it was saved by a newer autograft (" + std::string(what) + " " +
                      std::to_string(found) + "; this one reads up to " + std::to_string(known) +
                      ")");
}

std::shared_ptr<ir::Graph> parse_graph(const std::string& text, const Safetensors& file,
                                       const std::string& path) {
  std::vector<ir::External> externals;
  for (const auto& [name, t] : file.tensors) externals.push_back({name, t});
  try {
    return ir::parse(text, "__graph__", externals);
  } catch (const Error& e) {
    malformed(path, "the graph in it is damaged: " + e.where() + ": " + e.message());
  }
}

}  // namespace

std::string upgraded(std::string text, int from, int to, std::span<const Upgrade> table) {
  for (int v = from; v < to; ++v) {
    const Upgrade* row = nullptr;
    for (const Upgrade& u : table)
      if (u.from == v) row = &u;
    if (!row) internal_error("no upgrade from op set {}", v);
    text = row->apply(std::move(text));
  }
  return text;
}

void write_model(const std::string& path, const ir::Graph& graph) {
  Safetensors file;
  std::vector<ir::External> externals;
  std::string text = ir::print(graph, externals);
  file.metadata = {{"format", format_name},
                   {"format_version", std::to_string(format_version)},
                   {"op_set", std::to_string(op_set_version)},
                   {"signature", signature(graph)},
                   {"__graph__", std::move(text)}};
  for (const ir::External& e : externals) file.tensors.add(e.name, e.value);
  write_safetensors(path, file);
}

std::shared_ptr<ir::Graph> read_model(std::string_view bytes, const std::string& path) {
  const Safetensors file = read_safetensors(bytes, path);
  const std::string* text = file.find("__graph__");
  const std::string* format = file.find("format");
  if (!text || !format || *format != format_name)
    malformed(path, "this safetensors file holds no graph; read it with ag::safetensors::load");
  check_version(version(file, "format_version", path), format_version, "format", path);
  const int op_set = version(file, "op_set", path);
  check_version(op_set, op_set_version, "op set", path);
  auto graph = parse_graph(upgraded(*text, op_set, op_set_version, upgrades), file, path);
  const std::string* declared = file.find("signature");
  if (!declared || *declared != signature(*graph))
    malformed(path, "its signature is not that of the graph in it");
  return graph;
}

std::string signature(const ir::Graph& graph) {
  // The first line of the function's text without its name and without the values' numbers.
  const ir::Region& body = *graph.main()->body;
  std::vector<std::int64_t> symbols;
  std::string text = "(";
  const auto type = [&](const ir::Type& t) {
    if (t.list != detail::ListKind::none) text += "list ";
    text += name(t.dtype);
    text += '[';
    for (std::size_t i = 0; i < t.shape.size(); ++i) {
      if (i) text += ", ";
      if (t.shape[i] >= 0) {
        text += std::to_string(t.shape[i]);
        continue;
      }
      std::size_t k = 0;
      while (k < symbols.size() && symbols[k] != t.shape[i]) ++k;
      if (k == symbols.size()) symbols.push_back(t.shape[i]);
      text += ir::symbol_name(k);
    }
    text += ']';
  };
  for (const ir::Value* v : body.arguments) {
    if (v->index) text += ", ";
    if (!v->name.empty()) text += v->name + ": ";
    type(*v->type);
  }
  text += ") -> (";
  const auto& results = body.terminator()->operands;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (i) text += ", ";
    type(*results[i]->type);
  }
  return text + ')';
}

}  // namespace ag::io
