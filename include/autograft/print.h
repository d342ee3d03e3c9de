// ag::print and ag::check: fmt's syntax over tensors, promoted values and host values. Arguments
// are erased here and formatted in the library, so no formatting header is included.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "autograft/scalar.h"
#include "autograft/tensor.h"

namespace ag {

namespace detail {

/// A format text with the caller's place.
struct FormatText {
  template <class S>
    requires std::is_convertible_v<const S&, std::string_view>
  FormatText(const S& s, std::source_location w = std::source_location::current())
      : text(s), where(w) {}
  std::string_view text;
  std::source_location where;
};

/// One argument: a tensor, a number, or a text. Lives only as a parameter.
class FormatArg {
 public:
  enum Kind : unsigned char { tensor, number, text };
  FormatArg(const Tensor& t) : tensor_(t), kind_(tensor) {}
  FormatArg(const Item& t) : tensor_(t), kind_(tensor) {}
  template <Promotable T>
  FormatArg(const Scalar<T>& s) : number_(s.view().number), kind_(s.symbolic() ? tensor : number) {
    if (s.symbolic()) set(s);
  }
  template <Number T>
    requires(!std::same_as<T, char>)
  FormatArg(T v) : number_(v), kind_(number) {}
  FormatArg(const char& c);
  template <class S>
    requires std::is_convertible_v<const S&, std::string_view>
  FormatArg(const S& s) : text_(s), kind_(text) {}
  FormatArg(const Shape& s);
  FormatArg(DType d) : text_(name(d)), kind_(text) {}

  Kind kind() const noexcept { return kind_; }
  const Tensor& as_tensor() const noexcept { return tensor_; }
  AnyNumber as_number() const noexcept { return number_; }
  std::string_view as_text() const noexcept { return owned_.empty() ? text_ : owned_; }

 private:
  void set(const Tensor& t) { tensor_ = t; }
  Tensor tensor_;
  AnyNumber number_;
  std::string_view text_;
  std::string owned_;
  Kind kind_;
};

void print(const FormatText& text, const FormatArg* args, std::size_t count);
void check(const Arg& condition, std::string_view text, Location where, const FormatArg* args,
           std::size_t count);

}  // namespace detail

/// Writes one line to stdout: ag::print("x = {}, {:.3f}", x, loss). A newline is added unless the
/// text ends with one. A spec applies to every element of a tensor. While a graph is built the line
/// becomes an op, in the program's order. Errors: AG0218 for a bad format.
template <class... A>
void print(detail::FormatText text, const A&... args) {
  const detail::FormatArg list[sizeof...(A) + 1] = {args..., 0};
  detail::print(text, list, sizeof...(A));
}

/// Errors: AG0213 with the message and this place unless `condition` (one element) is != 0. While a
/// graph is built the check becomes an op that nothing removes.
template <class... A>
void check(const Arg& condition, detail::FormatText text, const A&... args) {
  const detail::FormatArg list[sizeof...(A) + 1] = {args..., 0};
  detail::check(condition, text.text, text.where, list, sizeof...(A));
}
inline void check(const Arg& condition) {
  detail::check(condition, {}, condition.where(), nullptr, 0);
}

}  // namespace ag
