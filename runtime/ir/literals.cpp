// Numbers, strings and constants of the text form. No tokens here: see lexer.h.
#include "ir/literals.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace ag::ir {
namespace {

template <class T>
T load(const void* data, std::size_t index) {
  T v;
  std::memcpy(&v, static_cast<const char*>(data) + index * sizeof(T), sizeof(T));
  return v;
}

template <class T>
void store(void* data, std::size_t index, T v) {
  std::memcpy(static_cast<char*>(data) + index * sizeof(T), &v, sizeof(T));
}

template <class T>
void append_number(std::string& out, T v, int base = 10) {
  char buffer[40];
  std::to_chars_result r{};
  if constexpr (std::is_floating_point_v<T>)
    r = std::to_chars(buffer, buffer + sizeof buffer, v);
  else
    r = std::to_chars(buffer, buffer + sizeof buffer, v, base);
  out.append(buffer, r.ptr);
}

template <class F, class Bits>
void append_float(std::string& out, F v, Bits bits) {
  if (std::isfinite(v)) return append_number(out, v);
  out += "0x";
  append_number(out, bits, 16);
}

template <class T>
bool read_number(std::string_view text, T& v, int base = 10) {
  std::from_chars_result r{};
  const char* last = text.data() + text.size();
  if constexpr (std::is_floating_point_v<T>)
    r = std::from_chars(text.data(), last, v);
  else
    r = std::from_chars(text.data(), last, v, base);
  return r.ec == std::errc() && r.ptr == last;
}

bool starts_number(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

template <class T>
bool read_integer(std::string_view text, void* data, std::size_t index) {
  T v{};
  if (!read_number(text, v)) return false;
  store(data, index, v);
  return true;
}

/// F: the type the decimal stands for; Bits: the element's storage.
template <class F, class Bits, class Round>
bool read_float(std::string_view text, void* data, std::size_t index, Round round) {
  Bits bits{};
  if (text.substr(0, 2) == "0x") {
    if (!read_number(text.substr(2), bits, 16)) return false;
  } else {
    F v{};
    if (!starts_number(text) || !read_number(text, v)) return false;
    bits = round(v);
  }
  store(data, index, bits);
  return true;
}

bool read_bool(std::string_view text, void* data, std::size_t index) {
  if (text != "true" && text != "false") return false;
  store(data, index, static_cast<std::uint8_t>(text == "true"));
  return true;
}

}  // namespace

void print_element(std::string& out, DType dtype, const void* data, std::size_t index) {
  switch (dtype) {
  case DType::boolean: out += load<std::uint8_t>(data, index) ? "true" : "false"; return;
  case DType::u8: return append_number(out, load<std::uint8_t>(data, index));
  case DType::u16: return append_number(out, load<std::uint16_t>(data, index));
  case DType::u32: return append_number(out, load<std::uint32_t>(data, index));
  case DType::u64: return append_number(out, load<std::uint64_t>(data, index));
  case DType::i8: return append_number(out, load<std::int8_t>(data, index));
  case DType::i16: return append_number(out, load<std::int16_t>(data, index));
  case DType::i32: return append_number(out, load<std::int32_t>(data, index));
  case DType::i64: return append_number(out, load<std::int64_t>(data, index));
  case DType::f16: {
    const auto bits = load<std::uint16_t>(data, index);
    return append_float(out, ag::detail::f16_bits_to_f32(bits), bits);
  }
  case DType::bf16: {
    const auto bits = load<std::uint16_t>(data, index);
    return append_float(out, ag::detail::bf16_bits_to_f32(bits), bits);
  }
  case DType::f32: {
    const auto v = load<float>(data, index);
    return append_float(out, v, std::bit_cast<std::uint32_t>(v));
  }
  case DType::f64: {
    const auto v = load<double>(data, index);
    return append_float(out, v, std::bit_cast<std::uint64_t>(v));
  }
  }
}

bool parse_element(std::string_view text, DType dtype, void* data, std::size_t index) {
  switch (dtype) {
  case DType::boolean: return read_bool(text, data, index);
  case DType::u8: return read_integer<std::uint8_t>(text, data, index);
  case DType::u16: return read_integer<std::uint16_t>(text, data, index);
  case DType::u32: return read_integer<std::uint32_t>(text, data, index);
  case DType::u64: return read_integer<std::uint64_t>(text, data, index);
  case DType::i8: return read_integer<std::int8_t>(text, data, index);
  case DType::i16: return read_integer<std::int16_t>(text, data, index);
  case DType::i32: return read_integer<std::int32_t>(text, data, index);
  case DType::i64: return read_integer<std::int64_t>(text, data, index);
  case DType::f16:
    return read_float<float, std::uint16_t>(text, data, index, ag::detail::f32_to_f16_bits);
  case DType::bf16:
    return read_float<float, std::uint16_t>(text, data, index, ag::detail::f32_to_bf16_bits);
  case DType::f32:
    return read_float<float, std::uint32_t>(text, data, index, std::bit_cast<std::uint32_t, float>);
  case DType::f64:
    return read_float<double, std::uint64_t>(text, data, index,
                                             std::bit_cast<std::uint64_t, double>);
  }
  return false;
}

void print_string(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '"' || c == '\\') {
      out += '\\', out += c;
    } else if (byte < 0x20 || byte > 0x7e) {
      out += "\\x", out += digits[byte >> 4], out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string symbol_name(std::size_t k) {
  std::string letters;
  for (++k; k > 0; k = (k - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('a' + (k - 1) % 26));
  return "?" + letters;
}

}  // namespace ag::ir
