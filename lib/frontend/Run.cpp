// One source file after the other: read, flags, parse and convert, verify, write. A file with any
// error gets no output at all.
#include "frontend/Run.h"

#include "diag/Render.h"
#include "frontend/Action.h"
#include "frontend/Output.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <unistd.h>

namespace autograft::frontend {

namespace fs = std::filesystem;

namespace {

constexpr int Done = 0, UserError = 1, SetupError = 2;

bool wantsColour(Colour colour) {
  if (colour != Colour::Auto)
    return colour == Colour::Always;
  const char *term = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr && term != nullptr &&
         std::string_view(term) != "dumb";
}

/// Codes about the build set-up, not about the program.
bool isSetup(Code code) {
  return code == Code::AG0501 || (code >= Code::AG0504 && code <= Code::AG0507);
}

class FileJob {
public:
  FileJob(const Options &options, std::string file)
      : Opts(options), File(std::move(file)), Sink(options.warnings),
        InColour(wantsColour(options.colour)) {}

  int run() {
    int status = transpile();
    print();
    for (const Diagnostic &diagnostic : Sink.all())
      if (diagnostic.severity == Severity::Error)
        status = std::max(status, isSetup(diagnostic.code) ? SetupError : UserError);
    return status;
  }

private:
  int transpile();
  ParseResult parse(const CompileCommand &command, const std::string &name, bool convert);
  int deliver(const ParseResult &parsed, const CompileCommand &command);
  int check(const std::string &text);
  int list(const ParseResult &parsed) const;
  void writeDepfile(const ParseResult &parsed);
  void print();
  void say(const std::string &text) const {
    if (Opts.verbose)
      fmt::print(stderr, "autograft: {}\n", text);
  }
  /// Lines that begin with `line:col:`, under the file's name.
  void sayLines(const std::string &text) const {
    for (std::size_t at = 0, end = 0; Opts.verbose && at < text.size(); at = end + 1) {
      end = std::min(text.find('\n', at), text.size());
      fmt::print(stderr, "{}:{}\n", File, std::string_view(text).substr(at, end - at));
    }
  }
  bool readSource();
  std::string outputPath() const;
  std::string absolute(const std::string &path) const {
    return fs::absolute(path).lexically_normal().string();
  }

