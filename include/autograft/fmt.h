// fmt support for Tensor, Item, Scalar, Shape and DType without including fmt: its formatter
// template is only declared, and the formatting itself is in the library. A spec ({:.3f}) applies
// to every element. Works whichever of the two headers comes first when the build defines
// AG_FMT_ABI (fmt's major version, which names its inline namespace); else include fmt first.
#pragma once

#include "autograft/scalar.h"

#if defined(FMT_VERSION)
#define AG_FMT_DECLARED
#elif defined(AG_FMT_ABI)
#define AG_FMT_DECLARED
#define AG_FMT_PASTE(v, n) v##n
#define AG_FMT_NAMESPACE(n) AG_FMT_PASTE(v, n)
namespace fmt {
inline namespace AG_FMT_NAMESPACE(AG_FMT_ABI) {
template <typename T, typename Char, typename Enable>
struct formatter;
}
}  // namespace fmt
#undef AG_FMT_PASTE
#undef AG_FMT_NAMESPACE
#endif

namespace ag::detail {
std::string format(const Tensor& t, std::string_view spec);
std::string format(const Item& t, std::string_view spec);
/// `character`: a concrete value prints as a char does.
std::string format(ScalarView v, std::string_view spec, bool character = false);
std::string format(const Shape& s, std::string_view spec);
std::string format(DType d, std::string_view spec);
template <Promotable T>
std::string format(const Scalar<T>& s, std::string_view spec) {
  return format(s.view(), spec, std::same_as<T, char>);
}
[[noreturn]] void bad_format_spec();

/// The two functions that fmt asks for.
template <class V>
class Formatter {
 public:
  template <class Context>
  constexpr auto parse(Context& context) {
    auto it = context.begin();
    for (; it != context.end() && *it != '}'; ++it) {
      if (*it == '{' || length_ == sizeof(spec_)) bad_format_spec();
      spec_[length_++] = *it;
    }
    return it;
  }
  template <class Context>
  auto format(const V& v, Context& context) const {
    auto out = context.out();
    for (char c : detail::format(v, std::string_view(spec_, length_))) *out++ = c;
    return out;
  }

 private:
  char spec_[24] = {};
  std::size_t length_ = 0;
};
}  // namespace ag::detail

#ifdef AG_FMT_DECLARED
template <>
struct fmt::formatter<ag::Tensor, char, void> : ag::detail::Formatter<ag::Tensor> {};
template <>
struct fmt::formatter<ag::Item, char, void> : ag::detail::Formatter<ag::Item> {};
template <ag::Promotable T>
struct fmt::formatter<ag::Scalar<T>, char, void> : ag::detail::Formatter<ag::Scalar<T>> {};
template <>
struct fmt::formatter<ag::Shape, char, void> : ag::detail::Formatter<ag::Shape> {};
template <>
struct fmt::formatter<ag::DType, char, void> : ag::detail::Formatter<ag::DType> {};
#undef AG_FMT_DECLARED
#endif
