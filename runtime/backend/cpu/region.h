// A lowered region as the interpreter runs it: compiled at its first run.
#pragma once

#include <mutex>

#include "backend/cpu/lower.h"
#include "backend/cpu/plugin.h"
#include "ops/native.h"

namespace ag::cpu {

class Region final : public ops::NativeRegion {
 public:
  explicit Region(Lowered lowered);
  void run(const ir::Operands& in, std::span<Tensor> out) const override;
  std::vector<const ir::Type*> types() const override;
  const Lowered& lowered() const { return lowered_; }

 private:
  struct Run;
  NativeFunction function() const;

  Lowered lowered_;
  std::vector<std::size_t> offsets_;  ///< of the buffers in the arena, when no extent is open
  std::size_t arena_ = 0;
  mutable std::once_flag once_;
  mutable NativeObject object_;
};

}  // namespace ag::cpu
