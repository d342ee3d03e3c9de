// Collecting the leaves of structured values with their names (autograft/fields.h); reading and
// writing them.
#include "api/fields.h"

#include <cstring>

#include "support/fail.h"

namespace ag::detail {

Leaves::Leaves(bool named) : named_(named) {}
Leaves::~Leaves() = default;

void Leaves::begin(std::string name, const char* fields) {
  path_ = std::move(name);
  fields_ = fields;
}

void Leaves::add(const Leaf& leaf) {
  leaves.push_back(leaf);
  if (named_) names.push_back(path_);
}

void Leaves::extent(std::size_t n) { extents.push_back(n); }

Leaves::Mark Leaves::enter(const char* name, std::size_t length) {
  const Mark mark{path_.size(), fields_};
  if (named_) (path_ += '.').append(name, length);
  fields_ = nullptr;
  return mark;
}

Leaves::Mark Leaves::enter_element(std::size_t index) {
  const Mark mark{path_.size(), fields_};
  if (named_) path_ += "[" + std::to_string(index) + "]";
  return mark;  // the elements' fields have the names that stand behind the container's
}

namespace {
/// The end of the name at `p` with the field names behind it.
const char* skip(const char* p) {
  int depth = 0;
  for (; *p && (depth > 0 || (*p != ',' && *p != '}')); ++p)
    depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
  return p;
}
}  // namespace

Leaves::Mark Leaves::enter_field(std::size_t index) {
  const Mark mark{path_.size(), fields_};
  const char* name = fields_;
  for (std::size_t i = 0; name && i < index; ++i) {
    const char* end = skip(name + 1);
    name = *end == ',' ? end : nullptr;
  }
  fields_ = nullptr;
  if (!named_) return mark;
  if (!name) {
    path_ += "." + std::to_string(index);
    return mark;
  }
  const std::size_t length = std::strcspn(++name, ",{}");
  (path_ += '.').append(name, length);
  if (name[length] == '{') fields_ = name + length;
  return mark;
}

void Leaves::leave(Mark mark) {
  if (named_) path_.resize(mark.length);
  fields_ = mark.fields;
}

std::size_t next_name(const char*& names) {
  names += std::strspn(names, ", \t\n");
  return std::strcspn(names, ", \t\n");
}

}  // namespace ag::detail

namespace ag::api {

using detail::Access;
using detail::AnyNumber;
using detail::Leaf;
using detail::ScalarAccess;

namespace {

/// A plain number in memory, widened as AnyNumber does.
AnyNumber load(const void* p, DType d) {
  Tensor t = Access::adopt(detail::allocate(detail::intern(d, Shape{})));
  std::memcpy(Access::data(t), p, item_size(d));
  return detail::read_number(Access::get(t), d, {});
}

void store(void* p, const Tensor& value) {
  std::memcpy(p, Access::data(value), item_size(value.dtype()));
}

}  // namespace

Tensor read_leaf(const Leaf& leaf) {
  switch (leaf.kind) {
  case Leaf::tensor: return *static_cast<const Tensor*>(leaf.object);
  case Leaf::scalar: {
    const auto s = ScalarAccess::read(leaf.object, leaf.dtype);
    return s.sym ? Access::share(s.sym) : Access::adopt(detail::make_scalar(s.number));
  }
  case Leaf::number: return Access::adopt(detail::make_scalar(load(leaf.object, leaf.dtype)));
  case Leaf::host: break;
  }
  return {};
}

void write_leaf(const Leaf& leaf, const Tensor& value, const std::string& name) {
  if (leaf.kind == Leaf::tensor) {
    Access::replace(*static_cast<Tensor*>(leaf.object), value);
    return;
  }
  if (!value.defined()) return;
  if (leaf.kind == Leaf::scalar) {
    auto* impl = Access::get(value);
    const bool symbolic = impl->symbolic();
    const auto number = symbolic ? AnyNumber{} : detail::read_number(impl, leaf.dtype, {});
    ScalarAccess::write(leaf.object, leaf.dtype, number, symbolic ? impl : nullptr);
    return;
  }
  if (value.symbolic())
    fail("AG0301", {}, "`{}` is a plain C++ number here and cannot hold a staged value", name);
  store(leaf.object, value);
}

void set_birth(const Leaf& leaf, std::uint32_t region) noexcept {
  if (leaf.kind == Leaf::tensor) Access::set_birth(*static_cast<Tensor*>(leaf.object), region);
  if (leaf.kind == Leaf::scalar) ScalarAccess::set_birth(leaf.object, region);
}

bool same_host(const Leaf& a, const Leaf& b) {
  return !a.type->equal || a.type->equal(a.object, b.object);
}

}  // namespace ag::api
