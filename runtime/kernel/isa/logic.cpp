// Rows of comparisons, logic, bit ops, sign and rounding (eq … relu), for one instruction set.
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

void fill_logic(KernelTable& table) {
  fill_range<Elementwise::eq, Elementwise::sqrt>(table);
  // ~ of a bool is its negation, not the complement of the byte that stores it.
  table.elementwise[static_cast<int>(Elementwise::bit_not)][at(DType::boolean)] =
      &UnaryRow<LogicalNot, std::uint8_t>::run;
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
