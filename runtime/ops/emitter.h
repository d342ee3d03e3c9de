// Where every op function ends: computed now when all operands hold data, else handed to the
// recorder, the graph builder of the layer above. Knows no particular op.
#pragma once

#include <initializer_list>
#include <span>

#include "ops/common.h"

namespace ag::ops {

using ir::Attributes;

/// What records ops while a graph is built (runtime/api). Installed per thread.
class Emitter {
 public:
  virtual ~Emitter() = default;
  /// Appends the op; concrete operands become constants. `out` gets symbolic tensors.
  virtual void record(OpId op, std::span<const Tensor> in, const Attributes& attributes,
                      Location where, std::span<Tensor> out) = 0;
  /// Is a region open that may never run? Then an op that fails on concrete operands is recorded.
  virtual bool inside_region() const = 0;
  /// Must print and check be recorded even when all their operands are concrete?
  virtual bool recording_effects() const = 0;
};
extern constinit thread_local Emitter* recorder;

namespace detail_emit {
using Owner = Attributes (*)(const void*);
void emit(OpId op, std::span<const Tensor> in, AttributeView attributes, Owner own, Location where,
          std::span<Tensor> out);
void record(OpId op, std::span<const Tensor> in, const Attributes& attributes, Location where,
            std::span<Tensor> out);
template <class A>
Attributes owned(const void* a) {
  return Attributes(*static_cast<const A*>(a));
}
}  // namespace detail_emit

/// Computes or records. Operands are defined tensors that follow the op's strict rules.
template <class A>
void emit(OpId op, std::span<const Tensor> in, const A& attributes, Location where,
          std::span<Tensor> out) {
  detail_emit::emit(op, in, AttributeView::of(attributes), &detail_emit::owned<A>, where, out);
}
template <class A>
Tensor emit(OpId op, std::initializer_list<Tensor> in, const A& attributes, Location where) {
  Tensor out;
  emit(op, std::span(in.begin(), in.size()), attributes, where, std::span(&out, 1));
  return out;
}
inline Tensor emit(OpId op, std::span<const Tensor> in, Location where) {
  Tensor out;
  detail_emit::emit(op, in, {}, nullptr, where, std::span(&out, 1));
  return out;
}
inline Tensor emit(OpId op, std::initializer_list<Tensor> in, Location where) {
  return emit(op, std::span(in.begin(), in.size()), where);
}
/// Records even when everything is concrete (promoted scalars whose computation failed).
/// Errors: AG0206 when no graph is being built.
template <class A>
Tensor record(OpId op, std::initializer_list<Tensor> in, const A& attributes, Location where) {
  Tensor out;
  detail_emit::record(op, std::span(in.begin(), in.size()), Attributes(attributes), where,
                      std::span(&out, 1));
  return out;
}
inline Tensor record(OpId op, std::initializer_list<Tensor> in, Location where) {
  Tensor out;
  detail_emit::record(op, std::span(in.begin(), in.size()), {}, where, std::span(&out, 1));
  return out;
}
/// Computes with concrete operands; bit i of `may_take`: operand i may be consumed.
void evaluate(OpId op, std::span<Tensor* const> in, AttributeView attributes, Location where,
              std::span<Tensor> out, std::uint64_t may_take = 0);

}  // namespace ag::ops
