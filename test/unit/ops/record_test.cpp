// Recording: with a stand-in graph builder, what the front door records computes the same as the
// eager path; failing ops inside a region are recorded; print and check; infer agrees with
// evaluate.
#include "oracle.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <unistd.h>

#include "autograft/print.h"
#include "ops/attributes.h"
#include "ops/emitter.h"
#include "tensor/hooks.h"

using namespace oracle;
using ag::DType;
using ag::Tensor;
using ag::detail::Access;
using ag::ir::OpId;

namespace {

/// Keeps every op and can run them on values for its inputs.
class Recorder final : public ag::ops::Emitter {
public:
  Recorder() { ag::ops::recorder = this; }
  ~Recorder() override { ag::ops::recorder = nullptr; }

  void record(OpId op, std::span<const Tensor> in, const ag::ir::Attributes &attributes,
              ag::Location where, std::span<Tensor> out) override {
    std::vector<const ag::detail::Type *> types, results;
    for (const Tensor &t : in)
      types.push_back(&Access::type(t));
    ag::ir::InferContext context(where, nullptr);
    ag::ir::op_def(op).infer(context, types, attributes, results);
    REQUIRE(results.size() == out.size());
    for (std::size_t i = 0; i < out.size(); ++i)
      Access::replace(out[i], symbol(results[i]));
    steps.push_back({op, {in.begin(), in.end()}, attributes, {out.begin(), out.end()}, where});
  }
  bool inside_region() const override { return region; }
  bool recording_effects() const override { return region; }

  Tensor input(DType d, const ag::Shape &shape) { return symbol(ag::detail::intern(d, shape)); }
  static Tensor symbol(const ag::detail::Type *type) {
    static int dummy;
    return Access::adopt(
        ag::detail::allocate_symbolic(type, reinterpret_cast<ag::ir::Value *>(&dummy), 1));
  }

  /// Runs all steps; `values` has the inputs and gets every result.
  void run(std::map<ag::detail::TensorImpl *, Tensor> &values) const {
    for (const Step &s : steps) {
      std::vector<Tensor> in;
      for (const Tensor &t : s.in)
        in.push_back(t.symbolic() ? values.at(Access::get(t)) : t);
      std::vector<Tensor *> slots;
      for (Tensor &t : in)
        slots.push_back(&t);
      std::vector<Tensor> out(s.out.size());
      ag::ops::evaluate(s.op, slots, s.attributes, s.where, out);
      for (std::size_t i = 0; i < out.size(); ++i) {
        const ag::detail::Type &inferred = Access::type(s.out[i]);
        CHECK(inferred.dtype == out[i].dtype());
        REQUIRE(inferred.shape.rank() == out[i].rank());
        for (std::size_t k = 0; k < inferred.shape.size(); ++k)
          CHECK((inferred.shape[k] < 0 || inferred.shape[k] == out[i].shape()[k]));
        values[Access::get(s.out[i])] = out[i];
      }
    }
  }

