// ag::Tensor, the items that indexing gives, and ag::Arg, what every op takes. Declarations and
// the few lines that must be inline; ops are in ops.h, promoted scalars in scalar.h.
#pragma once

#include <atomic>
#include <bit>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <source_location>
#include <span>
#include <string>
#include <vector>

#include "autograft/dtype.h"
#include "autograft/error.h"
#include "autograft/shape.h"

namespace ag {

class Tensor;
class Item;
class Arg;
class Index;
class Variable;
template <Promotable T>
class Scalar;

namespace detail {
struct TensorImpl;
struct Access;
class RowIterator;
struct RowEnd;
struct ScalarView;

inline void retain(TensorImpl* p) noexcept {
  // The count is the block's first member; the block itself is private to the runtime.
  if (p) reinterpret_cast<std::atomic<std::uint32_t>*>(p)->fetch_add(1, std::memory_order_relaxed);
}
void destroy(TensorImpl* p) noexcept;
inline void release(TensorImpl* p) noexcept {
  if (p && reinterpret_cast<std::atomic<std::uint32_t>*>(p)->fetch_sub(
               1, std::memory_order_acq_rel) == 1)
    destroy(p);
}

/// Id of the innermost open region of this thread's trace, 0 outside of any trace. A tensor
/// object remembers it from its construction (DIALECT §2, AG0207).
extern constinit thread_local std::uint32_t open_region;
/// Called when `value` is stored into an object (tensor or promoted local) that was born in
/// region `birth`, which is not the open one. Throws AG0207 unless a state list names the object.
void check_store(const void* object, std::uint32_t birth, const TensorImpl* value);
bool is_symbolic(const TensorImpl* p) noexcept;
/// Makes the Variable an input of the graph that is being built.
void meet_variable(const Variable& v);
inline void variable_used(const Variable& v) {
  if (open_region != 0) [[unlikely]]
    meet_variable(v);
}
/// Gives every live item of this thread that still looks at `block` elements of its own.
void materialise_items(const TensorImpl* block);
/// A handle of its own.
Tensor share(TensorImpl* p) noexcept;

/// A number of any type: bits widened to 64, with its dtype.
struct AnyNumber {
  DType dtype = DType::i32;
  std::uint64_t bits = 0;  ///< integers sign- or zero-extended; f32 and f64 as f64
  constexpr AnyNumber() = default;
  template <Number T>
  constexpr AnyNumber(T v) noexcept : dtype(dtype_of<T>()) {
    if constexpr (std::is_floating_point_v<T>)
      bits = std::bit_cast<std::uint64_t>(static_cast<double>(v));
    else if constexpr (std::is_signed_v<T>)
      bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(v));
    else
      bits = static_cast<std::uint64_t>(v);
  }
};
/// A rank-0 tensor of exactly that dtype.
TensorImpl* make_scalar(AnyNumber v);

/// One entry of a (nested) list initialiser.
class Nested {
 public:
  template <Number T>
  Nested(T v) : number_(v) {}
  template <Number T>
  Nested(const Scalar<T>& s);
  Nested(std::initializer_list<Nested> list) : list_(list), is_list_(true) {}

 private:
  friend struct NestedReader;
  AnyNumber number_;
  TensorImpl* sym_ = nullptr;           ///< of a staged promoted value: borrowed
  std::initializer_list<Nested> list_;  ///< its array lives to the end of the full expression
  bool is_list_ = false;
};
TensorImpl* make_from_list(std::initializer_list<Nested> list);
/// Reads one element as T if T holds the value exactly, else AG0210. AG0205 unless one element.
AnyNumber read_number(const TensorImpl* p, DType as, const std::source_location& where);
/// `!= 0` of the one element. Errors: AG0205, AG0301 for a symbolic value.
bool read_bool(const TensorImpl* p);
template <Number T>
constexpr T unpack(AnyNumber n) noexcept {
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(std::bit_cast<double>(n.bits));
  else
    return static_cast<T>(n.bits);
}
}  // namespace detail

