// The command line of agrun as a plain value.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace agrun {

/// A command line that makes no sense: exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::string command;
  std::string model;
  std::vector<std::string> inputs;
  std::string output; ///< -o
  std::string svg;    ///< --svg=FILE
  bool dot = false;
  bool json = false;
  bool optimise = true;            ///< --passes=none turns it off
  std::vector<std::string> passes; ///< empty: the usual ones
  std::string dump_after;
  int pass_limit = -1;
  std::int64_t max_iterations = 0;
  double seconds = 1; ///< bench
  bool help = false;
  bool version = false;
};

/// Errors: UsageError.
Options parse_options(int argc, const char *const *argv);
extern const char *const usage;

} // namespace agrun
