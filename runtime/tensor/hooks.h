// What promoted scalars and handles need from the layers above: graph-building scalar ops (defined
// in runtime/ops) and questions to the open trace (installed by runtime/api).
#pragma once

#include <span>
#include <string>

#include "autograft/error.h"
#include "autograft/scalar.h"
#include "tensor/impl.h"

namespace ag::ops {

// Each returns a symbolic rank-0 block with one reference for the caller. They are called when an
// operand is symbolic, or when a concrete computation fails inside an open region: then it must
// become a graph op, since the region may never run. A Location without a line means "the place
// the innermost frame is at".

/// C++'s `lhs op rhs`: both sides converted to `common` (C++'s usual arithmetic conversion; for
/// shifts only the left side, the right keeps its own type), result of dtype `result`.
detail::TensorImpl* scalar_binary(detail::ScalarOp op, detail::ScalarView lhs,
                                  detail::ScalarView rhs, DType common, DType result,
                                  Location where);
/// negate, complement, logical_not; the operand is converted to `result` first (not for `!`).
detail::TensorImpl* scalar_unary(detail::ScalarOp op, detail::ScalarView x, DType result,
                                 Location where);
/// C++'s static_cast; float -> integer that does not fit is AG0209 when it runs.
detail::TensorImpl* scalar_cast(detail::ScalarView x, DType to, Location where);
/// The host's libm function `fn` on operands converted to `compute` (f32 or f64), and the exact
/// std::min, max, clamp, abs in `compute`. `result` is boolean for isnan and its like.
detail::TensorImpl* scalar_cmath(detail::CmathFn fn, std::span<const detail::ScalarView> operands,
                                 DType compute, DType result, Location where);
/// The one element of a symbolic tensor as a promoted value of dtype `as`; AG0205, and AG0210
/// when it runs and the value is not held exactly. `truth`: `!= 0` instead (as == boolean).
detail::TensorImpl* scalar_from_tensor(detail::TensorImpl* tensor, DType as, bool truth,
                                       Location where);
/// A tensor of `shape` from `elements` in row-major order, each converted to `dtype`, some of
/// them symbolic.
detail::TensorImpl* tensor_from_scalars(std::span<const detail::ScalarView> elements, DType dtype,
                                        const Shape& shape, Location where);

}  // namespace ag::ops

namespace ag::detail {

/// Questions to the trace that is open on the calling thread. runtime/api installs the table
/// before it opens its first region.
struct TraceHooks {
  /// `value` (may be concrete or null) is stored into an object born in region `birth`, which is
  /// not the open region. Throws AG0207 unless an open state list names the object or it was born
  /// inside the trace where the store is harmless.
  void (*check_store)(const void* object, std::uint32_t birth, const TensorImpl* value);
  /// The place of the construct that is being built, for messages; outside of a trace the
  /// innermost running annotated function's (its file completes an ag::Site).
  Location (*last_place)();
  /// "`f` (file:line)", the annotated function whose graph is being built; empty outside of one.
  std::string (*building)();
  /// Throws when a symbolic value is used that does not belong to the open trace (AG0206).
  void (*check_escape)(const TensorImpl* value);
};
extern std::atomic<const TraceHooks*> trace_hooks;

/// What this thread's last eager op made, and where. A conversion to bool cannot take its caller's
/// place; most often it is asked of exactly this tensor.
struct LastMade {
  const TensorImpl* impl = nullptr;  ///< for comparison only; null once its memory is used again
  Location where;
};
extern constinit thread_local LastMade last_made;

/// The place the open trace is at, unknown outside of one.
Location last_place();
/// `where`, or what the open trace knows in place of a missing file or line.
Location known_place(Location where);
/// Throws AG0301 for a symbolic block, AG0201 for none.
void require_concrete(const TensorImpl* p, Location where);

}  // namespace ag::detail
