// Running a native region: scalars as words, tensors as buffers, errors by evaluating the op that
// failed once more.
#include "backend/cpu/region.h"

#include <cstring>

namespace ag::cpu {
namespace {

using ag::detail::Access;

std::uint64_t bits_of(const Tensor& t) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, Access::data(t), item_size(t.dtype()));
  return bits;
}

Tensor scalar(const ir::Type* type, std::uint64_t bits) {
  ag::detail::TensorImpl* block = ag::detail::allocate(type);
  std::memcpy(block->data, &bits, item_size(type->dtype));
  return Access::adopt(block);
}

}  // namespace

std::vector<const ir::Type*> Region::types() const {
  std::vector<const ir::Type*> types;
  for (const NativeOutput& o : lowered_.outputs) types.push_back(o.type);
  return types;
}

NativeFunction Region::function() const {
  std::call_once(once_, [this] {
    std::string error;
    object_ = plugin()->compile(lowered_.code, error);
    if (!object_.run) throw InternalError("native code: " + error);
  });
  return object_.run;
}

void Region::run(const ir::Operands& in, std::span<Tensor> out) const {
  const NativeFunction code = function();
  const NativeCode& c = lowered_.code;
  std::vector<std::uint64_t> words(c.inputs.size() + c.body.yields.size() + max_failure_operands);
  std::vector<Tensor> buffers(c.buffers.size());
  std::vector<void*> data(c.buffers.size());
  std::vector<std::int64_t> extents(c.buffers.size() * native_extents);
  std::size_t next = 0, operand = 0;
  for (const NativeInput& input : lowered_.inputs) {
    if (input.buffer < 0) {
      words[next++] = bits_of(in[operand++]);
      continue;
    }
    const auto b = static_cast<std::size_t>(input.buffer);
    buffers[b] = !input.value ? input.constant : in.take(operand++);
    if (c.buffers[b].written) ag::detail::make_unique(buffers[b]);
    data[b] = Access::data(buffers[b]);
    const Shape& shape = Access::type(buffers[b]).shape;
    for (std::size_t k = 0; k < shape.size(); ++k) extents[b * native_extents + k] = shape[k];
  }
  std::uint64_t* const outputs = words.data() + next;
  std::uint64_t* const failure = outputs + c.body.yields.size();
  const std::int32_t failed = code(words.data(), outputs, data.data(), extents.data(), failure);
  if (failed != 0) fail(lowered_.sites[static_cast<std::size_t>(failed - 1)], failure, buffers);
  next = 0;
  for (std::size_t k = 0; k < out.size(); ++k) {
    const NativeOutput& o = lowered_.outputs[k];
    out[k] = o.buffer < 0 ? scalar(o.type, outputs[next++])
                          : std::move(buffers[static_cast<std::size_t>(o.buffer)]);
  }
}

void Region::fail(const NativeSite& site, const std::uint64_t* failure,
                  const std::vector<Tensor>& buffers) const {
  std::vector<Tensor> operands;
  for (const NativeSiteOperand& o : site.operands)
    operands.push_back(o.buffer < 0 ? scalar(o.type, *failure++)
                                    : buffers[static_cast<std::size_t>(o.buffer)]);
  std::vector<Tensor*> slots;
  for (Tensor& t : operands) slots.push_back(&t);
  ir::EvalContext context{site.where, {}};
  Tensor result;
  ir::op_def(site.op).evaluate(context, ir::Operands(slots), site.attributes,
                               std::span(&result, site.op == ir::OpId::check ? 0 : 1));
  throw InternalError("native code reported a failure that its op does not have");
}

}  // namespace ag::cpu
