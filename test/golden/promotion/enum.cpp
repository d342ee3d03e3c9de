// TITLE: Enumerations: a state machine
// DOC: An enumeration is promoted like a number of its underlying type.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
enum class Light { red, green, amber };

AG_FUNCTION Tensor lights(const Tensor& seconds) {
  Light light = Light::red;
  Tensor greens = 0;
  for (int t = 0; t < seconds; ++t) {
    if (light == Light::red) {
      light = Light::green;
    } else if (light == Light::green) {
      greens += 1;
      if (t % 3 == 0) light = Light::amber;
    } else {
      light = Light::red;
    }
  }
  return greens * 10 + (light == Light::amber ? 1 : 0);
}
// source]

int main() {
  for (const int seconds : {0, 4, 11}) {
    Light light = Light::red;
    int greens = 0;
    for (int t = 0; t < seconds; ++t) {
      if (light == Light::red) {
        light = Light::green;
      } else if (light == Light::green) {
        greens += 1;
        if (t % 3 == 0) light = Light::amber;
      } else {
        light = Light::red;
      }
    }
    same(lights(Tensor(seconds)).item<int>(), greens * 10 + (light == Light::amber ? 1 : 0));
  }
  return result();
}
