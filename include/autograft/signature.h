// What describes the types of an annotated function's parameters and result to the runtime: which
// are lifted, how arguments become inputs and parts of the key, how results are handed back. Only
// descriptions that must be instantiated per type; looking up and running graphs is in function.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

#include "autograft/control.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

namespace ag {

template <class C>
struct Self;

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
template <Promotable T>
struct LiftOf<T> {
  using type = Scalar<T>;
  static Scalar<T> raise(T v) { return Scalar<T>(v); }
  static T lower(const Scalar<T>& v) { return v.value(); }
};
/// A pair, tuple, array, optional or vector becomes one of lifted parts. A vector of plain numbers
/// stays as it is.
template <class A, class B>
struct LiftOf<std::pair<A, B>> {
  using type = std::pair<typename LiftOf<A>::type, typename LiftOf<B>::type>;
  static type raise(const std::pair<A, B>& v) {
    return {LiftOf<A>::raise(v.first), LiftOf<B>::raise(v.second)};
  }
  static std::pair<A, B> lower(const type& v) {
    return {LiftOf<A>::lower(v.first), LiftOf<B>::lower(v.second)};
  }
};
template <class... T>
struct LiftOf<std::tuple<T...>> {
  using type = std::tuple<typename LiftOf<T>::type...>;
  template <std::size_t... I>
  static type raise(const std::tuple<T...>& v, std::index_sequence<I...>) {
    return type(LiftOf<T>::raise(get<I>(v))...);
  }
  static type raise(const std::tuple<T...>& v) { return raise(v, std::index_sequence_for<T...>()); }
  template <class L, std::size_t... I>
  static std::tuple<T...> lower(const L& v, std::index_sequence<I...>) {
    return std::tuple<T...>(LiftOf<T>::lower(get<I>(v))...);
  }
  template <class L>
  static std::tuple<T...> lower(const L& v) {
    return lower(v, std::index_sequence_for<T...>());
  }
};
template <class T, std::size_t N>
struct LiftOf<std::array<T, N>> {
  using type = std::array<typename LiftOf<T>::type, N>;
  static type raise(const std::array<T, N>& v) {
    type r{};
    for (std::size_t i = 0; i < N; ++i) r[i] = LiftOf<T>::raise(v[i]);
    return r;
  }
  template <class L>
  static std::array<T, N> lower(const L& v) {
    std::array<T, N> r{};
    for (std::size_t i = 0; i < N; ++i) r[i] = LiftOf<T>::lower(v[i]);
    return r;
  }
};

/// The way back from a promoted form: Scalar<int> -> int, a twin -> its struct of numbers.
template <class L>
struct HostOf {
  using type = L;
};
template <class T>
struct HostOf<Scalar<T>> {
  using type = T;
};
template <class A, class B>
struct HostOf<std::pair<A, B>> {
  using type = std::pair<typename HostOf<A>::type, typename HostOf<B>::type>;
};
template <class... T>
struct HostOf<std::tuple<T...>> {
  using type = std::tuple<typename HostOf<T>::type...>;
};
template <class T, std::size_t N>
struct HostOf<std::array<T, N>> {
  using type = std::array<typename HostOf<T>::type, N>;
};

/// A field of a struct of numbers, from and to its twin.
template <class L, class T>
void raise_part(L& to, const T& from) {
  if constexpr (std::is_array_v<T>)
    for (std::size_t i = 0; i < std::extent_v<T>; ++i) raise_part(to[i], from[i]);
  else
    to = LiftOf<T>::raise(from);
}
template <class T, class L>
void lower_part(T& to, const L& from) {
  if constexpr (std::is_array_v<T>)
    for (std::size_t i = 0; i < std::extent_v<T>; ++i) lower_part(to[i], from[i]);
  else
    to = LiftOf<T>::lower(from);
}

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

/// The promoted form of a structure of numbers; what is promoted already stays.
template <class T>
auto raised(const T& v) -> typename detail::LiftOf<T>::type {
  return detail::LiftOf<T>::raise(v);
}

/// `c ? a : b` of structures: a branch that sets one of two values.
template <class C, class A, class B>
  requires detail::Structured<std::remove_cvref_t<decltype(std::declval<A&>()())>>
auto select(Site site, C&& c, A&& a, B&& b, const detail::StateView& state = {}) {
  using R = std::remove_cvref_t<decltype(a())>;
  const Pred p(c);
  if (!p.symbolic()) return p.host() ? R(a()) : R(b());
  R value{};
  const std::unique_ptr<detail::StateEntry[]> entries(new detail::StateEntry[state.count + 1]);
  entries[0] = detail::state_entry(value);
  for (std::size_t i = 0; i < state.count; ++i) entries[i + 1] = state.entries[i];
  std::string names = "the result of ?:";
  if (state.count) names.append(",").append(state.names);
  Branch branch(site, p, {names.c_str(), entries.get(), state.count + 1});
  if (branch.then()) value = a();
  if (branch.other()) value = b();
  branch.join();
  return value;
}

/// A return value that no path may have set yet. R is the declared result type.
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

/// A structured one has no leaves before it is set: nobody knows how many there will be.
template <class R>
  requires detail::Structured<std::remove_cv_t<R>>
class Slot<R> {
  using L = std::remove_cv_t<Lift<R>>;

