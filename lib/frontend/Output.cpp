// Reading and atomic writing of files, and the quoting of depfiles.
#include "frontend/Output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace autograft::frontend {

namespace fs = std::filesystem;

namespace {

std::string reason() { return std::strerror(errno); }

/// A temporary file that is removed unless it was renamed into place.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string &target) : Name(target + ".tmpXXXXXX") {
    Descriptor = mkstemp(Name.data());
  }
  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;
  ~TemporaryFile() {
    if (Descriptor >= 0)
      close(Descriptor);
    if (!Name.empty() && Created)
      unlink(Name.c_str());
  }

  std::string write(std::string_view text, mode_t mode) {
    if (Descriptor < 0)
      return reason();
    Created = true;
    while (!text.empty()) {
      const ssize_t n = ::write(Descriptor, text.data(), text.size());
      if (n < 0 && errno != EINTR)
        return reason();
      text.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
    }
    if (fchmod(Descriptor, mode) != 0)
      return reason();
    const int descriptor = std::exchange(Descriptor, -1);
    return close(descriptor) != 0 ? reason() : "";
  }

  std::string renameTo(const std::string &target) {
    if (std::rename(Name.c_str(), target.c_str()) != 0)
      return reason();
    Created = false;
    return {};
  }

private:
  std::string Name;
  int Descriptor = -1;
  bool Created = false;
};

/// The rights that an ordinary new file would get (mkstemp gives 0600).
mode_t newFileMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

std::string quotedForMake(const std::string &path) {
  std::string out;
  for (char c : path) {
    if (c == ' ' || c == '#' || c == '\\')
      out += '\\';
    else if (c == '$')
      out += '$';
    out += c;
  }
  return out;
}

} // namespace

std::optional<std::string> readFile(const std::string &path, std::string &error) {
  std::error_code code;
  if (fs::is_directory(path, code)) {
    error = "it is a folder";
    return std::nullopt;
  }
  std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(path.c_str(), "rb"),
                                                        std::fclose);
  if (!file) {
    error = reason();
    return std::nullopt;
  }
  std::string text;
  char buffer[1 << 14];
  std::size_t n = 0;
  do {
    n = std::fread(buffer, 1, sizeof buffer, file.get());
    text.append(buffer, n);
  } while (n == sizeof buffer);
  if (std::ferror(file.get())) {
    error = reason();
    return std::nullopt;
  }
  return text;
}

std::string writeFile(const std::string &path, std::string_view text, bool keepEqual) {
  std::error_code code;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, code))
    return fmt::format("the folder '{}' does not exist", folder.string());
  if (fs::is_directory(path, code))
    return "it is a folder";
  // A device such as /dev/null cannot be renamed over.
  if (fs::exists(path, code) && !fs::is_regular_file(path, code)) {
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(path.c_str(), "wb"),
                                                          std::fclose);
    return file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() ? ""
                                                                                       : reason();
  }
  std::string ignored;
  if (keepEqual && fs::exists(path, code) && readFile(path, ignored) == text)
    return {};
  TemporaryFile temporary(path);
  std::string error = temporary.write(text, newFileMode());
  return error.empty() ? temporary.renameTo(path) : error;
}

std::string depfileText(const std::string &target, const std::vector<std::string> &dependencies) {
  std::string out = quotedForMake(target) + ":";
  for (const std::string &path : dependencies)
    out += " \\\n  " + quotedForMake(fs::absolute(path).lexically_normal().string());
  return out + "\n";
}

} // namespace autograft::frontend
