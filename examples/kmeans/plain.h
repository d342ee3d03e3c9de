// What the example needs besides the algorithm: reading the digits, judging the clusters, and the
// same algorithm written by hand in plain C++ for comparison of time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

struct Digits {
  std::vector<float> pixels;  ///< 64 a digit, 0 … 16
  std::vector<int> answers;   ///< 0 … 9
};

/// False when a line is not 65 comma-separated numbers.
inline bool read_digits(const char* path, Digits& digits) {
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    const char* at = line.c_str();
    for (int i = 0; i < 65; ++i) {
      char* end = nullptr;
      const double v = std::strtod(at, &end);
      if (end == at || (i < 64 && *end != ',')) return false;
      if (i < 64) digits.pixels.push_back(static_cast<float>(v));
      else digits.answers.push_back(static_cast<int>(v));
      at = end + (i < 64);
    }
  }
  return !digits.answers.empty();
}

/// Share of digits that are the commonest digit of their cluster.
inline double purity(const std::vector<std::int64_t>& labels, const std::vector<int>& answers,
                     int clusters) {
  std::vector<int> counts(static_cast<std::size_t>(clusters) * 10, 0);
  for (std::size_t i = 0; i < labels.size(); ++i)
    ++counts[static_cast<std::size_t>(labels[i]) * 10 + static_cast<std::size_t>(answers[i])];
  int right = 0;
  for (int c = 0; c < clusters; ++c)
    right += *std::max_element(counts.begin() + c * 10, counts.begin() + c * 10 + 10);
  return static_cast<double>(right) / static_cast<double>(labels.size());
}

/// k-means by hand; returns the number of turns and lowers `milliseconds` to the time it took.
inline int plain_kmeans(const Digits& digits, int k, float tolerance, double& milliseconds) {
  const auto begin = std::chrono::steady_clock::now();
  const std::size_t n = digits.answers.size(), d = 64;
  std::vector<float> centres(digits.pixels.begin(),
                             digits.pixels.begin() + static_cast<std::ptrdiff_t>(k) * 64);
  int turns = 0;
  float moved = tolerance + 1.f;
  while (moved > tolerance) {
    std::vector<float> sums(centres.size(), 0.f);
    std::vector<int> members(static_cast<std::size_t>(k), 0);
    for (std::size_t i = 0; i < n; ++i) {
      std::size_t best = 0;
      float least = std::numeric_limits<float>::infinity();
      for (std::size_t c = 0; c < static_cast<std::size_t>(k); ++c) {
        float distance = 0.f;
        for (std::size_t j = 0; j < d; ++j) {
          const float delta = digits.pixels[i * d + j] - centres[c * d + j];
          distance += delta * delta;
        }
        if (distance < least) least = distance, best = c;
      }
      ++members[best];
      for (std::size_t j = 0; j < d; ++j) sums[best * d + j] += digits.pixels[i * d + j];
    }
    moved = 0.f;
    for (std::size_t c = 0; c < static_cast<std::size_t>(k); ++c) {
      if (members[c] == 0) continue;
      for (std::size_t j = 0; j < d; ++j) {
        const float next = sums[c * d + j] / static_cast<float>(members[c]);
        moved = std::max(moved, std::fabs(next - centres[c * d + j]));
        centres[c * d + j] = next;
      }
    }
    ++turns;
  }
  const std::chrono::duration<double, std::milli> t = std::chrono::steady_clock::now() - begin;
  milliseconds = std::min(milliseconds, t.count());
  return turns;
}