/// A value-semantic array of one dtype: copies share memory until one of them is written.
/// Holds data, or names a value of the graph under construction (`symbolic`).
class Tensor {
 public:
  Tensor() noexcept = default;
  Tensor(const Tensor& o) noexcept : impl_(o.impl_) { detail::retain(impl_); }
  Tensor(Tensor&& o) noexcept : impl_(o.impl_) { o.impl_ = nullptr; }
  /// A rank-0 tensor with the exact type of `v`: 3 is i32, 3L i64, 2.5f f32, 0.1 f64, true bool.
  template <Number T>
  Tensor(T v) : impl_(detail::make_scalar(v)) {}
  /// The value that a Variable holds now.
  template <std::same_as<Variable> V>
  Tensor(const V& v) : Tensor(v.value()) {}
  /// {1.f, 2.f} is f32[2]; nested lists give higher ranks; `Tensor{2.5}` is f64[1].
  /// Errors: AG0214 when nested lists differ in length.
  Tensor(std::initializer_list<detail::Nested> list) : impl_(detail::make_from_list(list)) {}
  ~Tensor() { detail::release(impl_); }

  Tensor& operator=(const Tensor& o) {
    if (birth_ != detail::open_region) [[unlikely]]
      detail::check_store(this, birth_, o.impl_);
    detail::retain(o.impl_);
    detail::release(impl_);
    impl_ = o.impl_;
    return *this;
  }
  Tensor& operator=(Tensor&& o) {
    if (birth_ != detail::open_region) [[unlikely]]
      detail::check_store(this, birth_, o.impl_);
    detail::TensorImpl* old = impl_;
    impl_ = o.impl_;
    o.impl_ = old;
    return *this;
  }

  bool defined() const noexcept { return impl_ != nullptr; }
  /// True while this handle names a graph value instead of holding data.
  bool symbolic() const noexcept { return impl_ && detail::is_symbolic(impl_); }
  DType dtype() const;
  int rank() const;
  /// All extents. Errors: AG0302 when one is not known yet (a `?` extent of a traced graph).
  const Shape& shape(std::source_location where = std::source_location::current()) const;
  /// Extent of one axis; negative axes count from the end.
  std::int64_t shape(int axis, std::source_location where = std::source_location::current()) const;
  /// Number of elements.
  std::int64_t size(std::source_location where = std::source_location::current()) const;
  /// Both as promoted values, which emitted code asks for: of a `?` extent when the graph runs.
  Scalar<std::int64_t> extent(
      int axis, std::source_location where = std::source_location::current()) const;
  Scalar<std::int64_t> elements(
      std::source_location where = std::source_location::current()) const;

  /// The one element as a T that holds it exactly, else AG0210; AG0205 unless there is exactly one.
  template <Number T>
  T item(std::source_location where = std::source_location::current()) const {
    return detail::unpack<T>(detail::read_number(impl_, dtype_of<T>(), where));
  }
  /// The one element as a promoted value (what item<T>() becomes in emitted code).
  template <Number T>
  Scalar<T> as_scalar(std::source_location where = std::source_location::current()) const;
  /// The elements in row-major order. Errors: AG0210 unless T is exactly the dtype's C++ type.
  template <Element T>
  std::vector<T> to_vector(std::source_location where = std::source_location::current()) const {
    auto s = data<const T>(where);
    return {s.begin(), s.end()};
  }
  /// The elements as a span; `data<float>()` (not const) first makes this handle the only owner.
  template <class T>
    requires Element<std::remove_const_t<T>> && std::is_const_v<T>
  std::span<T> data(std::source_location where = std::source_location::current()) const {
    return {static_cast<T*>(checked_data(dtype_of<std::remove_const_t<T>>(), where)), count()};
  }
  template <Element T>
  std::span<T> data(std::source_location where = std::source_location::current()) {
    return {static_cast<T*>(checked_mutable_data(dtype_of<T>(), where)), count()};
  }

  /// Elements converted to `dtype`; float -> integer that does not fit is AG0209.
  Tensor to(DType dtype, std::source_location where = std::source_location::current()) const;
  /// Axes reversed.
  Tensor T(std::source_location where = std::source_location::current()) const;

  /// `!= 0` of the one element: the staging point. Converts to exactly bool and nothing else.
  template <std::same_as<bool> B>
  operator B() const {  // NOLINT: meant to convert
    return detail::read_bool(impl_);
  }

