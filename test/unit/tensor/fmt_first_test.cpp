// fmt included before autograft: the other order of print_test.cpp. Also Eigen both ways.
#include <fmt/format.h>

#include <Eigen/Core>
#include <catch2/catch.hpp>

#include "autograft/autograft.h"
#include "errors.h"

using namespace ag;

TEST_CASE("fmt may be included first", "[print]") {
  CHECK(fmt::format("{} {}", Tensor{1, 2}, Scalar<int>(3)) == "[1 2] 3");
}

TEST_CASE("matrices go to Eigen and back", "[convert]") {
  Eigen::MatrixXf m(2, 3);
  m << 1, 2, 3, 4, 5, 6;
  const Tensor t = from_eigen(m);
  CHECK((t.dtype() == f32 && t.shape() == Shape{2, 3}));
  CHECK(t.to_vector<float>() == std::vector<float>{1, 2, 3, 4, 5, 6});
  CHECK(to_eigen<Eigen::MatrixXf>(t) == m);
  CHECK(to_eigen<Eigen::Matrix<float, 2, 3, Eigen::RowMajor>>(t) == m);
  CHECK(from_eigen(m + m).to_vector<float>() == std::vector<float>{2, 4, 6, 8, 10, 12});
  CHECK(from_eigen(m.transpose()).shape() == Shape{3, 2});
  const Eigen::VectorXd v = Eigen::VectorXd::LinSpaced(4, 0, 3);
  CHECK(from_eigen(v).shape() == Shape{4});
  CHECK(to_eigen<Eigen::VectorXd>(from_eigen(v)) == v);
  CHECK(to_eigen<Eigen::RowVectorXd>(from_eigen(v)) == v.transpose());
  CHECK(code([&] { to_eigen<Eigen::MatrixXd>(t); }) == "AG0210");
  CHECK(code([&] { to_eigen<Eigen::Matrix3f>(t); }) == "AG0214");
  CHECK(code([&] { to_eigen<Eigen::VectorXf>(t); }) == "AG0214");
}

TEST_CASE("spans and lists with a shape", "[convert]") {
  CHECK(ag::tensor<float>({1, 2, 3, 4}, {2, 2}).shape() == Shape{2, 2});
  CHECK(ag::tensor<bool>({true, false}).dtype() == boolean);
  const std::vector<double> v{1, 2, 3};
  CHECK(from_span(std::span<const double>(v), {3, 1}).to_vector<double>() == v);
  CHECK(code([&] { from_span(v, {2, 2}); }) == "AG0214");
  CHECK(code([] { ag::tensor<int>({1}, {2}); }) == "AG0214");
}
