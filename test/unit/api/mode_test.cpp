// set_mode and AUTOGRAFT_MODE.
#include "both.h"

#include <cstdlib>
#include <unistd.h>

namespace {
int runs = 0;
Tensor counted(const Tensor &x) {
  AG_FN("counted", 1, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&counted))
    return ag_0.run<Tensor>(+[](const Tensor &p) -> Tensor { return counted(p); }, x);
  ++runs;
  return x + 1;
}

std::string self() {
  char self[4096];
  const ssize_t n = readlink("/proc/self/exe", self, sizeof self);
  return {self, n < 0 ? 0 : static_cast<std::size_t>(n)};
}

/// Runs this program's hidden test case with AUTOGRAFT_MODE set; its exit status.
int child(const char *mode, const char *name) {
  const std::string command =
      std::string("AUTOGRAFT_MODE=") + mode + " '" + self() + "' '" + name + "' > /dev/null 2>&1";
  return std::system(command.c_str());
}
} // namespace

TEST_CASE("eager mode runs the body at each call") {
  ag::set_mode(ag::Mode::Eager);
  runs = 0;
  const Tensor a = counted(Tensor{1.f}), b = counted(Tensor{2.f});
  ag::set_mode(ag::Mode::Graph);
  CHECK(runs == 2);
  CHECK(same(a, Tensor{2.f}));
  CHECK(same(b, Tensor{3.f}));
  CHECK(ag::trace_count(counted) == 0);
  counted(Tensor{1.f});
  counted(Tensor{1.f});
  CHECK(runs == 3);
  CHECK(ag::mode() == ag::Mode::Graph);
}

TEST_CASE("AUTOGRAFT_MODE: eager", "[.child]") {
  REQUIRE(ag::mode() == ag::Mode::Eager);
  counted(Tensor{1.f});
  counted(Tensor{1.f});
  REQUIRE(runs == 2);
}
TEST_CASE("AUTOGRAFT_MODE: graph", "[.child]") { REQUIRE(ag::mode() == ag::Mode::Graph); }
TEST_CASE("AUTOGRAFT_LOG: built", "[.child]") {
  counted(Tensor{1.f, 2.f});
  counted(Tensor{1.f, 2.f});
}
TEST_CASE("AUTOGRAFT_MODE: nonsense", "[.child]") {
  REQUIRE(code([] { ag::mode(); }) == "AG0508");
}

TEST_CASE("AUTOGRAFT_MODE chooses the mode") {
  CHECK(child("eager", "AUTOGRAFT_MODE: eager") == 0);
  CHECK(child("graph", "AUTOGRAFT_MODE: graph") == 0);
  CHECK(child("", "AUTOGRAFT_MODE: graph") == 0);
  CHECK(child("fast", "AUTOGRAFT_MODE: nonsense") == 0);
  CHECK(child("graph", "AUTOGRAFT_MODE: eager") != 0); // the child can fail
}

TEST_CASE("AUTOGRAFT_LOG says what is built") {
  const std::string command = "AUTOGRAFT_LOG=1 '" + self() +
                              "' 'AUTOGRAFT_LOG: built' 2>&1 | grep -c 'built counted(f32.2.) in '";
  FILE *pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  int lines = 0;
  CHECK(std::fscanf(pipe, "%d", &lines) == 1);
  pclose(pipe);
  CHECK(lines == 1);
}
