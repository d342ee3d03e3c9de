// Random graphs over the whole op table, with nested regions, as native code and interpreted: equal
// results to the bit (any NaN is a NaN), equal errors at equal places, equal prints.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "../passes/random.h"
#include "backend/cpu/backend.h"
#include "backend/ref/interpret.h"
#include "io/file.h"
#include "ir/text.h"
#include "tensor/impl.h"

using ag::DType;
using ag::Tensor;

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

std::string element(DType d, const unsigned char *bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, ag::item_size(d));
  const bool nan = (d == DType::f16 && (word & 0x7fff) > 0x7c00) ||
                   (d == DType::bf16 && (word & 0x7fff) > 0x7f80) ||
                   (d == DType::f32 && (word & 0x7fffffff) > 0x7f800000) ||
                   (d == DType::f64 && (word & 0x7fffffffffffffff) > 0x7ff0000000000000);
  return nan ? "nan," : std::to_string(word) + ",";
}

/// Everything that can be seen of a run, as one text.
std::string seen(const ag::ir::Graph &graph, const std::vector<Tensor> &inputs,
                 std::int64_t limit) {
  Captured captured;
  std::string text;
  try {
    const ag::ref::Interpreter program(graph);
    for (const Tensor &t : program.run(inputs, {.max_iterations = limit})) {
      text += std::string(ag::name(t.dtype())) + ag::to_string(t.shape()) + ' ';
      const auto *data = static_cast<const unsigned char *>(ag::detail::Access::data(t));
      for (std::int64_t i = 0; i < ag::detail::Access::type(t).elements; ++i)
        text += element(t.dtype(), data + static_cast<std::size_t>(i) * ag::item_size(t.dtype()));
    }
  } catch (const ag::Error &e) {
    text = std::string(e.where()) + ": error: " + e.message() + " [" + std::string(e.code()) + "]";
  }
  return text + '\n' + captured.text();
}

int rounds() {
  const char *text = std::getenv("AUTOGRAFT_TEST_ROUNDS");
  return text ? std::atoi(text) : 40;
}

} // namespace

TEST_CASE("native code does what the interpreter does") {
  int compiled = 0;
  for (int round = 0; round < rounds(); ++round) {
    const passes_test::Sample s = passes_test::sample(static_cast<std::uint64_t>(round) + 4242);
    std::vector<std::string> wanted;
    bool endless = false;
    for (const auto &inputs : s.inputs) {
      wanted.push_back(seen(*s.graph, inputs, 300));
      endless = endless || wanted.back().find("[AG0216]") != std::string::npos;
    }
    if (endless)
      continue;
    const auto native = ag::cpu::with_native_regions(*s.graph);
    if (!native)
      continue;
    ++compiled;
    for (std::size_t k = 0; k < s.inputs.size(); ++k) {
      INFO("round " << round << ", inputs " << k);
      const std::string found = seen(*native, s.inputs[k], 0);
      if (found != wanted[k])
        FAIL(ag::ir::print(*s.graph) << "\ninterpreted: " << wanted[k] << "native:      " << found);
    }
  }
  CHECK(compiled > 0);
}
