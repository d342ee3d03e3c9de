// The transpiler's command: arguments to Options, the questions that need no source file, exit
// codes. Everything else is the library's.
#include "diag/Render.h"
#include "frontend/Options.h"
#include "frontend/Run.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using autograft::frontend::Action;
using autograft::frontend::Options;

constexpr int UsageError = 2, InternalError = 3;

int fail(const std::string &text) {
  std::fprintf(stderr, "autograft: error: %s\n", text.c_str());
  return UsageError;
}

int print(const std::string &text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? 0 : fail("cannot write to standard output");
}

int explain(const std::string &id) {
  if (id == "all") {
    std::string text;
    for (const autograft::CodeInfo &row : autograft::allCodes())
      text += autograft::renderExplanation(row.code) + "\n";
    return print(text);
  }
  if (const auto code = autograft::parseCode(id))
    return print(autograft::renderExplanation(*code));
  return fail("'" + id + "' is no known code; docs/errors.md lists them");
}

/// The installed package's folder, found from where the tool is.
int printCmakeDir() {
  namespace fs = std::filesystem;
  std::error_code code;
  const fs::path tool = fs::read_symlink("/proc/self/exe", code);
  const fs::path dir = (tool.parent_path() / AUTOGRAFT_CMAKE_DIR_FROM_BIN).lexically_normal();
  if (!fs::exists(dir / "AutograftConfig.cmake", code))
    return fail("there is no CMake package at " + dir.string() +
                "; install autograft with `cmake --install`");
  return print(dir.string() + "\n");
}

int dispatch(const Options &options) {
  switch (options.action) {
  case Action::Help:
    return print(autograft::frontend::helpText());
  case Action::Version:
    return print("autograft " AUTOGRAFT_VERSION " (LLVM " AUTOGRAFT_LLVM_VERSION ")\n");
  case Action::Explain:
    return explain(options.explain);
  case Action::PrintCmakeDir:
    return printCmakeDir();
  case Action::Transpile:
  case Action::Check:
  case Action::List:
    break;
  }
  return autograft::frontend::run(options);
}

} // namespace

int main(int argc, char **argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  try {
    const auto parsed = autograft::frontend::parseOptions(args);
    return parsed.error.empty() ? dispatch(parsed.options) : fail(parsed.error);
  } catch (const std::exception &error) {
    std::fprintf(stderr,
                 "autograft: internal error: %s\n"
                 "Please report it with the source file and this command:\n  autograft",
                 error.what());
    for (const std::string &arg : args)
      std::fprintf(stderr, " %s", arg.c_str());
    std::fprintf(stderr, "\n");
    return InternalError;
  }
}