 public:
  Slot() noexcept {}
  Slot(const Slot& o) : set_(o.set_) {
    if (set_) std::construct_at(&value_, o.value_);
  }
  Slot& operator=(const Slot&) = delete;
  ~Slot() { clear(); }
  template <class V>
  Slot& operator=(V&& v) {
    L made(std::forward<V>(v));
    clear();
    std::construct_at(&value_, std::move(made));
    set_ = true;
    return *this;
  }
  const L& get() const;
  operator const L&() const { return get(); }  // NOLINT: meant to convert

 private:
  friend detail::StateEntry detail::state_entry<R>(Slot<R>&);
  static void visit(void* slot, detail::Leaves& leaves) {
    Slot& s = *static_cast<Slot*>(slot);
    if (s.set_) detail::visit_leaves(s.value_, leaves);
  }
  static void assign(void* to, const void* from) {
    Slot* object = static_cast<Slot*>(to);
    std::destroy_at(object);
    std::construct_at(object, *static_cast<const Slot*>(from));
  }
  static constexpr detail::Structure parts{visit, detail::copy_object<Slot>, assign,
                                           detail::destroy_object<Slot>};
  void clear() noexcept {
    if (set_) std::destroy_at(&value_);
    set_ = false;
  }
  union {
    L value_;
  };
  bool set_ = false;
};

namespace detail {
[[noreturn]] void unset_result();
template <class R>
StateEntry state_entry(Slot<R>& s) {
  StateEntry e;
  if constexpr (Structured<std::remove_cv_t<R>>)
    e = {StateEntry::structure, DType::f32, &s, nullptr, &Slot<R>::parts};
  else
    e = state_entry(s.value_);
  e.set = &s.set_;
  return e;
}
}  // namespace detail

template <class R>
const Lift<R>& Slot<R>::get() const {
  if (!set_) detail::unset_result();
  return value_;
}
template <class R>
  requires detail::Structured<std::remove_cv_t<R>>
auto Slot<R>::get() const -> const L& {
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
    number_inout,  ///< `int&`: data, and an output
    host,
    object  ///< handed on as it is; no part of the key
  } kind;
  DType dtype;                                          ///< of a lifted or arithmetic host value
  AnyNumber (*number)(const void*);                     ///< lifted, number_inout: reads the value
  std::size_t (*hash)(const void*);                     ///< host
  bool (*equal)(const void*, const void*);              ///< host
  void* (*copy)(const void*);                           ///< host: kept as key
  void (*destroy)(void*) noexcept;                      ///< host
  void (*make)(void* storage, AnyNumber, TensorImpl*);  ///< lifted: builds the Scalar
  void (*store)(void*, AnyNumber) = nullptr;            ///< number_inout, shares
  /// lifted: a `const T&`, which may be the object of a `T&` or a field that the function changes.
  bool shares = false;
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
template <class P, Promotable T>
struct ArgTypeOf<P, Scalar<T>> {
  using Rep = rep_t<T>;
  static constexpr bool inout =
      std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;
  static constexpr bool shares = std::is_lvalue_reference_v<P> && !inout;
  static AnyNumber number(const void* p) {
    return AnyNumber(static_cast<Rep>(*static_cast<const T*>(p)));
  }
  static void make(void* storage, AnyNumber v, TensorImpl* symbolic) {
    auto* s = ::new (storage) Scalar<T>(static_cast<T>(number_as<Rep>(v)));
    if (symbolic) ScalarAccess::write(s, dtype_of<Rep>(), v, symbolic);
  }
  static void store(void* p, AnyNumber v) {
    *static_cast<T*>(p) = static_cast<T>(number_as<Rep>(v));
  }
  static constexpr ArgType table{inout ? ArgType::number_inout : ArgType::lifted,
                                 dtype_of<Rep>(),
                                 number,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 make,
                                 inout || shares ? store : nullptr,
                                 shares};
};

class StructuredCall;

/// How the runtime keeps and hands back one result type.
struct ResultType {
  enum Kind : std::uint8_t { none, tensor, number } kind;
  DType dtype = DType::f32;         ///< number
  StructuredCall* parts = nullptr;  ///< structured arguments or a structured result (kind none)
};
template <class R>
struct ResultTypeOf {
  static_assert(std::is_void_v<R> || Promotable<R> || std::is_same_v<R, Tensor> || Structured<R>,
                "AG0117: an AG_FUNCTION returns ag::Tensor, a number, void, or a structure of "
                "them; a class with fields of its own needs AG_FIELDS");
  static constexpr ResultType table = [] {
    if constexpr (Promotable<R>)
      return ResultType{ResultType::number, dtype_of<rep_t<R>>()};
    else
      return ResultType{std::is_same_v<R, Tensor> ? ResultType::tensor : ResultType::none};
  }();
};

using Thunk = void (*)();
/// Calls `thunk` with `args` and leaves the result's handle (owned; null for void).
using Invoke = TensorImpl* (*)(Thunk thunk, void* const* args);

/// An owned handle of a result.
TensorImpl* result_handle(const Tensor& t);
template <Promotable T>
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

// ---- structured arguments and results

/// The object of a member function (hidden.h): its fields are read by name, not as leaves.
template <class D>
inline constexpr bool is_self = false;
template <class C>
inline constexpr bool is_self<Self<C>> = true;

/// Taken apart into leaves: not a Tensor or number, nor a host value with `==` and a hash.
template <class D>
inline constexpr bool by_leaves =
    !is_self<D> && Structured<D> &&
    (has_tensors<D>() || !(comparable<D>() && (Hashable<D> || HashableList<D>)));
template <class RL, class... P>
inline constexpr bool structured_call =
    Structured<std::remove_cvref_t<RL>> || (by_leaves<std::remove_cvref_t<P>> || ...);

/// The arguments of one outermost call, leaf by leaf, and its structured results
/// (runtime/api/structured.cpp).
class StructuredCall {
 public:
  StructuredCall();
  ~StructuredCall();
  StructuredCall(const StructuredCall&) = delete;
  StructuredCall& operator=(const StructuredCall&) = delete;

