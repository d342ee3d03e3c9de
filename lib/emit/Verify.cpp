// See Verify.h.
#include "emit/Verify.h"

#include "emit/Lexer.h"

#include <algorithm>
#include <set>

namespace autograft::emit {

namespace {

// ---- tokens in order, and nothing strange among what was added

const std::set<std::string_view> &toolWords() {
  static const std::set<std::string_view> words = {
      "ag",         "AG_SITE",     "AG_FN",      "AG_QUIET", "AG_LOUD",      "Branch",
      "Loop",       "Each",        "Cases",      "arm",      "switch",       "break",
      "state",      "Scalar",      "Slot",       "Lift",     "Frame",        "Site",
      "Crossing",   "Apart",       "of",         "Function", "then",         "other",
      "join",       "next",        "test",       "not_",     "and_",         "or_",
      "select",     "as_scalar",   "cast",       "host",     "cmath",        "pass",
      "result",     "arg",         "ret",        "run",      "outermost",    "body_first",
      "choice",     "insist",      "if",         "for",      "do",           "while",
      "return",     "true",        "false",      "auto",     "const",        "void",
      "decltype",   "static_cast", "int",        "unsigned", "long",         "short",
      "char",       "double",      "float",      "bool",     "signed",       "template",
      "this",       "object",      "inputs",     "reads",    "reads_late",   "lift",
      "lift_inout", "global",      "cell",       "Self",     "maybe_unused", "tensor_field",
      "keep",       "pass_ref",    "inout",      "raised",   "count",        "none",
      "Turns",      "options",     "TensorList", "length",   "shared",       "joins",
      "typename",   "value_type",  "extent",     "elements"};
  return words;
}

bool added(const Token &token, const std::set<std::string_view> &userWords) {
  if (token.kind != TokenKind::Word)
    return true;
  return token.text.substr(0, 3) == "ag_" || toolWords().count(token.text) ||
         userWords.count(token.text);
}

std::optional<std::string> compareTokens(std::string_view source, tree::Range body,
                                         const Replaced &replaced, std::string_view output) {
  std::set<std::string_view> words;
  for (const Token &token : lex(source))
    if (token.kind == TokenKind::Word)
      words.insert(token.text);
  std::vector<Token> out = lex(output);
  std::size_t at = 0;
  for (const Token &token : lex(source.substr(body.begin, body.size()))) {
    uint32_t begin = body.begin + token.begin;
    bool gone = std::any_of(replaced.ranges.begin(), replaced.ranges.end(),
                            [&](tree::Range r) { return r.begin <= begin && begin < r.end; });
    if (gone)
      continue;
    while (at < out.size() && out[at].text != token.text) {
      if (!added(out[at], words))
        return "unexpected word '" + std::string(out[at].text) + "' in the emitted code";
      ++at;
    }
    if (at == out.size())
      return "the token '" + std::string(token.text) + "' of the source is missing";
    ++at;
  }
  return std::nullopt;
}

// ---- jumps stay inside their cursor's block

struct Inside {
  bool cursor = false;    // inside a block that a cursor decides about
  bool breaks = false;    // a plain loop or switch stands between
  bool continues = false; // a plain loop stands between
};

class Structure {
public:
  explicit Structure(std::string_view output) : Tokens(lex(output)) {}
  std::optional<std::string> check();

private:
  void statement(Inside in);
  void controlled(Inside in, std::string_view keyword);
  void doStatement(Inside in);
  void plain();
  void jump(Inside in);
  std::size_t closing(std::size_t open) const;
  bool isCursorHeader(std::size_t open, std::size_t close) const;
  void skipAttributes();
  bool is(std::string_view text) const { return At < Tokens.size() && Tokens[At].text == text; }
  void complain(const std::string &what) {
    if (!Complaint)
      Complaint = what;
  }

