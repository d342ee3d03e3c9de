// The table of options, the hand-written parser over it, and the help text made from it. Parsed by
// hand because LLVM's option library registers hundreds of options of its own at start-up.
#include "frontend/Options.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace autograft::frontend {

namespace {

constexpr Emit EmitKinds[] = {Emit::Cpp, Emit::Diff, Emit::Html, Emit::Json};

/// Takes the option's value ("" for one without); an error text, or empty.
using Setter = std::string (*)(Options &, const std::string &value);

struct Spec {
  std::string_view name;
  std::string_view value; // placeholder in the help; empty: takes none
  Setter set;
  std::string_view help;
  std::string_view section; // starts a section of the help when not empty
};

std::string setAction(Options &options, Action action) {
  if (options.action != Action::Transpile && options.action != action)
    return "only one of --check, --list, --explain, --help, --version, --print-cmake-dir can be "
           "given";
  options.action = action;
  return {};
}

std::string badValue(std::string_view option, const std::string &value, std::string_view allowed) {
  return fmt::format("'{}' is no value of {}; it takes {}", value, option, allowed);
}

std::string setEmit(Options &options, const std::string &value) {
  options.emit.clear();
  for (std::size_t at = 0, end = 0; end < value.size() || at == 0; at = end + 1) {
    end = std::min(value.find(',', at), value.size());
    const std::string word = value.substr(at, end - at);
    const auto kind = std::ranges::find(EmitKinds, word, nameOf);
    if (kind == std::end(EmitKinds))
      return badValue("--emit", word, "cpp, diff, html and json, or several with commas");
    if (std::ranges::find(options.emit, *kind) == options.emit.end())
      options.emit.push_back(*kind);
  }
  return {};
}

std::string setFormat(Options &options, const std::string &value) {
  if (value == "text")
    options.format = Format::Text;
  else if (value == "json")
    options.format = Format::Json;
  else if (value == "sarif")
    options.format = Format::Sarif;
  else
    return badValue("--diagnostics-format", value, "text, json or sarif");
  return {};
}

std::string setLine(Options &options, const std::string &value) {
  if (value == "source")
    options.line = LineMode::Source;
  else if (value == "generated")
    options.line = LineMode::Generated;
  else if (value == "none")
    options.line = LineMode::None;
  else
    return badValue("--line", value, "source, generated or none");
  return {};
}

std::string setColour(Options &options, const std::string &value) {
  if (value == "auto")
    options.colour = Colour::Auto;
  else if (value == "always")
    options.colour = Colour::Always;
  else if (value == "never")
    options.colour = Colour::Never;
  else
    return badValue("--color", value, "auto, always or never");
  return {};
}

std::string setWarning(std::vector<Code> &list, std::string_view option, const std::string &id) {
  const std::optional<Code> code = parseCode(id);
  if (!code)
    return fmt::format("'{}' in {} is no known code; docs/errors.md lists them", id, option);
  if (info(*code).severity != Severity::Warning)
    return fmt::format("{} in {} is an error, not a warning", codeName(*code), option);
  list.push_back(*code);
  return {};
}

#define AG_SET(statement) [](Options &o, const std::string &v) -> std::string { statement; }
#define AG_STORE(statement)                                                                        \
  [](Options &o, const std::string &v) -> std::string {                                            \
    (void)v;                                                                                       \
    statement;                                                                                     \
    return {};                                                                                     \
  }

constexpr Spec Specs[] = {
    {"-p", "DIR", AG_STORE(o.database = v), "take the flags from DIR/compile_commands.json",
     "input"},
    {"--extra-arg", "A", AG_STORE(o.extraArgs.push_back(v)), "one more compiler flag, at the end",
     ""},
    {"--inline-headers", "", AG_STORE(o.inlineHeaders = true),
     "write headers with annotated functions into the output", ""},
    {"--plain-source", "FILE", AG_STORE(o.plainSources.push_back(v)),
     "a source of the same program that is not converted; it must not include those", ""},
    {"-o", "FILE", AG_STORE(o.output = v), "write to FILE; - is standard output (the default)",
     "output"},
    {"--out-dir", "DIR", AG_STORE(o.outDir = v), "write DIR/<name>.ag.cpp for every input", ""},
    {"--emit", "KIND", setEmit,
     "cpp (the default), diff, html or json; more after commas go to FILE.diff …", ""},
    {"--graph", "FILE", AG_STORE(o.graph = v), "a graph's .svg or .dot, shown on the HTML page",
     ""},
    {"--write-if-changed", "", AG_STORE(o.writeIfChanged = true),
     "leave an output with equal text as it is, date included", ""},
    {"-MD", "", AG_STORE(o.depfile = true), "write a depfile for Make and Ninja (output + .d)", ""},
    {"-MF", "FILE", AG_STORE(o.depfilePath = v), "the depfile's name", ""},
    {"-MT", "TARGET", AG_STORE(o.depTarget = v), "the depfile's target (default: the output)", ""},
    {"--line", "WHICH", setLine, "which file #line names: source (the default), generated or none",
     ""},
    {"--check", "", AG_SET((void)v; return setAction(o, Action::Check)),
     "write nothing; exit 1 when the output is not up to date", "modes"},
    {"--dry-run", "", AG_STORE(o.dryRun = true), "do everything but write; print what would be",
     ""},
    {"--diff", "", AG_STORE(o.diff = true),
     "write nothing; print source against emitted code (--check: old against new)", ""},
    {"--list", "", AG_SET((void)v; return setAction(o, Action::List)),
     "print the annotated functions", ""},
    {"--verify", "", AG_STORE(o.verify = true), "parse the emitted code again before writing it",
     ""},
    {"-Werror", "", AG_STORE(o.warnings.allErrors = true),
     "warnings are errors; -Werror=AGnnnn one, -Wno-AGnnnn silences one", "diagnostics"},
    {"--diagnostics-format", "F", setFormat, "text (the default), json or sarif, on standard error",
     ""},
    {"--color", "WHEN", setColour, "auto (the default), always or never", ""},
    {"--explain", "AGnnnn", AG_SET(o.explain = v; return setAction(o, Action::Explain)),
     "cause, example and cure of a message", ""},
    {"-v", "", AG_STORE(o.verbose = true), "say what is done on standard error", "information"},
    {"--time-report", "", AG_STORE(o.timeReport = true),
     "print where time and memory went on standard error", ""},
    {"--print-cmake-dir", "", AG_SET((void)v; return setAction(o, Action::PrintCmakeDir)),
     "print the folder of the CMake package", ""},
    {"--version", "", AG_SET((void)v; return setAction(o, Action::Version)), "print the versions",
     ""},
    {"--help", "", AG_SET((void)v; return setAction(o, Action::Help)), "print this text", ""},
};

#undef AG_SET
#undef AG_STORE

const Spec *findSpec(std::string_view name) {
  auto it = std::ranges::find(Specs, name == "-h" ? "--help" : name, &Spec::name);
  return it == std::end(Specs) ? nullptr : it;
}

std::string unknownOption(std::string_view name) {
  std::vector<std::string> names;
  for (const Spec &spec : Specs)
    names.emplace_back(spec.name);
  const std::optional<std::string> near = nearest(name, names);
  return fmt::format("unknown option '{}'{}; see --help", name,
                     near ? fmt::format("; did you mean '{}'?", *near) : "");
}

/// Handles the option at args[at]; moves `at` to its last word. An error text, or empty.
std::string parseOne(Options &options, const std::vector<std::string> &args, std::size_t &at) {
  const std::string &arg = args[at];
  if (arg.starts_with("-Werror="))
    return setWarning(options.warnings.errors, "-Werror=", arg.substr(8));
  if (arg.starts_with("-Wno-"))
    return setWarning(options.warnings.silenced, "-Wno-", arg.substr(5));
  const std::size_t equals = arg.find('=');
  const std::string name = arg.substr(0, equals);
  const Spec *spec = findSpec(name);
  if (!spec)
    return unknownOption(name);
  if (spec->value.empty())
    return equals == std::string::npos ? spec->set(options, "")
                                       : fmt::format("{} takes no value", name);
  if (equals != std::string::npos)
    return spec->set(options, arg.substr(equals + 1));
  if (at + 1 == args.size() || args[at + 1] == "--")
    return fmt::format("{} needs a value: {} {}", name, name, spec->value);
  return spec->set(options, args[++at]);
}

/// What no single option can see.
std::string checkTogether(const Options &options) {
  const bool needsFiles = options.action == Action::Transpile || options.action == Action::Check ||
                          options.action == Action::List;
  if (!needsFiles)
    return {};
  const bool toStdout = options.outDir.empty() && (options.output.empty() || options.output == "-");
  const bool writes = options.action == Action::Transpile && !options.diff && !options.dryRun;
  if (options.files.empty())
    return "no input file; see --help";
  if (!options.output.empty() && !options.outDir.empty())
    return "-o and --out-dir exclude each other";
  if (options.files.size() > 1 && !options.output.empty() && options.action != Action::List)
    return "-o takes one input file; give --out-dir=DIR for several";
  if (options.files.size() > 1 && toStdout && writes)
    return "several input files need --out-dir=DIR";
  if (options.emit.size() > 1 && toStdout && writes)
    return "--emit with several kinds needs -o FILE or --out-dir=DIR";
  if (!options.graph.empty() && std::ranges::find(options.emit, Emit::Html) == options.emit.end())
    return "--graph needs --emit=html";
  if (options.action == Action::Check && toStdout)
    return "--check needs the output to compare with: -o FILE or --out-dir=DIR";
  if (!options.depfile && !(options.depfilePath.empty() && options.depTarget.empty()))
    return "-MF and -MT need -MD";
  if (options.depfile && toStdout && (options.depfilePath.empty() || options.depTarget.empty()))
    return "-MD with standard output needs -MF FILE and -MT TARGET";
  if (options.depfile && options.files.size() > 1 &&
      !(options.depfilePath.empty() && options.depTarget.empty()))
    return "-MF and -MT take one input file";
  return {};
}

} // namespace

