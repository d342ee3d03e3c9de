// The op `native`: a compiled region that stands in an executed graph for the ops it was made
// from. It has no text form, is never saved and never differentiated; the backend that compiles
// puts it there.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "ir/op_def.h"

namespace ag::ops {

class NativeRegion {
 public:
  virtual ~NativeRegion() = default;
  virtual void run(const ir::Operands& in, std::span<Tensor> out) const = 0;
  virtual std::vector<const ir::Type*> types() const = 0;
};

/// The attributes of a native op: identity is the region.
ir::Attributes native_attributes(std::shared_ptr<const NativeRegion> region);

}  // namespace ag::ops
