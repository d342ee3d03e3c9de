// See emitter.h.
#include "ops/emitter.h"

#include <array>

#include "support/fail.h"
#include "tensor/hooks.h"

namespace ag::ops {

constinit thread_local Emitter* recorder = nullptr;

void evaluate(OpId op, std::span<Tensor* const> in, AttributeView attributes, Location where,
              std::span<Tensor> out, std::uint64_t may_take) {
  EvalContext context{where, {}};
  placed(where, [&] { ir::op_def(op).evaluate(context, Operands(in, may_take), attributes, out); });
  if (out.size() == 1) detail::last_made = {Access::get(out[0]), where};
}

namespace detail_emit {
namespace {

/// Errors that depend on values, not on types: the op may stand in a branch that never runs.
bool happens_at_run_time(std::string_view code) {
  return code == "AG0208" || code == "AG0209" || code == "AG0210" || code == "AG0211" ||
         code == "AG0212" || code == "AG0213";
}

void evaluate_const(OpId op, std::span<const Tensor> in, AttributeView attributes, Location where,
                    std::span<Tensor> out) {
  std::array<Tensor*, 8> few;
  std::vector<Tensor*> many;
  Tensor** slots = few.data();
  if (in.size() > few.size()) {
    many.resize(in.size());
    slots = many.data();
  }
  for (std::size_t i = 0; i < in.size(); ++i)
    slots[i] = const_cast<Tensor*>(&in[i]);  // none is taken
  evaluate(op, std::span<Tensor* const>(slots, in.size()), attributes, where, out);
}

}  // namespace

void record(OpId op, std::span<const Tensor> in, const Attributes& attributes, Location where,
            std::span<Tensor> out) {
  if (!recorder)
    fail("AG0206", where,
         std::string(op_name(op)) +
             ": an operand exists only while a graph is built, and none is "
             "being built here; return it, or keep it in a Tensor& parameter");
  recorder->record(op, in, attributes, where, out);
}

void emit(OpId op, std::span<const Tensor> in, AttributeView attributes, Owner own, Location where,
          std::span<Tensor> out) {
  const auto record_it = [&] {
    record(op, in, own ? own(attributes.data()) : Attributes(), where, out);
  };
  for (const Tensor& t : in)
    if (!concrete(t)) return record_it();
  const ir::Traits traits = ir::op_def(op).traits;
  if (!recorder || !recorder->inside_region() || !traits.has(ir::Trait::may_fail))
    return evaluate_const(op, in, attributes, where, out);
  try {
    evaluate_const(op, in, attributes, where, out);
  } catch (const Error& e) {
    if (!happens_at_run_time(e.code())) throw;
    record_it();
  }
}

}  // namespace detail_emit
}  // namespace ag::ops
