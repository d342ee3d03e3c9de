// Stands in for libFuzzer in the ordinary test build: runs the target on each file, and on every
// file of each folder, that is named.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

int run(const std::filesystem::path &path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  std::fprintf(stderr, "%s\n", path.c_str()); // the last one before a crash is to blame
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
  return 1;
}

} // namespace

int main(int count, char **names) {
  int files = 0;
  for (int i = 1; i < count; ++i)
    if (std::filesystem::is_directory(names[i]))
      for (const auto &entry : std::filesystem::recursive_directory_iterator(names[i]))
        files += entry.is_regular_file() ? run(entry.path()) : 0;
    else
      files += run(names[i]);
  std::printf("%d inputs\n", files);
  return files == 0;
}
