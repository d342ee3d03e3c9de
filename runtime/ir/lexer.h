// Tokens of the text form, with places. One token of look-ahead; no tree, no graph.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ag::ir {

enum class TokenKind : std::uint8_t {
  end,
  word,    ///< letters, digits, underscores: names, keywords, true, false
  value,   ///< %12
  symbol,  ///< ?a
  number,  ///< digits, sign, point, exponent, 0x…: judged where its type is known
  string,  ///< with quotes and escapes, as in the text
  arrow,   ///< ->
  mark,    ///< one of ( ) { } [ ] , : = @
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  ///< without the % of a value; a symbol keeps its ?
  std::size_t offset = 0;
};

/// Reads tokens on demand. Errors are ag::Error AG0218 at name:line:col of the text.
class Lexer {
 public:
  Lexer(std::string_view text, const std::string& name) : text_(text), name_(name) { advance(); }

  const Token& peek() const { return token_; }
  Token next();
  bool at(char mark) const;
  bool at_word(std::string_view word) const;
  /// Takes the mark if it is next.
  bool accept(char mark);
  void expect(char mark);
  void expect_word(std::string_view word);
  /// Takes a token of that kind; `what` names it in the message.
  Token expect(TokenKind kind, const char* what);
  /// A string's characters, escapes resolved.
  std::string unquote(const Token& token) const;
  /// A decimal number that fits.
  std::int64_t integer(const char* what);

  [[noreturn]] void fail(std::size_t offset, const std::string& message) const;
  [[noreturn]] void fail(const std::string& message) const { fail(token_.offset, message); }

 private:
  void advance();
  void skip_blank();
  std::size_t scan_string();

  std::string_view text_;
  const std::string& name_;
  std::size_t position_ = 0;
  Token token_;
};

}  // namespace ag::ir
