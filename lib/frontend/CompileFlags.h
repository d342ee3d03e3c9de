// CompileFlags: which flags a source file is parsed with, and where Clang's builtin headers are.
// It reads compile_commands.json, expands response files, drops what only GCC understands and what
// writes files. It never guesses the flags of a file from another file's.
#pragma once

#include "diag/Diag.h"
#include "frontend/Options.h"

#include <optional>
#include <string>
#include <vector>

namespace autograft::frontend {

struct CompileCommand {
  std::string directory;          // where relative paths start; empty: the current folder
  std::vector<std::string> flags; // for Clang, with neither the compiler nor the source file
  std::vector<std::string> dropped;
};

/// The command for one file, from after `--` or from the database. Reports AG0505 or AG0507.
std::optional<CompileCommand> compileCommand(const Options &options, const std::string &file,
                                             DiagSink &sink);

/// Keeps what decides the meaning of the source: drops outputs, dependency files, warnings and all
/// that Clang does not know, and adds the tool's own flags.
CompileCommand adaptFlags(const std::vector<std::string> &flags, std::string directory);

/// The folder whose include/ has Clang's builtin headers: beside the tool, else where they were
/// when the tool was built, else what clang says. Empty when none of them has any.
std::string resourceDir();

} // namespace autograft::frontend
