// libFuzzer: any words as the tool's command line and as a compiler's flags, one word a line.
#include <string>
#include <vector>

#include "frontend/CompileFlags.h"
#include "frontend/Options.h"
#include "fuzz.h"

using namespace autograft::frontend;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < size; ++i)
    if (data[i] == '\n')
      words.emplace_back();
    else if (data[i] != 0)
      words.back() += static_cast<char>(data[i]);
  const ParsedOptions parsed = parseOptions(words);
  fuzz::demand(!parsed.error.empty() || parsed.options.flags || !parsed.options.files.empty() ||
                   parsed.options.action != Action::Transpile,
               "a command line with nothing to do was accepted");
  const CompileCommand once = adaptFlags(words, "");
  for (const std::string &flag : once.flags)
    fuzz::demand(flag != "-o" && flag != "-MF" && flag != "-MT",
                 "a flag that writes a file was kept");
  return 0;
}
