// Ops on whole tensors as vector code, against the interpreter: every elementwise op and cast on
// every dtype, in every layout of its operands, and reductions; sizes around those of vectors and
// of blocks, with NaN, infinities, zeros of both signs and denormals among the elements.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <optional>
#include <string>

#include <autograft/autograft.h>

#include "backend/cpu/backend.h"
#include "backend/ref/interpret.h"
#include "ir/text.h"
#include "kernel/kernel.h"
#include "tensor/impl.h"

using namespace ag;
using ag::detail::Access;

namespace {

constexpr DType dtypes[] = {DType::boolean, DType::u8,  DType::u16, DType::u32, DType::u64,
                            DType::i8,      DType::i16, DType::i32, DType::i64, DType::f16,
                            DType::bf16,    DType::f32, DType::f64};

/// Numbers of every kind in no order; `seed` moves them.
Tensor values(DType d, const Shape &shape, std::int64_t seed) {
  const std::int64_t n = shape.elements();
  static const double special[] = {
      0.0,   -0.0, 1.0,    -1.0,  0.5,   -2.5, 3.0,   1e-3,      709.5,      -746.,     1e6, 3.5e6,
      -1e15, 1e30, 1e-310, 127.5, 255.9, 0.1,  1e-40, 1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0, 6e-8};
  Tensor t = zeros(Shape{n}, is_floating(d) ? DType::f64 : DType::i64);
  for (std::int64_t i = 0; i < n; ++i) {
    const auto h = static_cast<std::uint64_t>(i + seed * 7919) * 0x9e3779b97f4a7c15u;
    if (is_floating(d))
      static_cast<double *>(Access::data(t))[i] =
          (h >> 60) < 4 ? special[(h >> 32) % std::size(special)]
                        : (static_cast<double>(h >> 11) / 9007199254740992.0 - 0.5) * 20;
    else
      static_cast<std::int64_t *>(Access::data(t))[i] =
          (h >> 60) < 8 ? static_cast<std::int64_t>(h >> 33) % 9 - 3 : static_cast<std::int64_t>(h);
  }
  return reshape(t.to(d), shape);
}

bool is_nan(DType d, const char *p) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, p, item_size(d));
  switch (d) {
  case DType::f16:
    return (bits & 0x7fff) > 0x7c00;
  case DType::bf16:
    return (bits & 0x7fff) > 0x7f80;
  case DType::f32:
    return (bits & 0x7fffffff) > 0x7f800000;
  case DType::f64:
    return (bits & 0x7fffffffffffffff) > 0x7ff0000000000000;
  default:
    return false;
  }
}

/// Index of the first element that differs in its bits (any NaN is a NaN), or -1.
std::int64_t difference(const Tensor &a, const Tensor &b) {
  if (&Access::type(a) != &Access::type(b))
    return 0;
  const std::size_t item = item_size(a.dtype());
  const auto *x = static_cast<const char *>(Access::data(a));
  const auto *y = static_cast<const char *>(Access::data(b));
  for (std::int64_t i = 0; i < Access::type(a).elements; ++i, x += item, y += item)
    if (std::memcmp(x, y, item) != 0 && !(is_nan(a.dtype(), x) && is_nan(a.dtype(), y)))
      return i;
  return -1;
}

struct Outcome {
  std::vector<Tensor> results;
  std::string error;
};

Outcome outcome(const ref::Interpreter &program, const std::vector<Tensor> &in) {
  try {
    return {program.run(in), ""};
  } catch (const Error &e) {
    return {{}, std::string(e.code()) + " " + e.message()};
  }
}

/// A graph and its native form, which must exist.
struct Pair {
  explicit Pair(const std::string &text)
      : graph(ir::parse(text)), native(cpu::with_native_regions(*graph)) {
    INFO(text);
    REQUIRE(native != nullptr);
    wanted.emplace(*graph);
    got.emplace(*native);
  }
  void compare(const std::vector<Tensor> &in) const {
    const Outcome a = outcome(*wanted, in), b = outcome(*got, in);
    if (a.error != b.error)
      FAIL(ir::print(*graph) << "\nwants: " << a.error << "\ngives: " << b.error);
    for (std::size_t k = 0; k < a.results.size(); ++k)
      if (const std::int64_t at = difference(a.results[k], b.results[k]); at >= 0)
        FAIL(ir::print(*graph) << "\nresult " << k << " of shape "
                               << ag::detail::describe(Access::type(a.results[k])) << " differs at "
                               << at << ": " << to_string(reshape(a.results[k], {-1})[at]) << " / "
                               << to_string(reshape(b.results[k], {-1})[at]));
  }
  std::shared_ptr<ir::Graph> graph, native;
  std::optional<ref::Interpreter> wanted, got;
};

