// ag::Variable: a tensor that lives across calls (weights, counters). A graph reads it at every
// call and leaves its new value there; it is known by identity, so one graph belongs to one
// Variable. Everything a Tensor can do, it can do.
#pragma once

#include "autograft/tensor.h"

namespace ag {

class Variable;

namespace detail {
/// Where a Variable is, for those who must know whether it is still there. Counted.
struct Anchor;
Anchor* new_anchor(Variable* self);
void move_anchor(Anchor* a, Variable* self) noexcept;
/// The Variable is gone.
void drop_anchor(Anchor* a) noexcept;
}  // namespace detail

/// Copies share nothing: a copy is a Variable of its own with the same value.
class Variable : public Tensor {
 public:
  Variable() : anchor_(detail::new_anchor(this)) {}
  Variable(const Tensor& t) : Tensor(t), anchor_(detail::new_anchor(this)) {}  // NOLINT: converts
  template <Number T>
  Variable(T v) : Tensor(v), anchor_(detail::new_anchor(this)) {}  // NOLINT: converts
  Variable(const Variable& o) : Tensor(o.value()), anchor_(detail::new_anchor(this)) {}
  Variable(Variable&& o) noexcept : Tensor(static_cast<Tensor&&>(o)), anchor_(o.anchor_) {
    o.anchor_ = nullptr;
    detail::move_anchor(anchor_, this);
  }
  ~Variable() { detail::drop_anchor(anchor_); }
  Variable& operator=(const Variable& o) { return *this = o.value(); }
  Variable& operator=(Variable&& o) { return *this = o.value(); }
  Variable& operator=(const Tensor& t) {
    detail::variable_used(*this);
    Tensor::operator=(t);
    return *this;
  }
  template <Number T>
  Variable& operator=(T v) {
    return *this = Tensor(v);
  }

  /// What it holds now.
  const Tensor& value() const {
    detail::variable_used(*this);
    return *this;
  }
  detail::Anchor* anchor() const noexcept { return anchor_; }

 private:
  detail::Anchor* anchor_;
};

}  // namespace ag
