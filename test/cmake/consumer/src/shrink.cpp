// Annotated; sees an include directory and a definition of the target.
#include "shared.h"

#include <consumer/start.h>

float start() { return consumer_start; }

AG_FUNCTION
ag::Tensor shrink(ag::Tensor x) {
  while (x > FLOOR) {
    x = x / STEP;
  }
  return x;
}
