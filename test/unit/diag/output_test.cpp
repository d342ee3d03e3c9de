// Files written whole or not at all, depfiles, diffs. Diffs are checked by applying them again.
#include "frontend/Output.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace autograft::frontend;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone after the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("ag-output-test-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string &name) const { return (path / name).string(); }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {}));
  }
};

std::string read(const std::string &path) {
  std::string error;
  return readFile(path, error).value_or("unreadable: " + error);
}

/// Applies a unified diff, checking every context and removed line against the old text.
std::string patched(const std::string &oldText, const std::string &diff) {
  std::istringstream in(diff), old(oldText);
  std::string line, oldLine, out;
  std::getline(in, line);
  std::getline(in, line);
  std::size_t at = 1;
  auto takeOld = [&] { return std::getline(old, oldLine) ? (++at, true) : false; };
  while (std::getline(in, line)) {
    if (line[0] == '@') {
      const std::size_t start = std::stoul(line.substr(4));
      const bool none = line.substr(4, line.find(' ', 4) - 4).ends_with(",0");
      while (at < start + (none ? 1 : 0) && takeOld())
        out += oldLine + "\n";
    } else if (line[0] == '+') {
      out += line.substr(1) + "\n";
    } else {
      REQUIRE(takeOld());
      REQUIRE(oldLine == line.substr(1));
      if (line[0] == ' ')
        out += oldLine + "\n";
    }
  }
  while (takeOld())
    out += oldLine + "\n";
  return out;
}

} // namespace

TEST_CASE("a file is replaced whole and leaves no temporary behind") {
  Folder folder;
  const std::string name = folder.file("out.cpp");
  CHECK(writeFile(name, "one", false).empty());
  CHECK(writeFile(name, "two", false).empty());
  CHECK(read(name) == "two");
  CHECK(folder.count() == 1);
  struct stat status{};
  REQUIRE(stat(name.c_str(), &status) == 0);
  const mode_t mask = umask(0);
  umask(mask);
  CHECK((status.st_mode & 0777) == (0666 & ~mask));
}

TEST_CASE("an equal file keeps its date only when asked to") {
  Folder folder;
  const std::string name = folder.file("out.cpp");
  REQUIRE(writeFile(name, "text", false).empty());
  const auto old = fs::last_write_time(name) - std::chrono::hours(1);
  fs::last_write_time(name, old);
  CHECK(writeFile(name, "text", true).empty());
  CHECK(fs::last_write_time(name) == old);
  CHECK(writeFile(name, "text", false).empty());
  CHECK(fs::last_write_time(name) != old);
}

TEST_CASE("a file that cannot be written gives the reason and changes nothing") {
  Folder folder;
  CHECK(writeFile(folder.file("none/out.cpp"), "x", false).find("does not exist") !=
        std::string::npos);
  CHECK(writeFile(folder.path.string(), "x", false) == "it is a folder");
  CHECK_FALSE(writeFile("/proc/out.cpp", "x", false).empty());
  CHECK(folder.count() == 0);
}

TEST_CASE("reading tells why it failed") {
  std::string error;
  CHECK_FALSE(readFile("/", error));
  CHECK(error == "it is a folder");
  CHECK_FALSE(readFile("/no/such/file", error));
  CHECK(error == "No such file or directory");
}

TEST_CASE("a depfile is quoted for Make and Ninja and names absolute paths") {
  const std::string text = depfileText("out dir/a.cpp", {"/x/a b.h", "/y/$c#.h", "/z/../w.h"});
  CHECK(text == "out\\ dir/a.cpp: \\\n  /x/a\\ b.h \\\n  /y/$$c\\#.h \\\n  /w.h\n");
  CHECK(depfileText("t", {"a.h"}).find(fs::current_path().string() + "/a.h") != std::string::npos);
}

TEST_CASE("a diff shows three lines round each change") {
  const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  const std::string after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
  CHECK(unifiedDiff(before, after, "a", "b") ==
        "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(unifiedDiff(before, before, "a", "b").empty());
  CHECK(unifiedDiff("", "x\n", "a", "b") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
  CHECK(unifiedDiff("x", "x\n", "a", "b") ==
        "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
}

TEST_CASE("a diff applied to the old text gives the new one") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    auto text = [&] {
      std::string out;
      for (unsigned i = random() % 30; i > 0; --i)
        out += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
      return out;
    };
    const std::string before = text(), after = text();
    const std::string diff = unifiedDiff(before, after, "a", "b");
    INFO(diff);
    CHECK(diff.empty() == (before == after));
    if (!diff.empty())
      CHECK(patched(before, diff) == after);
  }
}
