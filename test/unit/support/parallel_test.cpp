// The pool: every index once, whatever the threads; nested, busy and forked.
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "autograft/autograft.h"
#include "support/parallel.h"

namespace {

/// How often each index of [0, n) was visited.
std::vector<int> visits(std::int64_t n, std::int64_t grain) {
  std::vector<std::atomic<int>> seen(static_cast<std::size_t>(n));
  ag::parallel_for(n, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i)
      ++seen[static_cast<std::size_t>(i)];
  });
  return {seen.begin(), seen.end()};
}

bool each_once(std::int64_t n, std::int64_t grain) {
  return visits(n, grain) == std::vector<int>(static_cast<std::size_t>(n), 1);
}

} // namespace

TEST_CASE("every index is visited once, for any number of threads", "[parallel]") {
  for (int threads : {1, 2, 3, 8}) {
    ag::set_threads(threads);
    CHECK(ag::threads() == threads);
    for (std::int64_t n : {0, 1, 7, 64, 1000, 100'003})
      for (std::int64_t grain : {1, 10, 4096}) {
        CAPTURE(threads, n, grain);
        CHECK(each_once(n, grain));
      }
  }
}

TEST_CASE("a range inside a piece, and ranges of several threads, do not wait for one another",
          "[parallel]") {
  ag::set_threads(4);
  std::atomic<int> inner{0};
  ag::parallel_for(8, 1, [&](std::int64_t begin, std::int64_t end) {
    for (; begin < end; ++begin)
      ag::parallel_for(100, 1, [&](std::int64_t b, std::int64_t e) { inner += int(e - b); });
  });
  CHECK(inner == 800);
  std::atomic<int> good{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&] {
      for (int round = 0; round < 50; ++round)
        good += each_once(500, 10);
    });
  for (std::thread &t : callers)
    t.join();
  CHECK(good == 200);
}

TEST_CASE("a forked child has threads of its own", "[parallel]") {
  ag::set_threads(2);
  REQUIRE(each_once(1000, 10));
  const pid_t child = fork();
  if (child == 0)
    _exit(each_once(1000, 10) ? 0 : 1);
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(each_once(1000, 10));
}

TEST_CASE("the number of threads is one or more", "[parallel]") {
  std::string code;
  try {
    ag::set_threads(0);
  } catch (const ag::Error &e) {
    code = e.code();
  }
  CHECK(code == "AG0214");
}

TEST_CASE("products have the same bits for any number of threads", "[parallel]") {
  std::vector<float> values(300 * 301);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = std::sin(static_cast<float>(i));
  const ag::Tensor a = ag::from_span(values, {300, 301}), b = ag::from_span(values, {301, 300});
  ag::set_threads(1);
  const auto one = matmul(a, b).to_vector<float>();
  for (int threads : {2, 3, 5}) {
    ag::set_threads(threads);
    CHECK(matmul(a, b).to_vector<float>() == one);
  }
}
