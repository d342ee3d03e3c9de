// What is kept of a compiler's command line.
#include "frontend/CompileFlags.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace autograft::frontend;
using Words = std::vector<std::string>;

namespace {

bool contains(const Words &words, const std::string &word) {
  return std::ranges::find(words, word) != words.end();
}

} // namespace

TEST_CASE("what decides the meaning is kept, in its order") {
  const Words flags = {"-Ia", "-isystem",  "b",        "-DX=1", "-UY",     "-std=c++23",
                       "-O2", "-fno-rtti", "-include", "p.h",   "-iquote", "c"};
  const CompileCommand command = adaptFlags(flags, "");
  REQUIRE(command.flags.size() > flags.size());
  CHECK(std::equal(flags.begin(), flags.end(), command.flags.begin()));
  CHECK(command.dropped.empty());
}

TEST_CASE("outputs, warnings and what only GCC knows are left out with their values") {
  const CompileCommand command = adaptFlags({"-c",
                                             "-o",
                                             "x.o",
                                             "-MD",
                                             "-MF",
                                             "x.d",
                                             "-MT",
                                             "t",
                                             "-Wall",
                                             "-Wno-foo",
                                             "-Werror",
                                             "-pedantic-errors",
                                             "-fno-lifetime-dse",
                                             "-fipa-pta",
                                             "-fconcepts-diagnostics-depth=3",
                                             "-fmodules-ts",
                                             "-fplugin=p.so",
                                             "-mtune=znver9",
                                             "-fsanitize=address",
                                             "source.cpp",
                                             "-DKEPT"},
                                            "");
  CHECK(contains(command.flags, "-DKEPT"));
  for (const char *word :
       {"-c", "-o", "x.o", "-MD", "-MF", "x.d", "-MT", "t", "-Wall", "-Werror", "-fno-lifetime-dse",
        "-fplugin=p.so", "-fsanitize=address", "source.cpp"})
    CHECK_FALSE(contains(command.flags, word));
  CHECK(contains(command.dropped, "x.o"));
}

TEST_CASE("the tool's own flags are added, a given standard and resource folder stay") {
  const CompileCommand plain = adaptFlags({}, "");
  CHECK(contains(plain.flags, "-D__AUTOGRAFT__=1"));
  CHECK(contains(plain.flags, "-std=gnu++20"));
  CHECK(contains(plain.flags, "-resource-dir=" + resourceDir()));

  const CompileCommand given = adaptFlags({"-std=c++20", "-resource-dir=/r"}, "");
  CHECK_FALSE(contains(given.flags, "-std=gnu++20"));
  CHECK_FALSE(contains(given.flags, "-resource-dir=" + resourceDir()));
}

TEST_CASE("Clang's builtin headers are found") { CHECK_FALSE(resourceDir().empty()); }
