// The graphs kept for one annotated function: see cache.h.
#include "api/cache.h"

#include <algorithm>

#include "autograft/graph.h"
#include "support/fail.h"

namespace ag::detail {

namespace {
constexpr std::uint64_t data_word = 0x64617461;  // "this argument is run-time data"

/// Every function that has state, for trace_count.
struct Registry {
  std::mutex mutex;
  std::vector<Function*> functions;
};
Registry& registry() {
  static Registry* r = new Registry;  // outlives every static Function
  return *r;
}

void add_type(std::vector<std::uint64_t>& words, const Type& type) {
  if (type.id != 0) {
    words.push_back(type.id);
    return;
  }
  words.push_back(0);  // not interned: the extents themselves
  words.push_back(static_cast<std::uint64_t>(type.dtype) << 8 |
                  static_cast<std::uint64_t>(type.shape.rank()));
  for (const std::int64_t d : type.shape) words.push_back(static_cast<std::uint64_t>(d));
}
}  // namespace

std::size_t alias_of(const ArgRef* args, std::size_t i) {
  for (std::size_t k = 0; k < i; ++k)
    if (args[k].object == args[i].object && args[k].type->kind <= ArgType::tensor_inout) return k;
  return i;
}

Key make_key(const ArgRef* args, std::size_t count, std::uint64_t data) {
  Key key;
  key.words.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    const ArgType& type = *args[i].type;
    switch (type.kind) {
    case ArgType::tensor:
    case ArgType::tensor_inout: {
      const TensorImpl* p = Access::get(*static_cast<const Tensor*>(args[i].object));
      if (!p) fail("AG0201", {}, "argument {} of an annotated function was never set", i + 1);
      add_type(key.words, *p->type);
      if (const std::size_t same = alias_of(args, i); same != i)
        key.words.push_back(~static_cast<std::uint64_t>(same));
      break;
    }
    case ArgType::lifted:
      key.words.push_back(data >> i & 1 ? data_word : type.number(args[i].object).bits);
      break;
    case ArgType::host: key.words.push_back(type.hash(args[i].object)); break;
    }
  }
  return key;
}

std::shared_ptr<Entry> FunctionState::look_up(const Key& key, const ArgRef* args,
                                              std::size_t count) {
  for (auto& e : entries) {
    if (!(e->key == key)) continue;
    std::size_t host = 0;
    bool equal = true;
    for (std::size_t i = 0; i < count && equal; ++i)
      if (args[i].type->kind == ArgType::host) equal = e->hosts[host++].equals(args[i]);
    if (!equal) continue;
    e->last_use = ++clock;
    if (e != entries.front()) std::swap(entries.front(), e);
    return entries.front();
  }
  return nullptr;
}

std::shared_ptr<Entry> FunctionState::find(const ArgRef* args, std::size_t count) {
  bool tensors = false;
  for (std::size_t i = 0; i < count; ++i) tensors |= args[i].type->kind <= ArgType::tensor_inout;
  if (first.empty()) first.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (args[i].type->kind != ArgType::lifted || (constant_only & bit)) continue;
    const std::uint64_t now = args[i].type->number(args[i].object).bits;
    if (built == 0) first[i] = now;
    // Data from the first call where there is nothing else to compute with.
    if (!tensors || now != first[i]) data |= bit;
  }
  return look_up(make_key(args, count, data), args, count);
}

void FunctionState::insert(std::shared_ptr<Entry> entry) {
  if (entries.size() >= max_entries) {
    auto oldest =
        std::min_element(entries.begin(), entries.end(),
                         [](const auto& a, const auto& b) { return a->last_use < b->last_use; });
    entries.erase(oldest);
  }
  entry->last_use = ++clock;
  entries.push_back(std::move(entry));
  ++built;
}

FunctionState& state_of(Function& f) {
  FunctionState* s = f.state.load(std::memory_order_acquire);
  if (s) return *s;
  auto fresh = std::make_unique<FunctionState>();
  if (!f.state.compare_exchange_strong(s, fresh.get(), std::memory_order_acq_rel)) return *s;
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  r.functions.push_back(&f);
  return *fresh.release();
}

std::int64_t trace_count_of(Thunk f) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  for (Function* g : r.functions) {
    FunctionState& s = *g->state.load(std::memory_order_acquire);
    const std::lock_guard state_lock(s.mutex);
    if (s.self == f) return s.built;
  }
  return 0;
}

}  // namespace ag::detail