  struct Step {
    OpId op;
    std::vector<Tensor> in;
    ag::ir::Attributes attributes;
    std::vector<Tensor> out;
    ag::Location where;
  };
  std::vector<Step> steps;
  bool region = false;
};

using Program = std::function<Tensor(const Tensor &, const Tensor &)>;

/// Eager result == recorded and run result, bit for bit; also when axis 0 has no known extent.
void same_recorded(const char *name, const Program &f, const Tensor &a, const Tensor &b,
                   bool symbols = true) {
  INFO(name);
  const Tensor expected = f(a, b);
  for (int known = 1; known >= (symbols ? 0 : 1); --known) {
    Recorder r;
    const auto input = [&](const Tensor &t) {
      ag::Shape s;
      for (std::int64_t n : t.shape())
        s.push_back(!known && s.rank() == 0 ? -1 : n);
      return r.input(t.dtype(), s);
    };
    const Tensor x = input(a), y = input(b);
    const Tensor out = f(x, y);
    REQUIRE(out.symbolic());
    std::map<ag::detail::TensorImpl *, Tensor> values{{Access::get(x), a}, {Access::get(y), b}};
    r.run(values);
    const Tensor got = values.at(Access::get(out));
    CHECK(difference(got, expected.dtype(), read(expected)) == "");
  }
}
#define AG_SAME(expression, a, b)                                                                  \
  same_recorded(                                                                                   \
      #expression,                                                                                 \
      [](const Tensor &x, const Tensor &y) -> Tensor {                                             \
        (void)y;                                                                                   \
        return expression;                                                                         \
      },                                                                                           \
      a, b)
#define AG_SAME_KNOWN(expression, a, b)                                                            \
  same_recorded(                                                                                   \
      #expression,                                                                                 \
      [](const Tensor &x, const Tensor &y) -> Tensor {                                             \
        (void)y;                                                                                   \
        return expression;                                                                         \
      },                                                                                           \
      a, b, false)

/// Sends stdout to a temporary file while it lives.
class Capture {
public:
  Capture() : file_(std::tmpfile()), saved_(dup(1)) {
    std::fflush(stdout);
    dup2(fileno(file_), 1);
  }
  ~Capture() {
    std::fflush(stdout);
    dup2(saved_, 1);
    close(saved_);
    std::fclose(file_);
  }
  std::string text() {
    std::fflush(stdout);
    std::string out(4096, '\0');
    const ssize_t n = pread(fileno(file_), out.data(), out.size(), 0);
    out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    return out;
  }

private:
  std::FILE *file_;
  int saved_;
};

/// What `f` writes to stdout.
std::string printed(const std::function<void()> &f) {
  Capture capture;
  f();
  return capture.text();
}

} // namespace

TEST_CASE("what is recorded computes what eager computes") {
  const Tensor a = make(ag::f32, sample(ag::f32, {4, 3}, 1)),
               b = make(ag::f32, sample(ag::f32, {4, 3}, 2));
  const Tensor i = make(ag::i32, sample(ag::i32, {4, 3}, 3, true)),
               u = make(ag::u8, sample(ag::u8, {4, 3}, 4));
  const Tensor idx{2, 0, 3};
  AG_SAME(x + y * 2 - 0.5, a, b);
  AG_SAME(x + y, a, i);
  AG_SAME(x / y, a, i);
  AG_SAME(x % 5 + (x >> 1), i, u);
  AG_SAME(x * 0.5, i, u);
  AG_SAME(ag::where(x < y, x, 0), a, b);
  AG_SAME(x > 300, u, u);
  AG_SAME(300 != x, u, u);
  AG_SAME(-x, u == 3, u);
  AG_SAME(ag::sqrt(ag::abs(x)) + ag::exp(y), a, b);
  AG_SAME(ag::clip(x, -1, y), a, b);
  AG_SAME(ag::sum(x) + ag::mean(y, 0), a, b);
  AG_SAME(ag::var(x, 1, true), a, b);
  AG_SAME(ag::argmax(x, 0), a, b);
  AG_SAME(ag::max(x, {0}), i, b);
  AG_SAME(ag::softmax(x), a, b);
  AG_SAME(ag::logsumexp(x, 0), a, b);
  AG_SAME(ag::cumsum(x), u, b);
  AG_SAME(ag::matmul(x, ag::transpose(y)), a, b);
  AG_SAME(ag::einsum("ij,kj->ik", x, y), a, b);
  AG_SAME(ag::tensordot(x, y, {0}, {0}), a, b);
  AG_SAME(ag::outer(x, y), a, b);
  AG_SAME(ag::flatten(x), a, b);
  AG_SAME(ag::reshape(x, {2, -1}), a, b);
  AG_SAME(ag::unsqueeze(x, 0), a, b);
  AG_SAME(ag::squeeze(ag::unsqueeze(x, -1), -1), a, b);
  AG_SAME(ag::flip(x, 0), a, b);
  AG_SAME(ag::tile(x, {1, 2}), a, b);
  AG_SAME(ag::pad(x, {0, 1}, {0, 1}, 9), a, b);
  AG_SAME(ag::roll(x, ag::sum(y), 1), a, i);
  AG_SAME(ag::narrow(x, 0, ag::argmin(ag::flatten(y)) % 3, 2), a, b);
  AG_SAME(ag::concat({x, y, x}), a, b);
  AG_SAME(ag::stack({x, y}, 1), a, i);
  AG_SAME(ag::tril(x), a, b);
  AG_SAME_KNOWN(ag::diag(x[0]), a, b);
  AG_SAME_KNOWN(ag::stack(ag::unstack(x)), a, b);
  AG_SAME(ag::sort(x, 0), a, b);
  AG_SAME(ag::argsort(x, 1, true), a, b);
  AG_SAME(ag::topk(x, 2).values + ag::topk(x, 2, -1, false).indices, a, b);
  AG_SAME(ag::unique_count(x), i, b);
  AG_SAME(ag::searchsorted(ag::sort(ag::flatten(x)), y), a, b);
  AG_SAME(ag::gather(x, y), a, idx);
  AG_SAME(ag::take_along_axis(x, ag::argsort(x, 1), 1), a, b);
  AG_SAME(ag::scatter(x, Tensor({1, 2}), 7), a, b);
  AG_SAME(ag::scatter_add(x, Tensor({1, 1}), y[0]), a, b);
  AG_SAME(ag::one_hot(x % 4, 12), u, b);
  AG_SAME(ag::zeros_like(x) + ag::ones_like(y), a, b);
  AG_SAME(ag::allclose(x, y), a, b);
  AG_SAME(ag::array_equal(x, y), a, a);
  AG_SAME(x.to(ag::f64).T(), a, b);
  AG_SAME(x[1][2] + x[ag::slice(1, 3)][0], a, b);
  AG_SAME(x[ag::slice({}, {}, -1)], a, b);
  AG_SAME(x[y[0][0] % 3], a, u);
  AG_SAME(x[ag::slice(y[0][0] % 3, y[1][0] % 5)], a, u);
}

