// Texts of the three error classes: `file:line:col: error: message [AG0212]`.
#include "autograft/error.h"

#include "support/columns.h"
#include "support/fail.h"

namespace ag {

std::string place_text(Location where) {
  if (!where) return {};
  where = user_place(where);
  std::string text = where.file ? std::string(where.file) + ':' : std::string();
  text += std::to_string(where.line);
  if (where.column) text += ':' + std::to_string(where.column);
  return text;
}

namespace {

std::string full_text(const char* code, const std::string& where, const std::string& message) {
  return where + (where.empty() ? "" : ": ") + "error: " + message + " [" + code + ']';
}

}  // namespace

Error::Error(const char* code, Location where, const std::string& message)
    : std::runtime_error(full_text(code, place_text(where), message)), code_(code),
      where_(place_text(where)), message_(message) {}

Error::Error(const Error& error, const std::string& lines)
    : std::runtime_error(error.what() + (lines.empty() ? "" : '\n' + lines)), code_(error.code_),
      where_(error.where_), message_(error.message_) {}

InternalError::InternalError(const std::string& message)
    : std::logic_error("internal error: " + message +
                       "; please report this with the program that caused it") {}

namespace detail {

void throw_error(const char* code, Location where, fmt::string_view text, fmt::format_args args) {
  throw Error(code, where, fmt::vformat(text, args));
}

void throw_internal(fmt::string_view text, fmt::format_args args) {
  throw InternalError(fmt::vformat(text, args));
}

}  // namespace detail
}  // namespace ag
