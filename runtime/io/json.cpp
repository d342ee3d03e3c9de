// See json.h.
#include "io/json.h"

#include "io/file.h"

namespace ag::io {

namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t v) { out.push_back(static_cast<char>(v)); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) return byte(0xc0 | c >> 6), byte(0x80 | (c & 63));
  if (c < 0x10000) {
    byte(0xe0 | c >> 12);
  } else {
    byte(0xf0 | c >> 18);
    byte(0x80 | (c >> 12 & 63));
  }
  byte(0x80 | (c >> 6 & 63));
  byte(0x80 | (c & 63));
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const int more = first < 0x80 ? 0 : first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : 3;
    if (more == 3 && first >> 3 != 30) return false;
    if (text.size() - i <= static_cast<std::size_t>(more)) return false;
    std::uint32_t c = more == 0 ? first : first & (0x3fu >> more);
    for (int k = 1; k <= more; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      if (byte >> 6 != 2) return false;
      c = c << 6 | (byte & 63);
    }
    constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return false;
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

void JsonReader::fail(const std::string& what) const {
  malformed(path_, what + " (byte " + std::to_string(at_) + " of the header)");
}

void JsonReader::skip_blank() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
    ++at_;
}

bool JsonReader::at_end() {
  skip_blank();
  return at_ == text_.size();
}

bool JsonReader::accept(char mark) {
  skip_blank();
  if (at_ == text_.size() || text_[at_] != mark) return false;
  ++at_;
  return true;
}

void JsonReader::expect(char mark) {
  if (!accept(mark)) fail(std::string("expected '") + mark + "'");
}

char JsonReader::next() {
  if (at_ == text_.size()) fail("the header ends inside a string");
  return text_[at_++];
}

std::uint32_t JsonReader::hex4() {
  std::uint32_t v = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = next();
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) fail("\\u takes four hexadecimal digits");
    v = v << 4 | static_cast<std::uint32_t>(digit);
  }
  return v;
}

void JsonReader::escape(std::string& out) {
  constexpr std::string_view from = "\"\\/bfnrt";
  constexpr std::string_view to = "\"\\/\b\f\n\r\t";
  const char c = next();
  if (c != 'u') {
    const std::size_t i = from.find(c);
    if (i == from.npos) fail("an escape that JSON does not have");
    out.push_back(to[i]);
    return;
  }
  std::uint32_t v = hex4();
  if (v >= 0xd800 && v < 0xdc00) {
    if (next() != '\\' || next() != 'u') fail("half of a surrogate pair");
    const std::uint32_t low = hex4();
    if (low < 0xdc00 || low >= 0xe000) fail("half of a surrogate pair");
    v = 0x10000 + ((v - 0xd800) << 10) + (low - 0xdc00);
  } else if (v >= 0xdc00 && v < 0xe000) {
    fail("half of a surrogate pair");
  }
  append_utf8(out, v);
}

std::string JsonReader::string() {
  expect('"');
  std::string out;
  for (;;) {
    const char c = next();
    if (c == '"') break;
    if (static_cast<unsigned char>(c) < 0x20) fail("a control character in a string");
    if (c == '\\')
      escape(out);
    else
      out.push_back(c);
  }
  if (!is_utf8(out)) fail("a string is not UTF-8");
  return out;
}

std::uint64_t JsonReader::integer() {
  skip_blank();
  std::uint64_t v = 0;
  const std::size_t start = at_;
  for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
    if (__builtin_mul_overflow(v, std::uint64_t{10}, &v) ||
        __builtin_add_overflow(v, static_cast<std::uint64_t>(text_[at_] - '0'), &v))
      fail("a number is too large");
  if (at_ == start) fail("expected a number that is not negative");
  if (at_ - start > 1 && text_[start] == '0') fail("a number begins with 0");
  if (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == 'e' || text_[at_] == 'E'))
    fail("expected a whole number");
  return v;
}

void append_json(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  const bool bytes = !is_utf8(text);  // then each byte stands for the character of its number
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || (bytes && byte >= 0x80)) {
      out += "\\u00";
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace ag::io
