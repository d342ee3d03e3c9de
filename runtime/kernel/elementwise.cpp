// The elementwise driver: picks the row for a dtype, feeds it contiguous pieces (whole rows, or
// blocks gathered from strided operands), takes f16 and bf16 through f32 blocks, and describes
// failures.
#include <algorithm>
#include <cstring>

#include "kernel/table.h"
#include "kernel/walk.h"
#include "support/parallel.h"

namespace ag::kernel {
namespace {

constexpr ElementwiseInfo infos[] = {
#define AG_ELEMENTWISE(name, type, arity, accepts, result, fails)                                  \
  {#name, arity, Accepts::accepts, Result::result, Fails::fails},
#include "kernel/elementwise.def"
#undef AG_ELEMENTWISE
};

constexpr int index_of(Elementwise op) { return static_cast<int>(op); }
constexpr int index_of(DType t) { return static_cast<int>(t); }

/// One op on one dtype: what every piece of the work needs to know.
struct Call {
  const KernelTable& table;
  Elementwise op;
  DType dtype;
  int arity;

  ElementwiseRow row(DType t) const { return table.elementwise[index_of(op)][index_of(t)]; }
  std::size_t in_item(int k) const {
    return op == Elementwise::where && k == 0 ? 1 : item_size(dtype);
  }
  std::size_t out_item() const {
    return infos[index_of(op)].result == Result::boolean ? 1 : item_size(dtype);
  }
};

using Pointers = const void* [max_operands];

const void* advance(const void* p, std::int64_t elements, std::size_t item) {
  return static_cast<const char*>(p) + elements * static_cast<std::int64_t>(item);
}
void* advance(void* p, std::int64_t elements, std::size_t item) {
  return static_cast<char*>(p) + elements * static_cast<std::int64_t>(item);
}

/// Elements that take 10 µs or more on one thread.
constexpr std::int64_t piece_of_work = 1 << 15;

/// A block of every operand, aligned for the widest vectors.
struct Blocks {
  alignas(64) unsigned char bytes[max_operands + 1][gather_block * 8];
};

/// Item size of operand k when the op runs on dtype t.
std::size_t native_item(const Call& call, DType t, int k) {
  return call.op == Elementwise::where && k == 0 ? 1 : item_size(t);
}

/// Rows take scalars only in binary ops, and not two. Other scalars are repeated through a block.
std::int64_t run_native(const Call& call, DType t, std::int64_t n, const Pointers& in,
                        unsigned scalars, void* out) {
  const ElementwiseRow row = call.row(t);
  if (scalars == 0 || (call.arity == 2 && scalars != 3)) return row(n, in, scalars, out);
  Blocks blocks;
  Pointers at = {in[0], in[1], in[2]};
  const std::int64_t block = std::min(n, gather_block);
  for (int k = 0; k < call.arity; ++k) {
    if (!(scalars >> k & 1u)) continue;
    copy_strided(native_item(call, t, k), block, blocks.bytes[k], 1, in[k], 0);
    at[k] = blocks.bytes[k];
  }
  const std::size_t out_item = call.out_item() == 1 ? 1 : item_size(t);
  for (std::int64_t i = 0; i < n; i += gather_block) {
    const std::int64_t m = std::min(gather_block, n - i);
    for (int k = 0; k < call.arity; ++k)
      if (!(scalars >> k & 1u)) at[k] = advance(in[k], i, native_item(call, t, k));
    const std::int64_t bad = row(m, at, 0, advance(out, i, out_item));
    if (bad >= 0) return i + bad;
  }
  return -1;
}

/// f16 and bf16: blocks of f32 in, a block of f32 out, rounded once.
void run_half(const Call& call, std::int64_t n, const Pointers& in, unsigned scalars, void* out) {
  const CastRow widen = call.table.direct[index_of(call.dtype)][index_of(DType::f32)];
  const CastRow narrow = call.table.direct[index_of(DType::f32)][index_of(call.dtype)];
  const bool boolean = call.out_item() == 1;
  Blocks blocks;
  Pointers at = {};
  for (int k = 0; k < call.arity; ++k) {
    at[k] = blocks.bytes[k];
    if (scalars >> k & 1u) widen(1, in[k], blocks.bytes[k]);
  }
  for (std::int64_t i = 0; i < n; i += gather_block) {
    const std::int64_t m = std::min(gather_block, n - i);
    for (int k = 0; k < call.arity; ++k)
      if (!(scalars >> k & 1u)) widen(m, advance(in[k], i, 2), blocks.bytes[k]);
    void* result = boolean ? advance(out, i, 1) : blocks.bytes[max_operands];
    run_native(call, DType::f32, m, at, scalars, result);
    if (!boolean) narrow(m, result, advance(out, i, 2));
  }
}

/// n elements of contiguous or single operands; position of the first failure or -1.
std::int64_t run_piece(const Call& call, std::int64_t n, const Pointers& in, unsigned scalars,
                       void* out) {
  if (call.row(call.dtype) != nullptr) return run_native(call, call.dtype, n, in, scalars, out);
  run_half(call, n, in, scalars, out);
  return -1;
}

Failure reason(Elementwise op, std::uint64_t second_operand) {
  switch (op) {
  case Elementwise::shl:
  case Elementwise::shr: return Failure::shift_out_of_range;
  case Elementwise::pow: return Failure::negative_exponent;
  default: return second_operand == 0 ? Failure::division_by_zero : Failure::overflow;
  }
}

/// `index` in the whole result, `local` in the piece whose operands `in` are.
Status failed(const Call& call, std::int64_t index, std::int64_t local, const Pointers& in,
              unsigned scalars) {
  Status s;
  s.index = index;
  for (int k = 0; k < 2 && k < call.arity; ++k) {
    const std::size_t item = call.in_item(k);
    std::memcpy(&s.operands[k], advance(in[k], (scalars >> k & 1u) ? 0 : local, item), item);
  }
  s.failure = reason(call.op, s.operands[1]);
  return s;
}

/// Strides of every operand over the walk, whatever its layout; slot `arity` is left alone.
Walk walk_of(const Call& call, std::span<const std::int64_t> extents, std::span<const Operand> in) {
  std::int64_t dense[max_walk_rank] = {};
  contiguous_strides(extents, dense);
  const std::int64_t zero[max_walk_rank] = {};
  const std::int64_t* strides[max_operands] = {};
  for (int k = 0; k < call.arity; ++k)
    strides[k] = in[k].layout == Layout::contiguous ? dense
                 : in[k].layout == Layout::scalar   ? zero
                                                    : in[k].strides;
  return make_walk(extents, call.arity, strides);
}

/// Every operand steps by 0 or 1 along the innermost dimension: rows go straight to the kernel.
Status run_rows(const Call& call, const Walk& walk, const Pointers& data, unsigned scalars,
                void* out) {
  const std::int64_t n = walk.rank > 0 ? walk.extents[walk.rank - 1] : 1;
  Odometer at(walk, 1);
  std::int64_t done = 0;
  do {
    Pointers in = {};
    for (int k = 0; k < call.arity; ++k) in[k] = advance(data[k], at.offset(k), call.in_item(k));
    const std::int64_t bad = run_piece(call, n, in, scalars, advance(out, done, call.out_item()));
    if (bad >= 0) return failed(call, done + bad, bad, in, scalars);
    done += n;
  } while (at.next());
  return {};
}

/// Any strides: blocks of elements in C order, gathered where an operand is not contiguous.
Status run_blocks(const Call& call, const Walk& walk, const Pointers& data, void* out) {
  const std::span<const std::int64_t> extents(walk.extents, static_cast<std::size_t>(walk.rank));
  Gatherer gatherers[max_operands] = {Gatherer(data[0], call.in_item(0), extents, walk.strides[0]),
                                      Gatherer(data[call.arity > 1 ? 1 : 0], call.in_item(1),
                                               extents, walk.strides[call.arity > 1 ? 1 : 0]),
                                      Gatherer(data[call.arity > 2 ? 2 : 0], call.in_item(2),
                                               extents, walk.strides[call.arity > 2 ? 2 : 0])};
  Blocks blocks;
  const std::int64_t n = element_count(extents);
  for (std::int64_t i = 0; i < n; i += gather_block) {
    const std::int64_t m = std::min(gather_block, n - i);
    Pointers in = {};
    for (int k = 0; k < call.arity; ++k) {
      gatherers[k].take(m, blocks.bytes[k]);
      in[k] = blocks.bytes[k];
    }
    const std::int64_t bad = run_piece(call, m, in, 0, advance(out, i, call.out_item()));
    if (bad >= 0) return failed(call, i + bad, bad, in, 0);
  }
  return {};
}

bool has_kernel(const Call& call) {
  return call.row(call.dtype) != nullptr ||
         (is_half(call.dtype) && call.row(DType::f32) != nullptr);
}

}  // namespace

const ElementwiseInfo& info(Elementwise op) noexcept { return infos[index_of(op)]; }

bool accepts(Elementwise op, DType t) noexcept {
  switch (infos[index_of(op)].accepts) {
  case Accepts::any: return true;
  case Accepts::numeric: return t != DType::boolean;
  case Accepts::integer: return is_integer(t);
  case Accepts::bits: return !is_floating(t);
  case Accepts::floating: return is_floating(t);
  }
  return false;
}

bool may_fail(Elementwise op, DType t) noexcept {
  if (op == Elementwise::pow && is_unsigned(t)) return false;  // no negative exponents
  return infos[index_of(op)].fails == Fails::integers && is_integer(t);
}

Status run_flat(const KernelTable& table, Elementwise op, DType dtype, std::int64_t n,
                std::span<const Operand> in, void* out) noexcept {
  const Call call{table, op, dtype, infos[index_of(op)].arity};
  if (!has_kernel(call)) return {.failure = Failure::unsupported};
  if (n <= 0) return {};
  Pointers data = {};
  unsigned scalars = 0;
  for (int k = 0; k < call.arity; ++k) {
    data[k] = in[k].data;
    if (in[k].layout == Layout::scalar && n > 1) scalars |= 1u << k;
  }
  if (n > piece_of_work && !may_fail(op, dtype)) {
    parallel_for(n, piece_of_work, [&](std::int64_t begin, std::int64_t end) noexcept {
      Pointers in = {};
      for (int k = 0; k < call.arity; ++k)
        in[k] = (scalars >> k & 1u) ? data[k] : advance(data[k], begin, call.in_item(k));
      run_piece(call, end - begin, in, scalars, advance(out, begin, call.out_item()));
    });
    return {};
  }
  const std::int64_t bad = run_piece(call, n, data, scalars, out);
  return bad < 0 ? Status{} : failed(call, bad, bad, data, scalars);
}

Status run(const KernelTable& table, Elementwise op, DType dtype,
           std::span<const std::int64_t> extents, std::span<const Operand> in, void* out) noexcept {
  const Call call{table, op, dtype, infos[index_of(op)].arity};
  const std::int64_t n = element_count(extents);
  bool strided = false;
  for (int k = 0; k < call.arity; ++k) strided = strided || in[k].layout == Layout::strided;
  if (!strided || n == 0) return run_flat(table, op, dtype, n, in, out);
  if (!has_kernel(call)) return {.failure = Failure::unsupported};

  const Walk walk = walk_of(call, extents, in);
  Pointers data = {};
  bool rows = true;
  unsigned scalars = 0;
  const std::int64_t inner = walk.rank > 0 ? walk.extents[walk.rank - 1] : 1;
  for (int k = 0; k < call.arity; ++k) {
    data[k] = in[k].data;
    const std::int64_t step = inner > 1 ? walk.strides[k][walk.rank - 1] : 1;
    if (step == 0) scalars |= 1u << k;
    rows = rows && (step == 0 || step == 1);
  }
  // Short rows cost a call each; gathering them into blocks is cheaper.
  constexpr std::int64_t short_row = 16;
  if (rows && (walk.rank <= 1 || inner >= short_row))
    return run_rows(call, walk, data, scalars, out);
  return run_blocks(call, walk, data, out);
}

}  // namespace ag::kernel
