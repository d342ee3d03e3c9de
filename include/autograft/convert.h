// Tensors from and to other containers: lists with a shape, spans, and Eigen matrices by duck
// typing (no Eigen header is included here).
#pragma once

#include "autograft/tensor.h"

namespace ag {

namespace detail {
/// A tensor that holds a copy of `count` elements. Errors: AG0214 unless the shape has as many.
Tensor from_data(DType dtype, const Shape& shape, const void* data, std::size_t count,
                 const std::source_location& where);
[[noreturn]] void bad_extent(const char* what, std::int64_t expected, const Shape& shape,
                             const std::source_location& where);

template <class R>
concept Contiguous = requires(const R& r) {
  requires Element<std::remove_cvref_t<decltype(*r.data())>>;
  r.size();
};
template <class M>
concept MatrixLike = requires(const M& m) {
  requires Element<typename M::Scalar>;
  m.rows(), m.cols(), m.coeff(0, 0);
  M::IsVectorAtCompileTime;
};
}  // namespace detail

/// ag::tensor<float>({1, 2, 3, 4}, {2, 2}). Errors: AG0214 unless the shape has as many elements.
template <Number T>
Tensor tensor(std::initializer_list<T> values, const Shape& shape,
              std::source_location where = std::source_location::current()) {
  return detail::from_data(dtype_of<T>(), shape, values.begin(), values.size(), where);
}
/// Rank 1.
template <Number T>
Tensor tensor(std::initializer_list<T> values,
              std::source_location where = std::source_location::current()) {
  return detail::from_data(dtype_of<T>(), Shape{values.size()}, values.begin(), values.size(),
                           where);
}

/// ag::tensor<float>(v, {2, 2}) of a std::vector<float> or the like.
template <Number T, detail::Contiguous R>
Tensor tensor(const R& values, const Shape& shape,
              std::source_location where = std::source_location::current()) {
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(*values.data())>, T>,
                "ag::tensor<T> takes elements of type T; convert with .to(dtype) afterwards");
  return detail::from_data(dtype_of<T>(), shape, values.data(), values.size(), where);
}

/// A copy of what a span, std::vector or std::array holds, in row-major order.
template <detail::Contiguous R>
Tensor from_span(const R& values, const Shape& shape,
                 std::source_location where = std::source_location::current()) {
  using T = std::remove_cvref_t<decltype(*values.data())>;
  return detail::from_data(dtype_of<T>(), shape, values.data(), values.size(), where);
}
template <detail::Contiguous R>
Tensor from_span(const R& values, std::source_location where = std::source_location::current()) {
  return from_span(values, Shape{values.size()}, where);
}

/// Matrices become rank 2, types with one row or column at compile time rank 1.
template <detail::MatrixLike M>
Tensor from_eigen(const M& matrix) {
  using T = typename M::Scalar;
  std::vector<T> values;
  values.reserve(static_cast<std::size_t>(matrix.rows() * matrix.cols()));
  const auto evaluated = matrix.eval();
  for (decltype(matrix.rows()) i = 0; i < matrix.rows(); ++i)
    for (decltype(matrix.cols()) j = 0; j < matrix.cols(); ++j)
      values.push_back(evaluated.coeff(i, j));
  if constexpr (M::IsVectorAtCompileTime)
    return from_span(values, Shape{matrix.size()});
  else
    return from_span(values, Shape{matrix.rows(), matrix.cols()});
}

/// to_eigen<Eigen::MatrixXf>(t): rank 2 (or rank 1 for a vector type) of exactly M's scalar type.
/// Errors: AG0210 for another dtype, AG0214 for a rank or fixed extent that does not match.
template <detail::MatrixLike M>
M to_eigen(const Tensor& t, std::source_location where = std::source_location::current()) {
  using T = typename M::Scalar;
  constexpr int rank = M::IsVectorAtCompileTime ? 1 : 2;
  constexpr std::int64_t fixed_rows = M::RowsAtCompileTime, fixed_cols = M::ColsAtCompileTime;
  const Shape& shape = t.shape(where);
  if (shape.rank() != rank) detail::bad_extent("rank", rank, shape, where);
  std::int64_t rows = shape[0], cols = rank == 2 ? shape[shape.size() - 1] : 1;
  if constexpr (rank == 1 && fixed_rows == 1 && fixed_cols != 1) cols = rows, rows = 1;
  if (fixed_rows >= 0 && rows != fixed_rows)
    detail::bad_extent("row count", fixed_rows, shape, where);
  if (fixed_cols >= 0 && cols != fixed_cols)
    detail::bad_extent("column count", fixed_cols, shape, where);
  const std::span<const T> values = t.data<const T>(where);
  M matrix;
  matrix.resize(rows, cols);
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < cols; ++j)
      matrix.coeffRef(i, j) = values[static_cast<std::size_t>(i * cols + j)];
  return matrix;
}

}  // namespace ag
