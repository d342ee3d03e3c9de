// Dump: the statement tree as short text, and the parse of a test program into trees. For tests.
#pragma once

#include "diag/Diag.h"
#include "tree/Tree.h"

#include <string>
#include <vector>

namespace autograft::test {

struct Built {
  std::string source; // what the ranges refer to
  std::vector<tree::Function> functions;
  DiagSink sink;
  bool parsed = false;
};

/// Parses `code` behind the mock header ag_mini.h and builds its annotated functions.
Built build(const std::string &code);

/// One expression or statement in a line of brackets: kinds, names, and for odd ranges their text.
std::string dump(const tree::Function &fn, const tree::Expr &expr);
std::string dump(const tree::Function &fn, const tree::Stmt &stmt);

/// The body of the first function, without its own braces; errors as "error AG0110 3:5".
std::string dumpBody(const std::string &code);

/// Checks the promises of Tree.h about ranges; empty, or the first broken one.
std::string brokenRange(const Built &built);

} // namespace autograft::test
