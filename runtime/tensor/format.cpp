// What the fmt formatters of autograft/fmt.h call.
#include <fmt/format.h>

#include "autograft/fmt.h"
#include "tensor/impl.h"
#include "tensor/text.h"

namespace ag::detail {

namespace {

std::string text_with_spec(const std::string& text, std::string_view spec) {
  if (spec.empty()) return text;
  return fmt::vformat("{:" + std::string(spec) + "}", fmt::make_format_args(text));
}

}  // namespace

void bad_format_spec() {
  throw fmt::format_error("a tensor's format spec is too long or takes its width from an argument");
}

std::string format(const Tensor& t, std::string_view spec) { return tensor_text(t, spec); }

std::string format(const Item& t, std::string_view spec) { return tensor_text(Tensor(t), spec); }

std::string format(ScalarView v, std::string_view spec, bool character) {
  if (v.sym) return tensor_text(Access::share(v.sym), spec);
  if (character) {
    const char c = static_cast<char>(v.number.bits);
    return fmt::vformat("{:" + std::string(spec) + "}", fmt::make_format_args(c));
  }
  return number_text(v.number, spec);
}

std::string format(const Shape& s, std::string_view spec) {
  return text_with_spec(to_string(s), spec);
}

std::string format(DType d, std::string_view spec) { return text_with_spec(name(d), spec); }

}  // namespace ag::detail
