// The commands: see commands.h. Words and files are values.cpp's.
#include "commands.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "backend/ref/interpret.h"
#include "io/file.h"
#include "io/model.h"
#include "ir/text.h"
#include "passes/pass.h"
#include "values.h"

extern char **environ;

namespace agrun {

using ag::Tensor;
using Clock = std::chrono::steady_clock;
using GraphPointer = std::shared_ptr<ag::ir::Graph>;

namespace {

double microseconds(Clock::duration d) {
  return std::chrono::duration<double, std::micro>(d).count();
}

/// Runs the passes the options ask for, with what they ask to see on the way.
std::vector<ag::passes::Row> optimise(ag::ir::Graph &graph, const Options &o) {
  if (!o.optimise)
    return {};
  ag::passes::Options options;
  options.names = o.passes;
  options.limit = o.pass_limit;
  if (!o.dump_after.empty() && o.dump_after != "all" && !ag::passes::find(o.dump_after))
    throw UsageError("--dump-after: no pass is called '" + o.dump_after + "'");
  options.after = [&](const char *name, const ag::ir::Graph &g) {
    if (o.dump_after != "all" && o.dump_after != name)
      return;
    std::fprintf(stderr, "// after %s\n%s", name, ag::ir::print(g).c_str());
  };
  return ag::passes::run(graph, options);
}

void report(const std::vector<ag::passes::Row> &rows, std::size_t before) {
  std::fprintf(stderr, "%-14s %8s %8s  %s\n", "pass", "us", "ops", "");
  std::fprintf(stderr, "%-14s %8s %8zu\n", "", "", before);
  for (const ag::passes::Row &r : rows)
    std::fprintf(stderr, "%-14s %8.1f %8zu  %s\n", r.name, r.microseconds, r.ops,
                 r.changed ? "changed" : "");
}

/// Graphviz reads the picture's text from a file of its own.
void write_svg(const std::string &dot, const std::string &path) {
  std::string name = (std::filesystem::temp_directory_path() / "agrun-XXXXXX").string();
  const int fd = ::mkstemp(name.data());
  if (fd < 0)
    throw UsageError("no temporary file can be made");
  ::close(fd);
  const std::string_view piece = dot;
  ag::io::write_file(name, {&piece, 1});
  std::string words[] = {"dot", "-Tsvg", "-o", path, name};
  char *arguments[] = {words[0].data(), words[1].data(), words[2].data(),
                       words[3].data(), words[4].data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "dot", nullptr, nullptr, arguments, environ);
  int status = 0;
  if (error == 0)
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  std::filesystem::remove(name);
  if (error != 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127))
    throw UsageError("--svg needs Graphviz's program `dot`, which was not found (on Debian: apt "
                     "install graphviz); --dot writes the picture as text");
  if (status != 0)
    throw UsageError("`dot` could not write " + path);
}

/// The graph in the form the options ask for; a saved graph when the file's name says so.
void write_graph(const ag::ir::Graph &graph, const Options &o) {
  if (!o.svg.empty()) {
    write_svg(ag::ir::dot(graph), o.svg);
    if (!o.dot && !o.json && o.output.empty())
      return;
  }
  if (o.dot)
    return write_text(ag::ir::dot(graph), o.output);
  if (o.json)
    return write_text(ag::io::json(graph), o.output);
  if (o.output.ends_with(".agraph"))
    return ag::io::write_model(o.output, graph);
  write_text(ag::ir::print(graph), o.output);
}

int show(const Options &o) {
  const GraphPointer graph = read_model(o.model);
  if (!o.dot && !o.json && o.svg.empty() && o.output.empty())
    std::printf("// %s\n", ag::io::signature(*graph).c_str());
  write_graph(*graph, o);
  return 0;
}

int opt(const Options &o) {
  const GraphPointer graph = read_model(o.model);
  const std::size_t before = ag::passes::count_ops(*graph);
  report(optimise(*graph, o), before);
  write_graph(*graph, o);
  return 0;
}

int run(const Options &o) {
  const GraphPointer graph = read_model(o.model);
  const std::vector<Tensor> inputs = read_inputs(o.inputs, *graph);
  const GraphPointer original = ag::ir::clone(*graph); // whose names the outputs have
  optimise(*graph, o);
  const std::vector<Tensor> outputs =
      ag::ref::Interpreter(*graph).run(inputs, {.max_iterations = o.max_iterations});
  const ag::NamedTensors named = named_outputs(outputs, *original);
  if (!o.output.empty()) {
    write_outputs(named, o.output);
    return 0;
  }
  for (const auto &[name, t] : named)
    std::printf("%s: %s%s = %s\n", name.c_str(), ag::name(t.dtype()),
                ag::to_string(t.shape()).c_str(), ag::to_string(t).c_str());
  return 0;
}

/// Rounds of growing length until the time is up; the quickest and the middle time of one run.
int bench(const Options &o) {
  const Clock::time_point start = Clock::now();
  const GraphPointer graph = read_model(o.model);
  const double load = microseconds(Clock::now() - start);
  const std::vector<Tensor> inputs = read_inputs(o.inputs, *graph);
  const Clock::time_point begin = Clock::now();
  const std::size_t before = ag::passes::count_ops(*graph);
  optimise(*graph, o);
  const double passes = microseconds(Clock::now() - begin);
  const ag::ref::Interpreter program(*graph);
  const ag::ref::RunOptions options{.max_iterations = o.max_iterations};
  std::vector<double> times;
  const Clock::time_point first = Clock::now();
  static_cast<void>(program.run(inputs, options));
  double each = microseconds(Clock::now() - first);
  const Clock::time_point end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                   std::chrono::duration<double>(o.seconds));
  do {
    // One reading of the clock for at least 20 us of work.
    const int rounds = std::clamp(static_cast<int>(20 / std::max(each, 0.01)), 1, 2000);
    const Clock::time_point round = Clock::now();
    for (int i = 0; i < rounds; ++i)
      static_cast<void>(program.run(inputs, options));
    each = microseconds(Clock::now() - round) / rounds;
    times.push_back(each);
  } while (Clock::now() < end);
  std::sort(times.begin(), times.end());
  const double least = times.front(), middle = times[times.size() / 2];
  const char *form = o.json ? "{\"model\": \"%s\", \"backend\": \"ref\", \"load_us\": %.1f, "
                              "\"passes_us\": %.1f, \"ops_before\": %zu, \"ops\": %zu, "
                              "\"min_us\": %.3f, \"median_us\": %.3f}\n"
                            : "%s (ref): load %.1f us, passes %.1f us, ops %zu -> %zu; a run: "
                              "%.3f us at best, %.3f us in the middle\n";
  std::printf(form, o.model.c_str(), load, passes, before, ag::passes::count_ops(*graph), least,
              middle);
  return 0;
}

