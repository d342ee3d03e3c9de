// unifiedDiff: Myers' O(ND) difference over lines ("An O(ND) Difference Algorithm and Its
// Variations", 1986), printed in the unified format that patch reads.
#include "frontend/Output.h"

#include <algorithm>

#include <fmt/format.h>

namespace autograft::frontend {

namespace {

using Lines = std::vector<std::string_view>;

/// Lines with their ends, so that a missing last newline is a difference.
Lines splitLines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Edit {
  char kind; // ' ' kept, '-' removed, '+' added
  std::size_t oldLine;
  std::size_t newLine;
};

/// How far each diagonal gets with d edits, for every d up to the shortest script.
std::vector<std::vector<std::ptrdiff_t>> furthest(const Lines &a, const Lines &b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size()), m = static_cast<std::ptrdiff_t>(b.size());
  std::vector<std::ptrdiff_t> reach(2 * a.size() + 2 * b.size() + 3, 0);
  const std::ptrdiff_t middle = n + m + 1;
  std::vector<std::vector<std::ptrdiff_t>> trace;
  for (std::ptrdiff_t d = 0;; ++d) {
    trace.push_back(reach);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t &here = reach[middle + k];
      const bool down = k == -d || (k != d && reach[middle + k - 1] < reach[middle + k + 1]);
      std::ptrdiff_t x = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
      while (x < n && x - k < m && a[x] == b[x - k])
        ++x;
      here = x;
      if (x >= n && x - k >= m)
        return trace;
    }
  }
}

std::vector<Edit> editScript(const Lines &a, const Lines &b) {
  const std::vector<std::vector<std::ptrdiff_t>> trace = furthest(a, b);
  const auto middle = static_cast<std::ptrdiff_t>(a.size() + b.size()) + 1;
  auto x = static_cast<std::ptrdiff_t>(a.size()), y = static_cast<std::ptrdiff_t>(b.size());
  std::vector<Edit> script;
  auto add = [&](char kind) {
    script.push_back({kind, static_cast<std::size_t>(x), static_cast<std::size_t>(y)});
  };
  for (auto d = static_cast<std::ptrdiff_t>(trace.size()) - 1; d >= 0; --d) {
    const std::vector<std::ptrdiff_t> &reach = trace[d];
    const std::ptrdiff_t k = x - y;
    const bool down = k == -d || (k != d && reach[middle + k - 1] < reach[middle + k + 1]);
    const std::ptrdiff_t fromX = d == 0 ? 0 : reach[middle + k + (down ? 1 : -1)];
    const std::ptrdiff_t fromY = d == 0 ? 0 : fromX - (k + (down ? 1 : -1));
    while (x > fromX && y > fromY) {
      --x, --y;
      add(' ');
    }
    if (d == 0)
      break;
    down ? --y : --x;
    add(down ? '+' : '-');
  }
  std::ranges::reverse(script);
  return script;
}

std::string hunkText(const std::vector<Edit> &script, std::size_t from, std::size_t to,
                     const Lines &a, const Lines &b) {
  std::size_t oldCount = 0, newCount = 0;
  std::string body;
  for (std::size_t i = from; i < to; ++i) {
    const Edit &edit = script[i];
    oldCount += edit.kind != '+' ? 1 : 0;
    newCount += edit.kind != '-' ? 1 : 0;
    const std::string_view line = edit.kind == '+' ? b[edit.newLine] : a[edit.oldLine];
    body += fmt::format("{}{}", edit.kind, line);
    if (!line.ends_with('\n'))
      body += "\n\\ No newline at end of file\n";
  }
  auto span = [](std::size_t first, std::size_t count) {
    return count == 1 ? fmt::format("{}", first + 1)
                      : fmt::format("{},{}", count == 0 ? first : first + 1, count);
  };
  return fmt::format("@@ -{} +{} @@\n{}", span(script[from].oldLine, oldCount),
                     span(script[from].newLine, newCount), body);
}

} // namespace

std::string unifiedDiff(std::string_view oldText, std::string_view newText,
                        const std::string &oldName, const std::string &newName) {
  constexpr std::size_t Context = 3;
  const Lines a = splitLines(oldText), b = splitLines(newText);
  const std::vector<Edit> script = editScript(a, b);
  std::string out;
  auto isChange = [](const Edit &edit) { return edit.kind != ' '; };
  for (auto at = std::ranges::find_if(script, isChange); at != script.end();) {
    // A hunk goes on while the next change is so near that the contexts would touch.
    auto last = at;
    for (auto next = at; next != script.end() && next - last <= std::ptrdiff_t{2 * Context}; ++next)
      if (isChange(*next))
        last = next;
    const auto from = static_cast<std::size_t>(at - script.begin());
    const auto to = static_cast<std::size_t>(last - script.begin()) + 1;
    out += hunkText(script, from - std::min(from, Context), std::min(to + Context, script.size()),
                    a, b);
    at = std::find_if(last + 1, script.end(), isChange);
  }
  return out.empty() ? out : fmt::format("--- {}\n+++ {}\n{}", oldName, newName, out);
}

} // namespace autograft::frontend
