// Flags are judged by Clang's own option table, not by a list of GCC's: what the table does not
// know is dropped, so a flag of the next GCC needs no change here.
#include "frontend/CompileFlags.h"

#include "frontend/ClangCompat.h"
#include "frontend/Output.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/StringSaver.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace autograft::frontend {

namespace fs = std::filesystem;
namespace opts = compat::options;
using Words = std::vector<std::string>;

namespace {

Words splitWords(const std::string &text) {
  llvm::BumpPtrAllocator memory;
  llvm::StringSaver saver(memory);
  llvm::SmallVector<const char *, 64> words;
  llvm::cl::TokenizeGNUCommandLine(text, saver, words);
  return Words(words.begin(), words.end());
}

/// Replaces every @file by the words in it; `error` names a file that cannot be read.
Words expandResponseFiles(const Words &words, const fs::path &directory, std::string &error,
                          int depth = 0) {
  Words out;
  for (const std::string &word : words) {
    if (word.size() < 2 || word[0] != '@') {
      out.push_back(word);
      continue;
    }
    std::string why;
    const std::optional<std::string> text = readFile((directory / word.substr(1)).string(), why);
    if (!text || depth > 8) {
      error = word + ": " + (text ? "it names itself" : why);
      return out;
    }
    const Words inner = expandResponseFiles(splitWords(*text), directory, error, depth + 1);
    out.insert(out.end(), inner.begin(), inner.end());
  }
  return out;
}

bool isAssignment(const std::string &word) {
  return word.find('=') != std::string::npos && word[0] != '-';
}

/// Behind the options and assignments of `env`, `nice` or `cmake -E env`.
std::size_t skipOptions(const Words &command, std::size_t at, const std::string &program) {
  for (; at < command.size(); ++at) {
    const std::string &word = command[at];
    if (word == "--")
      return at + 1;
    if (isAssignment(word))
      continue;
    if (word.empty() || word[0] != '-')
      break;
    at += word == (program == "nice" ? "-n" : "-u"); // these take a word
  }
  return at;
}

/// Drops launchers (ccache, distcc, `cmake -E env A=B`) and the compiler from a whole command.
Words withoutCompiler(const Words &command) {
  static constexpr std::array Launchers = {"ccache", "distcc",     "sccache", "icecc", "gomacc",
                                           "env",    "buildcache", "nice",    "time",  "cmake"};
  std::size_t at = 0;
  for (; at < command.size();) {
    const std::string program = fs::path(command[at]).filename().string();
    if (isAssignment(command[at])) {
      ++at;
    } else if (std::ranges::find(Launchers, program) == Launchers.end()) {
      break;
    } else {
      at = skipOptions(command, at + (program == "cmake" ? 3 : 1), program); // cmake -E env
    }
  }
  at = std::min(at + 1, command.size());
  return Words(command.begin() + static_cast<std::ptrdiff_t>(at), command.end());
}

fs::path canonicalPath(const fs::path &path) {
  std::error_code code;
  fs::path out = fs::weakly_canonical(fs::absolute(path, code), code);
  return code ? path : out;
}

struct Entry {
  std::string directory;
  Words words;
};

/// The entries of the database for this very file.
std::optional<std::vector<Entry>> entriesFor(const fs::path &file, const std::string &text,
                                             std::string &error) {
  llvm::Expected<llvm::json::Value> json = llvm::json::parse(text);
  const llvm::json::Array *list = json ? json->getAsArray() : nullptr;
  if (!list) {
    error = json ? "it is not a list" : llvm::toString(json.takeError());
    return std::nullopt;
  }
  std::vector<Entry> found;
  for (const llvm::json::Value &value : *list) {
    const llvm::json::Object *object = value.getAsObject();
    const auto name = object ? object->getString("file") : std::nullopt;
    if (!name)
      continue;
    Entry entry{object->getString("directory").value_or("").str(), {}};
    if (canonicalPath(fs::path(entry.directory) / name->str()) != file)
      continue;
    if (const llvm::json::Array *words = object->getArray("arguments")) {
      for (const llvm::json::Value &word : *words)
        entry.words.push_back(word.getAsString().value_or("").str());
    } else {
      entry.words = splitWords(object->getString("command").value_or("").str());
    }
    entry.words = withoutCompiler(entry.words);
    found.push_back(std::move(entry));
  }
  return found;
}

std::optional<Entry> fromDatabase(const Options &options, const std::string &file, DiagSink &sink) {
  const std::string path = (fs::path(options.database) / "compile_commands.json").string();
  std::string error;
  const std::optional<std::string> text = readFile(path, error);
  const auto entries = text ? entriesFor(canonicalPath(file), *text, error) : std::nullopt;
  if (!entries) {
    sink.report(makeDiagnostic(Code::AG0507, {}, {path, error}));
    return std::nullopt;
  }
  if (entries->empty()) {
    Diagnostic diagnostic = makeDiagnostic(Code::AG0505, {}, {file});
    diagnostic.notes.push_back({{}, "'" + path + "' has no entry for it"});
    sink.report(std::move(diagnostic));
    return std::nullopt;
  }
  const Entry &first = entries->front();
  auto report = [&](const std::string &why) {
    sink.report(makeDiagnostic(Code::AG0507, {}, {path, why}));
    return std::nullopt;
  };
  for (const Entry &other : *entries)
    if (adaptFlags(other.words, other.directory).flags !=
        adaptFlags(first.words, first.directory).flags)
      return report("it lists '" + file + "' more than once, with different flags");
  std::error_code code;
  if (!first.directory.empty() && !fs::is_directory(first.directory, code))
    return report("the folder '" + first.directory + "' of '" + file + "' does not exist");
  return first;
}

/// Whether an argument writes files, only concerns warnings, or would load a GCC plug-in.
bool isDropped(const llvm::opt::Arg &arg, llvm::StringRef text) {
  const llvm::opt::Option &option = arg.getOption();
  for (unsigned id : {opts::OPT_UNKNOWN, opts::OPT_INPUT, opts::OPT__DASH_DASH, opts::OPT_c,
                      opts::OPT_S, opts::OPT_E, opts::OPT_o, opts::OPT_M_Group, opts::OPT_W_Group,
                      opts::OPT_pedantic_Group, opts::OPT_fsyntax_only, opts::OPT_fplugin_EQ,
                      opts::OPT_mtune_EQ, opts::OPT_save_temps_EQ, opts::OPT_driver_mode})
    if (option.matches(id))
      return true;
  static constexpr std::array Beginnings = {"-fsanitize",    "-fno-sanitize", "-fprofile-",
                                            "-fdiagnostics", "-fplugin",      "-ftime-trace",
                                            "-Wp,",          "-specs"};
  return std::ranges::any_of(Beginnings, [&](const char *word) { return text.starts_with(word); });
}

/// A precompiled header of another compiler, or of other flags, cannot be read: it is left out
/// where the header itself is named as well, as CMake does.
bool namesPrecompiled(const Words &flags, std::size_t from, std::size_t to) {
  return std::find(flags.begin(), flags.end(), "-include") != flags.end() &&
         std::find(flags.begin() + static_cast<std::ptrdiff_t>(from),
                   flags.begin() + static_cast<std::ptrdiff_t>(to),
                   "-include-pch") != flags.begin() + static_cast<std::ptrdiff_t>(to);
}

bool hasBuiltinHeaders(const fs::path &directory) {
  std::error_code code;
  return !directory.empty() && fs::exists(directory / "include" / "stddef.h", code);
}

std::string askClang() {
  const std::string name = "clang-" + std::to_string(CLANG_VERSION_MAJOR);
  llvm::ErrorOr<std::string> program = llvm::sys::findProgramByName(name);
  if (!program)
    return {};
  const std::string answer =
      (fs::temp_directory_path() / ("autograft-" + std::to_string(getpid()))).string();
  const std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(), llvm::StringRef(answer),
                                                      llvm::StringRef()};
  llvm::sys::ExecuteAndWait(*program, {name, "-print-resource-dir"}, std::nullopt, redirects);
  std::string error, text = readFile(answer, error).value_or("");
  std::remove(answer.c_str());
  return text.substr(0, text.find('\n'));
}

} // namespace

