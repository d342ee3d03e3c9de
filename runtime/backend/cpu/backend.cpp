// Finding the regions to compile: as many neighbouring ops as possible, a whole function where that
// is all of them. What has no native form stays between them, and is searched inside.
#include "backend/cpu/backend.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "backend/cpu/lower.h"
#include "backend/cpu/plugin.h"
#include "backend/cpu/region.h"
#include "support/environment.h"

namespace ag::cpu {
namespace {

using ir::Graph;
using ir::Op;
using ir::OpId;
using ir::Value;

/// Puts a native op in the place of ops [first, last); where it stands.
void replace(Graph& graph, ir::Region& region, std::size_t first, std::size_t last,
             Lowered lowered) {
  Op* const op = graph.new_op(OpId::native, region.ops[first]->where);
  for (const NativeInput& i : lowered.inputs)
    if (i.value) ir::add_operand(op, i.value);
  for (const NativeOutput& o : lowered.outputs) {
    Value* const result = graph.add_result(op, o.type);
    result->name = o.value->name;
    ir::replace_all_uses(o.value, result);
  }
  op->attributes = ops::native_attributes(std::make_shared<Region>(std::move(lowered)));
  const auto begin = region.ops.begin();
  std::vector<Op*> old(begin + static_cast<std::ptrdiff_t>(first),
                       begin + static_cast<std::ptrdiff_t>(last));
  op->region = &region;
  region.ops.insert(begin + static_cast<std::ptrdiff_t>(last), op);
  for (auto it = old.rbegin(); it != old.rend(); ++it)
    if ((*it)->id != OpId::constant) ir::erase(*it);
}

/// As many neighbouring ops as possible at a time; the others are searched inside.
bool compile_region(Graph& graph, ir::Region& region, const OpenValues& open) {
  bool any = false;
  std::size_t first = 0;
  while (first + 1 < region.ops.size()) {
    const std::size_t end = region.ops.size() - 1;  // the terminator stays
    std::size_t last = end;
    std::optional<Lowered> lowered = lower(region, first, end, open, last);
    const bool all = lowered.has_value();
    if (!all) {
      if (last == end) last = first;  // not for one op's sake
      std::size_t none = 0;
      if (first < last) lowered = lower(region, first, last, open, none);
    }
    if (lowered && lowered->worthwhile) {
      replace(graph, region, first, last, std::move(*lowered));
      last -= end + 1 - region.ops.size();
      any = true;
    }
    if (all) break;
    for (ir::Region* r : region.ops[last]->regions) any = compile_region(graph, *r, open) || any;
    first = last + 1;
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
  std::shared_ptr<Graph> copy = ir::clone(graph);
  bool any = false;
  const OpenValues open = open_values(*copy);
  for (ir::Function* f : copy->functions) any = compile_region(*copy, *f->body, open) || any;
  return any ? copy : nullptr;
}

}  // namespace ag::cpu