  const Options &Opts;
  std::string File;
  std::string Source;
  std::string Text; // the source, with macros written out that rewriting has to look into
  DiagSink Sink;
  bool InColour;
};

bool FileJob::readSource() {
  std::string error;
  Source = readFile(File, error).value_or("");
  if (Source.find('\0') != std::string::npos)
    error = "it holds binary data";
  if (!error.empty())
    Sink.report(makeDiagnostic(Code::AG0504, {}, {File, error}));
  return error.empty();
}

std::string FileJob::outputPath() const {
  if (Opts.outDir.empty())
    return Opts.output.empty() ? "-" : Opts.output;
  const std::string_view suffix = Opts.emit == Emit::Cpp ? ".ag.cpp" : ".ag.diff";
  return (fs::path(Opts.outDir) / fs::path(File).stem()).string() + std::string(suffix);
}

int FileJob::transpile() {
  if (!readSource())
    return SetupError;
  const std::optional<CompileCommand> command = compileCommand(Opts, File, Sink);
  if (!command)
    return SetupError;
  for (const std::string &flag : command->dropped)
    say(fmt::format("{}: flag left out: {}", File, flag));
  // A database entry may start in another folder: then only the absolute name is right.
  const std::string name = command->directory.empty() ? File : absolute(File);
  const bool convert = Opts.action != Action::List;
  const ParseResult parsed = parse(*command, name, convert);
  if (parsed.status != ParseStatus::Ok)
    return parsed.status == ParseStatus::UserCode ? UserError : SetupError;
  if (Sink.hasErrors())
    return UserError;
  if (parsed.functions.empty())
    say(File + ": nothing is annotated with AG_FUNCTION");
  for (const ListedFunction &function : parsed.functions)
    say(fmt::format("{}:{}: {}", File, function.at.line, function.name));
  for (const std::string &explanation : parsed.explanations)
    sayLines(explanation);
  return convert ? deliver(parsed, *command) : list(parsed);
}

// What has to be rewritten may come out of a macro: then the macro is written out and the file
// parsed again. If that does not help, the first messages stand.
ParseResult FileJob::parse(const CompileCommand &command, const std::string &name, bool convert) {
  constexpr int maxRounds = 8; // a macro may come out of another one
  const DiagSink before = Sink;
  Text = Source;
  ParseResult parsed = parseSource(command, name, Text, convert, InColour, Sink);
  auto isBlocked = [](const DiagSink &sink) {
    return std::ranges::any_of(sink.all(),
                               [](const Diagnostic &each) { return each.code == Code::AG0109; });
  };
  DiagSink sink = Sink;
  ParseResult latest = parsed;
  std::string text = Text;
  for (int round = 0; round < maxRounds && isBlocked(sink); ++round) {
    std::vector<unsigned> lines;
    for (const ListedFunction &function : latest.functions)
      lines.push_back(function.at.line);
    std::optional<std::string> written = writeOutMacros(text, latest.macros, lines, sink);
    if (!written)
      return parsed;
    text = std::move(*written);
    sink = before;
    latest = parseSource(command, name, text, convert, InColour, sink);
    if (latest.status != ParseStatus::Ok)
      return parsed;
  }
  if (isBlocked(sink))
    return parsed;
  Sink = std::move(sink);
  Text = std::move(text);
  return latest;
}

int FileJob::deliver(const ParseResult &parsed, const CompileCommand &command) {
  const std::string path = outputPath();
  const std::string outputName = path == "-" ? path : absolute(path);
  const LineMode line = Opts.emit == Emit::Diff ? LineMode::None : Opts.line;
  std::string text = assemble(Text, parsed.replacements, line, absolute(File), outputName);
  if (Opts.verify && !parsesAgain(command, absolute(File), text, InColour))
    throw std::runtime_error("the code emitted for '" + File + "' is not valid C++ (see above)");
  if (Opts.emit == Emit::Diff)
    text = unifiedDiff(Source, text, File, path == "-" ? File + " (emitted)" : path);
  if (Opts.action == Action::Check)
    return check(text);
  if (path == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (std::fflush(stdout) != 0)
      Sink.report(makeDiagnostic(Code::AG0506, {}, {"standard output", "the write failed"}));
  } else if (const std::string error = writeFile(path, text, Opts.writeIfChanged); !error.empty()) {
    Sink.report(makeDiagnostic(Code::AG0506, {}, {path, error}));
  }
  if (Opts.depfile && !Sink.hasErrors())
    writeDepfile(parsed);
  return Done;
}

int FileJob::check(const std::string &text) {
  const std::string path = outputPath();
  std::string error;
  const std::optional<std::string> old = readFile(path, error);
  if (old == text)
    return Done;
  fmt::print(stderr, "autograft: '{}' is not up to date with '{}'{}\n", path, File,
             old ? "" : ": " + error);
  return UserError;
}

int FileJob::list(const ParseResult &parsed) const {
  for (const ListedFunction &function : parsed.functions)
    fmt::print("{}:{}:{} {} {}\n", function.at.file, function.at.line, function.at.col,
               function.name, function.signature);
  return Done;
}

void FileJob::writeDepfile(const ParseResult &parsed) {
  const std::string output = outputPath();
  const std::string path = Opts.depfilePath.empty() ? output + ".d" : Opts.depfilePath;
  const std::string target = Opts.depTarget.empty() ? output : Opts.depTarget;
  const std::string error = writeFile(path, depfileText(target, parsed.dependencies), false);
  if (!error.empty())
    Sink.report(makeDiagnostic(Code::AG0506, {}, {path, error}));
}

std::string lineOf(std::string_view text, unsigned line) {
  for (; line > 1; --line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  return std::string(text.ends_with('\r') ? text.substr(0, text.size() - 1) : text);
}

void FileJob::print() {
  std::map<std::string, std::string> texts;
  auto lines = [&texts](const std::string &file, unsigned line) {
    std::string error;
    auto [entry, isNew] = texts.try_emplace(file);
    if (isNew)
      entry->second = readFile(file, error).value_or("");
    return lineOf(entry->second, line);
  };
  std::vector<Diagnostic> sorted(Sink.all().begin(), Sink.all().end());
  std::ranges::stable_sort(sorted, [](const Diagnostic &a, const Diagnostic &b) {
    return std::tie(a.at.file, a.at.line, a.at.col) < std::tie(b.at.file, b.at.line, b.at.col);
  });
  for (const Diagnostic &diagnostic : sorted)
    fmt::print(stderr, "{}", render(diagnostic, lines, InColour));
}

/// Two inputs of one name would write one output. An error text, or empty.
std::string sameOutput(const Options &options) {
  std::map<fs::path, std::string> outputs;
  for (const std::string &file : options.files) {
    auto [entry, isNew] = outputs.try_emplace(fs::path(file).stem(), file);
    if (!isNew && !options.outDir.empty())
      return fmt::format("'{}' and '{}' would both be written to '{}.ag.cpp' in '{}'",
                         entry->second, file, entry->first.string(), options.outDir);
  }
  return {};
}

} // namespace

int run(const Options &options) {
  if (const std::string clash = sameOutput(options); !clash.empty()) {
    fmt::print(stderr, "autograft: error: {}\n", clash);
    return SetupError;
  }
  int status = Done;
  for (const std::string &file : options.files)
    status = std::max(status, FileJob(options, file).run());
  return status;
}

} // namespace autograft::frontend
