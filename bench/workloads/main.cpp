// The command line and the timing loop of the workloads. Every case can run three ways, which rows
// call peers: `autograft` (compiled), `autograft.interpreter` and `autograft.eager`.
//   bench_workloads [--list] [--case 'PEER|WORKLOAD|CASE'] [--only REGEX] [--threads N] [--first]
// With --first only the first call is made.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <regex>
#include <string_view>

#include "harness.h"

namespace bench {
namespace {

struct Case {
  std::string workload, name;
  Ways ways;
  std::function<Result()> run;
};

std::vector<Case> &cases() {
  static std::vector<Case> all;
  return all;
}

double now() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

double seconds(const std::function<void()> &call) {
  const double begin = now();
  call();
  return now() - begin;
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return (v[(v.size() - 1) / 2] + v[v.size() / 2]) / 2;
}

bool first_only = false;

Measurement summary(double first, const std::vector<double> &times, long calls) {
  return {first, median(times), *std::min_element(times.begin(), times.end()), calls};
}

} // namespace

double u(std::uint64_t seed, std::uint64_t i) {
  std::uint64_t z = (seed << 32) + i + 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  z ^= z >> 31;
  return static_cast<double>(z >> 40) / (1 << 24);
}

double total(const Tensor &t) { return sum(t.to(ag::f64)).item<double>(); }

Measurement measure(const std::function<void()> &call) {
  constexpr double warm_s = 0.2, budget_s = 1.5, slow_s = 20;
  const double first = seconds(call);
  if (first_only)
    return {first, first, first, 1};
  if (first > slow_s) {
    const double again = seconds(call);
    if (again > slow_s / 4)
      return {first, again, again, 1};
  }
  const double warm_end = now() + warm_s;
  for (int i = 0; i < 3 && now() < warm_end; ++i)
    call();
  std::vector<double> times;
  const double end = now() + budget_s;
  while (times.size() < 3 || (times.size() < 30 && now() < end))
    times.push_back(seconds(call));
  return summary(first, times, static_cast<long>(times.size()));
}

Measurement measure_tiny(const std::function<void()> &first, const std::function<void()> &many) {
  constexpr int repeats = 15;
  const double first_s = seconds(first);
  many();
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i)
    times.push_back(seconds(many) / tiny_inner);
  return summary(first_s, times, long{repeats} * tiny_inner);
}

void add(const char *workload, const std::string &name, Ways ways, std::function<Result()> run) {
  cases().push_back({workload, name, ways, std::move(run)});
}

namespace {

struct Options {
  std::string only, exact;
  int threads = 1;
  bool list = false;
};

constexpr const char *peers[] = {"autograft", "autograft.interpreter", "autograft.eager"};

/// Before anything runs: the backend is chosen at first use. Eager code asks for no graph at all.
void choose(std::string_view peer) {
  if (peer == "autograft.interpreter")
    setenv("AUTOGRAFT_BACKEND", "ref", 1);
  ag::set_mode(peer == "autograft.eager" ? ag::Mode::Eager : ag::Mode::Graph);
}

std::string escaped(const char *text) {
  std::string s;
  for (; *text; ++text) {
    if (*text == '"' || *text == '\\')
      s += '\\';
    s += *text == '\n' ? ' ' : *text;
  }
  return s;
}

void run(const char *peer, const Case &c, int threads) {
  std::printf(R"({"peer": "%s", "workload": "%s", "case": "%s", "threads": %d)", peer,
              c.workload.c_str(), c.name.c_str(), threads);
  try {
    const auto [m, check] = c.run();
    std::printf(R"(, "first_s": %.9g, "median_s": %.9g, "min_s": %.9g, "calls": %ld, "check": [)",
                m.first_s, m.median_s, m.min_s, m.calls);
    for (std::size_t i = 0; i < check.size(); ++i)
      std::printf("%s%.17g", i ? ", " : "", check[i]);
    std::printf("]}\n");
  } catch (const std::exception &e) {
    std::printf(R"(, "error": "%s"})"
                "\n",
                escaped(e.what()).c_str());
  }
  std::fflush(stdout);
}

bool wanted(const Options &o, const std::string &peer, const Case &c) {
  if (!o.exact.empty())
    return o.exact == peer + "|" + c.workload + "|" + c.name;
  return o.only.empty() ||
         std::regex_search(peer + " " + c.workload + " " + c.name, std::regex(o.only));
}

int usage(const char *program) {
  std::fprintf(stderr,
               "usage: %s [--list] [--case 'PEER|WORKLOAD|CASE'] [--only REGEX] [--threads N] "
               "[--first]\n",
               program);
  return 2;
}

int run_all(const Options &o) {
  ag::set_threads(o.threads);
  for (const char *peer : peers) {
    for (const Case &c : cases()) {
      if (c.ways == Ways::compiled && std::strcmp(peer, peers[0]) != 0)
        continue;
      if (!wanted(o, peer, c))
        continue;
      if (o.list) {
        std::printf("%s|%s|%s\n", peer, c.workload.c_str(), c.name.c_str());
        continue;
      }
      choose(peer);
      run(peer, c, o.threads);
    }
  }
  return 0;
}

} // namespace
} // namespace bench

int main(int argc, char **argv) {
  bench::Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag == "--list") {
      o.list = true;
    } else if (flag == "--first") {
      bench::first_only = true;
    } else if (i + 1 < argc && (flag == "--threads" || flag == "--only" || flag == "--case")) {
      const char *value = argv[++i];
      if (flag == "--threads")
        o.threads = std::max(1, std::atoi(value));
      else
        (flag == "--only" ? o.only : o.exact) = value;
    } else {
      return bench::usage(argv[0]);
    }
  }
  bench::add_scalar_loops();
  bench::add_calls();
  bench::add_elementwise();
  bench::add_recurrent();
  bench::add_beam_search();
  bench::add_tree_lstm();
  bench::add_mandelbrot();
  bench::add_channel_flow();
  return bench::run_all(o);
}
