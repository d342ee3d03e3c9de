// Hidden inputs of graphs: see hidden.h.
#include "api/hidden.h"

#include <algorithm>
#include <cstring>

#include "api/trace.h"
#include "support/fail.h"

namespace ag {

namespace detail {

namespace {
constexpr HiddenType tensor_type{
    HiddenType::tensor, DType::f32, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
constexpr HiddenType variable_type{
    HiddenType::variable, DType::f32, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
}  // namespace
const HiddenType HiddenTypeOf<Tensor>::table = tensor_type;
const HiddenType HiddenTypeOf<Variable>::table = variable_type;

namespace {
/// The parts of a structure that are no tensors are part of the key.
class KeptParts {
 public:
  explicit KeptParts(const Leaves& leaves) : extents_(leaves.extents) {
    for (std::size_t i = 0; i < leaves.leaves.size(); ++i) keep(leaves.leaves[i], leaves.names[i]);
  }
  bool same(const Leaves& leaves) const {
    if (leaves.extents != extents_ || leaves.leaves.size() != parts_.size()) return false;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Leaf& leaf = leaves.leaves[i];
      const Part& part = parts_[i];
      if (leaf.kind != part.kind ||
          (part.value ? !part.value->equals(leaf.object) : leaf.object != part.place))
        return false;
    }
    return true;
  }

 private:
  struct Part {
    Leaf::Kind kind;
    const void* place;                    ///< of a tensor
    std::optional<api::HostValue> value;  ///< of anything else
  };
  void keep(const Leaf& leaf, const std::string& name) {
    Part& part = parts_.emplace_back(Part{leaf.kind, leaf.object, std::nullopt});
    if (leaf.kind == Leaf::tensor) return;
    if (leaf.kind == Leaf::scalar || !leaf.type->copy || !leaf.type->equal)
      fail("AG0304", {},
           "`{}` is part of what a graph was built for, and cannot be copied or has "
           "no operator==",
           name);
    part.value.emplace(leaf.object, leaf.type->copy, leaf.type->destroy, leaf.type->equal);
  }

  std::vector<std::size_t> extents_;
  std::vector<Part> parts_;
};

Leaves leaves_of(const void* object, void (*visit)(void*, Leaves&), bool named) {
  Leaves leaves(named);
  leaves.begin("", nullptr);
  visit(const_cast<void*>(object), leaves);
  return leaves;
}
}  // namespace

void* keep_structure(const void* object, void (*visit)(void*, Leaves&)) {
  return new KeptParts(leaves_of(object, visit, true));
}
bool is_kept_structure(const void* kept, const void* object, void (*visit)(void*, Leaves&)) {
  return static_cast<const KeptParts*>(kept)->same(leaves_of(object, visit, false));
}
void drop_structure(void* kept) noexcept { delete static_cast<KeptParts*>(kept); }

Anchor* new_anchor(Variable* self) {
  auto* a = new Anchor;
  a->self.store(self, std::memory_order_release);
  return a;
}
void move_anchor(Anchor* a, Variable* self) noexcept {
  if (a) a->self.store(self, std::memory_order_release);
}
namespace {
void release_anchor(Anchor* a) noexcept {
  if (a && a->refs.fetch_sub(1, std::memory_order_acq_rel) == 1) delete a;
}
}  // namespace
void drop_anchor(Anchor* a) noexcept {
  if (a) a->self.store(nullptr, std::memory_order_release);
  release_anchor(a);
}

void meet_variable(const Variable& v) {
  if (api::Trace* t = api::current_trace()) {
    const HiddenRef ref = hidden_ref(v);
    t->hidden().meet(&ref, 1, "", false);
  }
}

}  // namespace detail

namespace api {

namespace {
constinit InPlaceLock in_place;

Tensor& as_tensor(void* p) { return *static_cast<Tensor*>(p); }

/// The object as its Tensor: a Variable's base.
Tensor& tensor_of(const detail::HiddenType& type, void* object) {
  if (type.kind == detail::HiddenType::variable) return *static_cast<Variable*>(object);
  return as_tensor(object);
}

bool is_tensor(const detail::HiddenType& type) {
  return type.kind == detail::HiddenType::tensor || type.kind == detail::HiddenType::variable;
}

/// The `i`-th of comma-separated names.
std::string name_at(const char* names, std::size_t i) {
  for (; i > 0 && *names; --i) {
    const char* comma = std::strchr(names, ',');
    names = comma ? comma + 1 : names + std::strlen(names);
  }
  const char* comma = std::strchr(names, ',');
  return comma ? std::string(names, comma) : std::string(names);
}
}  // namespace

HiddenLock::HiddenLock() : Looking(in_place) {}

AnchorRef::~AnchorRef() { detail::release_anchor(anchor_); }

// ---- a finished graph's

void* HiddenInput::object(const CallObjects& call) const {
  switch (place.base) {
  case Place::own: return place.at < call.count ? call.refs[place.at].object : nullptr;
  case Place::self: return const_cast<char*>(call.self) + place.at;
  case Place::global:
  case Place::pointer: return reinterpret_cast<void*>(place.at);
  case Place::variable: return anchor.get()->self.load(std::memory_order_acquire);
  }
  return nullptr;
}

HiddenPlan::Match HiddenPlan::match(const CallObjects& call, std::vector<Place>* differing) const {
  if (self && self != call.self) return Match::no;
  Match result = Match::yes;
  for (const HiddenInput& h : inputs) {
    void* object = h.object(call);
    if (!object) return Match::no;
    switch (h.type->kind) {
    case detail::HiddenType::variable:
      if (static_cast<Variable*>(object)->anchor() != h.anchor.get()) return Match::no;
      [[fallthrough]];
    case detail::HiddenType::tensor: {
      const auto* p = detail::Access::get(tensor_of(*h.type, object));
      if ((p != nullptr) != h.defined) return Match::no;
      if (p && (p->type->dtype != h.dtype || p->type->shape != h.shape)) return Match::no;
      break;
    }
    case detail::HiddenType::number: {
      if (h.data) break;
      if (h.type->load(object).bits == h.number.bits) break;
      result = Match::numbers;
      if (differing) differing->push_back(h.place);
      break;
    }
    case detail::HiddenType::host:
      if (!h.host->equals(object)) return Match::no;
      break;
    }
  }
  return result;
}

void HiddenPlan::load_inputs(const CallObjects& call, Tensor* to) const {
  for (const HiddenInput& h : inputs) {
    if (!h.data) continue;
    void* object = h.object(call);
    if (is_tensor(*h.type))
      detail::Access::replace(*to++, tensor_of(*h.type, object));
    else
      *to++ = detail::Access::adopt(detail::make_scalar(h.type->load(object)));
  }
}

void HiddenPlan::write_back(const CallObjects& call, std::span<Tensor> outputs) const {
  std::size_t next = 0;
  for (const HiddenInput& h : inputs) {
    if (!h.output) continue;
    Tensor& value = outputs[next++];
    void* object = h.object(call);
    if (is_tensor(*h.type))
      tensor_of(*h.type, object).Tensor::operator=(std::move(value));
    else
      h.type->store(object, detail::read_number(detail::Access::get(value), h.type->dtype, {}));
  }
}

// ---- while a graph is built

Hidden::~Hidden() {
  for (Met& m : list_) {
    if (is_tensor(*m.input.type))
      detail::Access::replace(tensor_of(*m.input.type, m.object), m.saved);
    else if (m.input.type->kind == detail::HiddenType::number)
      reinterpret_cast<Scalar<double>*>(&m.cell)->~Scalar();  // one layout for all types
  }
  if (locked_) in_place.unlock();
}

void Hidden::begin(const CallObjects& call, const NumbersAsData* numbers, const void* stack) {
  call_ = call;
  numbers_ = numbers;
  stack_ = stack;
}

// The function's own objects: on the stack above the frame that began the trace's.
bool Hidden::is_local(const void* object) const {
  const auto* here = static_cast<const char*>(__builtin_frame_address(0));
  const auto* p = static_cast<const char*>(object);
  return stack_ && here <= p && p < static_cast<const char*>(stack_);
}

void Hidden::meet(const detail::HiddenRef* refs, std::size_t count, const char* names, bool own) {
  for (std::size_t i = 0; i < count; ++i)
    if (isnt_met(refs[i]))
      meet_one(refs[i], name_at(names, i), own ? static_cast<std::ptrdiff_t>(i) : -1);
  if (own) meet_carried();
}

// A structure may begin with a tensor or a number: both stand at one address.
bool Hidden::isnt_met(const detail::HiddenRef& ref) const {
  return ref.type->kind == detail::HiddenType::host
             ? !hosts_.count(std::pair<const void*, const void*>(ref.object, ref.type))
             : !contains(ref.object);
}

// What an earlier try has found to change in a region must be known before the region opens.
void Hidden::meet_carried() {
  for (const auto& [object, c] : trace_.memory().carried)
    if (isnt_met(c.ref)) meet_one(c.ref, c.name, -1);
}

// The tensors of a structure. A look-up comes to them once the structure is found unchanged.
void Hidden::meet_parts(const detail::HiddenRef& ref, const std::string& name) {
  detail::Leaves leaves(true);
  leaves.begin(name, nullptr);
  ref.type->visit(ref.object, leaves);
  for (std::size_t i = 0; i < leaves.leaves.size(); ++i) {
    const detail::HiddenRef part{leaves.leaves[i].object, &detail::HiddenTypeOf<Tensor>::table,
                                 ref.flags};
    if (leaves.leaves[i].kind == detail::Leaf::tensor && isnt_met(part))
      meet_one(part, leaves.names[i], -1);
  }
}

Place Hidden::place_of(const detail::HiddenRef& ref, std::ptrdiff_t own_index) const {
  if (own_index >= 0) return {Place::own, static_cast<std::uintptr_t>(own_index)};
  if (ref.type->kind == detail::HiddenType::variable)
    return {Place::variable,
            reinterpret_cast<std::uintptr_t>(static_cast<const Variable*>(ref.object)->anchor())};
  const auto* p = static_cast<const char*>(ref.object);
  if (call_.self && call_.self <= p && p < call_.self + call_.self_size)
    return {Place::self, static_cast<std::uintptr_t>(p - call_.self)};
  if (ref.flags & detail::HiddenRef::global)
    return {Place::global, reinterpret_cast<std::uintptr_t>(p)};
  return {Place::pointer, reinterpret_cast<std::uintptr_t>(p)};
}

void Hidden::meet_one(const detail::HiddenRef& ref, std::string name, std::ptrdiff_t own_index) {
  const bool tensor = is_tensor(*ref.type);
  if (tensor) {
    const Tensor& t = tensor_of(*ref.type, ref.object);
    // An object of the trace's own: its value is known already.
    const bool global = ref.flags & detail::HiddenRef::global;
    if (t.symbolic() || (detail::Access::birth(t) != 0 && !global)) return;
  }
  if (own_index < 0 && is_local(ref.object)) return;
  if (functions_ > 0 && ref.type->kind != detail::HiddenType::host) {
    // Met for the first time inside a function of the graph: it must be a parameter of that.
    trace_.memory().carried.emplace(ref.object, Carried{ref, name});
    trace_.memory().again = true;
    fail("AG0206", trace_.place(), "`{}` is used in a function of the graph", name);
  }
  Met& m = list_.emplace_back();
  m.object = ref.object;
  m.flags = ref.flags;
  m.input.place = place_of(ref, own_index);
  m.input.type = ref.type;
  m.input.name = std::move(name);
  switch (ref.type->kind) {
  case detail::HiddenType::variable:
  case detail::HiddenType::tensor: meet_tensor(m); break;
  case detail::HiddenType::number: meet_number(m, ref.flags); break;
  case detail::HiddenType::host:
    m.input.host.emplace(ref.object, ref.type->copy, ref.type->destroy, ref.type->equal);
    hosts_.emplace(ref.object, ref.type);
    if (ref.type->visit) meet_parts(ref, m.input.name);
    return;
  }
  met_.emplace(ref.object, &m);
}

void Hidden::meet_tensor(Met& m) {
  if (!locked_) {
    in_place.lock();
    locked_ = true;
  }
  Tensor& t = tensor_of(*m.input.type, m.object);
  if (m.input.type->kind == detail::HiddenType::variable)
    std::construct_at(&m.input.anchor, static_cast<Variable*>(m.object)->anchor());
  m.saved = t;
  m.input.defined = t.defined();
  if (!t.defined()) return;
  m.input.data = true;
  m.input.dtype = t.dtype();
  m.input.shape = detail::Access::type(t).shape;
  m.parameter = trace_.parameter(&detail::Access::type(t), m.input.name);
  detail::Access::replace(t, m.parameter);
}

void Hidden::meet_number(Met& m, unsigned flags) {
  const detail::HiddenType& type = *m.input.type;
  m.input.number = type.load(m.object);
  m.input.data =
      (flags & detail::HiddenRef::written) || !numbers_ || numbers_->is_data(m.input.place);
  if (m.input.data)
    m.parameter = trace_.parameter(detail::intern(type.dtype, Shape{}), m.input.name);
  const Trace::InBody in_body(trace_);  // the cell belongs to the function, whatever is open now
  type.make(&m.cell, m.input.number, detail::Access::get(m.parameter));
}

void* Hidden::cell(const void* object) {
  const auto found = met_.find(object);
  return found == met_.end() ? nullptr : &found->second->cell;
}

void Hidden::stands_for(const void* scalar, const void* object) {
  if (object)
    stand_ins_[scalar] = object;
  else
    stand_ins_.erase(scalar);
}

void* Hidden::cell_for(void* scalar) {
  const auto found = stand_ins_.find(scalar);
  void* own = found == stand_ins_.end() ? nullptr : cell(found->second);
  return own ? own : scalar;
}

// By the object that a state list would name: the tensor, or the cell.
const Hidden::Met* Hidden::found(const void* object) const {
  for (const Met& m : list_)
    if (is_tensor(*m.input.type) ? &tensor_of(*m.input.type, m.object) == object
                                 : &m.cell == object)
      return &m;
  return nullptr;
}

void Hidden::carry(const void* object) const {
  const Met* m = found(object);
  BuildMemory& memory = trace_.memory();
  if (!m || memory.carried.count(m->object)) return;
  memory.carried.emplace(m->object, Carried{{m->object, m->input.type, m->flags}, m->input.name});
  memory.again = true;
}

std::vector<StateVars::Extra> Hidden::carried() const {
  std::vector<StateVars::Extra> result;
  for (const auto& [object, c] : trace_.memory().carried) {
    const auto it = met_.find(object);
    if (it == met_.end()) continue;
    Met& m = *it->second;
    detail::StateEntry e;
    if (is_tensor(*m.input.type))
      e = {detail::StateEntry::tensor, DType::f32, &tensor_of(*m.input.type, m.object)};
    else
      e = {detail::StateEntry::scalar, m.input.type->dtype, &m.cell};
    result.push_back({e, m.input.name});
  }
  return result;
}

Tensor Hidden::now(const Met& m) const {
  if (is_tensor(*m.input.type)) return tensor_of(*m.input.type, m.object);
  const auto v = detail::ScalarAccess::read(&m.cell, m.input.type->dtype);
  return v.sym ? detail::Access::share(v.sym)
               : detail::Access::adopt(detail::make_scalar(v.number));
}

void Hidden::put(Met& m, const Tensor& value) {
  if (is_tensor(*m.input.type)) {
    detail::Access::replace(tensor_of(*m.input.type, m.object), value);
    return;
  }
  auto* p = detail::Access::get(value);
  const DType d = m.input.type->dtype;
  const auto number = p->symbolic() ? detail::AnyNumber{} : detail::read_number(p, d, {});
  detail::ScalarAccess::write(&m.cell, d, number, p->symbolic() ? p : nullptr);
}

Tensor Hidden::value(const void* object) const { return now(*met_.at(object)); }

void Hidden::set(const void* object, const Tensor& value) {
  Met& m = *met_.at(object);
  const void* stored = &m.cell;
  std::uint32_t birth = detail::ScalarAccess::birth(&m.cell);
  if (is_tensor(*m.input.type)) {
    const Tensor& t = tensor_of(*m.input.type, m.object);
    stored = &t;
    birth = detail::Access::birth(t);
  }
  if (birth != detail::open_region) detail::check_store(stored, birth, detail::Access::get(value));
  put(m, value);
}

Hidden::InFunction::InFunction(Hidden& hidden) : hidden_(hidden) {
  ++hidden.functions_;
  for (Met& m : hidden.list_) {
    if (m.input.type->kind == detail::HiddenType::host) continue;
    const Tensor outside = hidden.now(m);
    if (!outside.defined()) continue;
    kept_.push_back(
        {m.object, outside, hidden.trace_.parameter(&detail::Access::type(outside), m.input.name)});
    hidden.put(m, kept_.back().parameter);
  }
}

Hidden::InFunction::~InFunction() {
  --hidden_.functions_;
  for (const Kept& k : kept_) hidden_.put(*hidden_.met_.at(k.object), k.outside);
}

std::vector<const void*> Hidden::InFunction::objects() const {
  std::vector<const void*> result;
  for (const Kept& k : kept_) result.push_back(k.object);
  return result;
}

std::vector<const void*>
Hidden::InFunction::changed(const std::vector<const void*>& expected) const {
  std::vector<const void*> result;
  for (const Kept& k : kept_) {
    const bool known = std::find(expected.begin(), expected.end(), k.object) != expected.end();
    const Tensor value = hidden_.value(k.object);
    if (known || detail::Access::get(value) != detail::Access::get(k.parameter))
      result.push_back(k.object);
  }
  return result;
}

void Hidden::add_outputs(std::vector<Tensor>& results) {
  for (Met& m : list_) {
    Tensor value;
    if (is_tensor(*m.input.type)) {
      value = tensor_of(*m.input.type, m.object);
      const Tensor& before = m.input.data ? m.parameter : m.saved;
      m.input.output = detail::Access::get(value) != detail::Access::get(before);
    } else if (m.input.type->kind == detail::HiddenType::number) {
      const auto v = detail::ScalarAccess::read(&m.cell, m.input.type->dtype);
      m.input.output = m.input.data ? v.sym != detail::Access::get(m.parameter)
                                    : v.sym || v.number.bits != m.input.number.bits;
      if (m.input.output) value = now(m);
    }
    if (m.input.output) results.push_back(value);
  }
}

HiddenPlan Hidden::finish() {
  HiddenPlan plan;
  for (Met& m : list_) {
    if (m.input.place.base == Place::pointer) plan.self = call_.self;
    plan.data_count += m.input.data;
    plan.output_count += m.input.output;
    plan.inputs.push_back(std::move(m.input));  // leaves what the destructor needs
  }
  return plan;
}

}  // namespace api
}  // namespace ag
