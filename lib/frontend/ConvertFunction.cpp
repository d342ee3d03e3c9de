// One definition through all stages: macros that would rewrite emitted words, the statement tree,
// the passes of lib/emit, and the place in the file that the new text takes.
#include "frontend/ConvertFunction.h"

#include "emit/Convert.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"

#include <stdexcept>

namespace autograft::frontend {

namespace {

/// The first byte of the declaration: of its template's head, if it has one.
std::uint32_t headOffset(const clang::FunctionDecl &definition, const BuildContext &context,
                         std::uint32_t otherwise) {
  const clang::FunctionTemplateDecl *pattern = definition.getDescribedFunctionTemplate();
  const clang::SourceLocation begin =
      pattern ? pattern->getBeginLoc() : definition.getOuterLocStart();
  return std::min(context.text.offset(begin).value_or(otherwise), otherwise);
}

} // namespace

std::optional<ConvertedFunction> convertFunction(const clang::FunctionDecl &definition,
                                                 const BuildContext &context,
                                                 clang::Preprocessor &pp, bool withMap) {
  if (const auto macro = source::collidingMacro(pp, definition.getBodyRBrace())) {
    context.report.report(Code::AG0116, definition.getNameInfo().getSourceRange(), {*macro}, {},
                          "macro " + *macro);
    return std::nullopt;
  }
  const std::optional<tree::Function> tree = buildFunction(&definition, context);
  if (!tree)
    return std::nullopt;
  const llvm::StringRef buffer = context.text.buffer();
  const std::string file = placeOf(definition.getLocation(), context.report.sources()).file;
  try {
    auto converted = emit::convertFunction(*tree, {buffer.data(), buffer.size()}, file,
                                           context.report.sink(), withMap);
    if (!converted)
      return std::nullopt;
    const tree::Range body = tree->body->range;
    return ConvertedFunction{{headOffset(definition, context, body.begin), body.begin, body.end,
                              std::move(converted->text), std::move(converted->map)},
                             std::move(converted->explain)};
  } catch (const emit::InternalFailure &failure) {
    throw std::runtime_error(failure.message);
  }
}

} // namespace autograft::frontend
