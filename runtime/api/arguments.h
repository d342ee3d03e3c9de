// The arguments of a self-call: fresh handles for tensors and promoted numbers, and the caller's
// own objects for everything else.
#pragma once

#include <vector>

#include "api/cache.h"
#include "api/trace.h"

namespace ag::detail {

class FreshArguments {
 public:
  /// Makes parameters of the function under construction. Bit i of `data`: lifted argument i is
  /// one. `extents`: those of tensors, where some are open.
  FreshArguments(api::Trace& trace, const Call& call, std::uint64_t data,
                 const std::vector<Extents>* extents = nullptr);
  // Scalars of all types share one layout, so any of them destroys any of them.
  ~FreshArguments() {
    for (const std::size_t i : made_) {
      hidden_.stands_for(&scalars_[i], nullptr);
      reinterpret_cast<Scalar<double>*>(&scalars_[i])->~Scalar();
    }
  }
  FreshArguments(const FreshArguments&) = delete;
  FreshArguments& operator=(const FreshArguments&) = delete;

  void* const* pointers() const { return pointers_.data(); }
  /// What argument i, a tensor or an in-out number, holds by now.
  Tensor value(const ArgType& type, std::size_t i) const;

 private:
  struct alignas(Scalar<double>) Storage {
    std::byte bytes[sizeof(Scalar<double>)];
  };
  api::Hidden& hidden_;
  std::vector<void*> pointers_;
  std::vector<Tensor> tensors_;
  std::vector<Storage> scalars_;
  std::vector<std::size_t> made_;
};

/// True for the first argument of a tensor object or in-out number that is an input of its own.
bool is_input(const Call& call, std::size_t i);
/// True for the first argument of such an object that some parameter may write.
bool is_output(const Call& call, std::size_t i);

/// The value of a tensor or number that is an argument.
Tensor read_argument(const ArgRef& arg);
/// Writes an in-out one back. Errors: AG0301 for a number that is staged.
void write_argument(const ArgRef& arg, Tensor value);

/// The next activation is `f`'s: the self-call.
struct ExpectRoot {
  explicit ExpectRoot(const Function& f);
  ~ExpectRoot();
  ExpectRoot(const ExpectRoot&) = delete;
  ExpectRoot& operator=(const ExpectRoot&) = delete;
};

/// Runs the self-call: the result, if there is one, then the final values of what is an output.
std::vector<Tensor> self_call(const Function& f, const Call& call, const FreshArguments& fresh,
                              Thunk thunk, Invoke invoke, ResultType result);

}  // namespace ag::detail
