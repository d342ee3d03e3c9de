#pragma once
#include <autograft/autograft.h>

AG_FUNCTION inline int halvings(ag::Tensor x) {
  int n = 0;
  while (max(x) > 1.0) {
    x = x / 2;
    ++n;
  }
  return n;
}
