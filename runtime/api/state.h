// The state list of a construct: reads and writes the user's variables as handles, one for each
// leaf of a structured one (autograft/fields.h).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "autograft/control.h"
#include "tensor/impl.h"

namespace ag::api {

/// The structure of one variable at one moment, and a copy from which it can be made again.
struct Part {
  std::size_t first = 0, count = 0;  ///< its handles
  bool set = true;                   ///< false: a return slot that no path has set yet
  std::vector<std::size_t> extents;
  std::vector<detail::Leaf> hosts;  ///< of the object that was looked at: numbers too
  std::vector<std::string> host_names;
  std::shared_ptr<void> copy;
};

/// The state at one moment.
struct Snapshot {
  std::vector<Tensor> values;  ///< undefined: not set
  std::vector<Part> parts;     ///< of structured variables, in order
};

class StateVars {
 public:
  /// A variable of the function's or, behind those, a hidden input.
  struct Extra {
    detail::StateEntry entry;
    std::string name;
  };
  explicit StateVars(const detail::StateView& view, const std::vector<Extra>& extra = {});

  /// Handles, as of the last save() or restore().
  std::size_t size() const { return vars_.size(); }
  const std::string& name(std::size_t i) const { return names_[i]; }
  /// The function's return slot.
  bool is_result(std::size_t i) const { return vars_[i].set != nullptr; }
  bool contains(const void* object) const;

  Snapshot save();
  /// Puts the structure back, then the values.
  void restore(const Snapshot& s);
  /// The structure alone: afterwards handles are those of `s`.
  void reshape(const Snapshot& s);
  /// The current value; undefined for a variable that is not set.
  Tensor read(std::size_t i) const;
  void write(std::size_t i, const Tensor& value) const;
  void write(const std::vector<Tensor>& values) const;

  /// "`v` has 3 elements after … and 2 …" or nothing. A slot that is not set fits any structure.
  struct Difference {
    std::string name, first, second;
    explicit operator bool() const { return !name.empty(); }
  };
  Difference compare(const Snapshot& a, const Snapshot& b) const;
  /// Gives `to` the structure of `from` in return slots that only `from` has set, with values that
  /// are not set. Returns where handles were inserted, and how many.
  std::vector<std::pair<std::size_t, std::size_t>> adopt_slots(Snapshot& to,
                                                               const Snapshot& from) const;

 private:
  struct Var {
    detail::Leaf leaf;
    bool* set;
    bool part;  ///< of a structured variable
  };
  void collect();
  /// Two names may mean one object (`f(x, x)` with references), or one a part of the other: that is
  /// one variable.
  void drop_aliases();
  bool in_structure(const void* object) const;
  static bool alike(const Part& a, const Part& b);

  std::vector<detail::StateEntry> entries_;
  std::vector<std::string> labels_;  ///< of the entries
  std::vector<std::string> fields_;  ///< what stood in braces behind them
  bool structured_ = false;
  std::uint32_t home_;  ///< the region in which the construct stands
  std::vector<Var> vars_;
  std::vector<std::string> names_;
  std::vector<Part> parts_;  ///< as the variables are now, without copies
};

}  // namespace ag::api
