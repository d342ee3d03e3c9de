// ag::loop_options: what a loop says about itself, as the first statement of its body.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "autograft/site.h"

namespace ag {

/// The most turns a loop may run.
struct max_iterations {
  template <std::integral T>
  explicit constexpr max_iterations(T n) : turns(static_cast<std::int64_t>(n)) {}
  std::int64_t turns;
};

/// `while (…) { ag::loop_options(ag::max_iterations(1000)); … }`: past so many turns the loop ends
/// with AG0220. Only in converted code: an ordinary C++ loop has nobody who counts its turns.
inline void loop_options(const max_iterations&) {}

/// What the emitted code puts round a loop that has options.
class Turns {
 public:
  explicit Turns(Site site);
  /// At the beginning of a turn. Errors: AG0220.
  void options(const max_iterations& limit);

 private:
  Site site_;
  std::size_t staged_;  ///< loops of the graph around this one
  std::int64_t turns_ = 0;
};

}  // namespace ag
