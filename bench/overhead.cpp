// What a call costs beside its arithmetic: an eager op on eight floats, a call of a function that
// is already traced, and a turn of a traced loop (AUTOGRAFT_BACKEND=ref: interpreted); each beside the same work in plain C++.
#include <benchmark/benchmark.h>

#include "overhead_functions.h"

namespace {

using ag::Tensor;

Tensor eight(float first) {
  Tensor t = ag::arange(8);
  return t.to(ag::DType::f32) + first;
}

void eager_add(benchmark::State &state) {
  const Tensor a = eight(1.f), b = eight(2.f);
  for (auto _ : state)
    benchmark::DoNotOptimize(a + b);
}

void plain_add(benchmark::State &state) {
  float a[8], b[8], c[8];
  for (int i = 0; i < 8; ++i)
    a[i] = static_cast<float>(i), b[i] = static_cast<float>(2 * i);
  benchmark::DoNotOptimize(a);
  benchmark::DoNotOptimize(b);
  for (auto _ : state) {
    for (int i = 0; i < 8; ++i)
      c[i] = a[i] + b[i];
    benchmark::DoNotOptimize(c);
    benchmark::ClobberMemory();
  }
}

void traced_call(benchmark::State &state) {
  const Tensor a = eight(1.f), b = eight(2.f);
  for (auto _ : state)
    benchmark::DoNotOptimize(add(a, b));
  if (ag::trace_count(add) != 1)
    state.SkipWithError("add was not traced once");
}

__attribute__((noinline)) void plain_function(const float *a, const float *b, float *c) {
  for (int i = 0; i < 8; ++i)
    c[i] = a[i] + b[i];
  benchmark::ClobberMemory();
}

void plain_call(benchmark::State &state) {
  float a[8] = {1, 2, 3}, b[8] = {4, 5, 6}, c[8];
  for (auto _ : state) {
    plain_function(a, b, c);
    benchmark::DoNotOptimize(c);
  }
}

// Time of one turn is the slope over the turns.
void traced_loop(benchmark::State &state) {
  const auto turns = static_cast<std::int64_t>(state.range(0));
  for (auto _ : state)
    benchmark::DoNotOptimize(walk(3, turns));
  state.SetItemsProcessed(state.iterations() * turns);
  if (ag::trace_count(walk) != 1)
    state.SkipWithError("walk was not traced once");
}

void plain_loop(benchmark::State &state) {
  const auto turns = static_cast<std::int64_t>(state.range(0));
  for (auto _ : state) {
    std::int64_t x = 3;
    for (std::int64_t k = 0; k < turns; ++k) {
      x = (x * 5 + k) % 1000003;
      benchmark::DoNotOptimize(x);
    }
  }
  state.SetItemsProcessed(state.iterations() * turns);
}

BENCHMARK(eager_add);
BENCHMARK(plain_add);
BENCHMARK(traced_call);
BENCHMARK(plain_call);
BENCHMARK(traced_loop)->Arg(10000);
BENCHMARK(plain_loop)->Arg(10000);

} // namespace

BENCHMARK_MAIN();
