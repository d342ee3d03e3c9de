// Parsing the command line: see options.h.
#include "options.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace agrun {

const char *const usage =
    R"(usage: agrun COMMAND MODEL [INPUT...] [options]

MODEL is a saved graph (ag::save, .agraph) or a graph's text (Graph::text); `-` reads it from the
standard input.
INPUT is a number, FILE.npy, FILE.npz (arrays by name), NAME=NUMBER or NAME=FILE.npy; those without a
name are taken in the order of the graph's inputs.

commands
  show     prints the graph and its signature
  run      runs it and prints its outputs, or writes them to -o FILE.npy or FILE.npz
  opt      runs the passes and prints the graph, or writes it to -o FILE.agraph
  bench    runs it again and again and prints times
  verify   checks the graph, and the graph after each pass; with inputs, that both give equal bits

options
  -o FILE                where outputs, the graph or the picture go
  --dot                  show, opt: Graphviz text
  --svg=FILE             show, opt: a picture (needs Graphviz's `dot`)
  --json                 show, opt: the graph as JSON; bench: one line of JSON
  --passes=A,B|none      these passes in this order
  --dump-after=PASS|all  prints the graph after a pass, to the standard error
  --pass-limit=N         only the first N runs of passes (to find the one that breaks something)
  --backend=ref          what runs the graph: `ref`, the reference interpreter
  --max-iterations=N     an error when a loop runs more often
  --seconds=S            bench: how long to measure (1)
  --help  --version

exit status: 0 ok, 1 the graph or its inputs are at fault, 2 usage or files, 3 internal
)";

namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    if (comma == text.npos)
      return parts;
    text.remove_prefix(comma + 1);
  }
}

template <class T> T number(std::string_view option, std::string_view text) {
  T v{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (error != std::errc() || end != text.data() + text.size() || v < T{})
    throw UsageError(std::string(option) + " takes a number that is not negative, not '" +
                     std::string(text) + "'");
  return v;
}

void backend(std::string_view name) {
  if (name != "ref")
    throw UsageError("this agrun has no backend '" + std::string(name) + "'; it has: ref");
}

/// Options of the form --name=value.
bool valued(Options &o, std::string_view name, std::string_view value) {
  if (name == "--svg") {
    o.svg = value;
  } else if (name == "--passes") {
    o.optimise = value != "none";
    if (o.optimise)
      o.passes = split(value);
  } else if (name == "--dump-after") {
    o.dump_after = value;
  } else if (name == "--pass-limit") {
    o.pass_limit = number<int>(name, value);
  } else if (name == "--backend") {
    backend(value);
  } else if (name == "--max-iterations") {
    o.max_iterations = number<std::int64_t>(name, value);
  } else if (name == "--seconds") {
    o.seconds = number<double>(name, value);
  } else {
    return false;
  }
  return true;
}

bool flag(Options &o, std::string_view name) {
  if (name == "--dot")
    o.dot = true;
  else if (name == "--json")
    o.json = true;
  else if (name == "--help" || name == "-h")
    o.help = true;
  else if (name == "--version")
    o.version = true;
  else
    return false;
  return true;
}

/// `-` is the standard input, -3 and -.5 are numbers.
bool is_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9') &&
         word[1] != '.' && word != "-inf" && word != "-nan";
}

void check(const Options &o) {
  constexpr std::string_view commands[] = {"show", "run", "opt", "bench", "verify"};
  if (std::find(std::begin(commands), std::end(commands), o.command) == std::end(commands))
    throw UsageError(o.command.empty() ? "no command" : "unknown command '" + o.command + "'");
  if (o.model.empty())
    throw UsageError(o.command + ": no MODEL");
  const bool picture = o.command == "show" || o.command == "opt";
  if (picture && !o.inputs.empty())
    throw UsageError(o.command + " takes no inputs");
  if (!picture && (o.dot || !o.svg.empty()))
    throw UsageError(o.command + " makes no pictures; use show or opt");
  if ((o.command == "bench" || o.command == "verify") && !o.output.empty())
    throw UsageError(o.command + " writes no file");
  if (o.dot && o.json)
    throw UsageError("--dot and --json exclude one another");
}

} // namespace

Options parse_options(int argc, const char *const *argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "-o") {
      if (++i == argc)
        throw UsageError("-o takes a file");
      o.output = argv[i];
    } else if (is_option(word)) {
      const std::size_t equals = word.find('=');
      const bool known = equals == word.npos
                             ? flag(o, word)
                             : valued(o, word.substr(0, equals), word.substr(equals + 1));
      if (!known)
        throw UsageError("unknown option '" + std::string(word) + "'");
    } else if (o.command.empty()) {
      o.command = word;
    } else if (o.model.empty()) {
      o.model = word;
    } else {
      o.inputs.emplace_back(word);
    }
  }
  if (!o.help && !o.version)
    check(o);
  return o;
}

} // namespace agrun
