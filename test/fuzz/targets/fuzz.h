// What the libFuzzer targets share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace fuzz {

/// Ends the run as a finding when a promise is not kept.
inline void demand(bool kept, const char *what) {
  if (kept)
    return;
  std::fprintf(stderr, "== fuzz: %s\n", what);
  std::abort();
}

/// Nothing reaches standard output while this lives.
class Quiet {
public:
  Quiet() {
    std::fflush(stdout);
    old_ = dup(1);
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    close(null);
  }
  ~Quiet() {
    std::fflush(stdout);
    dup2(old_, 1);
    close(old_);
  }
  Quiet(const Quiet &) = delete;
  Quiet &operator=(const Quiet &) = delete;

private:
  int old_ = -1;
};

} // namespace fuzz
