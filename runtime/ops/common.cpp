// See common.h.
#include "ops/common.h"

#include <cstring>
#include <fmt/format.h>

#include "tensor/hooks.h"

namespace ag::ops {

void fail(const char* code, Location where, const std::string& message) {
  throw Error(code, detail::known_place(where), message);
}

std::string describe(const Shape& shape) {
  std::string s = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i) s += ", ";
    s += symbolic(shape[i]) ? "?" : std::to_string(shape[i]);
  }
  return s + "]";
}

const char* op_name(OpId op) { return ir::op_def(op).name; }

Tensor new_tensor(const Type* type) { return Access::adopt(detail::allocate(type)); }

Tensor new_tensor(DType dtype, const Shape& shape) {
  return new_tensor(detail::intern(dtype, shape));
}

Tensor with_shape(Tensor t, const Shape& shape) {
  const Type& type = type_of(t);
  if (type.shape == shape) return t;
  const Type* other = detail::intern(type.dtype, shape);
  if (Access::get(t)->unique()) {
    detail::set_type(Access::get(t), other);
    return t;
  }
  Tensor out = new_tensor(other);
  if (type.bytes) std::memcpy(bytes(out), bytes(t), type.bytes);
  return out;
}

std::int64_t read_index(const Tensor& t) {
  switch (type_of(t).dtype) {
  case DType::boolean: return *data<const bool>(t);
  case DType::u8: return *data<const std::uint8_t>(t);
  case DType::u16: return *data<const std::uint16_t>(t);
  case DType::u32: return *data<const std::uint32_t>(t);
  case DType::i8: return *data<const std::int8_t>(t);
  case DType::i16: return *data<const std::int16_t>(t);
  case DType::i32: return *data<const std::int32_t>(t);
  default: return *data<const std::int64_t>(t);
  }
}

Tensor i64_scalar(std::int64_t v) {
  Tensor t = new_tensor(scalar_type(DType::i64));
  *data<std::int64_t>(t) = v;
  return t;
}

int checked_axis(OpId op, std::int64_t axis, int rank, Location where) {
  if (axis < -rank || axis >= rank)
    fail("AG0214", where,
         fmt::format("{}: axis {} is out of range for rank {}", op_name(op), axis, rank));
  return static_cast<int>(axis < 0 ? axis + rank : axis);
}

AxisSet checked_axes(OpId op, std::span<const std::int64_t> axes, int rank, Location where) {
  AxisSet set{};
  for (int i = 0; axes.empty() && i < rank; ++i) set[static_cast<std::size_t>(i)] = true;
  for (std::int64_t a : axes) {
    const auto axis = static_cast<std::size_t>(checked_axis(op, a, rank, where));
    if (set[axis]) fail("AG0214", where, fmt::format("{}: axis {} is named twice", op_name(op), a));
    set[axis] = true;
  }
  return set;
}

Strides strides_of(const Shape& shape) {
  Strides s{};
  std::int64_t step = 1;
  for (std::size_t i = shape.size(); i-- > 0;) {
    s[i] = step;
    step *= shape[i];
  }
  return s;
}

Strides broadcast_strides(const Shape& from, const Shape& to) {
  const Strides own = strides_of(from);
  Strides s{};
  const std::size_t lead = to.size() - from.size();
  for (std::size_t i = 0; i < from.size(); ++i) s[lead + i] = from[i] == 1 ? 0 : own[i];
  return s;
}

Shape broadcast(OpId op, const Shape& a, const Shape& b, Location where) {
  const Shape& longer = a.rank() >= b.rank() ? a : b;
  const Shape& shorter = a.rank() >= b.rank() ? b : a;
  const std::size_t lead = longer.size() - shorter.size();
  Shape out = longer;
  for (std::size_t i = lead; i < longer.size(); ++i) {
    const std::int64_t x = longer[i], y = shorter[i - lead];
    if (x == y || y == 1) continue;
    if (x == 1 || (symbolic(x) && !symbolic(y)))
      out[i] = y;
    else if (!may_equal(x, y)) {
      const bool swapped = &longer != &a;
      fail("AG0214", where,
           fmt::format("{}: shapes {} and {} do not broadcast (axis {}: {} against {})",
                       op_name(op), describe(a), describe(b), i, swapped ? y : x, swapped ? x : y));
    }
  }
  return out;
}

