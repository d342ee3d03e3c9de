// ag::Index (what stands in brackets) and ag::Item (what t[i] gives). Included by tensor.h, whose
// class they complete. How elements are read and written is the ops' business.
#pragma once

#include "autograft/tensor.h"

namespace ag {

namespace detail {
/// Operators on promoted values; items use the first ten (`t[i] += v`).
enum class ScalarOp : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  remainder,
  bit_and,
  bit_or,
  bit_xor,
  shift_left,
  shift_right,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  negate,
  complement,
  logical_not
};

enum class IndexKind : std::uint8_t { integer, slice, all, new_axis };

/// One bound of a slice or one index: a host integer or a symbolic rank-0 integer tensor.
class Bound {
 public:
  /// Open: as far as the axis goes.
  constexpr Bound() noexcept = default;
  template <class T>
    requires std::integral<T> || (std::is_enum_v<T> && std::is_convertible_v<T, std::int64_t>)
  constexpr Bound(T v) noexcept : value_(clamp(v)), given_(true) {}  // NOLINT: meant to convert
  template <std::integral T>
  Bound(const Scalar<T>& s);
  Bound(const Tensor& t);
  Bound(const Item& t);
  Bound(const Bound& o) noexcept : value_(o.value_), sym_(o.sym_), given_(o.given_) {
    retain(sym_);
  }
  Bound(Bound&& o) noexcept : value_(o.value_), sym_(o.sym_), given_(o.given_) { o.sym_ = nullptr; }
  Bound& operator=(const Bound&) = delete;
  ~Bound() { release(sym_); }

  bool given() const noexcept { return given_; }
  std::int64_t value() const noexcept { return value_; }
  /// Null for a host value. Borrowed.
  TensorImpl* sym() const noexcept { return sym_; }

 private:
  template <class T>
  static constexpr std::int64_t clamp(T v) noexcept {  // past every extent stays past every extent
    if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8)
      return v > static_cast<T>(INT64_MAX) ? INT64_MAX : static_cast<std::int64_t>(v);
    else
      return static_cast<std::int64_t>(v);
  }
  void set(const Tensor& t);

  std::int64_t value_ = 0;
  TensorImpl* sym_ = nullptr;
  bool given_ = false;
};

struct AllTag {};
struct NewAxisTag {};
}  // namespace detail

/// Keeps an axis: t[ag::all_][j] is t[j]; t.at(ag::all_, j) is column j.
inline constexpr detail::AllTag all_;
/// Inserts an axis of extent 1.
inline constexpr detail::NewAxisTag newaxis;

/// What stands in brackets: an integer of any kind in [0, extent), a promoted
/// value, a rank-0 integer tensor, ag::slice, ag::all_ or ag::newaxis.
class Index {
 public:
  template <class T>
    requires(!std::same_as<T, Index> && std::convertible_to<const T&, detail::Bound> &&
             !std::same_as<T, detail::Bound>)
  Index(const T& i, std::source_location where = std::source_location::current())
      : start_(i), where_(where) {}
  Index(detail::AllTag, std::source_location where = std::source_location::current())
      : where_(where), kind_(detail::IndexKind::all) {}
  Index(detail::NewAxisTag, std::source_location where = std::source_location::current())
      : where_(where), kind_(detail::IndexKind::new_axis) {}
  Index(const Index&) = default;
  Index(Index&&) = default;

  detail::IndexKind kind() const noexcept { return kind_; }
  const detail::Bound& integer() const noexcept { return start_; }
  const detail::Bound& start() const noexcept { return start_; }
  const detail::Bound& stop() const noexcept { return stop_; }
  /// Never 0; open bounds of a negative step run from the last element to the first.
  std::int64_t step() const noexcept { return step_; }
  Location where() const noexcept { return where_; }
  bool starts_bracket() const noexcept { return starts_bracket_; }
  bool symbolic() const noexcept { return start_.sym() || stop_.sym(); }

 private:
  friend class Item;
  friend class Tensor;
  /// Makes one bracket of `count` indexes.
  static const Index* join(Index* list, std::size_t count) noexcept {
    for (std::size_t i = 1; i < count; ++i) list[i].starts_bracket_ = false;
    return list;
  }
  friend Index slice(detail::Bound, detail::Bound, detail::Bound, std::source_location);
  Index(detail::Bound start, detail::Bound stop, std::int64_t step, std::source_location where)
      : start_(static_cast<detail::Bound&&>(start)), stop_(static_cast<detail::Bound&&>(stop)),
        step_(step), where_(where), kind_(detail::IndexKind::slice) {}

  detail::Bound start_;
  detail::Bound stop_;
  std::int64_t step_ = 1;
  std::source_location where_;
  detail::IndexKind kind_ = detail::IndexKind::integer;
  bool starts_bracket_ = true;
};

/// Elements start, start + step, … before stop, clipped to the axis as in NumPy; `{}` is open:
/// slice(2), slice({}, -1), slice({}, {}, 2). Errors: AG0212 for step 0, AG0301 for a staged step.
Index slice(detail::Bound start, detail::Bound stop = {}, detail::Bound step = {},
            std::source_location where = std::source_location::current());

