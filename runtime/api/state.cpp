// Reading and writing state variables through their untyped descriptions.
#include "api/state.h"

#include <cstring>

#include "support/fail.h"

namespace ag::api {

namespace {

std::vector<std::string> split_names(const char* names, std::size_t count) {
  std::vector<std::string> result(count);
  for (std::size_t i = 0; i < count && *names; ++i) {
    const char* comma = std::strchr(names, ',');
    result[i].assign(names, comma ? static_cast<std::size_t>(comma - names) : std::strlen(names));
    names = comma ? comma + 1 : names + std::strlen(names);
  }
  return result;
}

/// A plain number in memory, widened as AnyNumber does.
detail::AnyNumber load(const void* p, DType d) {
  Tensor t = detail::Access::adopt(detail::allocate(detail::intern(d, Shape{})));
  std::memcpy(detail::Access::data(t), p, item_size(d));
  return detail::read_number(detail::Access::get(t), d, {});
}

void store(void* p, const Tensor& value) {
  std::memcpy(p, detail::Access::data(value), item_size(value.dtype()));
}

}  // namespace

StateVars::StateVars(const detail::StateView& view, const std::vector<Extra>& extra)
    : entries_(view.entries, view.entries + view.count),
      names_(split_names(view.names, view.count)) {
  for (const Extra& e : extra) {
    if (contains(e.entry.object)) continue;
    entries_.push_back(e.entry);
    names_.push_back(e.name);
  }
}

bool StateVars::contains(const void* object) const {
  for (const auto& e : entries_)
    if (e.object == object) return true;
  return false;
}

Tensor StateVars::read(std::size_t i) const {
  const auto& e = entries_[i];
  if (e.set && !*e.set) return {};
  switch (e.kind) {
  case detail::StateEntry::tensor: return *static_cast<const Tensor*>(e.object);
  case detail::StateEntry::scalar: {
    const auto v = detail::ScalarAccess::read(e.object, e.dtype);
    if (v.sym) return detail::Access::share(v.sym);
    return detail::Access::adopt(detail::make_scalar(v.number));
  }
  case detail::StateEntry::number:
    return detail::Access::adopt(detail::make_scalar(load(e.object, e.dtype)));
  }
  return {};
}

std::vector<Tensor> StateVars::read() const {
  std::vector<Tensor> values;
  values.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) values.push_back(read(i));
  return values;
}

void StateVars::write(std::size_t i, const Tensor& value) const {
  const auto& e = entries_[i];
  if (e.set) *e.set = value.defined();
  if (e.kind == detail::StateEntry::tensor) {
    detail::Access::replace(*static_cast<Tensor*>(e.object), value);
    return;
  }
  if (!value.defined()) return;
  if (e.kind == detail::StateEntry::scalar) {
    auto* impl = detail::Access::get(value);
    const bool symbolic = impl->symbolic();
    const auto number = symbolic ? detail::AnyNumber{} : detail::read_number(impl, e.dtype, {});
    detail::ScalarAccess::write(e.object, e.dtype, number, symbolic ? impl : nullptr);
    return;
  }
  if (value.symbolic())
    fail("AG0301", {}, "`{}` is a plain C++ number here and cannot hold a staged value", name(i));
  store(e.object, value);
}

void StateVars::write(const std::vector<Tensor>& values) const {
  for (std::size_t i = 0; i < values.size(); ++i) write(i, values[i]);
}

}  // namespace ag::api
