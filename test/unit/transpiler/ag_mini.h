// A small stand-in for <autograft/autograft.h>: the names the transpiler looks for, declarations
// only, no standard headers, so that tests of the front end parse in milliseconds.
#pragma once

#ifdef __AUTOGRAFT__
#define AG_FUNCTION __attribute__((annotate("ag::function")))
#define AG_NO_CONVERT __attribute__((annotate("ag::no_convert")))
#else
#define AG_FUNCTION
#define AG_NO_CONVERT
#endif
#define AG_STAGE

namespace std {
using size_t = decltype(sizeof(0));
template <class T> class initializer_list {
  const T *first = nullptr;
  size_t count = 0;

public:
  const T *begin() const { return first; }
  const T *end() const { return first + count; }
  size_t size() const { return count; }
};
double sqrt(double);
float sqrt(float);
double abs(double);
int abs(int);
template <class T> const T &max(const T &a, const T &b) { return a < b ? b : a; }
template <class T> const T &min(const T &a, const T &b) { return b < a ? b : a; }
template <class T> void swap(T &a, T &b) {
  T c = a;
  a = b;
  b = c;
}
template <class T> class vector {
public:
  vector();
  vector(initializer_list<T>);
  T &operator[](size_t);
  const T &operator[](size_t) const;
  void push_back(const T &);
  size_t size() const;
  T *begin();
  T *end();
};
template <class A, class B> struct pair {
  A first;
  B second;
};
} // namespace std

namespace ag {
template <class T, class U> inline constexpr bool same = false;
template <class T> inline constexpr bool same<T, T> = true;

class Tensor;
class Item;
template <class T> class Scalar;
enum class DType { i32, i64, f32, f64 };

class Shape {
public:
  Shape(std::initializer_list<long>);
};

namespace detail {
class Bound {
public:
  Bound();
  Bound(long v);
  template <class T> Bound(const Scalar<T> &s);
  Bound(const Tensor &t);
};
} // namespace detail

class Index {
public:
  template <class T>
    requires(!same<T, Index>)
  Index(const T &i);
};
Index slice(detail::Bound start, detail::Bound stop = {}, detail::Bound step = {});

class Tensor {
public:
  Tensor();
  Tensor(const Tensor &);
  Tensor(int v);
  Tensor(double v);
  Tensor(float v);
  Tensor(std::initializer_list<double> list);
  ~Tensor();
  Tensor &operator=(const Tensor &);
  long shape(int axis) const;
  int rank() const;
  template <class T> T item() const;
  Tensor to(DType) const;
  template <class B>
    requires(same<B, bool>)
  operator B() const;
  Item operator[](const Index &i) &;
  Tensor operator[](const Index &i) const &;
  template <class... I> Item at(const I &...i) &;
  template <class... I> Tensor at(const I &...i) const &;
};

class Item {
public:
  operator Tensor() const;
  Item &operator=(const Tensor &);
  Item operator[](const Index &i);
  template <class T> T item() const;
  template <class B>
    requires(same<B, bool>)
  operator B() const;
};

class Arg {
public:
  Arg(const Tensor &t);
  Arg(const Item &t);
  Arg(int v);
  Arg(long v);
  Arg(float v);
  Arg(double v);
  template <class T> Arg(const Scalar<T> &s);
};

template <class T> class Scalar {
public:
  Scalar(T v);
  Scalar &operator=(T v);
  operator Tensor() const;
  template <class B>
    requires(same<B, bool>)
  operator B() const;
};

Tensor operator+(const Arg &, const Arg &);
Tensor operator-(const Arg &, const Arg &);
Tensor operator*(const Arg &, const Arg &);
Tensor operator/(const Arg &, const Arg &);
Tensor operator%(const Arg &, const Arg &);
Tensor operator<(const Arg &, const Arg &);
Tensor operator>(const Arg &, const Arg &);
Tensor operator<=(const Arg &, const Arg &);
Tensor operator>=(const Arg &, const Arg &);
Tensor operator==(const Arg &, const Arg &);
Tensor operator!=(const Arg &, const Arg &);
Tensor operator-(const Arg &);
Tensor &operator+=(Tensor &, const Arg &);
Tensor &operator-=(Tensor &, const Arg &);
Tensor &operator*=(Tensor &, const Arg &);
Item &&operator+=(Item &&, const Arg &);
Item &operator+=(Item &, const Arg &);

Tensor sqrt(const Arg &);
Tensor sum(const Arg &t, int axis);
Tensor sum(const Arg &t);
Tensor zeros(const Shape &);
Tensor stack(std::initializer_list<Tensor> list, int axis = 0);
Tensor full(const Shape &, const Arg &value);

template <class T> class Range {
public:
  class iterator {
  public:
    T operator*() const;
    iterator &operator++();
    bool operator!=(const iterator &) const;
  };
  iterator begin() const;
  iterator end() const;
};
template <class T> Range<T> range(T n);
template <class T> Range<T> range(T a, T b);

class TensorRows {
public:
  Tensor operator*() const;
  TensorRows &operator++();
  bool operator!=(const TensorRows &) const;
};
TensorRows begin(const Tensor &);
TensorRows end(const Tensor &);

namespace cmath {
struct Twin {};
Twin sqrt(Twin);
Twin abs(Twin);
Twin max(Twin, Twin);
Twin min(Twin, Twin);
} // namespace cmath

template <class... A> void print(const char *text, const A &...args);
template <class C, class... A> void check(const C &condition, const char *text, const A &...args);
} // namespace ag