std::string typed(DType d, const char *shape) { return std::string(name(d)) + shape; }

constexpr std::int64_t sizes[] = {0, 1, 2, 7, 15, 16, 63, 64, 65, 1000};

} // namespace

TEST_CASE("elementwise ops on vectors of every dtype") {
  for (int e = 0; e < kernel::elementwise_count; ++e) {
    const auto op = static_cast<kernel::Elementwise>(e);
    const kernel::ElementwiseInfo &info = kernel::info(op);
    std::string text = "autograft 1\nfunc @main(";
    std::string body, results, types;
    std::vector<std::vector<DType>> operands;
    int argument = 0;
    for (const DType d : dtypes) {
      if (!kernel::accepts(op, d))
        continue;
      std::vector<DType> in(info.arity, d);
      if (op == kernel::Elementwise::where)
        in[0] = DType::boolean;
      const DType out = info.result == kernel::Result::boolean ? DType::boolean : d;
      std::string call = std::string("  %r") + name(d) + " = " + info.name;
      for (std::size_t k = 0; k < in.size(); ++k) {
        text += (argument ? ", %" : "%") + std::to_string(argument) + ": " + typed(in[k], "[?n]");
        call += (k ? ", %" : " %") + std::to_string(argument++);
      }
      body += call + " : " + typed(out, "[?n]") + "\n";
      types += (types.empty() ? "" : ", ") + typed(out, "[?n]");
      results += (results.empty() ? "%r" : ", %r") + std::string(name(d));
      operands.push_back(in);
    }
    const Pair pair(text + ") -> (" + types + ") {\n" + body + "  return " + results + "\n}\n");
    for (const std::int64_t n : sizes) {
      std::vector<Tensor> in;
      for (const auto &list : operands)
        for (const DType d : list) {
          Tensor t = values(d, {n}, static_cast<std::int64_t>(in.size()));
          // Failing operands have a test of their own.
          if (info.fails == kernel::Fails::integers && is_integer(d) && in.size() % 2 == 1)
            t = t % Tensor(5).to(d) + Tensor(1).to(d),
            t = where(t <= Tensor(0).to(d), Tensor(1).to(d), t);
          in.push_back(t);
        }
      pair.compare(in);
    }
  }
}

TEST_CASE("casts of vectors between all dtypes") {
  for (const DType from : dtypes) {
    std::string body, types, results;
    for (const DType to : dtypes) {
      if (is_floating(from) && is_integer(to))
        continue;
      body += "  %r" + std::string(name(to)) + " = cast %0 {dtype = " + std::string(name(to)) +
              "} : " + typed(to, "[?n]") + "\n";
      types += (types.empty() ? "" : ", ") + typed(to, "[?n]");
      results += (results.empty() ? "%r" : ", %r") + std::string(name(to));
    }
    const Pair pair("autograft 1\nfunc @main(%0: " + typed(from, "[?n]") + ") -> (" + types +
                    ") {\n" + body + "  return " + results + "\n}\n");
    for (const std::int64_t n : sizes)
      pair.compare({values(from, {n}, n)});
  }
}

