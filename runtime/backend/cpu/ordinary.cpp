// See ordinary.h.
#include "backend/cpu/ordinary.h"

#include <algorithm>
#include <cstring>
#include <deque>

#include "ir/op_def.h"
#include "kernel/kernel.h"
#include "support/fail.h"

namespace ag::cpu {
namespace {

using ag::detail::Access;
using ag::detail::TensorImpl;

/// A tensor over memory of somebody else, which outlives it. Never unique, so never written.
struct Borrowed {
  TensorImpl block;
  Tensor tensor;
  Borrowed(const ir::Type* type, void* data) {
    block.refs = 2;
    block.type = type;
    block.data = data;
    tensor = Access::adopt(&block);
  }
};

std::int64_t value_of(const NativeSize& s, std::span<const std::int64_t> symbols) {
  std::int64_t n = s.factor;
  for (const std::int32_t k : s.symbols) n *= symbols[static_cast<std::size_t>(k)];
  return n;
}

void store_result(const Tensor& t, const ir::Type* wanted, void* to) {
  if (!ag::detail::same_type(&Access::type(t), wanted))
    throw InternalError("native code called an op whose result is " +
                        ag::detail::describe(Access::type(t)) + ", not " +
                        ag::detail::describe(*wanted));
  std::memcpy(to, Access::data(t), wanted->bytes);
}

/// Products of two matrices go straight into their place.
bool multiply(const NativeOp& op, const Lowered& lowered, std::span<const std::int64_t> symbols,
              void* const* places) {
  if (op.op != ir::OpId::matmul || op.operands.size() != 2) return false;
  const ir::Type* const a = resolved(op.operands[0].type, lowered, symbols);
  const ir::Type* const b = resolved(op.operands[1].type, lowered, symbols);
  if (a->shape.rank() != 2 || b->shape.rank() != 2 || a->shape[1] != b->shape[0]) return false;
  kernel::MatmulShape s;
  s.m = a->shape[0], s.k = a->shape[1], s.n = b->shape[1];
  return kernel::matmul(kernel::kernels(), a->dtype, s, places[0], places[1], places[2]).ok();
}

/// The op's own evaluation; its errors name the regions round it. Native code does not count turns.
void evaluate(const NativeOp& op, ir::EvalContext& context, std::vector<Tensor*>& slots,
              std::vector<Tensor>& results) {
  try {
    placed(op.where, [&] {
      ir::op_def(op.op).evaluate(context, ir::Operands(slots), op.attributes, results);
    });
  } catch (const Error& e) {
    std::string lines;
    for (const NativeAround& a : op.around)
      lines += (lines.empty() ? "" : "\n") + place_text(a.where) + ": note: " +
               (a.kind == NativeAround::loop      ? "in this loop"
                : a.kind == NativeAround::if_true ? "where this condition is true"
                                                  : "where this condition is false");
    throw Error(e, lines);
  }
}

/// The elements at a place, in order.
Tensor gathered(const NativeOperand& o, const Lowered& lowered,
                std::span<const std::int64_t> symbols, const std::uint64_t* words,
                void* const* buffers) {
  const ir::Type* const type = resolved(o.type, lowered, symbols);
  const std::size_t item = item_size(type->dtype);
  const Tensor t = Access::adopt(ag::detail::allocate(type));
  std::int64_t offset = 0;
  for (const NativeTerm& term : o.place.offset)
    offset += value_of(term.size, symbols) *
              (term.reg < 0 ? 1 : static_cast<std::int64_t>(words[term.reg]));
  std::int64_t strides[max_rank] = {}, own[max_rank] = {}, step = 1;
  for (std::size_t k = type->shape.size(); k-- > 0; step *= type->shape[k]) {
    strides[k] = value_of(o.place.strides[k], symbols);
    own[k] = step;
  }
  const std::size_t rank = type->shape.size();
  const char* const from =
      static_cast<const char*>(buffers[o.place.buffer]) + offset * static_cast<std::int64_t>(item);
  if (type->elements > 0)
    kernel::copy(item, {type->shape.begin(), rank}, Access::data(t), {own, rank}, from,
                 {strides, rank});
  return t;
}

}  // namespace

const ir::Type* resolved(const ir::Type* type, const Lowered& lowered,
                         std::span<const std::int64_t> symbols) {
  if (!type->symbolic_extents) return type;
  Shape shape;
  for (const std::int64_t n : type->shape) {
    std::int64_t extent = n;
    for (std::size_t k = 0; n < 0 && k < lowered.symbols.size(); ++k)
      if (lowered.symbols[k].extent == n) extent = symbols[k];
    shape.push_back(extent);
  }
  return ag::detail::intern(type->dtype, shape);
}

Tensor scalar_tensor(const ir::Type* type, std::uint64_t bits) {
  TensorImpl* const block = ag::detail::allocate(type);
  std::memcpy(block->data, &bits, item_size(type->dtype));
  return Access::adopt(block);
}

std::uint64_t scalar_bits(const Tensor& t) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, Access::data(t), item_size(t.dtype()));
  return bits;
}

void run_call(const Lowered& lowered, std::int32_t call, std::span<const std::int64_t> symbols,
              std::uint64_t* words, void* const* places) {
  const NativeOp& op = lowered.calls[static_cast<std::size_t>(call)];
  if (multiply(op, lowered, symbols, places)) return;
  std::deque<Borrowed> tensors;
  std::deque<Tensor> scalars;
  std::vector<Tensor*> slots;
  std::size_t place = 0;
  for (const NativeOperand& o : op.operands) {
    if (o.word >= 0)
      slots.push_back(&scalars.emplace_back(scalar_tensor(o.type, words[o.word])));
    else
      slots.push_back(
          &tensors.emplace_back(resolved(o.type, lowered, symbols), places[place++]).tensor);
  }
  ir::EvalContext context{op.where, op.results};
  std::vector<Tensor> results(op.results.size());
  evaluate(op, context, slots, results);
  std::size_t word = scalars.size();
  for (std::size_t k = 0; k < results.size(); ++k) {
    if (op.results[k]->shape.rank() == 0)
      words[word++] = scalar_bits(results[k]);
    else
      store_result(results[k], resolved(op.results[k], lowered, symbols), places[place++]);
  }
}

void run_site(const Lowered& lowered, const NativeSite& site, std::span<const std::int64_t> symbols,
              const std::uint64_t* words, void* const* buffers) {
  std::vector<Tensor> made;
  for (const NativeOp& op : site.ops) {
    std::deque<Tensor> operands;
    std::vector<Tensor*> slots;
    for (const NativeOperand& o : op.operands) {
      if (o.word >= 0)
        operands.push_back(scalar_tensor(o.type, words[o.word]));
      else if (o.earlier >= 0)
        operands.push_back(made[static_cast<std::size_t>(o.earlier)]);
      else
        operands.push_back(gathered(o, lowered, symbols, words, buffers));
      slots.push_back(&operands.back());
    }
    ir::EvalContext context{op.where, {}};
    std::vector<Tensor> results(op.results.size());
    evaluate(op, context, slots, results);
    made.push_back(results.empty() ? Tensor() : results[0]);
  }
}

}  // namespace ag::cpu
