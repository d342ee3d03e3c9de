// Matrix products of f32 and f64, for one instruction set. Every element is the same chain of
// (fused, where the CPU has it) multiply-adds over k from first to last, whatever the sizes, the
// strides and the way taken below, so the bits depend on nothing else: not on how a product is
// split over threads, nor on whether an operand is transposed. This file alone is compiled with
// -ffp-contract=fast.
//
// Ways: `dots` for a matrix by a vector, `stream` for few rows by a matrix that is read once, tiles
// of registers for the rest, with both operands packed where they are read many times.
#include "kernel/product.h"

#include "kernel/isa.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int vector_bytes = 64, most_rows = 12;
#elif defined(__AVX2__)
constexpr int vector_bytes = 32, most_rows = 6;
#else
constexpr int vector_bytes = 16, most_rows = 6;
#endif
/// Elements of k between two visits to memory of a result.
template <class T>
constexpr std::int64_t k_block = 1024 / static_cast<std::int64_t>(sizeof(T));
/// Rows of A that are packed at a time: 96 KiB, on the stack.
constexpr std::int64_t row_block = 96;
constexpr std::int64_t second_cache = 512 << 10;

template <class T>
struct Vec {
  typedef T type __attribute__((vector_size(vector_bytes)));
  static constexpr int lanes = vector_bytes / static_cast<int>(sizeof(T));
};
template <class T>
using V = typename Vec<T>::type;

template <class T>
V<T> load_vector(const T* p) {
  V<T> v;
  __builtin_memcpy(&v, p, sizeof(v));
  return v;
}
template <class T>
void store_vector(T* p, V<T> v) {
  __builtin_memcpy(p, &v, sizeof(v));
}

/// a * b + c as the vectors compute it; the vectoriser would take the product apart.
float multiply_add(float a, float b, float c) {
#ifdef __FMA__
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}
double multiply_add(double a, double b, double c) {
#ifdef __FMA__
  return __builtin_fma(a, b, c);
#else
  return a * b + c;
#endif
}

constexpr std::int64_t least(std::int64_t a, std::int64_t b) { return a < b ? a : b; }

/// One product with its operands: A(i, p), B(p, j), out(i, j).
template <class T>
struct Job {
  std::int64_t m, k, n;
  const T* a;
  std::int64_t a_row, a_column;
  const T* b;
  std::int64_t b_row, b_column;
  T* out;
  std::int64_t out_row;

  const T* a_at(std::int64_t i, std::int64_t p) const { return a + i * a_row + p * a_column; }
  const T* b_at(std::int64_t p, std::int64_t j) const { return b + p * b_row + j * b_column; }
  T* out_at(std::int64_t i, std::int64_t j) const { return out + i * out_row + j; }
};

// ---- tiles

/// out[R][N vectors] (+)= a[k][R] · b[k][N vectors]; `a` packed, rows of b and out apart by steps.
template <int R, int N, class T>
void tile(std::int64_t k, const T* a, const T* b, std::int64_t b_row, T* out, std::int64_t out_row,
          bool more) {
  constexpr int lanes = Vec<T>::lanes;
  V<T> sum[R][N];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 8
    for (int v = 0; v < N; ++v)
      sum[i][v] = more ? load_vector(out + i * out_row + v * lanes) : V<T>{};
  for (std::int64_t p = 0; p < k; ++p, a += R, b += b_row) {
    V<T> x[N];
#pragma GCC unroll 8
    for (int v = 0; v < N; ++v) x[v] = load_vector(b + v * lanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i)
#pragma GCC unroll 8
      for (int v = 0; v < N; ++v) sum[i][v] += a[i] * x[v];
  }
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 8
    for (int v = 0; v < N; ++v) store_vector(out + i * out_row + v * lanes, sum[i][v]);
}

template <class T>
using Tile = void (*)(std::int64_t k, const T* a, const T* b, std::int64_t b_row, T* out,
                      std::int64_t out_row, bool more);

/// The tile of `rows` rows and N vectors.
template <int N, class T, int R = most_rows>
Tile<T> tile_of(int rows) {
  if constexpr (R == 1)
    return &tile<1, N, T>;
  else
    return rows == R ? &tile<R, N, T> : tile_of<N, T, R - 1>(rows);
}

/// A(i0 …, p0 …) as [k][rows].
template <class T>
void pack_a(const Job<T>& j, std::int64_t i0, std::int64_t rows, std::int64_t p0, std::int64_t k,
            T* to) {
  const T* from = j.a_at(i0, p0);
  if (j.a_row == 1) {
    for (std::int64_t p = 0; p < k; ++p, to += rows, from += j.a_column)
      for (std::int64_t i = 0; i < rows; ++i) to[i] = from[i];
    return;
  }
  for (std::int64_t i = 0; i < rows; ++i, from += j.a_row)
    for (std::int64_t p = 0; p < k; ++p) to[p * rows + i] = from[p * j.a_column];
}

