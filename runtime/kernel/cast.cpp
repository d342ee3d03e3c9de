// The cast driver: a direct row where there is one, else through the wide kind that holds every
// value of the source, block by block.
#include <algorithm>
#include <cstring>

#include "kernel/table.h"
#include "kernel/walk.h"

namespace ag::kernel {
namespace {

struct CastCall {
  const KernelTable& table;
  DType from, to;
};

Wide wide_kind(DType t) {
  if (is_floating(t)) return Wide::f64;
  return is_unsigned(t) ? Wide::u64 : Wide::i64;
}

/// n contiguous elements; position of the first that does not fit or -1.
std::int64_t cast_flat(const CastCall& call, std::int64_t n, const void* in, void* out) {
  if (call.from == call.to) {
    std::memmove(out, in, static_cast<std::size_t>(n) * item_size(call.to));
    return -1;
  }
  const int from = static_cast<int>(call.from);
  const int to = static_cast<int>(call.to);
  if (const CastRow row = call.table.direct[from][to]) return row(n, in, out);
  const CastRow widen = call.table.to_wide[from];
  const CastRow narrow = call.table.from_wide[static_cast<int>(wide_kind(call.from))][to];
  alignas(64) unsigned char wide[gather_block * 8];
  const char* a = static_cast<const char*>(in);
  char* r = static_cast<char*>(out);
  for (std::int64_t i = 0; i < n; i += gather_block) {
    const std::int64_t m = std::min(gather_block, n - i);
    widen(m, a + i * static_cast<std::int64_t>(item_size(call.from)), wide);
    const std::int64_t bad = narrow(m, wide, r + i * static_cast<std::int64_t>(item_size(call.to)));
    if (bad >= 0) return i + bad;
  }
  return -1;
}

Status failed(const CastCall& call, std::int64_t index, std::int64_t local, const void* in) {
  Status s{.failure = Failure::does_not_fit, .index = index};
  const std::size_t item = item_size(call.from);
  std::memcpy(&s.operands[0],
              static_cast<const char*>(in) + local * static_cast<std::int64_t>(item), item);
  return s;
}

}  // namespace

Status cast(const KernelTable& table, DType from, DType to, std::span<const std::int64_t> extents,
            const Operand& in, void* out) noexcept {
  const CastCall call{table, from, to};
  const std::int64_t n = element_count(extents);
  if (n == 0) return {};
  if (in.layout == Layout::contiguous) {
    const std::int64_t bad = cast_flat(call, n, in.data, out);
    return bad < 0 ? Status{} : failed(call, bad, bad, in.data);
  }
  const std::int64_t zero[max_walk_rank] = {};
  Gatherer gatherer(in.data, item_size(from), extents,
                    in.layout == Layout::scalar ? zero : in.strides);
  alignas(64) unsigned char block[gather_block * 8];
  for (std::int64_t i = 0; i < n; i += gather_block) {
    const std::int64_t m = std::min(gather_block, n - i);
    gatherer.take(m, block);
    const std::int64_t bad = cast_flat(
        call, m, block, static_cast<char*>(out) + i * static_cast<std::int64_t>(item_size(to)));
    if (bad >= 0) return failed(call, i + bad, bad, block);
  }
  return {};
}

}  // namespace ag::kernel
