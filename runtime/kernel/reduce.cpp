// The reduction driver: rows for contiguous elements, columns when the kept dimension is the
// contiguous one, gathered blocks for the rest and for f16, bf16 and any/all of numbers.
#include <algorithm>
#include <cstring>
#include <vector>

#include "kernel/table.h"
#include "kernel/walk.h"
#include "support/parallel.h"

namespace ag::kernel {
namespace {

constexpr int index_of(DType t) { return static_cast<int>(t); }

/// The row that does the work, and the native dtype it works on.
struct Fold {
  int row;        // of KernelTable::reduce
  DType working;  // f32 for halves, boolean for any and all
};

Fold fold_of(Reduce op, DType t) {
  if (op == Reduce::any) return {3, DType::boolean};
  if (op == Reduce::all) return {2, DType::boolean};
  return {static_cast<int>(op), is_half(t) ? DType::f32 : t};
}

/// What a reduction of nothing gives.
void store_identity(Reduce op, DType t, void* out) {
  const std::size_t item = item_size(t);
  std::memset(out, op == Reduce::all ? 1 : 0, op == Reduce::all ? 1 : item);
  if (op != Reduce::prod) return;
  const std::uint64_t one = t == DType::f16    ? 0x3c00u
                            : t == DType::bf16 ? 0x3f80u
                            : t == DType::f32  ? 0x3f800000u
                            : t == DType::f64  ? 0x3ff0000000000000u
                                               : 1u;
  std::memcpy(out, &one, item);  // little-endian: the low bytes come first
}

/// A whole reduction: where each result's elements start and how they are laid out.
struct Job {
  const KernelTable& table;
  Reduce op;
  DType dtype;
  Fold fold;
  Walk kept;
  std::span<const std::int64_t> extents, strides;  // of the reduced dimensions, as given
  Walk folded;                                     // the same, merged
  std::int64_t count;                              // reduced elements per result
  const char* in;
  char* out;

