// The walk over declarations that finds AG_FUNCTION, and the refusals; see Annotations.h.
#include "frontend/Annotations.h"

#include "frontend/FixIts.h"
#include "frontend/Returned.h"
#include "frontend/TypeQueries.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

namespace autograft::frontend {

using clang::FunctionDecl;

namespace {

constexpr llvm::StringRef FunctionMark = "ag::function";
constexpr llvm::StringRef LeaveMark = "ag::no_convert";
constexpr llvm::StringRef KeepMark = "ag::noinline";

/// What the user wrote for this declaration: the pattern behind an instantiation.
const FunctionDecl *asWritten(const FunctionDecl *fn) {
  if (const FunctionDecl *pattern = fn->getTemplateInstantiationPattern())
    return pattern;
  return fn;
}

bool hasMark(const FunctionDecl *fn, llvm::StringRef mark) {
  for (const FunctionDecl *decl : asWritten(fn)->redecls())
    for (const auto *attr : decl->specific_attrs<clang::AnnotateAttr>())
      if (attr->getAnnotation() == mark)
        return true;
  return false;
}

bool isCoroutine(const FunctionDecl *fn) {
  return llvm::isa_and_nonnull<clang::CoroutineBodyStmt>(fn->getBody());
}

/// Why the function cannot be annotated, in words; empty if it can.
std::string refusedKind(const FunctionDecl *fn) {
  if (llvm::isa<clang::CXXConstructorDecl>(fn))
    return "a constructor";
  if (llvm::isa<clang::CXXDestructorDecl>(fn))
    return "a destructor";
  if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(fn))
    if (method->getParent()->isLambda())
      return "a lambda";
  if (fn->isMain())
    return "main";
  if (fn->isVariadic())
    return "a function with C varargs";
  if (llvm::isa_and_nonnull<clang::CXXTryStmt>(fn->getBody()))
    return "a function whose body is a try block";
  if (fn->isConsteval())
    return "a consteval function";
  const clang::QualType result = fn->getReturnType();
  if (result->isReferenceType() &&
      (!returnedObject(fn) || isPromotable(classify(result)) || isNumbers(result)))
    return "a function that returns a reference";
  return {};
}

/// Reports what stands against converting this definition.
bool isRefused(const FunctionDecl *fn, const Reporter &reporter) {
  const clang::SourceRange name = fn->getNameInfo().getSourceRange();
  if (const std::string kind = refusedKind(fn); !kind.empty()) {
    reporter.report(Code::AG0111, name, {kind});
    return true;
  }
  if (isCoroutine(fn)) {
    reporter.report(Code::AG0103, name);
    return true;
  }
  if (fn->isConstexpr()) {
    reporter.report(Code::AG0112, name, {fn->getNameAsString()});
    return true;
  }
  const clang::QualType result = fn->getDeclaredReturnType();
  if (result->getContainedAutoType() || result->isDecltypeType()) {
    reporter.report(Code::AG0510, name, {fn->getNameAsString()}, {}, {},
                    spelledResult(fn, fn->getASTContext()));
    return true;
  }
  return false;
}

class Finder : public clang::RecursiveASTVisitor<Finder> {
public:
  explicit Finder(const Reporter &reporter) : report(reporter), sm(reporter.sources()) {}

  bool VisitFunctionDecl(FunctionDecl *fn) {
    if (!fn->doesThisDeclarationHaveABody() || !hasMark(fn, FunctionMark))
      return true;
    if (!sm.isWrittenInMainFile(sm.getFileLoc(fn->getLocation())))
      found.inHeaders.push_back({fn});
    else if (!isRefused(fn, report))
      found.here.push_back({fn});
    return true;
  }

  FoundFunctions found;

private:
  const Reporter &report;
  const clang::SourceManager &sm;
};

std::uint64_t fnv1a(llvm::StringRef text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const unsigned char c : text) {
    hash ^= c;
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

} // namespace

bool isAnnotated(const FunctionDecl *fn) { return hasMark(fn, FunctionMark); }
bool isLeftAlone(const FunctionDecl *fn) { return hasMark(fn, LeaveMark); }
bool isKept(const FunctionDecl *fn) { return hasMark(fn, KeepMark); }

std::uint64_t crossingId(const FunctionDecl *fn) {
  const FunctionDecl *root = asWritten(fn)->getFirstDecl();
  // Printed only to be hashed; never emitted.
  const std::string type = root->getType().getCanonicalType().getAsString();
  return fnv1a(root->getQualifiedNameAsString() + ":" + type);
}

std::uint64_t crossingId(const FunctionDecl *callOperator, std::uint32_t offset) {
  return crossingId(callOperator) ^ (offset * 0x9e3779b97f4a7c15ULL);
}

FoundFunctions findAnnotated(clang::ASTContext &context, const Reporter &reporter,
                             const std::set<clang::FileID> &marked) {
  Finder finder(reporter);
  const clang::SourceManager &sm = reporter.sources();
  const bool inHeaders =
      std::ranges::any_of(marked, [&](clang::FileID file) { return file != sm.getMainFileID(); });
  for (clang::Decl *decl : context.getTranslationUnitDecl()->decls()) {
    const clang::SourceLocation at = sm.getFileLoc(decl->getBeginLoc());
    // A namespace may begin in one file and go on in another.
    const bool isHere = sm.isWrittenInMainFile(at) || marked.count(sm.getFileID(at)) ||
                        sm.isWrittenInMainFile(sm.getFileLoc(decl->getEndLoc()));
    if (isHere || (inHeaders && !sm.isInSystemHeader(at)))
      finder.TraverseDecl(decl);
  }
  for (std::vector<FoundFunction> *list : {&finder.found.here, &finder.found.inHeaders})
    std::ranges::sort(*list, [&](const auto &a, const auto &b) {
      return sm.isBeforeInTranslationUnit(a.definition->getLocation(), b.definition->getLocation());
    });
  return std::move(finder.found);
}

} // namespace autograft::frontend
