// ag::Item: values that know where they came from. Elements are read and written by the ops
// (item_ops.h); this file decides when. A live item keeps the block it looks at; before such a
// block is written in place, materialise_items gives the items their elements, so that a write
// costs what it writes and never a copy of the whole tensor.
#include "autograft/item.h"

#include <new>
#include <ostream>

#include "support/fail.h"
#include "tensor/hooks.h"
#include "tensor/impl.h"
#include "tensor/item_ops.h"

namespace ag {

namespace {
constinit thread_local Item* live_items = nullptr;
}

void detail::materialise_items(const TensorImpl* block) {
  for (Item* i = live_items; i;) {
    Item* const next = i->next_;
    if (Access::get(i->snapshot_) == block) {
      try {
        i->keep(ops::get_item(i->snapshot_, {i->indexes(), static_cast<std::size_t>(i->count_)},
                              i->place()));
      } catch (const Error&) {
        // A bad index is reported where the item is read, not where its tensor is written: the
        // item goes on holding the block, and the writer copies.
      }
    }
    i = next;
  }
}

// ---- birth and death

Item::Item(Tensor& root, const Index* indexes, std::size_t count) : root_(&root), snapshot_(root) {
  detail::require_defined(root.impl_, indexes->where());
  append(indexes, count);
  link();
}

Item::Item(Item& from, const Index* indexes, std::size_t count)
    : root_(from.root_), snapshot_(from.snapshot_) {
  append(from.indexes(), static_cast<std::size_t>(from.count_));
  append(indexes, count);
  link();
}

Item::Item(const Item& o) : root_(nullptr), value_(o.read()) {}

Item::~Item() {
  unlink();
  for (int i = 0; i < count_; ++i) indexes()[i].~Index();
}

void Item::append(const Index* indexes, std::size_t count) {
  auto* out = reinterpret_cast<Index*>(storage_);
  for (std::size_t i = 0; i < count; ++i) {
    if (count_ == max_indexes) {
      for (int k = 0; k < count_; ++k) out[k].~Index();
      fail("AG0214", indexes[i].where(), "more than {} indexes in a row", max_indexes);
    }
    ::new (out + count_) Index(indexes[i]);
    ++count_;
  }
}

void Item::link() noexcept {
  next_ = live_items;
  if (next_) next_->previous_ = this;
  live_items = this;
}

void Item::unlink() const noexcept {
  if (!snapshot_.defined()) return;
  if (next_) next_->previous_ = previous_;
  if (previous_)
    previous_->next_ = next_;
  else
    live_items = next_;
  detail::Access::replace(snapshot_, Tensor());
}

std::source_location Item::place() const noexcept {
  return count_ ? indexes()[count_ - 1].where_ : std::source_location();
}

// ---- reading

const Tensor& Item::base() const noexcept {
  return value_.defined() ? value_ : snapshot_.defined() ? snapshot_ : *root_;
}

void Item::keep(const Tensor& value) const {
  detail::Access::replace(value_, value);
  unlink();
}

Tensor Item::read() const {
  if (value_.defined()) return value_;
  Tensor v = ops::get_item(base(), {indexes(), static_cast<std::size_t>(count_)}, place());
  // A graph value made in an inner region is not kept: the item may be read outside of it.
  if (snapshot_.defined() && (!v.symbolic() || value_.birth_ == detail::open_region)) keep(v);
  return v;
}

Tensor& Item::own() & {
  keep(read());
  root_ = nullptr;
  return value_;
}

// ---- further indexing

Item Item::operator[](const Index& i) && {
  if (!root_) return Item(value_, &i, 1);
  return Item(*this, &i, 1);
}
Item Item::operator[](const Index& i) & { return Item(own(), &i, 1); }

Item Item::chain(const Index* indexes, std::size_t count) {
  if (!root_) return Item(value_, indexes, count);
  return Item(*this, indexes, count);
}

Item Tensor::operator[](const Index& i) & { return Item(*this, &i, 1); }
Tensor Tensor::operator[](const Index& i) const& { return select(&i, 1); }
Tensor Tensor::operator[](const Index& i) && { return select(&i, 1); }

Tensor Tensor::select(const Index* indexes, std::size_t count) const {
  detail::require_defined(impl_, indexes->where());
  return ops::get_item(*this, {indexes, count}, indexes->where());
}

// ---- writing

Item& Item::write(const Arg& v) {
  if (!root_) return assign(v);
  unlink();  // or the write would see this very item as another user of the block
  detail::Access::replace(value_, Tensor());
  if (root_->birth_ != detail::open_region) detail::check_store(root_, root_->birth_, v.impl());
  Tensor alias;  // `t[s] = t`: a second reference makes the write go to a copy
  if (v.impl() == root_->impl_) alias = detail::Access::share(v.impl());
  ops::set_item(*root_, {indexes(), static_cast<std::size_t>(count_)}, v, place());
  return *this;
}

Item& Item::assign(const Arg& v) {
  if (v.is_weak()) {
    ops::set_item(own(), {}, v, v.where());
    return *this;
  }
  detail::require_defined(v.impl(), v.where());
  Tensor value = detail::Access::share(v.impl());
  unlink();
  root_ = nullptr;
  value_ = value;
  return *this;
}

Item& Item::update(Op op, const Arg& v) {
  if (!root_) return change(op, v);
  const Tensor result = ops::item_binary(op, read(), v);
  return write(Arg(result, place()));
}

Item& Item::change(Op op, const Arg& v) {
  own();
  value_ = ops::item_binary(op, value_, v);
  return *this;
}

Tensor Item::operator++(int) && {
  Tensor old = read();
  update(Op::add, Arg(1, place()));
  return old;
}
Tensor Item::operator--(int) && {
  Tensor old = read();
  update(Op::subtract, Arg(1, place()));
  return old;
}
Tensor Item::operator++(int) & {
  Tensor old = read();
  change(Op::add, Arg(1, place()));
  return old;
}
Tensor Item::operator--(int) & {
  Tensor old = read();
  change(Op::subtract, Arg(1, place()));
  return old;
}

void Item::exchange(Item& a, Item& b) {
  const Tensor from_a = a.read(), from_b = b.read();
  a.write(Arg(from_b, a.place()));
  b.write(Arg(from_a, b.place()));
}

void Item::exchange(Item& a, Tensor& b) {
  const Tensor from_a = a.read();
  a.write(Arg(b, a.place()));
  b = from_a;
}

void swap(Item& a, Item& b) {
  const Tensor from_a = a.own();
  a.value_ = b.own();
  b.value_ = from_a;
}

Arg::Arg(const Item& i, std::source_location w) : where_(w) {
  const Tensor v = i.read();
  impl_ = v.impl_;
  if (impl_ == i.value_.impl_) return;  // the item keeps it
  detail::retain(impl_);
  owned_ = impl_;
}

detail::Read detail::read_tensor(const Item& t, DType as, bool truth,
                                 const std::source_location& where) {
  return read_tensor(Tensor(t), as, truth, where);
}

std::string to_string(const Item& t) { return to_string(Tensor(t)); }
std::ostream& operator<<(std::ostream& out, const Item& t) { return out << Tensor(t); }

// ---- indexes

namespace detail {

Bound::Bound(const Tensor& t) : given_(true) { set(t); }
Bound::Bound(const Item& t) : given_(true) { set(Tensor(t)); }

void Bound::set(const Tensor& t) {
  TensorImpl* p = Access::get(t);
  require_defined(p, {});
  const Type& type = *p->type;
  if (is_floating(type.dtype) || type.shape.rank() != 0)
    fail("AG0212", known_place({}),
         "an index is {}; it has to be one integer (for many at once: ag::gather or ag::where)",
         describe(type));
  if (p->symbolic()) {
    retain(p);
    sym_ = p;
  } else {
    value_ = static_cast<std::int64_t>(read_number(p, DType::i64, {}).bits);
  }
}

}  // namespace detail

Index slice(detail::Bound start, detail::Bound stop, detail::Bound step,
            std::source_location where) {
  if (step.sym())
    fail("AG0301", detail::known_place(where),
         "the step of a slice has to be known while the graph is built");
  const std::int64_t by = step.given() ? step.value() : 1;
  if (by == 0) fail("AG0212", detail::known_place(where), "the step of a slice is 0");
  return Index(static_cast<detail::Bound&&>(start), static_cast<detail::Bound&&>(stop), by, where);
}

}  // namespace ag
