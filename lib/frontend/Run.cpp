// One source file after the other: read, flags, parse and convert, verify, write. A file with any
// error gets no output at all.
#include "frontend/Run.h"

#include "frontend/Action.h"
#include "frontend/Messages.h"
#include "frontend/Output.h"
#include "frontend/Picture.h"
#include "frontend/TimeReport.h"
#include "frontend/View.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

namespace autograft::frontend {

namespace fs = std::filesystem;

namespace {

constexpr int Done = 0, UserError = 1, SetupError = 2;

/// Codes about the build set-up, not about the program.
bool isSetup(Code code) {
  return code == Code::AG0501 || (code >= Code::AG0504 && code <= Code::AG0507) ||
         code == Code::AG0514;
}

class FileJob {
public:
  FileJob(const Options &options, std::string file, TimeReport &times)
      : Opts(options), File(std::move(file)), Times(times), Sink(options.warnings),
        InColour(options.format == Format::Text && wantsColour(options.colour)) {}

  int run() {
    int status = transpile();
    for (const Diagnostic &diagnostic : Sink.all())
      if (diagnostic.severity == Severity::Error)
        status = std::max(status, isSetup(diagnostic.code) ? SetupError : UserError);
    return status;
  }
  std::span<const Diagnostic> diagnostics() const { return Sink.all(); }
  bool inColour() const { return InColour; }

private:
  int transpile();
  ParseResult parse(const CompileCommand &command);
  ParseResult parseRounds(const CompileCommand &command, const std::string &name,
                          const ParseRequest &request);
  ParseResult parseInlined(const CompileCommand &command, const std::string &name,
                           const ParseRequest &request, ParseResult first);
  void checkWholeTarget(const CompileCommand &command, const Inlined &inlined,
                        std::vector<std::string> &dependencies);
  int deliver(const ParseResult &parsed, const CompileCommand &command);
  std::string content(Emit kind, const ParseResult &parsed, const Assembled &output);
  int check(const std::string &path, const std::string &text);
  int list(const ParseResult &parsed) const;
  void write(const std::string &path, const std::string &text);
  void writeDepfile(const ParseResult &parsed);
  void print(std::string_view text);
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
  bool wants(Emit kind) const { return std::ranges::find(Opts.emit, kind) != Opts.emit.end(); }
  std::string outputPath(Emit kind) const;
  std::string absolute(const std::string &path) const {
    return fs::absolute(path).lexically_normal().string();
  }

