// An annotated function that is defined in a header.
#pragma once

#include <autograft/autograft.h>

AG_FUNCTION inline ag::Tensor step(ag::Tensor x) {
  if (x > FLOOR) {
    x = x / STEP;
  }
  return x;
}
