// What emitted code puts at the head of an annotated function: the per-function cache (Function),
// the activation (Frame), and crossings, which carry promoted arguments and results beside the C++
// signature. The logic is in runtime/api (docs/internals/functions.md); here is only what must be
// instantiated per signature.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

#include "autograft/control.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

// Under the tool the marks are attributes that Clang's AST shows; to a compiler they are nothing.
#ifdef __AUTOGRAFT__
#define AG_FUNCTION __attribute__((annotate("ag::function")))
#define AG_NO_CONVERT __attribute__((annotate("ag::no_convert")))
#else
#define AG_FUNCTION
#define AG_NO_CONVERT
#endif
/// Before a loop: stage it, or say why not.
#define AG_STAGE

#define AG_FN(name, line, column)                                                                  \
  static constinit ::ag::Function ag_fn { name, __FILE__, line, column }
#define AG_QUIET _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wshadow\"")
#define AG_LOUD _Pragma("GCC diagnostic pop")

namespace ag {

enum class Mode { Eager, Graph };
/// Eager: annotated functions run op by op, for debugging. Default Graph, or AUTOGRAFT_MODE=eager.
void set_mode(Mode m);
Mode mode();

namespace detail {
struct FunctionState;
void free_function_state(FunctionState*) noexcept;
}  // namespace detail

/// The cache of one annotated function (of one instantiation of a template).
struct Function {
  const char* name;
  const char* file;
  std::uint32_t line;
  std::uint32_t column;
  std::atomic<detail::FunctionState*> state{nullptr};
};

namespace detail {
template <class T>
struct LiftOf {
  using type = T;
};
template <class T>
  requires Promotable<std::remove_cvref_t<T>>
struct LiftOf<T> {
  using type = Scalar<std::remove_cvref_t<T>>;
};
}  // namespace detail

/// int -> Scalar<int> (const and references dropped); anything else stays as it is.
template <class T>
using Lift = typename detail::LiftOf<T>::type;

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

template <class T>
inline constexpr bool is_scalar_type = false;
template <class T>
inline constexpr bool is_scalar_type<Scalar<T>> = true;
template <class T>
inline constexpr bool is_scalar = is_scalar_type<std::remove_cvref_t<T>>;

/// How the runtime treats one parameter of a signature.
struct ArgType {
  enum Kind : std::uint8_t { tensor, tensor_inout, lifted, host } kind;
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

template <class T>
concept Hashable = requires(const T& v) {
  { std::hash<T>{}(v) } -> std::convertible_to<std::size_t>;
};
template <class T>
concept HashableList = requires(const T& v) {
  v.begin();
  v.end();
} && Hashable<std::remove_cvref_t<decltype(*std::declval<const T&>().begin())>>;

template <class T>
std::size_t hash_host(const void* p) {
  const T& v = *static_cast<const T*>(p);
  if constexpr (Hashable<T>)
    return std::hash<T>{}(v);
  else {
    std::size_t h = 1469598103934665603u;
    for (const auto& e : v)
      h = (h ^ std::hash<std::remove_cvref_t<decltype(e)>>{}(e)) * 1099511628211u;
    return h;
  }
}

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
};
template <class R>
struct ResultTypeOf {
  static_assert(std::is_void_v<R> || Number<R> || std::is_same_v<R, Tensor>,
                "AG0117: an AG_FUNCTION returns ag::Tensor, an arithmetic type or void");
  static constexpr ResultType table{std::is_void_v<R> ? ResultType::none
                                    : Number<R>       ? ResultType::number
                                                      : ResultType::tensor};
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

struct FrameCrossing;
struct FrameAccess;
}  // namespace detail

/// One activation of an annotated function. Stands first in its body.
class Frame {
 public:
  explicit Frame(Function& f, std::uint64_t id = 0);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame();

  /// True when this call is to look up or build a graph and run it.
  bool outermost() const noexcept { return outermost_; }
  /// The same, and makes the function's address known to ag::trace_count and ag::trace.
  template <class F>
  bool outermost(F* self) noexcept {
    known_as(reinterpret_cast<detail::Thunk>(self));
    return outermost_;
  }

