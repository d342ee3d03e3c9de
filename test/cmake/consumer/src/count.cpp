// Annotated; sees a definition that needs quoting.
#include "shared.h"

static_assert(sizeof(GREETING) == sizeof("two words"));

AG_FUNCTION
ag::Tensor count(ag::Tensor x) {
  ag::Tensor turns = 0;
  while (x > FLOOR) {
    x = x / STEP;
    turns += 1;
  }
  return turns;
}
