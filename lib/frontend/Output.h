// Output: files written whole or not at all, depfiles for Make and Ninja, unified diffs. Plain C++,
// no Clang. Every function that can fail gives the reason as text, empty when all went well.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace autograft::frontend {

/// The whole file; nothing when it cannot be read (then `error` says why).
std::optional<std::string> readFile(const std::string &path, std::string &error);

/// Writes to a temporary file in the same folder and renames it over `path`. With `keepEqual` a
/// file that already holds this text keeps its date.
std::string writeFile(const std::string &path, std::string_view text, bool keepEqual);

/// A depfile: `target: dependency …`, every path absolute and quoted for both Make and Ninja.
std::string depfileText(const std::string &target, const std::vector<std::string> &dependencies);

/// Unified diff with three lines of context; empty for equal texts.
std::string unifiedDiff(std::string_view oldText, std::string_view newText,
                        const std::string &oldName, const std::string &newName);

} // namespace autograft::frontend