/// B(p0 …, j0 …) as [k][width], zeros past `count` columns.
template <class T>
void pack_b(const Job<T>& j, std::int64_t p0, std::int64_t k, std::int64_t j0, std::int64_t count,
            std::int64_t width, T* to) {
  const T* from = j.b_at(p0, j0);
  if (j.b_column == 1) {
    for (std::int64_t p = 0; p < k; ++p)
      for (std::int64_t c = 0; c < count; ++c) to[p * width + c] = from[p * j.b_row + c];
  } else {
    for (std::int64_t c = 0; c < count; ++c)
      for (std::int64_t p = 0; p < k; ++p) to[p * width + c] = from[c * j.b_column + p * j.b_row];
  }
  for (std::int64_t p = 0; p < k; ++p)
    for (std::int64_t c = count; c < width; ++c) to[p * width + c] = 0;
}

/// Rows in balanced blocks of at most most_rows.
struct Blocks {
  std::int64_t begin, rows;
  int count;
  Blocks(std::int64_t first, std::int64_t n)
      : begin(first), rows(n), count(static_cast<int>((n + most_rows - 1) / most_rows)) {}
  std::int64_t at(int b) const { return begin + rows * b / count; }
  int size(int b) const { return static_cast<int>(at(b + 1) - at(b)); }
};

/// Result columns j0 … of all row blocks from one packed panel of B; a tile past the last column
/// goes through memory of its own.
template <class T>
void panel(const Job<T>& j, const Blocks& blocks, const T* a, const T* b, std::int64_t b_row,
           std::int64_t p0, std::int64_t k, std::int64_t j0, std::int64_t count) {
  constexpr int lanes = Vec<T>::lanes;
  alignas(64) T edge[most_rows * 2 * lanes];
  const bool wide = count > lanes, whole = count == lanes || count == 2 * lanes;
  const std::int64_t edge_row = wide ? 2 * lanes : lanes;
  for (int block = 0; block < blocks.count; ++block) {
    const int rows = blocks.size(block);
    const Tile<T> run = wide ? tile_of<2, T>(rows) : tile_of<1, T>(rows);
    T* out = j.out_at(blocks.at(block), j0);
    if (whole) {
      run(k, a, b, b_row, out, j.out_row, p0 > 0);
    } else {
      if (p0 > 0)
        for (int i = 0; i < rows; ++i)
          for (std::int64_t c = 0; c < count; ++c) edge[i * edge_row + c] = out[i * j.out_row + c];
      run(k, a, b, b_row, edge, edge_row, p0 > 0);
      for (int i = 0; i < rows; ++i)
        for (std::int64_t c = 0; c < count; ++c) out[i * j.out_row + c] = edge[i * edge_row + c];
    }
    a += rows * k;
  }
}

template <class T>
void tiles(const Job<T>& j) {
  constexpr int width = 2 * Vec<T>::lanes;
  alignas(64) T packed_a[row_block * k_block<T>];
  alignas(64) T packed_b[width * k_block<T>];
  // B is packed when it is read often enough to pay for that.
  const bool pack = j.m > 2 * most_rows || j.b_column != 1;
  for (std::int64_t i0 = 0; i0 < j.m; i0 += row_block) {
    const Blocks blocks(i0, least(row_block, j.m - i0));
    for (std::int64_t p0 = 0; p0 < j.k; p0 += k_block<T>) {
      const std::int64_t k = least(k_block<T>, j.k - p0);
      for (int block = 0; block < blocks.count; ++block)
        pack_a(j, blocks.at(block), blocks.size(block), p0, k,
               packed_a + (blocks.at(block) - i0) * k);
      for (std::int64_t j0 = 0; j0 < j.n; j0 += width) {
        const std::int64_t count = least(width, j.n - j0);
        const bool whole = count == width || count == Vec<T>::lanes;
        if (pack || !whole) {
          const std::int64_t padded = count > Vec<T>::lanes ? width : Vec<T>::lanes;
          pack_b(j, p0, k, j0, count, padded, packed_b);
          panel(j, blocks, packed_a, packed_b, padded, p0, k, j0, count);
        } else {
          panel(j, blocks, packed_a, j.b_at(p0, j0), j.b_row, p0, k, j0, count);
        }
      }
    }
  }
}

// ---- few rows by a matrix that is read once, in order

constexpr int stream_rows = 6, stream_depth = 8;

