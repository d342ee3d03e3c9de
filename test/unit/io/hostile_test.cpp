// Damaged and hostile files: one clear error or a sound value, never anything else.
#include <functional>

#include "files.h"
#include "io/inflate.h"
#include "io/model.h"
#include "io/npy.h"
#include "io/safetensors.h"
#include "io/zip.h"

namespace {

using Load = std::function<void(const std::string &)>;

void load_npy(const std::string &bytes) { ag::io::read_npy(bytes, "f"); }
void load_npz(const std::string &bytes) {
  for (const auto &e : ag::io::read_zip(bytes, "f"))
    ag::io::read_npy(e.bytes("f"), "f");
}
void load_safetensors(const std::string &bytes) { ag::io::read_safetensors(bytes, "f"); }
void load_model(const std::string &bytes) { ag::io::read_model(bytes, "f"); }

struct Kind {
  std::string file;
  Load load;
};
std::vector<Kind> kinds() {
  return {{files::data("matrix.npy"), load_npy},
          {files::data("columns.npy"), load_npy},
          {files::data("stored.npz"), load_npz},
          {files::data("compressed.npz"), load_npz},
          {files::data("arrays.safetensors"), load_safetensors},
          {AG_TEST_COMPAT "/op_set_1.agraph", load_model}};
}

/// No error, or one of those that a bad file may have.
bool clear(const Load &load, const std::string &bytes) {
  const std::string c = files::code([&] { load(bytes); });
  return c == "none" || c == "AG0225" || c == "AG0226";
}

/// A safetensors file with this header and so many bytes of data.
std::string with_header(const std::string &header, std::size_t data) {
  std::string out;
  ag::io::append_number(out, header.size(), 8);
  return out + header + std::string(data, '\0');
}
std::string safetensors_code(const std::string &header, std::size_t data) {
  return files::code([&] { load_safetensors(with_header(header, data)); });
}

} // namespace

TEST_CASE("a file cut off at any byte is an error") {
  for (const Kind &kind : kinds()) {
    const std::string bytes = ag::io::read_file(kind.file);
    INFO(kind.file);
    CHECK(files::code([&] { kind.load(bytes); }) == "none");
    const std::size_t step = bytes.size() > 4000 ? 7 : 1;
    for (std::size_t n = 0; n < bytes.size(); n += step) {
      const std::string c = files::code([&] { kind.load(bytes.substr(0, n)); });
      if (c != "AG0225")
        FAIL(n << " bytes: " << c);
    }
    CHECK(files::code([&] { kind.load(bytes + '\0'); }) == "AG0225");
  }
}

TEST_CASE("a file with any bit flipped is an error or a sound value") {
  for (const Kind &kind : kinds()) {
    const std::string bytes = ag::io::read_file(kind.file);
    for (std::size_t i = 0; i < 8 * bytes.size(); i += bytes.size() > 2000 ? 5 : 1) {
      std::string bad = bytes;
      bad[i / 8] = static_cast<char>(bad[i / 8] ^ 1 << i % 8);
      if (!clear(kind.load, bad))
        FAIL(kind.file << ": bit " << i);
    }
  }
}

TEST_CASE("safetensors headers that lie") {
  const auto entry = [](const std::string &shape, const std::string &offsets) {
    return R"("t":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
  };
  const std::string good = entry("[2]", "[0,8]");
  CHECK(safetensors_code("{" + good + "}", 8) == "none");
  CHECK(safetensors_code("{" + good + "}   ", 8) == "none");
  CHECK(safetensors_code("{}", 0) == "none");
  for (const std::string &bad :
       {entry("[2]", "[0,4]"),                       // another length
        entry("[2]", "[4,12]"),                      // a hole in front
        entry("[2]", "[8,0]"),                       // backwards
        entry("[4294967296,4294967296]", "[0,0]"),   // overflow
        entry("[0,18446744073709551615]", "[0,0]"),  // an extent too large
        entry("[0,4611686018427387904,4]", "[0,0]"), // overflow behind a zero
        entry("[-2]", "[0,8]"),
        entry("[2.0]", "[0,8]"),
        entry("[02]", "[0,8]"),
        entry("[1,1,1,1,1,1,1,1,2]", "[0,8]"),                             // rank
        good + "," + good,                                                 // twice
        good + R"(,"u":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})", // overlap
        good + ",",
        good + "}}",
        std::string(R"("t":{})"),
        std::string(R"("t":[])"),
        std::string(R"("t":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1})"),
        std::string("\"\\ud800\":{}"),
        std::string("\"\xff\":{}"),
        std::string(R"("__metadata__":{"a":1})")}) {
    INFO(bad);
    CHECK(safetensors_code("{" + bad + "}", 8) == "AG0225");
  }
  CHECK(safetensors_code(R"({"t":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}})", 2) ==
        "AG0226");
  std::string flags = with_header(R"({"t":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})", 2);
  flags.back() = 2;
  CHECK(files::code([&] { load_safetensors(flags); }) == "AG0225");
  std::string huge;
  ag::io::append_number(huge, UINT64_MAX, 8);
  CHECK(files::code([&] { load_safetensors(huge + "{}"); }) == "AG0225");
}

TEST_CASE("compressed data that lie about their length") {
  const std::string zeros("\x4b\x4c\xa4\x3d\x00\x00", 6); // 100 times a, by zlib
  std::string out;
  CHECK(ag::io::inflate(zeros, 100, out));
  CHECK(out == std::string(100, 'a'));
  out.clear();
  CHECK_FALSE(ag::io::inflate(zeros, 5, out));
  CHECK_FALSE(ag::io::inflate("", 0, out));
  std::string stored("\x01\x03\x00\xfc\xff"
                     "abc",
                     8);
  out.clear();
  CHECK(ag::io::inflate(stored, 3, out));
  CHECK(out == "abc");
  CHECK_FALSE(ag::io::inflate(stored, 4, out));
  CHECK_FALSE(ag::io::inflate(stored + "x", 3, out));
}
