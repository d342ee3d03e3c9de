// What emitted code puts at the head of an annotated function: the per-function cache (Function),
// the activation (Frame), and crossings, which carry promoted arguments and results beside the C++
// signature. The logic is in runtime/api (docs/internals/functions.md); here is only what must be
// instantiated per signature.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <type_traits>
#include <utility>

#include "autograft/columns.h"
#include "autograft/hidden.h"
#include "autograft/signature.h"

// Under the tool the marks are attributes that Clang's AST shows; to a compiler they are nothing.
#ifdef __AUTOGRAFT__
#define AG_FUNCTION __attribute__((annotate("ag::function")))
#define AG_NO_CONVERT __attribute__((annotate("ag::no_convert")))
#else
#define AG_FUNCTION
#define AG_NO_CONVERT
#endif
/// On an annotated function: it is not inlined into other graphs.
#ifdef __AUTOGRAFT__
#define AG_NOINLINE __attribute__((annotate("ag::noinline")))
#else
#define AG_NOINLINE
#endif
/// Before a loop: stage it, or say why not; never stage it.
#define AG_STAGE
#define AG_UNROLL

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
struct FrameCrossing;
struct FrameAccess;
struct EagerCells;

/// A promoted copy of a parameter that is a structure of numbers; a list.
struct KeptStructure {
  void* promoted;
  const void* plain;
  bool (*end)(void* promoted, const void* plain);  ///< writes it back; true: it is staged
  KeptStructure* next;
};
template <class T, class L>
bool end_kept(void* promoted, const void* plain) {
  const std::unique_ptr<L> object(static_cast<L*>(promoted));
  (void)plain;
  if constexpr (!std::is_const_v<T>) {
    if (clear_staged(promoted, StructureOf<L>::table)) return true;
    *static_cast<T*>(const_cast<void*>(plain)) = LiftOf<T>::lower(*object);
  }
  return false;
}

inline Thunk address_of(Thunk f) noexcept { return f; }
template <class R, class... P>
Thunk address_of(R (*f)(P...)) noexcept {
  return reinterpret_cast<Thunk>(f);
}
/// A member function that is not virtual: its code's address stands first.
template <class M>
  requires std::is_member_function_pointer_v<M>
Thunk address_of(M f) noexcept {
  Thunk t;
  static_assert(sizeof t <= sizeof f);
  __builtin_memcpy(&t, &f, sizeof t);
  return t;
}
}  // namespace detail

/// One activation of an annotated function. Stands first in its body.
class Frame {
 public:
  explicit Frame(Function& f, std::uint64_t id = 0);
  /// Of a converted lambda: never the outermost call, its body joins whatever is going on.
  struct Joins {};
  static constexpr Joins joins{};
  Frame(Function& f, Joins, std::uint64_t id = 0);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame();

  /// AG_NOINLINE: stays a call inside other graphs.
  void keep() noexcept { kept_ = true; }
  /// True when `run` is to be called: to look up or build a graph and run it, or, while a graph is
  /// built, to call a function of it.
  bool outermost() const noexcept { return outermost_ || (depth_ != 0 && becomes_call()); }
  /// The same, and makes the function's address known to ag::trace_count and ag::trace.
  template <class F>
  bool outermost(F self) noexcept {
    known_as(detail::address_of(self));
    return outermost();
  }

  /// What the body reads besides its parameters; `list` lives as long as the call.
  template <std::size_t N>
  void reads(const detail::Inputs<N>& list) {
    reads(list.refs, N, list.names);
  }
  /// The object that a member function is called on.
  template <class C>
  void object(const Self<C>& s) noexcept {
    object_ = reinterpret_cast<const char*>(std::addressof(s.object));
    object_size_ = sizeof(C);
  }
  /// Static locals, whose declaration control has just passed.
  template <std::size_t N>
  void reads_late(const detail::Inputs<N>& list) {
    reads_late(list.refs, N, list.names);
  }
  /// The promoted value of a number that stands outside of the function.
  template <class T>
    requires Promotable<std::remove_const_t<T>>
  Scalar<std::remove_const_t<T>>& cell(T& plain) {
    return *static_cast<Scalar<std::remove_const_t<T>>*>(cell_of(std::addressof(plain)));
  }
  template <class T>
    requires(!Promotable<std::remove_const_t<T>>)
  T& cell(T& plain) {
    return plain;
  }