  /// t[i], t[ag::slice(a, b)], t[i][j]: a value when read, the elements of *this when assigned to.
  Item operator[](const Index& i) &;
  Tensor operator[](const Index& i) const&;
  Tensor operator[](const Index& i) &&;
  /// Rows, for range-`for`: elements along the first axis, read when the loop comes to them, as
  /// over a std::vector. Errors: AG0214 for rank 0.
  detail::RowIterator begin(std::source_location where = std::source_location::current()) const;
  detail::RowEnd end() const noexcept;

  /// t.at(i, j, …): one index an axis. Spelled out up to four, because an index takes its place in
  /// the user's source where it is converted.
  Item at(const Index& i) &;
  Item at(const Index& i, const Index& j) &;
  Item at(const Index& i, const Index& j, const Index& k) &;
  Item at(const Index& i, const Index& j, const Index& k, const Index& l) &;
  template <class... I>
  Item at(const Index& i, const Index& j, const Index& k, const Index& l, const I&... more) &;
  Tensor at(const Index& i) const&;
  Tensor at(const Index& i, const Index& j) const&;
  Tensor at(const Index& i, const Index& j, const Index& k) const&;
  Tensor at(const Index& i, const Index& j, const Index& k, const Index& l) const&;
  template <class... I>
  Tensor at(const Index& i, const Index& j, const Index& k, const Index& l,
            const I&... more) const&;

 private:
  friend struct detail::Access;
  friend class Arg;
  friend class Item;
  template <class... I>
  Item bracket(const I&... i) &;
  template <class... I>
  Tensor bracket(const I&... i) const&;
  struct Adopt {};
  Tensor(detail::TensorImpl* p, Adopt) noexcept : impl_(p) {}
  const void* checked_data(DType, const std::source_location&) const;
  void* checked_mutable_data(DType, const std::source_location&);
  std::size_t count() const noexcept;
  Tensor select(const Index* indexes, std::size_t count) const;

  detail::TensorImpl* impl_ = nullptr;
  std::uint32_t birth_ = detail::open_region;
};

/// What an op takes: a tensor, an item or a number, with the caller's place in the source.
/// A number is *weak* beside a tensor (DIALECT §1). Lives only as a parameter.
class Arg {
 public:
  Arg(const Tensor& t, std::source_location w = std::source_location::current())
      : impl_(t.impl_), where_(w) {}
  Arg(const Item& i, std::source_location w = std::source_location::current());
  /// Kept: a call among the other operands may assign to the Variable.
  template <std::same_as<Variable> V>
  Arg(const V& v, std::source_location w = std::source_location::current()) : Arg(v.value(), w) {
    owned_ = impl_;
    detail::retain(owned_);
  }
  template <Number T>
  Arg(T v, std::source_location w = std::source_location::current())
      : number_(v), is_number_(true), where_(w) {}
  template <Number T>
  Arg(const Scalar<T>& s, std::source_location w = std::source_location::current());
  Arg(const Arg&) = delete;
  Arg& operator=(const Arg&) = delete;
  ~Arg() { detail::release(owned_); }

  /// A plain number or a concrete promoted value: weak beside a tensor.
  bool is_number() const noexcept { return is_number_; }
  /// A symbolic promoted value: a tensor handle with weak typing of C++ type `number().dtype`.
  bool is_weak() const noexcept { return is_number_ || weak_; }
  detail::AnyNumber number() const noexcept { return number_; }
  detail::TensorImpl* impl() const noexcept { return impl_; }  ///< null for a number or undefined
  Location where() const noexcept { return where_; }

 private:
  detail::TensorImpl* impl_ = nullptr;   ///< borrowed
  detail::TensorImpl* owned_ = nullptr;  ///< a value made for this argument (items)
  detail::AnyNumber number_;
  bool is_number_ = false;
  bool weak_ = false;
  std::source_location where_;
};

std::string to_string(const Tensor& t);
std::ostream& operator<<(std::ostream& out, const Tensor& t);

}  // namespace ag

#include "autograft/item.h"  // IWYU pragma: keep (completes the class, and includes scalar.h)
