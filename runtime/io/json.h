// JSON as far as file headers need it: a reader that pulls strings and integers in the order of the
// text, and the writing of strings. No tree of values, no fractions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ag::io {

/// Errors: AG0225 with `path` and the position in the text.
class JsonReader {
 public:
  JsonReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  void expect(char mark);
  bool accept(char mark);
  /// Characters with escapes resolved; must be UTF-8.
  std::string string();
  /// Digits only.
  std::uint64_t integer();
  /// Only blanks are left.
  bool at_end();

  [[noreturn]] void fail(const std::string& what) const;

 private:
  void skip_blank();
  char next();
  std::uint32_t hex4();
  void escape(std::string& out);

  std::string_view text_;
  const std::string& path_;
  std::size_t at_ = 0;
};

/// In double quotes.
void append_json(std::string& out, std::string_view text);
bool is_utf8(std::string_view text);

}  // namespace ag::io
