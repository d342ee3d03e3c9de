// The limits that hold on this thread (ag::run_scope): asked at each turn of a loop and, for
// memory, told of each tensor that is made or freed.
#pragma once

#include <source_location>

#include "autograft/error.h"
#include "autograft/limits.h"

namespace ag::detail {

struct Limits {
  run_options options;
  std::int64_t used = 0;  ///< bytes of tensors made on this thread and not freed on it
  Limits* outer = nullptr;
};
/// The innermost; null: none.
extern constinit thread_local Limits* limits;

/// Some scope limits loops.
bool loops_are_limited() noexcept;
/// Some scope limits what native code does not ask about, so that it is not used: loops, and the
/// memory that its own temporaries take.
bool native_is_limited() noexcept;
/// Turn `turn` (from 1 on) of a loop begins. Errors: AG0216.
void check_turn(std::int64_t turn, Location where);
/// A block is made. Errors: AG0217, and it is not counted.
void count_made(std::int64_t bytes);
void count_freed(std::int64_t bytes) noexcept;

}  // namespace ag::detail