TEST_CASE("writes are recorded as functional updates") {
  const Tensor a = make(ag::f32, sample(ag::f32, {4, 3}, 1)),
               u = make(ag::u8, sample(ag::u8, {4, 3}, 4));
  const Program write = [](const Tensor &x, const Tensor &y) {
    Tensor t = x;
    t[1] = 5;
    t[y[0][0] % 4][1] += 2;
    t[ag::slice(0, 2)] *= 3;
    t += 1;
    return t;
  };
  same_recorded("item and compound assignment", write, a, u);
}

TEST_CASE("promoted scalars are recorded with C++'s conversions") {
  const auto run = [](const std::function<Tensor(const ag::Scalar<int> &)> &f, int n) {
    Recorder r;
    const Tensor x = r.input(ag::i32, {});
    const Tensor out = f(x.as_scalar<int>());
    REQUIRE(out.symbolic());
    std::map<ag::detail::TensorImpl *, Tensor> values{{Access::get(x), Tensor(n)}};
    r.run(values);
    return values.at(Access::get(out));
  };
  using S = const ag::Scalar<int> &;
  CHECK(difference(run([](S k) -> Tensor { return k * 2 + 1; }, 20), ag::i32, {{}, {41}}) == "");
  CHECK(difference(run([](S k) -> Tensor { return k * 0.5; }, 7), ag::f64, {{}, {3.5}}) == "");
  CHECK(difference(run([](S k) -> Tensor { return k / 2L; }, -7), ag::i64, {{}, {-3}}) == "");
  CHECK(difference(run([](S k) -> Tensor { return k + 1u; }, -2), ag::u32, {{}, {4294967295.0L}}) ==
        "");
  CHECK(difference(run([](S k) -> Tensor { return 1 << k; }, 5), ag::i32, {{}, {32}}) == "");
  CHECK(difference(run([](S k) -> Tensor { return -k < 3; }, 5), ag::boolean, {{}, {1}}) == "");
  CHECK(code([&] { run([](S k) -> Tensor { return 7 / k; }, 0); }) == "AG0211");
  CHECK(code([&] { run([](S k) -> Tensor { return 1 << k; }, 32); }) == "AG0209");
  CHECK(code([&] { run([](S k) -> Tensor { return 1 << (k + (std::int64_t{1} << 32)); }, 0); }) ==
        "AG0209");
  // Weak beside a tensor: the check happens when the value is known.
  const Tensor bytes = ag::ones({2}, ag::u8);
  CHECK(difference(run([&](S k) -> Tensor { return bytes + k; }, 9), ag::u8, {{2}, {10, 10}}) ==
        "");
  CHECK(code([&] { run([&](S k) -> Tensor { return bytes + k; }, 300); }) == "AG0208");
  CHECK(difference(run([&](S k) -> Tensor { return bytes < k; }, 300), ag::boolean,
                   {{2}, {1, 1}}) == "");
  const Tensor wide = ag::ones({2}, ag::u64);
  CHECK(difference(run([&](S k) -> Tensor { return wide > k; }, -1), ag::boolean, {{2}, {1, 1}}) ==
        "");
  CHECK(difference(run([&](S k) -> Tensor { return wide == k; }, 1), ag::boolean, {{2}, {1, 1}}) ==
        "");
}

