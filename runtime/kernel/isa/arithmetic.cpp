// Rows of the arithmetic ops (add … where), for one instruction set.
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

void fill_arithmetic(KernelTable& table) { fill_range<Elementwise::add, Elementwise::eq>(table); }

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
