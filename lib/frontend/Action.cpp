// The parse itself. clang::tooling's ToolInvocation drives it: the one way into Clang's driver and
// parser whose shape is the same from LLVM 19 to 22.
#include "frontend/Action.h"

#include "frontend/Annotations.h"
#include "frontend/BuildFunction.h"
#include "frontend/ClangCompat.h"
#include "frontend/Closures.h"
#include "frontend/ConvertFunction.h"
#include "frontend/CppErrors.h"
#include "frontend/Headers.h"
#include "frontend/Twins.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace autograft::frontend {

namespace fs = std::filesystem;

namespace {

/// What one parse shares with the objects that Clang owns.
struct Job {
  const CompileCommand &command;
  const ParseText &text;
  const ParseRequest &request;
  DiagSink &sink;
  ParseResult result;
  IncludeLog includes;
  std::vector<std::string> missingHeaders;
  std::exception_ptr failure; // thrown below Clang's frames, which are built without exceptions
  bool began = false;
  std::string foreign; // a precompiled header in which AG_FUNCTION is nothing: what it was made of
};

class FileReads final : public clang::DependencyCollector {
public:
  bool needSystemDependencies() override { return true; }
};

/// Remembers an #include that finds no file, so that its cure can be said.
class MissingHeaders final : public clang::PPCallbacks {
public:
  explicit MissingHeaders(Job &job) : State(job) {}
  bool FileNotFound(llvm::StringRef name) override {
    State.missingHeaders.push_back(name.str());
    return false;
  }

private:
  Job &State;
};

class Consumer final : public clang::ASTConsumer {
public:
  Consumer(Job &job, clang::CompilerInstance &compiler) : State(job), Compiler(compiler) {}

