// Reading AUTOGRAFT_* environment variables: one spelling of "set" and clear errors for bad values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ag {

/// The value, empty when the variable is unset.
std::string environment(const char* name);
/// The value as an integer, `otherwise` when unset. Errors: AG0508 for anything else.
std::int64_t environment_integer(const char* name, std::int64_t otherwise);
/// The position of the value in `choices`, `otherwise` when unset. Errors: AG0508, listing them.
int environment_choice(const char* name, std::span<const std::string_view> choices, int otherwise);

}  // namespace ag
