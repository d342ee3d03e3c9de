// See structured.h.
#include "api/structured.h"

#include <deque>

#include "api/fields.h"
#include "support/fail.h"

namespace ag::detail {

struct StructuredCall::Data {
  struct Parameter {
    void* object;
    const ArgType* plain;    ///< not taken apart
    const Structure* parts;  ///< taken apart
    bool inout;
    std::size_t same;                 ///< the first parameter that is the same object
    std::vector<std::size_t> inputs;  ///< argument for each leaf; 0: none
    std::size_t plain_input = 0;
    std::shared_ptr<void> made;  ///< while the graph is built
    void* given = nullptr;  ///< a promoted structure of numbers: the caller's; `object` is ours
    std::shared_ptr<void> promoted = {};
    void (*lower)(void* given, const void* promoted) = nullptr;
  };
  std::vector<Parameter> parameters;
  std::vector<ArgRef> arguments;
  std::vector<std::size_t> facts;  ///< extents, and which tensors are not set
  std::deque<Tensor> scalars;
  std::deque<ArgType> host_types;
  std::shared_ptr<void> result;
  const Structure* result_type = nullptr;
  void* finished = nullptr;  ///< the result of this call
};

namespace {

using Parameter = StructuredCall::Data::Parameter;

constexpr ArgType this_call{ArgType::object, DType::f32, nullptr, nullptr,
                            nullptr,         nullptr,    nullptr, nullptr};

std::shared_ptr<void> copy_of(const void* object, const Structure& type) {
  if (!type.copy)
    fail("AG0304", {}, "an object of a class that cannot be copied is an argument or a result");
  return {type.copy(object), type.destroy};
}

Leaves leaves_of(void* object, const Structure& type) {
  Leaves leaves;
  type.visit(object, leaves);
  return leaves;
}

ArgType host_type(const Leaf& leaf, std::size_t parameter) {
  const HostType& t = *leaf.type;
  if (!t.hash || !t.equal || !t.copy)
    fail("AG0304", {},
         "argument {} of an annotated function has a part without `==` and std::hash; its value is "
         "part of the key under which graphs are kept",
         parameter + 1);
  return {ArgType::host, DType::i64, nullptr, t.hash, t.equal, t.copy, t.destroy, nullptr};
}

/// A promoted number in an argument: data once it varies, or part of the key.
template <Number T>
struct NumberLeaf {
  static AnyNumber number(const void* p) { return ScalarAccess::read(p, dtype_of<T>()).number; }
  static std::size_t hash(const void* p) { return std::hash<std::uint64_t>{}(number(p).bits); }
  static bool equal(const void* a, const void* b) { return number(a).bits == number(b).bits; }
  static void* copy(const void* p) { return new Scalar<T>(*static_cast<const Scalar<T>*>(p)); }
  static void destroy(void* p) noexcept { delete static_cast<Scalar<T>*>(p); }
  static constexpr ArgType data{
      ArgType::lifted, dtype_of<T>(), number,  nullptr,
      nullptr,         nullptr,       nullptr, ArgTypeOf<Scalar<T>, Scalar<T>>::make};
  static constexpr ArgType key{ArgType::host, DType::i64, nullptr, hash,
                               equal,         copy,       destroy, nullptr};
};

const ArgType& number_leaf(DType dtype, bool key) {
  const auto of = [key]<class T>(T) -> const ArgType& {
    return key ? NumberLeaf<T>::key : NumberLeaf<T>::data;
  };
  switch (dtype) {
  case DType::boolean: return of(false);
  case DType::u8: return of(std::uint8_t{});
  case DType::u16: return of(std::uint16_t{});
  case DType::u32: return of(std::uint32_t{});
  case DType::u64: return of(std::uint64_t{});
  case DType::i8: return of(std::int8_t{});
  case DType::i16: return of(std::int16_t{});
  case DType::i32: return of(std::int32_t{});
  case DType::i64: return of(std::int64_t{});
  case DType::f32: return of(float{});
  default: return of(double{});
  }
}

/// Which arguments are data is kept in one word.
constexpr std::size_t max_data = 60;

/// The arguments for one object's leaves.
void take_apart(StructuredCall::Data& d, Parameter& p, std::size_t index) {
  Leaves leaves = leaves_of(p.object, *p.parts);
  d.facts.push_back(leaves.leaves.size());
  d.facts.insert(d.facts.end(), leaves.extents.begin(), leaves.extents.end());
  for (const Leaf& leaf : leaves.leaves) {
    std::size_t input = 0;
    const bool unset =
        leaf.kind == Leaf::tensor && !static_cast<const Tensor*>(leaf.object)->defined();
    if (unset) {
      d.facts.push_back(d.arguments.size());
    } else {
      input = d.arguments.size();
      if (leaf.kind == Leaf::tensor) {
        d.arguments.push_back({leaf.object, &ArgTypeOf<Tensor>::table});
      } else if (leaf.kind == Leaf::scalar && p.given) {
        const bool key = input >= max_data;
        d.arguments.push_back({leaf.object, &number_leaf(leaf.dtype, key)});
        if (key) input = 0;
      } else if (leaf.kind == Leaf::scalar) {
        d.scalars.push_back(api::read_leaf(leaf));
        d.arguments.push_back({&d.scalars.back(), &ArgTypeOf<Tensor>::table});
      } else {
        d.host_types.push_back(host_type(leaf, index));
        d.arguments.push_back({leaf.object, &d.host_types.back()});
        input = 0;
      }
    }
    p.inputs.push_back(input);
  }
}

/// Two arguments that share a part, one of which may be written, would have to be one.
void refuse_overlap(const StructuredCall::Data& d) {
  const auto at = [&](const Parameter& p, std::size_t i) {
    return p.inputs[i] ? d.arguments[p.inputs[i]].object : nullptr;
  };
  for (const Parameter& p : d.parameters) {
    if (!p.parts || p.same != static_cast<std::size_t>(&p - d.parameters.data())) continue;
    for (const Parameter& q : d.parameters) {
      if (&q == &p || q.same != static_cast<std::size_t>(&q - d.parameters.data())) continue;
      if (!p.inout && !q.inout) continue;
      for (std::size_t i = 0; i < p.inputs.size(); ++i) {
        bool shared = q.plain && at(p, i) == q.object;
        for (std::size_t k = 0; q.parts && k < q.inputs.size(); ++k)
          shared |= at(p, i) && at(p, i) == at(q, k);
        if (shared)
          fail("AG0107", {},
               "arguments {} and {} of an annotated function share a tensor that may be written "
               "through one of them; pass one of the two",
               &p - d.parameters.data() + 1, &q - d.parameters.data() + 1);
      }
    }
  }
}

}  // namespace

StructuredCall::StructuredCall() : data_(new Data) {}
StructuredCall::~StructuredCall() { delete data_; }

void StructuredCall::add(void* object, const ArgType& type) {
  const bool inout = type.kind == ArgType::tensor_inout;
  data_->parameters.push_back(
      {object, &type, nullptr, inout, data_->parameters.size(), {}, 0, nullptr});
}

void StructuredCall::add(void* object, const Structure& type, bool inout) {
  const std::size_t index = data_->parameters.size();
  std::size_t same = index;
  for (std::size_t i = index; i-- > 0;)
    if (data_->parameters[i].object == object && data_->parameters[i].parts == &type) same = i;
  if (same != index) data_->parameters[same].inout |= inout;
  data_->parameters.push_back({object, nullptr, &type, inout, same, {}, 0, nullptr});
}

void StructuredCall::add(void* given, void* promoted, const Structure& type,
                         void (*lower)(void* given, const void* promoted)) {
  const std::size_t index = data_->parameters.size();
  std::size_t same = index;
  for (std::size_t i = index; i-- > 0;)
    if (data_->parameters[i].given == given && data_->parameters[i].parts == &type) same = i;
  Parameter p{promoted, nullptr, &type, lower != nullptr, same, {}, 0, nullptr};
  p.given = given;
  p.promoted = {promoted, type.destroy};
  p.lower = lower;
  if (same != index && lower) {
    data_->parameters[same].inout = true;
    data_->parameters[same].lower = lower;
  }
  data_->parameters.push_back(std::move(p));
}

// Plain arguments first, so that promoted numbers keep small indexes.
const ArgRef* StructuredCall::arguments() {
  Data& d = *data_;
  d.arguments.push_back({this, &this_call});
  for (Parameter& p : d.parameters)
    if (p.plain) {
      p.plain_input = d.arguments.size();
      d.arguments.push_back({p.object, p.plain});
    }
  for (std::size_t i = 0; i < d.parameters.size(); ++i) {
    Parameter& p = d.parameters[i];
    if (!p.parts) continue;
    if (p.same == i)
      take_apart(d, p, i);
    else
      d.facts.push_back(p.same);
  }
  if (!d.facts.empty())
    d.arguments.push_back({&d.facts, &ArgTypeOf<const std::vector<std::size_t>&>::table});
  refuse_overlap(d);
  return d.arguments.data();
}

std::size_t StructuredCall::count() const { return data_->arguments.size(); }

void StructuredCall::begin(void* const* fresh) {
  for (std::size_t index = 0; index < data_->parameters.size(); ++index) {
    Parameter& p = data_->parameters[index];
    if (p.plain || p.same != index) continue;
    p.made = copy_of(p.object, *p.parts);
    const Leaves leaves = leaves_of(p.made.get(), *p.parts);
    for (std::size_t i = 0; i < leaves.leaves.size(); ++i) {
      if (p.inputs[i] && p.given) {
        const DType d = leaves.leaves[i].dtype;
        const ScalarView v = ScalarAccess::read(fresh[p.inputs[i]], d);
        ScalarAccess::write(leaves.leaves[i].object, d, v.number, v.sym);
      } else if (p.inputs[i])
        api::write_leaf(leaves.leaves[i], *static_cast<const Tensor*>(fresh[p.inputs[i]]), {});
      api::set_birth(leaves.leaves[i], open_region);
    }
  }
}

void* StructuredCall::argument(std::size_t index, void* const* fresh) const {
  const Parameter& p = data_->parameters[data_->parameters[index].same];
  return p.plain ? fresh[p.plain_input] : p.made.get();
}

void StructuredCall::keep_result(void* object, const Structure& type) {
  data_->result = {object, type.destroy};
  data_->result_type = &type;
}

void* StructuredCall::take_result() { return std::exchange(data_->finished, nullptr); }

bool clear_staged(void* object, const Structure& type) {
  bool any = false;
  for (const Leaf& leaf : leaves_of(object, type).leaves) {
    if (leaf.kind != Leaf::scalar || !ScalarAccess::read(leaf.object, leaf.dtype).sym) continue;
    any = true;
    ScalarAccess::write(leaf.object, leaf.dtype, AnyNumber{}, nullptr);
  }
  return any;
}

}  // namespace ag::detail

