// Helpers of the tensor tests: what an expression throws.
#pragma once

#include <source_location>
#include <string>

#include "autograft/error.h"

/// The code of the ag::Error that `f` throws, "" when it throws none.
template <class F> std::string code(F f) {
  try {
    f();
  } catch (const ag::Error &e) {
    return std::string(e.code());
  }
  return "";
}

/// "file:line" of the error.
template <class F> std::string where(F f) {
  try {
    f();
  } catch (const ag::Error &e) {
    return e.where().substr(0, e.where().rfind(':'));
  }
  return "";
}

inline std::string here(int line, std::source_location s = std::source_location::current()) {
  return std::string(s.file_name()) + ':' + std::to_string(line);
}
