// The row of the op `native`; what it runs is a NativeRegion of a backend.
#include "ops/native.h"

#include "ops/families.h"

namespace ag::ops {
namespace {

/// Regions are compared by identity and have no fields: text of such a graph shows a bare op.
const ir::AttributeType native_type{
    []() -> std::shared_ptr<void> { throw InternalError("a native op cannot be parsed"); },
    [](const void* a, const void* b) { return a == b; },
    [](const void* a) { return reinterpret_cast<std::size_t>(a); },
    [](const void*, ir::FieldReader&) {},
    [](void*, ir::FieldWriter&) { throw InternalError("a native op cannot be parsed"); }};

const NativeRegion& region_of(AttributeView a) {
  if (a.type() != &native_type) throw InternalError("a native op without its region");
  return *static_cast<const NativeRegion*>(a.data());
}

}  // namespace

ir::Attributes native_attributes(std::shared_ptr<const NativeRegion> region) {
  return {&native_type, std::shared_ptr<const void>(region, region.get())};
}

void infer_native_op(OpId, InferContext&, Types, AttributeView attributes, Results& out) {
  for (const Type* t : region_of(attributes).types()) out.push_back(t);
}

void evaluate_native_op(OpId, EvalContext&, const Operands& in, AttributeView attributes,
                        std::span<Tensor> out) {
  region_of(attributes).run(in, out);
}

}  // namespace ag::ops