std::string_view nameOf(Emit kind) {
  switch (kind) {
  case Emit::Cpp:
    return "cpp";
  case Emit::Diff:
    return "diff";
  case Emit::Html:
    return "html";
  case Emit::Json:
    return "json";
  }
  return {};
}

ParsedOptions parseOptions(const std::vector<std::string> &args) {
  ParsedOptions parsed;
  for (std::size_t at = 0; at < args.size(); ++at) {
    const std::string &arg = args[at];
    if (arg == "--") {
      parsed.options.flags.emplace(args.begin() + static_cast<std::ptrdiff_t>(at) + 1, args.end());
      break;
    }
    if (arg.size() < 2 || arg[0] != '-') {
      parsed.options.files.push_back(arg);
      continue;
    }
    parsed.error = parseOne(parsed.options, args, at);
    if (!parsed.error.empty())
      return parsed;
  }
  parsed.error = checkTogether(parsed.options);
  return parsed;
}

std::string helpText() {
  std::string text = "Usage: autograft [options] file.cpp… [-- compiler flags | -- @flags.rsp]\n"
                     "Rewrites the functions marked AG_FUNCTION so that they build graphs.\n";
  for (const Spec &spec : Specs) {
    if (!spec.section.empty())
      text += fmt::format("\n{}:\n", spec.section);
    const std::string_view join =
        spec.name.starts_with("--") && spec.name != "--explain" ? "=" : " ";
    const std::string left = spec.value.empty()
                                 ? std::string(spec.name)
                                 : fmt::format("{}{}{}", spec.name, join, spec.value);
    text += fmt::format("  {:<24} {}\n", left, spec.help);
  }
  return text + "\nExit status: 0 done, 1 an error in the program (or --check: not up to date),\n"
                "2 usage, input, output or no compile command, 3 a fault of autograft.\n";
}

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string> &candidates) {
  std::optional<std::string> best;
  std::size_t bestDistance = word.size() / 2 + 1; // farther than that is no likeness
  for (const std::string &candidate : candidates) {
    std::vector<std::size_t> row(candidate.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= word.size(); ++i) {
      std::size_t diagonal = std::exchange(row[0], i);
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const std::size_t change = diagonal + (word[i - 1] != candidate[j - 1]);
        diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
      }
    }
    if (row.back() < bestDistance) {
      bestDistance = row.back();
      best = candidate;
    }
  }
  return best;
}

} // namespace autograft::frontend
