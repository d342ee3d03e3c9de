// See edit.h.
#include "passes/edit.h"

#include <algorithm>
#include <cmath>

#include "ir/control.h"
#include "kernel/kernel.h"
#include "ops/attributes.h"
#include "ops/index.h"
#include "tensor/impl.h"

namespace ag::passes {

using detail::Access;
using ir::Trait;
using ir::Type;

namespace {

/// What an op that the program would not run may need.
constexpr std::size_t little_memory = 4096;

template <class F>
bool any_nested(const Op& op, F&& is) {
  for (const Region* r : op.regions)
    for (const Op* inner : r->ops)
      if (is(*inner)) return true;
  return false;
}

DType value_dtype(const Op& op) { return op.operands[op.id == OpId::where ? 1 : 0]->type->dtype; }

/// Neither 0 nor -1 in any element.
bool safe_divisor(const Value* v) {
  const Tensor* t = constant_of(v);
  if (!t) return false;
  const Type& type = Access::type(*t);
  const auto* bytes = static_cast<const unsigned char*>(Access::data(*t));
  const std::size_t item = item_size(type.dtype);
  for (std::int64_t i = 0; i < type.elements; ++i, bytes += item) {
    const auto is = [&](unsigned char b) {
      return std::all_of(bytes, bytes + item, [b](unsigned char x) { return x == b; });
    };
    if (is(0) || (is(0xff) && is_signed_integer(type.dtype))) return false;
  }
  return true;
}

/// One number from 0 to the width - 1.
bool safe_shift(const Value* v) {
  const Tensor* t = constant_of(v);
  if (!t || Access::type(*t).elements != 1) return false;
  const std::uint64_t by = detail::read_number(Access::get(*t), t->dtype(), {}).bits;
  return by < 8 * item_size(t->dtype());
}

bool elementwise_fails(const Op& op) {
  const auto kernel_id = static_cast<kernel::Elementwise>(op.id);
  if (!kernel::may_fail(kernel_id, value_dtype(op))) return false;
  if (op.id == OpId::shl || op.id == OpId::shr) return !safe_shift(op.operands[1]);
  const bool divides = op.id == OpId::div || op.id == OpId::mod || op.id == OpId::fmod;
  return !divides || !safe_divisor(op.operands[1]);
}

bool cast_fails(const Op& op) {
  const auto& a = op.attributes.as<ops::CastAttributes>();
  const DType from = op.operands[0]->type->dtype;
  if (from == a.dtype || from == DType::boolean) return false;
  if (a.mode != ops::cpp_cast) {
    const bool wider = is_integer(from) && is_integer(a.dtype) &&
                       is_unsigned(from) == is_unsigned(a.dtype) &&
                       item_size(a.dtype) > item_size(from);
    return !wider;
  }
  return is_floating(from) && is_integer(a.dtype);
}

bool all_known(const Op& op) {
  const auto known = [](const Value* v) { return !v->type->symbolic_extents; };
  return std::all_of(op.operands.begin(), op.operands.end(), known) &&
         std::all_of(op.results.begin(), op.results.end(), known);
}

/// Each operand is one number or has, from the end, the extents of the result.
bool broadcasts_surely(const Op& op) {
  const Shape& to = op.results[0]->type->shape;
  for (const Value* v : op.operands) {
    const Shape& from = v->type->shape;
    if (from.size() > to.size()) return false;
    for (std::size_t i = 0; i < from.size(); ++i)
      if (from[i] != 1 && from[i] != to[to.size() - from.size() + i]) return false;
  }
  return true;
}

/// Of an item whose bounds are all constants.
bool in_range(const Op& op) {
  try {
    ops::selected(op.id, op.operands[0]->type->shape,
                  op.attributes.as<ops::IndexAttributes>().entries, op.where);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// Ops whose values decide nothing once infer has seen all extents.
bool fails_by_extents_only(const Op& op) {
  switch (op.id) {
  case OpId::min:
  case OpId::max:
  case OpId::argmin:
  case OpId::argmax: return op.operands[0]->type->elements > 0;
  case OpId::reshape:
  case OpId::squeeze:
  case OpId::broadcast_to: return true;
  case OpId::get_item: return op.operands.size() == 1 && in_range(op);
  case OpId::set_item: return op.operands.size() == 2 && in_range(op);
  default: return false;
  }
}

bool plain_fails(const Op& op) {
  const ir::Traits traits = ir::op_def(op.id).traits;
  const bool known = all_known(op);
  if (op.id == OpId::cast) return cast_fails(op);
  if (traits.has(Trait::elementwise)) {
    if (op.id != OpId::cmath && elementwise_fails(op)) return true;
    return !known && !broadcasts_surely(op);
  }
  if (traits.has(Trait::may_fail)) return !known || !fails_by_extents_only(op);
  // With open extents only what has one operand that matters is sure to fit.
  for (std::size_t i = 1; i < op.operands.size() && !known; ++i)
    if (op.operands[i]->type->shape.rank() != 0) return true;
  return false;
}

}  // namespace

bool can_fail(const Op& op) {
  switch (op.id) {
  case OpId::constant:
  case OpId::yield: return false;
  case OpId::while_:
  case OpId::call: return true;
  case OpId::cond:
  case OpId::for_: return any_nested(op, can_fail);
  default: return plain_fails(op);
  }
}

bool has_effect(const Op& op) {
  if (op.regions.empty()) return ir::op_def(op.id).traits.has(Trait::effect);
  return any_nested(op, has_effect);
}

bool is_speculatable(const Op& op) {
  if (!op.regions.empty() || op.id == OpId::yield || !is_total(op)) return false;
  std::size_t given = little_memory;
  for (const Value* v : op.operands) given += v->type->bytes;
  for (const Value* v : op.results) {
    const bool like_operand =
        std::any_of(op.operands.begin(), op.operands.end(),
                    [&](const Value* o) { return o->type->shape == v->type->shape; });
    if (!like_operand && (v->type->symbolic_extents || v->type->bytes > given)) return false;
  }
  return true;
}

const Tensor* constant_of(const Value* v) {
  if (!v->producer || v->producer->id != OpId::constant) return nullptr;
  return &v->producer->attributes.as<ir::ConstantAttributes>().value;
}

bool is_number(const Value* v, double number) {
  const Tensor* t = constant_of(v);
  if (!t || Access::type(*t).elements != 1) return false;
  const DType dtype = t->dtype();
  if (is_floating(dtype)) {
    const Tensor wide = t->to(DType::f64);
    const double d = wide.data<const double>()[0];
    return d == number && std::signbit(d) == std::signbit(number);
  }
  const std::uint64_t bits = detail::read_number(Access::get(*t), dtype, {}).bits;
  return (number >= 0 || is_signed_integer(dtype)) &&
         static_cast<std::int64_t>(bits) == static_cast<std::int64_t>(number);
}

bool defined_outside(const Value* v, const Op& op) {
  const Region* home = v->region();
  for (const Region* r : op.regions)
    if (ir::contains(r, home)) return false;
  return true;
}

std::size_t count_nested(const Region& region) {
  std::size_t n = 0;
  ir::for_each_op(region, [&](const Op*) { ++n; });
  return n;
}

bool replace(Value* from, Value* to) {
  if (from == to || !detail::same_type(from->type, to->type)) return false;
  ir::replace_all_uses(from, to);
  if (to->name.empty()) to->name = from->name;
  return true;
}

void set_operands(Op* op, const std::vector<Value*>& values) {
  for (std::size_t i = op->operands.size(); i-- > 0;) {
    auto& uses = op->operands[i]->uses;
    for (std::size_t k = uses.size(); k-- > 0;)
      if (uses[k].op == op && uses[k].index == i) {
        uses.erase(uses.begin() + static_cast<std::ptrdiff_t>(k));
        break;
      }
  }
  op->operands.clear();
  for (Value* v : values) ir::add_operand(op, v);
}

Op* new_constant(ir::Graph& graph, const Tensor& value, Location where) {
  Op* op = graph.new_op(OpId::constant, where);
  op->attributes = ir::ConstantAttributes{value};
  graph.add_result(op, &Access::type(value));
  return op;
}

void become_constant(Op* op, const Tensor& value) {
  set_operands(op, {});
  op->id = OpId::constant;
  op->attributes = ir::ConstantAttributes{value};
}

namespace {
void renumber(std::vector<Value*>& values, std::size_t skip, const std::vector<bool>& keep) {
  std::size_t to = skip;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    if (!keep[i]) continue;
    Value* v = values[skip + i];
    v->index = static_cast<std::uint32_t>(to);
    values[to++] = v;
  }
  values.resize(to);
}
}  // namespace

void keep_results(Op* op, const std::vector<bool>& keep) { renumber(op->results, 0, keep); }

void keep_arguments(Region* region, std::size_t skip, const std::vector<bool>& keep) {
  renumber(region->arguments, skip, keep);
}

void keep_operands(Op* op, std::size_t skip, const std::vector<bool>& keep) {
  std::vector<Value*> kept(op->operands.begin(),
                           op->operands.begin() + static_cast<std::ptrdiff_t>(skip));
  for (std::size_t i = 0; i < keep.size(); ++i)
    if (keep[i]) kept.push_back(op->operands[skip + i]);
  set_operands(op, kept);
}

void Eraser::mark(Op* op) {
  if (marked(op)) return;
  if (regions_.empty() || regions_.back() != op->region) regions_.push_back(op->region);
  op->region = nullptr;
  dead_.push_back(op);
  for (const Region* r : op->regions)
    ir::for_each_op(*r, [&](Op* inner) {
      if (marked(inner)) return;
      inner->region = nullptr;
      dead_.push_back(inner);
    });
}

void Eraser::sweep() {
  std::vector<Value*> touched;
  for (Op* op : dead_) {
    touched.insert(touched.end(), op->operands.begin(), op->operands.end());
    op->operands.clear();
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (Value* v : touched) std::erase_if(v->uses, [](const ir::Use& u) { return marked(u.op); });
  std::sort(regions_.begin(), regions_.end());
  regions_.erase(std::unique(regions_.begin(), regions_.end()), regions_.end());
  for (Region* r : regions_) std::erase_if(r->ops, [](const Op* op) { return marked(op); });
  for (Op* op : dead_)
    for (Region* r : op->regions) {
      r->ops.clear();
      r->arguments.clear();
    }
  dead_.clear();
  regions_.clear();
}

}  // namespace ag::passes
