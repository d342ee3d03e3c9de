// The table of ops: one row for each line of ops.def, checked for completeness when it is compiled.
#include "ir/control.h"
#include "ops/attributes.h"
#include "ops/families.h"

#include <array>
#include <cstring>
#include <unordered_map>

namespace ag::ir {
namespace {

using namespace ag::ops;

constexpr std::uint8_t many = any_number;

// The words of ops.def's column `traits`; of an elementwise op they are kernel::Fails.
constexpr Traits pure{};
constexpr Traits never{};
constexpr Traits fails = Trait::may_fail;
constexpr Traits integers = Trait::may_fail;
constexpr Traits view = Trait::view;
constexpr Traits view_fails = Trait::view | Trait::may_fail;
constexpr Traits reduces = Trait::reduction;
constexpr Traits reduces_fails = Trait::reduction | Trait::may_fail;
constexpr Traits effect = Trait::effect | Trait::may_fail;

struct None {};
template <class A>
constexpr const AttributeType* attributes_of() {
  if constexpr (std::is_same_v<A, None>)
    return nullptr;
  else
    return &attribute_type<A>;
}

constexpr bool is_commutative(OpId op) {
  switch (op) {
  case OpId::add:
  case OpId::mul:
  case OpId::minimum:
  case OpId::maximum:
  case OpId::eq:
  case OpId::ne:
  case OpId::logical_and:
  case OpId::logical_or:
  case OpId::logical_xor:
  case OpId::bit_and:
  case OpId::bit_or:
  case OpId::bit_xor:
  case OpId::hypot: return true;
  default: return false;
  }
}

constexpr Traits with(OpId op, bool elementwise, Traits t) {
  if (elementwise) t = t | Trait::elementwise;
  if (is_commutative(op)) t = t | Trait::commutative;
  return t;
}

#define AG_ROWS(family, elementwise, name, min, max, Attributes, traits)                           \
  OpDef{OpId::name,                                                                                \
        #name,                                                                                     \
        min,                                                                                       \
        max,                                                                                       \
        0,                                                                                         \
        with(OpId::name, elementwise, traits),                                                     \
        attributes_of<Attributes>(),                                                               \
        infer_##family<OpId::name>,                                                                \
        evaluate_##family<OpId::name>},
#define AG_ROW_control(name, min, max, Attributes, traits) name##_row,
#define AG_ROW_elementwise(...) AG_ROWS(elementwise, true, __VA_ARGS__)
#define AG_ROW_cast(...) AG_ROWS(cast, true, __VA_ARGS__)
#define AG_ROW_cmath(...) AG_ROWS(cmath, true, __VA_ARGS__)
#define AG_ROW_reduce(...) AG_ROWS(reduce, false, __VA_ARGS__)
#define AG_ROW_statistics(...) AG_ROWS(statistics, false, __VA_ARGS__)
#define AG_ROW_linalg(...) AG_ROWS(linalg, false, __VA_ARGS__)
#define AG_ROW_shape(...) AG_ROWS(shape, false, __VA_ARGS__)
#define AG_ROW_movement(...) AG_ROWS(movement, false, __VA_ARGS__)
#define AG_ROW_index(...) AG_ROWS(index, false, __VA_ARGS__)
#define AG_ROW_gather(...) AG_ROWS(gather, false, __VA_ARGS__)
#define AG_ROW_order(...) AG_ROWS(order, false, __VA_ARGS__)
#define AG_ROW_create(...) AG_ROWS(create, false, __VA_ARGS__)
#define AG_ROW_effect(...) AG_ROWS(effect, false, __VA_ARGS__)
#define AG_ROW_list(...) AG_ROWS(list, false, __VA_ARGS__)
#define AG_ROW_native(...) AG_ROWS(native, false, __VA_ARGS__)

constexpr OpDef constant_row = constant_def, cond_row = cond_def, while__row = while_def,
                for__row = for_def, call_row = call_def, yield_row = yield_def;

constexpr std::array<OpDef, op_count> table = {
#define AG_OP(name, family, ...) AG_ROW_##family(name, __VA_ARGS__)
#include "ops/ops.def"
#undef AG_OP
};

// Rows of ops.def always have infer and evaluate: they name the functions (and the linker finds
// them). Pointers to functions cannot be compared here: under UBSan GCC calls that no constant.
constexpr bool complete() {
  for (int i = 0; i < op_count; ++i) {
    const OpDef& d = table[static_cast<std::size_t>(i)];
    if (static_cast<int>(d.id) != i || d.name[0] == '\0') return false;
  }
  return true;
}
static_assert(complete(), "every op needs its row and name, in the order of ops.def");

// The kernels' enumeration is the head of ours.
#define AG_ELEMENTWISE(name, ...)                                                                  \
  static_assert(static_cast<int>(OpId::name) == static_cast<int>(kernel::Elementwise::name));
#include "kernel/elementwise.def"
#undef AG_ELEMENTWISE

}  // namespace

const OpDef& op_def(OpId id) { return table[static_cast<std::size_t>(id)]; }

const OpDef* find_op(std::string_view name) {
  static const auto* index = [] {
    auto* m = new std::unordered_map<std::string_view, const OpDef*>;  // lives as long as the table
    for (const OpDef& d : table)
      if (d.id != OpId::native) m->emplace(d.name, &d);  // no text can make one
    return m;
  }();
  const auto it = index->find(name);
  return it == index->end() ? nullptr : it->second;
}

}  // namespace ag::ir
