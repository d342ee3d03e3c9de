// Loops over contiguous memory for one op struct and one native type, and the templates that put
// them into a KernelTable. Compiled once per instruction set; nothing here may be seen by another
// build.
#pragma once

#include "kernel/scalar_ops.h"
#include "kernel/table.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

// Storage -> scalar-like value.
constexpr float load(float x) { return x; }
constexpr double load(double x) { return x; }
template <class T>
constexpr Int<T> load(T x) {
  return Int<T>(x);
}
// Scalar-like value -> storage; comparisons store 0 or 1.
constexpr float store(float x) { return x; }
constexpr double store(double x) { return x; }
constexpr std::uint8_t store(bool x) { return x; }
template <class T>
constexpr T store(Int<T> x) {
  return x.value;
}

template <class Op, class... V>
using StoredResult = decltype(store(Op::eval(V()...)));

/// Elements between two looks at the operands of an op that may fail.
inline constexpr std::int64_t check_block = 512;

template <class Op, class T>
struct UnaryRow {
  using V = decltype(load(T()));
  using R = StoredResult<Op, V>;

  static bool all_in_range(const T* a, std::int64_t n) {
    int in_range = 1;
    for (std::int64_t i = 0; i < n; ++i) in_range &= Op::in_range(load(a[i]));
    return in_range != 0;
  }
  static void loop(const T* a, std::int64_t n, R* out) {
    AG_KERNEL_LOOP
    for (std::int64_t i = 0; i < n; ++i) out[i] = store(Op::eval(load(a[i])));
  }
  static std::int64_t run(std::int64_t n, const void* const* in, unsigned, void* out) noexcept {
    const T* a = static_cast<const T*>(in[0]);
    R* r = static_cast<R*>(out);
    if constexpr (requires(V x) { Op::in_range(x); }) {
      for (std::int64_t i = 0; i < n; i += check_block) {
        const std::int64_t m = n - i < check_block ? n - i : check_block;
        if (all_in_range(a + i, m)) {
          loop(a + i, m, r + i);
        } else {
          for (std::int64_t j = i; j < i + m; ++j) {
            const V x = load(a[j]);
            r[j] = store(Op::in_range(x) ? Op::eval(x) : Op::beyond(x));
          }
        }
      }
    } else {
      loop(a, n, r);
    }
    return -1;
  }
};

template <class Op, class T>
struct BinaryRow {
  using V = decltype(load(T()));
  using R = StoredResult<Op, V, V>;
  static constexpr bool checked = requires(V x) { Op::fails(x, x); } && !is_floating_scalar<V>;

  // The step of an operand is 0 or 1; both known at compile time, so that the loop vectorises.
  template <int A, int B>
  static void loop(const T* a, const T* b, std::int64_t n, R* out) {
    const V a0 = load(a[0]);
    const V b0 = load(b[0]);
    AG_KERNEL_LOOP
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = store(Op::eval(A ? load(a[i]) : a0, B ? load(b[i]) : b0));
  }
  static std::int64_t first_failure(const T* a, const T* b, int step_a, int step_b,
                                    std::int64_t n) {
    int any = 0;
    for (std::int64_t i = 0; i < n; ++i) any |= Op::fails(load(a[i * step_a]), load(b[i * step_b]));
    if (!any) return -1;
    std::int64_t i = 0;
    while (!Op::fails(load(a[i * step_a]), load(b[i * step_b]))) ++i;
    return i;
  }
  static void dispatch(const T* a, const T* b, unsigned scalars, std::int64_t n, R* out) {
    if (scalars == 0) return loop<1, 1>(a, b, n, out);
    if (scalars == 1) return loop<0, 1>(a, b, n, out);
    loop<1, 0>(a, b, n, out);
  }
  static std::int64_t run(std::int64_t n, const void* const* in, unsigned scalars,
                          void* out) noexcept {
    const T* a = static_cast<const T*>(in[0]);
    const T* b = static_cast<const T*>(in[1]);
    R* r = static_cast<R*>(out);
    if (n <= 0) return -1;
    if constexpr (checked) {
      const int step_a = (scalars & 1u) ? 0 : 1;
      const int step_b = (scalars & 2u) ? 0 : 1;
      for (std::int64_t i = 0; i < n; i += check_block) {
        const std::int64_t m = n - i < check_block ? n - i : check_block;
        const T* at_a = a + i * step_a;
        const T* at_b = b + i * step_b;
        // Looked at before the block is written: out may be an input.
        const std::int64_t bad = first_failure(at_a, at_b, step_a, step_b, m);
        if (bad >= 0) return i + bad;
        dispatch(at_a, at_b, scalars, m, r + i);
      }
    } else {
      dispatch(a, b, scalars, n, r);
    }
    return -1;
  }
};

