// See outcome.h.
#include "outcome.h"

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <string_view>

#include "backend/ref/interpret.h"
#include "io/file.h"

using ag::Tensor;

namespace passes_test {

namespace {

/// What is written to the standard output while this lives.
class Captured {
public:
  Captured() {
    std::fflush(stdout);
    old_ = dup(1);
    dup2(fileno(file_), 1);
  }
  ~Captured() {
    std::fflush(stdout);
    dup2(old_, 1);
    close(old_);
    std::fclose(file_);
  }
  std::string text() {
    std::fflush(stdout);
    std::string text(static_cast<std::size_t>(lseek(fileno(file_), 0, SEEK_END)), '\0');
    static_cast<void>(!pread(fileno(file_), text.data(), text.size(), 0));
    return text;
  }

private:
  std::FILE *file_ = std::tmpfile();
  int old_ = -1;
};

/// The bits of an element as a text; with `any_nan` every NaN is the same.
void append_element(std::string &text, ag::DType dtype, std::string_view bytes, bool any_nan) {
  if (any_nan && ag::is_floating(dtype)) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes.data(), bytes.size());
    const std::uint64_t infinity = dtype == ag::DType::f16    ? 0x7c00
                                   : dtype == ag::DType::bf16 ? 0x7f80
                                   : dtype == ag::DType::f32  ? 0x7f800000
                                                              : 0x7ff0000000000000;
    const std::uint64_t sign = std::uint64_t{1} << (8 * bytes.size() - 1);
    if ((bits & (sign - 1)) > infinity) {
      text += "nan,";
      return;
    }
  }
  for (const char c : bytes)
    text += std::to_string(static_cast<unsigned char>(c)) + ',';
}

} // namespace

std::string seen(const ag::ir::Graph &graph, const std::vector<Tensor> &inputs, bool any_nan) {
  Captured captured;
  std::string text;
  try {
    const ag::ref::Interpreter program(graph);
    for (const Tensor &t : program.run(inputs, {.max_iterations = 300})) {
      text += std::string(ag::name(t.dtype())) + ag::to_string(t.shape()) + ' ';
      const std::string bytes(ag::io::bytes_of(t));
      const std::size_t size = ag::item_size(t.dtype());
      for (std::size_t i = 0; i < bytes.size(); i += size)
        append_element(text, t.dtype(), std::string_view(bytes).substr(i, size), any_nan);
    }
  } catch (const ag::Error &e) {
    text = std::string(e.where()) + ": error: " + e.message() + " [" + std::string(e.code()) + "]";
  } catch (const std::exception &e) { // our own fault
    text = e.what();
  }
  return text + '\n' + captured.text();
}

} // namespace passes_test
