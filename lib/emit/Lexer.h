// A small C++ lexer for text that a compiler has already accepted: enough to compare token
// sequences and to find an operator between two expressions. Comments and white space are skipped,
// preprocessor directives are tokens like the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace autograft::emit {

enum class TokenKind : uint8_t { Word, Number, String, Punctuation };

struct Token {
  TokenKind kind = TokenKind::Punctuation;
  std::string_view text;
  uint32_t begin = 0; // offset in the text that was lexed
};

std::vector<Token> lex(std::string_view text);

} // namespace autograft::emit