/// out[R][n] (+)= a[P][R] · b[P][n], whole vectors of columns.
template <int R, int P, class T>
void stream_rows_of(const T* a, const T* b, std::int64_t b_row, std::int64_t n, T* out,
                    std::int64_t out_row, bool more) {
  for (std::int64_t c = 0; c < n; c += Vec<T>::lanes) {
    V<T> sum[R];
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) sum[i] = more ? load_vector(out + i * out_row + c) : V<T>{};
#pragma GCC unroll 8
    for (int p = 0; p < P; ++p) {
      const V<T> x = load_vector(b + p * b_row + c);
#pragma GCC unroll 8
      for (int i = 0; i < R; ++i) sum[i] += a[p * R + i] * x;
    }
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) store_vector(out + i * out_row + c, sum[i]);
  }
}

template <int R, class T>
void stream(const Job<T>& j) {
  constexpr std::int64_t columns = 2048;  // of results, which stay in the first cache
  const std::int64_t whole = j.n / Vec<T>::lanes * Vec<T>::lanes;
  T a[R * stream_depth];
  for (std::int64_t c = 0; c < whole; c += columns) {
    const std::int64_t n = least(columns, whole - c);
    std::int64_t p = 0;
    for (; p + stream_depth <= j.k; p += stream_depth) {
      pack_a(j, 0, R, p, stream_depth, a);
      stream_rows_of<R, stream_depth>(a, j.b_at(p, c), j.b_row, n, j.out_at(0, c), j.out_row,
                                      p > 0);
    }
    for (; p < j.k; ++p) {
      pack_a(j, 0, R, p, 1, a);
      stream_rows_of<R, 1>(a, j.b_at(p, c), j.b_row, n, j.out_at(0, c), j.out_row, p > 0);
    }
  }
  if (whole == j.n) return;
  Job<T> rest = j;
  rest.n = j.n - whole;
  rest.b = j.b_at(0, whole);
  rest.out = j.out_at(0, whole);
  tiles(rest);
}

template <class T, int R = stream_rows>
void stream_of(const Job<T>& j) {
  if constexpr (R > 1)
    if (j.m != R) return stream_of<T, R - 1>(j);
  stream<R>(j);
}

// ---- rows by a vector

/// R results at a time, so that their chains overlap.
template <int R, class T>
void dots(const T* rows, std::int64_t row, std::int64_t k, const T* x, std::int64_t x_step, T* out,
          std::int64_t out_step) {
  T sum[R] = {};
  for (std::int64_t p = 0; p < k; ++p) {
    const T f = x[p * x_step];
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) sum[i] = multiply_add(rows[i * row + p], f, sum[i]);
  }
  for (int i = 0; i < R; ++i) out[i * out_step] = sum[i];
}

template <class T>
void all_dots(std::int64_t n, const T* rows, std::int64_t row, std::int64_t k, const T* x,
              std::int64_t x_step, T* out, std::int64_t out_step) {
  std::int64_t i = 0;
  for (; i + 8 <= n; i += 8)
    dots<8>(rows + i * row, row, k, x, x_step, out + i * out_step, out_step);
  for (; i < n; ++i) dots<1>(rows + i * row, row, k, x, x_step, out + i * out_step, out_step);
}

template <class T>
void choose(const Job<T>& j) {
  if (j.k == 0) {
    for (std::int64_t i = 0; i < j.m; ++i)
      for (std::int64_t c = 0; c < j.n; ++c) *j.out_at(i, c) = 0;
  } else if (j.n == 1 && j.a_column == 1) {
    all_dots(j.m, j.a, j.a_row, j.k, j.b, j.b_row, j.out, j.out_row);
  } else if (j.m == 1 && j.b_row == 1) {
    all_dots(j.n, j.b, j.b_column, j.k, j.a, j.a_column, j.out, std::int64_t{1});
  } else if (j.b_column == 1 &&
             (j.m == 1 || (j.m <= stream_rows &&
                           j.k * j.n * static_cast<std::int64_t>(sizeof(T)) > second_cache))) {
    stream_of<T>(j);
  } else {
    tiles(j);
  }
}

template <class T>
void product(const Product& s, const void* a, const void* b, void* out) noexcept {
  choose<T>({s.m, s.k, s.n, static_cast<const T*>(a), s.a_row, s.a_column, static_cast<const T*>(b),
             s.b_row, s.b_column, static_cast<T*>(out), s.out_row});
}

}  // namespace
}  // namespace AG_KERNEL_ISA

#define AG_JOIN_(a, b) a##b
#define AG_JOIN(a, b) AG_JOIN_(a, b)

ProductKernels AG_JOIN(products_, AG_KERNEL_ISA)() noexcept {
  return {&product<float>, &product<double>};
}

}  // namespace ag::kernel
