// Attributes of an op: a plain struct with one `fields` function, held behind a small immutable
// handle. Equality, hash, printing and parsing come from `fields`; no op is known here.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "autograft/dtype.h"
#include "autograft/shape.h"
#include "autograft/tensor.h"

namespace ag::ir {

// An attribute struct is a default-constructible value type:
//
//   struct ReduceAttributes {
//     std::vector<std::int64_t> axes;
//     bool keepdims = false;
//     template <class V, class Self>
//     static void fields(V&& visit, Self& self) {
//       visit("axes", self.axes);
//       visit("keepdims", self.keepdims);
//     }
//   };
//
// Members are exactly bool, std::int64_t, double, std::string, DType, Shape, Tensor,
// std::vector<std::int64_t>, or a std::vector of such a struct. A Shape may hold the symbols of
// the graph. Parsing checks only the form; the op's infer function judges the values.

/// Receives the fields that differ from their default, in order (printing).
class FieldReader {
 public:
  virtual ~FieldReader() = default;
  virtual void field(const char* name, const bool& v) = 0;
  virtual void field(const char* name, const std::int64_t& v) = 0;
  virtual void field(const char* name, const double& v) = 0;
  virtual void field(const char* name, const std::string& v) = 0;
  virtual void field(const char* name, const DType& v) = 0;
  virtual void field(const char* name, const Shape& v) = 0;
  virtual void field(const char* name, const Tensor& v) = 0;
  virtual void field(const char* name, const std::vector<std::int64_t>& v) = 0;
  virtual void begin_list(const char* name) = 0;
  virtual void begin_record() = 0;
  virtual void end_record() = 0;
  virtual void end_list() = 0;
};

/// Fills the fields of a struct in order (parsing); one that the text leaves out stays as it is.
class FieldWriter {
 public:
  virtual ~FieldWriter() = default;
  virtual void field(const char* name, bool& v) = 0;
  virtual void field(const char* name, std::int64_t& v) = 0;
  virtual void field(const char* name, double& v) = 0;
  virtual void field(const char* name, std::string& v) = 0;
  virtual void field(const char* name, DType& v) = 0;
  virtual void field(const char* name, Shape& v) = 0;
  virtual void field(const char* name, Tensor& v) = 0;
  virtual void field(const char* name, std::vector<std::int64_t>& v) = 0;
  virtual bool begin_list(const char* name) = 0;  ///< false when the text leaves the list out
  virtual bool begin_record() = 0;                ///< false at the end of the list
  virtual void end_record() = 0;
};

std::size_t hash_value(bool v) noexcept;
std::size_t hash_value(std::int64_t v) noexcept;
std::size_t hash_value(double v) noexcept;
std::size_t hash_value(const std::string& v) noexcept;
std::size_t hash_value(DType v) noexcept;
std::size_t hash_value(const Shape& v) noexcept;
std::size_t hash_value(const Tensor& v);
std::size_t hash_value(const std::vector<std::int64_t>& v) noexcept;
/// Bits decide: NaN equals itself, -0 differs from 0, and tensors are equal when dtype, shape and
/// bytes are.
bool equal_value(double a, double b) noexcept;
bool equal_value(const Tensor& a, const Tensor& b);
template <class T>
bool equal_value(const T& a, const T& b) {
  return a == b;
}
constexpr std::size_t hash_combine(std::size_t seed, std::size_t h) noexcept {
  return (seed ^ h) * 0x9e3779b97f4a7c15u + (seed >> 29);
}

namespace fields {

template <class T>
struct record_list : std::false_type {};
template <class T>
  requires std::is_class_v<T>
struct record_list<std::vector<T>> : std::true_type {};

template <class A>
bool equal(const A& a, const A& b);

/// The member of `other` that `member` is of `self`.
template <class A, class T>
const T& twin(const A& self, const T& member, const A& other) {
  const auto offset = reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&self);
  return *reinterpret_cast<const T*>(reinterpret_cast<const char*>(&other) + offset);
}

template <class T>
bool equal_member(const T& a, const T& b) {
  if constexpr (record_list<T>::value) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) same = equal(a[i], b[i]);
    return same;
  } else {
    return equal_value(a, b);
  }
}

template <class A>
bool equal(const A& a, const A& b) {
  bool same = true;
  A::fields([&](const char*, const auto& v) { same = same && equal_member(v, twin(a, v, b)); }, a);
  return same;
}

