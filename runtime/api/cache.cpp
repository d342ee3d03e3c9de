// The graphs kept for one annotated function: see cache.h.
#include "api/cache.h"

#include <algorithm>
#include <map>
#include <optional>

#include "autograft/graph.h"
#include "support/fail.h"

namespace ag::detail {

namespace {
constexpr std::uint64_t data_word = 0x64617461;    // "this argument is run-time data"
constexpr std::uint64_t hidden_word = 0x6869646e;  // "it is one of the hidden inputs, too"

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
  words.push_back(static_cast<std::uint64_t>(type.list) << 16 |
                  static_cast<std::uint64_t>(type.dtype) << 8 |
                  static_cast<std::uint64_t>(type.shape.rank()));
  for (const std::int64_t d : type.shape) words.push_back(static_cast<std::uint64_t>(d));
}
}  // namespace

std::size_t alias_of(const ArgRef* args, std::size_t i) {
  for (std::size_t k = 0; k < i; ++k)
    if (args[k].object == args[i].object && args[k].type->kind <= ArgType::tensor_inout) return k;
  return i;
}

bool is_hidden(const Call& call, std::size_t i) {
  if (call.args[i].type->kind > ArgType::tensor_inout) return false;
  for (std::size_t k = 0; k < call.objects.count; ++k)
    if (call.objects.refs[k].object == call.args[i].object) return true;
  return false;
}

namespace {
Key key_of(const Call& call, std::uint64_t data, bool extents) {
  const ArgRef* args = call.args;
  Key key;
  key.words.reserve(call.count * 2);
  for (std::size_t i = 0; i < call.count; ++i) {
    const ArgType& type = *args[i].type;
    switch (type.kind) {
    case ArgType::tensor:
    case ArgType::tensor_inout: {
      const TensorImpl* p = Access::get(*static_cast<const Tensor*>(args[i].object));
      if (!p) fail("AG0201", {}, "argument {} of an annotated function was never set", i + 1);
      if (extents || is_list(p))
        add_type(key.words, *p->type);
      else
        key.words.push_back(static_cast<std::uint64_t>(p->type->dtype) << 8 |
                            static_cast<std::uint64_t>(p->type->shape.rank()));
      if (const std::size_t same = alias_of(args, i); same != i)
        key.words.push_back(~static_cast<std::uint64_t>(same));
      if (is_hidden(call, i)) key.words.push_back(hidden_word);
      break;
    }
    case ArgType::lifted:
      key.words.push_back(data >> i & 1 ? data_word : type.number(args[i].object).bits);
      break;
    case ArgType::host: key.words.push_back(type.hash(args[i].object)); break;
    case ArgType::object: break;
    }
  }
  return key;
}

/// Open extents are bound by the first place where they stand.
bool fits(const std::vector<Extents>& given, const std::vector<Extents>& wanted) {
  std::map<std::int64_t, std::int64_t> bound;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    for (std::size_t d = 0; d < wanted[i].size(); ++d) {
      const std::int64_t w = wanted[i][d], g = given[i][d];
      if (w >= 0 ? w != g : g < 2 || bound.emplace(w, g).first->second != g) return false;
    }
  return true;
}

/// Extents of 0 and 1 are special (they broadcast and end loops): never open.
bool may_join(const std::vector<Extents>& a, const std::vector<Extents>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t d = 0; d < a[i].size(); ++d)
      if (a[i][d] != b[i][d] && (a[i][d] < 2 || b[i][d] < 2)) return false;
  return true;
}

bool same_hosts(const Entry& e, const Call& call) {
  std::size_t host = 0;
  for (std::size_t i = 0; i < call.count; ++i)
    if (call.args[i].type->kind == ArgType::host && !e.hosts[host++].equals(call.args[i].object))
      return false;
  return true;
}
}  // namespace

Key make_key(const Call& call, std::uint64_t data) { return key_of(call, data, true); }
Key kind_key(const Call& call, std::uint64_t data) { return key_of(call, data, false); }