/// What t[i] gives. Where it is used it is a value: `auto a = t[i];` does not see later writes to
/// t, and changing `a` changes `a` alone. Directly assigned to (`t[i] = v`, `t[i][j] += v`) it
/// writes into t: the value is broadcast, and cast to t's dtype if nothing is lost (AG0210).
/// Lives on the thread that made it; copying it makes a value.
class Item {
  using Op = detail::ScalarOp;

 public:
  /// Index entries of one item (`t[i][j]` has two).
  static constexpr int max_indexes = max_rank;

  Item(const Item& o);
  ~Item();

  // ---- reading
  operator Tensor() const { return read(); }  // NOLINT: meant to convert
  template <std::same_as<bool> B>
  operator B() const {
    return static_cast<bool>(read());
  }
  template <Number T>
  T item(std::source_location where = std::source_location::current()) const {
    return read().item<T>(where);
  }
  template <Number T>
  Scalar<T> as_scalar(std::source_location where = std::source_location::current()) const {
    return read().template as_scalar<T>(where);
  }
  template <Element T>
  std::vector<T> to_vector(std::source_location where = std::source_location::current()) const {
    return read().to_vector<T>(where);
  }
  bool defined() const noexcept { return true; }
  bool symbolic() const { return read().symbolic(); }
  DType dtype() const { return base().dtype(); }
  int rank() const { return read().rank(); }
  Shape shape(std::source_location where = std::source_location::current()) const {
    return read().shape(where);
  }
  std::int64_t shape(int axis, std::source_location w = std::source_location::current()) const {
    return read().shape(axis, w);
  }
  std::int64_t size(std::source_location where = std::source_location::current()) const {
    return read().size(where);
  }
  Tensor to(DType dtype, std::source_location where = std::source_location::current()) const {
    return read().to(dtype, where);
  }
  Tensor T(std::source_location where = std::source_location::current()) const {
    return read().T(where);
  }

  // ---- further indexing
  Item operator[](const Index& i) &&;
  Item operator[](const Index& i) &;
  Tensor operator[](const Index& i) const& { return read()[i]; }
  template <class... I>
    requires(sizeof...(I) > 0)
  Item at(const I&... i) && {
    Index list[] = {Index(i)...};
    return chain(Index::join(list, sizeof...(I)), sizeof...(I));
  }
  template <class... I>
    requires(sizeof...(I) > 0)
  Item at(const I&... i) & {
    return own().at(i...);
  }
  template <class... I>
    requires(sizeof...(I) > 0)
  Tensor at(const I&... i) const& {
    return read().at(i...);
  }

  // ---- writing: through to the tensor (&&), or this value alone (&)
  Item& operator=(const Arg& v) && { return write(v); }
  Item& operator=(const Item& v) && { return write(Arg(v, place())); }
  Item& operator=(std::initializer_list<detail::Nested> v) && {
    return write(Arg(Tensor(v), place()));
  }
  /// A tensor replaces this value; a number fills it.
  Item& operator=(const Arg& v) & { return assign(v); }
  Item& operator=(const Item& v) & { return assign(Arg(v, place())); }
  Item& operator=(std::initializer_list<detail::Nested> v) & {
    return assign(Arg(Tensor(v), place()));
  }

  Item& operator+=(const Arg& v) && { return update(Op::add, v); }
  Item& operator-=(const Arg& v) && { return update(Op::subtract, v); }
  Item& operator*=(const Arg& v) && { return update(Op::multiply, v); }
  Item& operator/=(const Arg& v) && { return update(Op::divide, v); }
  Item& operator%=(const Arg& v) && { return update(Op::remainder, v); }
  Item& operator&=(const Arg& v) && { return update(Op::bit_and, v); }
  Item& operator|=(const Arg& v) && { return update(Op::bit_or, v); }
  Item& operator^=(const Arg& v) && { return update(Op::bit_xor, v); }
  Item& operator<<=(const Arg& v) && { return update(Op::shift_left, v); }
  Item& operator>>=(const Arg& v) && { return update(Op::shift_right, v); }
  Item& operator+=(const Arg& v) & { return change(Op::add, v); }
  Item& operator-=(const Arg& v) & { return change(Op::subtract, v); }
  Item& operator*=(const Arg& v) & { return change(Op::multiply, v); }
  Item& operator/=(const Arg& v) & { return change(Op::divide, v); }
  Item& operator%=(const Arg& v) & { return change(Op::remainder, v); }
  Item& operator&=(const Arg& v) & { return change(Op::bit_and, v); }
  Item& operator|=(const Arg& v) & { return change(Op::bit_or, v); }
  Item& operator^=(const Arg& v) & { return change(Op::bit_xor, v); }
  Item& operator<<=(const Arg& v) & { return change(Op::shift_left, v); }
  Item& operator>>=(const Arg& v) & { return change(Op::shift_right, v); }
  Item& operator++() && { return update(Op::add, Arg(1, place())); }
  Item& operator--() && { return update(Op::subtract, Arg(1, place())); }
  Item& operator++() & { return change(Op::add, Arg(1, place())); }
  Item& operator--() & { return change(Op::subtract, Arg(1, place())); }
  /// `t[i]++`: the old value.
  Tensor operator++(int) &&;
  Tensor operator--(int) &&;
  Tensor operator++(int) &;
  Tensor operator--(int) &;

