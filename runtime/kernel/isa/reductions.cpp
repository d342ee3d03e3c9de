// Reduction rows, for one instruction set. The order of floating sums and products is the
// documented one (docs/internals/kernels.md); integers, min and max give the same bits in any
// order, so their loops are left to the vectoriser.
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace {

/// Lanes of a floating sum or product: 64 for f32, 32 for f64 (four vectors of AVX-512).
template <class T>
inline constexpr int lanes = 256 / static_cast<int>(sizeof(T));

// ---- sum and prod of floats: vectors as wide as the instruction set, as many as make up the lanes

#if defined(__AVX512F__)
inline constexpr int vector_bytes = 64;
#elif defined(__AVX2__)
inline constexpr int vector_bytes = 32;
#else
inline constexpr int vector_bytes = 16;
#endif

template <class T>
struct VectorOf;
template <>
struct VectorOf<float> {
  typedef float type __attribute__((vector_size(vector_bytes)));
  typedef float loose __attribute__((vector_size(vector_bytes), aligned(4), may_alias));
};
template <>
struct VectorOf<double> {
  typedef double type __attribute__((vector_size(vector_bytes)));
  typedef double loose __attribute__((vector_size(vector_bytes), aligned(8), may_alias));
};

template <class Op, class T>
struct FloatFold {
  static constexpr int L = lanes<T>;
  static constexpr int per_vector = vector_bytes / static_cast<int>(sizeof(T));
  static constexpr int vectors = L / per_vector;
  using Vec = typename VectorOf<T>::type;
  using Loose = typename VectorOf<T>::loose;

  /// lane[0] after lanes [0, count) combined by halving.
  static T halve(T* lane, int count) {
    for (int w = count / 2; w > 0; w /= 2)
      for (int i = 0; i < w; ++i) lane[i] = Op::eval(lane[i], lane[i + w]);
    return lane[0];
  }
  /// Fewer elements than lanes. Empty lanes hold the identity and change nothing, so only the lanes
  /// below the next power of two combine.
  static T small(const T* x, std::int64_t n) {
    T lane[L];
    int count = 1;
    while (count < n) count *= 2;
    for (int i = 0; i < count; ++i)
      lane[i] = i < n ? Op::eval(T(Op::identity), x[i]) : T(Op::identity);
    return halve(lane, count);
  }
  static T block(const T* x, std::int64_t n) {
    if (n < L) return small(x, n);
    Vec acc[vectors];
    for (int v = 0; v < vectors; ++v) acc[v] = Vec{} + T(Op::identity);
    std::int64_t i = 0;
    for (; i + L <= n; i += L) {
#pragma GCC unroll 16
      for (int v = 0; v < vectors; ++v)
        acc[v] = Op::eval(
            acc[v], static_cast<Vec>(*reinterpret_cast<const Loose*>(x + i + v * per_vector)));
    }
    T lane[L];
    __builtin_memcpy(lane, acc, sizeof(lane));
    for (int l = 0; i < n; ++i, ++l) lane[l] = Op::eval(lane[l], x[i]);
    return halve(lane, L);
  }
  static void row(std::int64_t n, const void* in, bool more, void* out) noexcept {
    const T* x = static_cast<const T*>(in);
    T* result = static_cast<T*>(out);
    for (std::int64_t i = 0; i < n; i += reduce_block) {
      const T part = block(x + i, n - i < reduce_block ? n - i : reduce_block);
      *result = (more || i > 0) ? Op::eval(*result, part) : part;
    }
  }

  // Columns: the same order per column, one line of columns at a time.
  static constexpr int tile = 64 / static_cast<int>(sizeof(T));
  using Line = T[tile];

  static void add_line(Line& acc, const T* x, std::int64_t width) {
    if (width == tile) {
      for (int c = 0; c < tile; ++c) acc[c] = Op::eval(acc[c], x[c]);
    } else {
      for (int c = 0; c < width; ++c) acc[c] = Op::eval(acc[c], x[c]);
    }
  }
  static void column_block(std::int64_t n, std::int64_t width, std::int64_t step, const T* x,
                           Line* acc) {
    int count = 1;
    while (count < L && count < n) count *= 2;
    for (int l = 0; l < count; ++l)
      for (int c = 0; c < tile; ++c) acc[l][c] = Op::identity;
    for (std::int64_t r = 0; r < n; ++r) add_line(acc[r % L], x + r * step, width);
    for (int w = count / 2; w > 0; w /= 2)
      for (int l = 0; l < w; ++l) add_line(acc[l], acc[l + w], tile);
  }
  static void columns(std::int64_t n, std::int64_t width, std::int64_t step, const void* in,
                      void* out) noexcept {
    const T* x = static_cast<const T*>(in);
    T* result = static_cast<T*>(out);
    Line acc[L];
    for (std::int64_t c = 0; c < width; c += tile) {
      const std::int64_t m = width - c < tile ? width - c : tile;
      for (std::int64_t r = 0; r < n; r += reduce_block) {
        const std::int64_t rows = n - r < reduce_block ? n - r : reduce_block;
        column_block(rows, m, step, x + r * step + c, acc);
        for (int i = 0; i < m; ++i)
          result[c + i] = r > 0 ? Op::eval(result[c + i], acc[0][i]) : acc[0][i];
      }
    }
  }
};

struct SumFold {
  static constexpr int identity = 0;
  template <class V>
  static constexpr V eval(V a, V b) {
    return a + b;
  }
};
struct ProdFold {
  static constexpr int identity = 1;
  template <class V>
  static constexpr V eval(V a, V b) {
    return a * b;
  }
};

// ---- folds whose order does not matter

template <class Op, class T>
struct AnyOrderFold {
  static void row(std::int64_t n, const void* in, bool more, void* out) noexcept {
    const T* x = static_cast<const T*>(in);
    T* result = static_cast<T*>(out);
    auto acc = load(more ? *result : x[0]);
    for (std::int64_t i = more ? 0 : 1; i < n; ++i) acc = Op::eval(acc, load(x[i]));
    *result = store(acc);
  }
  static void columns(std::int64_t n, std::int64_t width, std::int64_t step, const void* in,
                      void* out) noexcept {
    const T* x = static_cast<const T*>(in);
    T* result = static_cast<T*>(out);
    constexpr std::int64_t tile = 512;  // of results that stay in the cache while the rows pass
    for (std::int64_t c = 0; c < width; c += tile) {
      const std::int64_t m = width - c < tile ? width - c : tile;
      for (std::int64_t i = 0; i < m; ++i) result[c + i] = x[c + i];
      for (std::int64_t r = 1; r < n; ++r) {
        const T* line = x + r * step + c;
        AG_KERNEL_LOOP
        for (std::int64_t i = 0; i < m; ++i)
          result[c + i] = store(Op::eval(load(result[c + i]), load(line[i])));
      }
    }
  }
};

/// min and max of floats through integers of the same order: -0 below +0, NaN beyond everything.
template <bool Max, class T>
struct FloatExtreme {
  using U = decltype(to_bits(T()));
  using Key = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;
  static constexpr Key nan_key =
      Max ? std::numeric_limits<Key>::max() : std::numeric_limits<Key>::lowest();
  static constexpr Key magnitude_mask = std::numeric_limits<Key>::max();
  static constexpr std::int64_t key_block = 256;

  static Key key(T x) {
    const Key bits = static_cast<Key>(to_bits(x));
    const Key ordered = bits ^ ((bits >> (8 * sizeof(T) - 1)) & magnitude_mask);
    return x != x ? nan_key : ordered;
  }
  static T value(Key k) {
    if (k == nan_key) return static_cast<T>(__builtin_nan(""));
    return from_bits(static_cast<U>(k < 0 ? k ^ magnitude_mask : k));
  }
  static void row(std::int64_t n, const void* in, bool more, void* out) noexcept {
    const T* x = static_cast<const T*>(in);
    T* result = static_cast<T*>(out);
    Key acc = key(more ? *result : x[0]);
    // Keys first, extreme second: in one loop the compiler turns the NaN case into a branch.
    Key keys[key_block];
    for (std::int64_t i = 0; i < n; i += key_block) {
      const std::int64_t m = n - i < key_block ? n - i : key_block;
      for (std::int64_t j = 0; j < m; ++j) keys[j] = key(x[i + j]);
      for (std::int64_t j = 0; j < m; ++j) acc = Max == (keys[j] > acc) ? keys[j] : acc;
    }
    *result = value(acc);
  }
};

// ---- the table

enum Row : int { sum_row, prod_row, min_row, max_row };

template <class T>
void fill_float(KernelTable& table, DType t) {
  table.reduce[sum_row][at(t)] = &FloatFold<SumFold, T>::row;
  table.reduce_columns[sum_row][at(t)] = &FloatFold<SumFold, T>::columns;
  table.reduce[prod_row][at(t)] = &FloatFold<ProdFold, T>::row;
  table.reduce_columns[prod_row][at(t)] = &FloatFold<ProdFold, T>::columns;
  table.reduce[min_row][at(t)] = &FloatExtreme<false, T>::row;
  table.reduce_columns[min_row][at(t)] = &AnyOrderFold<Minimum, T>::columns;
  table.reduce[max_row][at(t)] = &FloatExtreme<true, T>::row;
  table.reduce_columns[max_row][at(t)] = &AnyOrderFold<Maximum, T>::columns;
}

template <class Op, class T>
void put_any_order(KernelTable& table, Row row, DType t) {
  table.reduce[row][at(t)] = &AnyOrderFold<Op, T>::row;
  table.reduce_columns[row][at(t)] = &AnyOrderFold<Op, T>::columns;
}

}  // namespace

void fill_reductions(KernelTable& table) {
  for_native_types([&table]<class T>(DType t) {
    if constexpr (std::is_floating_point_v<T>) {
      fill_float<T>(table, t);
    } else {
      if (t != DType::boolean) {
        using U = typename UnsignedTwin<T>::type;
        put_any_order<Add, U>(table, sum_row, t);
        put_any_order<Mul, U>(table, prod_row, t);
      }
      put_any_order<Minimum, T>(table, min_row, t);
      put_any_order<Maximum, T>(table, max_row, t);
    }
  });
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
