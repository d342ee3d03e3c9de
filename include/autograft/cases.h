// The cursor in front of a `switch`. The user's `switch` stays, with its labels, fall-through and
// breaks; the cursor says how often it is entered and with which value. On a host value: once, with
// that value. While a graph is built: once for each group of labels that stand together, and once
// with a value that is none of them. The arms become nested `cond`s (docs/internals/cursors.md).
#pragma once

#include <initializer_list>

#include "autograft/control.h"

namespace ag {

namespace detail {
class CasesImpl;

class CasesCore {
 public:
  CasesCore(Site, const ScalarView& value, const StateView&);
  CasesCore(const CasesCore&) = delete;
  CasesCore& operator=(const CasesCore&) = delete;
  ~CasesCore() {
    if (impl_) abandon();
  }
  /// Another entry point of the switch, and a label of it. Before the first next().
  void group() {
    if (impl_) staged_group();
  }
  void label(AnyNumber n) {
    if (impl_) staged_label(n);
  }
  bool next() { return impl_ ? staged_next() : std::exchange(fresh_, false); }
  AnyNumber arm() const { return impl_ ? staged_arm() : host_; }

 private:
  void staged_group();
  void staged_label(AnyNumber);
  bool staged_next();
  AnyNumber staged_arm() const;
  void abandon() noexcept;
  CasesImpl* impl_ = nullptr;
  AnyNumber host_;
  bool fresh_ = true;
};
}  // namespace detail

/// `switch`: `for (Cases c(site, k, {1, 2}, state); c.next();) switch (c.arm()) { … }`.
template <Promotable T>
class Cases {
  using Rep = detail::rep_t<T>;

 public:
  Cases(Site site, const Scalar<T>& value, const detail::StateView& state)
      : core_(site, value.view(), state) {}
  // The labels convert to the condition's type, not the other way round.
  Cases(Site site, const Scalar<T>& value, std::initializer_list<std::type_identity_t<T>> labels,
        const detail::StateView& state)
      : Cases(site, value, state) {
    for (const T& label : labels) add({label});
  }
  /// Labels that stand together: `{{1, 2}, {3}}`.
  Cases(Site site, const Scalar<T>& value,
        std::initializer_list<std::initializer_list<std::type_identity_t<T>>> groups,
        const detail::StateView& state)
      : Cases(site, value, state) {
    for (const auto& labels : groups) add(labels);
  }
  bool next() { return core_.next(); }
  /// Has the condition's type, so that the compiler still checks the labels.
  T arm() const { return static_cast<T>(detail::number_as<Rep>(core_.arm())); }

 private:
  void add(std::initializer_list<T> labels) {
    core_.group();
    for (const T& label : labels) core_.label(static_cast<Rep>(label));
  }
  detail::CasesCore core_;
};

// In a template the condition may turn out to be a plain number.
template <Promotable T>
Cases(Site, T, const detail::StateView&) -> Cases<T>;
template <Promotable T>
Cases(Site, T, std::initializer_list<std::type_identity_t<T>>, const detail::StateView&)
    -> Cases<T>;
template <Promotable T>
Cases(Site, T, std::initializer_list<std::initializer_list<std::type_identity_t<T>>>,
      const detail::StateView&) -> Cases<T>;

}  // namespace ag