void require_broadcast_to(OpId op, const Shape& from, const Shape& to, Location where) {
  bool fits = from.rank() <= to.rank();
  const std::size_t lead = fits ? to.size() - from.size() : 0;
  for (std::size_t i = 0; fits && i < from.size(); ++i)
    fits = from[i] == 1 || may_equal(from[i], to[lead + i]);
  if (!fits)
    fail("AG0214", where,
         fmt::format("{}: shape {} does not broadcast to {}", op_name(op), describe(from),
                     describe(to)));
}

kernel::AxisShape axis_shape(const Shape& shape, int axis) {
  kernel::AxisShape s;
  for (int i = 0; i < shape.rank(); ++i) {
    const std::int64_t n = shape[static_cast<std::size_t>(i)];
    if (i < axis)
      s.outer *= n;
    else if (i == axis)
      s.extent = n;
    else
      s.inner *= n;
  }
  return s;
}

namespace {

std::string operand_text(std::uint64_t bits, DType dtype) {
  switch (dtype) {
  case DType::i8: return std::to_string(static_cast<std::int8_t>(bits));
  case DType::i16: return std::to_string(static_cast<std::int16_t>(bits));
  case DType::i32: return std::to_string(static_cast<std::int32_t>(bits));
  case DType::i64: return std::to_string(static_cast<std::int64_t>(bits));
  case DType::f16:
    return fmt::format("{}", detail::f16_bits_to_f32(static_cast<std::uint16_t>(bits)));
  case DType::bf16:
    return fmt::format("{}", detail::bf16_bits_to_f32(static_cast<std::uint16_t>(bits)));
  case DType::f32: return fmt::format("{}", std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  case DType::f64: return fmt::format("{}", std::bit_cast<double>(bits));
  default: return std::to_string(bits);
  }
}

/// " at element [1, 2]", nothing for a scalar.
std::string element_text(std::int64_t index, const Shape& shape) {
  if (shape.rank() == 0 || index < 0) return {};
  Shape position = shape;
  for (std::size_t i = shape.size(); i-- > 0;) {
    position[i] = index % shape[i];
    index /= shape[i];
  }
  return " at element " + describe(position);
}

}  // namespace

void require_ok(OpId op, const kernel::Status& status, DType dtype, const Shape& shape,
                Location where) {
  using kernel::Failure;
  if (status.ok()) [[likely]]
    return;
  const std::string a = operand_text(status.operands[0], dtype);
  const std::string b = operand_text(status.operands[1], dtype);
  const std::string at = element_text(status.index, shape);
  const char* n = op_name(op);
  switch (status.failure) {
  case Failure::division_by_zero:
    fail("AG0211", where, fmt::format("{}: integer division of {} by zero{}", n, a, at));
  case Failure::overflow:
    fail("AG0211", where, fmt::format("{}: {} / {} does not fit {}{}", n, a, b, name(dtype), at));
  case Failure::shift_out_of_range:
    fail("AG0209", where,
         fmt::format("{}: shift of {} by {} is out of range for {}{}", n, a, b, name(dtype), at));
  case Failure::negative_exponent:
    fail("AG0209", where,
         fmt::format("{}: {} to the negative power {} is no integer{}", n, a, b, at));
  case Failure::does_not_fit:
    fail("AG0209", where, fmt::format("{}: {} does not fit the integer dtype{}", n, a, at));
  default: throw InternalError(fmt::format("{}: no kernel for {}", n, name(dtype)));
  }
}

void bad_dtype(OpId op, DType dtype, const char* takes, Location where) {
  fail("AG0215", where,
       fmt::format("{}: does not take {}; it takes {}", op_name(op), name(dtype), takes));
}

}  // namespace ag::ops
