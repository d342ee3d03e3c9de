// Writing headers into the source; see Headers.h. The text keeps every line of every file; what is
// added are comments and #line directives.
#include "frontend/Headers.h"

#include "frontend/TwinHead.h"

#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

namespace autograft::frontend {

namespace fs = std::filesystem;
using clang::FileID;
using clang::SourceLocation;

namespace {

class Recorder final : public clang::PPCallbacks {
public:
  Recorder(const clang::SourceManager &sources, IncludeLog &log) : SM(sources), Log(log) {}

  void InclusionDirective(SourceLocation hash, const clang::Token &, llvm::StringRef, bool isAngled,
                          clang::CharSourceRange name, clang::OptionalFileEntryRef file,
                          llvm::StringRef, llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    Log.includes.push_back(
        {hash, name.getBegin(), file ? &file->getFileEntry() : nullptr, FileID(), !isAngled});
    IsOpen = file.has_value();
  }
  void FileChanged(SourceLocation loc, FileChangeReason reason, clang::SrcMgr::CharacteristicKind,
                   FileID) override {
    if (reason == EnterFile && std::exchange(IsOpen, false))
      Log.includes.back().entered = SM.getFileID(loc);
  }
  void PragmaDirective(SourceLocation loc, clang::PragmaIntroducerKind) override {
    Log.pragmas.push_back(loc);
  }
  void HasInclude(SourceLocation loc, llvm::StringRef, bool isAngled, clang::OptionalFileEntryRef,
                  clang::SrcMgr::CharacteristicKind) override {
    if (!isAngled)
      Log.quotedHasFile.push_back(loc);
  }
  void MacroExpands(const clang::Token &name, const clang::MacroDefinition &, clang::SourceRange,
                    const clang::MacroArgs *) override {
    if (name.getIdentifierInfo()->isStr("AG_FUNCTION"))
      Log.annotated.insert(SM.getFileID(SM.getFileLoc(name.getLocation())));
  }

private:
  const clang::SourceManager &SM;
  IncludeLog &Log;
  bool IsOpen = false; // the file of the last #include has not been entered
};

std::string absolutePath(const std::string &folder, llvm::StringRef name) {
  return (fs::absolute(folder.empty() ? "." : folder) / name.str()).lexically_normal().string();
}

class Writer {
public:
  Writer(const IncludeLog &log, const Reporter &reporter, const clang::LangOptions &lang,
         std::string base)
      : Log(log), Report(reporter), SM(reporter.sources()), Language(lang),
        Folder(std::move(base)) {
    for (const Include &include : log.includes)
      Of[SM.getFileID(include.hash)].push_back(&include);
  }

  /// The files with these functions, and whatever includes one of them.
  void spread(const std::vector<FoundFunction> &functions) {
    for (const FoundFunction &function : functions) {
      const SourceLocation at = SM.getFileLoc(function.definition->getLocation());
      const clang::FileEntry *file = SM.getFileEntryForID(SM.getFileID(at));
      if (Written.insert(file).second) {
        Out.headers.push_back(pathOf(SM.getFileID(at)));
        Out.places.push_back(Report.place(at));
        Out.names.push_back(function.definition->getNameAsString());
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const Include &include : Log.includes)
        if (Written.count(include.target))
          changed |= Written.insert(SM.getFileEntryForID(SM.getFileID(include.hash))).second;
    }
  }

  /// False, and a message, if a file cannot be written out.
  bool isPossible(const FoundFunction &first) const {
    auto refuse = [&](const std::string &why) {
      const clang::SourceRange name = first.definition->getNameInfo().getSourceRange();
      Report.report(Code::AG0515, name, {first.definition->getNameAsString(), why});
      return false;
    };
    for (const Include &include : Log.includes)
      if (Written.count(include.target) && !SM.getFileEntryForID(SM.getFileID(include.hash)))
        return refuse("a compiler flag includes it, not the source");
    for (const SourceLocation loc : Log.quotedHasFile) {
      const FileID file = SM.getFileID(SM.getFileLoc(loc));
      if (file != SM.getMainFileID() && Written.count(SM.getFileEntryForID(file)))
        return refuse("__has_include with quotes would look in another folder");
    }
    return true;
  }

  Inlined write() {
    file(SM.getMainFileID());
    return std::move(Out);
  }

private:
  std::string pathOf(FileID id) const {
    return absolutePath(Folder, SM.getFilename(SM.getLocForStartOfFile(id)));
  }
  void append(llvm::StringRef text) {
    Line += static_cast<std::uint32_t>(text.count('\n'));
    Out.text += text;
  }
  /// From the next byte on, the lines are those of `id` from `line` on.
  void origin(FileID id, std::uint32_t line) {
    if (!Out.text.empty() && Out.text.back() != '\n')
      append("\n");
    append(fmt::format("#line {} {}\n", line, frontend::quoted(pathOf(id))));
    const bool isMain = id == SM.getMainFileID();
    Out.lines.add(Line, isMain ? std::string() : pathOf(id), line);
  }

  void file(FileID id);
  std::uint32_t pragma(const source::SourceText &text, SourceLocation loc, std::uint32_t at);
  std::uint32_t directive(const source::SourceText &text, const Include &include, FileID id);

