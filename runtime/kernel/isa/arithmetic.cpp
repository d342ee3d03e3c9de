// Rows of the arithmetic ops (add … where), for one instruction set.
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

void fill_arithmetic(KernelTable& table) {
  fill_range<Elementwise::add, Elementwise::eq>(table);
  // where only moves elements, so halves need no f32.
  ElementwiseRow* where = table.elementwise[static_cast<int>(Elementwise::where)];
  where[at(DType::f16)] = where[at(DType::u16)];
  where[at(DType::bf16)] = where[at(DType::u16)];
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
