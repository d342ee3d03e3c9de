// Which table serves this process: AUTOGRAFT_ISA, else the best the CPU runs. Decided once, at
// first use; tables are filled only when asked for.
#include <cstdlib>

#include "kernel/table.h"

namespace ag::kernel {
namespace {

struct Isa {
  const char* name;
  void (*fill)(KernelTable&);
  bool (*supported)();
};

bool always() { return true; }

// The features of the x86-64 micro-architecture levels that compilers use from level to level.
bool has_v3() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("sse4.2");
}
bool has_v4() {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}

// Best first.
constexpr Isa isas[] = {{"x86-64-v4", fill_x86_64_v4, has_v4},
                        {"x86-64-v3", fill_x86_64_v3, has_v3},
                        {"x86-64", fill_x86_64, always}};

template <int I>
const KernelTable& table_of() {
  static const KernelTable table = [] {
    KernelTable t = {};
    t.isa = isas[I].name;
    isas[I].fill(t);
    return t;
  }();
  return table;
}

const KernelTable& table_at(int i) {
  return i == 0 ? table_of<0>() : i == 1 ? table_of<1>() : table_of<2>();
}

const KernelTable& best_table() {
  int i = 0;
  while (!isas[i].supported()) ++i;
  return table_at(i);
}

struct Selection {
  const KernelTable* table;
  std::string error;
};

const Selection& selection() {
  static const Selection chosen = [] {
    Selection s;
    const char* wanted = std::getenv("AUTOGRAFT_ISA");
    s.table = wanted == nullptr || *wanted == '\0' ? nullptr : find_kernels(wanted, s.error);
    if (!s.error.empty()) s.error = "AUTOGRAFT_ISA: " + s.error;
    if (s.table == nullptr) s.table = &best_table();
    return s;
  }();
  return chosen;
}

}  // namespace

const KernelTable& kernels() noexcept { return *selection().table; }
const std::string& kernels_error() { return selection().error; }
const char* isa_name(const KernelTable& table) noexcept { return table.isa; }

const KernelTable* find_kernels(std::string_view name, std::string& error) {
  error.clear();
  for (int i = 0; i < static_cast<int>(std::size(isas)); ++i) {
    if (name != isas[i].name) continue;
    if (isas[i].supported()) return &table_at(i);
    error = "this CPU lacks the instructions of \"" + std::string(name) +
            "\"; unset it or choose a lower level";
    return nullptr;
  }
  error = "unknown instruction set \"" + std::string(name) +
          "\"; known are x86-64, x86-64-v3 and x86-64-v4";
  return nullptr;
}

}  // namespace ag::kernel