namespace ag::api {

using detail::Leaf;
using detail::Leaves;
using detail::StructuredCall;

namespace {

/// Moves the values of the object's leaves to `results`.
OutputObject outputs_of(std::shared_ptr<void> object, const detail::Structure& type,
                        std::vector<Tensor>& results) {
  OutputObject out{std::move(object), &type, {}};
  const Leaves leaves = detail::leaves_of(out.object.get(), type);
  for (std::size_t i = 0; i < leaves.leaves.size(); ++i) {
    const Leaf& leaf = leaves.leaves[i];
    if (leaf.kind > Leaf::scalar) continue;
    Tensor value = read_leaf(leaf);
    if (!value.defined()) continue;
    out.leaves.push_back(i);
    results.push_back(std::move(value));
    if (leaf.kind == Leaf::tensor)
      write_leaf(leaf, Tensor(), {});
    else
      detail::ScalarAccess::write(leaf.object, leaf.dtype, detail::AnyNumber{}, nullptr);
  }
  return out;
}

void fill(void* object, const OutputObject& from, std::span<Tensor>& outputs) {
  const Leaves leaves = detail::leaves_of(object, *from.type);
  for (const std::size_t i : from.leaves) {
    write_leaf(leaves.leaves[i], outputs.front(), {});
    outputs = outputs.subspan(1);
  }
}

/// Where nothing but values differs, the caller's object stays where its parts are.
void write_back(void* to, void* from, const detail::Structure& type) {
  const Leaves a = detail::leaves_of(to, type), b = detail::leaves_of(from, type);
  bool alike = a.leaves.size() == b.leaves.size() && a.extents == b.extents;
  for (std::size_t i = 0; alike && i < a.leaves.size(); ++i)
    alike = a.leaves[i].kind != Leaf::host || same_host(a.leaves[i], b.leaves[i]);
  if (!alike) return type.assign(to, from);
  for (std::size_t i = 0; i < a.leaves.size(); ++i)
    if (a.leaves[i].kind != Leaf::host) write_leaf(a.leaves[i], read_leaf(b.leaves[i]), {});
}

}  // namespace

std::vector<OutputObject> structured_outputs(StructuredCall& call, std::vector<Tensor>& results) {
  auto& d = call.data();
  std::vector<OutputObject> objects;
  if (d.result) objects.push_back(outputs_of(std::move(d.result), *d.result_type, results));
  for (auto& p : d.parameters) {
    if (p.made && p.inout) objects.push_back(outputs_of(std::move(p.made), *p.parts, results));
    p.made.reset();
  }
  return objects;
}

void finish_structured(StructuredCall& call, const std::vector<OutputObject>& objects,
                       std::span<Tensor> outputs) {
  auto& d = call.data();
  std::size_t next = 0;
  const auto make = [&] {
    const OutputObject& o = objects[next++];
    std::shared_ptr<void> made = detail::copy_of(o.object.get(), *o.type);
    fill(made.get(), o, outputs);
    return made;
  };
  std::vector<detail::StructuredCall::Data::Parameter*> written;
  for (std::size_t i = 0; i < d.parameters.size(); ++i)
    if (auto& p = d.parameters[i]; p.parts && p.inout && p.same == i) written.push_back(&p);
  if (objects.size() > written.size()) {
    const OutputObject& o = objects[next++];
    d.finished = o.type->copy(o.object.get());
    fill(d.finished, o, outputs);
  }
  for (auto* p : written) {
    write_back(p->object, make().get(), *p->parts);
    if (p->lower) p->lower(p->given, p->object);
  }
}

}  // namespace ag::api
