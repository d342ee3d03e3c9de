// libFuzzer: damaged sources through the whole transpiler, in this process. Whatever the text is,
// the tool says what is wrong with it or converts it; it never crashes, hangs, or gives output
// together with an error. AUTOGRAFT_FUZZ_PCH names the door compiled in advance: parsing it takes a
// second.
#include <algorithm>
#include <cctype>
#include <cstring>
#include <exception>
#include <random>
#include <string>
#include <vector>

#include "frontend/Action.h"
#include "fuzz.h"

using namespace autograft;
using namespace autograft::frontend;

namespace {

/// Words, numbers, blanks and single characters, as they stand.
std::vector<std::string> tokens(const std::string &text) {
  std::vector<std::string> list;
  const auto isWord = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (isWord(text[i]))
      while (end < text.size() && isWord(text[end]))
        ++end;
    list.push_back(text.substr(i, end - i));
    i = end;
  }
  return list;
}

const char *const pieces[] = {"if",
                              "while",
                              "for",
                              "return",
                              "break",
                              "continue",
                              "switch",
                              "case 1:",
                              "{",
                              "}",
                              "(",
                              ")",
                              ";",
                              ",",
                              "&&",
                              "||",
                              "?",
                              ":",
                              "=",
                              "==",
                              "++",
                              "*",
                              "&",
                              "[",
                              "]",
                              "0",
                              "1",
                              "int",
                              "auto",
                              "Tensor",
                              "const",
                              "static",
                              "else",
                              "do",
                              "[&]",
                              "x",
                              "->",
                              "<",
                              ">",
                              "AG_FUNCTION",
                              "bool",
                              "struct S {",
                              "template <class T>",
                              "goto l;",
                              "l:",
                              "throw 1;",
                              "try {",
                              "} catch (...) {",
                              "\n#define M x\n",
                              "M",
                              "\\\n",
                              "/*",
                              "*/",
                              "\"",
                              "'a'",
                              "R\"(",
                              ")\"",
                              "co_await",
                              "asm(\"\");",
                              "ag::range(3)",
                              "default:",
                              "std::vector<Tensor> v;",
                              "operator",
                              "this",
                              "lambda",
                              "decltype(x)",
                              "noexcept",
                              "requires",
                              "constexpr"};

std::vector<std::string> flags() {
  std::vector<std::string> list{"-std=c++20", "-ferror-limit=5", "-ftemplate-depth=64",
                                "-fconstexpr-steps=10000", "-fbracket-depth=256"};
  for (const char *folder : {AUTOGRAFT_FUZZ_INCLUDE})
    list.push_back(std::string("-I") + folder);
  if (const char *pch = std::getenv("AUTOGRAFT_FUZZ_PCH"))
    list.insert(list.end(), {"-include-pch", pch});
  return list;
}

/// Without the lines that read other files.
std::string alone(const std::string &text) {
  std::string kept;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, end - at);
    if (line.find("include") == line.npos && line.find("embed") == line.npos &&
        line.find("pragma") == line.npos && line.find("import") == line.npos)
      kept += line;
  }
  return kept;
}

} // namespace

/// Tokens are taken away, exchanged, repeated or put in: most results are still half of a program.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t *data, std::size_t size,
                                               std::size_t max, unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<std::string> list = tokens(std::string(reinterpret_cast<char *>(data), size));
  list.emplace_back("\n");
  const auto at = [&] { return random() % list.size(); };
  for (unsigned n = 1 + random() % 3; n > 0; --n) {
    const std::size_t i = at(), j = at();
    switch (random() % 6) {
    case 0:
      list[i].clear();
      break;
    case 1:
      std::swap(list[i], list[j]);
      break;
    case 2:
      list[i] = list[j];
      break;
    case 3:
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(i),
                  pieces[random() % std::size(pieces)]);
      break;
    case 4:
      list[i] = pieces[random() % std::size(pieces)];
      break;
    default: { // a whole stretch once more
      const std::vector<std::string> part(
          list.begin() + static_cast<std::ptrdiff_t>(i),
          list.begin() + static_cast<std::ptrdiff_t>(std::min(list.size(), i + random() % 40)));
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(j), part.begin(), part.end());
    }
    }
  }
  std::string text;
  for (const std::string &token : list)
    text += token;
  text.resize(std::min(text.size(), max));
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string text(reinterpret_cast<const char *>(data), size);
  if (text.find('\0') != text.npos)
    return 0;
  static const CompileCommand command = adaptFlags(flags(), "");
  const std::string source = "#include \"fuzzed.h\"\n" + alone(text);
  DiagSink sink{WarningPolicy{}};
  try {
    const ParseResult parsed =
        parseSource(command, "fuzzed.cpp", source, {true, true, false, true}, sink);
    fuzz::demand(!sink.hasErrors() || parsed.replacements.empty(), "output together with an error");
  } catch (const std::exception &e) {
    std::fprintf(stderr, "internal error: %s\n", e.what());
    fuzz::demand(false, "an internal error");
  }
  return 0;
}