  void HandleTranslationUnit(clang::ASTContext &context) override {
    if (Compiler.getDiagnostics().hasErrorOccurred() || isForeign())
      return;
    const auto start = std::chrono::steady_clock::now();
    try {
      convertAll(context);
    } catch (...) {
      State.failure = std::current_exception();
    }
    State.result.convertSeconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

private:
  /// Whether the marks come from a header that a build has compiled in advance, where they say
  /// nothing: every function would look as if it were not annotated.
  bool isForeign() {
    clang::Preprocessor &pp = Compiler.getPreprocessor();
    const clang::MacroInfo *mark = pp.getMacroInfo(pp.getIdentifierInfo("AG_FUNCTION"));
    const std::string &header = pp.getPreprocessorOpts().ImplicitPCHInclude;
    if (!mark || !mark->tokens_empty() || header.empty())
      return false;
    State.foreign =
        Compiler.getASTReader()->getModuleManager().getPrimaryModule().OriginalSourceFileName;
    return true;
  }

  void convertAll(clang::ASTContext &context) {
    const clang::SourceManager &sources = context.getSourceManager();
    const source::LineMap &lines = State.text.lines;
    const Reporter report(sources, context.getLangOpts(), State.sink, &lines);
    const FoundFunctions all = findAnnotated(context, report, State.includes.annotated);
    const std::vector<FoundFunction> &found = all.here;
    for (const FoundFunction &function : found) {
      const clang::FunctionDecl &decl = *function.definition;
      State.result.functions.push_back({report.place(decl.getLocation()),
                                        decl.getQualifiedNameAsString(),
                                        decl.getType().getAsString(context.getPrintingPolicy())});
    }
    if (!all.inHeaders.empty())
      return headerFunctions(all.inHeaders, report, context.getLangOpts());
    Closures closures(context, report);
    const std::vector<FoundClosure> lambdas = closures.find(found);
    for (const FoundClosure &closure : lambdas)
      State.result.functions.push_back(
          {report.place(closure.lambda->getBeginLoc()), closure.name,
           closure.lambda->getCallOperator()->getType().getAsString(context.getPrintingPolicy())});
    if (!State.request.convert)
      return;
    const source::SourceText text(sources, context.getLangOpts(), &lines);
    Callees callees(context, text, report);
    const BuildContext build{context, text, report, &callees};
    std::vector<std::optional<tree::Function>> trees;
    for (const FoundFunction &function : found) {
      const bool collide = macrosCollide(*function.definition, report, Compiler.getPreprocessor());
      trees.push_back(collide ? std::nullopt : buildFunction(function.definition, build));
    }
    std::vector<std::optional<tree::Function>> closureTrees;
    for (const FoundClosure &closure : lambdas) {
      const bool collide =
          macrosCollide(*closure.lambda->getCallOperator(), report, Compiler.getPreprocessor());
      closureTrees.push_back(collide ? std::nullopt : buildClosure(closure, build));
    }
    closures.announce(callees);
    callees.complete();
    closures.reportUnconverted();
    Twins twins(callees, build, Compiler.getPreprocessor());
    for (std::size_t i = 0; i < found.size(); ++i)
      if (trees[i] && !callees.reportBlocked(*trees[i]))
        convertOne(*found[i].definition, *trees[i], build, twins);
    for (std::size_t i = 0; i < lambdas.size(); ++i)
      if (closureTrees[i] && !callees.reportBlocked(*closureTrees[i]))
        convertOne(*lambdas[i].lambda->getCallOperator(), *closureTrees[i], build, twins);
    for (Replacement &tag : tagInline(found, text, lines, report))
      State.result.replacements.push_back(std::move(tag));
    addTwins(twins);
    if (State.sink.hasErrors())
      State.result.replacements.clear();
  }

  void headerFunctions(const std::vector<FoundFunction> &functions, const Reporter &report,
                       const clang::LangOptions &language) {
    if (State.request.inlineHeaders && State.text.lines.empty()) {
      State.result.inlined =
          inlineHeaders(State.includes, functions, report, language, State.command.directory);
      return;
    }
    const clang::FunctionDecl *first = functions.front().definition;
    report.report(Code::AG0502, first->getNameInfo().getSourceRange(), {first->getNameAsString()});
  }

  void convertOne(const clang::FunctionDecl &definition, const tree::Function &tree,
                  const BuildContext &build, Twins &twins) {
    auto converted = convertFunction(definition, tree, build, State.request.map);
    if (!converted)
      return;
    twins.need(converted->twins, converted->replacement.head);
    twins.need(converted->records, converted->replacement.head);
    for (Replacement &name : converted->names)
      State.result.replacements.push_back(std::move(name));
    if (tree.isClosure)
      for (Replacement &edit :
           closureEdits(tree, converted->lifted, std::move(converted->replacement)))
        State.result.replacements.push_back(std::move(edit));
    else
      State.result.replacements.push_back(std::move(converted->replacement));
    State.result.explanations.push_back(std::move(converted->explain));
  }

  void addTwins(Twins &twins) {
    if (State.sink.hasErrors())
      return;
    std::vector<Replacement> &all = State.result.replacements;
    for (Replacement &insertion : twins.place())
      all.push_back(std::move(insertion));
    std::ranges::stable_sort(all, [](const Replacement &a, const Replacement &b) {
      return std::tie(a.head, a.begin) < std::tie(b.head, b.begin);
    });
  }

  Job &State;
  clang::CompilerInstance &Compiler;
};

class ParseAction final : public clang::ASTFrontendAction {
public:
  explicit ParseAction(Job &job) : State(job) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance &compiler) override {
    State.began = true;
    if (!checkHeaders(compiler))
      return false;
    clang::DiagnosticsEngine &engine = compiler.getDiagnostics();
    if (engine.ownsClient())
      engine.setClient(withCures(engine.takeClient()).release());
    Reads.attachToPreprocessor(compiler.getPreprocessor());
    recordMacroUses(compiler.getPreprocessor(), State.result.macros);
    recordIncludes(compiler.getPreprocessor(), State.includes);
    compiler.getPreprocessor().addPPCallbacks(std::make_unique<MissingHeaders>(State));
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(State, compiler);
  }

