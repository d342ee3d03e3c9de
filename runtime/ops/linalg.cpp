// Products: matmul (NumPy's rules), and the contractions tensordot and einsum, which arrange their
// operands as one batched matmul.
#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/view.h"

#include <algorithm>
#include <fmt/format.h>

namespace ag::ops {
namespace {

void require_same_dtype(OpId op, Types in, Location where) {
  for (const Type* t : in) {
    if (t->dtype != in[0]->dtype)
      fail("AG0215", where,
           fmt::format("{}: operands have different dtypes, {} and {}", op_name(op),
                       name(in[0]->dtype), name(t->dtype)));
    if (t->dtype == DType::boolean) bad_dtype(op, t->dtype, "numbers", where);
  }
}

// ---- matmul

/// Operands as matrices: a vector is a row on the left and a column on the right.
struct Matrices {
  Shape a, b;   ///< with at least two axes
  Shape batch;  ///< what the leading axes broadcast to
  bool row = false, column = false;

  std::int64_t m() const { return a[a.size() - 2]; }
  std::int64_t k() const { return a.back(); }
  std::int64_t n() const { return b.back(); }
  Shape result() const {
    Shape s = batch;
    if (!row) s.push_back(m());
    if (!column) s.push_back(n());
    return s;
  }
};

Shape leading(const Shape& s) {
  Shape out;
  for (std::size_t i = 0; i + 2 < s.size(); ++i) out.push_back(s[i]);
  return out;
}

Matrices matrices(OpId op, const Shape& a, const Shape& b, Location where) {
  Matrices x;
  if (a.rank() == 0 || b.rank() == 0)
    fail("AG0214", where,
         fmt::format("{}: takes vectors and matrices, not shapes {} and {}", op_name(op),
                     describe(a), describe(b)));
  x.row = a.rank() == 1;
  x.column = b.rank() == 1;
  x.a = x.row ? Shape{std::int64_t{1}} : a;
  if (x.row) x.a.push_back(a[0]);
  x.b = b;
  if (x.column) x.b.push_back(1);
  if (!may_equal(x.k(), x.b[x.b.size() - 2]))
    fail("AG0214", where,
         fmt::format("{}: shapes {} and {} do not fit (inner extents {} and {})", op_name(op),
                     describe(a), describe(b), x.k(), x.b[x.b.size() - 2]));
  x.batch = broadcast(op, leading(x.a), leading(x.b), where);
  return x;
}

/// Elements from one matrix of a batch to the next; a batch that repeats in part is written out.
std::int64_t batch_step(Tensor& t, const Shape& own, const Shape& batch) {
  const std::int64_t matrix = own[own.size() - 2] * own.back();
  const Shape mine = leading(own);
  if (mine.elements() == 1) return 0;
  if (mine.elements() == batch.elements()) return matrix;
  Shape all = batch;
  all.push_back(own[own.size() - 2]);
  all.push_back(own.back());
  t = copied(t, {0, all, broadcast_strides(own, all)});
  return matrix;
}

Tensor multiply(const Tensor& a, const Tensor& b, Location where) {
  const DType dtype = type_of(a).dtype;
  const Matrices x = matrices(OpId::matmul, type_of(a).shape, type_of(b).shape, where);
  Tensor left = a, right = b;
  kernel::MatmulShape s;
  s.batch = x.batch.elements();
  s.m = x.m(), s.k = x.k(), s.n = x.n();
  s.a_step = batch_step(left, x.a, x.batch);
  s.b_step = batch_step(right, x.b, x.batch);
  Tensor out = new_tensor(dtype, x.result());
  const kernel::Status status =
      kernel::matmul(kernel::kernels(), dtype, s, bytes(left), bytes(right), bytes(out));
  require_ok(OpId::matmul, status, dtype, x.result(), where);
  return out;
}

// ---- contractions: every axis of the operands and the result carries a label

using Labels = std::string;

struct Contraction {
  std::vector<Labels> in;
  Labels out;
};

bool contains(const Labels& s, char c) { return s.find(c) != Labels::npos; }

[[noreturn]] void bad_subscripts(const std::string& text, const char* why, Location where) {
  fail("AG0214", where, fmt::format("einsum \"{}\": {}", text, why));
}

Labels implicit_result(const std::vector<Labels>& in) {
  const Labels all = in[0] + (in.size() > 1 ? in[1] : "");
  Labels out;
  for (char c : all)
    if (std::count(all.begin(), all.end(), c) == 1) out.push_back(c);
  std::sort(out.begin(), out.end());
  return out;
}

Contraction parse_subscripts(const std::string& text, std::size_t operands, Location where) {
  Contraction c;
  c.in.emplace_back();
  std::size_t i = 0;
  for (; i < text.size() && text[i] != '-'; ++i) {
    if (text[i] == ' ') continue;
    if (text[i] == ',')
      c.in.emplace_back();
    else if (std::isalpha(static_cast<unsigned char>(text[i])))
      c.in.back().push_back(text[i]);
    else
      bad_subscripts(text, "subscripts are letters", where);
  }
  if (c.in.size() != operands) bad_subscripts(text, "another number of operands was given", where);
  if (i == text.size()) {
    c.out = implicit_result(c.in);
    return c;
  }
  if (text.compare(i, 2, "->") != 0) bad_subscripts(text, "expected \"->\"", where);
  for (i += 2; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    const bool known =
        contains(c.in[0], text[i]) || (c.in.size() > 1 && contains(c.in[1], text[i]));
    if (!known || contains(c.out, text[i]))
      bad_subscripts(text, "every letter of the result occurs once, and in an operand", where);
    c.out.push_back(text[i]);
  }
  return c;
}

Contraction tensordot_labels(OpId op, Types in, const PairAttributes& axes, Location where) {
  Contraction c;
  c.in.resize(2);
  if (axes.first.size() != axes.second.size())
    fail("AG0214", where,
         fmt::format("{}: {} axes against {}", op_name(op), axes.first.size(), axes.second.size()));
  for (int i = 0; i < in[0]->shape.rank(); ++i) c.in[0].push_back(static_cast<char>('a' + i));
  for (int i = 0; i < in[1]->shape.rank(); ++i) c.in[1].push_back(static_cast<char>('A' + i));
  if (!axes.first.empty()) {
    checked_axes(op, axes.first, in[0]->shape.rank(), where);
    checked_axes(op, axes.second, in[1]->shape.rank(), where);
  }
  for (std::size_t i = 0; i < axes.first.size(); ++i) {
    const int x = checked_axis(op, axes.first[i], in[0]->shape.rank(), where);
    const int y = checked_axis(op, axes.second[i], in[1]->shape.rank(), where);
    c.in[1][static_cast<std::size_t>(y)] = c.in[0][static_cast<std::size_t>(x)];
  }
  for (char l : c.in[0])
    if (!contains(c.in[1], l)) c.out.push_back(l);
  for (char l : c.in[1])
    if (!contains(c.in[0], l)) c.out.push_back(l);
  return c;
}

/// Extent of each label. Errors: AG0214 when two axes of one label differ.
std::array<std::int64_t, 128> label_extents(OpId op, Types in, const Contraction& c,
                                            Location where) {
  std::array<std::int64_t, 128> extent;
  extent.fill(INT64_MIN);
  for (std::size_t k = 0; k < in.size(); ++k) {
    const Shape& s = in[k]->shape;
    if (s.size() != c.in[k].size())
      fail("AG0214", where,
           fmt::format("{}: {} subscripts for shape {}", op_name(op), c.in[k].size(), describe(s)));
    for (std::size_t i = 0; i < s.size(); ++i) {
      std::int64_t& e = extent[static_cast<std::size_t>(c.in[k][i])];
      if (e != INT64_MIN && !may_equal(e, s[i]))
        fail("AG0214", where,
             fmt::format("{}: shapes {} and {} do not fit (extents {} and {})", op_name(op),
                         describe(in[0]->shape), describe(in[in.size() - 1]->shape), e, s[i]));
      if (e == INT64_MIN || symbolic(e)) e = s[i];
    }
  }
  return extent;
}

Contraction contraction(OpId op, Types in, AttributeView attributes, Location where) {
  if (op == OpId::tensordot)
    return tensordot_labels(op, in, attributes.as<PairAttributes>(), where);
  return parse_subscripts(attributes.as<TextAttributes>().text, in.size(), where);
}

/// `t` with its axes in the order of `want`: diagonals of repeated labels are taken, labels that
/// are not wanted are summed over.
Tensor arranged(const Tensor& t, const Labels& labels, const Labels& want, Location where) {
  const Shape& s = type_of(t).shape;
  const Strides strides = strides_of(s);
  Labels unique = want;
  for (char l : labels)
    if (!contains(unique, l)) unique.push_back(l);
  View v;
  for (std::size_t i = 0; i < unique.size(); ++i) {
    std::int64_t step = 0, extent = 1;
    for (std::size_t k = 0; k < labels.size(); ++k)
      if (labels[k] == unique[i]) step += strides[k], extent = s[k];
    v.extents.push_back(extent);
    v.strides[i] = step;
  }
  // Axes of extent 1 may have changed places without a copy.
  Tensor out =
      v.contiguous() && unique.size() == labels.size() ? with_shape(t, v.extents) : copied(t, v);
  if (unique.size() == want.size()) return out;
  AxesAttributes gone;
  for (std::size_t i = want.size(); i < unique.size(); ++i)
    gone.axes.push_back(static_cast<std::int64_t>(i));
  return run_cast(run_op(OpId::sum, {&out}, AttributeView::of(gone), where), type_of(t).dtype,
                  where);
}

Tensor contract(const Tensor& a, const Tensor& b, const Contraction& c,
                const std::array<std::int64_t, 128>& extent, Location where) {
  Labels batch, rows, columns, inner;
  for (char l : c.out) {
    const bool in_a = contains(c.in[0], l), in_b = contains(c.in[1], l);
    (in_a && in_b ? batch : in_a ? rows : columns).push_back(l);
  }
  for (char l : c.in[0])
    if (contains(c.in[1], l) && !contains(c.out, l) && !contains(inner, l)) inner.push_back(l);
  const auto count = [&](const Labels& labels) {
    std::int64_t n = 1;
    for (char l : labels) n *= extent[static_cast<std::size_t>(l)];
    return n;
  };
  const std::int64_t g = count(batch), m = count(rows), k = count(inner), n = count(columns);
  Tensor left = with_shape(arranged(a, c.in[0], batch + rows + inner, where), Shape{g, m, k});
  Tensor right = with_shape(arranged(b, c.in[1], batch + inner + columns, where), Shape{g, k, n});
  const Labels order = batch + rows + columns;
  Shape full;
  for (char l : order) full.push_back(extent[static_cast<std::size_t>(l)]);
  return arranged(with_shape(multiply(left, right, where), full), order, c.out, where);
}

}  // namespace

void infer_linalg_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  require_same_dtype(op, in, c.where);
  if (op == OpId::matmul) {
    const Matrices x = matrices(op, in[0]->shape, in[1]->shape, c.where);
    if (x.batch.rank() > max_rank - 2) fail("AG0214", c.where, "matmul: rank is too high");
    out.push_back(detail::intern(in[0]->dtype, x.result()));
    return;
  }
  const Contraction labels = contraction(op, in, attributes, c.where);
  const auto extent = label_extents(op, in, labels, c.where);
  if (labels.out.size() > static_cast<std::size_t>(max_rank))
    fail("AG0214", c.where, fmt::format("{}: rank {} is too high", op_name(op), labels.out.size()));
  Shape s;
  for (char l : labels.out) s.push_back(extent[static_cast<std::size_t>(l)]);
  out.push_back(detail::intern(in[0]->dtype, s));
}

void evaluate_linalg_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                        std::span<Tensor> out) {
  const Type* types[2];
  for (std::size_t i = 0; i < in.size(); ++i) types[i] = &type_of(in[i]);
  const Types t(types, in.size());
  require_same_dtype(op, t, c.where);
  if (op == OpId::matmul) {
    out[0] = multiply(in[0], in[1], c.where);
    return;
  }
  const Contraction labels = contraction(op, t, attributes, c.where);
  const auto extent = label_extents(op, t, labels, c.where);
  out[0] = in.size() == 1 ? arranged(in[0], labels.in[0], labels.out, c.where)
                          : contract(in[0], in[1], labels, extent, c.where);
}

}  // namespace ag::ops
