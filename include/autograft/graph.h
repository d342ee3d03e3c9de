// ag::Graph, ag::trace, ag::spec and ag::trace_count: getting a graph object from a callable,
// looking at it and calling it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "autograft/function.h"

namespace ag {

/// What a graph input or output looks like: dtype and extents, -1 = any extent.
struct Spec {
  DType dtype = DType::f32;
  std::vector<std::int64_t> dims;
  std::string name;  ///< the user's name where it is known
};

/// ag::spec<float>({-1, 784}); ag::spec<int>({}) is one number.
Spec spec(DType dtype, std::initializer_list<std::int64_t> dims);
template <Element T>
Spec spec(std::initializer_list<std::int64_t> dims) {
  return spec(dtype_of<T>(), dims);
}

namespace detail {
struct GraphState;
/// One argument of a call while tracing: a tensor handle, and where numbers cross.
struct TraceArg {
  Tensor tensor;
  DType dtype;
};
/// Calls the user's callable with symbolic arguments (or, in a program that is compiled as it
/// stands, with values); returns handles (owned) of its results.
struct TraceCall {
  virtual ~TraceCall() = default;
  virtual Tensor call(TraceArg* args) = 0;
  std::size_t arity = 0;
  std::uint64_t inout = 0;    ///< bit i: parameter i is a mutable Tensor&
  std::uint64_t numbers = 0;  ///< bit i: parameter i is a C++ number (its value crosses)
  bool returns = true;
};
}  // namespace detail

/// A traced function: call it, print it, count its nodes. Copies share the graph.
class Graph {
 public:
  /// Runs it. Tensors and numbers; dtypes and extents must fit the specs. Exactly one output
  /// (use run() otherwise). Errors: AG0215 when an argument does not fit.
  template <class... A>
  Tensor operator()(const A&... args) const {
    const Tensor list[sizeof...(A) + 1] = {Tensor(args)..., Tensor()};
    return call(list, sizeof...(A));
  }
  /// All outputs: the result, then the final values of Tensor& parameters.
  std::vector<Tensor> run(const std::vector<Tensor>& inputs) const;

  /// Canonical text (docs/internals/ir.md).
  std::string text() const;
  /// Graphviz, regions as nested boxes.
  std::string dot() const;
  /// The same for programs: functions, regions, ops, types, attributes, places.
  std::string json() const;
  std::vector<Spec> inputs() const;
  std::vector<Spec> outputs() const;
  /// Ops of that name in all regions; "loop" counts while and for.
  std::int64_t node_count(std::string_view op) const;

