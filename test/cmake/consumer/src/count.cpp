// Annotated; sees a definition that needs quoting.
#include "shared.h"
#include "step.h"

static_assert(sizeof(GREETING) == sizeof("two words"));

AG_FUNCTION
ag::Tensor count(ag::Tensor x) {
  ag::Tensor turns = 0;
  while (x > FLOOR) {
    x = step(x);
    turns += 1;
  }
  return turns;
}
