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

#include "autograft/signature.h"

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
