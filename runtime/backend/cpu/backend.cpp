// Finding the regions to compile: a whole function where that is possible, otherwise each loop
// that is, outermost first.
#include "backend/cpu/backend.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "backend/cpu/lower.h"
#include "backend/cpu/region.h"
#include "support/environment.h"

namespace ag::cpu {
namespace {

using ir::Graph;
using ir::Op;
using ir::OpId;
using ir::Value;

bool is_loop(const Op& op) { return op.id == OpId::while_ || op.id == OpId::for_; }

bool has_loop(const ir::Region& region) {
  bool found = false;
  ir::for_each_op(region, [&](const Op* op) { found = found || is_loop(*op); });
  return found;
}

Op* native_op(Graph& graph, Lowered lowered, Location where) {
  Op* op = graph.new_op(OpId::native, where);
  for (const NativeInput& i : lowered.inputs)
    if (i.value) ir::add_operand(op, i.value);
  for (const NativeOutput& o : lowered.outputs) graph.add_result(op, o.type);
  op->attributes = ops::native_attributes(std::make_shared<Region>(std::move(lowered)));
  return op;
}

void place(Op* op, ir::Region& region, std::size_t at) {
  op->region = &region;
  region.ops.insert(region.ops.begin() + static_cast<std::ptrdiff_t>(at), op);
}

bool replace_body(Graph& graph, ir::Function& f) {
  ir::Region& body = *f.body;
  if (!has_loop(body)) return false;
  std::optional<Lowered> lowered = lower_body(body);
  if (!lowered) return false;
  Op* const end = body.terminator();
  Op* const op = native_op(graph, std::move(*lowered), end->where);
  for (std::size_t k = 0; k < op->results.size(); ++k) ir::set_operand(end, k, op->results[k]);
  const std::vector<Op*> old(body.ops.begin(), body.ops.end() - 1);
  for (auto it = old.rbegin(); it != old.rend(); ++it) ir::erase(*it);
  place(op, body, 0);
  return true;
}

bool replace_loops(Graph& graph, ir::Region& region) {
  bool any = false;
  for (std::size_t i = 0; i < region.ops.size(); ++i) {
    Op* const op = region.ops[i];
    std::optional<Lowered> lowered;
    if (is_loop(*op)) lowered = lower_loop(*op);
    if (!lowered) {
      for (ir::Region* r : op->regions) any = replace_loops(graph, *r) || any;
      continue;
    }
    Op* const native = native_op(graph, std::move(*lowered), op->where);
    for (std::size_t k = 0; k < op->results.size(); ++k) {
      native->results[k]->name = op->results[k]->name;
      ir::replace_all_uses(op->results[k], native->results[k]);
    }
    ir::erase(op);
    place(native, region, i);
    any = true;
  }
  return any;
}

}  // namespace

bool available() {
  static constexpr std::array<std::string_view, 2> names{"ref", "cpu"};
  static const bool wanted = environment_choice("AUTOGRAFT_BACKEND", names, 1) == 1;
  return wanted && plugin() != nullptr;
}

std::shared_ptr<Graph> with_native_regions(const Graph& graph) {
  std::shared_ptr<Graph> copy;
  const auto loops = [](const ir::Function* f) { return has_loop(*f->body); };
  if (std::none_of(graph.functions.begin(), graph.functions.end(), loops)) return nullptr;
  copy = ir::clone(graph);
  bool any = false;
  for (ir::Function* f : copy->functions)
    any = replace_body(*copy, *f) || replace_loops(*copy, *f->body) || any;
  return any ? copy : nullptr;
}

}  // namespace ag::cpu
