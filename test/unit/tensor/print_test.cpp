// Text of tensors: NumPy's layout (the expected texts are NumPy's, with true and false), through
// to_string, streams and fmt.
#include "autograft/autograft.h" // before fmt on purpose: the order must not matter

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <sstream>

using namespace ag;

namespace {
Tensor iota(int n, const Shape &shape) {
  std::vector<int> v(static_cast<std::size_t>(n));
  std::iota(v.begin(), v.end(), 0);
  return from_span(v, shape);
}
} // namespace

TEST_CASE("integers and bools are aligned to the right", "[print]") {
  CHECK(to_string(Tensor{{1, 2}, {30, -4}}) == "[[ 1  2]\n [30 -4]]");
  CHECK(to_string(Tensor{true, false}) == "[ true false]");
  CHECK(to_string(Tensor(7)) == "7");
  CHECK(to_string(iota(8, {2, 2, 2})) == "[[[0 1]\n  [2 3]]\n\n [[4 5]\n  [6 7]]]");
  CHECK(to_string(from_span(std::vector<int>{})) == "[]");
}

TEST_CASE("floats share their decimals, as NumPy prints them", "[print]") {
  CHECK(to_string(Tensor{1.0, 2.5, 3.0}) == "[1.  2.5 3. ]");
  CHECK(to_string(Tensor{0.1f, 0.25f}) == "[0.1  0.25]");
  CHECK(to_string(Tensor{1.0 / 3, 2.0}) == "[0.33333333 2.        ]");
  CHECK(to_string(Tensor{1e10, 2.25}) == "[1.00e+10 2.25e+00]");
  CHECK(to_string(Tensor{1e-5, 1.0}) == "[1.e-05 1.e+00]");
  CHECK(to_string(Tensor{std::nan(""), 1.0, -HUGE_VAL}) == "[ nan   1. -inf]");
  CHECK(to_string(Tensor{-1.5, 10.25}) == "[-1.5  10.25]");
  CHECK(to_string(Tensor(0.1)) == "0.1");
  CHECK(to_string(Tensor(0.1f)) == "0.1");
}

TEST_CASE("long tensors are summarised and wide ones wrapped", "[print]") {
  CHECK(to_string(iota(1001, {1001})) == "[   0    1    2 ...  998  999 1000]");
  const std::string square = to_string(iota(1600, {40, 40}));
  CHECK(square.starts_with("[[   0    1    2 ...   37   38   39]\n [  40"));
  CHECK(square.find("\n ...\n") != std::string::npos);
  const std::string wide = to_string(iota(100, {100}));
  CHECK(wide.starts_with("[ 0  1  2"));
  for (std::size_t start = 0, end; start < wide.size(); start = end + 1) {
    end = std::min(wide.find('\n', start), wide.size());
    CHECK(end - start <= 76);
  }
}

TEST_CASE("streams and fmt print the same text", "[print]") {
  const Tensor t = {{1, 2}, {3, 4}};
  std::ostringstream out;
  out << t << ' ' << t.shape();
  CHECK(out.str() == "[[1 2]\n [3 4]] [2, 2]");
  CHECK(fmt::format("{} {} {}", t, t.shape(), t.dtype()) == "[[1 2]\n [3 4]] [2, 2] i32");
  CHECK(fmt::format("{:.3f}", Tensor(1.0 / 3)) == "0.333");
  Tensor row = {4, 5};
  CHECK(fmt::format("{} {:03}", row[1], row[0]) == "5 004");
  CHECK(fmt::format("{:.2f}", Tensor{1.0, 2.5}) == "[1.00 2.50]");
  CHECK(fmt::format("{:>6}|{:x}", Scalar<int>(42), Scalar<unsigned>(255u)) == "    42|ff");
  CHECK(fmt::format("{} {} {}", Scalar<char>('a'), Scalar<bool>(true), Scalar<double>(3)) ==
        fmt::format("{} {} {}", 'a', true, 3.0));
  CHECK(fmt::format("{:>5}", t.dtype()) == "  i32");
}
