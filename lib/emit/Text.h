// Small pieces of emitted text that several parts of the emitter spell.
#pragma once

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <string>

namespace autograft::emit {

// The id of a crossing as a literal.
inline std::string hex(uint64_t id) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%016" PRIx64 "u", id);
  return text;
}

} // namespace autograft::emit
