// The graphs kept for one annotated function: see cache.h.
#include "api/cache.h"

#include <algorithm>
#include <map>

#include "autograft/graph.h"
#include "support/readers.h"

namespace ag::detail {

namespace {
/// Every function that has state, for trace_count.
struct Registry {
  std::mutex mutex;
  std::vector<Function*> functions;
};
Registry& registry() {
  static Registry* r = new Registry;  // outlives every static Function
  return *r;
}

/// Extents of 0 and 1 are special (they broadcast and end loops): never open.
bool may_join(const std::vector<Extents>& a, const std::vector<Extents>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t d = 0; d < a[i].size(); ++d)
      if (a[i][d] != b[i][d] && (a[i][d] < 2 || b[i][d] < 2)) return false;
  return true;
}

/// Turns of table look-ups between two that move what they found to the front.
constexpr unsigned promote_every = 16;
constinit thread_local unsigned table_hits = 0;
}  // namespace

// ---- the table

Table::Table(const std::vector<std::unique_ptr<Entry>>& entries, std::uint64_t data) : data_(data) {
  std::size_t size = 4;
  while (size < 2 * entries.size()) size *= 2;
  slots_.resize(size, Slot{0, nullptr});
  for (const auto& e : entries) {
    if (e->open || (e->data & ~data) != 0) {
      open_.push_back(e.get());
      continue;
    }
    const std::uint64_t hash = e->hash(data);
    std::size_t i = hash & (size - 1);
    while (slots_[i].entry) i = (i + 1) & (size - 1);
    slots_[i] = {hash, e.get()};
  }
}

Entry* Table::find(const Call& call) const {
  const std::uint64_t hash = hash_of(call, data_);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask; slots_[i].entry; i = (i + 1) & mask)
    if (slots_[i].hash == hash && slots_[i].entry->fits(call)) return slots_[i].entry;
  for (Entry* e : open_)
    if (e->fits(call)) return e;
  return nullptr;
}

// ---- look-up

Entry* FunctionState::hit(const Call& call) {
  for (auto& way : ways_)
    if (Entry* e = way.load(std::memory_order_acquire); e && e->fits(call)) return e;
  const Table* t = table_.load(std::memory_order_acquire);
  Entry* e = t ? t->find(call) : nullptr;
  if (!e) return nullptr;
  e->last_use.store(clock_.fetch_add(1, std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  if (++table_hits % promote_every == 0)
    if (const std::unique_lock lock(mutex, std::try_to_lock); lock) promote(e);
  return e;
}

void FunctionState::promote(Entry* entry) {
  if (entry->dropped) return;
  for (const auto& way : ways_)
    if (way.load(std::memory_order_relaxed) == entry) return;
  ways_[next_way_++ % std::size(ways_)].store(entry, std::memory_order_release);
}

void FunctionState::learn(const Call& call) {
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
  std::vector<api::Place> differing;
  for (const auto& e : entries) {
    differing.clear();
    if (!e->fits_arguments(call) ||
        e->match_hidden(call, &differing) != api::HiddenPlan::Match::numbers)
      continue;
    for (const api::Place& p : differing)
      if (!constant_numbers.count(p)) data_numbers.insert(p);
  }
}

std::vector<Extents> FunctionState::extents_for(const Call& call) const {
  std::vector<Extents> now = extents_of(call);
  if (exact_only) return now;
  const Key kind = kind_key(call, data);
  std::vector<const Entry*> alike;
  for (const auto& e : entries)
    if (!e->open && e->kind == kind && e->same_hosts(call) && may_join(e->extents, now))
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

// ---- what is kept

// Those in front are used without a stamp: they stay.
std::unique_ptr<Entry> FunctionState::evict() {
  const auto in_front = [&](const Entry* e) {
    return std::any_of(std::begin(ways_), std::end(ways_),
                       [&](const auto& way) { return way.load(std::memory_order_relaxed) == e; });
  };
  auto oldest = entries.end();
  for (auto it = entries.begin(); it != entries.end(); ++it)
    if (!in_front(it->get()) &&
        (oldest == entries.end() || (*it)->last_use.load() < (*oldest)->last_use.load()))
      oldest = it;
  std::unique_ptr<Entry> gone = std::move(*oldest);
  gone->dropped = true;
  entries.erase(oldest);
  return gone;
}

void FunctionState::publish() {
  Table* old = table_.exchange(new Table(entries, data), std::memory_order_acq_rel);
  if (old) retire(old);
}

Entry* FunctionState::insert(std::unique_ptr<Entry> entry) {
  std::unique_ptr<Entry> gone;
  if (entries.size() >= max_entries) gone = evict();
  entry->last_use = ++clock_;
  entries.push_back(std::move(entry));
  Entry* added = entries.back().get();
  publish();
  promote(added);
  ++built;
  if (gone) retire(gone.release());
  return added;
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
  std::int64_t count = 0;  // an ag::function has one cache for each kind of arguments
  for (Function* g : r.functions) {
    const FunctionState& s = *g->state.load(std::memory_order_acquire);
    if (s.self.load(std::memory_order_relaxed) == f) count += s.built;
  }
  return count;
}

}  // namespace ag::detail
