// The leaves of a structured value: how state, arguments and results that are aggregates, pairs,
// tuples, arrays, optionals, vectors, maps or classes with AG_FIELDS are taken apart. Types are
// told apart by their shape, so no container's header is needed here. What is done with the leaves
// is not decided here (runtime/api/fields.h, state.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "autograft/aggregate.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

/// In a class, public part or not: the fields that hold its value, so that objects of it can be
/// state, arguments and results.
#define AG_FIELDS(...)                                                                             \
  friend struct ::ag::detail::FieldsAccess;                                                        \
  void ag_fields(::ag::detail::Leaves& ag_leaves) {                                                \
    ::ag::detail::visit_listed(ag_leaves, #__VA_ARGS__, __VA_ARGS__);                              \
  }

namespace ag::detail {

/// What is known of a host type: null where the type has no such thing.
struct HostType {
  std::size_t (*hash)(const void*);
  bool (*equal)(const void*, const void*);
  void* (*copy)(const void*);
  void (*destroy)(void*) noexcept;
};

/// A part of a structured value that has no parts.
struct Leaf {
  enum Kind : std::uint8_t { tensor, scalar, number, host } kind = tensor;
  DType dtype = DType::f32;        ///< of a scalar or number
  void* object = nullptr;          ///< a Tensor, a Scalar<T>, a number or a host object
  const HostType* type = nullptr;  ///< of a host object or number
};

/// Collects the leaves of objects in order, and the facts of their structure: how many elements
/// containers have.
class Leaves {
 public:
  /// `named`: the leaves' names are wanted, too.
  explicit Leaves(bool named = false);
  ~Leaves();
  /// What comes next is called `name`; `fields` are the names of its fields where the tool knows
  /// them: `{pos,vel{x,y}}`.
  void begin(std::string name, const char* fields);
  void add(const Leaf& leaf);
  /// The length of a container; whether an optional holds a value.
  void extent(std::size_t n);

  /// A part of the object: its name is added to the path until leave().
  struct Mark {
    std::size_t length;
    const char* fields;
  };
  Mark enter(const char* name, std::size_t length);
  Mark enter_element(std::size_t index);
  Mark enter_field(std::size_t index);
  void leave(Mark mark);

  std::vector<Leaf> leaves;
  std::vector<std::string> names;    ///< of the leaves, when asked for
  std::vector<std::size_t> extents;  ///< in order

 private:
  std::string path_;
  const char* fields_ = nullptr;
  bool named_;
};

/// A structured type, untyped: one table a type.
struct Structure {
  void (*visit)(void* object, Leaves& leaves);
  void* (*copy)(const void*);                  ///< null: not copyable
  void (*assign)(void* to, const void* from);  ///< null: not copyable
  void (*destroy)(void*) noexcept;
};

struct FieldsAccess {
  template <class T>
  static constexpr bool listed = requires(T& t, Leaves& l) { t.ag_fields(l); };
  template <class T>
  static void visit(T& t, Leaves& l) {
    t.ag_fields(l);
  }
};

// ---- which kind of type

/// sequence: vector, array, deque, list, T[n] · optional · map · tuple: also pair · listed: has
/// AG_FIELDS · aggregate · host: a value without parts.
enum class FieldForm : std::uint8_t {
  tensor,
  scalar,
  number,
  sequence,
  optional,
  map,
  tuple,
  listed,
  aggregate,
  host
};

template <class T>
inline constexpr bool is_scalar_type = false;
template <class T>
inline constexpr bool is_scalar_type<Scalar<T>> = true;
template <class T>
inline constexpr bool is_scalar = is_scalar_type<std::remove_cvref_t<T>>;

template <class T>
concept MapLike = requires(T& t) {
  typename T::key_type;
  typename T::mapped_type;
  t.begin();
};
template <class T>
concept OptionalLike = requires(T& t) {
  typename T::value_type;
  t.has_value();
  t.reset();
  *t;
};
template <class T>
concept SequenceLike = requires(T& t) {
  typename T::value_type;
  t.begin();
  t.end();
  t.size();
} && !requires { typename T::key_type; };
template <class T>
concept TupleLike = requires { std::tuple_size<T>::value; };

template <class T>
consteval bool has_tensors();

template <class T>
consteval FieldForm form_of() {
  if constexpr (std::is_same_v<T, Tensor> || std::is_same_v<T, Variable>)
    return FieldForm::tensor;
  else if constexpr (is_scalar_type<T>)
    return FieldForm::scalar;
  else if constexpr (Promotable<T>)
    return FieldForm::number;
  else if constexpr (std::is_array_v<T>)
    return FieldForm::sequence;
  else if constexpr (!std::is_class_v<T>)
    return FieldForm::host;
  else if constexpr (FieldsAccess::listed<T>)
    return FieldForm::listed;
  else if constexpr (MapLike<T>)
    return has_tensors<typename T::mapped_type>() ? FieldForm::map : FieldForm::host;
  else if constexpr (OptionalLike<T>)
    return FieldForm::optional;
  else if constexpr (SequenceLike<T>)
    return has_tensors<typename T::value_type>() || TupleLike<T> ? FieldForm::sequence
                                                                 : FieldForm::host;
  else if constexpr (TupleLike<T>)
    return FieldForm::tuple;
  else if constexpr (field_count<T>() > 0)
    return FieldForm::aggregate;
  else
    return FieldForm::host;
}

struct AnyTensors {
  template <class... T>
  std::bool_constant<(has_tensors<std::remove_cvref_t<T>>() || ...)> operator()(T&...) const;
};
template <class T, std::size_t... I>
consteval bool tuple_has_tensors(std::index_sequence<I...>) {
  return (has_tensors<std::remove_cvref_t<std::tuple_element_t<I, T>>>() || ...);
}
/// A Tensor or Scalar among the parts. What a class with AG_FIELDS lists counts as one.
template <class T>
consteval bool has_tensors() {
  constexpr FieldForm form = form_of<T>();
  if constexpr (form == FieldForm::tensor || form == FieldForm::scalar || form == FieldForm::listed)
    return true;
  else if constexpr (std::is_array_v<T>)
    return has_tensors<std::remove_cv_t<std::remove_all_extents_t<T>>>();
  else if constexpr (form == FieldForm::map)
    return has_tensors<typename T::mapped_type>();
  else if constexpr (form == FieldForm::optional || form == FieldForm::sequence)
    return has_tensors<typename T::value_type>();
  else if constexpr (form == FieldForm::tuple)
    return tuple_has_tensors<T>(std::make_index_sequence<std::tuple_size<T>::value>());
  else if constexpr (form == FieldForm::aggregate)
    return decltype(with_fields(std::declval<T&>(), AnyTensors{}))::value;
  else
    return false;
}

template <class T>
concept Structured = form_of<T>() >= FieldForm::sequence && form_of<T>() <= FieldForm::aggregate;

// ---- host values

template <class T>
concept Hashable = requires(const T& v) {
  { std::hash<T>{}(v) } -> std::convertible_to<std::size_t>;
};
template <class T>
concept HashableList = SequenceLike<T> && Hashable<typename T::value_type>;

/// A vector says that it has `==` whether its elements have one or not.
template <class T>
consteval bool comparable() {
  if constexpr (SequenceLike<T>)
    return std::equality_comparable<typename T::value_type> && std::equality_comparable<T>;
  else
    return std::equality_comparable<T>;
}
template <class T>
std::size_t hash_host(const void* p) {
  const T& v = *static_cast<const T*>(p);
  if constexpr (Hashable<T>) {
    return std::hash<T>{}(v);
  } else {
    std::size_t h = 1469598103934665603u;
    for (const auto& e : v)
      h = (h ^ std::hash<std::remove_cvref_t<decltype(e)>>{}(e)) * 1099511628211u;
    return h;
  }
}
template <class T>
bool equal_host(const void* a, const void* b) {
  return *static_cast<const T*>(a) == *static_cast<const T*>(b);
}
template <class T>
void* copy_object(const void* p) {
  return new T(*static_cast<const T*>(p));
}
template <class T>
void destroy_object(void* p) noexcept {
  delete static_cast<T*>(p);
}
/// In place, so that fields may be const and tensors need not ask where they were born.
template <class T>
void assign_object(void* to, const void* from) {
  T* object = static_cast<T*>(to);
  T copy(*static_cast<const T*>(from));
  std::destroy_at(object);
  std::construct_at(object, std::move(copy));
}

template <class T>
struct HostTypeOf {
  static consteval HostType make() {
    HostType t{};
    if constexpr (Hashable<T> || HashableList<T>) t.hash = hash_host<T>;
    if constexpr (comparable<T>()) t.equal = equal_host<T>;
    if constexpr (std::is_copy_constructible_v<T>) t.copy = copy_object<T>;
    t.destroy = destroy_object<T>;
    return t;
  }
  static constexpr HostType table = make();
};

// ---- visiting

template <class T>
void visit_leaves(T& object, Leaves& leaves);

template <class T>
void visit_part(T& part, Leaves& leaves, Leaves::Mark mark) {
  visit_leaves(part, leaves);
  leaves.leave(mark);
}
template <class T, std::size_t... I>
void visit_tuple(T& object, Leaves& leaves, std::index_sequence<I...>) {
  if constexpr (requires { object.first; }) {
    visit_part(object.first, leaves, leaves.enter("first", 5));
    visit_part(object.second, leaves, leaves.enter("second", 6));
  } else {
    (visit_part(get<I>(object), leaves, leaves.enter_element(I)), ...);
  }
}

template <class T>
void visit_host(T& object, Leaves& leaves) {
  void* p = const_cast<void*>(static_cast<const volatile void*>(std::addressof(object)));
  leaves.add({Leaf::host, DType::i64, p, &HostTypeOf<T>::table});
}

template <class Written>
void visit_leaves(Written& written, Leaves& leaves) {
  using T = std::remove_cv_t<Written>;
  T& object = const_cast<T&>(written);
  constexpr FieldForm form = form_of<T>();
  if constexpr (form == FieldForm::tensor) {
    leaves.add({Leaf::tensor, DType::f32, &object, nullptr});
  } else if constexpr (form == FieldForm::scalar) {
    leaves.add({Leaf::scalar, dtype_of<rep_t<typename T::value_type>>(), &object, nullptr});
  } else if constexpr (form == FieldForm::number) {
    leaves.add({Leaf::number, dtype_of<rep_t<T>>(), &object, &HostTypeOf<T>::table});
  } else if constexpr (form == FieldForm::sequence) {
    std::size_t index = 0;
    if constexpr (!std::is_array_v<T> && !TupleLike<T>) leaves.extent(object.size());
    for (auto& element : object) visit_part(element, leaves, leaves.enter_element(index++));
  } else if constexpr (form == FieldForm::optional) {
    leaves.extent(object.has_value());
    if (object.has_value()) visit_leaves(*object, leaves);
  } else if constexpr (form == FieldForm::map) {
    leaves.extent(object.size());
    std::size_t index = 0;
    for (auto& [key, value] : object) {
      const Leaves::Mark mark = leaves.enter_element(index++);
      visit_host(const_cast<typename T::key_type&>(key), leaves);
      visit_part(value, leaves, mark);
    }
  } else if constexpr (form == FieldForm::tuple) {
    visit_tuple(object, leaves, std::make_index_sequence<std::tuple_size<T>::value>());
  } else if constexpr (form == FieldForm::listed) {
    FieldsAccess::visit(object, leaves);
  } else if constexpr (form == FieldForm::aggregate) {
    with_fields(object, [&](auto&... field) {
      std::size_t index = 0;
      (visit_part(field, leaves, leaves.enter_field(index++)), ...);
    });
  } else {
    visit_host(object, leaves);
  }
}

/// Moves `names`, the list of AG_FIELDS, to its next name and gives that name's length.
std::size_t next_name(const char*& names);

template <class... T>
void visit_listed(Leaves& leaves, const char* names, T&... fields) {
  auto one = [&](auto& field) {
    const std::size_t length = next_name(names);
    visit_part(field, leaves, leaves.enter(names, length));
    names += length;
  };
  (one(fields), ...);
}

template <class T>
struct StructureOf {
  static void visit(void* object, Leaves& leaves) {
    visit_leaves(*static_cast<T*>(object), leaves);
  }
  static consteval Structure make() {
    Structure s{visit, nullptr, nullptr, nullptr};
    if constexpr (std::is_copy_constructible_v<T> && std::is_move_constructible_v<T>) {
      s.copy = copy_object<T>;
      s.assign = assign_object<T>;
      s.destroy = destroy_object<T>;
    }
    return s;
  }
  static constexpr Structure table = make();
};
/// Arrays are copied element by element, in a class of their own.
template <class T, std::size_t N>
struct StructureOf<T[N]> {
  struct Copy {
    T elements[N];
  };
  static void visit(void* object, Leaves& leaves) {
    visit_leaves(*static_cast<T(*)[N]>(object), leaves);
  }
  static constexpr Structure table{visit, copy_object<Copy>, assign_object<Copy>,
                                   destroy_object<Copy>};
};

}  // namespace ag::detail
