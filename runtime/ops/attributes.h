// The attribute structs of the ops (which op has which: table.cpp). Values are judged by the ops'
// infer functions, not here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "autograft/dtype.h"
#include "autograft/shape.h"

namespace ag::ops {

using Ints = std::vector<std::int64_t>;

/// cast.
struct CastAttributes {
  DType dtype = DType::f32;
  std::int64_t mode = 0;  ///< a CastMode
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("dtype", self.dtype);
    visit("mode", self.mode);
  }
};
enum CastMode : std::int64_t {
  cpp_cast = 0,   ///< integers wrap; AG0209 for a float that does not fit
  weak_cast = 1,  ///< a plain integer beside a tensor: AG0208 when it does not fit
  exact_cast = 2  ///< item<T>(): AG0210 when the value is not held exactly
};

/// Reductions, and ops along one axis (axes has one entry).
struct AxesAttributes {
  Ints axes;
  bool keepdims = false;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("axes", self.axes);
    visit("keepdims", self.keepdims);
  }
};

/// reshape, broadcast_to, tile, full, arange, linspace.
struct ShapeAttributes {
  Ints shape;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("shape", self.shape);
  }
};

/// list: what is known of the elements before there is one.
struct ListAttributes {
  std::int64_t kind = 1;  ///< a detail::ListKind
  DType dtype = DType::f32;
  Shape element;
  bool declared = false;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("kind", self.kind);
    visit("dtype", self.dtype);
    visit("element", self.element);
    visit("declared", self.declared);
  }
};

/// Two lists: pad (before, after), tensordot (axes of a, axes of b).
struct PairAttributes {
  Ints first, second;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("first", self.first);
    visit("second", self.second);
  }
};

/// narrow (length), topk (k), one_hot (classes), tril, triu and diag (diagonal): an axis, a number.
struct CountAttributes {
  std::int64_t axis = 0;
  std::int64_t count = 0;
  bool flag = false;         ///< topk: largest
  DType dtype = DType::f32;  ///< one_hot
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("axis", self.axis);
    visit("count", self.count);
    visit("flag", self.flag);
    visit("dtype", self.dtype);
  }
};

/// sort and argsort (descending), searchsorted (right).
struct OrderAttributes {
  std::int64_t axis = 0;
  bool flag = false;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("axis", self.axis);
    visit("flag", self.flag);
  }
};

/// cmath (the function), einsum (the subscripts), print and check (the format).
struct TextAttributes {
  std::string text;
  std::string code{};  ///< check: of the error it raises; empty: AG0213
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("text", self.text);
    visit("code", self.code);
  }
};

/// One entry in brackets. A bound is a constant, or the number of the operand that holds it.
struct IndexEntry {
  std::int64_t kind = 0;   ///< an IndexEntryKind
  bool bracket = true;     ///< first of its bracket: the cursor goes back to axis 0
  std::int64_t start = 0;  ///< the index itself for `at`
  std::int64_t stop = 0;
  std::int64_t step = 1;
  std::int64_t start_from = constant_bound;  ///< constant, open, or an operand's position
  std::int64_t stop_from = constant_bound;
  static constexpr std::int64_t constant_bound = -1, open_bound = -2;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("kind", self.kind);
    visit("bracket", self.bracket);
    visit("start", self.start);
    visit("stop", self.stop);
    visit("step", self.step);
    visit("start_from", self.start_from);
    visit("stop_from", self.stop_from);
  }
};
enum IndexEntryKind : std::int64_t { index_at = 0, index_slice = 1, index_all = 2, index_new = 3 };

/// get_item, set_item.
struct IndexAttributes {
  std::vector<IndexEntry> entries;
  template <class V, class Self>
  static void fields(V&& visit, Self& self) {
    visit("entries", self.entries);
  }
};

}  // namespace ag::ops