  void EndSourceFileAction() override {
    for (const std::string &path : Reads.getDependencies())
      State.result.dependencies.push_back(path);
  }

private:
  bool checkHeaders(clang::CompilerInstance &compiler);

  Job &State;
  FileReads Reads;
};

/// Clang's own message for a missing <stddef.h> names a header deep inside the standard library and
/// no cure, so the set-up is checked before anything is parsed.
bool ParseAction::checkHeaders(clang::CompilerInstance &compiler) {
  auto isFound = [&](const char *header) {
    for (const auto &dir : compiler.getPreprocessor().getHeaderSearchInfo().search_dir_range()) {
      const fs::path folder = dir.getName().str();
      if (compiler.getFileManager().getOptionalFileRef((folder / header).string()))
        return true;
    }
    return false;
  };
  auto report = [&](const std::string &what, const std::string &note) {
    Diagnostic diagnostic = makeDiagnostic(Code::AG0501, {}, {what});
    diagnostic.notes.push_back({{}, note});
    State.sink.report(std::move(diagnostic));
    return false;
  };
  const fs::path resources = compiler.getHeaderSearchOpts().ResourceDir;
  std::error_code code;
  const bool isBuiltinThere = resources.empty() || fs::exists(resources / "include/stddef.h", code);
  if (!isFound("stddef.h") || !isBuiltinThere)
    return report("Clang's builtin headers (stddef.h and others)",
                  "the resource folder is '" + resources.string() + "'");
  if (!isFound("vector"))
    return report("the C++ standard library's headers (<vector> and others)",
                  "flags like -nostdinc++, --sysroot or --gcc-toolchain decide where they are "
                  "looked for");
  return true;
}

/// Makes the action; changes what the driver does not offer as a flag.
class Factory final : public clang::tooling::FrontendActionFactory {
public:
  using Maker = std::function<std::unique_ptr<clang::FrontendAction>()>;
  using Setup = std::function<void(clang::CompilerInvocation &)>;
  explicit Factory(Maker maker, Setup setup = {})
      : Make(std::move(maker)), Prepare(std::move(setup)) {}

  std::unique_ptr<clang::FrontendAction> create() override { return Make(); }

  bool runInvocation(std::shared_ptr<clang::CompilerInvocation> invocation,
                     clang::FileManager *files, std::shared_ptr<clang::PCHContainerOperations> pch,
                     clang::DiagnosticConsumer *consumer) override {
    invocation->getFrontendOpts().DisableFree = true; // the process ends soon
    if (Prepare)
      Prepare(*invocation);
    return FrontendActionFactory::runInvocation(std::move(invocation), files, std::move(pch),
                                                consumer);
  }

private:
  Maker Make;
  Setup Prepare;
};

bool invoke(const CompileCommand &command, const std::vector<std::string> &flags,
            const std::string &file, bool colour, Factory &factory,
            clang::DiagnosticConsumer *consumer = nullptr) {
  // The driver looks for libc++ beside itself, hence a name in the folder of Clang's programs.
  std::vector<std::string> words = {
      (fs::path(AUTOGRAFT_RESOURCE_DIR) / "../../../bin/clang++").lexically_normal().string(),
      "--driver-mode=g++", "-fsyntax-only",
      colour ? "-fcolor-diagnostics" : "-fno-color-diagnostics"};
  words.insert(words.end(), flags.begin(), flags.end());
  if (consumer)
    words.push_back("-fno-caret-diagnostics"); // else Clang still prints how many there were
  words.insert(words.end(), {"-x", "c++", file});
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> system(
      llvm::vfs::createPhysicalFileSystem().release());
  if (!command.directory.empty() && system->setCurrentWorkingDirectory(command.directory))
    throw std::runtime_error("cannot enter the folder '" + command.directory + "'");
  clang::FileSystemOptions options;
  options.WorkingDir = command.directory;
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager(options, system));
  clang::tooling::ToolInvocation invocation(std::move(words), &factory, files.get(),
                                            std::make_shared<clang::PCHContainerOperations>());
  invocation.setDiagnosticConsumer(consumer);
  return invocation.run();
}

