// The state list of a construct: reads and writes the user's variables as handles.
#pragma once

#include <string>
#include <vector>

#include "autograft/control.h"
#include "tensor/impl.h"

namespace ag::api {

class StateVars {
 public:
  /// A variable of the function's or, behind those, a hidden input.
  struct Extra {
    detail::StateEntry entry;
    std::string name;
  };
  explicit StateVars(const detail::StateView& view, const std::vector<Extra>& extra = {});

  std::size_t size() const { return entries_.size(); }
  const std::string& name(std::size_t i) const { return names_[i]; }
  /// Scalars and numbers have one dtype and rank 0 for ever; tensors may change.
  bool is_tensor(std::size_t i) const { return entries_[i].kind == detail::StateEntry::tensor; }
  /// The function's return slot.
  bool is_result(std::size_t i) const { return entries_[i].set != nullptr; }
  DType dtype(std::size_t i) const { return entries_[i].dtype; }
  const void* object(std::size_t i) const { return entries_[i].object; }
  bool contains(const void* object) const;

  /// Current values; undefined for a variable that is not set.
  std::vector<Tensor> read() const;
  Tensor read(std::size_t i) const;
  void write(std::size_t i, const Tensor& value) const;
  void write(const std::vector<Tensor>& values) const;

 private:
  std::vector<detail::StateEntry> entries_;
  std::vector<std::string> names_;
};

}  // namespace ag::api
