// Reading and writing state variables through their untyped descriptions.
#include "api/state.h"

#include <algorithm>
#include <string_view>

#include "api/fields.h"
#include "support/fail.h"

namespace ag::api {

using detail::StateEntry;

namespace {

/// "n,s{pos,vel}": labels and what stands in braces behind them.
void split_names(const char* names, std::vector<std::string>& labels,
                 std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < labels.size() && *names; ++i) {
    const char* end = names;
    for (int depth = 0; *end && (depth > 0 || *end != ','); ++end)
      depth += *end == '{' ? 1 : *end == '}' ? -1 : 0;
    const std::string_view entry(names, static_cast<std::size_t>(end - names));
    const std::size_t brace = std::min(entry.find('{'), entry.size());
    labels[i] = entry.substr(0, brace);
    fields[i] = entry.substr(brace);
    names = *end ? end + 1 : end;
  }
}

/// Parts that cannot be carried: they may not differ between paths and turns.
bool is_host(const detail::Leaf& l) {
  return l.kind == detail::Leaf::host || l.kind == detail::Leaf::number;
}

}  // namespace

StateVars::StateVars(const detail::StateView& view, const std::vector<Extra>& extra)
    : entries_(view.entries, view.entries + view.count), labels_(view.count), fields_(view.count),
      home_(detail::open_region) {
  split_names(view.names, labels_, fields_);
  drop_aliases();
  for (const Extra& e : extra) {
    if (contains(e.entry.object)) continue;
    entries_.push_back(e.entry);
    labels_.push_back(e.name);
    fields_.emplace_back();
  }
  for (const auto& e : entries_) structured_ |= e.kind == StateEntry::structure;
  collect();
}

// Two names of one object (parameters by reference), or of an object and its part, are one
// variable: the larger one's, else the first's.
void StateVars::drop_aliases() {
  if (entries_.size() < 2) return;
  std::vector<std::vector<const void*>> objects;  // of each entry, its leaves
  for (const StateEntry& e : entries_) {
    std::vector<const void*>& of = objects.emplace_back();
    if (e.set) continue;  // a return slot is nobody else's
    detail::Leaves now;
    if (e.kind == StateEntry::structure)
      e.parts->visit(e.object, now);
    else
      of.push_back(e.object);
    for (const detail::Leaf& l : now.leaves) of.push_back(l.object);
  }
  const auto is_named = [&](std::size_t k) {
    for (std::size_t i = 0; i < objects.size(); ++i)
      if (i != k && !objects[k].empty() &&
          (objects[i].size() > objects[k].size() ||
           (objects[i].size() == objects[k].size() && i < k)) &&
          std::find(objects[i].begin(), objects[i].end(), objects[k].front()) != objects[i].end())
        return true;
    return false;
  };
  for (std::size_t k = entries_.size(); k-- > 0;) {
    if (!is_named(k)) continue;
    const auto at = static_cast<std::ptrdiff_t>(k);
    entries_.erase(entries_.begin() + at);
    labels_.erase(labels_.begin() + at);
    fields_.erase(fields_.begin() + at);
    objects.erase(objects.begin() + at);
  }
}

bool StateVars::in_structure(const void* object) const {
  for (const auto& e : entries_) {
    if (e.kind != StateEntry::structure) continue;
    detail::Leaves now;
    e.parts->visit(e.object, now);
    for (const detail::Leaf& l : now.leaves)
      if (l.object == object) return true;
  }
  return false;
}

bool StateVars::contains(const void* object) const {
  for (const auto& e : entries_)
    if (e.object == object) return true;
  return in_structure(object);
}

void StateVars::collect() {
  if (!structured_ && vars_.size() == entries_.size()) return;
  vars_.clear();
  names_.clear();
  parts_.clear();
  for (std::size_t k = 0; k < entries_.size(); ++k) {
    const StateEntry& e = entries_[k];
    if (e.kind != StateEntry::structure) {
      vars_.push_back(
          {{static_cast<detail::Leaf::Kind>(e.kind), e.dtype, e.object, nullptr}, e.set, false});
      names_.push_back(labels_[k]);
      continue;
    }
    detail::Leaves now(true);
    now.begin(labels_[k], fields_[k].empty() ? nullptr : fields_[k].c_str());
    e.parts->visit(e.object, now);
    Part part;
    part.first = vars_.size();
    part.set = !e.set || *e.set;
    part.extents = std::move(now.extents);
    for (std::size_t i = 0; i < now.leaves.size(); ++i) {
      if (is_host(now.leaves[i])) {
        part.hosts.push_back(now.leaves[i]);
        part.host_names.push_back(std::move(now.names[i]));
        continue;
      }
      vars_.push_back({now.leaves[i], e.set, true});
      names_.push_back(std::move(now.names[i]));
    }
    part.count = vars_.size() - part.first;
    parts_.push_back(std::move(part));
  }
}

