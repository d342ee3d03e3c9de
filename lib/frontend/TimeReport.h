// TimeReport: where the time of a run went, for --time-report. Plain data and its table.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace autograft::frontend {

class TimeReport {
public:
  void add(std::string_view phase, double seconds);
  /// A table with one line a phase, the whole and the greatest memory used.
  std::string text() const;

private:
  std::vector<std::pair<std::string, double>> Phases; // in order of their first time
};

class Stopwatch {
public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - Start).count();
  }

private:
  std::chrono::steady_clock::time_point Start = std::chrono::steady_clock::now();
};

} // namespace autograft::frontend