  const IncludeLog &Log;
  const Reporter &Report;
  const clang::SourceManager &SM;
  const clang::LangOptions &Language;
  std::string Folder;
  std::map<FileID, std::vector<const Include *>> Of;
  std::set<const clang::FileEntry *> Written;
  Inlined Out;
  std::uint32_t Line = 1;
};

/// `#pragma once` would speak of the whole output.
std::uint32_t Writer::pragma(const source::SourceText &text, SourceLocation loc, std::uint32_t at) {
  const source::RawToken *word = nullptr;
  const auto &tokens = text.tokens();
  auto hash = std::ranges::lower_bound(tokens, SM.getFileOffset(loc), {}, &source::RawToken::begin);
  if (std::distance(hash, tokens.end()) > 2)
    word = &hash[2];
  if (!word || !hash->startsLine || text.slice({word->begin, word->end}) != "once")
    return at;
  append(text.slice({at, hash->begin}));
  append("// " + text.slice({hash->begin, word->end}).str());
  return word->end;
}

/// Writes one #include; the offset behind it.
std::uint32_t Writer::directive(const source::SourceText &text, const Include &include, FileID id) {
  const auto begin = SM.getFileOffset(include.hash);
  std::uint32_t end = SM.getFileOffset(SM.getFileLoc(include.end));
  const std::uint32_t named = end;
  for (auto token = std::ranges::upper_bound(text.tokens(), begin, {}, &source::RawToken::begin);
       token != text.tokens().end() && token->directive && !token->startsLine; ++token)
    end = std::max(end, token->end);
  if (!Written.count(include.target)) {
    // A quoted name is looked for beside the file that spells it.
    const bool isMoved = include.isQuoted && include.target && id != SM.getMainFileID();
    const llvm::StringRef target =
        isMoved ? include.target->tryGetRealPathName() : llvm::StringRef();
    append(target.empty() ? text.slice({begin, end}).str()
                          : text.slice({begin, named}).str() + frontend::quoted(target.str()));
    return end;
  }
  append("// " + text.slice({begin, end}).str());
  if (include.entered.isInvalid())
    return end;
  origin(include.entered, 1);
  file(include.entered);
  origin(id, text.line(end));
  return end;
}

void Writer::file(FileID id) {
  const source::SourceText text(SM, Language, id);
  std::vector<std::pair<std::uint32_t, const Include *>> stops; // null: a pragma
  for (const Include *include : Of[id])
    stops.emplace_back(SM.getFileOffset(include->hash), include);
  if (id != SM.getMainFileID())
    for (const SourceLocation loc : Log.pragmas)
      if (loc.isFileID() && SM.getFileID(loc) == id)
        stops.emplace_back(SM.getFileOffset(loc), nullptr);
  std::ranges::sort(stops);
  std::uint32_t at = id != SM.getMainFileID() && text.buffer().starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const auto &[offset, include] : stops) {
    if (!include) {
      at = pragma(text, SM.getLocForStartOfFile(id).getLocWithOffset(static_cast<int>(offset)), at);
      continue;
    }
    append(text.slice({at, offset}));
    at = directive(text, *include, id);
  }
  append(text.buffer().substr(at));
}

} // namespace

void recordIncludes(clang::Preprocessor &preprocessor, IncludeLog &log) {
  preprocessor.addPPCallbacks(std::make_unique<Recorder>(preprocessor.getSourceManager(), log));
}

std::optional<Inlined> inlineHeaders(const IncludeLog &log,
                                     const std::vector<FoundFunction> &inHeaders,
                                     const Reporter &report, const clang::LangOptions &language,
                                     const std::string &folder) {
  Writer writer(log, report, language, folder);
  writer.spread(inHeaders);
  if (!writer.isPossible(inHeaders.front()))
    return std::nullopt;
  return writer.write();
}

// Not for templates outside of classes, which GCC 12 does not mark, and not for virtual functions,
// which are reached through one table for all translation units.
std::vector<Replacement> tagInline(const std::vector<FoundFunction> &found,
                                   const source::SourceText &text, const source::LineMap &lines,
                                   const Reporter &report) {
  std::vector<Replacement> tags;
  const clang::SourceManager &sm = report.sources();
  for (const FoundFunction &function : found) {
    const clang::FunctionDecl *fn = function.definition;
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(fn);
    const bool isFreeTemplate = !method && fn->getDescribedFunctionTemplate();
    if (!fn->isInlined() || fn->isExternC() || fn->getFormalLinkage() == clang::Linkage::Internal ||
        isFreeTemplate ||
        fn->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization ||
        (method && method->isVirtual()) || fn->getParentFunctionOrMethod())
      continue;
    const clang::FunctionDecl *first = fn->getFirstDecl();
    const SourceLocation begin = first->getInnerLocStart();
    const auto offset = text.offset(begin);
    if (!offset || lines.at(sm.getSpellingLineNumber(sm.getFileLoc(begin))).file.empty())
      continue;
    const std::uint32_t head = headOffset(*first, text, *offset);
    tags.push_back({head, *offset, *offset, "[[gnu::abi_tag(\"ag\")]] "});
  }
  return tags;
}

} // namespace autograft::frontend
