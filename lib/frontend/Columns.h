// Columns: the table at the end of an emitted file from which the runtime finds the column in the
// user's source. Compilers report the columns of the emitted text; #line knows only lines.
#pragma once

#include "frontend/Assemble.h"

#include <string>
#include <string_view>

namespace autograft::frontend {

/// The definition of the table as C++ text; empty when no line differs from the source's.
///
/// A row is `LINE:` and pairs with commas between, then `;`. `E=S`: from column E of the output on,
/// the text is the source's from column S on. `E@S`: from E on stands emitted text that belongs to
/// column S. A line without pairs stands in the output in several parts: its columns are unknown.
/// There is one table for each file that lines of the source come from.
std::string columnTable(std::string_view source, const Assembled &output,
                        const std::string &sourceName, const source::LineMap &lines);

} // namespace autograft::frontend
