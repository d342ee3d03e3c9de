// See environment.h.
#include "support/environment.h"

#include <charconv>
#include <cstdlib>

#include "support/fail.h"

namespace ag {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::int64_t environment_integer(const char* name, std::int64_t otherwise) {
  const std::string text = environment(name);
  if (text.empty()) return otherwise;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    fail("AG0508", {}, "the environment variable {} is '{}', which is no integer", name, text);
  return value;
}

int environment_choice(const char* name, std::span<const std::string_view> choices, int otherwise) {
  const std::string text = environment(name);
  if (text.empty()) return otherwise;
  std::string list;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (text == choices[i]) return static_cast<int>(i);
    list += (i ? ", " : "") + std::string(choices[i]);
  }
  fail("AG0508", {}, "the environment variable {} is '{}'; it can be: {}", name, text, list);
}

}  // namespace ag