std::vector<Extents> extents_of(const Call& call) {
  std::vector<Extents> result(call.count);
  for (std::size_t i = 0; i < call.count; ++i) {
    if (call.args[i].type->kind > ArgType::tensor_inout || is_hidden(call, i)) continue;
    const Type& type = Access::type(*static_cast<const Tensor*>(call.args[i].object));
    // Lists are told apart by their type alone.
    if (type.list == ListKind::none) result[i].assign(type.shape.begin(), type.shape.end());
  }
  return result;
}

bool is_open(const std::vector<Extents>& extents) {
  for (const Extents& e : extents)
    if (std::any_of(e.begin(), e.end(), [](std::int64_t d) { return d < 0; })) return true;
  return false;
}

std::vector<Extents> FunctionState::extents_for(const Call& call) const {
  std::vector<Extents> now = extents_of(call);
  if (exact_only) return now;
  const Key kind = kind_key(call, data);
  std::vector<const Entry*> alike;
  for (const auto& e : entries)
    if (!e->open && e->kind == kind && same_hosts(*e, call) && may_join(e->extents, now))
      alike.push_back(e.get());
  if (alike.size() < static_cast<std::size_t>(max_shapes)) return now;
  // Places whose extents have been equal to each other in every graph stay equal.
  std::map<std::vector<std::int64_t>, std::int64_t> symbols;
  std::vector<Extents> result = now;
  for (std::size_t i = 0; i < now.size(); ++i)
    for (std::size_t d = 0; d < now[i].size(); ++d) {
      std::vector<std::int64_t> seen{now[i][d]};
      for (const Entry* e : alike) seen.push_back(e->extents[i][d]);
      if (std::count(seen.begin(), seen.end(), now[i][d]) ==
          static_cast<std::ptrdiff_t>(seen.size()))
        continue;
      result[i][d] =
          symbols.emplace(seen, ~static_cast<std::int64_t>(symbols.size())).first->second;
    }
  return result;
}

std::shared_ptr<Entry> FunctionState::look_up(const Key& key, const Call& call) {
  std::vector<api::Place> differing;
  std::optional<Key> kind;
  std::vector<Extents> extents;
  for (auto& e : entries) {
    if (e->open) {
      if (!kind) {
        kind = kind_key(call, data);
        extents = extents_of(call);
      }
      if (!(e->kind == *kind) || !fits(extents, e->extents)) continue;
    } else if (!(e->key == key)) {
      continue;
    }
    if (!same_hosts(*e, call)) continue;
    differing.clear();
    const auto match = e->compiled.hidden.match(call.objects, &differing);
    if (match == api::HiddenPlan::Match::numbers)
      for (const api::Place& p : differing)
        if (!constant_numbers.count(p)) data_numbers.insert(p);
    if (match != api::HiddenPlan::Match::yes) continue;
    e->last_use = ++clock;
    if (e != entries.front()) std::swap(entries.front(), e);
    return entries.front();
  }
  return nullptr;
}

std::shared_ptr<Entry> FunctionState::find(const Call& call) {
  const ArgRef* args = call.args;
  const std::size_t count = call.count;
  bool tensors = false;
  for (std::size_t i = 0; i < count; ++i) tensors |= args[i].type->kind <= ArgType::tensor_inout;
  for (std::size_t i = 0; i < call.objects.count; ++i)
    tensors |= call.objects.refs[i].type->kind <= HiddenType::variable;
  if (first.empty()) first.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (args[i].type->kind != ArgType::lifted || (constant_only & bit)) continue;
    const std::uint64_t now = args[i].type->number(args[i].object).bits;
    if (built == 0) first[i] = now;
    // Data from the first call where there is nothing else to compute with.
    if (!tensors || now != first[i]) data |= bit;
  }
  const api::HiddenLock lock;
  return look_up(make_key(call, data), call);
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
