// Places of diagnostics from Clang locations; see Report.h.
#include "frontend/Report.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

namespace autograft::frontend {

Place placeOf(clang::SourceLocation loc, const clang::SourceManager &sm) {
  if (loc.isInvalid())
    return {};
  const clang::SourceLocation file = sm.getFileLoc(loc);
  return {sm.getFilename(file).str(), sm.getSpellingLineNumber(file),
          sm.getSpellingColumnNumber(file)};
}

Place Reporter::place(clang::SourceLocation loc) const {
  Place place = placeOf(loc, manager);
  if (!origins || loc.isInvalid() || !manager.isWrittenInMainFile(manager.getFileLoc(loc)))
    return place;
  const source::Origin origin = origins->at(place.line);
  if (!origin.file.empty())
    place.file = origin.file;
  place.line = origin.line;
  return place;
}

void Reporter::report(Code code, clang::SourceRange range, std::vector<std::string> args,
                      std::initializer_list<NoteAt> notes, std::string_view cause,
                      std::optional<FixIt> fix) const {
  Diagnostic diagnostic = makeDiagnostic(code, place(range.getBegin()), std::move(args));
  const clang::CharSourceRange text = clang::Lexer::makeFileCharRange(
      clang::CharSourceRange::getTokenRange(range), manager, language);
  if (text.isValid()) {
    const unsigned begin = manager.getFileOffset(text.getBegin());
    const unsigned end = manager.getFileOffset(text.getEnd());
    diagnostic.length = end > begin ? end - begin : 1;
  }
  for (const NoteAt &note : notes)
    diagnostic.notes.push_back({place(note.at), note.text});
  diagnostic.fixit = std::move(fix);
  messages.report(std::move(diagnostic), cause);
}

} // namespace autograft::frontend
