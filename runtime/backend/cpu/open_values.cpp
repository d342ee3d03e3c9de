// Values whose shape at the call may differ from their type. A symbol stands for an extent of at
// least 2; where one turns out to be 1, broadcasting takes the other one.
#include <algorithm>

#include "backend/cpu/lower.h"
#include "ir/op_def.h"

namespace ag::cpu {
namespace {

using ir::Op;
using ir::OpId;

/// Whether different symbols meet on an axis that is broadcast.
bool mixes_symbols(const Shape& a, const Shape& b, std::size_t but_last) {
  for (std::size_t k = but_last; k < std::min(a.size(), b.size()); ++k) {
    const std::int64_t m = a[a.size() - 1 - k], n = b[b.size() - 1 - k];
    if (m < 0 && n < 0 && m != n) return true;
  }
  return false;
}

bool opens(const Op& op) {
  const bool products = op.id == OpId::matmul;
  if (!products && op.id != OpId::cmath && !ir::op_def(op.id).traits.has(ir::Trait::elementwise))
    return false;
  for (const ir::Value* a : op.operands)
    for (const ir::Value* b : op.operands)
      if (mixes_symbols(a->type->shape, b->type->shape, products ? 2 : 0)) return true;
  return false;
}

/// Marks what an op makes.
void mark(const Op& op, OpenValues& open) {
  bool any = opens(op) || (op.id == OpId::call && !open.empty());
  for (const ir::Value* v : op.operands) any = any || open.contains(v);
  for (const ir::Region* r : op.regions)
    ir::for_each_op(*r, [&](const Op* inner) {
      for (const ir::Value* v : inner->operands) any = any || open.contains(v);
      for (const ir::Value* v : inner->results) any = any || open.contains(v);
    });
  if (!any) return;
  open.insert(op.results.begin(), op.results.end());
  for (const ir::Region* r : op.regions) open.insert(r->arguments.begin(), r->arguments.end());
}

}  // namespace

OpenValues open_values(const ir::Graph& graph) {
  OpenValues open;
  for (std::size_t before = 1; before != open.size();) {
    before = open.size();
    for (const ir::Function* f : graph.functions) {
      if (!open.empty() && f != graph.main())
        open.insert(f->body->arguments.begin(), f->body->arguments.end());
      ir::for_each_op(*f->body, [&](const Op* op) { mark(*op, open); });
    }
  }
  return open;
}

}  // namespace ag::cpu