/// Members that have their default value are left out.
template <class A>
void read(const A& a, FieldReader& to) {
  const A standard{};
  A::fields(
      [&]<class T>(const char* name, const T& v) {
        if (equal_member(v, twin(a, v, standard))) return;
        if constexpr (record_list<T>::value) {
          to.begin_list(name);
          for (const auto& e : v) {
            to.begin_record();
            read(e, to);
            to.end_record();
          }
          to.end_list();
        } else {
          to.field(name, v);
        }
      },
      a);
}

template <class A>
void write(A& a, FieldWriter& from) {
  A::fields(
      [&]<class T>(const char* name, T& v) {
        if constexpr (record_list<T>::value) {
          if (!from.begin_list(name)) return;
          while (from.begin_record()) {
            write(v.emplace_back(), from);
            from.end_record();
          }
        } else {
          from.field(name, v);
        }
      },
      a);
}

template <class A>
void hash(const A& a, std::size_t& seed) {
  A::fields(
      [&]<class T>(const char*, const T& v) {
        if constexpr (record_list<T>::value) {
          seed = hash_combine(seed, v.size());
          for (const auto& e : v) hash(e, seed);
        } else {
          seed = hash_combine(seed, hash_value(v));
        }
      },
      a);
}

}  // namespace fields

/// What can be done with an attribute struct whose type is not known.
struct AttributeType {
  std::shared_ptr<void> (*make)();
  bool (*equal)(const void*, const void*);
  std::size_t (*hash)(const void*);
  void (*read)(const void*, FieldReader&);
  void (*write)(void*, FieldWriter&);
};

template <class A>
concept AttributeStruct = requires(A& a) { A::fields([](const char*, auto&) {}, a); };

/// The one descriptor of struct A; its address is A's identity.
template <AttributeStruct A>
inline constexpr AttributeType attribute_type{
    []() -> std::shared_ptr<void> { return std::make_shared<A>(); },
    [](const void* a, const void* b) {
      return fields::equal(*static_cast<const A*>(a), *static_cast<const A*>(b));
    },
    [](const void* a) {
      std::size_t seed = 0;
      fields::hash(*static_cast<const A*>(a), seed);
      return seed;
    },
    [](const void* a, FieldReader& to) { fields::read(*static_cast<const A*>(a), to); },
    [](void* a, FieldWriter& from) { fields::write(*static_cast<A*>(a), from); }};

[[noreturn]] void wrong_attribute_type();

/// Borrowed attributes: what infer and evaluate take, so that eager ops need no allocation.
class AttributeView {
 public:
  constexpr AttributeView() = default;
  constexpr AttributeView(const AttributeType* type, const void* data) : type_(type), data_(data) {}
  /// Views a struct on the caller's stack.
  template <class A>
  static constexpr AttributeView of(const A& a) {
    return {&attribute_type<A>, &a};
  }
  /// The struct. InternalError when it is of another type.
  template <class A>
  const A& as() const {
    if (type_ != &attribute_type<A>) wrong_attribute_type();
    return *static_cast<const A*>(data_);
  }
  const AttributeType* type() const noexcept { return type_; }
  const void* data() const noexcept { return data_; }
  bool empty() const noexcept { return type_ == nullptr; }
  std::size_t hash() const { return type_ ? type_->hash(data_) : 0; }
  friend bool operator==(AttributeView a, AttributeView b) {
    return a.type_ == b.type_ && (!a.type_ || a.type_->equal(a.data_, b.data_));
  }

 private:
  const AttributeType* type_ = nullptr;
  const void* data_ = nullptr;
};

/// Owned attributes of an op: immutable, shared between copies; empty for an op without any.
class Attributes {
 public:
  Attributes() = default;
  template <class A>
    requires AttributeStruct<A>
  Attributes(A a)  // NOLINT: meant to convert
      : type_(&attribute_type<A>), data_(std::make_shared<const A>(std::move(a))) {}
  Attributes(const AttributeType* type, std::shared_ptr<const void> data)
      : type_(type), data_(std::move(data)) {}

  operator AttributeView() const noexcept { return {type_, data_.get()}; }  // NOLINT
  AttributeView view() const noexcept { return {type_, data_.get()}; }
  template <class A>
  const A& as() const {
    return view().as<A>();
  }
  const AttributeType* type() const noexcept { return type_; }
  bool empty() const noexcept { return type_ == nullptr; }
  friend bool operator==(const Attributes& a, const Attributes& b) { return a.view() == b.view(); }

 private:
  const AttributeType* type_ = nullptr;
  std::shared_ptr<const void> data_;
};

}  // namespace ag::ir
