// The arguments of a self-call: see arguments.h.
#include "api/arguments.h"

#include <map>

namespace ag::detail {

namespace {

/// The types of tensor parameters, open extents as symbols.
class ParameterTypes {
 public:
  ParameterTypes(ir::Graph& graph, const std::vector<Extents>* extents)
      : graph_(graph), extents_(extents) {}
  const Type* of(const Tensor& given, std::size_t i) {
    if (!extents_ || is_list(Access::get(given))) return &Access::type(given);
    Shape shape;
    for (const std::int64_t d : (*extents_)[i]) shape.push_back(d < 0 ? symbol(d) : d);
    return intern(given.dtype(), shape);
  }

 private:
  std::int64_t symbol(std::int64_t open) {
    const auto [at, fresh] = symbols_.emplace(open, 0);
    if (fresh) at->second = graph_.new_symbol("extent");
    return at->second;
  }

  ir::Graph& graph_;
  const std::vector<Extents>* extents_;
  std::map<std::int64_t, std::int64_t> symbols_;
};

}  // namespace

FreshArguments::FreshArguments(api::Trace& trace, const Call& call, std::uint64_t data,
                               const std::vector<Extents>* extents)
    : hidden_(trace.hidden()), pointers_(call.count), tensors_(call.count), scalars_(call.count) {
  const ArgRef* args = call.args;
  ParameterTypes types(trace.builder().graph(), extents);
  for (std::size_t i = 0; i < call.count; ++i) {
    const ArgType& type = *args[i].type;
    const std::string name = "arg" + std::to_string(i);
    pointers_[i] = args[i].object;
    // A hidden input stays the object that it is: its handle is replaced in place. A number's cell
    // is made when the function tells what it reads.
    if (type.kind >= ArgType::host) continue;
    if (is_hidden(call, i)) {
      if (has_place(type)) {
        type.make(&scalars_[i], type.number(args[i].object), nullptr);
        pointers_[i] = &scalars_[i];
        made_.push_back(i);
        hidden_.stands_for(&scalars_[i], args[i].object);
      }
      continue;
    }
    const std::size_t same = alias_of(call, i);
    if (same != i) {
      pointers_[i] = pointers_[same];
      continue;
    }
    if (type.kind == ArgType::lifted || type.kind == ArgType::number_inout) {
      Tensor t;
      if (is_object(call, i) || (data >> i & 1))
        t = trace.parameter(intern(type.dtype, Shape{}), name);
      type.make(&scalars_[i], type.number(args[i].object), Access::get(t));
      pointers_[i] = &scalars_[i];
      made_.push_back(i);
      continue;
    }
    const Tensor& given = *static_cast<const Tensor*>(args[i].object);
    Access::replace(tensors_[i], trace.parameter(types.of(given, i), name));
    pointers_[i] = &tensors_[i];
  }
}

Tensor FreshArguments::value(const ArgType& type, std::size_t i) const {
  if (type.kind <= ArgType::tensor_inout) return tensors_[i];
  const ScalarView v = ScalarAccess::read(&scalars_[i], type.dtype);
  return v.sym ? share(v.sym) : Access::adopt(make_scalar(v.number));
}

Tensor read_argument(const ArgRef& arg) {
  if (arg.type->kind <= ArgType::tensor_inout) return *static_cast<const Tensor*>(arg.object);
  return Access::adopt(make_scalar(arg.type->number(arg.object)));
}

void write_argument(const ArgRef& arg, Tensor value) {
  if (arg.type->store)
    arg.type->store(arg.object, read_number(Access::get(value), arg.type->dtype, {}));
  else
    *static_cast<Tensor*>(arg.object) = std::move(value);
}

bool is_input(const Call& call, std::size_t i) {
  return is_object(call, i) && alias_of(call, i) == i && !is_hidden(call, i);
}

bool is_output(const Call& call, std::size_t i) {
  if (!is_input(call, i)) return false;
  for (std::size_t k = i; k < call.count; ++k)
    if ((call.args[k].type->kind == ArgType::tensor_inout ||
         call.args[k].type->kind == ArgType::number_inout) &&
        call.args[k].object == call.args[i].object)
      return true;
  return false;
}

std::vector<Tensor> self_call(const Function& f, const Call& call, const FreshArguments& fresh,
                              Thunk thunk, Invoke invoke, ResultType result) {
  const ExpectRoot expect(f);
  TensorImpl* handle = invoke(thunk, fresh.pointers());
  std::vector<Tensor> results;
  if (result.kind != ResultType::none) results.push_back(Access::adopt(handle));
  for (std::size_t i = 0; i < call.count; ++i)
    if (is_output(call, i)) results.push_back(fresh.value(*call.args[i].type, i));
  return results;
}

}  // namespace ag::detail
