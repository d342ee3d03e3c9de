// Tensors as text in NumPy's layout: nested brackets, aligned columns, at most 8 decimals, the
// middle left out past 1,000 elements, lines of 75 columns.
#include <algorithm>
#include <bit>
#include <cmath>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "tensor/impl.h"
#include "tensor/number.h"
#include "tensor/text.h"

namespace ag::detail {

namespace {

constexpr std::int64_t summarised_above = 1000;
constexpr std::int64_t edge = 3;  // elements shown at each end of a summarised axis
constexpr int most_decimals = 8;
constexpr std::size_t line_width = 75;

/// Texts of the shown elements, all of one width.
class Column {
 public:
  void add(AnyNumber n) { numbers_.push_back(n); }
  void format(std::string_view spec) {
    if (numbers_.empty()) return;
    const bool floats = is_floating(numbers_[0].dtype) && spec.empty();
    if (floats)
      format_floats();
    else
      for (const AnyNumber& n : numbers_) texts_.push_back(number_text(n, spec));
    std::size_t width = 0;
    for (const std::string& t : texts_) width = std::max(width, t.size());
    for (std::string& t : texts_) t.insert(0, width - t.size(), ' ');
  }
  const std::string& next() { return texts_[used_++]; }

 private:
  static double value(AnyNumber n) { return std::bit_cast<double>(n.bits); }

  void format_floats() {
    double largest = 0, smallest = INFINITY;
    int decimals = 0, mantissa = 0;
    for (const AnyNumber& n : numbers_) {
      const double v = std::fabs(value(n));
      if (!std::isfinite(v) || v == 0) continue;
      largest = std::max(largest, v), smallest = std::min(smallest, v);
      const Digits d = shortest_digits(n);
      decimals = std::max(decimals, d.decimals - d.exponent);
      mantissa = std::max(mantissa, d.decimals);
    }
    const bool scientific =
        largest >= 1e8 || (largest > 0 && (smallest < 1e-4 || largest / smallest > 1000));
    decimals = std::min(scientific ? mantissa : decimals, most_decimals);
    for (const AnyNumber& n : numbers_)
      texts_.push_back(scientific ? one_scientific(value(n), decimals)
                                  : one_fixed(value(n), decimals));
  }
  static std::string one_scientific(double v, int decimals) {
    return std::isfinite(v) ? fmt::format("{:#.{}e}", v, decimals) : fmt::format("{}", v);
  }
  /// Zeros at the end are blanks: the points stay in one column.
  static std::string one_fixed(double v, int decimals) {
    if (!std::isfinite(v)) return fmt::format("{}", v);
    std::string t = fmt::format("{:#.{}f}", v, decimals);
    for (auto i = t.rbegin(); i != t.rend() && *i == '0'; ++i) *i = ' ';
    return t;
  }

  std::vector<AnyNumber> numbers_;
  std::vector<std::string> texts_;
  std::size_t used_ = 0;
};

class Printer {
 public:
  Printer(const Type& type, const void* data)
      : type_(type), data_(static_cast<const unsigned char*>(data)),
        summarised_(type.elements > summarised_above) {}

  std::string print(std::string_view spec) {
    collect(0, 0);
    column_.format(spec);
    emit(0);
    return text_;
  }

 private:
  std::int64_t extent(int axis) const { return type_.shape[static_cast<std::size_t>(axis)]; }
  bool skips(int axis) const { return summarised_ && extent(axis) > 2 * edge; }
  bool last(int axis) const { return axis + 1 == type_.shape.rank(); }

  void collect(int axis, std::int64_t at) {
    for (std::int64_t i = 0; i < extent(axis); ++i) {
      if (skips(axis) && i == edge) i = extent(axis) - edge;
      const std::int64_t index = at * extent(axis) + i;
      if (last(axis))
        column_.add(load_number(type_.dtype,
                                data_ + static_cast<std::size_t>(index) * item_size(type_.dtype)));
      else
        collect(axis + 1, index);
    }
  }

  void emit(int axis) {
    text_ += '[';
    for (std::int64_t i = 0; i < extent(axis); ++i) {
      if (i > 0 && !last(axis)) new_line(axis, type_.shape.rank() - axis - 1);
      if (skips(axis) && i == edge) {
        if (last(axis))
          word("...", i);
        else {
          text_ += "...";
          new_line(axis, type_.shape.rank() - axis - 1);
        }
        i = extent(axis) - edge;
      }
      if (last(axis))
        word(column_.next(), i);
      else
        emit(axis + 1);
    }
    text_ += ']';
  }

  void word(const std::string& w, std::int64_t i) {
    if (text_.size() - line_start_ + w.size() + 1 > line_width && i > 0)
      new_line(type_.shape.rank() - 1, 1);
    else if (i > 0)
      text_ += ' ';
    text_ += w;
  }

  /// Blank lines between matrices, as NumPy; the next line stands inside `axis + 1` brackets.
  void new_line(int axis, int lines) {
    text_.append(static_cast<std::size_t>(lines), '\n');
    line_start_ = text_.size();
    text_.append(static_cast<std::size_t>(axis) + 1, ' ');
  }

  const Type& type_;
  const unsigned char* data_;
  const bool summarised_;
  Column column_;
  std::string text_;
  std::size_t line_start_ = 0;
};

}  // namespace

std::string tensor_text(const Tensor& t, std::string_view spec) {
  const TensorImpl* p = Access::get(t);
  if (!p) return "<undefined>";
  if (p->symbolic()) return '<' + describe(*p->type) + " under construction>";
  if (p->type->shape.empty()) return number_text(load_number(p->type->dtype, p->data), spec);
  if (p->type->elements == 0) return "[]";
  return Printer(*p->type, p->data).print(spec);
}

}  // namespace ag::detail

namespace ag {

std::string to_string(const Tensor& t) { return detail::tensor_text(t); }
std::ostream& operator<<(std::ostream& out, const Tensor& t) { return out << to_string(t); }

}  // namespace ag
