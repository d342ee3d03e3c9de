// What random programs call and do not see. Compiled once.
#include "support.h"

namespace progen {

int outside_number(int v) { return v % 9 - 2; }
ag::Tensor outside_tensor(ag::Tensor v) { return v * 3 - 1; }

ag::Tensor tensor(int v) { return v; }
ag::Tensor tensor(double v) { return v; }
ag::Tensor tensor(float v) { return v; }
ag::Tensor list(std::initializer_list<int> v) { return ag::from_span(std::vector<int>(v)); }

void graphs(std::int64_t count) { std::printf("#%d\n", static_cast<int>(count)); }

void show(const ag::Tensor &t) {
  if (t.rank() == 1) {
    std::printf(" %s[%d]", ag::name(t.dtype()), static_cast<int>(t.shape(0)));
    for (const int x : t.to_vector<int>())
      std::printf(" %d", x);
  } else if (t.dtype() == ag::i32) {
    show(t.item<int>());
  } else if (t.dtype() == ag::f32) {
    show(t.item<float>());
  } else if (t.dtype() == ag::f64) {
    show(t.item<double>());
  } else {
    std::printf(" %s:%s", ag::name(t.dtype()), ag::to_string(t).c_str());
  }
}

namespace {
/// The line alone: columns move when text is inserted, and a graph leaves them out.
int line_of(const ag::Error &e) {
  const std::size_t at = e.where().find(".cpp:");
  return at == std::string::npos ? 0 : std::atoi(e.where().c_str() + at + 5);
}
} // namespace

void outcome(int program, int call, void (*f)()) {
  std::printf("@%d %d\n", program, call);
  std::fflush(stdout);
  try {
    f();
    std::puts("");
  } catch (const ag::Error &e) {
    std::printf(" !%s line %d\n", std::string(e.code()).c_str(), line_of(e));
  } catch (const std::exception &e) {
    std::printf(" !!%s\n", e.what());
  }
}

} // namespace progen
