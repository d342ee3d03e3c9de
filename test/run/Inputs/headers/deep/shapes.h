// Classes with annotated members, also nested in templates and defined behind the class.
#ifndef TEST_HEADERS_SHAPES_H
#define TEST_HEADERS_SHAPES_H
#include "steps.h"

class Counter {
 public:
  AG_FUNCTION int add(ag::Tensor x) {
    if (sum(x) > 0) count_ += 1;
    return count_;
  }
  AG_FUNCTION ag::Tensor scaled(ag::Tensor x) const;
  template <class T>
  AG_FUNCTION T more(T v) const {
    if (v > 0) v = v + count_;
    return v;
  }
  virtual ~Counter() = default;
  AG_FUNCTION virtual ag::Tensor apply(ag::Tensor x) { return x > 0 ? x : -x; }

 private:
  int count_ = 0;
};

inline ag::Tensor Counter::scaled(ag::Tensor x) const { return lib::shrink(x) * count_; }

template <class T>
struct Outer {
  struct Inner {
    T bias;
    AG_FUNCTION T operator()(T x) const {
      if (x > bias) x = x - bias;
      return x;
    }
  };
};
#endif
