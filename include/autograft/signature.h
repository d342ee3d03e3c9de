// What describes the types of an annotated function's parameters and result to the runtime: which
// are lifted, how arguments become inputs and parts of the key, how results are handed back. Only
// descriptions that must be instantiated per type; looking up and running graphs is in function.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

#include "autograft/control.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

namespace ag {

namespace detail {
/// What a type becomes when it is promoted, and the way there and back. `raise` gives the promoted
/// form of a host value, `lower` the host value of a form that holds no graph values. Emitted code
/// specialises it for structs of numbers (docs/internals/functions.md, "Lifted types").
template <class T>
struct LiftOf {
  using type = T;
  template <class V>
  static V&& raise(V&& v) {
    return static_cast<V&&>(v);
  }
  template <class V>
  static V&& lower(V&& v) {
    return static_cast<V&&>(v);
  }
};
template <Number T>
struct LiftOf<T> {
  using type = Scalar<T>;
  static Scalar<T> raise(T v) { return Scalar<T>(v); }
  static T lower(const Scalar<T>& v) { return v.value(); }
};
template <class T, class D = std::remove_cvref_t<T>, class L = typename LiftOf<D>::type>
struct LiftOrSame {
  using type = L;
};
template <class T, class D>
struct LiftOrSame<T, D, D> {
  using type = T;
};
}  // namespace detail

/// int -> Scalar<int>, a struct of numbers -> its twin (const and references dropped); anything
/// else stays as it is.
template <class T>
using Lift = typename detail::LiftOrSame<T>::type;

template <class R>
class Slot {
 public:
  Slot() = default;
  template <class V>
  Slot& operator=(V&& v) {
    value_ = std::forward<V>(v);
    set_ = true;
    return *this;
  }
  const Lift<R>& get() const;
  operator const Lift<R>&() const { return get(); }  // NOLINT: meant to convert

 private:
  friend detail::StateEntry detail::state_entry<R>(Slot<R>&);
  Lift<R> value_{};
  bool set_ = false;
};

namespace detail {
[[noreturn]] void unset_result();
template <class R>
StateEntry state_entry(Slot<R>& s) {
  StateEntry e = state_entry(s.value_);
  e.set = &s.set_;
  return e;
}
}  // namespace detail

template <class R>
const Lift<R>& Slot<R>::get() const {
  if (!set_) detail::unset_result();
  return value_;
}

namespace detail {

/// How the runtime treats one parameter of a signature.
struct ArgType {
  enum Kind : std::uint8_t {
    tensor,
    tensor_inout,
    lifted,
    host,
    object  ///< handed on as it is; no part of the key
  } kind;
  DType dtype;                                          ///< of a lifted or arithmetic host value
  AnyNumber (*number)(const void*);                     ///< lifted: reads the value
  std::size_t (*hash)(const void*);                     ///< host
  bool (*equal)(const void*, const void*);              ///< host
  void* (*copy)(const void*);                           ///< host: kept as key
  void (*destroy)(void*) noexcept;                      ///< host
  void (*make)(void* storage, AnyNumber, TensorImpl*);  ///< lifted: builds the Scalar
};
struct ArgRef {
  void* object;
  const ArgType* type;
};

template <class P, class D = std::remove_cvref_t<P>>
struct ArgTypeOf {
  static_assert(std::equality_comparable<D>,
                "AG0304: a host argument of an AG_FUNCTION needs operator== (it is part of the "
                "key under which graphs are kept)");
  static_assert(Hashable<D> || HashableList<D>,
                "AG0304: a host argument of an AG_FUNCTION needs a std::hash");
  static_assert(!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>,
                "AG0116: a host argument of an AG_FUNCTION may not be a mutable reference");
  static bool equal(const void* a, const void* b) {
    return *static_cast<const D*>(a) == *static_cast<const D*>(b);
  }
  static void* copy(const void* p) { return new D(*static_cast<const D*>(p)); }
  static void destroy(void* p) noexcept { delete static_cast<D*>(p); }
  static constexpr ArgType table{ArgType::host, DType::i64, nullptr, hash_host<D>,
                                 equal,         copy,       destroy, nullptr};
};
template <class P>
struct ArgTypeOf<P, Tensor> {
  static constexpr bool inout =
      std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;
  static constexpr ArgType table{inout ? ArgType::tensor_inout : ArgType::tensor,
                                 DType::f32,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 nullptr};
};
template <class P, Number T>
struct ArgTypeOf<P, Scalar<T>> {
  static AnyNumber number(const void* p) { return AnyNumber(*static_cast<const T*>(p)); }
  static void make(void* storage, AnyNumber v, TensorImpl* symbolic) {
    auto* s = ::new (storage) Scalar<T>(number_as<T>(v));
    if (symbolic) ScalarAccess::write(s, dtype_of<T>(), v, symbolic);
  }
  static constexpr ArgType table{ArgType::lifted, dtype_of<T>(), number,  nullptr,
                                 nullptr,         nullptr,       nullptr, make};
};

/// How the runtime keeps and hands back one result type.
struct ResultType {
  enum Kind : std::uint8_t { none, tensor, number } kind;
  DType dtype;  ///< number
};
template <class R>
struct ResultTypeOf {
  static_assert(std::is_void_v<R> || Number<R> || std::is_same_v<R, Tensor>,
                "AG0117: an AG_FUNCTION returns ag::Tensor, an arithmetic type or void");
  static constexpr ResultType table = [] {
    if constexpr (Number<R>)
      return ResultType{ResultType::number, dtype_of<R>()};
    else
      return ResultType{std::is_void_v<R> ? ResultType::none : ResultType::tensor, DType::f32};
  }();
};

using Thunk = void (*)();
/// Calls `thunk` with `args` and leaves the result's handle (owned; null for void).
using Invoke = TensorImpl* (*)(Thunk thunk, void* const* args);

/// An owned handle of a result.
TensorImpl* result_handle(const Tensor& t);
template <Number T>
TensorImpl* result_handle(const Scalar<T>& s) {
  return result_handle(Tensor(s));
}

template <class P>
decltype(auto) pass_on(void* p) {
  using D = std::remove_reference_t<P>;
  if constexpr (std::is_reference_v<P>)
    return static_cast<P>(*static_cast<D*>(p));
  else
    return D(*static_cast<const D*>(p));
}

template <class RL, class... P>
struct Invoker {
  template <std::size_t... I>
  static TensorImpl* go(Thunk thunk, void* const* a, std::index_sequence<I...>) {
    auto* f = reinterpret_cast<RL (*)(P...)>(thunk);
    (void)a;
    if constexpr (std::is_void_v<RL>) {
      f(pass_on<P>(a[I])...);
      return nullptr;
    } else {
      return result_handle(f(pass_on<P>(a[I])...));
    }
  }
  static TensorImpl* invoke(Thunk thunk, void* const* a) {
    return go(thunk, a, std::index_sequence_for<P...>{});
  }
};

}  // namespace detail
}  // namespace ag
