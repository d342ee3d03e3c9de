// The parser on damaged text: an error or a sound graph, never anything else.
#include <catch2/catch.hpp>

#include "graphs.h"

using namespace ag::ir;

namespace {

/// One random damage: flip, delete, insert, copy a piece, or exchange numbers.
void mutate(std::string &text, graphs::Dice &dice) {
  constexpr std::string_view pieces[] = {
      "{",  "}",  "(", ")", ",",  "%1",    "%",    "?",  "-1",   "yield", "i64[]", "[99999999999]",
      "\"", "\\", "=", ":", "0x", "while", "cond", "\n", "\x80", "9",     "loc(",  "//"};
  const std::size_t at = dice.below(text.size());
  switch (dice.below(6)) {
  case 0:
    text[at] = static_cast<char>(dice.below(256));
    break;
  case 1:
    text.erase(at, 1 + dice.below(12));
    break;
  case 2:
    text.insert(at, pieces[dice.below(std::size(pieces))]);
    break;
  case 3:
    text.insert(at, text.substr(dice.below(text.size()), dice.below(60)));
    break;
  case 4: {
    const std::size_t digit = text.find_first_of("0123456789", at);
    if (digit != std::string::npos)
      text[digit] = static_cast<char>('0' + dice.below(10));
    break;
  }
  default:
    text.resize(at + 1);
  }
}

/// Parses; a text that is accepted must give a sound graph with a stable text.
bool survives(const std::string &text) {
  std::shared_ptr<Graph> graph;
  try {
    graph = parse(text);
  } catch (const ag::Error &e) {
    return e.code() == "AG0218" && !e.where().empty();
  }
  const std::string printed = print(*graph);
  return problems(*graph).empty() && print(*parse(printed)) == printed;
}

} // namespace

TEST_CASE("no damaged text crashes the parser or gets a broken graph through it") {
  graphs::Dice dice(2026);
  int accepted = 0;
  for (int round = 0; round < 700; ++round) {
    for (const auto &t : graphs::canonical_texts()) {
      std::string text = t.text;
      for (std::size_t n = 1 + dice.below(3); n > 0 && !text.empty(); --n)
        mutate(text, dice);
      INFO(text);
      REQUIRE(survives(text));
      try {
        parse(text);
        ++accepted;
      } catch (const ag::Error &) {
      }
    }
  }
  // Some damage only changes a number or a name: both outcomes are met.
  CHECK(accepted > 100);
  CHECK(accepted < 4000);
}

TEST_CASE("a long list costs memory in proportion to its text only") {
  std::string text =
      "autograft 1\nfunc @f() -> () {\n%0 = constant {value = f32[1000000000000](1, 2)}";
  CHECK_THROWS_AS(parse(text + " : f32[2] return }"), ag::Error);
}
