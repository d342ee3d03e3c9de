// The one symbol of an instruction set's build that the rest of the runtime calls: it fills a
// table.
#include "kernel/isa/rows.h"

#define AG_JOIN_(a, b) a##b
#define AG_JOIN(a, b) AG_JOIN_(a, b)

namespace ag::kernel {

void AG_JOIN(fill_, AG_KERNEL_ISA)(KernelTable& table) {
  fill_arithmetic(table);
  fill_logic(table);
  fill_functions(table);
  fill_casts(table);
  fill_reductions(table);
  fill_matmul(table);
}

}  // namespace ag::kernel
