// Throwing ag::Error with a formatted message: the one way the runtime reports the user's faults.
// Internal; public headers throw through out-of-line functions.
#pragma once

#include <fmt/core.h>

#include <string_view>

#include "autograft/error.h"

namespace ag {

namespace detail {
[[noreturn]] void throw_error(const char* code, Location where, fmt::string_view text,
                              fmt::format_args args);
[[noreturn]] void throw_internal(fmt::string_view text, fmt::format_args args);
}  // namespace detail

/// fail("AG0212", where, "index {} is out of range for extent {}", i, n). `code` is not copied.
template <class... A>
[[noreturn]] void fail(const char* code, Location where, fmt::format_string<A...> text,
                       A&&... args) {
  detail::throw_error(code, where, text, fmt::make_format_args(args...));
}

/// What `f` gives; an error that knows no place is thrown with this one.
template <class F>
decltype(auto) placed(Location where, F&& f) {
  try {
    return f();
  } catch (const Error& e) {
    if (!e.where().empty() || !where) throw;
    throw Error(e.code().data(), where, e.message());
  }
}

/// "file:line:col" of the user's source; empty when unknown.
std::string place_text(Location where);

/// A broken invariant of our own.
template <class... A>
[[noreturn]] void internal_error(fmt::format_string<A...> text, A&&... args) {
  detail::throw_internal(text, fmt::make_format_args(args...));
}

}  // namespace ag
