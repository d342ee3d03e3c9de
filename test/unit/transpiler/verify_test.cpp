// The lexer and the verification of emitted text.
#include "emit/Lexer.h"
#include "emit/Verify.h"

#include <catch2/catch.hpp>

using namespace autograft;
using emit::verify;

static std::string tokens(std::string_view text) {
  std::string result;
  for (const emit::Token &token : emit::lex(text))
    result += std::string(token.text) + "|";
  return result;
}

TEST_CASE("lexer: comments are skipped, strings and numbers are whole") {
  CHECK(tokens("a /* } */ + b // c\n;") == "a|+|b|;|");
  CHECK(tokens("f(\"}\\\"\", 'x', R\"q()\" ))q\", u8\"s\")") ==
        "f|(|\"}\\\"\"|,|'x'|,|R\"q()\" ))q\"|,|u8\"s\"|)|");
  CHECK(tokens("1'000.5e-3f 0x1p+2 .5 a.b 1..2") == "1'000.5e-3f|0x1p+2|.5|a|.|b|1..2|");
  CHECK(tokens("a<<=b->*c::d<=>e&&f") == "a|<<=|b|->*|c|::|d|<=>|e|&&|f|");
}

static std::optional<std::string> check(const std::string &source, const std::string &output,
                                        std::vector<tree::Range> replaced = {}) {
  return verify(source, {0, static_cast<uint32_t>(source.size())}, {std::move(replaced)}, output);
}

TEST_CASE("verify: the user's tokens must all be there, in their order") {
  CHECK(!check("{ a = b; }", "{ ::ag::Scalar<int> ag_x = 1; a = b; }"));
  CHECK(check("{ a = b; }", "{ a = ; }") == "the token 'b' of the source is missing");
  CHECK(check("{ a = b; c = d; }", "{ c = d; a = b; }"));
  CHECK(!check("{ a = b; }", "{ a = ; }", {{6, 7}}));
}

TEST_CASE("verify: words that neither the user nor the tool would write are found") {
  CHECK(check("{ a = b; }", "{ a = oops + b; }") == "unexpected word 'oops' in the emitted code");
}

TEST_CASE("verify: jumps must not leave a cursor's block") {
  auto wrong = [](const std::string &text) { return check(text, text).has_value(); };
  CHECK(wrong("{ for (;;) { if (ag_1.then()) break; } }"));
  CHECK(wrong("{ if (ag_1.then()) { return x; } }"));
  CHECK(wrong("{ if (ag_1.other()) { { goto out; } } }"));
  CHECK(wrong("{ for (::ag::Loop ag_1(s); ag_1.next() && ag_1.test(c);) { continue; } }"));
  CHECK(wrong("{ for (auto v : ::ag::Each(s, t, z)) if (h) break; }"));
  CHECK(wrong("{ do { if (h) break; } while (ag_1.next() && ag_1.test(c)); }"));
  CHECK(wrong("{ if (ag_1.then()) { switch (k) { case 1: continue; } } }"));
  CHECK(!wrong("{ if (ag_1.then()) { for (;;) { if (h) break; else continue; } } }"));
  CHECK(!wrong("{ if (ag_1.then()) { switch (k) { case 1: break; default: break; } } }"));
  CHECK(!wrong("{ if (ag_1.then()) { auto f = [&](int i) { return i; }; f(1); } return x; }"));
  CHECK(!wrong("{ if (ag_1.then()) { x = ::ag::and_(s, a, [&] { return b; }); } }"));
  CHECK(wrong("{ auto f = [&](int i) { if (ag_1.then()) return; }; }"));
}

TEST_CASE("verify: brackets must match") {
  CHECK(check("{ a; }", "{ a; ") == "the token '}' of the source is missing");
  CHECK(check("{ a; }", "{ { a; }") == "the emitted brackets do not match");
}
