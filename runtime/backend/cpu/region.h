// A lowered region as the interpreter runs it: compiled at its first run.
#pragma once

#include <mutex>

#include "backend/cpu/lower.h"
#include "backend/cpu/plugin.h"
#include "ops/native.h"

namespace ag::cpu {

class Region final : public ops::NativeRegion {
 public:
  explicit Region(Lowered lowered) : lowered_(std::move(lowered)) {}
  void run(const ir::Operands& in, std::span<Tensor> out) const override;
  std::vector<const ir::Type*> types() const override;

 private:
  NativeFunction function() const;
  /// Evaluates the op of a site in the ordinary way, so that it raises its error.
  [[noreturn]] void fail(const NativeSite& site, const std::uint64_t* failure,
                         const std::vector<Tensor>& buffers) const;

  Lowered lowered_;
  mutable std::once_flag once_;
  mutable NativeObject object_;
};

}  // namespace ag::cpu
