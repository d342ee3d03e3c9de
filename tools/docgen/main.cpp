// Writes docs/errors.md to standard output, from the texts of `autograft --explain`. A test
// compares the two, so the page cannot fall behind.
#include "diag/Render.h"

#include <cstdio>

int main() {
  const std::string text = autograft::renderErrorIndex();
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