  template <class R, class RL, class... P, class... A>
  R run(RL (*thunk)(P...), A&... args) {
    static_assert(sizeof...(P) == sizeof...(A));
    if constexpr (detail::structured_call<RL, P...>)
      return run_structured<R, RL, P...>(thunk, args...);
    else
      return run_plain<R, RL, P...>(thunk, args...);
  }

  /// The promoted value of parameter `index`: what crossed, or the plain argument.
  template <Promotable T>
  Scalar<T> arg(int index, const T& plain) {
    if (detail::TensorImpl* p = crossed(index, dtype_of<detail::rep_t<T>>()))
      return detail::ScalarAccess::adopt<T>(p);
    return Scalar<T>(plain);
  }
  /// In a template: a structure of numbers, or what is not promoted.
  template <class T>
    requires(!Promotable<std::remove_const_t<T>>)
  auto& arg(int index, T& plain) {
    return inout(index, plain);
  }
  /// The promoted number behind an in-out parameter: the caller's own, or one that is written back
  /// when this call ends.
  template <Promotable T>
  Scalar<T>& inout(int index, T& plain) {
    return *static_cast<Scalar<T>*>(
        inout_cell(index, {std::addressof(plain), &detail::LiftedTypeOf<T>::table,
                           detail::HiddenRef::written}));
  }
  /// The number behind a `const T&` that may be the object of an in-out parameter, or a field that
  /// the function changes.
  template <Promotable T>
  const Scalar<T>& shared(int index, const T& plain) {
    return *static_cast<const Scalar<T>*>(
        shared_cell(index, {const_cast<T*>(std::addressof(plain)), &detail::LiftedTypeOf<T>::table,
                            detail::HiddenRef::plain}));
  }
  template <class T>
    requires(!Promotable<std::remove_const_t<T>>)
  auto& shared(int index, T& plain) {
    return inout(index, plain);
  }
  /// A structure of numbers: the caller's own, or a promoted copy that is written back.
  template <class T>
    requires(!Promotable<std::remove_const_t<T>>)
  auto& inout(int index, T& plain) {
    using H = std::remove_const_t<T>;
    using L = typename detail::LiftOf<H>::type;
    using R = std::conditional_t<std::is_const_v<T>, const L, L>;
    if constexpr (std::is_same_v<H, L>)
      return plain;
    else if (void* found = inout_structure(index, std::addressof(plain),
                                           std::is_const_v<T> ? nullptr : detail::end_kept<T, L>))
      return *static_cast<R*>(found);
    else
      return *static_cast<R*>(keep({new L(detail::LiftOf<H>::raise(plain)), std::addressof(plain),
                                    detail::end_kept<T, L>, nullptr}));
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
    requires(!Promotable<R> && std::is_same_v<R, Lift<R>>)
  R ret(R v) {
    return v;
  }
  /// A structure with numbers in it: as a whole beside the signature when one of them is staged.
  template <class R>
    requires(!Promotable<R> && !std::is_same_v<R, Lift<R>>)
  R ret(Lift<R> v) {
    using L = Lift<R>;
    L plain = v;
    if (detail::clear_staged(&plain, detail::StructureOf<L>::table))
      leave(new L(std::move(v)), detail::destroy_object<L>);
    return detail::LiftOf<R>::lower(plain);
  }

 private:
  friend struct detail::FrameAccess;
  template <class R, class RL, class... P, class... A>
  R run_plain(RL (*thunk)(P...), A&... args) {
    const detail::ArgRef refs[sizeof...(A) + 1] = {
        detail::ArgRef{const_cast<void*>(static_cast<const void*>(std::addressof(args))),
                       &detail::ArgTypeOf<P>::table}...,
        detail::ArgRef{nullptr, nullptr}};
    Tensor result = (this->*(outermost_ ? &Frame::run_graph : &Frame::run_call))(
        refs, sizeof...(A), reinterpret_cast<detail::Thunk>(thunk),
        &detail::Invoker<RL, P...>::invoke, detail::ResultTypeOf<R>::table);
    if constexpr (Promotable<R>)
      return number_result<R>(result);
    else if constexpr (!std::is_void_v<R>)
      return result;
  }
  template <Promotable R>
  R number_result(const Tensor& result) {
    using Rep = detail::rep_t<R>;
    if (outermost_) return static_cast<R>(result.template item<Rep>());
    const Scalar<Rep> s = result.template as_scalar<Rep>();
    if (!s.symbolic()) return static_cast<R>(s.value());
    leave(detail::ScalarAccess::sym(s));
    return R{};
  }
  template <class R, class RL, class... P, class... A>
  R run_structured(RL (*thunk)(P...), A&... args) {
    if (!outermost_) cannot_be_call();
    detail::StructuredCall call;
    (add_argument<P>(call, args), ...);
    detail::ResultType type = detail::ResultTypeOf<R>::table;
    type.parts = &call;
    const detail::ArgRef* refs = call.arguments();
    Tensor result = run_graph(refs, call.count(), reinterpret_cast<detail::Thunk>(thunk),
                              &detail::StructuredInvoker<RL, P...>::invoke, type);
    if constexpr (detail::Structured<R>) {
      using L = std::remove_cvref_t<RL>;
      const std::unique_ptr<L> made(static_cast<L*>(call.take_result()));
      return detail::LiftOf<R>::lower(std::move(*made));
    } else if constexpr (Promotable<R>) {
      return number_result<R>(result);
    } else if constexpr (!std::is_void_v<R>) {
      return result;
    }
  }
  template <class P, class A>
  static void add_argument(detail::StructuredCall& call, A& argument) {
    using D = std::remove_cvref_t<P>;
    if constexpr (detail::by_leaves<D> && std::is_same_v<D, Lift<std::remove_const_t<A>>> &&
                  !std::is_same_v<D, std::remove_const_t<A>>)
      call.template add_promoted<P>(argument);
    else
      call.template add<P>(argument, std::addressof(argument));
  }
  void reads(const detail::HiddenRef* refs, std::size_t count, const char* names);
  void reads_late(const detail::HiddenRef* refs, std::size_t count, const char* names);
  void* cell_of(const void* plain);
  void* crossed_cell(int index) const noexcept;
  void* inout_cell(int index, const detail::HiddenRef& plain);
  void* shared_cell(int index, const detail::HiddenRef& plain);
  void* plain_cell(const detail::HiddenRef& plain);
  /// `end`: how it is written back, where this parameter can change it. Two parameters may be one
  /// object, and the other one be const.
  void* inout_structure(int index, const void* plain, bool (*end)(void*, const void*)) noexcept;
  void* keep(detail::KeptStructure k);
  Tensor run_graph(const detail::ArgRef* args, std::size_t count, detail::Thunk thunk,
                   detail::Invoke invoke, detail::ResultType result);
  Tensor run_call(const detail::ArgRef* args, std::size_t count, detail::Thunk thunk,
                  detail::Invoke invoke, detail::ResultType result);
  bool becomes_call() const noexcept;
  /// An owned handle of what crossed, converted to `as`; null when nothing did.
  detail::TensorImpl* crossed(int index, DType as);
  void leave(detail::TensorImpl* result);
  [[noreturn]] void cannot_be_call() const;
  void leave(void* structure, void (*destroy)(void*) noexcept);
  void enter(std::uint64_t id) noexcept;
  /// Takes the crossing on top.
  void claim() noexcept;
  void known_as(detail::Thunk self) noexcept;

  Function* function_;
  Frame* caller_;
  detail::FrameCrossing* crossing_ = nullptr;
  detail::Thunk self_ = nullptr;
  const detail::HiddenRef* reads_ = nullptr;
  std::size_t reads_count_ = 0;
  const char* reads_names_ = "";
  const char* object_ = nullptr;
  std::size_t object_size_ = 0;
  detail::KeptStructure* structures_ = nullptr;
  detail::EagerCells* cells_ = nullptr;  ///< of an eager call, made on demand
  std::size_t depth_ = 0;                ///< regions open when it began; 0: no graph is being built
  int level_ = 0;                        ///< functions of the graph that were being built
  bool kept_ = false;
  bool outermost_ = false;
  bool root_ = false;  ///< the self-call that builds a graph
};

namespace detail {

/// The promoted arguments and result of one call, beside its C++ signature. LIFO per thread.
struct FrameCrossing {
  explicit FrameCrossing(std::uint64_t declaration);
  FrameCrossing(const FrameCrossing&) = delete;
  FrameCrossing& operator=(const FrameCrossing&) = delete;
  /// Errors: as finish(); a call without a result has only this place for them.
  ~FrameCrossing() noexcept(false);
  void deposit(int index, TensorImpl* value);
  /// What to pass: the same place for the same number.
  void* deposit_cell(int index, void* scalar, DType dtype);
  bool lost(int index) const { return !claimed || !(taken >> index & 1); }
  /// After the call: AG0313 when something was deposited and nobody took it.
  void finish();

