// What the LLVM plug-in offers through one C symbol, and how it is found.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "backend/cpu/native_code.h"

namespace ag::cpu {

/// Both sides must agree on native_code.h; a plug-in of another build is not used.
inline constexpr std::uint32_t plugin_version = 2;
inline constexpr const char* plugin_symbol = "autograft_jit";

/// Machine code and what keeps it in memory.
struct NativeObject {
  NativeFunction run = nullptr;
  std::shared_ptr<void> owner;
};

struct Plugin {
  std::uint32_t version;
  /// Compiles; an empty `run` and a text in `error` when LLVM refuses.
  NativeObject (*compile)(const NativeCode& code, std::string& error);
};
using PluginEntry = const Plugin* (*)();

/// The plug-in, opened once a process; null when there is none.
const Plugin* plugin();

}  // namespace ag::cpu
