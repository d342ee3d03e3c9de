// agrun: shows, runs, optimises, times and checks saved graphs. Links the runtime, not the
// transpiler. docs/agrun.md.
#include <cstdio>
#include <exception>
#include <new>

#include "autograft/error.h"
#include "commands.h"

int main(int argc, char **argv) {
  try {
    const agrun::Options options = agrun::parse_options(argc, argv);
    if (options.help) {
      std::fputs(agrun::usage, stdout);
      return 0;
    }
    if (options.version) {
      std::puts("agrun " AGRUN_VERSION);
      return 0;
    }
    const int status = agrun::run_command(options);
    if (std::fflush(stdout) != 0) {
      std::fprintf(stderr, "agrun: the standard output cannot be written\n");
      return 2;
    }
    return status;
  } catch (const agrun::UsageError &e) {
    std::fprintf(stderr, "agrun: %s (agrun --help)\n", e.what());
    return 2;
  } catch (const ag::Error &e) {
    std::fprintf(stderr, "agrun: %s\n", e.what());
    return e.code() == "AG0224" ? 2 : 1;
  } catch (const std::bad_alloc &) {
    std::fprintf(stderr, "agrun: out of memory\n");
    return 1;
  } catch (const std::exception &e) {
    std::fprintf(stderr, "agrun: internal error: %s\n", e.what());
    return 3;
  }
}