  /// swap(t[i], t[j]) exchanges elements; swap(a, b) of named items exchanges their values.
  friend void swap(Item&& a, Item&& b) { exchange(a, b); }
  friend void swap(Item& a, Item& b);
  /// swap(t[i], x): an element and a tensor.
  friend void swap(Item&& a, Tensor& b) { exchange(a, b); }
  friend void swap(Tensor& a, Item&& b) { exchange(b, a); }
  static void exchange(Item& a, Item& b);
  static void exchange(Item& a, Tensor& b);

  /// The tensor that a named item is: what state lists take.
  Tensor& own() &;

 private:
  friend class Tensor;
  friend class Arg;
  friend void detail::materialise_items(const detail::TensorImpl* block);

  Item(Tensor& root, const Index* indexes, std::size_t count);
  Item(Item& from, const Index* indexes, std::size_t count);  // t[i] -> t[i][j]
  Item chain(const Index* indexes, std::size_t count);
  void append(const Index* indexes, std::size_t count);
  const Index* indexes() const noexcept { return reinterpret_cast<const Index*>(storage_); }
  std::source_location place() const noexcept;
  Tensor read() const;
  const Tensor& base() const noexcept;
  Item& write(const Arg& v);
  Item& assign(const Arg& v);
  Item& update(Op op, const Arg& v);
  Item& change(Op op, const Arg& v);
  void keep(const Tensor& value) const;
  void link() noexcept;
  void unlink() const noexcept;

  Tensor* root_;             // what rvalues write to; not used once this has a name
  mutable Tensor snapshot_;  // the tensor at t[i]; empty once read or written
  mutable Tensor value_;     // the elements, once read
  mutable Item* previous_ = nullptr;
  mutable Item* next_ = nullptr;
  int count_ = 0;
  alignas(Index) unsigned char storage_[sizeof(Index) * max_indexes];
};

template <class... I>
Item Tensor::bracket(const I&... i) & {
  Index list[] = {i...};
  return Item(*this, Index::join(list, sizeof...(I)), sizeof...(I));
}
template <class... I>
Tensor Tensor::bracket(const I&... i) const& {
  Index list[] = {i...};
  return select(Index::join(list, sizeof...(I)), sizeof...(I));
}
inline Item Tensor::at(const Index& i) & { return bracket(i); }
inline Item Tensor::at(const Index& i, const Index& j) & { return bracket(i, j); }
inline Item Tensor::at(const Index& i, const Index& j, const Index& k) & {
  return bracket(i, j, k);
}
inline Item Tensor::at(const Index& i, const Index& j, const Index& k, const Index& l) & {
  return bracket(i, j, k, l);
}
template <class... I>
Item Tensor::at(const Index& i, const Index& j, const Index& k, const Index& l,
                const I&... more) & {
  return bracket(i, j, k, l, Index(more)...);
}
inline Tensor Tensor::at(const Index& i) const& { return bracket(i); }
inline Tensor Tensor::at(const Index& i, const Index& j) const& { return bracket(i, j); }
inline Tensor Tensor::at(const Index& i, const Index& j, const Index& k) const& {
  return bracket(i, j, k);
}
inline Tensor Tensor::at(const Index& i, const Index& j, const Index& k, const Index& l) const& {
  return bracket(i, j, k, l);
}
template <class... I>
Tensor Tensor::at(const Index& i, const Index& j, const Index& k, const Index& l,
                  const I&... more) const& {
  return bracket(i, j, k, l, Index(more)...);
}

std::string to_string(const Item& t);
std::ostream& operator<<(std::ostream& out, const Item& t);

namespace detail {
struct RowEnd {};
/// The place of a range-`for` over a tensor.
class RowIterator {
 public:
  explicit RowIterator(const Tensor& rows) noexcept : rows_(&rows) {}
  Tensor operator*() const { return (*rows_)[Index(at_)]; }
  RowIterator& operator++() noexcept {
    ++at_;
    return *this;
  }
  bool operator!=(RowEnd) const { return at_ < rows_->shape(0); }

 private:
  const Tensor* rows_;
  std::int64_t at_ = 0;
};
}  // namespace detail

inline detail::RowEnd Tensor::end() const noexcept { return {}; }

}  // namespace ag

// std::swap(t[i], t[j]), qualified, finds no other; libstdc++ has the like for std::vector<bool>.
// Templates, so that after `using std::swap;` the class's own are the better match.
namespace std {
template <same_as<ag::Item> I>
void swap(I&& a, I&& b) {
  ag::Item::exchange(a, b);
}
template <same_as<ag::Item> I>
void swap(I&& a, ag::Tensor& b) {
  ag::Item::exchange(a, b);
}
template <same_as<ag::Item> I>
void swap(ag::Tensor& a, I&& b) {
  ag::Item::exchange(b, a);
}
}  // namespace std

#include "autograft/scalar.h"  // IWYU pragma: keep (as_scalar and promoted indexes need it)
