// Every scalar instruction of native code, on values at the edges of each dtype, against the same
// op evaluated by the kernels: equal bits, and a failure exactly where the kernels fail.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>

#include "autograft/scalar.h"
#include "backend/cpu/plugin.h"
#include "ir/op_def.h"
#include "kernel/kernel.h"
#include "ops/attributes.h"

using namespace ag;
using namespace ag::cpu;
using ag::detail::Access;
using ag::kernel::Elementwise;

namespace {

constexpr DType dtypes[] = {DType::boolean, DType::u8,  DType::u16, DType::u32, DType::u64,
                            DType::i8,      DType::i16, DType::i32, DType::i64, DType::f16,
                            DType::bf16,    DType::f32, DType::f64};

std::vector<Tensor> edge_values(DType d) {
  std::vector<Tensor> values;
  if (is_floating(d)) {
    for (double v : {0.0,
                     -0.0,
                     1.0,
                     -1.0,
                     0.5,
                     -2.5,
                     3.0,
                     1e-3,
                     709.5,
                     -746.0,
                     1e6,
                     3.5e6,
                     -1e15,
                     1e30,
                     1e-310,
                     127.5,
                     255.9,
                     2147483647.5,
                     -2147483648.9,
                     9.3e18,
                     1.8e19,
                     0.1,
                     std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity(),
                     std::numeric_limits<double>::quiet_NaN()})
      values.push_back(Tensor(v).to(d));
    return values;
  }
  if (d == DType::boolean)
    return {Tensor(false), Tensor(true)};
  for (std::int64_t v : {0, 1, 2, 3, 7, 8, 31, 33, 63, 64, 100, -1, -2, -7, -128})
    values.push_back(Tensor(v).to(d));
  values.push_back(Tensor(std::numeric_limits<std::int64_t>::min()).to(d));
  values.push_back(Tensor(std::numeric_limits<std::int64_t>::max()).to(d));
  values.push_back(Tensor(std::int64_t{1} << (8 * static_cast<int>(item_size(d)) - 1)).to(d));
  values.push_back(
      Tensor((std::int64_t{1} << (8 * static_cast<int>(item_size(d)) - 2)) * 2 - 1).to(d));
  return values;
}

std::uint64_t bits(const Tensor &t) {
  std::uint64_t b = 0;
  std::memcpy(&b, Access::data(t), item_size(t.dtype()));
  return b;
}

bool same_bits(const Tensor &want, std::uint64_t got) {
  std::uint64_t mask = ~std::uint64_t{0};
  if (item_size(want.dtype()) < 8)
    mask = (std::uint64_t{1} << 8 * item_size(want.dtype())) - 1;
  if (bits(want) == (got & mask))
    return true;
  if (!is_floating(want.dtype()))
    return false; // any NaN is a NaN
  const double a = want.to(DType::f64).item<double>();
  double b = 0;
  if (want.dtype() == DType::f16 || want.dtype() == DType::bf16) {
    const bool f16 = want.dtype() == DType::f16;
    return std::isnan(a) && (got & 0x7fff) > (f16 ? 0x7c00u : 0x7f80u);
  }
  if (want.dtype() == DType::f32) {
    float f = 0;
    std::memcpy(&f, &got, 4);
    b = f;
  } else {
    std::memcpy(&b, &got, 8);
  }
  return std::isnan(a) && std::isnan(b);
}

/// A function of one instruction.
NativeObject compiled(NativeInstr i, const std::vector<DType> &in, DType out) {
  NativeCode code;
  for (const DType d : in) {
    code.inputs.push_back(static_cast<std::int32_t>(code.registers.size()));
    code.registers.push_back(d);
  }
  i.operands = code.inputs;
  i.results = {static_cast<std::int32_t>(code.registers.size())};
  i.site = 0;
  code.registers.push_back(out);
  code.body.yields = i.results;
  code.body.code = {i};
  std::string error;
  NativeObject object = plugin()->compile(code, error);
  INFO(error);
  REQUIRE(object.run != nullptr);
  return object;
}

/// Compares on one tuple of operands.
void compare(const NativeObject &object, ir::OpId op, ir::AttributeView attributes,
             std::vector<Tensor> in) {
  std::uint64_t words[3] = {}, result = 0, failure[8] = {};
  std::vector<Tensor *> slots;
  for (std::size_t k = 0; k < in.size(); ++k)
    words[k] = bits(in[k]), slots.push_back(&in[k]);
  const NativeFrame frame{words, &result, nullptr, nullptr, failure, nullptr, nullptr};
  const std::int32_t failed = object.run(&frame);
  Tensor want;
  bool thrown = false;
  try {
    ir::EvalContext context{{}, {}};
    ir::op_def(op).evaluate(context, ir::Operands(slots), attributes, std::span(&want, 1));
  } catch (const Error &) {
    thrown = true;
  }
  const bool good = thrown ? failed == 1 : failed == 0 && same_bits(want, result);
  if (good)
    return;
  std::string text = ir::op_def(op).name;
  if (op == ir::OpId::cmath)
    text += " " + attributes.as<ops::TextAttributes>().text;
  for (const Tensor &t : in)
    text += " " + to_string(t) + ":" + std::string(name(t.dtype()));
  FAIL(text << (thrown ? " should fail" : " gives " + to_string(want)) << ", native status "
            << failed << " bits " << result);
}

void compare_all(const NativeObject &object, ir::OpId op, ir::AttributeView attributes,
                 const std::vector<std::vector<Tensor>> &values) {
  std::vector<std::size_t> at(values.size(), 0);
  for (;;) {
    std::vector<Tensor> in;
    for (std::size_t k = 0; k < at.size(); ++k)
      in.push_back(values[k][at[k]]);
    compare(object, op, attributes, in);
    std::size_t k = 0;
    while (k < at.size() && ++at[k] == values[k].size())
      at[k++] = 0;
    if (k == at.size())
      return;
  }
}

} // namespace