template <class Op, class T>
struct TernaryRow {
  static std::int64_t run(std::int64_t n, const void* const* in, unsigned, void* out) noexcept {
    const T* a = static_cast<const T*>(in[0]);
    const T* b = static_cast<const T*>(in[1]);
    const T* c = static_cast<const T*>(in[2]);
    T* r = static_cast<T*>(out);
    AG_KERNEL_LOOP
    for (std::int64_t i = 0; i < n; ++i) r[i] = store(Op::eval(load(a[i]), load(b[i]), load(c[i])));
    return -1;
  }
};

template <class T>
struct TernaryRow<Where, T> {
  static std::int64_t run(std::int64_t n, const void* const* in, unsigned, void* out) noexcept {
    const std::uint8_t* c = static_cast<const std::uint8_t*>(in[0]);
    const T* a = static_cast<const T*>(in[1]);
    const T* b = static_cast<const T*>(in[2]);
    T* r = static_cast<T*>(out);
    AG_KERNEL_LOOP
    for (std::int64_t i = 0; i < n; ++i)
      r[i] = store(Where::eval(load(c[i]), load(a[i]), load(b[i])));
    return -1;
  }
};

// ---- which native type serves a dtype

template <class T>
struct UnsignedTwin {
  using type = T;
};
template <>
struct UnsignedTwin<std::int8_t> {
  using type = std::uint8_t;
};
template <>
struct UnsignedTwin<std::int16_t> {
  using type = std::uint16_t;
};
template <>
struct UnsignedTwin<std::int32_t> {
  using type = std::uint32_t;
};
template <>
struct UnsignedTwin<std::int64_t> {
  using type = std::uint64_t;
};

/// Calls f<T>(dtype) for every dtype with a native type; bool comes as a byte.
template <class F>
void for_native_types(F f) {
  f.template operator()<std::uint8_t>(DType::boolean);
  f.template operator()<std::uint8_t>(DType::u8);
  f.template operator()<std::uint16_t>(DType::u16);
  f.template operator()<std::uint32_t>(DType::u32);
  f.template operator()<std::uint64_t>(DType::u64);
  f.template operator()<std::int8_t>(DType::i8);
  f.template operator()<std::int16_t>(DType::i16);
  f.template operator()<std::int32_t>(DType::i32);
  f.template operator()<std::int64_t>(DType::i64);
  f.template operator()<float>(DType::f32);
  f.template operator()<double>(DType::f64);
}

constexpr int at(DType t) { return static_cast<int>(t); }

template <class Op, int Arity, class T>
constexpr ElementwiseRow row_of() {
  using U = std::conditional_t<Op::by_width, typename UnsignedTwin<T>::type, T>;
  if constexpr (Arity == 1)
    return &UnaryRow<Op, U>::run;
  else if constexpr (Arity == 2)
    return &BinaryRow<Op, U>::run;
  else
    return &TernaryRow<Op, U>::run;
}

template <class Op, int Arity, Accepts Kind>
void fill_rows(ElementwiseRow* rows) {
  for_native_types([rows]<class T>(DType t) {
    if constexpr (Kind == Accepts::floating) {
      if constexpr (std::is_floating_point_v<T>) rows[at(t)] = row_of<Op, Arity, T>();
    } else if constexpr (Kind == Accepts::integer || Kind == Accepts::bits) {
      if constexpr (!std::is_floating_point_v<T>)
        if (Kind == Accepts::bits || t != DType::boolean) rows[at(t)] = row_of<Op, Arity, T>();
    } else if (Kind == Accepts::any || t != DType::boolean) {
      rows[at(t)] = row_of<Op, Arity, T>();
    }
  });
}

/// The rows of elementwise.def from First up to, not including, Last.
template <Elementwise First, Elementwise Last>
void fill_range(KernelTable& table) {
#define AG_ELEMENTWISE(name, Op, arity, kind, result, fails)                                       \
  if constexpr (Elementwise::name >= First && Elementwise::name < Last)                            \
    fill_rows<Op, arity, Accepts::kind>(table.elementwise[static_cast<int>(Elementwise::name)]);
#include "kernel/elementwise.def"
#undef AG_ELEMENTWISE
}

// The parts of a table, one per source, so that they compile side by side.
void fill_arithmetic(KernelTable&);
void fill_logic(KernelTable&);
void fill_functions(KernelTable&);
void fill_casts(KernelTable&);
void fill_reductions(KernelTable&);
void fill_matmul(KernelTable&);

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
