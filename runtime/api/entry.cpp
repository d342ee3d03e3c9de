// Comparing calls with graphs: see entry.h.
#include "api/entry.h"

#include <algorithm>

#include "api/arguments.h"
#include "support/fail.h"
#include "support/hash.h"

namespace ag::detail {

namespace {
constexpr std::uint64_t data_word = 0x64617461;    // "this argument is run-time data"
constexpr std::uint64_t hidden_word = 0x6869646e;  // "it is one of the hidden inputs, too"

const TensorImpl* block_of(const ArgRef& a) {
  return Access::get(*static_cast<const Tensor*>(a.object));
}

const TensorImpl& set_block(const Call& call, std::size_t i) {
  const TensorImpl* p = block_of(call.args[i]);
  if (!p) fail("AG0201", {}, "argument {} of an annotated function was never set", i + 1);
  return *p;
}

bool is_tensor(const ArgType& t) { return t.kind <= ArgType::tensor_inout; }
}  // namespace

bool is_object(const Call& call, std::size_t i) {
  const ArgType& type = *call.args[i].type;
  if (is_tensor(type) || type.kind == ArgType::number_inout) return true;
  for (std::size_t k = 0; k < call.count && type.shares; ++k)
    if (call.args[k].object == call.args[i].object &&
        call.args[k].type->kind == ArgType::number_inout)
      return true;
  return false;
}

std::size_t alias_of(const Call& call, std::size_t i) {
  for (std::size_t k = 0; k < i && is_object(call, i); ++k)
    if (call.args[k].object == call.args[i].object && is_object(call, k)) return k;
  return i;
}

bool is_hidden(const Call& call, std::size_t i) {
  const ArgType& type = *call.args[i].type;
  if (!is_tensor(type) && !has_place(type)) return false;
  for (std::size_t k = 0; k < call.objects.count; ++k)
    if (call.objects.refs[k].object == call.args[i].object) return true;
  return false;
}

namespace {
std::uint64_t mix_type(std::uint64_t h, const Type& t) {
  h = mix(h, t.id);
  if (t.id == 0)
    for (const std::int64_t d : t.shape) h = mix(h, static_cast<std::uint64_t>(d));
  return h;
}
}  // namespace

std::uint64_t hash_of(const Call& call, std::uint64_t data) {
  std::uint64_t h = call.count;
  for (std::size_t i = 0; i < call.count; ++i) {
    const ArgType& type = *call.args[i].type;
    if (is_tensor(type)) {
      h = mix_type(h, *set_block(call, i).type);
    } else if (type.kind == ArgType::lifted) {
      if (!(data >> i & 1)) h = mix(h, type.number(call.args[i].object).bits);
    } else if (type.kind == ArgType::host) {
      h = mix(h, type.hash(call.args[i].object));
    }
  }
  return h;
}

Key kind_key(const Call& call, std::uint64_t data) {
  Key key;
  for (std::size_t i = 0; i < call.count; ++i) {
    const ArgType& type = *call.args[i].type;
    if (is_tensor(type)) {
      const Type& t = *set_block(call, i).type;
      key.words.push_back(static_cast<std::uint64_t>(t.list) << 16 |
                          static_cast<std::uint64_t>(t.dtype) << 8 |
                          static_cast<std::uint64_t>(t.shape.rank()));
      for (const std::int64_t d : t.shape)  // a list is told apart by its type alone
        if (t.list != ListKind::none) key.words.push_back(static_cast<std::uint64_t>(d));
      if (const std::size_t same = alias_of(call, i); same != i)
        key.words.push_back(~static_cast<std::uint64_t>(same));
      if (is_hidden(call, i)) key.words.push_back(hidden_word);
    } else if (type.kind == ArgType::lifted || type.kind == ArgType::number_inout) {
      const bool known = type.kind == ArgType::number_inout || (data >> i & 1);
      key.words.push_back(known ? data_word : type.number(call.args[i].object).bits);
      if (!has_place(type)) continue;
      key.words.push_back(~static_cast<std::uint64_t>(alias_of(call, i)));
      key.words.push_back(is_hidden(call, i) ? hidden_word : 0);
    } else if (type.kind == ArgType::host) {
      key.words.push_back(type.hash(call.args[i].object));
    }
  }
  return key;
}

std::vector<Extents> extents_of(const Call& call) {
  std::vector<Extents> result(call.count);
  for (std::size_t i = 0; i < call.count; ++i) {
    if (!is_tensor(*call.args[i].type) || is_hidden(call, i)) continue;
    const Type& type = *set_block(call, i).type;
    if (type.list == ListKind::none) result[i].assign(type.shape.begin(), type.shape.end());
  }
  return result;
}

bool is_open(const std::vector<Extents>& extents) {
  for (const Extents& e : extents)
    if (std::any_of(e.begin(), e.end(), [](std::int64_t d) { return d < 0; })) return true;
  return false;
}

namespace {
/// A host value that is the very object of in-out argument i.
std::size_t host_alias_of(const Call& call, std::size_t i) {
  for (std::size_t k = 0; k < call.count; ++k)
    if (call.args[k].type->kind == ArgType::host && call.args[k].object == call.args[i].object)
      return k;
  return i;
}

void refuse_host_alias(const Call& call, std::size_t i) {
  if (call.args[i].type->kind != ArgType::number_inout) return;
  if (const std::size_t k = host_alias_of(call, i); k != i)
    fail("AG0107", {},
         "arguments {} and {} of an annotated function are the same number: the one may be changed "
         "while the graph runs, the other is needed while it is built; pass a copy of it",
         k + 1, i + 1);
}
}  // namespace

// ---- an entry

Entry::Entry(const Call& call, std::uint64_t data_bits, std::vector<Extents> given)
    : extents(std::move(given)), data(data_bits), kind(kind_key(call, data_bits)) {
  open = is_open(extents);
  for (const Extents& e : extents)
    for (const std::int64_t d : e)
      if (d < 0) symbols = std::max(symbols, static_cast<std::size_t>(~d) + 1);
  for (std::size_t i = 0; i < call.count; ++i) wanted.push_back(wanted_of(call, i));
}

Wanted Entry::wanted_of(const Call& call, std::size_t i) {
  const ArgRef& arg = call.args[i];
  Wanted w;
  w.kind = arg.type->kind;
  if (is_tensor(*arg.type)) {
    const Type* type = set_block(call, i).type;
    if (type->id == 0) type = &private_types.emplace_back(*type);
    const bool any_open =
        std::any_of(extents[i].begin(), extents[i].end(), [](std::int64_t d) { return d < 0; });
    w.dtype = type->dtype;
    w.type = any_open ? nullptr : type;
    w.same = static_cast<std::uint32_t>(alias_of(call, i));
    w.hidden = is_hidden(call, i);
    w.input = is_input(call, i);
    w.output = is_output(call, i);
  } else if (w.kind == ArgType::number_inout || w.kind == ArgType::lifted) {
    w.same = static_cast<std::uint32_t>(alias_of(call, i));
    w.hidden = is_hidden(call, i);
    w.input = is_input(call, i);
    w.output = is_output(call, i);
    const bool own = w.kind == ArgType::lifted && !w.hidden && !is_object(call, i);
    w.data = own && (data >> i & 1);
    w.constant = own && !w.data;
    w.bits = arg.type->number(arg.object).bits;
    refuse_host_alias(call, i);
  } else if (w.kind == ArgType::host) {
    w.bits = arg.type->hash(arg.object);
    w.value = &hosts.emplace_back(arg.object, arg.type->copy, arg.type->destroy, arg.type->equal);
  }
  return w;
}

// A refusal comes from the first argument that differs; errors are left to the way that builds.
bool Entry::fits_arguments(const Call& call) const {
  if (call.count != wanted.size()) return false;
  for (std::size_t i = 0; i < call.count; ++i) {
    const Wanted& w = wanted[i];
    const ArgRef& arg = call.args[i];
    if (arg.type->kind != w.kind) return false;
    switch (w.kind) {
    case ArgType::tensor:
    case ArgType::tensor_inout: {
      const TensorImpl* p = block_of(arg);
      if (!p) return false;
      if (p->type != w.type && w.type && !same_type(p->type, w.type)) return false;
      if (i != 0 && alias_of(call, i) != w.same) return false;
      if (call.objects.count != 0 && is_hidden(call, i) != w.hidden) return false;
      break;
    }
    case ArgType::lifted:
    case ArgType::number_inout:
      if (w.constant && arg.type->number(arg.object).bits != w.bits) return false;
      if (has_place(*arg.type) && (alias_of(call, i) != w.same || is_hidden(call, i) != w.hidden))
        return false;
      if (w.kind == ArgType::number_inout && host_alias_of(call, i) != i) return false;
      break;
    case ArgType::host:
      if (!w.value->equals(arg.object, arg.type->equal)) return false;
      break;
    case ArgType::object: break;
    }
  }
  return !open || fits_open(call);
}

// Open extents are bound by the first place where they stand.
bool Entry::fits_open(const Call& call) const {
  std::vector<std::int64_t> bound(symbols, -1);
  for (std::size_t i = 0; i < call.count; ++i) {
    const Wanted& w = wanted[i];
    if (w.kind > ArgType::tensor_inout || w.type) continue;
    const Type& t = *block_of(call.args[i])->type;
    if (t.dtype != w.dtype || t.shape.size() != extents[i].size()) return false;
    for (std::size_t d = 0; d < extents[i].size(); ++d) {
      const std::int64_t want = extents[i][d], given = t.shape[d];
      if (want >= 0) {
        if (want != given) return false;
        continue;
      }
      std::int64_t& b = bound[static_cast<std::size_t>(~want)];
      if (given < 2 || (b >= 0 && b != given)) return false;
      b = given;
    }
  }
  return true;
}

std::uint64_t Entry::hash(std::uint64_t without) const {
  std::uint64_t h = wanted.size();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Wanted& w = wanted[i];
    if (w.kind <= ArgType::tensor_inout)
      h = mix_type(h, *w.type);
    else if (w.kind == ArgType::host || (w.kind == ArgType::lifted && !(without >> i & 1)))
      h = mix(h, w.bits);
  }
  return h;
}

bool Entry::same_hosts(const Call& call) const {
  if (call.count != wanted.size()) return false;
  for (std::size_t i = 0; i < call.count; ++i)
    if (wanted[i].value &&
        (call.args[i].type->kind != ArgType::host ||
         !wanted[i].value->equals(call.args[i].object, call.args[i].type->equal)))
      return false;
  return true;
}

api::HiddenPlan::Match Entry::match_hidden(const Call& call,
                                           std::vector<api::Place>* differing) const {
  const api::HiddenLock lock;
  return compiled.hidden.match(call.objects, differing);
}

bool Entry::fits_hidden(const Call& call) const {
  return match_hidden(call, nullptr) == api::HiddenPlan::Match::yes;
}

}  // namespace ag::detail
