// Random elements of tensors; see random.h.
#include <cstring>
#include <limits>

#include "random.h"
#include "tensor/impl.h"

namespace passes_test {

using ag::DType;
using ag::Shape;
using ag::Tensor;
using ag::detail::intern;

namespace {

/// Small numbers, and those at which rules break: 0, -0, 1, -1, limits, infinities, NaN, denormals.
void fill(Dice &dice, DType dtype, void *data, std::int64_t count) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const double odd[] = {0.0,    -0.0,  1,    -1,  2,    3,
                        0.5, // and denormals of each type
                        1e-310, 1e-40, 6e-8, inf, -inf, std::numeric_limits<double>::quiet_NaN()};
  const std::size_t size = ag::item_size(dtype);
  for (std::int64_t i = 0; i < count; ++i) {
    char *to = static_cast<char *>(data) + static_cast<std::size_t>(i) * size;
    if (dtype == DType::boolean) {
      *to = dice.one_in(2);
    } else if (ag::is_floating(dtype)) {
      const Tensor t = Tensor(dice.one_in(2) ? odd[dice.below(std::size(odd))]
                                             : static_cast<double>(dice.below(41)) / 4 - 5)
                           .to(dtype);
      std::memcpy(to, ag::detail::Access::data(t), size);
    } else {
      const std::uint64_t v = dice.one_in(12)   ? dice.next()
                              : dice.one_in(12) ? std::uint64_t{1} << (8 * size - 1)
                                                : dice.below(9) - 3;
      std::memcpy(to, &v, size);
    }
  }
}

} // namespace

Tensor random_tensor(Dice &dice, DType dtype, const Shape &shape) {
  auto *block = ag::detail::allocate(intern(dtype, shape));
  fill(dice, dtype, block->data,
       ag::detail::Access::type(ag::detail::Access::share(block)).elements);
  return ag::detail::Access::adopt(block);
}

} // namespace passes_test
