// The state lists of emitted code: `::ag::state("n,s{pos,vel}", n, s)` describes, untyped, the
// variables that a construct may change. Reading and writing them is in runtime/api/state.cpp.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>

#include "autograft/fields.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

namespace ag {

/// A return value that no path may have set yet (signature.h). R is the declared result type.
template <class R>
class Slot;

namespace detail {

/// Where one state variable lives and what it is; the cursors read and write it untyped.
struct StateEntry {
  enum Kind : std::uint8_t { tensor, scalar, number, structure } kind = tensor;
  DType dtype = DType::f32;          ///< of a scalar or a plain number
  void* object = nullptr;            ///< a Tensor, a Scalar<T>, a number that is not
                                     ///< promoted, a structure
  bool* set = nullptr;               ///< a return slot's flag: no path may have set it yet
  const Structure* parts = nullptr;  ///< of a structure
};
struct StateView {
  const char* names = "";
  const StateEntry* entries = nullptr;
  std::size_t count = 0;
};

inline StateEntry state_entry(Tensor& t) { return {StateEntry::tensor, DType::f32, &t}; }
template <std::same_as<Variable> V>
StateEntry state_entry(V& v) {
  variable_used(v);
  return state_entry(static_cast<Tensor&>(v));
}
/// `auto a = t[i];` is a value of its own.
inline StateEntry state_entry(Item& i) { return state_entry(i.own()); }
template <Promotable T>
StateEntry state_entry(Scalar<T>& s) {
  return {StateEntry::scalar, dtype_of<rep_t<T>>(), &s};
}
/// In a template with T = int: an ordinary number, which may not become symbolic.
template <Number T>
StateEntry state_entry(T& n) {
  return {StateEntry::number, dtype_of<T>(), &n};
}
/// Leaf by leaf (fields.h). A host object has none, but may not differ between paths.
template <class T>
  requires(!Number<T> && !std::same_as<T, Variable>)
StateEntry state_entry(T& object) {
  return {StateEntry::structure, DType::f32, std::addressof(object), nullptr,
          &StructureOf<T>::table};
}
template <class R>
StateEntry state_entry(Slot<R>& s);

template <std::size_t N>
struct State {
  const char* names;
  StateEntry entries[N ? N : 1];
  operator StateView() const { return {names, entries, N}; }  // NOLINT: meant to convert
};
}  // namespace detail

/// The variables a construct may change, with their names in the source, comma-separated; a name
/// may be followed by those of its fields: "n,s{pos,vel}".
template <class... S>
detail::State<sizeof...(S)> state(const char* names, S&... s) {
  return {names, {detail::state_entry(s)...}};
}
inline detail::State<0> state() { return {"", {}}; }

}  // namespace ag
