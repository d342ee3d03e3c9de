// The format texts of print and check, shared by the ops and their front door.
#pragma once

#include <string>
#include <string_view>

#include "ops/common.h"

namespace ag::ops {

/// One replacement field of a format text.
struct Field {
  bool present = false;
  std::string_view spec;
};

/// The plain text up to the next field (doubled braces undone) and the field; `text` is moved past
/// both. Errors: AG0218 for a malformed text or a field that names its argument.
std::string next_field(std::string_view& text, Field& field, Location where);
/// Text in which braces mean themselves.
std::string escaped(std::string_view text);

}  // namespace ag::ops
