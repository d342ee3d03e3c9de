// Tokens of the text form.
#include "ir/lexer.h"

#include <algorithm>
#include <charconv>

#include "autograft/error.h"

namespace ag::ir {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string shown(const Token& token) {
  if (token.kind == TokenKind::end) return "the end of the text";
  std::string text(token.text.substr(0, 30));
  for (char& c : text)
    if (c < 0x20 || c > 0x7e) c = '.';
  return "'" + text + "'";
}

}  // namespace

void Lexer::fail(std::size_t offset, const std::string& message) const {
  const std::string_view before = text_.substr(0, offset);
  const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  throw Error("AG0218", {name_.c_str(), line, static_cast<std::uint32_t>(offset - line_start + 1)},
              message);
}

void Lexer::skip_blank() {
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++position_;
    } else if (text_.substr(position_, 2) == "//") {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else {
      return;
    }
  }
}

std::size_t Lexer::scan_string() {
  std::size_t i = position_ + 1;
  while (i < text_.size() && text_[i] != '"' && text_[i] != '\n') i += text_[i] == '\\' ? 2 : 1;
  if (i >= text_.size() || text_[i] != '"') fail(position_, "the string has no closing quote");
  return i + 1;
}

void Lexer::advance() {
  skip_blank();
  token_ = {TokenKind::end, {}, position_};
  if (position_ == text_.size()) return;
  const auto run = [&](std::size_t from, auto&& belongs) {
    while (from < text_.size() && belongs(text_[from])) ++from;
    return from;
  };
  const char c = text_[position_];
  std::size_t end = position_ + 1;
  if (is_letter(c)) {
    token_.kind = TokenKind::word;
    end = run(end, is_word);
  } else if (c == '%' || c == '?') {
    token_.kind = c == '%' ? TokenKind::value : TokenKind::symbol;
    end = run(end, is_word);
  } else if (text_.substr(position_, 2) == "->") {
    token_.kind = TokenKind::arrow;
    end = position_ + 2;
  } else if (is_digit(c) || c == '-') {
    token_.kind = TokenKind::number;
    // A sign inside belongs to an exponent.
    while (end < text_.size() &&
           (is_word(text_[end]) || text_[end] == '.' ||
            ((text_[end] == '+' || text_[end] == '-') && text_[end - 1] == 'e')))
      ++end;
  } else if (c == '"') {
    token_.kind = TokenKind::string;
    end = scan_string();
  } else if (std::string_view("(){}[],:=@").find(c) != std::string_view::npos) {
    token_.kind = TokenKind::mark;
  } else {
    fail(position_, "a character that cannot stand here");
  }
  const std::size_t skip = token_.kind == TokenKind::value ? 1 : 0;
  token_.text = text_.substr(position_ + skip, end - position_ - skip);
  position_ = end;
}

Token Lexer::next() {
  const Token token = token_;
  advance();
  return token;
}

bool Lexer::at(char mark) const { return token_.kind == TokenKind::mark && token_.text[0] == mark; }

bool Lexer::at_word(std::string_view word) const {
  return token_.kind == TokenKind::word && token_.text == word;
}

bool Lexer::accept(char mark) {
  if (!at(mark)) return false;
  advance();
  return true;
}

void Lexer::expect(char mark) {
  if (!accept(mark)) fail(std::string("expected '") + mark + "', found " + shown(token_));
}

void Lexer::expect_word(std::string_view word) {
  if (!at_word(word)) fail("expected '" + std::string(word) + "', found " + shown(token_));
  advance();
}

Token Lexer::expect(TokenKind kind, const char* what) {
  if (token_.kind != kind) fail(std::string("expected ") + what + ", found " + shown(token_));
  return next();
}

std::string Lexer::unquote(const Token& token) const {
  std::string result;
  const std::string_view s = token.text.substr(1, token.text.size() - 2);
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '\\') {
      result += s[i];
      continue;
    }
    const char c = s[++i];
    if (c == '"' || c == '\\') {
      result += c;
    } else if (c == 'n') {
      result += '\n';
    } else if (c == 'x' && i + 2 < s.size() && hex_digit(s[i + 1]) >= 0 &&
               hex_digit(s[i + 2]) >= 0) {
      result += static_cast<char>(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
      i += 2;
    } else {
      fail(token.offset, "an escape in the string is not one of \\\" \\\\ \\n \\xHH");
    }
  }
  return result;
}

std::int64_t Lexer::integer(const char* what) {
  const Token token = expect(TokenKind::number, what);
  std::int64_t v = 0;
  const char* last = token.text.data() + token.text.size();
  const auto [end, error] = std::from_chars(token.text.data(), last, v);
  if (error != std::errc() || end != last)
    fail(token.offset, std::string(what) + " is not an integer of 64 bits: " + shown(token));
  return v;
}

}  // namespace ag::ir
