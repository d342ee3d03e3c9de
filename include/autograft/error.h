// The three error classes and the source position they carry. No formatting machinery here.
#pragma once

#include <cstdint>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ag {

/// A place in the user's source: file, line, column (both from 1; 0 = unknown).
struct Location {
  const char* file = nullptr;  ///< static or interned storage: never freed
  std::uint32_t line = 0;
  std::uint32_t column : 31 = 0;
  /// The column is the compiler's: where the transpiler wrote that line, it is not the user's yet.
  std::uint32_t raw : 1 = 0;

  constexpr Location() = default;
  constexpr Location(const char* f, std::uint32_t l, std::uint32_t c)
      : file(f), line(l), column(c & 0x7FFFFFFF) {}
  constexpr Location(const std::source_location& s)  // NOLINT: meant to convert
      : file(s.file_name()), line(s.line()), column(s.column() & 0x7FFFFFFF), raw(1) {}
  constexpr explicit operator bool() const noexcept { return line != 0; }
};

/// The user's fault: bad shapes, dtypes, indices, a failed check. what() has everything:
/// `file:line:col: error: message [AG0212]`.
class Error : public std::runtime_error {
 public:
  Error(const char* code, Location where, const std::string& message);
  /// The same error; what() ends with these further lines (the staged regions around the place).
  Error(const Error& error, const std::string& lines);
  /// "AG0203": see docs/errors.md.
  std::string_view code() const noexcept { return code_; }
  /// "file:line:col" of the user's source, empty when unknown.
  const std::string& where() const noexcept { return where_; }
  /// The message without place and code.
  const std::string& message() const noexcept { return message_; }

 private:
  const char* code_;
  std::string where_;
  std::string message_;
};

/// Our fault: a broken invariant of autograft. The message says what to report.
class InternalError : public std::logic_error {
 public:
  explicit InternalError(const std::string& message);
};

/// A device or its driver failed.
class DeviceError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace ag
