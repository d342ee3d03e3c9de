// Opening the plug-in. Looked for where AUTOGRAFT_JIT says, beside the program, where it was
// installed and where it was built; a missing one is no error.
#include "backend/cpu/plugin.h"

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <vector>

#include "support/environment.h"

namespace ag::cpu {
namespace {

constexpr const char* file_name = "libautograft_jit.so";

std::vector<std::string> places() {
  if (std::string named = environment("AUTOGRAFT_JIT"); !named.empty()) return {named};
  std::vector<std::string> all;
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  if (!none) all.push_back((program.parent_path() / file_name).string());
  for (const char* folder : {AG_JIT_INSTALL_DIR, AG_JIT_BUILD_DIR})
    all.push_back(std::string(folder) + "/" + file_name);
  return all;
}

/// A plain file that nobody but its owner can write, the owner being this user or the system.
bool trusted(const std::string& file) {
  struct stat s{};
  return stat(file.c_str(), &s) == 0 && S_ISREG(s.st_mode) && (s.st_mode & S_IWOTH) == 0 &&
         (s.st_uid == 0 || s.st_uid == geteuid());
}

const Plugin* open_plugin() {
  for (const std::string& place : places()) {
    if (!trusted(place)) continue;
    // Never closed: code that it compiled may run until the process ends.
    void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) continue;
    const auto entry = reinterpret_cast<PluginEntry>(dlsym(library, plugin_symbol));
    const Plugin* found = entry ? entry() : nullptr;
    if (found && found->version == plugin_version) return found;
  }
  return nullptr;
}

}  // namespace

const Plugin* plugin() {
  static const Plugin* const found = open_plugin();
  return found;
}

}  // namespace ag::cpu