  const Options &Opts;
  std::string File;
  TimeReport &Times;
  std::string Source;
  std::string Text;      // the source, with headers and macros written out that must be rewritten
  source::LineMap Lines; // where the lines of Text come from
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

/// The first kind goes to the file that was named, the others beside it.
std::string FileJob::outputPath(Emit kind) const {
  const Emit first = Opts.emit.front();
  std::string path = Opts.output.empty() ? "-" : Opts.output;
  if (!Opts.outDir.empty())
    path = (fs::path(Opts.outDir) / fs::path(File).stem()).string() + ".ag." +
           std::string(nameOf(first));
  return kind == first ? path : path + "." + std::string(nameOf(kind));
}

int FileJob::transpile() {
  const Stopwatch flags;
  if (!readSource())
    return SetupError;
  const std::optional<CompileCommand> command = compileCommand(Opts, File, Sink);
  Times.add("flags", flags.seconds());
  if (!command)
    return SetupError;
  for (const std::string &flag : command->dropped)
    say(fmt::format("{}: flag left out: {}", File, flag));
  const ParseResult parsed = parse(*command);
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
  return Opts.action == Action::List ? list(parsed) : deliver(parsed, *command);
}

ParseResult FileJob::parse(const CompileCommand &command) {
  const Stopwatch watch;
  // A database entry may start in another folder: then only the absolute name is right.
  const std::string name = command.directory.empty() ? File : absolute(File);
  const ParseRequest request{Opts.action != Action::List, wants(Emit::Html) || wants(Emit::Json),
                             InColour, Opts.format != Format::Text, Opts.inlineHeaders};
  Text = Source;
  ParseResult parsed = parseRounds(command, name, request);
  if (parsed.inlined)
    parsed = parseInlined(command, name, request, std::move(parsed));
  Times.add("parse", watch.seconds() - parsed.convertSeconds);
  Times.add("convert", parsed.convertSeconds);
  return parsed;
}

// What has to be rewritten may come out of a macro: then the macro is written out and the file
// parsed again. If that does not help, the first messages stand.
ParseResult FileJob::parseRounds(const CompileCommand &command, const std::string &name,
                                 const ParseRequest &request) {
  constexpr int maxRounds = 8; // a macro may come out of another one
  const DiagSink before = Sink;
  ParseResult parsed = parseSource(command, name, {Text, Lines}, request, Sink);
  auto isBlocked = [](const DiagSink &sink) {
    return std::ranges::any_of(sink.all(),
                               [](const Diagnostic &each) { return each.code == Code::AG0109; });
  };
  DiagSink sink = Sink;
  ParseResult latest = parsed;
  std::string text = Text;
  for (int round = 0; round < maxRounds && isBlocked(sink); ++round) {
    std::vector<Place> places;
    for (const ListedFunction &function : latest.functions)
      places.push_back(function.at);
    std::optional<std::string> written =
        writeOutMacros(text, latest.macros, places, sink, name, Lines);
    if (!written)
      return parsed;
    text = std::move(*written);
    sink = before;
    latest = parseSource(command, name, {text, Lines}, request, sink);
    if (latest.status != ParseStatus::Ok)
      return parsed;
  }
  if (isBlocked(sink))
    return parsed;
  Sink = std::move(sink);
  Text = std::move(text);
  return latest;
}

// Once more, with the headers of annotated functions written into the text.
ParseResult FileJob::parseInlined(const CompileCommand &command, const std::string &name,
                                  const ParseRequest &request, ParseResult first) {
  checkWholeTarget(command, *first.inlined, first.dependencies);
  if (Sink.hasErrors())
    return first;
  Text = std::move(first.inlined->text);
  Lines = std::move(first.inlined->lines);
  ParseResult parsed = parseRounds(command, name, request);
  if (parsed.status != ParseStatus::Ok)
    throw std::runtime_error("'" + File +
                             "' with its annotated headers written into it is not "
                             "valid C++ (see above)");
  parsed.dependencies = std::move(first.dependencies); // the headers themselves among them
  return parsed;
}

// An inline function that is converted in one file of a program and plain in another would be two
// definitions of one name, of which the linker takes any.
void FileJob::checkWholeTarget(const CompileCommand &command, const Inlined &inlined,
                               std::vector<std::string> &dependencies) {
  for (const std::string &source : Opts.plainSources) {
    const std::vector<std::string> files = filesRead(command, absolute(source));
    dependencies.insert(dependencies.end(), files.begin(), files.end());
    for (std::size_t i = 0; i < inlined.headers.size(); ++i)
      if (std::ranges::find(files, inlined.headers[i]) != files.end())
        Sink.report(makeDiagnostic(Code::AG0503, inlined.places[i], {inlined.names[i], source}));
  }
}

int FileJob::deliver(const ParseResult &parsed, const CompileCommand &command) {
  const Stopwatch assembling;
  const std::string path = outputPath(Emit::Cpp);
  const Assembled output = assemble(Text, parsed.replacements, Opts.line, absolute(File),
                                    path == "-" ? path : absolute(path), Lines);
  Times.add("assemble", assembling.seconds());
  if (Opts.verify) {
    const Stopwatch verifying;
    if (!parsesAgain(command, absolute(File), output.text, InColour))
      throw std::runtime_error("the code emitted for '" + File + "' is not valid C++ (see above)");
    Times.add("verify", verifying.seconds());
  }
  int status = Done;
  for (const Emit kind : Opts.emit) {
    const Stopwatch writing;
    const bool onlyShow = Opts.diff && Opts.action != Action::Check;
    const std::string text = content(onlyShow ? Emit::Diff : kind, parsed, output);
    if (Opts.action == Action::Check)
      status = std::max(status, check(outputPath(kind), text));
    else if (onlyShow)
      print(text);
    else
      write(outputPath(kind), text);
    Times.add("write", writing.seconds());
    if (onlyShow)
      return Done;
  }
  if (Opts.depfile && !Opts.dryRun && Opts.action != Action::Check && !Sink.hasErrors())
    writeDepfile(parsed);
  return status;
}

std::string FileJob::content(Emit kind, const ParseResult &parsed, const Assembled &output) {
  if (kind == Emit::Cpp)
    return output.text;
  // What is shown to people has no #line.
  const Assembled plain = assemble(Text, parsed.replacements, LineMode::None, File, "", Lines);
  if (kind == Emit::Diff) {
    const std::string path = outputPath(Opts.emit.front());
    return unifiedDiff(Source, plain.text, File, path == "-" ? File + " (emitted)" : path);
  }
  const View view{File, Text, plain, parsed.replacements, Lines};
  if (kind == Emit::Json)
    return mapJson(view);
  std::string error;
  const std::string graph = Opts.graph.empty() ? "" : readPicture(Opts.graph, error);
  if (!error.empty())
    Sink.report(makeDiagnostic(Code::AG0514, {}, {Opts.graph, error}));
  return htmlPage(view, graph);
}

void FileJob::print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (std::fflush(stdout) != 0)
    Sink.report(makeDiagnostic(Code::AG0506, {}, {"standard output", "the write failed"}));
}

void FileJob::write(const std::string &path, const std::string &text) {
  if (Sink.hasErrors())
    return;
  if (Opts.dryRun)
    return print(fmt::format("would write '{}' ({} bytes)\n",
                             path == "-" ? "standard output" : path, text.size()));
  if (path == "-")
    return print(text);
  if (const std::string error = writeFile(path, text, Opts.writeIfChanged); !error.empty())
    Sink.report(makeDiagnostic(Code::AG0506, {}, {path, error}));
}

int FileJob::check(const std::string &path, const std::string &text) {
  std::string error;
  const std::optional<std::string> old = readFile(path, error);
  if (old == text)
    return Done;
  fmt::print(stderr, "autograft: '{}' is not up to date with '{}'{}\n", path, File,
             old ? "" : ": " + error);
  if (Opts.diff)
    print(unifiedDiff(old.value_or(""), text, path, path + " (now)"));
  return UserError;
}

int FileJob::list(const ParseResult &parsed) const {
  for (const ListedFunction &function : parsed.functions)
    fmt::print("{}:{}:{} {} {}\n", function.at.file, function.at.line, function.at.col,
               function.name, function.signature);
  return Done;
}

void FileJob::writeDepfile(const ParseResult &parsed) {
  const std::string output = outputPath(Opts.emit.front());
  const std::string path = Opts.depfilePath.empty() ? output + ".d" : Opts.depfilePath;
  const std::string target = Opts.depTarget.empty() ? output : Opts.depTarget;
  const std::string error = writeFile(path, depfileText(target, parsed.dependencies), false);
  if (!error.empty())
    Sink.report(makeDiagnostic(Code::AG0506, {}, {path, error}));
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
  TimeReport times;
  std::vector<Diagnostic> all;
  for (const std::string &file : options.files) {
    FileJob job(options, file, times);
    status = std::max(status, job.run());
    if (options.format == Format::Text)
      fmt::print(stderr, "{}", messagesText(job.diagnostics(), job.inColour()));
    else
      all.insert(all.end(), job.diagnostics().begin(), job.diagnostics().end());
  }
  if (options.format != Format::Text)
    fmt::print(stderr, "{}", messagesDocument(all, options.format, status));
  if (options.timeReport)
    fmt::print(stderr, "{}", times.text());
  return status;
}

} // namespace autograft::frontend
