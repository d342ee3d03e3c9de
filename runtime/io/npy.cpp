// Reading and writing .npy (numpy/lib/format.py describes it): see npy.h.
#include "io/npy.h"

#include <algorithm>
#include <vector>

#include "io/file.h"
#include "tensor/impl.h"

namespace ag::io {

namespace {

constexpr std::string_view magic = "\x93NUMPY";

struct Header {
  std::string descr;
  bool fortran = false;
  std::vector<std::int64_t> shape;
};

/// {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
class HeaderReader {
 public:
  HeaderReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  Header run() {
    Header h;
    unsigned seen = 0;
    expect('{');
    while (!accept('}')) {
      const std::string key = string();
      expect(':');
      const unsigned bit = key == "descr" ? 1 : key == "fortran_order" ? 2 : key == "shape" ? 4 : 0;
      if (!bit || (seen & bit))
        malformed(path_, "the .npy header has a key '" + key + "' too many");
      seen |= bit;
      if (bit == 1) h.descr = descr();
      if (bit == 2) h.fortran = boolean();
      if (bit == 4) shape(h);
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_blank();
    if (at_ != text_.size() || seen != 7) bad();
    return h;
  }

 private:
  [[noreturn]] void bad() const { malformed(path_, "the .npy header is damaged"); }

  void skip_blank() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool accept(char mark) {
    skip_blank();
    if (at_ == text_.size() || text_[at_] != mark) return false;
    ++at_;
    return true;
  }
  void expect(char mark) {
    if (!accept(mark)) bad();
  }

  std::string string() {
    skip_blank();
    if (at_ == text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) bad();
    const char quote = text_[at_++];
    const std::size_t end = text_.find(quote, at_);
    if (end == text_.npos) bad();
    std::string out(text_.substr(at_, end - at_));
    at_ = end + 1;
    return out;
  }

  std::string descr() {
    skip_blank();
    if (at_ < text_.size() && text_[at_] == '[')
      unknown(path_, "arrays of records are not supported");
    return string();
  }

  bool boolean() {
    skip_blank();
    for (const bool v : {false, true}) {
      const std::string_view word = v ? "True" : "False";
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return v;
    }
    bad();
  }

  void shape(Header& h) {
    expect('(');
    while (!accept(')')) {
      skip_blank();
      std::int64_t v = 0;
      const std::size_t start = at_;
      for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, text_[at_] - '0', &v))
          bad();
      if (at_ == start) bad();
      if (h.shape.size() == static_cast<std::size_t>(max_rank))
        unknown(path_, "arrays of more than " + std::to_string(max_rank) +
                           " dimensions are not supported");
      h.shape.push_back(v);
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
  }

  std::string_view text_;
  const std::string& path_;
  std::size_t at_ = 0;
};

struct Row {
  const char* code;  ///< without byte order
  DType dtype;
};
constexpr Row rows[] = {{"b1", DType::boolean}, {"u1", DType::u8},  {"u2", DType::u16},
                        {"u4", DType::u32},     {"u8", DType::u64}, {"i1", DType::i8},
                        {"i2", DType::i16},     {"i4", DType::i32}, {"i8", DType::i64},
                        {"f2", DType::f16},     {"f4", DType::f32}, {"f8", DType::f64}};

DType read_dtype(const std::string& descr, const std::string& path) {
  if (descr.size() == 3 && std::string_view("<>|=").find(descr[0]) != std::string_view::npos)
    for (const Row& r : rows)
      if (descr.compare(1, 2, r.code) == 0 && (descr[0] != '|' || item_size(r.dtype) == 1))
        return r.dtype;
  unknown(path, "its elements are '" + descr.substr(0, 40) +
                    "'; autograft has bool, integers and floats of 1 to 8 bytes");
}

void swap_bytes(std::string& data, std::size_t item) {
  for (std::size_t i = 0; i + item <= data.size(); i += item)
    std::reverse(data.begin() + static_cast<std::ptrdiff_t>(i),
                 data.begin() + static_cast<std::ptrdiff_t>(i + item));
}

/// Elements stored with the first axis fastest, brought into row-major order.
std::string row_major(std::string_view data, std::size_t item,
                      const std::vector<std::int64_t>& shape) {
  std::string out(data.size(), '\0');
  std::vector<std::int64_t> at(shape.size(), 0);
  for (std::size_t to = 0; to < data.size(); to += item) {
    std::size_t from = 0;
    for (std::size_t d = shape.size(); d-- > 0;)
      from = from * static_cast<std::size_t>(shape[d]) + static_cast<std::size_t>(at[d]);
    out.replace(to, item, data.substr(from * item, item));
    for (std::size_t d = shape.size(); d-- > 0 && ++at[d] == shape[d];) at[d] = 0;
  }
  return out;
}

}  // namespace

Tensor read_npy(std::string_view bytes, const std::string& path) {
  if (!bytes.starts_with(magic) || bytes.size() < 10) malformed(path, "this is no .npy file");
  const int major = static_cast<unsigned char>(bytes[6]);
  if (major < 1 || major > 3)
    unknown(path, "version " + std::to_string(major) + " of the .npy format is not known");
  const int width = major == 1 ? 2 : 4;
  const std::size_t start = 8 + static_cast<std::size_t>(width);
  if (bytes.size() < start) malformed(path, "the .npy header is cut off");
  const std::uint64_t length = read_number(bytes, 8, width);
  if (length > bytes.size() - start) malformed(path, "the .npy header is cut off");
  const Header h = HeaderReader(bytes.substr(start, length), path).run();
  const DType dtype = read_dtype(h.descr, path);
  const std::string_view data = bytes.substr(start + length);
  std::size_t size = 0;
  if (!byte_size(h.shape, dtype, size)) malformed(path, "the array is larger than any memory");
  if (size != data.size())
    malformed(path, "the array has " + std::to_string(data.size()) +
                        " bytes, its shape and dtype " + std::to_string(size));
  const bool swap = h.descr[0] == '>' && item_size(dtype) > 1;
  const bool reorder = h.fortran && h.shape.size() > 1;
  if (!swap && !reorder) return tensor_from(path, dtype, h.shape, data);
  std::string own = reorder ? row_major(data, item_size(dtype), h.shape) : std::string(data);
  if (swap) swap_bytes(own, item_size(dtype));
  return tensor_from(path, dtype, h.shape, own);
}

std::string npy_header(const Tensor& t, const std::string& path) {
  static_cast<void>(bytes_of(t));
  const detail::Type& type = detail::Access::type(t);
  const Row* row = std::find_if(std::begin(rows), std::end(rows),
                                [&](const Row& r) { return r.dtype == type.dtype; });
  if (row == std::end(rows))
    fail("AG0227", {}, "{}: NumPy has no bf16; save t.to(ag::f32), or use ag::safetensors", path);
  std::string text = std::string("{'descr': '") + (item_size(type.dtype) == 1 ? "|" : "<") +
                     row->code + "', 'fortran_order': False, 'shape': (";
  for (const std::int64_t e : type.shape) text += std::to_string(e) + ",";
  if (type.shape.rank() > 1) text.pop_back();
  text += "), }";
  text.resize((10 + text.size() + 1 + 63) / 64 * 64 - 11, ' ');
  text += '\n';
  std::string header(magic);
  header += '\1';
  header += '\0';
  append_number(header, text.size(), 2);
  return header + text;
}

}  // namespace ag::io
