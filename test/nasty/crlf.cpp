// A byte order mark, CRLF line ends, a line continued with CRLF.
// RUN: %run-three %s | %check
#include <autograft/autograft.h>

#include <cstdio>

AG_FUNCTION int f(const ag::Tensor& x) {
  int r = 0;
  while (x > r && \
         r < 10) {
    ++r;
    if (x == r)
      r += 10;
  }
  switch (r) {
  case 10: return 1;
  default: break;
  }
  return r;
}

int main() {
  for (const float v : {-1.f, 2.5f, 4.f, 60.f}) std::printf("%d\n", f(ag::Tensor(v)));
}
// CHECK: 0
// CHECK: 3
// CHECK: 14
// CHECK: 1
