// One definition through all stages: macros that would rewrite emitted words, the statement tree,
// the passes of lib/emit, and the place in the file that the new text takes.
#include "frontend/ConvertFunction.h"

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

std::optional<emit::Converted> convertBody(const clang::FunctionDecl &definition,
                                           const tree::Function &tree,
                                           const source::SourceText &text, const Reporter &report,
                                           bool withMap) {
  const llvm::StringRef buffer = text.buffer();
  const std::string file = report.place(definition.getLocation()).file;
  try {
    return emit::convertFunction(tree, {buffer.data(), buffer.size()}, file, report.sink(),
                                 withMap);
  } catch (const emit::InternalFailure &failure) {
    throw std::runtime_error(failure.message);
  }
}

std::optional<ConvertedFunction> convertFunction(const clang::FunctionDecl &definition,
                                                 const tree::Function &tree,
                                                 const BuildContext &context, bool withMap) {
  auto converted = convertBody(definition, tree, context.text, context.report, withMap);
  if (!converted)
    return std::nullopt;
  const tree::Range body = tree.body->range;
  const std::uint32_t head =
      tree.isClosure ? body.begin : headOffset(definition, context.text, body.begin);
  std::vector<Replacement> names;
  for (const tree::Parameter &param : tree.params)
    if (param.unnamed) {
      names.push_back(
          {head, param.nameAt.begin, param.nameAt.begin,
           " " + tree.symbol(param.symbol).name + (tree.isClosure ? " [[maybe_unused]] " : " ")});
      if (tree.isClosure)
        names.back().head = param.nameAt.begin;
      names.back().inLine = tree.isClosure;
    }
  return ConvertedFunction{
      {head, body.begin, body.end, std::move(converted->text), std::move(converted->map)},
      std::move(names),
      std::move(converted->twins),
      std::move(converted->records),
      converted->lifted,
      std::move(converted->explain)};
}

} // namespace autograft::frontend