/// The outputs, or the words of the error.
struct Outcome {
  std::vector<Tensor> outputs;
  std::string error;
};
Outcome outcome(const ag::ir::Graph &graph, const std::vector<Tensor> &inputs, const Options &o) {
  try {
    return {ag::ref::Interpreter(graph).run(inputs, {.max_iterations = o.max_iterations}), {}};
  } catch (const ag::Error &e) {
    return {{}, e.what()};
  }
}

bool equal(const Outcome &a, const Outcome &b) {
  if (a.error != b.error || a.outputs.size() != b.outputs.size())
    return false;
  for (std::size_t i = 0; i < a.outputs.size(); ++i)
    if (a.outputs[i].dtype() != b.outputs[i].dtype() ||
        !(a.outputs[i].shape() == b.outputs[i].shape()) ||
        ag::io::bytes_of(a.outputs[i]) != ag::io::bytes_of(b.outputs[i]))
      return false;
  return true;
}

int verify(const Options &o) {
  const GraphPointer graph = read_model(o.model);
  const GraphPointer original = ag::ir::clone(*graph);
  const std::vector<ag::passes::Row> rows = optimise(*graph, o);
  std::printf("%s: %s, sound before and after %zu passes (%zu -> %zu ops)\n", o.model.c_str(),
              ag::io::signature(*original).c_str(), rows.size(), ag::passes::count_ops(*original),
              ag::passes::count_ops(*graph));
  if (o.inputs.empty() && !graph->main()->body->arguments.empty())
    return 0;
  const std::vector<Tensor> inputs = read_inputs(o.inputs, *original);
  const Outcome before = outcome(*original, inputs, o);
  const Outcome after = outcome(*graph, inputs, o);
  const bool same = equal(before, after);
  std::printf("results before and after the passes %s\n",
              same ? "are equal, bit for bit" : "DIFFER");
  if (!before.error.empty())
    std::printf("both fail: %s\n", before.error.c_str());
  return same ? 0 : 1;
}

} // namespace

int run_command(const Options &o) {
  if (o.command == "show")
    return show(o);
  if (o.command == "run")
    return run(o);
  if (o.command == "opt")
    return opt(o);
  if (o.command == "bench")
    return bench(o);
  return verify(o);
}

} // namespace agrun
