// One definition through all stages: macros that would rewrite emitted words, the statement tree,
// the passes of lib/emit, and the place in the file that the new text takes.
#include "frontend/ConvertFunction.h"

#include "emit/Convert.h"
#include "frontend/TwinHead.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"

#include <stdexcept>

namespace autograft::frontend {

bool macrosCollide(const clang::FunctionDecl &definition, const Reporter &report,
                   clang::Preprocessor &pp) {
  const auto macro = source::collidingMacro(pp, definition.getBodyRBrace());
  if (macro)
    report.report(Code::AG0116, definition.getNameInfo().getSourceRange(), {*macro}, {},
                  "macro " + *macro);
  return macro.has_value();
}

std::optional<ConvertedFunction> convertFunction(const clang::FunctionDecl &definition,
                                                 const tree::Function &tree,
                                                 const BuildContext &context) {
  const llvm::StringRef buffer = context.text.buffer();
  const std::string file = placeOf(definition.getLocation(), context.report.sources()).file;
  try {
    auto converted =
        emit::convertFunction(tree, {buffer.data(), buffer.size()}, file, context.report.sink());
    if (!converted)
      return std::nullopt;
    const tree::Range body = tree.body->range;
    return ConvertedFunction{{headOffset(definition, context.text, body.begin), body.begin,
                              body.end, std::move(converted->text), 0, {}},
                             std::move(converted->twins),
                             std::move(converted->explain)};
  } catch (const emit::InternalFailure &failure) {
    throw std::runtime_error(failure.message);
  }
}

} // namespace autograft::frontend
