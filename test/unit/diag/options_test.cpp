// The command line as a value.
#include "frontend/Options.h"

#include <catch2/catch.hpp>

using namespace autograft;
using namespace autograft::frontend;

TEST_CASE("options, files and compiler flags are told apart") {
  const ParsedOptions parsed =
      parseOptions({"-v", "a.cpp", "-o", "out.cpp", "--line=generated", "--", "-Iinclude", "-v"});
  REQUIRE(parsed.error.empty());
  const Options &options = parsed.options;
  CHECK(options.verbose);
  CHECK(options.files == std::vector<std::string>{"a.cpp"});
  CHECK(options.output == "out.cpp");
  CHECK(options.line == LineMode::Generated);
  CHECK(options.flags == std::vector<std::string>{"-Iinclude", "-v"});
}

TEST_CASE("no `--` is not the same as no flags behind it") {
  CHECK_FALSE(parseOptions({"a.cpp"}).options.flags);
  CHECK(parseOptions({"a.cpp", "--"}).options.flags == std::vector<std::string>{});
}

TEST_CASE("a value may stand behind = or as the next word") {
  CHECK(parseOptions({"a.cpp", "--out-dir=x"}).options.outDir == "x");
  CHECK(parseOptions({"a.cpp", "--out-dir", "x"}).options.outDir == "x");
  CHECK(parseOptions({"a.cpp", "-p=x"}).options.database == "x");
  CHECK(parseOptions({"a.cpp", "--extra-arg=-DA=1", "--extra-arg", "-DB"}).options.extraArgs ==
        std::vector<std::string>{"-DA=1", "-DB"});
}

TEST_CASE("warnings can be named") {
  const ParsedOptions parsed = parseOptions({"a.cpp", "-Werror=AG0403", "-Wno-AG0402"});
  CHECK(parsed.error.empty());
  CHECK(parsed.options.warnings.errors == std::vector<Code>{Code::AG0403});
  CHECK(parsed.options.warnings.silenced == std::vector<Code>{Code::AG0402});
  CHECK_FALSE(parsed.options.warnings.allErrors);
  CHECK(parseOptions({"a.cpp", "-Werror"}).options.warnings.allErrors);
  CHECK_FALSE(parseOptions({"a.cpp", "-Wno-AG0203"}).error.empty());
  CHECK_FALSE(parseOptions({"a.cpp", "-Wall"}).error.empty());
}

TEST_CASE("several kinds of output, the first named, the others beside it") {
  const ParsedOptions parsed = parseOptions({"a.cpp", "-o", "b.cpp", "--emit=cpp,html,json,html"});
  CHECK(parsed.error.empty());
  CHECK(parsed.options.emit == std::vector<Emit>{Emit::Cpp, Emit::Html, Emit::Json});
  CHECK_FALSE(parseOptions({"a.cpp", "--emit=cpp,html"}).error.empty()); // to standard output
  CHECK_FALSE(parseOptions({"a.cpp", "-o", "b", "--emit=cpp,"}).error.empty());
  CHECK_FALSE(parseOptions({"a.cpp", "-o", "b", "--emit="}).error.empty());
  CHECK_FALSE(parseOptions({"a.cpp", "--graph=g.svg"}).error.empty()); // no page to show it on
}

TEST_CASE("what writes nothing needs no place for its outputs") {
  CHECK(parseOptions({"a.cpp", "b.cpp", "--dry-run"}).error.empty());
  CHECK(parseOptions({"a.cpp", "b.cpp", "--diff"}).error.empty());
  CHECK(parseOptions({"a.cpp", "--diagnostics-format=sarif"}).options.format == Format::Sarif);
  CHECK_FALSE(parseOptions({"a.cpp", "--diagnostics-format=xml"}).error.empty());
}

TEST_CASE("questions need no input file") {
  CHECK(parseOptions({"--help"}).options.action == frontend::Action::Help);
  CHECK(parseOptions({"-h"}).options.action == frontend::Action::Help);
  CHECK(parseOptions({"--explain", "AG0203"}).options.explain == "AG0203");
  CHECK(parseOptions({"--explain", "AG0203"}).error.empty());
  CHECK_FALSE(parseOptions({"--list"}).error.empty());
}

TEST_CASE("the nearest name is one edit away, or none is offered") {
  const std::vector<std::string> names = {"--emit", "--verify", "-o"};
  CHECK(nearest("--emti", names) == "--emit");
  CHECK(nearest("--verfy", names) == "--verify");
  CHECK(nearest("--emit", names) == "--emit");
  CHECK_FALSE(nearest("zzzzzz", names));
  CHECK_FALSE(nearest("zz", {}));
}

TEST_CASE("the help names every option that the parser takes") {
  const std::string help = helpText();
  for (const char *name : {"-p DIR",
                           "--extra-arg=A",
                           "-o FILE",
                           "--out-dir=DIR",
                           "--emit=KIND",
                           "--write-if-changed",
                           "--graph=FILE",
                           "--diagnostics-format=F",
                           "--dry-run",
                           "--diff",
                           "--time-report",
                           "-MD",
                           "-MF FILE",
                           "-MT TARGET",
                           "--line=WHICH",
                           "--check",
                           "--list",
                           "--verify",
                           "-Werror",
                           "--color=WHEN",
                           "--explain AGnnnn",
                           "-v",
                           "--print-cmake-dir",
                           "--version",
                           "--help"})
    CHECK(help.find(std::string("\n  ") + name + " ") != std::string::npos);
}
