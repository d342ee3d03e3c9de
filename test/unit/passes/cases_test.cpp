// Each pass on texts: cases/*.txt, which docs/internals/passes.md is made of. A case is
//   ## what happens
//   <graph before>
//   ----
//   <graph after, or "the same">
// With AUTOGRAFT_UPDATE=1 the expected texts are written instead of compared.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "io/file.h"
#include "ir/text.h"
#include "passes/pass.h"

namespace {

struct Case {
  std::string title, before, after;
};

constexpr std::string_view head = "autograft 1\n";

/// The text up to the mark, which is taken with its line.
std::string until(std::string_view &text, std::string_view mark) {
  const std::size_t at = std::min(text.find(mark), text.size());
  std::string part(text.substr(0, at));
  text.remove_prefix(std::min(at + mark.size(), text.size()));
  return part;
}

std::vector<Case> read(const std::filesystem::path &path, std::string &preface) {
  const std::string bytes = ag::io::read_file(path.string());
  std::string_view text = bytes;
  preface = until(text, "## ");
  std::vector<Case> cases;
  while (!text.empty()) {
    Case c;
    c.title = until(text, "\n");
    c.before = until(text, "----\n");
    c.after = until(text, "## ");
    cases.push_back(std::move(c));
  }
  return cases;
}

std::string body(const ag::ir::Graph &graph) { return ag::ir::print(graph).substr(head.size()); }

} // namespace

TEST_CASE("each pass makes of a graph what its page shows, and nothing more when run again") {
  const bool update = std::getenv("AUTOGRAFT_UPDATE") != nullptr;
  std::size_t files = 0;
  for (const auto &entry : std::filesystem::directory_iterator(AG_TEST_CASES)) {
    const std::string pass = entry.path().stem().string();
    ++files;
    std::string out;
    for (const Case &c : read(entry.path(), out)) {
      INFO(pass << ": " << c.title);
      const auto graph = ag::ir::parse(std::string(head) + c.before, c.title);
      const std::string before = body(*graph);
      CHECK((update || before == c.before));
      const auto rows = ag::passes::run(*graph, {.names = {pass}});
      const std::string after = body(*graph);
      const std::string shown = after == before ? "the same\n" : after;
      CHECK(rows[0].changed == (after != before));
      if (!update)
        CHECK(shown == c.after);
      out += "## " + c.title + "\n" + before + "----\n" + shown;
      CHECK_FALSE(ag::passes::run(*graph, {.names = {pass}})[0].changed);
      CHECK(body(*graph) == after);
    }
    if (update) {
      const std::string_view piece = out;
      ag::io::write_file(entry.path().string(), {&piece, 1});
    }
  }
  CHECK(files == ag::passes::all().size());
}

TEST_CASE("the manager: names, limits, reports") {
  const auto graph = [] {
    return ag::ir::parse("autograft 1\nfunc @main(%0: i64[]) -> (i64[]) {\n"
                         "  %1 = constant {value = i64[](2)} : i64[]\n"
                         "  %2 = add %1, %1 : i64[]\n"
                         "  %3 = mul %0, %2 : i64[]\n  return %3\n}\n");
  };
  auto g = graph();
  CHECK_THROWS_AS(ag::passes::run(*g, {.names = {"nothing"}}), ag::Error);
  std::vector<std::string> seen;
  ag::passes::Options options{.names = {"fold", "dce", "cse"}, .limit = 2};
  options.after = [&](const char *name, const ag::ir::Graph &) { seen.push_back(name); };
  const auto rows = ag::passes::run(*g, options);
  REQUIRE(rows.size() == 2);
  CHECK(seen == std::vector<std::string>{"fold", "dce"});
  CHECK(rows[0].changed);
  CHECK(rows[0].ops == 4);
  CHECK(rows[1].ops == 3);
  g = graph();
  CHECK(ag::passes::run(*g, {.limit = 0}).empty());
  CHECK(ag::passes::count_ops(*g) == 4);
}
