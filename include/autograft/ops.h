// Every op as a free function, and the operators. Ops take ag::Arg: a tensor, an item, a promoted
// scalar or a plain number, with the caller's place in the source. Rules for all of them:
// - shapes broadcast as in NumPy; axis arguments may be negative (-1 is the last axis);
// - two tensors of different dtypes meet in their common dtype, a plain number takes the tensor's
//   dtype if that holds its kind (docs/dialect.md, "Values");
// - errors carry the caller's line: AG0208 a number does not fit, AG0209 a cast or shift out of
//   range, AG0210 no common dtype or a lossy assignment, AG0211 integer division, AG0212 an index
//   out of range, AG0214 shapes or axes do not fit, AG0215 a dtype that the op does not take.
// - while a graph is built, an op with a symbolic operand is recorded instead of computed.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "autograft/list_args.h"
#include "autograft/tensor.h"

namespace ag {

// ---- elementwise
// ---------------------------------------------------------------------------------

/// One operand, result of its shape. On integers abs, neg, sign, floor, ceil, round, trunc, square
/// and relu keep the dtype, the others give f64 (f16 and bf16 compute in f32 and round once). bool
/// counts as i32. isnan, isinf, isfinite and logical_not (x == 0) give bool.
/// round takes halves away from zero, as std::round; rsqrt is 1/sqrt(x), sigmoid 1/(1+exp(-x)),
/// silu x*sigmoid(x), softplus log(1+exp(x)), gelu x/2*(1+erf(x/sqrt(2))), sign(NaN) is NaN.
// clang-format off
#define AG_UNARY_OPS(X)                                                                            \
  X(abs) X(neg) X(sign) X(floor) X(ceil) X(round) X(trunc) X(sqrt) X(rsqrt) X(cbrt) X(square)      \
  X(reciprocal) X(exp) X(exp2) X(expm1) X(log) X(log2) X(log10) X(log1p) X(sin) X(cos) X(tan)      \
  X(asin) X(acos) X(atan) X(sinh) X(cosh) X(tanh) X(asinh) X(acosh) X(atanh) X(erf) X(erfc)        \
  X(sigmoid) X(relu) X(gelu) X(silu) X(softplus) X(lgamma) X(isnan) X(isinf) X(isfinite)           \
  X(logical_not)

/// Two operands that broadcast. pow on integers multiplies (a negative exponent is AG0209); fmod is
/// C++'s % on integers; minimum and maximum propagate NaN and order -0 < +0; atan2, hypot and
/// copysign of integers give f64; logical_and/or/xor test both operands for != 0 and give bool.
#define AG_BINARY_OPS(X)                                                                           \
  X(pow) X(atan2) X(hypot) X(minimum) X(maximum) X(fmod) X(copysign) X(logical_and)                \
  X(logical_or) X(logical_xor)

/// The operators with two operands and their ops. Integer / and % are C++'s; comparisons give bool
/// and compare a plain integer by its mathematical value; & | ^ on bool stay bool.
#define AG_BINARY_OPERATORS(X)                                                                     \
  X(+, add) X(-, sub) X(*, mul) X(/, div) X(%, mod) X(==, eq) X(!=, ne) X(<, lt) X(<=, le)         \
  X(>, gt) X(>=, ge) X(&, bit_and) X(|, bit_or) X(^, bit_xor) X(<<, shl) X(>>, shr)

#define AG_COMPOUND_OPERATORS(X)                                                                   \
  X(+=, add) X(-=, sub) X(*=, mul) X(/=, div) X(%=, mod) X(&=, bit_and) X(|=, bit_or)              \
  X(^=, bit_xor) X(<<=, shl) X(>>=, shr)
// clang-format on

#define AG_DECLARE(name) Tensor name(const Arg& x);
AG_UNARY_OPS(AG_DECLARE)
#undef AG_DECLARE
#define AG_DECLARE(name) Tensor name(const Arg& a, const Arg& b);
AG_BINARY_OPS(AG_DECLARE)
#undef AG_DECLARE
#define AG_DECLARE(symbol, name) Tensor operator symbol(const Arg& a, const Arg& b);
AG_BINARY_OPERATORS(AG_DECLARE)
#undef AG_DECLARE
/// `a op= b` keeps a's dtype, or is AG0210 when the result would not fit it (`f32 += f64`,
/// `i32 += 0.5`); a's shape may grow by broadcasting. Eager: in place when a owns its data alone.
#define AG_DECLARE(symbol, name) Tensor& operator symbol(Tensor & a, const Arg & b);
AG_COMPOUND_OPERATORS(AG_DECLARE)
#undef AG_DECLARE
#define AG_DECLARE(symbol, name)                                                                   \
  template <std::same_as<Variable> V>                                                              \
  V& operator symbol(V & a, const Arg & b) {                                                       \
    detail::variable_used(a);                                                                      \
    static_cast<Tensor&>(a) symbol b;                                                              \
    return a;                                                                                      \
  }
AG_COMPOUND_OPERATORS(AG_DECLARE)
#undef AG_DECLARE

Tensor operator-(const Arg& x);
Tensor operator+(const Arg& x);
/// Bitwise complement; of a bool tensor, its negation.
Tensor operator~(const Arg& x);
Tensor& operator++(Tensor& t);
Tensor& operator--(Tensor& t);
Tensor operator++(Tensor& t, int);
Tensor operator--(Tensor& t, int);

/// condition != 0 ? a : b, element by element; the three broadcast.
Tensor where(const Arg& condition, const Arg& a, const Arg& b);
/// minimum(maximum(x, low), high), with NaN kept.
Tensor clip(const Arg& x, const Arg& low, const Arg& high);
/// a * b + c with one rounding.
Tensor fma(const Arg& a, const Arg& b, const Arg& c);
/// C++'s conversion of every element. Errors: AG0209 for a float that does not fit an integer.
Tensor cast(const Arg& x, DType dtype);

// ---- reductions
// ---------------------------------------------------------------------------------- Over `axes`
// (all when empty); `keepdims` leaves reduced axes with extent 1. The order of summation is fixed
// and documented (docs/internals/kernels.md).

/// Keep the dtype; bool, i8 and i16 give i32, u8 and u16 u32. Empty: 0 and 1.
Tensor sum(const Arg& x, const Axes& axes = {}, bool keepdims = false);
Tensor prod(const Arg& x, const Axes& axes = {}, bool keepdims = false);
/// sum / n; population variance mean((x - mean(x))²) and its root. Integers give f64. Empty: NaN.
Tensor mean(const Arg& x, const Axes& axes = {}, bool keepdims = false);
Tensor var(const Arg& x, const Axes& axes = {}, bool keepdims = false);
Tensor stddev(const Arg& x, const Axes& axes = {}, bool keepdims = false);
/// Propagate NaN. Axes only as a list: `min(t, 0)` would read as a clamp (that is minimum or clip).
/// Errors: AG0214 for no elements.
Tensor min(const Arg& x, const IntList& axes = {}, bool keepdims = false);
Tensor max(const Arg& x, const IntList& axes = {}, bool keepdims = false);
/// Is any / every element != 0? bool.
Tensor any(const Arg& x, const Axes& axes = {}, bool keepdims = false);
Tensor all(const Arg& x, const Axes& axes = {}, bool keepdims = false);
/// Position of the first extreme element (NaN wins) along one axis, or in row-major order; i64.
Tensor argmax(const Arg& x, const Axes& axes = {}, bool keepdims = false);
Tensor argmin(const Arg& x, const Axes& axes = {}, bool keepdims = false);
/// log(sum(exp(x))), computed as m + log(sum(exp(x - m))) with m = max(x).
Tensor logsumexp(const Arg& x, const Axes& axes = {}, bool keepdims = false);
/// sqrt(sum(x²)).
Tensor norm(const Arg& x, const Axes& axes = {}, bool keepdims = false);
/// Running sum and product along `axis`, strictly left to right; dtypes as sum.
Tensor cumsum(const Arg& x, int axis = 0);
Tensor cumprod(const Arg& x, int axis = 0);
/// exp(x - m) / sum(exp(x - m)) with m = max(x) along `axis`, and its logarithm.
Tensor softmax(const Arg& x, int axis = -1);
Tensor log_softmax(const Arg& x, int axis = -1);

// ---- products
// ------------------------------------------------------------------------------------

/// NumPy's: [m, k] · [k, n]; leading axes are a batch and broadcast; 1-d operands are a row on the
/// left, a column on the right, and lose that axis in the result.
Tensor matmul(const Arg& a, const Arg& b);
/// Of two vectors: sum(a * b); otherwise as matmul.
Tensor dot(const Arg& a, const Arg& b);
/// a_i * b_j, both flattened: [size(a), size(b)].
Tensor outer(const Arg& a, const Arg& b);
/// Sums over pairs of axes: the last `axes` of a with the first of b, or the named ones.
Tensor tensordot(const Arg& a, const Arg& b, int axes = 2);
Tensor tensordot(const Arg& a, const Arg& b, const IntList& axes_a, const IntList& axes_b);
/// Einstein's notation over two operands or one: "ij,jk->ik", "ii->i", "bij->bji". Without "->" the
/// letters that occur once, in alphabetical order.
Tensor einsum(std::string_view subscripts, const Arg& a, const Arg& b);
Tensor einsum(std::string_view subscripts, const Arg& a);

// ---- shape
// ---------------------------------------------------------------------------------------

/// Axes in the order `perm`; all reversed when empty.
Tensor transpose(const Arg& x, const IntList& perm = {});
/// The same elements in row-major order; one extent may be -1.
Tensor reshape(const Arg& x, const IntList& shape);
Tensor flatten(const Arg& x);
/// Without the named axes (extent 1 each), or without all axes of extent 1. Errors: AG0302 where an
/// extent that decides is not known yet.
Tensor squeeze(const Arg& x, const Axes& axes = {});
/// With axes of extent 1 at these positions of the result.
Tensor unsqueeze(const Arg& x, const Axes& axes);
Tensor broadcast_to(const Arg& x, const Shape& shape);
/// `parts` equal pieces along `axis`, or pieces of the given lengths.
std::vector<Tensor> split(const Arg& x, int parts, int axis = 0);
std::vector<Tensor> split(const Arg& x, const std::vector<std::int64_t>& lengths, int axis = 0);
/// The slices along `axis`, without that axis.
std::vector<Tensor> unstack(const Arg& x, int axis = 0);
/// copies[i] repetitions along axis i; lists of different lengths are aligned at the end.
Tensor tile(const Arg& x, const IntList& copies);
/// before[i] and after[i] elements of `value` round axis i.
Tensor pad(const Arg& x, const IntList& before, const IntList& after, const Arg& value = 0);
/// Reversed along the axes (all when empty).
Tensor flip(const Arg& x, const Axes& axes = {});
/// Elements start … start + length along `axis`; `start` may be a tensor. Errors: AG0212.
Tensor narrow(const Arg& x, int axis, const Arg& start, std::int64_t length);
/// out[i] = x[(i - shift) mod n] along `axis`; `shift` may be a tensor.
Tensor roll(const Arg& x, const Arg& shift, int axis = 0);
/// Along an existing and a new axis; dtypes meet in their common one.
Tensor concat(const TensorArgs& tensors, int axis = 0);
Tensor stack(const TensorArgs& tensors, int axis = 0);
/// stack({{a, b}, {c, d}}): rows of tensors, one matrix of scalars when they are scalars.
Tensor stack(std::initializer_list<std::initializer_list<Tensor>> rows,
             std::source_location where = std::source_location::current());
/// Zero above (tril) or below (triu) the diagonal number `diagonal` of the last two axes.
Tensor tril(const Arg& x, int diagonal = 0);
Tensor triu(const Arg& x, int diagonal = 0);
/// The diagonal of a matrix, or the matrix with a vector on its diagonal.
Tensor diag(const Arg& x, int diagonal = 0);

// ---- indexing
// ------------------------------------------------------------------------------------ Besides
// t[i], t[ag::slice(a, b, step)], t.at(i, j). An element's index runs from 0 to extent - 1 (a
// negative one is AG0212). A slice's bounds follow Python where it is unambiguous: negative bounds
// count from the end, bounds past either end are clamped, and end <= begin gives no elements.

/// x with `axis` replaced by the shape of `indices`: out[…, i…, …] = x[…, indices[i…], …].
Tensor gather(const Arg& x, const Arg& indices, int axis = 0);
/// out[i, j, k] = x[i, indices[i, j, k], k] for axis 1; other extents equal.
Tensor take_along_axis(const Arg& x, const Arg& indices, int axis);
/// x with x[…, indices[i], …] = source[…, i, …] (the last write wins), or += in order. `indices` is
/// a vector (or one index); source has x's shape with `axis` replaced by its length, or broadcasts
/// to it.
Tensor scatter(const Arg& x, const Arg& indices, const Arg& source, int axis = 0);
Tensor scatter_add(const Arg& x, const Arg& indices, const Arg& source, int axis = 0);
/// One more axis of `classes` elements: 1 at the index, 0 elsewhere. Errors: AG0212.
Tensor one_hot(const Arg& indices, std::int64_t classes, DType dtype = f32);

// ---- order
// ---------------------------------------------------------------------------------------

/// Stable, NaN last in either direction.
Tensor sort(const Arg& x, int axis = -1, bool descending = false);
Tensor argsort(const Arg& x, int axis = -1, bool descending = false);
struct TopK {
  Tensor values, indices;  ///< indices are i64
};
/// The k largest (or smallest) along `axis`, best first.
TopK topk(const Arg& x, std::int64_t k, int axis = -1, bool largest = true);
/// For each query the position in the ascending vector `sorted` where it could be inserted: before
/// equal elements, or after them (`right`); i64.
Tensor searchsorted(const Arg& sorted, const Arg& queries, bool right = false);
/// How many different values there are (NaNs count as one, -0 equals +0); i64.
Tensor unique_count(const Arg& x);

// ---- creation
// ------------------------------------------------------------------------------------

Tensor zeros(const Shape& shape, DType dtype = f32);
Tensor ones(const Shape& shape, DType dtype = f32);
/// The identity matrix.
Tensor eye(std::int64_t n, DType dtype = f32);
/// Every element `value`, of the value's dtype or of `dtype`.
Tensor full(const Shape& shape, const Arg& value);
Tensor full(const Shape& shape, const Arg& value, DType dtype);
Tensor zeros_like(const Arg& x);
Tensor ones_like(const Arg& x);
/// 0, 1, … < stop; start, start + step, … before stop. dtype of the values unless given. The values
/// must be known while a graph is built (AG0301): they decide the shape.
Tensor arange(const Arg& stop);
Tensor arange(const Arg& stop, DType dtype);
Tensor arange(const Arg& start, const Arg& stop, const Arg& step = 1);
Tensor arange(const Arg& start, const Arg& stop, const Arg& step, DType dtype);
/// n evenly spaced values, both ends included; f32 for integer ends, else their dtype or `dtype`.
Tensor linspace(const Arg& start, const Arg& stop, std::int64_t n);
Tensor linspace(const Arg& start, const Arg& stop, std::int64_t n, DType dtype);

// ---- comparison of whole tensors
// -----------------------------------------------------------------

/// One bool: everywhere a == b or |a - b| <= atol + rtol * |b| (b finite); they broadcast.
Tensor allclose(const Arg& a, const Arg& b, double rtol = 1e-5, double atol = 1e-8);
/// One bool: the same shape and every a == b.
Tensor array_equal(const Arg& a, const Arg& b);

}  // namespace ag