 private:
  friend Graph trace_core(std::shared_ptr<detail::TraceCall>, std::vector<Spec>,
                          std::source_location);
  friend void save(const Graph&, const std::string&, std::source_location);
  friend Graph load(const std::string&, std::source_location);
  Tensor call(const Tensor* args, std::size_t count) const;
  std::shared_ptr<detail::GraphState> state_;
};

Graph trace_core(std::shared_ptr<detail::TraceCall> f, std::vector<Spec> specs,
                 std::source_location where);

namespace detail {
/// A number parameter gets a dummy: its value crosses beside the signature.
template <class P>
decltype(auto) trace_argument(TraceArg& a) {
  using D = std::remove_cvref_t<P>;
  if constexpr (Number<D>)
    return a.tensor.symbolic() ? D{} : a.tensor.item<D>();
  else if constexpr (is_scalar<D>)
    return D(a.tensor);
  else if constexpr (std::is_lvalue_reference_v<P>)
    return static_cast<Tensor&>(a.tensor);
  else
    return Tensor(a.tensor);
}
template <class P>
constexpr bool is_inout =
    std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;

/// What a converted lambda's Frame is known by (callable.h).
template <class F>
constexpr std::uint64_t crossing_of() {
  if constexpr (requires { F::closure.crossing; })
    return F::closure.crossing;
  else
    return 0;
}

template <class F, class R, class... P>
struct TraceCallOf final : TraceCall {
  static_assert(((std::is_same_v<std::remove_cvref_t<P>, Tensor> ||
                  Number<std::remove_cvref_t<P>> || is_scalar<std::remove_cvref_t<P>>) &&
                 ...),
                "ag::trace takes callables whose parameters are tensors and numbers; bind other "
                "arguments with a lambda");
  explicit TraceCallOf(F f) : callable(std::move(f)) {
    arity = sizeof...(P);
    returns = !std::is_void_v<R>;
    std::size_t i = 0;
    ((inout |= static_cast<std::uint64_t>(is_inout<P>) << i,
      numbers |= static_cast<std::uint64_t>(Number<std::remove_cvref_t<P>>) << i, ++i),
     ...);
  }
  Tensor call(TraceArg* a) override { return go(a, std::index_sequence_for<P...>{}); }
  template <std::size_t... I>
  Tensor go(TraceArg* a, std::index_sequence<I...>) {
    (void)a;
    FrameCrossing crossing(crossing_of<F>());
    // Nobody but the callable itself may take the numbers.
    if constexpr (std::is_pointer_v<F>) crossing.target = reinterpret_cast<Thunk>(callable);
    for (std::size_t i = 0; i < arity; ++i)
      if ((numbers >> i & 1) && a[i].tensor.symbolic())
        crossing.deposit(static_cast<int>(i), Arg(a[i].tensor).impl());
    if constexpr (std::is_void_v<R>) {
      callable(trace_argument<P>(a[I])...);
      crossing.finish();
      return {};
    } else if constexpr (Number<R>) {
      const R plain = callable(trace_argument<P>(a[I])...);
      crossing.finish();
      Scalar<R> s(plain);
      if (crossing.result) ScalarAccess::write(&s, dtype_of<R>(), R{}, crossing.result);
      return Tensor(s);
    } else {
      Tensor result(callable(trace_argument<P>(a[I])...));
      crossing.finish();
      return result;
    }
  }
  F callable;
};

template <class F, class R, class... P>
std::shared_ptr<TraceCall> make_call(F f, R (*)(P...)) {
  return std::make_shared<TraceCallOf<F, R, P...>>(std::move(f));
}
template <class C, class R, class... P>
R (*signature(R (C::*)(P...) const))(P...);
template <class C, class R, class... P>
R (*signature(R (C::*)(P...)))(P...);
}  // namespace detail

/// The graph of `f` for arguments like `specs`: any function or callable object with one call
/// operator; `-1` is any extent. What a lambda has captured is a constant of the graph. In a
/// program that is compiled as it stands, a callable that no graph can be built of runs op by op
/// instead. Errors: what building it raises, at the user's line.
template <class R, class... P, class... S>
Graph trace(R (*f)(P...), const S&... specs) {
  return trace_core(detail::make_call(f, f), {Spec(specs)...}, std::source_location::current());
}
template <class F, class... S>
  requires requires { &F::operator(); }
Graph trace(F f, const S&... specs) {
  using Sig = decltype(detail::signature(&F::operator()));
  return trace_core(detail::make_call(std::move(f), Sig{}), {Spec(specs)...},
                    std::source_location::current());
}
/// Generic callables (`auto` parameters) get tensors.
template <class F, class... S>
  requires(!requires { &F::operator(); } && std::is_class_v<F>)
Graph trace(F f, const S&... specs) {
  using R = decltype(f((static_cast<void>(specs), std::declval<Tensor>())...));
  using Sig = R (*)(std::conditional_t<true, Tensor, S>...);
  return trace_core(detail::make_call(std::move(f), Sig{}), {Spec(specs)...},
                    std::source_location::current());
}

namespace detail {
std::int64_t trace_count_of(Thunk f);
}
/// Graphs built so far for an annotated function (0 before its first call in graph mode).
template <class R, class... P>
std::int64_t trace_count(R (*f)(P...)) {
  return detail::trace_count_of(detail::address_of(f));
}
/// The same of a member function that is not virtual: `trace_count(&Layer::forward)`.
template <class M>
  requires std::is_member_function_pointer_v<M>
std::int64_t trace_count(M f) {
  return detail::trace_count_of(detail::address_of(f));
}

}  // namespace ag
