// The choice of the instruction set.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "reference.h"

namespace ag::kernel::test {

TEST_CASE("the baseline table is always there, an unknown name is refused", "[kernel]") {
  std::string error;
  REQUIRE(find_kernels("x86-64", error) != nullptr);
  REQUIRE(error.empty());
  REQUIRE(std::string(isa_name(*find_kernels("x86-64", error))) == "x86-64");
  REQUIRE(find_kernels("avx9", error) == nullptr);
  REQUIRE(error == "unknown instruction set \"avx9\"; known are x86-64, x86-64-v3 and x86-64-v4");
}

TEST_CASE("the table in use is one that this CPU runs", "[kernel]") {
  bool found = false;
  for (const KernelTable *table : tables())
    found = found || table == &kernels();
  REQUIRE(found);
}

TEST_CASE("AUTOGRAFT_ISA is obeyed, or its refusal explained", "[kernel]") {
  // Read once per process: this checks whatever the process was started with.
  const char *wanted = std::getenv("AUTOGRAFT_ISA");
  if (wanted == nullptr) {
    REQUIRE(kernels_error().empty());
    REQUIRE(&kernels() == tables().back());
  } else {
    REQUIRE((kernels_error().empty() ? std::string(isa_name(kernels())) == wanted
                                     : kernels_error().find("AUTOGRAFT_ISA: ") == 0));
  }
}

} // namespace ag::kernel::test