  template <class R, class RL, class... P, class... A>
  R run(RL (*thunk)(P...), A&... args) {
    static_assert(sizeof...(P) == sizeof...(A));
    const detail::ArgRef refs[sizeof...(A) + 1] = {
        detail::ArgRef{const_cast<void*>(static_cast<const void*>(std::addressof(args))),
                       &detail::ArgTypeOf<P>::table}...,
        detail::ArgRef{nullptr, nullptr}};
    Tensor result = run_graph(refs, sizeof...(A), reinterpret_cast<detail::Thunk>(thunk),
                              &detail::Invoker<RL, P...>::invoke, detail::ResultTypeOf<R>::table);
    if constexpr (Number<R>)
      return result.template item<R>();
    else if constexpr (!std::is_void_v<R>)
      return result;
  }

  /// The promoted value of parameter `index`: what crossed, or the plain argument.
  template <Promotable T>
  Scalar<T> arg(int index, const T& plain) {
    if (detail::TensorImpl* p = crossed(index, dtype_of<detail::rep_t<T>>()))
      return detail::ScalarAccess::adopt<T>(p);
    return Scalar<T>(plain);
  }
  template <class T>
    requires(!Promotable<T>)
  T& arg(int, T& plain) {
    return plain;
  }

  /// Gives a promoted result back: beside the signature inside a trace, as it is otherwise.
  template <class R>
    requires Promotable<R>
  R ret(const Scalar<R>& v) {
    if (!v.symbolic()) return v.value();
    leave(detail::ScalarAccess::sym(v));
    return R{};
  }
  template <class R>
    requires(!Promotable<R>)
  R ret(R v) {
    return v;
  }

 private:
  friend struct detail::FrameAccess;
  Tensor run_graph(const detail::ArgRef* args, std::size_t count, detail::Thunk thunk,
                   detail::Invoke invoke, detail::ResultType result);
  /// An owned handle of what crossed, converted to `as`; null when nothing did.
  detail::TensorImpl* crossed(int index, DType as);
  void leave(detail::TensorImpl* result);
  /// Takes the crossing on top.
  void claim() noexcept;
  void known_as(detail::Thunk self) noexcept;

  Function* function_;
  Frame* caller_;
  detail::FrameCrossing* crossing_ = nullptr;
  detail::Thunk self_ = nullptr;
  bool outermost_ = false;
};

namespace detail {

/// The promoted arguments and result of one call, beside its C++ signature. LIFO per thread.
struct FrameCrossing {
  explicit FrameCrossing(std::uint64_t declaration);
  FrameCrossing(const FrameCrossing&) = delete;
  FrameCrossing& operator=(const FrameCrossing&) = delete;
  ~FrameCrossing();
  void deposit(int index, TensorImpl* value);
  /// After the call: AG0313 when something was deposited and nobody took it.
  void finish();

  std::uint64_t id;
  Thunk target = nullptr;  ///< id 0 (ag::trace): the function it is for
  FrameCrossing* below;
  TensorImpl* arguments[16] = {};
  TensorImpl* result = nullptr;
  bool claimed = false;
  bool open = true;  ///< still on the thread's stack
  std::source_location where;
};
void deposit(int index, TensorImpl* symbolic);
}  // namespace detail

/// `Crossing(ID).result(f(x, pass(1, k)))`: a call that takes or gives promoted values.
class Crossing : detail::FrameCrossing {
 public:
  explicit Crossing(std::uint64_t declaration,
                    std::source_location w = std::source_location::current())
      : FrameCrossing(declaration) {
    where = w;
  }
  template <Promotable R>
  Scalar<R> result(R plain) {
    finish();
    using Rep = detail::rep_t<R>;
    Scalar<R> s(plain);
    if (FrameCrossing::result)
      detail::ScalarAccess::write(&s, dtype_of<Rep>(), Rep{}, FrameCrossing::result);
    return s;
  }
  template <class R>
    requires(!Promotable<std::remove_cvref_t<R>>)
  R result(R&& plain) {
    finish();
    return std::forward<R>(plain);
  }
};

/// A promoted argument: deposits a symbolic value with the open crossing and passes a dummy.
template <Promotable T>
T pass(int index, const Scalar<T>& v) {
  if (!v.symbolic()) return v.value();
  detail::deposit(index, detail::ScalarAccess::sym(v));
  return T{};
}
template <class T>
  requires(!detail::is_scalar<T>)
T&& pass(int, T&& v) {
  return std::forward<T>(v);
}

}  // namespace ag
