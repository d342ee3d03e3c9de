// ag::Tensor's handle: queries, access to the data, copy-on-write, stores into variables that a
// trace must know. Elements are read one at a time here; ops do everything else.
#include "autograft/tensor.h"

#include <cstring>

#include "support/fail.h"
#include "tensor/hooks.h"
#include "tensor/impl.h"
#include "tensor/item_ops.h"
#include "tensor/number.h"
#include "tensor/text.h"

namespace ag {

namespace detail {

constinit thread_local std::uint32_t open_region = 0;
constinit thread_local LastMade last_made;
constinit std::atomic<const TraceHooks*> trace_hooks{nullptr};

Location last_place() {
  const TraceHooks* hooks = trace_hooks.load(std::memory_order_acquire);
  return hooks ? hooks->last_place() : Location();
}

Location known_place(Location where) {
  if (!where) return last_place();
  if (!where.file) where.file = last_place().file;
  return where;
}

bool is_symbolic(const TensorImpl* p) noexcept { return p->symbolic(); }

void check_store(const void* object, std::uint32_t birth, const TensorImpl* value) {
  if (const TraceHooks* hooks = trace_hooks.load(std::memory_order_acquire))
    hooks->check_store(object, birth, value);
}

Tensor share(TensorImpl* p) noexcept { return Access::share(p); }

Tensor Access::share(TensorImpl* p) noexcept {
  retain(p);
  return adopt(p);
}

void Access::replace(Tensor& t, const Tensor& value) noexcept {
  retain(value.impl_);
  release(t.impl_);
  t.impl_ = value.impl_;
}

void require_defined(const TensorImpl* p, Location where) {
  if (!p)
    fail("AG0201", known_place(where),
         "a tensor is used that was never given a value; assign to it on every path before");
}

void require_concrete(const TensorImpl* p, Location where) {
  require_defined(p, where);
  if (p->symbolic())
    fail("AG0301", known_place(where),
         "the value of a tensor ({}) is needed here while the graph that computes it is being "
         "built; compute with ag:: ops, or let the function return it",
         describe(*p->type));
}

namespace {

void require_one_element(const TensorImpl* p, const char* user, Location where) {
  require_defined(p, where);
  if (p->type->elements != 1 && !p->type->symbolic_extents)
    fail("AG0205", known_place(where),
         "{} needs a tensor of exactly one element, this one is {}; reduce it first, for example "
         "with ag::any, ag::all or ag::sum",
         user, describe(*p->type));
}

/// AG0205 where `p` was made if that was the last thing that happened, else behind that.
void require_condition(const TensorImpl* p) {
  const bool just_made = p && p == last_made.impl;
  if (just_made || !p || p->type->elements == 1 || !last_made.where || last_place())
    return require_one_element(p, "a condition", just_made ? last_made.where : Location());
  fail("AG0205", {},
       "a condition needs a tensor of exactly one element, this one is {}; reduce it first, for "
       "example with ag::any, ag::all or ag::sum (the last operation before was at {})",
       describe(*p->type), place_text(last_made.where));
}

}  // namespace

TensorImpl* make_scalar(AnyNumber v) {
  TensorImpl* p = allocate(scalar_type(v.dtype));
  store_number(v, p->data);
  return p;
}

AnyNumber read_number(const TensorImpl* p, DType as, const std::source_location& where) {
  require_one_element(p, "item<T>()", where);
  require_concrete(p, where);
  const AnyNumber element = load_number(p->type->dtype, p->data);
  AnyNumber out;
  if (!hold_number(element, as, out))
    fail("AG0210", known_place(where),
         "item<T>(): {} {} is not held exactly by {}; convert with to()", name(element.dtype),
         number_text(element), name(as));
  return out;
}

bool read_bool(const TensorImpl* p) {
  require_condition(p);
  if (p->symbolic()) {
    const TraceHooks* hooks = trace_hooks.load(std::memory_order_acquire);
    const std::string caller = hooks ? hooks->building() : std::string();
    fail(
        "AG0301", last_place(),
        "a tensor under construction ({}) decides a C++ branch in code that was not converted{}{}; "
        "mark the function with AG_FUNCTION and run autograft on its file",
        describe(*p->type), caller.empty() ? "" : ", reached while building the graph of ", caller);
  }
  const AnyNumber element = load_number(p->type->dtype, p->data);
  return is_floating(element.dtype) ? std::bit_cast<double>(element.bits) != 0 : element.bits != 0;
}

Read read_tensor(const Tensor& t, DType as, bool truth, const std::source_location& where) {
  TensorImpl* p = Access::get(t);
  require_one_element(p, truth ? "a condition" : "a promoted value", where);
  if (p->symbolic())
    return {AnyNumber(), ops::scalar_from_tensor(p, as, truth, known_place(where))};
  if (truth) return {AnyNumber(read_bool(p)), nullptr};
  return {read_number(p, as, where), nullptr};
}

void make_unique(Tensor& t) {
  TensorImpl* p = Access::get(t);
  if (p->unique()) return;
  materialise_items(p);
  if (p->unique()) return;
  Tensor copy = Access::adopt(is_list(p) ? allocate_list(p->type) : allocate(p->type));
  if (is_list(p))
    list_data(copy) = *static_cast<const ListData*>(p->data);
  else
    std::memcpy(Access::data(copy), p->data, p->type->bytes);
  Access::replace(t, copy);
}

}  // namespace detail

DType Tensor::dtype() const {
  detail::require_defined(impl_, {});
  return impl_->type->dtype;
}

detail::RowIterator Tensor::begin(std::source_location where) const {
  if (rank() == 0) fail("AG0214", where, "a loop over the rows of a tensor needs rank 1 or more");
  return detail::RowIterator(*this);
}

int Tensor::rank() const {
  detail::require_defined(impl_, {});
  return impl_->type->shape.rank();
}

const Shape& Tensor::shape(std::source_location where) const {
  detail::require_defined(impl_, where);
  if (impl_->type->symbolic_extents)
    fail("AG0302", detail::known_place(where), "an extent of {} is only known when the graph runs",
         detail::describe(*impl_->type));
  return impl_->type->shape;
}

std::int64_t Tensor::shape(int axis, std::source_location where) const {
  detail::require_defined(impl_, where);
  const Shape& s = impl_->type->shape;
  const int i = axis < 0 ? axis + s.rank() : axis;
  if (i < 0 || i >= s.rank())
    fail("AG0214", detail::known_place(where), "shape({}): {} has {} axes", axis,
         detail::describe(*impl_->type), s.rank());
  const std::int64_t extent = s[static_cast<std::size_t>(i)];
  if (extent < 0)
    fail("AG0302", detail::known_place(where), "extent {} of {} is only known when the graph runs",
         axis, detail::describe(*impl_->type));
  return extent;
}

std::int64_t Tensor::size(std::source_location where) const {
  shape(where);
  return impl_->type->elements;
}

std::size_t Tensor::count() const noexcept {
  return static_cast<std::size_t>(impl_->type->elements);
}

const void* Tensor::checked_data(DType as, const std::source_location& where) const {
  detail::require_concrete(impl_, where);
  if (as != impl_->type->dtype)
    fail("AG0210", detail::known_place(where),
         "the elements are {}, not {}; convert with to(ag::{}) first", name(impl_->type->dtype),
         name(as), as == DType::boolean ? "boolean" : name(as));
  return impl_->data;
}

void* Tensor::checked_mutable_data(DType as, const std::source_location& where) {
  checked_data(as, where);
  if (birth_ != detail::open_region) detail::check_store(this, birth_, impl_);
  detail::make_unique(*this);
  return impl_->data;
}

Tensor Tensor::to(DType dtype, std::source_location where) const {
  detail::require_defined(impl_, where);
  if (dtype == impl_->type->dtype) return *this;
  return ops::cast(*this, dtype, where);
}

Tensor Tensor::T(std::source_location where) const {
  detail::require_defined(impl_, where);
  return ops::reverse_axes(*this, where);
}

}  // namespace ag
