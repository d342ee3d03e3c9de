// Prints, per instruction set, the number of distinct kernels in its table.
#include <cstdio>
#include <set>

#include "kernel/table.h"

namespace {

template <class F> void collect(const F *first, std::size_t n, std::set<std::uintptr_t> &found) {
  for (std::size_t i = 0; i < n; ++i)
    if (first[i] != nullptr)
      found.insert(reinterpret_cast<std::uintptr_t>(first[i]));
}

} // namespace

int main() {
  using namespace ag::kernel;
  for (const char *name : {"x86-64", "x86-64-v3", "x86-64-v4"}) {
    std::string error;
    const KernelTable *t = find_kernels(name, error);
    if (t == nullptr)
      continue; // not on this CPU
    std::set<std::uintptr_t> found;
    collect(&t->elementwise[0][0], elementwise_count * ag::dtype_count, found);
    collect(t->to_wide, ag::dtype_count, found);
    collect(&t->from_wide[0][0], wide_count * ag::dtype_count, found);
    collect(&t->direct[0][0], ag::dtype_count * ag::dtype_count, found);
    collect(&t->reduce[0][0], reduce_rows * ag::dtype_count, found);
    collect(&t->reduce_columns[0][0], reduce_rows * ag::dtype_count, found);
    collect(t->matmul, ag::dtype_count, found);
    std::printf("%s %zu\n", name, found.size());
  }
}