  std::vector<Token> Tokens;
  std::size_t At = 0;
  std::optional<std::string> Complaint;
};

std::size_t Structure::closing(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i < Tokens.size(); ++i) {
    std::string_view text = Tokens[i].text;
    if (text == "(" || text == "{" || text == "[")
      ++depth;
    if ((text == ")" || text == "}" || text == "]") && --depth == 0)
      return i;
  }
  return Tokens.size();
}

// `if (ag_1.then())`, `for (::ag::Loop ...; ag_1.next() && ...`, `for (... : ::ag::Each(`.
bool Structure::isCursorHeader(std::size_t open, std::size_t close) const {
  for (std::size_t i = open; i + 2 < close; ++i) {
    bool cursor = Tokens[i].text.substr(0, 3) == "ag_" && Tokens[i + 1].text == ".";
    std::string_view member = Tokens[i + 2].text;
    if (cursor && (member == "then" || member == "other" || member == "next"))
      return true;
    if (Tokens[i].text == "::" && Tokens[i + 1].text == "Each" && Tokens[i + 2].text == "(")
      return true;
  }
  return false;
}

void Structure::skipAttributes() {
  for (;;) {
    if (is("[") && At + 1 < Tokens.size() && Tokens[At + 1].text == "[")
      At = closing(At) + 1;
    else if (is("AG_QUIET") || is("AG_LOUD") || is("AG_STAGE") || is("AG_UNROLL"))
      ++At;
    else
      return;
  }
}

void Structure::statement(Inside in) {
  skipAttributes();
  if (At >= Tokens.size())
    return complain("the emitted code ends early");
  std::string_view word = Tokens[At].text;
  if (word == "{") {
    ++At;
    while (At < Tokens.size() && !is("}"))
      statement(in);
    if (!is("}"))
      complain("a bracket is not closed");
    ++At;
  } else if (word == "if" || word == "for" || word == "while" || word == "switch") {
    controlled(in, word);
  } else if (word == "do") {
    doStatement(in);
  } else if (word == "break" || word == "continue" || word == "return" || word == "goto") {
    jump(in);
  } else if (word == "else" || word == "try") {
    ++At;
    statement(in);
  } else if (word == "case" || word == "default") {
    while (At < Tokens.size() && !is(":"))
      ++At;
    ++At;
  } else {
    plain();
  }
}

void Structure::controlled(Inside in, std::string_view keyword) {
  while (At < Tokens.size() && !is("(") && !is("{"))
    ++At;
  if (is("(")) {
    std::size_t close = closing(At);
    if (isCursorHeader(At, close))
      in = {true, false, false};
    else if (keyword == "for" || keyword == "while")
      in.breaks = in.continues = true;
    else if (keyword == "switch")
      in.breaks = true;
    At = close + 1;
  }
  statement(in);
  if (keyword == "if" && is("else")) {
    ++At;
    statement(in);
  }
}

void Structure::doStatement(Inside in) {
  std::size_t start = At++;
  std::size_t before = At;
  // The header stands behind the body: look for it first.
  Structure ahead = *this;
  ahead.statement({});
  std::size_t open = ahead.At + 1;
  if (open < Tokens.size() && isCursorHeader(open, closing(open)))
    in = {true, false, false};
  else
    in.breaks = in.continues = true;
  At = before;
  statement(in);
  if (!is("while"))
    return complain("a `do` at token " + std::to_string(start) + " has no end");
  ++At;
  At = closing(At) + 2;
}

void Structure::jump(Inside in) {
  std::string_view word = Tokens[At].text;
  bool outside = in.cursor && (word == "break"      ? !in.breaks
                               : word == "continue" ? !in.continues
                                                    : true);
  if (outside)
    complain("a `" + std::string(word) + "` would leave a staged block");
  ++At;
  plain();
}

// To the `;`, through brackets. The body of a lambda is a block of its own.
void Structure::plain() {
  while (At < Tokens.size() && !is(";")) {
    if (is("{") && At > 0 && (Tokens[At - 1].text == ")" || Tokens[At - 1].text == "]")) {
      statement({});
      continue;
    }
    if (is("}"))
      return;
    if (is("{"))
      At = closing(At); // braces that are no block: an initialiser, a local class
    ++At;
  }
  ++At;
}

std::optional<std::string> Structure::check() {
  if (!is("{") || closing(0) + 1 != Tokens.size())
    return "the emitted brackets do not match";
  statement({});
  return Complaint;
}

} // namespace

std::optional<std::string> verify(std::string_view source, tree::Range body,
                                  const Replaced &replaced, std::string_view output) {
  if (std::optional<std::string> wrong = compareTokens(source, body, replaced, output))
    return wrong;
  return Structure(output).check();
}

} // namespace autograft::emit