TEST_CASE("an op that fails inside a region is recorded, outside it throws") {
  Recorder r;
  const Tensor t{1, 2};
  CHECK(code([&] { Tensor x = t / 0; }) == "AG0211");
  r.region = true;
  CHECK((t / 0).symbolic());
  CHECK(t[5].symbolic());
  CHECK(Tensor(1e10).to(ag::i32).symbolic());
  CHECK((t / 2).symbolic() == false);
  CHECK(code([&] { Tensor x = t + Tensor{1, 2, 3}; }) == "AG0214"); // no branch makes this right
  std::map<ag::detail::TensorImpl *, Tensor> none;
  CHECK(code([&] { r.run(none); }) == "AG0211");
}

TEST_CASE("a graph value is of no use where no graph is built") {
  Tensor kept;
  {
    Recorder r;
    kept = r.input(ag::f32, {2});
  }
  CHECK(code([&] { Tensor x = kept + 1; }) == "AG0206");
}

TEST_CASE("print writes a line with fmt's syntax") {
  const Tensor t{1.5f, 2.25f};
  CHECK(printed([&] { ag::print("x = {}, n = {:03d}, {{}} {}", t[1], 7, "text"); }) ==
        "x = 2.25, n = 007, {} text\n");
  CHECK(printed([&] { ag::print("{:.1f}\n", Tensor(0.25)); }) == "0.2\n");
  CHECK(printed([&] { ag::print("{} {} {}", true, 'c', ag::Shape{2, 3}); }) == "true c [2, 3]\n");
  CHECK(printed([&] { ag::print("{}", ag::Scalar<int>(4)); }) == "4\n");
  CHECK(code([&] { ag::print("{} {}", 1); }) == "AG0218");
  CHECK(code([&] { ag::print("{", 1); }) == "AG0218");
  CHECK(code([&] { ag::print("{0}", 1); }) == "AG0218");
  CHECK(code([&] { ag::print("no field", 1); }) == "AG0218");
  CHECK(code([&] { ag::print("{:q}", "text"); }) == "AG0218");
}

TEST_CASE("check throws its message at its line") {
  ag::check(Tensor(1.0) > 0, "fine");
  ag::check(true);
  CHECK(message([] { ag::check(Tensor(1) > 2, "x is {}, not {}", Tensor(1), 2); }) ==
        "check failed: x is 1, not 2");
  CHECK(code([] { ag::check(false); }) == "AG0213");
  CHECK(code([] { ag::check(Tensor{true, true}, "two"); }) == "AG0205");
}

TEST_CASE("print and check are recorded in order, host arguments as text") {
  Recorder r;
  const Tensor x = r.input(ag::f32, {});
  ag::print("a {} {} {:.2f}", 1, "{}", x);
  ag::check(x > 2, "x = {}", x);
  CHECK(printed([&] {
          std::map<ag::detail::TensorImpl *, Tensor> values{{Access::get(x), Tensor(3.f)}};
          r.run(values);
        }) == "a 1 {} 3.00\n");
  CHECK(message([&] {
          std::map<ag::detail::TensorImpl *, Tensor> values{{Access::get(x), Tensor(1.f)}};
          printed([&] { r.run(values); });
        }) == "check failed: x = 1");
  r.steps.clear();
  r.region = true;
  ag::print("concrete, but in a region: {}", Tensor(1));
  ag::check(false, "may never run");
  CHECK(r.steps.size() == 2);
}
