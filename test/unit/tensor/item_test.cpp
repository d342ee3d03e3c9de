// t[i]: a value where it is read, the tensor's own elements where it is assigned to.
#include <catch2/catch.hpp>

#include <sstream>
#include <vector>

#include "autograft/autograft.h"
#include "errors.h"
#include "tensor/impl.h"

using namespace ag;
using Ints = std::vector<int>;

TEST_CASE("an assignment to t[i] writes into t and nowhere else", "[item]") {
  Tensor t = {1, 2, 3};
  Tensor copy = t;
  t[1] = 20;
  t[2] = Tensor(30);
  CHECK(t.to_vector<int>() == Ints{1, 20, 30});
  CHECK(copy.to_vector<int>() == Ints{1, 2, 3});
  t[0] = t[1];
  CHECK(t.to_vector<int>() == Ints{20, 20, 30});
  t[0] = t[1] = 5;
  CHECK(t.to_vector<int>() == Ints{5, 5, 30});
}

TEST_CASE("chains, slices and at() write through", "[item]") {
  Tensor t = {{1, 2, 3}, {4, 5, 6}};
  t[1][0] = 40;
  t.at(0, 2) = 30;
  CHECK(t.to_vector<int>() == Ints{1, 2, 30, 40, 5, 6});
  t[0] = {7, 8, 9};
  t[ag::slice(1, 2)] += 1;
  CHECK(t.to_vector<int>() == Ints{7, 8, 9, 41, 6, 7});
  t[ag::slice(1, 2)][0][1] = 0;
  CHECK(t.to_vector<int>() == Ints{7, 8, 9, 41, 0, 7});
  t.at(ag::all_, 1) = Tensor{-1, -2};
  CHECK(t.to_vector<int>() == Ints{7, -1, 9, 41, -2, 7});
  t[0][ag::slice({}, {}, -2)] = {1, 2};
  CHECK(t.to_vector<int>() == Ints{2, -1, 1, 41, -2, 7});
  ++t[0][0];
  CHECK(t[0][0]++.item<int>() == 3);
  CHECK(t.at(0, 0).item<int>() == 4);
}

TEST_CASE("a named item is a value", "[item]") {
  Tensor t = {{1, 2}, {3, 4}};
  auto a = t[0];
  t[0] = 9;
  CHECK(a.to_vector<int>() == Ints{1, 2});
  auto b = t[1];
  b[0] = 50;
  CHECK(b.to_vector<int>() == Ints{50, 4});
  CHECK(t.to_vector<int>() == Ints{9, 9, 3, 4});
  b = 7; // a number fills it
  CHECK(b.to_vector<int>() == Ints{7, 7});
  b += 1;
  CHECK(b.to_vector<int>() == Ints{8, 8});
  b = Tensor(2.5); // a tensor replaces it
  CHECK((b.dtype() == f64 && b.rank() == 0));
  CHECK(t.to_vector<int>() == Ints{9, 9, 3, 4});
  auto c = a;
  c[0] = -1;
  CHECK(a.to_vector<int>() == Ints{1, 2});
  CHECK(c.to_vector<int>() == Ints{-1, 2});
}

TEST_CASE("a write stays in place while items of the tensor live", "[item]") {
  Tensor t = {1.f, 2.f, 3.f};
  const void *data = detail::Access::data(t);
  auto first = t[0];
  auto second = t[1];
  t[0] = 10;
  CHECK(detail::Access::data(t) == data);
  CHECK(first.item<float>() == 1);
  t[1] = t[0] + second;
  CHECK(detail::Access::data(t) == data);
  CHECK(second.item<float>() == 2);
  const Tensor other = t;
  t[2] = 0;
  CHECK(detail::Access::data(t) != data);
  CHECK(other.to_vector<float>() == std::vector<float>{10, 12, 3});
}

TEST_CASE("swap exchanges elements of a tensor and values of items", "[item]") {
  Tensor t = {{1, 2}, {3, 4}};
  swap(t[0], t[1]);
  CHECK(t.to_vector<int>() == Ints{3, 4, 1, 2});
  auto a = t[0], b = t[1];
  swap(a, b);
  CHECK(a.to_vector<int>() == Ints{1, 2});
  CHECK(b.to_vector<int>() == Ints{3, 4});
  CHECK(t.to_vector<int>() == Ints{3, 4, 1, 2});
}

TEST_CASE("an item works where a tensor does", "[item]") {
  Tensor t = {3, 0, 5};
  CHECK(static_cast<bool>(t[0]));
  CHECK(!static_cast<bool>(t[1]));
  Tensor x = t[2];
  CHECK(x.item<int>() == 5);
  Scalar<bool> b = t[1];
  CHECK(!b.value());
  CHECK(t[0].as_scalar<long>().value() == 3);
  CHECK(to_string(t[ag::slice(1)]) == "[0 5]");
  std::ostringstream out;
  out << t[2];
  CHECK(out.str() == "5");
  Scalar<int> i = 1;
  CHECK(t[i].item<int>() == 0);
  CHECK(t[x - 3].item<int>() == 5);
  CHECK(t[t[1]].item<int>() == 3);
  CHECK(t[ag::newaxis].shape() == Shape{1, 3});
  const Tensor fixed = t;
  CHECK(fixed[0].item<int>() == 3);
  CHECK(Tensor(Tensor{4, 5}[1]).item<int>() == 5);
}

TEST_CASE("a written value keeps the tensor's dtype or is refused", "[item]") {
  Tensor t = {1, 2};
  t[0] = Tensor(static_cast<std::int8_t>(3));
  CHECK(t.to_vector<int>() == Ints{3, 2});
  CHECK(code([&] { t[0] = Tensor(2.5); }) == "AG0210");
  CHECK(code([&] { t[5] = 1; }) == "AG0212");
  CHECK(code([&] { static_cast<void>(t[-3].item<int>()); }) == "AG0212");
  CHECK(code([&] { static_cast<void>(Tensor(t[0][0])); }) == "AG0214");
  CHECK(code([&] { t[Tensor(1.0)]; }) == "AG0212");
  CHECK(code([&] { t[Tensor{0, 1}]; }) == "AG0212");
  CHECK(code([&] { ag::slice(0, 1, 0); }) == "AG0212");
  CHECK(t.to_vector<int>() == Ints{3, 2});
}

TEST_CASE("a bad index of a live item does not spoil writes to its tensor", "[item]") {
  Tensor t = {1, 2};
  auto bad = t[7];
  t[0] = 5;
  CHECK(t.to_vector<int>() == Ints{5, 2});
  CHECK(code([&] { static_cast<void>(bad.item<int>()); }) == "AG0212");
}
