// The staged side of ag::Cases: a chain of branches, one in the other's second arm. It decides
// which value the user's `switch` is entered with; the branches do the rest.
#pragma once

#include <memory>
#include <vector>

#include "api/branch.h"
#include "autograft/cases.h"

namespace ag::detail {

class CasesImpl {
 public:
  CasesImpl(api::Trace& trace, Location where, TensorImpl* value, DType dtype,
            const StateView& state);

  void group() { groups_.emplace_back(); }
  void label(AnyNumber n) { groups_.back().push_back(n); }
  /// True: enter the switch with arm(). False: all arms are built and joined.
  bool next();
  AnyNumber arm() const { return arm_; }
  void abandon() noexcept;

 private:
  /// A value that none of the labels has; false if the type has none left.
  bool find_other();
  void open(const std::vector<AnyNumber>& labels);

  api::Trace& trace_;
  Location where_;
  Tensor value_;
  DType dtype_;
  const char* names_;
  std::vector<StateEntry> state_;
  std::vector<std::vector<AnyNumber>> groups_;
  std::vector<std::unique_ptr<BranchImpl>> branches_;  ///< outermost first
  std::size_t entered_ = 0;                            ///< arms entered so far
  bool has_other_ = false;
  AnyNumber arm_, other_;
};

}  // namespace ag::detail
