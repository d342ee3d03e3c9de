// ag::function, and what emitted code makes of a lambda that is given to it or to ag::trace: the
// lambda in a wrapper that knows where it stands and which of its numbers may be staged. How graphs
// are looked up and built is in function.h.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "autograft/graph.h"

/// What is known of a converted lambda; emitted code puts it in front of each.
#define AG_CLOSURE(name, line, column, crossing, lifted)                                           \
  [] { return ::ag::Closure{name, __FILE__, line, column, crossing, lifted}; }

namespace ag {

struct Closure {
  const char* name;
  const char* file;
  std::uint32_t line;
  std::uint32_t column;
  std::uint64_t crossing;  ///< what its Frame is known by
  std::uint64_t lifted;    ///< bit i: parameter i takes a staged number; 32 + i: by its address
};

/// A lambda whose body the tool has converted.
template <class Info, class L>
struct Converted : L {
  static constexpr Closure closure = Info{}();
};
template <class Info, class L>
constexpr Converted<Info, L> converted(Info, L lambda) {
  return {std::move(lambda)};
}

namespace detail {

template <class F>
concept ConvertedClosure = requires { F::closure.lifted; };

/// The address by which ag::trace_count finds the caches of one ag::function.
template <class F>
void function_tag() {}

/// What is handed back for a result: items and ag::Scalar become tensors.
template <class R, class D = std::remove_cvref_t<R>>
using handed =
    std::conditional_t<!std::is_void_v<R> && (is_scalar<D> || std::is_same_v<D, Item>), Tensor, D>;

/// The graphs of a converted lambda that captures nothing, for one kind of arguments.
template <class F, class R, class... P>
struct CachedCall {
  static_assert(std::is_empty_v<F>);
  static inline constinit Function function{F::closure.name, F::closure.file, F::closure.line,
                                            F::closure.column};

  template <std::size_t I, class T, class D = std::remove_cvref_t<T>>
  static constexpr bool by_address =
      std::is_lvalue_reference_v<T> && (!std::is_const_v<std::remove_reference_t<T>> ||
                                        !Promotable<D> || (F::closure.lifted >> (32 + I) & 1) != 0);
  /// What the self-call gets for parameter I. A flag or an enumerator chooses a graph.
  template <std::size_t I, class T, class D = std::remove_cvref_t<T>>
  static constexpr bool is_lifted =
      (F::closure.lifted >> I & 1) != 0 && !std::is_same_v<Lift<D>, D> &&
      (by_address<I, T> || !(std::is_same_v<D, bool> || std::is_enum_v<D>));
  template <class T, class L = Lift<T>>
  using Shared = std::conditional_t<Promotable<std::remove_cvref_t<T>> &&
                                        std::is_const_v<std::remove_reference_t<T>>,
                                    const L, L>&;
  template <std::size_t I, class T>
  using Given = std::conditional_t<is_lifted<I, T>,
                                   std::conditional_t<by_address<I, T>, Shared<T>, Lift<T>>, T>;

  template <std::size_t I, class T>
  static decltype(auto) hand_on(std::remove_reference_t<Given<I, T>>& v) {
    if constexpr (!is_lifted<I, T>)
      return static_cast<T&&>(v);
    else if constexpr (Promotable<std::remove_cvref_t<T>> && !by_address<I, T>)
      return pass(static_cast<int>(I), v);
    else
      return pass_ref(static_cast<int>(I), v);
  }

  template <std::size_t... I>
  static R go(std::index_sequence<I...>, P... p) {
    Frame frame(function);
    if (frame.outermost(&function_tag<F>))
      return frame.template run<R>(
          +[](Given<I, P>... q) -> Lift<R> {
            if constexpr (std::is_void_v<R>)
              (Crossing(F::closure.crossing), F{}(hand_on<I, P>(q)...));
            else
              return Crossing(F::closure.crossing).result(F{}(hand_on<I, P>(q)...));
          },
          p...);
    return F{}(static_cast<P&&>(p)...);
  }
  static R call(P... p) { return go(std::index_sequence_for<P...>{}, static_cast<P&&>(p)...); }
};

/// What a parameter of a generic lambda is for an argument of type A (`A&&` in the call).
template <class A, class D = std::remove_cvref_t<A>>
using given =
    std::conditional_t<std::is_same_v<D, Tensor> && std::is_lvalue_reference_v<A>, A,
                       std::conditional_t<std::is_same_v<D, Item>, Tensor, std::decay_t<A>>>;

template <class F>
auto signature_of() {
  if constexpr (std::is_pointer_v<F>)
    return F{};
  else if constexpr (requires { &F::operator(); })
    return decltype(signature(&F::operator())){};
}

}  // namespace detail

/// What ag::function gives: a callable object.
template <class F, class Sig = decltype(detail::signature_of<F>())>
class Callable {
 public:
  explicit constexpr Callable(F f) : f_(std::move(f)) {}

  /// Generic: types as the arguments have them, tensors and what converts to one as tensors.
  template <class... A>
    requires std::is_invocable_v<F&, detail::given<A>...>
  auto operator()(A&&... args) const {
    using R = detail::handed<std::invoke_result_t<F&, detail::given<A>...>>;
    if constexpr (detail::ConvertedClosure<F>)
      return detail::CachedCall<F, R, detail::given<A>...>::call(std::forward<A>(args)...);
    else
      return static_cast<R>(f_(static_cast<detail::given<A>>(std::forward<A>(args))...));
  }

  const F& target() const { return f_; }
  friend bool operator==(const Callable&, const Callable&) { return true; }

 private:
  [[no_unique_address]] mutable F f_;
};

template <class F, class R, class... P>
class Callable<F, R (*)(P...)> {
 public:
  explicit constexpr Callable(F f) : f_(std::move(f)) {}

  detail::handed<R> operator()(P... args) const {
    if constexpr (detail::ConvertedClosure<F>)
      return detail::CachedCall<F, detail::handed<R>, P...>::call(static_cast<P&&>(args)...);
    else
      return f_(static_cast<P&&>(args)...);
  }

  const F& target() const { return f_; }
  friend bool operator==(const Callable& a, const Callable& b) {
    if constexpr (std::is_pointer_v<F>) return a.f_ == b.f_;
    return true;
  }

 private:
  [[no_unique_address]] mutable F f_;
};

/// Makes an annotated function of a lambda that captures nothing: called with tensors and numbers
/// it builds a graph for each kind of arguments and runs it, as an AG_FUNCTION does. A function
/// that is annotated already, or the object of a class whose call operator is, may be given as well
/// and stays what it is. Where the tool has converted nothing the callable is simply called.
template <class F>
constexpr Callable<F> function(F f) {
  return Callable<F>(std::move(f));
}

/// Graphs built so far for an ag::function, over all kinds of arguments.
template <class F, class S>
std::int64_t trace_count(const Callable<F, S>& f) {
  if constexpr (std::is_pointer_v<F>)
    return trace_count(f.target());
  else
    return detail::trace_count_of(&detail::function_tag<F>);
}

/// The graph of what an ag::function holds.
template <class F, class Sig, class... S>
Graph trace(const Callable<F, Sig>& f, const S&... specs) {
  return trace(f.target(), specs...);
}

}  // namespace ag
