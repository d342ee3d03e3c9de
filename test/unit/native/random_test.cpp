// Random graphs, as they are through the interpreter and optimised through native code: equal
// results, errors and prints. AUTOGRAFT_TEST_ROUNDS=N does N graphs from number
// AUTOGRAFT_TEST_FIRST on.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "../passes/outcome.h"
#include "../passes/random.h"
#include "backend/cpu/backend.h"
#include "ir/text.h"
#include "passes/pass.h"

using passes_test::seen;

namespace {

int number(const char *name, int otherwise) {
  const char *text = std::getenv(name);
  return text ? std::atoi(text) : otherwise;
}

bool has_native(const ag::ir::Graph &graph) {
  return ag::ir::print(graph).find("native") != std::string::npos;
}

} // namespace

TEST_CASE("native code does what the interpreter does, graph by graph", "[random-graphs]") {
  const int first = number("AUTOGRAFT_TEST_FIRST", 500'000);
  const int rounds = number("AUTOGRAFT_TEST_ROUNDS", 150);
  int compiled = 0, wrong = 0;
  for (int round = first; round < first + rounds; ++round) {
    const passes_test::Sample s = passes_test::sample(static_cast<std::uint64_t>(round));
    const auto optimised = ag::ir::clone(*s.graph);
    ag::passes::run(*optimised, {});
    const auto native = ag::cpu::with_native_regions(*optimised);
    const auto direct = ag::cpu::with_native_regions(*s.graph);
    compiled += native && has_native(*native);
    for (const auto &inputs : s.inputs) {
      const std::string wanted = seen(*s.graph, inputs, true);
      if (wanted.find("[AG0216]") != wanted.npos) // loops with a limit are not compiled
        continue;
      for (const auto &graph : {optimised, native, direct}) {
        if (!graph || seen(*graph, inputs, true) == wanted)
          continue;
        ++wrong;
        UNSCOPED_INFO("round " << round
                               << (graph == optimised ? ": passes\n"
                                   : graph == native  ? ": both\n"
                                                      : ": native\n")
                               << ag::ir::print(*s.graph) << "\n"
                               << ag::ir::print(*graph) << "wanted " << wanted << "found  "
                               << seen(*graph, inputs, true));
        if (wrong > 3)
          FAIL("too many");
        goto next;
      }
    }
  next:;
  }
  CHECK(wrong == 0);
  CHECK((compiled > rounds / 4 || rounds < 20));
}