  template <class P>
  void add(const std::remove_reference_t<P>& argument, const void* given) {
    using D = std::remove_cvref_t<P>;
    (void)argument;
    constexpr bool inout =
        std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;
    if constexpr (by_leaves<D>)
      add(const_cast<void*>(given), StructureOf<D>::table, inout);
    else
      add(const_cast<void*>(given), ArgTypeOf<P>::table);
  }
  /// A structure of numbers whose parameter is promoted.
  template <class P, class H>
  void add_promoted(H& given) {
    using L = std::remove_cvref_t<P>;
    constexpr bool inout =
        std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;
    add(const_cast<void*>(static_cast<const void*>(std::addressof(given))),
        new L(LiftOf<std::remove_const_t<H>>::raise(given)), StructureOf<L>::table,
        inout ? lower_into<std::remove_const_t<H>, L> : nullptr);
  }

  /// What the run time gets; the first one is this object.
  const ArgRef* arguments();
  std::size_t count() const;

  /// While the graph is built: makes the objects of fresh handles. Before any of them is asked for,
  /// because C++ does not say in which order arguments are.
  void begin(void* const* fresh);
  /// The object for parameter `index`.
  void* argument(std::size_t index, void* const* fresh) const;
  void keep_result(void* object, const Structure& type);
  /// The result of a finished call, owned.
  void* take_result();

  struct Data;
  Data& data() { return *data_; }

 private:
  template <class H, class L>
  static void lower_into(void* given, const void* promoted) {
    *static_cast<H*>(given) = LiftOf<H>::lower(*static_cast<const L*>(promoted));
  }
  void add(void* object, const ArgType& type);
  void add(void* object, const Structure& type, bool inout);
  /// Owns `promoted`. `lower`: where it is to be written back.
  void add(void* given, void* promoted, const Structure& type,
           void (*lower)(void* given, const void* promoted));
  Data* data_;
};

template <class RL, class... P>
struct StructuredInvoker {
  template <std::size_t... I>
  static TensorImpl* go(Thunk thunk, void* const* a, std::index_sequence<I...>) {
    auto* f = reinterpret_cast<RL (*)(P...)>(thunk);
    auto& call = *static_cast<StructuredCall*>(a[0]);
    call.begin(a);
    if constexpr (std::is_void_v<RL>) {
      f(pass_on<P>(call.argument(I, a))...);
      return nullptr;
    } else if constexpr (Structured<std::remove_cvref_t<RL>>) {
      using L = std::remove_cvref_t<RL>;
      call.keep_result(new L(f(pass_on<P>(call.argument(I, a))...)), StructureOf<L>::table);
      return nullptr;
    } else {
      return result_handle(f(pass_on<P>(call.argument(I, a))...));
    }
  }
  static TensorImpl* invoke(Thunk thunk, void* const* a) {
    return go(thunk, a, std::index_sequence_for<P...>{});
  }
};

/// Sets promoted numbers that hold graph values to zero; true when there are some.
bool clear_staged(void* object, const Structure& type);

}  // namespace detail
}  // namespace ag
