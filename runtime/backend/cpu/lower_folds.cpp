// Reductions over the last axes: they fold in the pass of the group that computes their operand.
#include <algorithm>

#include "backend/cpu/lowering.h"
#include "ops/attributes.h"
#include "ops/reduce.h"

namespace ag::cpu {
namespace {

std::int32_t new_local(NativeNest& nest, DType d) {
  nest.locals.push_back(d);
  return count(nest.locals) - 1;
}

NativeFoldOp fold_op(OpId id) {
  switch (id) {
  case OpId::sum: return NativeFoldOp::sum;
  case OpId::prod: return NativeFoldOp::prod;
  case OpId::min:
  case OpId::all: return NativeFoldOp::min;
  default: return NativeFoldOp::max;
  }
}

DType folded_dtype(OpId id, DType d) {
  if (id == OpId::any || id == OpId::all) return DType::boolean;
  return id == OpId::sum || id == OpId::prod ? ops::accumulated_dtype(d) : d;
}

bool is_fold(OpId id) {
  return id == OpId::sum || id == OpId::prod || id == OpId::min || id == OpId::max ||
         id == OpId::any || id == OpId::all;
}

/// How many axes at the end are reduced; 0 when others are too, or none.
std::size_t last_axes(const Op& op) {
  const auto& a = op.attributes.as<ops::AxesAttributes>();
  const std::size_t rank = op.operands[0]->type->shape.size();
  std::vector<bool> set(rank, a.axes.empty());
  for (const std::int64_t x : a.axes)
    set[static_cast<std::size_t>(x < 0 ? x + static_cast<std::int64_t>(rank) : x)] = true;
  std::size_t n = 0;
  while (n < rank && set[rank - 1 - n]) ++n;
  for (std::size_t k = 0; k + n < rank; ++k)
    if (set[k]) return 0;
  return n;
}

}  // namespace

/// sum, prod, min, max, any, all over the last axes. False: something else.
bool Lowering::fold(Op& op) {
  if (!is_fold(op.id) || is_scalar(*op.operands[0]->type)) return false;
  Value* const x = op.operands[0];
  const Shape shape = x->type->shape;
  const std::size_t axes = last_axes(op);
  if (axes == 0) return false;
  const bool extreme = op.id == OpId::min || op.id == OpId::max;
  for (std::size_t k = shape.size() - axes; k < shape.size(); ++k)
    if (extreme && shape[k] <= 0) return false;  // fails when there is nothing
  if (Group* g = pending(x)) {
    const bool other = !g->folds.empty() && g->folded_axes != axes;
    if (other || !(g->shape == shape) || !g->local.contains(x)) flush(x);
  }
  if (!pending(x)) {
    place(x);
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (groups_[i].shape == shape && !groups_[i].folds.empty() &&
          groups_[i].folded_axes != axes) {
        flush_group(i);
        break;
      }
  }
  sizes_of(shape);
  sizes_of(op.results[0]->type->shape);
  Group& g = pending(x) ? *pending(x) : group_for(shape);
  g.folded_axes = axes;
  std::int32_t l = local_of(g, x);
  const DType to = folded_dtype(op.id, x->type->dtype);
  if (to != x->type->dtype) {
    NativeInstr i;
    i.kind = NativeKind::cast;
    i.dtype = x->type->dtype;
    i.code = ops::cpp_cast;
    i.operands = {l};
    i.results = {l = new_local(g.nest, to)};
    g.nest.body.push_back(std::move(i));
  }
  g.folds.push_back({op.results[0], {fold_op(op.id), l, -1, {}}});
  lowered.worthwhile = lowered.worthwhile || !g.nest.body.empty();
  return true;
}

/// Gives the folds' results their registers and places.
void Lowering::place_folds(Group& g) {
  for (Group::Fold& f : g.folds) {
    const ir::Type& type = *f.result->type;
    if (is_scalar(type)) {
      f.fold.result = define(f.result);
      continue;
    }
    NativePlace p = dense(temporary(&type), type);
    write(p.buffer);
    put(f.result, p);
    p.strides.resize(std::min(p.strides.size(), g.shape.size() - g.folded_axes));
    f.fold.to = p;
  }
}

/// Folds whose elements do not lie in one line: their operands are stored, and folded afterwards.
void Lowering::materialise_folds(Group& g, std::vector<NativeNest>& after) {
  for (Group::Fold& f : g.folds) {
    const DType d = g.nest.locals[static_cast<std::size_t>(f.fold.local)];
    const ir::Type* const type = ag::detail::intern(d, g.shape);
    const NativePlace p = dense(temporary(type), *type);
    write(p.buffer);
    g.nest.outputs.push_back({f.fold.local, p});
    NativeNest n;
    n.extents = sizes_of(g.shape);
    n.locals = {d};
    n.inputs = {{0, p}};
    NativeFold fold = f.fold;
    fold.local = 0;
    n.folds = {fold};
    collapse(n, g.folded_axes);
    after.push_back(std::move(n));
  }
  g.nest.folds.clear();
}

}  // namespace ag::cpu
