// ag::Shape: the extents of a tensor, a small value type that behaves like a span of integers.
// Broadcasting and shape rules of ops live with the ops.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <string>

namespace ag {

namespace detail {
template <class R>
concept IntegerRange = requires(const R& r) {
  requires std::integral<std::remove_cvref_t<decltype(*r.begin())>>;
  r.end();
};
}  // namespace detail

/// Highest rank a tensor may have.
inline constexpr int max_rank = 8;

/// Extents, outermost first. `Shape{2, 3}`; any integer type: `Shape{v.size()}`.
/// Errors: AG0214 for a negative extent or a rank above max_rank.
class Shape {
 public:
  constexpr Shape() = default;
  template <std::integral T>
  Shape(std::initializer_list<T> dims) {
    for (T d : dims) push_back(checked(d));
  }
  /// Mixed integer types: Shape{2, v.size()}.
  template <std::integral A, std::integral B, std::integral... C>
    requires(!(std::same_as<A, B> && (std::same_as<A, C> && ...)))
  Shape(A a, B b, C... c) {
    push_back(checked(a)), push_back(checked(b)), (push_back(checked(c)), ...);
  }
  template <detail::IntegerRange R>
    requires(!std::same_as<R, Shape>)
  explicit Shape(const R& dims) {
    for (auto d : dims) push_back(checked(d));
  }

  constexpr int rank() const noexcept { return rank_; }
  constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(rank_); }
  constexpr bool empty() const noexcept { return rank_ == 0; }
  constexpr std::int64_t operator[](std::size_t axis) const noexcept { return dims_[axis]; }
  constexpr std::int64_t& operator[](std::size_t axis) noexcept { return dims_[axis]; }
  constexpr const std::int64_t* begin() const noexcept { return dims_; }
  constexpr const std::int64_t* end() const noexcept { return dims_ + rank_; }
  constexpr std::int64_t back() const noexcept { return dims_[rank_ - 1]; }
  /// Appends an extent as it is (the graph's symbols are negative numbers: see ir/type.h).
  void push_back(std::int64_t extent);
  void pop_back() noexcept { --rank_; }
  /// Number of elements; 1 for rank 0.
  std::int64_t elements() const noexcept;

  friend constexpr bool operator==(const Shape& a, const Shape& b) noexcept {
    if (a.rank_ != b.rank_) return false;
    for (int i = 0; i < a.rank_; ++i)
      if (a.dims_[i] != b.dims_[i]) return false;
    return true;
  }

 private:
  template <std::integral T>
  static std::int64_t checked(T v) {
    if constexpr (std::is_signed_v<T>) {
      if (v < 0) bad_extent(v);
    } else if (static_cast<std::uint64_t>(v) > static_cast<std::uint64_t>(INT64_MAX)) {
      bad_extent(-1);
    }
    return static_cast<std::int64_t>(v);
  }
  [[noreturn]] static void bad_extent(std::int64_t v);

  std::int64_t dims_[max_rank] = {};
  int rank_ = 0;
};

/// "[2, 3]"; rank 0 is "[]".
std::string to_string(const Shape& s);
std::ostream& operator<<(std::ostream& out, const Shape& s);

}  // namespace ag
