// See inflate.h. The decoder walks canonical Huffman codes bit by bit, counting codes of each
// length (the method of Mark Adler's puff.c): slow beside zlib, but short enough to be read.
#include "io/inflate.h"

#include <array>

namespace ag::io {

namespace {

constexpr int longest = 15;

struct Damaged {};

/// A canonical code: how many codes of each length there are, and the symbols in order.
struct Code {
  std::array<std::uint16_t, longest + 1> count{};
  std::array<std::uint16_t, 288> symbol{};

  /// False when the lengths need more codes than there are, or leave some unused (which only a
  /// code of one symbol may).
  bool build(const std::uint8_t* lengths, int n) {
    count.fill(0);
    for (int i = 0; i < n; ++i) ++count[lengths[i]];
    int left = 1;
    for (std::size_t l = 1; l <= longest; ++l) {
      left = 2 * left - count[l];
      if (left < 0) return false;
    }
    std::array<std::uint16_t, longest + 1> next{};
    for (std::size_t l = 1; l < longest; ++l)
      next[l + 1] = static_cast<std::uint16_t>(next[l] + count[l]);
    for (int i = 0; i < n; ++i)
      if (lengths[i]) symbol[next[lengths[i]]++] = static_cast<std::uint16_t>(i);
    return left == 0 || n - count[0] <= 1;
  }
};

class Decoder {
 public:
  Decoder(std::string_view in, std::size_t size, std::string& out)
      : in_(in), limit_(out.size() + size), out_(out), start_(out.size()) {}

  /// Throws Damaged.
  void run() {
    for (bool last = false; !last;) {
      last = bits(1) == 1;
      switch (bits(2)) {
      case 0: stored(); break;
      case 1: fixed(); break;
      case 2: dynamic(); break;
      default: throw Damaged{};
      }
    }
    if (at_ != in_.size() || out_.size() != limit_) throw Damaged{};
  }

 private:
  int bits(int n) {
    while (held_ < n) {
      if (at_ == in_.size()) throw Damaged{};
      buffer_ |= static_cast<std::uint32_t>(static_cast<unsigned char>(in_[at_++])) << held_;
      held_ += 8;
    }
    const auto v = static_cast<int>(buffer_ & ((1u << n) - 1));
    buffer_ >>= n;
    held_ -= n;
    return v;
  }

  int symbol(const Code& code) {
    int value = 0, first = 0, index = 0;
    for (std::size_t l = 1; l <= longest; ++l) {
      value |= bits(1);
      const int count = code.count[l];
      if (value - count < first)
        return code.symbol[static_cast<std::size_t>(index + value - first)];
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw Damaged{};
  }

  void put(char c) {
    if (out_.size() == limit_) throw Damaged{};
    out_.push_back(c);
  }

  void stored() {
    buffer_ = 0;
    held_ = 0;
    const int length = bits(16);
    if ((bits(16) ^ 0xffff) != length) throw Damaged{};
    if (in_.size() - at_ < static_cast<std::size_t>(length) ||
        limit_ - out_.size() < static_cast<std::size_t>(length))
      throw Damaged{};
    out_.append(in_.substr(at_, static_cast<std::size_t>(length)));
    at_ += static_cast<std::size_t>(length);
  }

  void fixed() {
    std::array<std::uint8_t, 288> lengths{};
    for (std::size_t i = 0; i < 288; ++i) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    Code literal, distance;
    literal.build(lengths.data(), 288);
    lengths.fill(5);
    distance.build(lengths.data(), 30);
    block(literal, distance);
  }

  void dynamic() {
    const int literals = bits(5) + 257, distances = bits(5) + 1, codes = bits(4) + 4;
    if (literals > 286 || distances > 30) throw Damaged{};
    constexpr std::uint8_t order[19] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                        11, 4,  12, 3, 13, 2, 14, 1, 15};
    std::array<std::uint8_t, 320> lengths{};
    for (int i = 0; i < codes; ++i) lengths[order[i]] = static_cast<std::uint8_t>(bits(3));
    Code code;
    if (!code.build(lengths.data(), 19)) throw Damaged{};
    lengths.fill(0);
    for (int i = 0; i < literals + distances;) i = length(code, lengths, i, literals + distances);
    if (lengths[256] == 0) throw Damaged{};
    Code literal, distance;
    if (!literal.build(lengths.data(), literals) ||
        !distance.build(lengths.data() + literals, distances))
      throw Damaged{};
    block(literal, distance);
  }

  /// Reads one length or a run of them; returns where the next one goes.
  int length(const Code& code, std::array<std::uint8_t, 320>& lengths, int at, int end) {
    const int s = symbol(code);
    int repeat = 1;
    auto value = static_cast<std::uint8_t>(s);
    if (s == 16) {
      if (at == 0) throw Damaged{};
      value = lengths[static_cast<std::size_t>(at - 1)];
      repeat = 3 + bits(2);
    } else if (s > 16) {
      value = 0;
      repeat = s == 17 ? 3 + bits(3) : 11 + bits(7);
    }
    if (repeat > end - at) throw Damaged{};
    for (; repeat > 0; --repeat) lengths[static_cast<std::size_t>(at++)] = value;
    return at;
  }

  void block(const Code& literal, const Code& distance) {
    constexpr std::uint16_t base[29] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                        15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                        67, 83, 99, 115, 131, 163, 195, 227, 258};
    constexpr std::uint8_t extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                        2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    for (;;) {
      int s = symbol(literal);
      if (s < 256) {
        put(static_cast<char>(s));
        continue;
      }
      if (s == 256) return;
      s -= 257;
      if (s >= 29) throw Damaged{};
      const int n = base[s] + bits(extra[s]);
      const int d = symbol(distance);
      if (d >= 30) throw Damaged{};
      const int more = d < 2 ? 0 : d / 2 - 1;
      const int back = d < 2 ? d + 1 : ((2 + d % 2) << more) + 1 + bits(more);
      if (static_cast<std::size_t>(back) > out_.size() - start_) throw Damaged{};
      for (int i = 0; i < n; ++i) put(out_[out_.size() - static_cast<std::size_t>(back)]);
    }
  }

  std::string_view in_;
  std::size_t limit_;
  std::string& out_;
  std::size_t start_;
  std::size_t at_ = 0;
  std::uint32_t buffer_ = 0;
  int held_ = 0;
};

}  // namespace

bool inflate(std::string_view in, std::size_t size, std::string& out) {
  try {
    Decoder(in, size, out).run();
    return true;
  } catch (const Damaged&) {
    return false;
  }
}

std::uint32_t crc32(std::string_view bytes, std::uint32_t crc) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t v = i;
      for (int k = 0; k < 8; ++k) v = v & 1 ? 0xedb88320u ^ v >> 1 : v >> 1;
      t[i] = v;
    }
    return t;
  }();
  crc = ~crc;
  for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 255] ^ crc >> 8;
  return ~crc;
}

}  // namespace ag::io