std::optional<CompileCommand> compileCommand(const Options &options, const std::string &file,
                                             DiagSink &sink) {
  std::optional<Entry> entry;
  if (options.flags) {
    entry = Entry{"", *options.flags};
  } else if (!options.database.empty()) {
    entry = fromDatabase(options, file, sink);
  } else {
    sink.report(makeDiagnostic(Code::AG0505, {}, {file}));
  }
  if (!entry)
    return std::nullopt;
  std::string error;
  Words words = expandResponseFiles(entry->words, entry->directory, error);
  if (!error.empty()) {
    sink.report(makeDiagnostic(
        Code::AG0507, {}, {error.substr(0, error.find(':')), error.substr(error.find(':') + 2)}));
    return std::nullopt;
  }
  words.insert(words.end(), options.extraArgs.begin(), options.extraArgs.end());
  return adaptFlags(words, entry->directory);
}

CompileCommand adaptFlags(const Words &flags, std::string directory) {
  std::vector<const char *> words;
  for (const std::string &flag : flags)
    words.push_back(flag.c_str());
  unsigned missingIndex = 0, missingCount = 0;
  const llvm::opt::InputArgList args = compat::optionTable().ParseArgs(
      words, missingIndex, missingCount, llvm::opt::Visibility(opts::ClangOption));

  CompileCommand command{std::move(directory), {}, {}};
  std::vector<const llvm::opt::Arg *> list(args.begin(), args.end());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::size_t from = list[i]->getIndex();
    auto endOf = [&](std::size_t item) -> std::size_t {
      return item + 1 < list.size() ? list[item + 1]->getIndex() : flags.size();
    };
    const bool isPrecompiled = namesPrecompiled(flags, from, endOf(i));
    // -Xclang -include-pch -Xclang FILE
    if (isPrecompiled && flags[from] == "-Xclang" && i + 1 < list.size())
      ++i;
    const std::size_t to = endOf(i);
    Words &target =
        isPrecompiled || isDropped(*list[i], flags[from]) ? command.dropped : command.flags;
    for (std::size_t w = from; w < to; ++w)
      target.push_back(flags[w]);
  }
  if (!args.hasArg(opts::OPT_std_EQ))
    command.flags.push_back("-std=gnu++20");
  if (!args.hasArg(opts::OPT_resource_dir, opts::OPT_resource_dir_EQ))
    command.flags.push_back("-resource-dir=" + resourceDir());
  command.flags.insert(command.flags.end(), {"-D__AUTOGRAFT__=1", "-w"});
  return command;
}

std::string resourceDir() {
  std::error_code code;
  const fs::path tool = fs::read_symlink("/proc/self/exe", code);
  const fs::path sibling =
      tool.parent_path().parent_path() / "lib" / "clang" / std::to_string(CLANG_VERSION_MAJOR);
  if (hasBuiltinHeaders(sibling))
    return sibling.string();
  if (hasBuiltinHeaders(AUTOGRAFT_RESOURCE_DIR))
    return AUTOGRAFT_RESOURCE_DIR;
  const std::string said = askClang();
  return hasBuiltinHeaders(said) ? said : "";
}

} // namespace autograft::frontend
