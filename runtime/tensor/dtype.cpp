// Names of the dtypes, and ag::Shape's few functions that are not inline.
#include "autograft/dtype.h"

#include <ostream>
#include <string_view>

#include "autograft/shape.h"
#include "support/fail.h"

namespace ag {

namespace {
constexpr const char* names[dtype_count] = {"bool", "u8",  "u16", "u32",  "u64", "i8", "i16",
                                            "i32",  "i64", "f16", "bf16", "f32", "f64"};
}

const char* name(DType t) noexcept { return names[static_cast<int>(t)]; }

bool parse_dtype(const char* text, std::size_t length, DType& out) noexcept {
  for (int i = 0; i < dtype_count; ++i)
    if (std::string_view(text, length) == names[i]) {
      out = static_cast<DType>(i);
      return true;
    }
  return false;
}

void Shape::push_back(std::int64_t extent) {
  if (rank_ == max_rank)
    fail("AG0214", {}, "a shape has more than {} axes, the most a tensor can have", max_rank);
  dims_[rank_++] = extent;
}

void Shape::bad_extent(std::int64_t v) {
  if (v == -1) fail("AG0214", {}, "a shape has an extent that is negative or above 2^63 - 1");
  fail("AG0214", {}, "a shape has the negative extent {}", v);
}

std::int64_t Shape::elements() const noexcept {
  // A zero anywhere wins over overflow elsewhere; overflow gives the largest value, which no
  // allocation accepts.
  std::int64_t n = 1;
  bool overflow = false;
  for (int i = 0; i < rank_; ++i) {
    if (dims_[i] == 0) return 0;
    overflow |= __builtin_mul_overflow(n, dims_[i], &n);
  }
  return overflow ? INT64_MAX : n;
}

std::string to_string(const Shape& s) {
  std::string text = "[";
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (i) text += ", ";
    text += s[i] < 0 ? "?" : std::to_string(s[i]);
  }
  return text + ']';
}

std::ostream& operator<<(std::ostream& out, const Shape& s) { return out << to_string(s); }

}  // namespace ag
