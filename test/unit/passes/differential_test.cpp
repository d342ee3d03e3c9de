// Random graphs before and after the passes: equal results, equal errors, equal prints.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "ir/text.h"
#include "outcome.h"
#include "passes/pass.h"
#include "random.h"

using ag::Tensor;
using passes_test::seen;

namespace {

int rounds() {
  const char *text = std::getenv("AUTOGRAFT_TEST_ROUNDS");
  return text ? std::atoi(text) : 1500;
}

/// The name of the first pass that changes what can be seen.
std::string culprit(const passes_test::Sample &s, const std::vector<Tensor> &inputs,
                    const std::string &wanted) {
  const auto graph = ag::ir::clone(*s.graph);
  std::string name;
  ag::passes::Options options;
  options.after = [&](const char *pass, const ag::ir::Graph &g) {
    if (name.empty() && seen(g, inputs) != wanted)
      name = std::string(pass) + "\n" + ag::ir::print(g);
  };
  ag::passes::run(*graph, options);
  return name;
}

} // namespace

TEST_CASE("no pass changes what a graph does") {
  std::size_t errors = 0, runs = 0, ops_before = 0, ops_after = 0;
  for (int round = 0; round < rounds(); ++round) {
    const passes_test::Sample s = passes_test::sample(static_cast<std::uint64_t>(round));
    const auto optimised = ag::ir::clone(*s.graph);
    INFO("round " << round);
    ag::passes::run(*optimised, {});
    ops_before += ag::passes::count_ops(*s.graph);
    ops_after += ag::passes::count_ops(*optimised);
    for (const auto &inputs : s.inputs) {
      const std::string wanted = seen(*s.graph, inputs);
      // A loop that nothing needs may be dropped although it would have run into the limit.
      if (wanted.find("[AG0216]") != wanted.npos)
        continue;
      errors += wanted.find(": error: ") != wanted.npos;
      ++runs;
      const std::string found = seen(*optimised, inputs);
      if (found != wanted)
        FAIL("round " << round << "\n"
                      << ag::ir::print(*s.graph) << "\nbefore: " << wanted << "after:  " << found
                      << "by " << culprit(s, inputs, wanted));
    }
  }
  CAPTURE(errors, runs, ops_before, ops_after);
  CHECK(errors < runs);
  CHECK(ops_after < ops_before);
}

TEST_CASE("every pass finds nothing more to do when it runs again, and what it leaves is sound") {
  for (int round = 0; round < rounds() / 3; ++round) {
    const passes_test::Sample s = passes_test::sample(static_cast<std::uint64_t>(round) + 77777);
    for (const ag::passes::Pass &pass : ag::passes::all()) {
      const auto graph = ag::ir::clone(*s.graph);
      INFO("round " << round << ", " << pass.name);
      ag::passes::run(*graph, {.names = {pass.name}});
      const std::string once = ag::ir::print(*graph);
      const auto rows = ag::passes::run(*graph, {.names = {pass.name}});
      const std::string twice = ag::ir::print(*graph);
      if (rows[0].changed || once != twice)
        FAIL(pass.name << " of round " << round << "\n"
                       << ag::ir::print(*s.graph) << once << twice);
    }
  }
}
