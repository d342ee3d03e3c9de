// Text of single numbers: the shortest decimal that reads back as the same bits.
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdlib>

#include "tensor/number.h"
#include "tensor/text.h"

namespace ag::detail {

namespace {

bool reads_back(double v, const std::string& text, DType d) {
  AnyNumber n(std::strtod(text.c_str(), nullptr)), rounded;
  return cast_number(n, d, rounded) && std::bit_cast<double>(rounded.bits) == v;
}

/// Significant decimals that a half needs: fmt knows the shortest text of float and double only.
int half_decimals(double v, DType d) {
  int decimals = 0;
  while (decimals < 8 && !reads_back(v, fmt::format("{:.{}e}", v, decimals), d)) ++decimals;
  return decimals;
}

template <class T>
std::string with_spec(T v, std::string_view spec) {
  if (spec.empty()) return fmt::format("{}", v);
  return fmt::vformat("{:" + std::string(spec) + "}", fmt::make_format_args(v));
}

}  // namespace

Digits shortest_digits(AnyNumber n) {
  const double v = std::bit_cast<double>(n.bits);
  std::string text;
  if (is_half(n.dtype))
    text = fmt::format("{:.{}e}", v, half_decimals(v, n.dtype));
  else {
    // No spec asks fmt for "shortest, scientific"; 17 (9) digits always suffice, fewer often do.
    const int most = n.dtype == DType::f64 ? 16 : 8;
    int decimals = 0;
    do text = fmt::format("{:.{}e}", v, decimals);
    while (!reads_back(v, text, n.dtype) && decimals++ < most);
  }
  const std::size_t e = text.find('e');
  const std::size_t point = text.find('.');
  return {point == std::string::npos ? 0 : static_cast<int>(e - point - 1),
          std::atoi(text.c_str() + e + 1)};
}

std::string number_text(AnyNumber n, std::string_view spec) {
  if (n.dtype == DType::boolean) return with_spec(n.bits != 0, spec);
  if (is_signed_integer(n.dtype)) return with_spec(static_cast<std::int64_t>(n.bits), spec);
  if (is_unsigned(n.dtype)) return with_spec(n.bits, spec);
  const double v = std::bit_cast<double>(n.bits);
  if (n.dtype == DType::f64) return with_spec(v, spec);
  if (is_half(n.dtype) && spec.empty() && std::isfinite(v))
    return fmt::format("{:.{}g}", v, half_decimals(v, n.dtype) + 1);
  return with_spec(static_cast<float>(v), spec);
}

}  // namespace ag::detail
