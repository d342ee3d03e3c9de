// What an analysis has to say to the user: a code of the table with its arguments, places as line
// and column of the function's file. Turned into a Diagnostic where the file's name is known.
#pragma once

#include "diag/Diag.h"
#include "tree/Tree.h"

#include <memory>
#include <string>
#include <vector>

namespace autograft::analysis {

struct FindingNote {
  tree::Place at;
  std::string text;
};

struct Finding {
  Code code;
  tree::Place at;
  unsigned length = 1;
  std::vector<std::string> args;
  std::vector<FindingNote> notes;
  std::string cause; // what the error is about: one message per cause
  std::shared_ptr<const FixIt> fix = nullptr;
};

// `scope` names the function: equal causes in two functions are two causes.
void report(const std::vector<Finding> &findings, const std::string &file, const std::string &scope,
            DiagSink &sink);

} // namespace autograft::analysis