class FilesReadAction final : public clang::PreprocessOnlyAction {
public:
  explicit FilesReadAction(FileReads &reads) : Reads(reads) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance &compiler) override {
    Reads.attachToPreprocessor(compiler.getPreprocessor());
    return true;
  }

private:
  FileReads &Reads;
};

std::vector<std::string> absolutePaths(const CompileCommand &command,
                                       const std::vector<std::string> &paths) {
  const fs::path base =
      command.directory.empty() ? fs::current_path() : fs::path(command.directory);
  std::vector<std::string> out;
  for (const std::string &path : paths)
    out.push_back((base / path).lexically_normal().string());
  return out;
}

/// The file has this text, whatever is on the disk.
Factory::Setup remap(const std::string &file, std::string_view text) {
  return [&file, text](clang::CompilerInvocation &invocation) {
    invocation.getPreprocessorOpts().addRemappedFile(
        file, llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(text.data(), text.size()), file)
                  .release());
  };
}

/// What a precompiled header was made of is read in its place.
Factory::Setup withoutPrecompiled(Factory::Setup before, const std::string &header) {
  return [before = std::move(before), header](clang::CompilerInvocation &invocation) {
    before(invocation);
    clang::PreprocessorOptions &options = invocation.getPreprocessorOpts();
    options.ImplicitPCHInclude.clear();
    options.Includes.insert(options.Includes.begin(), header);
  };
}

void noteMissingHeaders(const Job &job) {
  if (!job.missingHeaders.empty() && !job.request.collect)
    llvm::errs() << "note: cure: add the folder of '" << job.missingHeaders.front()
                 << "' to the flags (`-- -IDIR`), or take them from a build with -p DIR\n";
}

} // namespace

ParseResult parseSource(const CompileCommand &command, const std::string &file,
                        const ParseText &text, const ParseRequest &request, DiagSink &sink) {
  Job job{command, text, request, sink, {}, {}, {}, nullptr, false, {}};
  const Factory::Maker make = [&job] { return std::make_unique<ParseAction>(job); };
  Factory factory(make, remap(file, text.text));
  CppErrors errors(sink);
  clang::DiagnosticConsumer *const consumer = request.collect ? &errors : nullptr;
  bool isParsed = invoke(command, command.flags, file, request.colour, factory, consumer);
  if (!job.foreign.empty()) {
    Factory again(make, withoutPrecompiled(remap(file, text.text), std::exchange(job.foreign, {})));
    job.result = {};
    job.includes = {};
    isParsed = invoke(command, command.flags, file, request.colour, again, consumer);
  }
  const bool isToolsFault = sink.errorCount() > errors.count();
  if (job.failure)
    std::rethrow_exception(job.failure);
  if (!isParsed) {
    const bool isUserCode = job.began && !isToolsFault;
    noteMissingHeaders(job);
    job.result.status = isUserCode ? ParseStatus::UserCode : ParseStatus::Setup;
  }
  job.result.dependencies = absolutePaths(command, job.result.dependencies);
  return std::move(job.result);
}

std::vector<std::string> filesRead(const CompileCommand &command, const std::string &file) {
  FileReads reads;
  Factory factory([&reads] { return std::make_unique<FilesReadAction>(reads); });
  clang::IgnoringDiagConsumer silent;
  invoke(command, command.flags, file, false, factory, &silent);
  return absolutePaths(command, reads.getDependencies());
}

bool parsesAgain(const CompileCommand &command, const std::string &file, std::string_view text,
                 bool colour) {
  std::vector<std::string> flags = command.flags;
  std::erase(flags, "-D__AUTOGRAFT__=1");
  Factory factory([] { return std::make_unique<clang::SyntaxOnlyAction>(); }, remap(file, text));
  return invoke(command, flags, file, colour, factory);
}

} // namespace autograft::frontend