Snapshot StateVars::save() {
  collect();
  Snapshot s;
  s.values.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) s.values.push_back(read(i));
  s.parts = parts_;
  std::size_t next = 0;
  for (const StateEntry& e : entries_) {
    if (e.kind != StateEntry::structure) continue;
    Part& part = s.parts[next++];
    if (!e.parts->copy) continue;
    part.copy = std::shared_ptr<void>(e.parts->copy(e.object), e.parts->destroy);
    detail::Leaves kept;
    e.parts->visit(part.copy.get(), kept);
    part.hosts.clear();
    for (const detail::Leaf& l : kept.leaves)
      if (is_host(l)) part.hosts.push_back(l);
  }
  return s;
}

bool StateVars::alike(const Part& a, const Part& b) {
  if (a.count != b.count || a.extents != b.extents || a.hosts.size() != b.hosts.size())
    return false;
  for (std::size_t i = 0; i < a.hosts.size(); ++i)
    if (!same_host(a.hosts[i], b.hosts[i])) return false;
  return true;
}

void StateVars::reshape(const Snapshot& s) {
  if (!structured_) return;
  collect();
  std::size_t next = 0;
  for (const StateEntry& e : entries_) {
    if (e.kind != StateEntry::structure) continue;
    const Part &now = parts_[next], &then = s.parts[next];
    ++next;
    if (alike(now, then)) continue;
    if (!then.copy)
      fail("AG0207", {}, "`{}` changes its structure, but objects of its class cannot be copied",
           labels_[static_cast<std::size_t>(&e - entries_.data())]);
    e.parts->assign(e.object, then.copy.get());
  }
  collect();
}

void StateVars::restore(const Snapshot& s) {
  reshape(s);
  write(s.values);
}

StateVars::Difference StateVars::compare(const Snapshot& a, const Snapshot& b) const {
  std::size_t next = 0;
  for (std::size_t k = 0; k < entries_.size(); ++k) {
    if (entries_[k].kind != StateEntry::structure) continue;
    const Part &x = a.parts[next], &y = b.parts[next];
    ++next;
    if (!x.set || !y.set || alike(x, y)) continue;
    if (x.extents == y.extents) {
      for (std::size_t i = 0; i < x.hosts.size(); ++i)
        if (!same_host(x.hosts[i], y.hosts[i]))
          return {x.host_names[i], "one value", "another one"};
    }
    const auto text = [](const Part& p) {
      return p.extents.size() == 1 ? std::to_string(p.extents[0]) + " elements"
                                   : std::to_string(p.count) + " values";
    };
    return {labels_[k], text(x), text(y)};
  }
  return {};
}

std::vector<std::pair<std::size_t, std::size_t>>
StateVars::adopt_slots(Snapshot& to, const Snapshot& from) const {
  std::vector<std::pair<std::size_t, std::size_t>> inserted;
  std::size_t shift = 0;
  for (std::size_t k = 0; k < to.parts.size(); ++k) {
    Part& part = to.parts[k];
    part.first += shift;
    const Part& other = from.parts[k];
    if (part.set || !other.set || part.count == other.count) continue;
    to.values.insert(to.values.begin() + static_cast<std::ptrdiff_t>(part.first), other.count,
                     Tensor());
    inserted.emplace_back(part.first, other.count);
    shift += other.count;
    const std::size_t first = part.first;
    part = other;
    part.first = first;
    part.set = false;
  }
  return inserted;
}

Tensor StateVars::read(std::size_t i) const {
  const Var& v = vars_[i];
  return v.set && !*v.set ? Tensor() : read_leaf(v.leaf);
}

void StateVars::write(std::size_t i, const Tensor& value) const {
  const Var& v = vars_[i];
  if (v.set) *v.set = value.defined();
  if (v.part) set_birth(v.leaf, home_);
  write_leaf(v.leaf, value, name(i));
}

void StateVars::write(const std::vector<Tensor>& values) const {
  for (std::size_t i = 0; i < values.size(); ++i) write(i, values[i]);
}

}  // namespace ag::api
