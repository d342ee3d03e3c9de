// An annotated definition in a header; on request one that cannot be converted.
#include <autograft/autograft.h>

#ifdef ASKS
#if __has_include("nobody.h")
#include "nobody.h"
#endif
#endif
AG_FUNCTION ag::Tensor in_header(ag::Tensor x);

#ifdef BROKEN
AG_FUNCTION inline ag::Tensor broken(ag::Tensor x) {
  int n = 0;
  while (sum(x) > 1.0) {
    x = x / 2, ++n;
  }
  return ag::zeros({n});
}
#endif
AG_FUNCTION inline ag::Tensor in_header(ag::Tensor x) {
  while (sum(x) > 1.0) x = x / 2;
  return x;
}
