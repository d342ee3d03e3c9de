// Shared by the tests of files: scratch files, error codes, equality by bits.
#pragma once

#include <catch2/catch.hpp>

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>

#include "autograft/autograft.h"
#include "io/file.h"

namespace files {

inline std::string data(const std::string &name) { return std::string(AG_TEST_DATA "/") + name; }

/// A folder of its own that is gone afterwards.
class Scratch {
public:
  Scratch() : path_(std::filesystem::temp_directory_path() / "autograft-XXXXXX") {
    std::string name = path_.string();
    REQUIRE(mkdtemp(name.data()));
    path_ = name;
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  std::string operator()(const std::string &name) const { return (path_ / name).string(); }
  std::size_t files() const {
    std::size_t n = 0;
    for (const auto &e : std::filesystem::directory_iterator(path_))
      n += e.exists();
    return n;
  }

private:
  std::filesystem::path path_;
};

inline void write(const std::string &path, std::string_view bytes) {
  ag::io::write_file(path, {&bytes, 1});
}

template <class F> std::string code(F &&f) {
  try {
    f();
  } catch (const ag::Error &e) {
    return std::string(e.code());
  }
  return "none";
}

inline bool same(const ag::Tensor &a, const ag::Tensor &b) {
  return a.dtype() == b.dtype() && a.shape() == b.shape() &&
         ag::io::bytes_of(a) == ag::io::bytes_of(b);
}

} // namespace files
