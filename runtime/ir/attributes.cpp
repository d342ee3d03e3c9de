// Hash and equality of single attribute members. Structs are walked in attributes.h.
#include "ir/attributes.h"

#include <bit>
#include <cstring>
#include <functional>
#include <string_view>

#include "autograft/error.h"
#include "tensor/impl.h"

namespace ag::ir {

std::size_t hash_value(bool v) noexcept { return v ? 2 : 1; }
std::size_t hash_value(std::int64_t v) noexcept { return std::hash<std::int64_t>{}(v); }
std::size_t hash_value(double v) noexcept {
  return std::hash<std::uint64_t>{}(std::bit_cast<std::uint64_t>(v));
}
std::size_t hash_value(const std::string& v) noexcept { return std::hash<std::string>{}(v); }
std::size_t hash_value(DType v) noexcept { return static_cast<std::size_t>(v) + 1; }

std::size_t hash_value(const Shape& v) noexcept {
  std::size_t seed = v.size();
  for (std::int64_t d : v) seed = hash_combine(seed, hash_value(d));
  return seed;
}

std::size_t hash_value(const std::vector<std::int64_t>& v) noexcept {
  std::size_t seed = v.size();
  for (std::int64_t d : v) seed = hash_combine(seed, hash_value(d));
  return seed;
}

std::size_t hash_value(const Tensor& v) {
  if (!v.defined()) return 0;
  const ag::detail::Type& type = ag::detail::Access::type(v);
  const std::string_view bytes(static_cast<const char*>(ag::detail::Access::data(v)), type.bytes);
  std::size_t seed = hash_combine(hash_value(type.dtype), hash_value(type.shape));
  return hash_combine(seed, std::hash<std::string_view>{}(bytes));
}

bool equal_value(double a, double b) noexcept {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool equal_value(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  using ag::detail::Access;
  const ag::detail::Type& type = Access::type(a);
  return ag::detail::same_type(&type, &Access::type(b)) &&
         std::memcmp(Access::data(a), Access::data(b), type.bytes) == 0;
}

void wrong_attribute_type() { throw InternalError("an op was given attributes of another op"); }

}  // namespace ag::ir