TEST_CASE("elementwise instructions") {
  REQUIRE(plugin() != nullptr);
  for (int e = 0; e < kernel::elementwise_count; ++e) {
    const auto op = static_cast<Elementwise>(e);
    for (const DType d : dtypes) {
      if (!kernel::accepts(op, d))
        continue;
      NativeInstr i;
      i.kind = NativeKind::elementwise;
      i.code = e;
      i.dtype = d;
      std::vector<DType> in(static_cast<std::size_t>(kernel::info(op).arity), d);
      if (op == Elementwise::where)
        in[0] = DType::boolean;
      const bool logical = kernel::info(op).result == kernel::Result::boolean;
      const NativeObject object = compiled(i, in, logical ? DType::boolean : d);
      std::vector<std::vector<Tensor>> values;
      for (const DType t : in)
        values.push_back(edge_values(t));
      compare_all(object, static_cast<ir::OpId>(e), {}, values);
    }
  }
}

TEST_CASE("casts") {
  for (const DType from : dtypes)
    for (const DType to : dtypes)
      for (const std::int64_t mode : {ops::cpp_cast, ops::weak_cast, ops::exact_cast}) {
        NativeInstr i;
        i.kind = NativeKind::cast;
        i.code = static_cast<std::int32_t>(mode);
        i.dtype = from;
        const ops::CastAttributes a{to, mode};
        compare_all(compiled(i, {from}, to), ir::OpId::cast, ir::AttributeView::of(a),
                    {edge_values(from)});
      }
}

TEST_CASE("functions of <cmath>") {
  using detail::CmathFn;
  for (int fn = 0; fn <= static_cast<int>(CmathFn::abs); ++fn)
    for (const DType d : dtypes) {
      const ops::TextAttributes a{detail::name(static_cast<CmathFn>(fn))};
      for (std::size_t arity = 1; arity <= 3; ++arity) {
        const std::vector<const ir::Type *> types(arity, ag::detail::intern(d, Shape{}));
        std::vector<const ir::Type *> results;
        ir::InferContext context({}, nullptr);
        try {
          ir::op_def(ir::OpId::cmath).infer(context, types, ir::AttributeView::of(a), results);
        } catch (const Error &) {
          continue; // not a function of so many operands of this dtype
        }
        NativeInstr i;
        i.kind = NativeKind::cmath;
        i.code = fn;
        i.dtype = d;
        compare_all(compiled(i, std::vector<DType>(arity, d), results[0]->dtype), ir::OpId::cmath,
                    ir::AttributeView::of(a), std::vector(arity, edge_values(d)));
      }
    }
}