TEST_CASE("layouts of operands") {
  for (const DType d : {DType::u8, DType::i16, DType::bf16, DType::f32, DType::f64}) {
    const std::string t = std::string(name(d));
    const Pair pair(
        "autograft 1\nfunc @main(%m: " + t + "[5, 37], %r: " + t + "[37], %c: " + t +
        "[5, 1], %s: " + t + "[], %x: " + t + "[37, 5], %w: " + t + "[11, 80]) -> (" + t +
        "[5, 37], " + t + "[5, 37], " + t + "[37, 5]) {\n" + "  %a = add %m, %r : " + t +
        "[5, 37]\n" + "  %b = mul %a, %c : " + t + "[5, 37]\n" + "  %e = sub %b, %s : " + t +
        "[5, 37]\n" + "  %y = transpose %x : " + t + "[5, 37]\n" + "  %f = add %e, %y : " + t +
        "[5, 37]\n" +
        "  %v = get_item %w {entries = [{kind = 1, start = 1, stop = 11, step = 2}, "
        "{kind = 1, bracket = false, start = 3, stop = 77, step = 2}]} : " +
        t + "[5, 37]\n" + "  %g = mul %f, %v : " + t + "[5, 37]\n" +
        "  %h = flip %g {axes = [1]} : " + t + "[5, 37]\n" + "  %i = add %h, %g : " + t +
        "[5, 37]\n" + "  %j = reshape %g {shape = [37, 5]} : " + t + "[37, 5]\n" +
        "  %k = add %j, %x : " + t + "[37, 5]\n" + "  return %g, %i, %k\n}\n");
    pair.compare({values(d, {5, 37}, 1), values(d, {37}, 2), values(d, {5, 1}, 3),
                  reshape(values(d, {1}, 4), Shape{}), values(d, {37, 5}, 5),
                  values(d, {11, 80}, 6)});
  }
}

TEST_CASE("reductions fold in the documented order") {
  for (const char *shape : {"[?n]", "[3, ?n]"})
    for (const char *op : {"sum", "prod", "min", "max", "any", "all"})
      for (const DType d : dtypes) {
        const std::string o = op;
        const bool logical = o == "any" || o == "all";
        if (d == DType::boolean && !logical)
          continue;
        // An empty minimum is an error, so an open extent is left to the kernels.
        const bool open = o != "min" && o != "max";
        DType out = logical ? DType::boolean : d;
        if (o == "sum" || o == "prod") {
          if (d == DType::i8 || d == DType::i16)
            out = DType::i32;
          if (d == DType::u8 || d == DType::u16)
            out = DType::u32;
        }
        const bool rows = std::string(shape)[1] == '3';
        for (const std::int64_t n : {1, 7, 31, 32, 33, 64, 100, 8191, 8192, 8193, 20000}) {
          if (open && n != 1)
            continue;
          const std::string extents =
              open ? shape : (rows ? "[3, " : "[") + std::to_string(n) + "]";
          const std::string t = std::string(name(d)) + extents;
          const std::string k = rows ? "[3]" : "[]";
          const Pair pair("autograft 1\nfunc @main(%0: " + t + ", %1: " + t + ") -> (" +
                          typed(out, k.c_str()) + ", " + t + ") {\n  %2 = maximum %0, %1 : " + t +
                          "\n  %3 = " + o + " %2 {axes = [" + (rows ? "1" : "0") +
                          "]} : " + typed(out, k.c_str()) + "\n  %4 = minimum %2, %1 : " + t +
                          "\n  return %3, %4\n}\n");
          const std::vector<std::int64_t> lengths =
              open
                  ? std::vector<std::int64_t>{0, 1, 7, 31, 32, 33, 64, 100, 8191, 8192, 8193, 20000}
                  : std::vector<std::int64_t>{n};
          for (const std::int64_t length : lengths) {
            const Shape s = rows ? Shape{3, length} : Shape{length};
            Tensor a = values(d, s, 3), b = values(d, s, 4);
            if (is_floating(d) && length > 64)
              a = a * Tensor(0.01).to(d);
            pair.compare({a, b});
          }
        }
      }
}

TEST_CASE("an element that fails raises the error of its op") {
  const Pair pair(R"(autograft 1
func @main(%0: i32[?n], %1: i32[?n], %2: i32[?n]) -> (i32[?n]) {
  %3 = add %0, %1 : i32[?n]
  %4 = div %3, %1 : i32[?n] loc("f.cpp":3:3)
  %5 = shl %4, %2 : i32[?n] loc("f.cpp":4:3)
  return %5
}
)");
  for (const std::int64_t n : {1, 16, 40}) {
    const Tensor ok = ones({n}, DType::i32);
    Tensor zero = ones({n}, DType::i32), large = ones({n}, DType::i32);
    static_cast<std::int32_t *>(Access::data(zero))[n - 1] = 0;
    static_cast<std::int32_t *>(Access::data(large))[0] = 32;
    for (const Tensor &a : {ok, zero})
      for (const Tensor &b : {ok, large})
        pair.compare({ok, a, b});
  }
}