  std::uint64_t id;
  Thunk target = nullptr;  ///< id 0 (ag::trace): the function it is for
  FrameCrossing* below;
  TensorImpl* arguments[16] = {};
  /// Promoted numbers that are passed by reference. What C++ passes for them stands in `plain`, of
  /// one that is passed twice at the same place `at`.
  struct Cell {
    void* scalar = nullptr;
    DType dtype = DType::f32;
    bool structure = false;  ///< a promoted structure of numbers
    std::uint64_t plain = 0;
    std::uint64_t* at = nullptr;
  };
  Cell cells[16] = {};
  TensorImpl* result = nullptr;
  void* structure = nullptr;  ///< a structured result with staged numbers
  void (*destroy)(void*) noexcept = nullptr;
  bool claimed = false;
  std::uint32_t taken = 0;  ///< bit i: the callee has asked for argument i
  bool open = true;         ///< still on the thread's stack
  std::source_location where;

 private:
  /// True when one is staged; numbers that are not were the callee's like any others.
  bool take_cells_back();
};
void deposit(int index, TensorImpl* symbolic);
void* deposit_cell(int index, void* scalar, DType dtype);
void deposit_structure(int index, const void* structure);

/// What C++ passes for a structure that crosses beside the signature.
template <class T>
T& dummy() {
  static thread_local T value{};
  return value;
}
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
  Lift<R> result(R&& plain) {
    finish();
    if constexpr (std::is_same_v<R, Lift<R>>) {
      return std::forward<R>(plain);
    } else {
      using L = Lift<R>;
      if (structure) return std::move(*static_cast<L*>(structure));
      return detail::LiftOf<std::remove_cvref_t<R>>::raise(plain);
    }
  }
};

/// `Apart().of(g(x))`: among the arguments of a call with a crossing, a call in which nothing may
/// take that crossing.
class Apart : detail::FrameCrossing {
 public:
  Apart() : FrameCrossing(1) {}
  template <class R>
  R of(R&& r) {
    finish();
    return static_cast<R&&>(r);
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
decltype(auto) pass(int index, T&& v) {
  using H = typename detail::HostOf<std::remove_cvref_t<T>>::type;
  if constexpr (std::is_same_v<H, std::remove_cvref_t<T>>) {
    return std::forward<T>(v);
  } else {  // in a template, of a structure of numbers
    detail::deposit_structure(index, std::addressof(v));
    return (detail::dummy<H>());
  }
}
/// The same by reference: the callee gets the number itself.
template <Promotable T>
T& pass_ref(int index, Scalar<T>& v) {
  T* plain = static_cast<T*>(detail::deposit_cell(index, &v, dtype_of<detail::rep_t<T>>()));
  *plain = detail::ScalarAccess::raw(v);
  return *plain;
}
template <Promotable T>
const T& pass_ref(int index, const Scalar<T>& v) {
  return pass_ref(index, const_cast<Scalar<T>&>(v));
}
/// A structure of numbers, by value or by reference; or what is not promoted.
template <class V>
  requires(!detail::is_scalar<V>)
decltype(auto) pass_ref(int index, V&& v) {
  using L = std::remove_cvref_t<V>;
  using H = typename detail::HostOf<L>::type;
  if constexpr (std::is_same_v<H, L>) {
    return static_cast<V&&>(v);
  } else {
    detail::deposit_structure(index, std::addressof(v));
    return (detail::dummy<H>());
  }
}

}  // namespace ag
