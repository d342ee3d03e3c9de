// Rows of the floating functions (sqrt … the end of the list), for one instruction set.
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

void fill_functions(KernelTable& table) {
  fill_range<Elementwise::sqrt, static_cast<Elementwise>(elementwise_count)>(table);
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
