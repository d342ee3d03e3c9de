// The list of tables of columns and the look-up in them. Only errors and the building of graphs
// come here, so a table's rows are found when it is needed first.
#include "support/columns.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "autograft/columns.h"

namespace ag {

namespace detail {
/// Lines in ascending order with the pairs of each; what is absent stands as in the source.
struct ColumnRows {
  std::vector<std::pair<std::uint32_t, std::string_view>> list;
};
}  // namespace detail

namespace {

constinit std::mutex list_mutex;
constinit SourceColumns* list = nullptr;

std::uint32_t number(std::string_view& text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc()) text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

detail::ColumnRows* read_rows(const char* const* chunks) {
  auto* rows = new detail::ColumnRows;
  for (; *chunks; ++chunks)
    for (std::string_view text = *chunks; !text.empty();) {
      const std::uint32_t line = number(text);
      const std::size_t end = text.find(';');
      rows->list.emplace_back(line, text.substr(1, end - 1));
      text.remove_prefix(end + 1);
    }
  return rows;
}

const std::string_view* find_row(SourceColumns& table, std::uint32_t line) {
  if (!table.rows) table.rows = read_rows(table.text);
  const auto& rows = table.rows->list;
  const auto it = std::lower_bound(rows.begin(), rows.end(), line,
                                   [](const auto& row, std::uint32_t l) { return row.first < l; });
  return it != rows.end() && it->first == line ? &it->second : nullptr;
}

std::uint32_t user_column(std::string_view pairs, std::uint32_t column) {
  std::uint32_t result = 0;
  while (!pairs.empty()) {
    const std::uint32_t emitted = number(pairs);
    const bool copied = pairs.starts_with('=');
    pairs.remove_prefix(1);
    const std::uint32_t source = number(pairs);
    if (emitted > column) break;
    result = copied ? source + (column - emitted) : source;
    if (pairs.starts_with(',')) pairs.remove_prefix(1);
  }
  return result;
}

}  // namespace

SourceColumns::SourceColumns(const char* f, const char* const* t) noexcept : file(f), text(t) {
  const std::lock_guard lock(list_mutex);
  next = list;
  list = this;
}

SourceColumns::~SourceColumns() {
  const std::lock_guard lock(list_mutex);
  delete rows;
  for (SourceColumns** at = &list; *at; at = &(*at)->next)
    if (*at == this) {
      *at = next;
      return;
    }
}

bool any_source_columns() noexcept {
  const std::lock_guard lock(list_mutex);
  return list != nullptr;
}

Location user_place(Location where) {
  if (!where.raw) return where;
  where.raw = 0;
  if (!where.file) return where;
  const std::lock_guard lock(list_mutex);
  for (SourceColumns* table = list; table; table = table->next)
    if (std::strcmp(table->file, where.file) == 0) {
      if (const std::string_view* row = find_row(*table, where.line))
        where.column = user_column(*row, where.column) & 0x7FFFFFFF;
      break;
    }
  return where;
}

}  // namespace ag