  std::int64_t in_item() const { return static_cast<std::int64_t>(item_size(dtype)); }
  std::int64_t out_item() const {
    return static_cast<std::int64_t>(item_size(reduce_result(op, dtype)));
  }
  const char* start(std::int64_t offset) const { return in + offset * in_item(); }
};

/// Elements that take 10 µs or more on one thread.
constexpr std::int64_t piece_of_work = 1 << 15;

/// Where result number `i` starts, of those whose kept dimensions are all but the last `inner`.
std::int64_t start_of(const Walk& kept, int inner, std::int64_t i) {
  std::int64_t offset = 0;
  if (kept.rank - inner == 1) return i * kept.strides[0][0];  // no division
  for (int d = kept.rank - inner - 1; d >= 0; --d) {
    offset += i % kept.extents[d] * kept.strides[0][d];
    i /= kept.extents[d];
  }
  return offset;
}

/// One result of many elements: its blocks on several threads, combined in order as a row does it.
void fold_blocks(const Job& job, ReduceRow row) {
  const std::int64_t blocks = (job.count + reduce_block - 1) / reduce_block;
  const std::int64_t item = job.out_item();
  std::vector<unsigned char> parts(static_cast<std::size_t>(blocks * item));
  parallel_for(blocks, piece_of_work / reduce_block, [&](std::int64_t b, std::int64_t e) noexcept {
    for (; b < e; ++b)
      row(std::min(reduce_block, job.count - b * reduce_block), job.start(b * reduce_block), false,
          parts.data() + b * item);
  });
  for (std::int64_t b = 0; b < blocks; ++b) row(1, parts.data() + b * item, b > 0, job.out);
}

void fold_rows(const Job& job) {
  const ReduceRow row = job.table.reduce[job.fold.row][index_of(job.fold.working)];
  std::int64_t results = 1;
  for (int d = 0; d < job.kept.rank; ++d) results *= job.kept.extents[d];
  if (results == 1 && job.count > 2 * piece_of_work && threads() > 1) return fold_blocks(job, row);
  parallel_for(
      results, piece_of_work / job.count + 1, [&](std::int64_t b, std::int64_t e) noexcept {
        for (; b < e; ++b)
          row(job.count, job.start(start_of(job.kept, 0, b)), false, job.out + b * job.out_item());
      });
}

void fold_columns(const Job& job) {
  const ReduceColumns columns = job.table.reduce_columns[job.fold.row][index_of(job.fold.working)];
  const std::int64_t width = job.kept.extents[job.kept.rank - 1];
  const std::int64_t step = job.folded.rank == 0 ? 0 : job.folded.strides[0][0];
  std::int64_t planes = 1;
  for (int d = 0; d < job.kept.rank - 1; ++d) planes *= job.kept.extents[d];
  const std::int64_t grain = piece_of_work / (job.count * width) + 1;
  parallel_for(planes, grain, [&](std::int64_t b, std::int64_t e) noexcept {
    for (; b < e; ++b)
      columns(job.count, width, step, job.start(start_of(job.kept, 1, b)),
              job.out + b * width * job.out_item());
  });
}

/// One result from gathered blocks, in the working dtype.
void fold_gathered(const Job& job, const char* from, void* result) {
  const ReduceRow row = job.table.reduce[job.fold.row][index_of(job.fold.working)];
  alignas(64) unsigned char block[reduce_block * 8];
  alignas(64) unsigned char part[gather_block * 8];
  Gatherer gatherer(from, item_size(job.dtype), job.extents, job.strides.data());
  const auto working = static_cast<std::int64_t>(item_size(job.fold.working));
  for (std::int64_t i = 0; i < job.count; i += reduce_block) {
    const std::int64_t n = std::min(reduce_block, job.count - i);
    if (job.dtype == job.fold.working) {
      gatherer.take(n, block);
    } else {
      for (std::int64_t j = 0; j < n; j += gather_block) {
        const std::int64_t m = std::min(gather_block, n - j);
        gatherer.take(m, part);
        (void)cast(job.table, job.dtype, job.fold.working, {&m, 1}, {part}, block + j * working);
      }
    }
    row(n, block, i > 0, result);
  }
}

void fold_any_layout(const Job& job) {
  Odometer at(job.kept, 0);
  char* out = job.out;
  do {
    alignas(8) unsigned char result[8];
    fold_gathered(job, job.start(at.offset(0)), result);
    const std::int64_t one = 1;
    if (is_half(job.dtype) && job.fold.working == DType::f32)
      (void)cast(job.table, DType::f32, job.dtype, {&one, 1}, {result}, out);
    else
      std::memcpy(out, result, static_cast<std::size_t>(job.out_item()));
    out += job.out_item();
  } while (at.next());
}

// ---- argmin and argmax

/// Keys of native types in the order of argmax: NaN above everything, -0 equal to +0.
template <class T>
bool better(T a, T b, bool max) {
  if (b != b) return false;
  if (a != a) return true;
  return max ? a > b : a < b;
}

/// Blocks fold by the fast row first; only a block that beats the best so far is searched.
template <class T>
std::int64_t arg_extreme(const Job& job, const char* from) {
  const bool max = job.op == Reduce::argmax;
  const ReduceRow row = job.table.reduce[max ? 3 : 2][index_of(job.fold.working)];
  Gatherer gatherer(from, item_size(job.dtype), job.extents, job.strides.data());
  alignas(64) unsigned char raw[gather_block * 8];
  alignas(64) T block[gather_block];
  T best{};
  std::int64_t index = -1;
  for (std::int64_t i = 0; i < job.count; i += gather_block) {
    const std::int64_t m = std::min(gather_block, job.count - i);
    gatherer.take(m, raw);
    (void)cast(job.table, job.dtype, job.fold.working, {&m, 1}, {raw}, block);
    T extreme;
    row(m, block, false, &extreme);
    if (index >= 0 && !better(extreme, best, max)) continue;
    std::int64_t j = 0;
    while (!(block[j] == extreme || (extreme != extreme && block[j] != block[j]))) ++j;
    best = block[j];
    index = i + j;
  }
  return index;
}

std::int64_t arg_of(const Job& job, const char* from) {
  switch (job.fold.working) {
  case DType::boolean:
  case DType::u8: return arg_extreme<std::uint8_t>(job, from);
  case DType::u16: return arg_extreme<std::uint16_t>(job, from);
  case DType::u32: return arg_extreme<std::uint32_t>(job, from);
  case DType::u64: return arg_extreme<std::uint64_t>(job, from);
  case DType::i8: return arg_extreme<std::int8_t>(job, from);
  case DType::i16: return arg_extreme<std::int16_t>(job, from);
  case DType::i32: return arg_extreme<std::int32_t>(job, from);
  case DType::i64: return arg_extreme<std::int64_t>(job, from);
  case DType::f64: return arg_extreme<double>(job, from);
  default: return arg_extreme<float>(job, from);
  }
}

void find_args(const Job& job) {
  Odometer at(job.kept, 0);
  char* out = job.out;
  do {
    const std::int64_t index = arg_of(job, job.start(at.offset(0)));
    std::memcpy(out, &index, sizeof(index));
    out += sizeof(index);
  } while (at.next());
}

bool is_arg(Reduce op) { return op == Reduce::argmin || op == Reduce::argmax; }

void fold(const Job& job) {
  if (job.dtype != job.fold.working) return fold_any_layout(job);
  const bool contiguous =
      job.folded.rank == 0 || (job.folded.rank == 1 && job.folded.strides[0][0] == 1);
  if (contiguous && job.count > 1) return fold_rows(job);
  // Narrower results than this leave the columns' vectors mostly empty.
  constexpr std::int64_t narrow = 4;
  const int last = job.kept.rank - 1;
  if (job.folded.rank <= 1 && last >= 0 && job.kept.strides[0][last] == 1 &&
      job.kept.extents[last] >= narrow)
    return fold_columns(job);
  if (contiguous) return fold_rows(job);
  fold_any_layout(job);
}

}  // namespace

DType reduce_result(Reduce op, DType dtype) noexcept {
  if (op == Reduce::any || op == Reduce::all) return DType::boolean;
  return is_arg(op) ? DType::i64 : dtype;
}

bool accepts(Reduce op, DType dtype) noexcept {
  return dtype != DType::boolean || (op != Reduce::sum && op != Reduce::prod);
}

Status reduce(const KernelTable& table, Reduce op, DType dtype, const ReduceShape& shape,
              const void* in, void* out) noexcept {
  if (!accepts(op, dtype)) return {.failure = Failure::unsupported};
  const std::int64_t results = element_count(shape.kept_extents);
  if (results == 0) return {};
  const std::int64_t count = element_count(shape.extents);
  const std::int64_t* kept = shape.kept_strides.data();
  const std::int64_t* reduced = shape.strides.data();
  const Job job{table,
                op,
                dtype,
                is_arg(op) ? Fold{0, is_half(dtype) ? DType::f32 : dtype} : fold_of(op, dtype),
                make_walk(shape.kept_extents, 1, &kept),
                shape.extents,
                shape.strides,
                make_walk(shape.extents, 1, &reduced),
                count,
                static_cast<const char*>(in),
                static_cast<char*>(out)};
  if (count == 0) {
    if (op == Reduce::min || op == Reduce::max || is_arg(op))
      return {.failure = Failure::unsupported};
    for (std::int64_t i = 0; i < results; ++i)
      store_identity(op, reduce_result(op, dtype), job.out + i * job.out_item());
    return {};
  }
  if (is_arg(op))
    find_args(job);
  else
    fold(job);
  return {};
}

}  // namespace ag::kernel
