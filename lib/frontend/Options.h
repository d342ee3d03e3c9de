// Options: the command line as a plain value, so that the library has no globals. Parsing reports
// the first thing it does not understand and touches no file.
#pragma once

#include "diag/Diag.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace autograft::frontend {

enum class Action { Transpile, Check, List, Explain, Help, Version, PrintCmakeDir };
enum class Emit { Cpp, Diff, Html, Json };
enum class LineMode { Source, Generated, None };
enum class Colour { Auto, Always, Never };
enum class Format { Text, Json, Sarif };

struct Options {
  Action action = Action::Transpile;
  std::vector<std::string> files;

  std::string database;                          // -p; empty: none given
  std::vector<std::string> extraArgs;            // --extra-arg
  std::optional<std::vector<std::string>> flags; // what stands after `--`

  std::string output; // -o; "-" is standard output, empty: not given
  std::string outDir;
  std::vector<Emit> emit = {Emit::Cpp}; // the first is what `output` names
  std::string graph;                    // --graph: a picture for the HTML page
  LineMode line = LineMode::Source;
  bool inlineHeaders = false;
  std::vector<std::string> plainSources; // --plain-source
  bool writeIfChanged = false;
  bool verify = false;
  bool dryRun = false;
  bool diff = false;

  bool depfile = false;    // -MD
  std::string depfilePath; // -MF
  std::string depTarget;   // -MT

  WarningPolicy warnings;
  Colour colour = Colour::Auto;
  Format format = Format::Text;
  bool verbose = false;
  bool timeReport = false;
  std::string explain; // the argument of --explain
};

struct ParsedOptions {
  Options options;
  std::string error; // empty: fine
};

/// Arguments without the program's name.
ParsedOptions parseOptions(const std::vector<std::string> &args);

/// "cpp", "diff", "html", "json".
std::string_view nameOf(Emit kind);

/// The text of --help.
std::string helpText();

/// The candidate with the smallest edit distance, or nothing when none is near.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string> &candidates);

} // namespace autograft::frontend
