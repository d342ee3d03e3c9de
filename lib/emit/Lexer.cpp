// See Lexer.h.
#include "emit/Lexer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace autograft::emit {

namespace {

bool wordStart(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c < 0; }
bool wordPart(char c) { return wordStart(c) || std::isdigit(static_cast<unsigned char>(c)); }

class Scan {
public:
  explicit Scan(std::string_view text) : Text(text) {}
  std::vector<Token> all();

private:
  bool skipTrivia();
  std::string_view digraph() const;
  std::size_t tokenEnd(TokenKind &kind) const;
  std::size_t wordEnd(std::size_t from) const;
  std::size_t numberEnd(std::size_t from) const;
  std::size_t quotedEnd(std::size_t quote) const;
  std::size_t rawEnd(std::size_t quote) const;
  std::size_t punctuationEnd(std::size_t from) const;
  char at(std::size_t i) const { return i < Text.size() ? Text[i] : '\0'; }

  std::string_view Text;
  std::size_t At = 0;
};

bool Scan::skipTrivia() {
  for (;;) {
    while (At < Text.size() && std::isspace(static_cast<unsigned char>(Text[At])))
      ++At;
    if (at(At) == '\\' && at(At + 1) == '\n') {
      At += 2;
    } else if (at(At) == '/' && at(At + 1) == '/') {
      while (At < Text.size() && (Text[At] != '\n' || Text[At - 1] == '\\'))
        ++At;
    } else if (at(At) == '/' && at(At + 1) == '*') {
      std::size_t end = Text.find("*/", At + 2);
      At = end == std::string_view::npos ? Text.size() : end + 2;
    } else {
      return At < Text.size();
    }
  }
}

std::size_t Scan::wordEnd(std::size_t from) const {
  while (from < Text.size() && wordPart(Text[from]))
    ++from;
  return from;
}

std::size_t Scan::numberEnd(std::size_t from) const {
  while (from < Text.size()) {
    char c = Text[from];
    bool exponent = (c == '+' || c == '-') && from > 0 &&
                    std::string_view("eEpP").find(Text[from - 1]) != std::string_view::npos;
    bool separator = c == '\'' && wordPart(at(from + 1));
    if (!wordPart(c) && c != '.' && !exponent && !separator)
      break;
    ++from;
  }
  return from;
}

std::size_t Scan::quotedEnd(std::size_t quote) const {
  std::size_t i = quote + 1;
  while (i < Text.size() && Text[i] != Text[quote])
    i += Text[i] == '\\' ? 2 : 1;
  return wordEnd(std::min(i + 1, Text.size()));
}

std::size_t Scan::rawEnd(std::size_t quote) const {
  std::size_t open = Text.find('(', quote);
  if (open == std::string_view::npos)
    return Text.size();
  std::string close = ")" + std::string(Text.substr(quote + 1, open - quote - 1)) + "\"";
  std::size_t end = Text.find(close, open);
  return end == std::string_view::npos ? Text.size() : wordEnd(end + close.size());
}

std::size_t Scan::punctuationEnd(std::size_t from) const {
  static constexpr std::array<std::string_view, 26> longer = {
      "<<=", ">>=", "...", "<=>", "->*", "::", "->", "++", "--", "&&", "||", "<<", ">>",
      "<=",  ">=",  "==",  "!=",  "+=",  "-=", "*=", "/=", "%=", "&=", "|=", "^=", ".*"};
  for (std::string_view each : longer)
    if (Text.substr(from, each.size()) == each)
      return from + each.size();
  return from + 1;
}

// The token that a digraph stands for; empty for anything else.
std::string_view Scan::digraph() const {
  std::string_view two = Text.substr(At, 2);
  // `<::` begins with `<` where a template argument begins with `::`.
  bool qualified = at(At + 2) == ':' && at(At + 3) != ':' && at(At + 3) != '>';
  if (two == "<:" && !qualified)
    return "[";
  return two == "<%" ? "{" : two == "%>" ? "}" : two == ":>" ? "]" : "";
}

std::size_t Scan::tokenEnd(TokenKind &kind) const {
  char c = Text[At];
  if (std::isdigit(static_cast<unsigned char>(c)) ||
      (c == '.' && std::isdigit(static_cast<unsigned char>(at(At + 1))))) {
    kind = TokenKind::Number;
    return numberEnd(At + 1);
  }
  if (wordStart(c)) {
    std::size_t end = wordEnd(At);
    std::string_view word = Text.substr(At, end - At);
    bool prefix = word == "R" || word == "L" || word == "u" || word == "U" || word == "u8" ||
                  word == "LR" || word == "uR" || word == "UR" || word == "u8R";
    if (prefix && (at(end) == '"' || (at(end) == '\'' && word.back() != 'R'))) {
      kind = TokenKind::String;
      return word.back() == 'R' ? rawEnd(end) : quotedEnd(end);
    }
    kind = TokenKind::Word;
    return end;
  }
  if (c == '"' || c == '\'') {
    kind = TokenKind::String;
    return quotedEnd(At);
  }
  kind = TokenKind::Punctuation;
  return punctuationEnd(At);
}

std::vector<Token> Scan::all() {
  std::vector<Token> tokens;
  while (skipTrivia()) {
    TokenKind kind = TokenKind::Punctuation;
    if (std::string_view meant = digraph(); !meant.empty()) {
      tokens.push_back({kind, meant, static_cast<uint32_t>(At)});
      At += 2;
      continue;
    }
    std::size_t end = tokenEnd(kind);
    tokens.push_back({kind, Text.substr(At, end - At), static_cast<uint32_t>(At)});
    At = end;
  }
  return tokens;
}

} // namespace

std::vector<Token> lex(std::string_view text) { return Scan(text).all(); }

} // namespace autograft::emit
