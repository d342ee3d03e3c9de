// See Picture.h.
#include "frontend/Picture.h"

#include "frontend/Output.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

#include <filesystem>
#include <optional>

namespace autograft::frontend {

namespace {

std::string drawn(const std::string &path, std::string &error) {
  const llvm::ErrorOr<std::string> program = llvm::sys::findProgramByName("dot");
  if (!program) {
    error = "Graphviz's `dot`, which draws it, is not installed; give an .svg";
    return {};
  }
  llvm::SmallString<128> answer;
  if (const std::error_code code = llvm::sys::fs::createTemporaryFile("autograft", "svg", answer)) {
    error = code.message();
    return {};
  }
  const std::string output = answer.str().str();
  if (llvm::sys::ExecuteAndWait(*program, {"dot", "-Tsvg", "-o", output, path}) != 0)
    error = "`dot` could not draw it";
  std::string text = readFile(output, error).value_or("");
  llvm::sys::fs::remove(answer);
  return text;
}

} // namespace

std::string readPicture(const std::string &path, std::string &error) {
  const std::optional<std::string> file = readFile(path, error);
  if (!file)
    return {};
  const bool isSvg = file->find("<svg") != std::string::npos;
  const std::string text = isSvg ? *file : drawn(path, error);
  const std::size_t begin = text.find("<svg"), end = text.rfind("</svg>");
  if (!error.empty())
    return {};
  if (begin == std::string::npos || end == std::string::npos) {
    error = "it is neither an SVG nor a .dot file";
    return {};
  }
  return text.substr(begin, end + 6 - begin);
}

} // namespace autograft::frontend
