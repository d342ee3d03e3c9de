// From the compiler's columns to the user's, in files that the transpiler wrote.
#pragma once

#include "autograft/error.h"

namespace ag {

/// `where` with the column of the user's source; column 0 where that is not known. Places that are
/// the user's already, and files that were not transpiled, stay as they are.
Location user_place(Location where);
/// Whether a part of the program was written by the transpiler, as far as tables tell.
bool any_source_columns() noexcept;

}  // namespace ag
