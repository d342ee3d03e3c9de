// Messages of ops: code, the op's name, the shapes and dtypes, and the user's line.
#include "oracle.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace oracle;
using ag::Tensor;

namespace {

/// "code|line|message" of what f throws.
struct Caught {
  std::string code, message;
  int line = 0;
};
Caught caught(const std::function<void()> &f) {
  try {
    f();
  } catch (const ag::Error &e) {
    const std::string place = e.where();
    const std::size_t end = place.rfind(':'), start = place.rfind(':', end - 1) + 1;
    return {std::string(e.code()), e.message(),
            place.empty() ? 0 : std::stoi(place.substr(start, end - start))};
  }
  return {};
}

} // namespace

TEST_CASE("shape errors name the op, the shapes, the axis and the caller's line") {
  const Tensor a = ag::ones({2, 3}), b = ag::ones({4});
  const int line = __LINE__ + 1;
  const Caught c = caught([&] { Tensor x = a + b; });
  CHECK(c.code == "AG0214");
  CHECK(c.message == "add: shapes [2, 3] and [4] do not broadcast (axis 1: 3 against 4)");
  CHECK(c.line == line);
  CHECK(caught([&] { Tensor x = b * a; }).message ==
        "mul: shapes [4] and [2, 3] do not broadcast (axis 1: 4 against 3)");
  CHECK(caught([&] { ag::reshape(a, {4, -1}); }).message ==
        "reshape: 6 elements of shape [2, 3] do not fill shape [4, -1]");
  CHECK(caught([&] { ag::sum(a, 2); }).message == "sum: axis 2 is out of range for rank 2");
  CHECK(caught([&] { ag::sum(a, {0, -2}); }).message == "sum: axis -2 is named twice");
  CHECK(caught([&] { ag::broadcast_to(a, {2, 2}); }).message ==
        "broadcast_to: shape [2, 3] does not broadcast to [2, 2]");
  CHECK(caught([&] { ag::squeeze(a, 0); }).code == "AG0214");
  CHECK(caught([&] { ag::transpose(a, {0}); }).code == "AG0214");
  CHECK(caught([&] { ag::narrow(a, 0, 0, 3); }).code == "AG0212");
  CHECK(caught([&] { ag::narrow(a, 0, 2, 1); }).code == "AG0212");
}

TEST_CASE("integer division and shifts that C++ leaves undefined are errors at the line") {
  const Tensor t{7, 8, 9};
  const int line = __LINE__ + 1;
  const Caught c = caught([&] { Tensor x = t / Tensor{1, 0, 0}; });
  CHECK(c.code == "AG0211");
  CHECK(c.line == line);
  CHECK(c.message == "div: integer division of 8 by zero at element [1]");
  CHECK(caught([&] { Tensor x = t % 0; }).code == "AG0211");
  const Tensor low(std::numeric_limits<int>::min());
  CHECK(caught([&] { Tensor x = low / -1; }).message == "div: -2147483648 / -1 does not fit i32");
  CHECK(caught([&] { Tensor x = low % -1; }).code == "AG0211");
  CHECK(caught([&] { Tensor x = t << 32; }).code == "AG0209");
  CHECK(caught([&] { Tensor x = t >> -1; }).code == "AG0209");
  CHECK(caught([&] { ag::pow(t, -1); }).code == "AG0209");
  CHECK(caught([&] { Tensor(3e9).to(ag::i32); }).code == "AG0209");
  CHECK(caught([&] { Tensor(0.0 / 0.0).to(ag::i64); }).code == "AG0209");
  CHECK(difference(low - 1, ag::i32, {{}, {2147483647}}) == ""); // overflow wraps
  CHECK(difference(-low, ag::i32, {{}, {-2147483648.0L}}) == "");
}

TEST_CASE("a failed element write or compound assignment leaves the tensor alone") {
  Tensor t{7, 8, 9};
  CHECK(caught([&] { t /= Tensor{1, 1, 0}; }).code == "AG0211");
  CHECK(caught([&] { t[3] = 1; }).code == "AG0212");
  CHECK(caught([&] { t += ag::ones({2}, ag::i32); }).code == "AG0214");
  CHECK(difference(t, ag::i32, {{3}, {7, 8, 9}}) == "");
}

TEST_CASE("undefined tensors are AG0201") {
  const Tensor none;
  CHECK(caught([&] { Tensor x = none + 1; }).code == "AG0201");
  CHECK(caught([&] { ag::sum(none); }).code == "AG0201");
  CHECK(caught([&] { ag::stack({none, none}); }).code == "AG0201");
  CHECK(caught([&] {
          Tensor x;
          x += 1;
        }).code == "AG0201");
}

TEST_CASE("dtypes that an op does not take are AG0215") {
  CHECK(caught([] { Tensor x = ~Tensor(1.5); }).message ==
        "bit_not: does not take f64; it takes integers and bool");
  CHECK(caught([] { Tensor x = Tensor(1.5) & 1; }).code == "AG0215");
}
