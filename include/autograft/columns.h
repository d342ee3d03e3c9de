// ag::SourceColumns: the table at the end of a transpiled file. Compilers report the columns of the
// emitted text; with the table run-time errors give the user's. Its text is
// lib/frontend/Columns.h's.
#pragma once

namespace ag {

namespace detail {
struct ColumnRows;
}

/// Known to the runtime while it lives. `text` ends with a null pointer; nothing is copied.
class SourceColumns {
 public:
  SourceColumns(const char* file, const char* const* text) noexcept;
  SourceColumns(const SourceColumns&) = delete;
  SourceColumns& operator=(const SourceColumns&) = delete;
  ~SourceColumns();

  const char* const file;
  const char* const* const text;
  // The runtime's: its list, and the rows once they have been needed.
  SourceColumns* next = nullptr;
  detail::ColumnRows* rows = nullptr;
};

}  // namespace ag
