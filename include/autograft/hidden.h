// What an annotated function reads besides its parameters (fields, globals, statics, Variables), as
// emitted code lists it: `const auto ag_in = ::ag::inputs("w_,lr_", this->w_, ::ag::lift(lr_));`.
// Descriptions only; how they become inputs of a graph is in runtime/api/hidden.cpp
// (docs/internals/functions.md, "Hidden inputs").
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <typeinfo>
#include <vector>

#include "autograft/signature.h"
#include "autograft/variable.h"

namespace ag {

namespace detail {

/// How the runtime treats one hidden input.
struct HiddenType {
  enum Kind : std::uint8_t {
    tensor,    ///< data: its handle is replaced in place while a graph is built
    variable,  ///< the same, known by its identity instead of its address
    number,    ///< lifted: lives in a cell while a graph is built; a constant until it varies
    host       ///< part of the key, by value
  } kind;
  DType dtype;                                          ///< number
  AnyNumber (*load)(const void*);                       ///< number
  void (*store)(void*, AnyNumber);                      ///< number
  void (*make)(void* storage, AnyNumber, TensorImpl*);  ///< number: builds the cell's Scalar
  bool (*equal)(const void*, const void*);              ///< host
  void* (*copy)(const void*);                           ///< host
  void (*destroy)(void*) noexcept;                      ///< host
  void (*visit)(void*, Leaves&) = nullptr;  ///< host: a structure, whose tensors are data
};

struct HiddenRef {
  enum Flag : std::uint8_t {
    plain = 0,
    written = 1,  ///< a number that the function changes: data from the first call
    global = 2    ///< lives as long as the program
  };
  void* object;
  const HiddenType* type;
  unsigned flags;
};

/// What is kept of a host value in order to find it unchanged: a copy; of a pointer its address and
/// the dynamic type behind it.
template <class T>
struct Kept {
  static_assert(std::equality_comparable<T> && std::is_copy_constructible_v<T>,
                "AG0304: a field or global that an AG_FUNCTION reads needs operator== (its value "
                "is part of the key under which graphs are kept)");
  T value;
  explicit Kept(const T& v) : value(v) {}
  bool same(const T& v) const { return static_cast<bool>(value == v); }
};
struct KeptPointer {
  const volatile void* address = nullptr;
  const std::type_info* type = nullptr;
  template <class U>
  explicit KeptPointer(U* p) : address(reinterpret_cast<const volatile void*>(p)) {
    if constexpr (requires { sizeof(U); })
      if constexpr (std::is_polymorphic_v<U>)
        if (p) type = &typeid(*p);
  }
  bool operator==(const KeptPointer& o) const {
    return address == o.address && (type == o.type || (type && o.type && *type == *o.type));
  }
};
template <class U>
struct Kept<U*> {
  KeptPointer value;
  explicit Kept(U* p) : value(p) {}
  bool same(U* p) const { return value == KeptPointer(p); }
};
template <class U, class D>
struct Kept<std::unique_ptr<U, D>> {
  KeptPointer value;
  explicit Kept(const std::unique_ptr<U, D>& p) : value(p.get()) {}
  bool same(const std::unique_ptr<U, D>& p) const { return value == KeptPointer(p.get()); }
};
template <class U>
struct Kept<std::shared_ptr<U>> {
  KeptPointer value;
  explicit Kept(const std::shared_ptr<U>& p) : value(p.get()) {}
  bool same(const std::shared_ptr<U>& p) const { return value == KeptPointer(p.get()); }
};
template <class T, class A>
  requires(!std::is_same_v<T, bool>)
struct Kept<std::vector<T, A>> {
  std::vector<Kept<T>> values;
  explicit Kept(const std::vector<T, A>& v) : values(v.begin(), v.end()) {}
  bool same(const std::vector<T, A>& v) const {
    if (v.size() != values.size()) return false;
    for (std::size_t i = 0; i < v.size(); ++i)
      if (!values[i].same(v[i])) return false;
    return true;
  }
};

template <class T>
struct HiddenTypeOf {
  static bool equal(const void* a, const void* b) {
    return static_cast<const Kept<T>*>(a)->same(*static_cast<const T*>(b));
  }
  static void* copy(const void* p) { return new Kept<T>(*static_cast<const T*>(p)); }
  static void destroy(void* p) noexcept { delete static_cast<Kept<T>*>(p); }
  static constexpr HiddenType table{HiddenType::host, DType::i64, nullptr, nullptr,
                                    nullptr,          equal,      copy,    destroy};
};

// What is kept of a structure: how it is built, where its tensors are, its other parts by value.
void* keep_structure(const void* object, void (*visit)(void*, Leaves&));
bool is_kept_structure(const void* kept, const void* object, void (*visit)(void*, Leaves&));
void drop_structure(void* kept) noexcept;

/// `std::vector<Layer> layers_`.
template <class T>
  requires(Structured<T> && has_tensors<T>())
struct HiddenTypeOf<T> {
  static constexpr auto visit = StructureOf<T>::visit;
  static bool equal(const void* a, const void* b) { return is_kept_structure(a, b, visit); }
  static void* copy(const void* p) { return keep_structure(p, visit); }
  static constexpr HiddenType table{
      HiddenType::host, DType::i64, nullptr, nullptr, nullptr, equal, copy, drop_structure, visit};
};
template <class T, std::size_t N>
  requires(!has_tensors<T>())
struct HiddenTypeOf<T[N]> {
  struct Box {
    T values[N];
  };
  static bool equal(const void* a, const void* b) {
    for (std::size_t i = 0; i < N; ++i)
      if (!(static_cast<const T*>(a)[i] == static_cast<const T*>(b)[i])) return false;
    return true;
  }
  static void* copy(const void* p) { return new Box(*static_cast<const Box*>(p)); }
  static void destroy(void* p) noexcept { delete static_cast<Box*>(p); }
  static constexpr HiddenType table{HiddenType::host, DType::i64, nullptr, nullptr,
                                    nullptr,          equal,      copy,    destroy};
};
template <>
struct HiddenTypeOf<Tensor> {
  static const HiddenType table;
};
template <>
struct HiddenTypeOf<Variable> {
  static const HiddenType table;
};
template <Promotable T>
struct LiftedTypeOf {
  static AnyNumber load(const void* p) {
    return AnyNumber(static_cast<rep_t<T>>(*static_cast<const T*>(p)));
  }
  static void store(void* p, AnyNumber v) { *static_cast<T*>(p) = number_as<T>(v); }
  static void make(void* storage, AnyNumber v, TensorImpl* symbolic) {
    auto* s = ::new (storage) Scalar<T>(number_as<T>(v));
    if (symbolic) ScalarAccess::write(s, dtype_of<rep_t<T>>(), v, symbolic);
  }
  static constexpr HiddenType table{
      HiddenType::number, dtype_of<rep_t<T>>(), load, store, make, nullptr, nullptr, nullptr};
};

template <class T>
HiddenRef hidden_ref(const T& object) {
  return {const_cast<void*>(static_cast<const void*>(std::addressof(object))),
          &HiddenTypeOf<T>::table, HiddenRef::plain};
}
inline HiddenRef hidden_ref(const HiddenRef& r) { return r; }

template <std::size_t N>
struct Inputs {
  const char* names;
  HiddenRef refs[N];
};

}  // namespace detail

/// The object of a member function, among the arguments of its self-call.
template <class C>
struct Self {
  C& object;
};
template <class C>
Self(C&) -> Self<C>;

namespace detail {
/// A Variable passed by reference: it is among the hidden inputs, too.
template <class P>
struct ArgTypeOf<P, Variable> {
  static constexpr ArgType table{ArgType::object, DType::f32, nullptr, nullptr,
                                 nullptr,         nullptr,    nullptr, nullptr};
};
template <class P, class C>
struct ArgTypeOf<P, Self<C>> {
  static constexpr ArgType table{ArgType::object, DType::f32, nullptr, nullptr,
                                 nullptr,         nullptr,    nullptr, nullptr};
};
}  // namespace detail

/// A number whose every use can take an ag::Scalar.
template <class T>
detail::HiddenRef lift(T& object) {
  if constexpr (Promotable<std::remove_const_t<T>>)
    return {const_cast<void*>(static_cast<const void*>(std::addressof(object))),
            &detail::LiftedTypeOf<std::remove_const_t<T>>::table, detail::HiddenRef::plain};
  else
    return detail::hidden_ref(object);
}
/// The same, of one that the function writes.
template <class T>
detail::HiddenRef lift_inout(T& object) {
  detail::HiddenRef r = lift(object);
  r.flags |= detail::HiddenRef::written;
  return r;
}
/// A global, static member or static local.
template <class T>
detail::HiddenRef global(const T& object) {
  detail::HiddenRef r = detail::hidden_ref(object);
  r.flags |= detail::HiddenRef::global;
  return r;
}

/// A field whose type depends on a template parameter, and which the function writes.
template <class T>
detail::HiddenRef tensor_field(T& object) {
  static_assert(std::is_base_of_v<Tensor, T>,
                "AG0305: an AG_FUNCTION in a template writes a field whose type depends on the "
                "template: it must be an ag::Tensor; declare it with a type that is known");
  return detail::hidden_ref(object);
}

/// The list, with the names in the source, comma-separated.
template <class... T>
detail::Inputs<sizeof...(T)> inputs(const char* names, const T&... objects) {
  return {names, {detail::hidden_ref(objects)...}};
}

}  // namespace ag
