// Which functions can have a twin, and the rounds in which all of them are summarised; see
// Callees.h.
#include "frontend/Callees.h"

#include "analysis/Staging.h"
#include "emit/Convert.h"
#include "frontend/Annotations.h"
#include "frontend/ConvertFunction.h"
#include "frontend/FixIts.h"
#include "frontend/Returned.h"
#include "frontend/TypeQueries.h"
#include "tree/Walk.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

#include <fmt/format.h>

namespace autograft::frontend {

using clang::FunctionDecl;

namespace {

/// The definition as written, or null.
const FunctionDecl *definitionOf(const FunctionDecl *callee) {
  if (const FunctionDecl *pattern = callee->getTemplateInstantiationPattern())
    callee = pattern;
  const FunctionDecl *definition = nullptr;
  return callee->hasBody(definition) ? definition : nullptr;
}

/// Functions that nobody would want a copy of.
bool isOutOfQuestion(const FunctionDecl *fn, const clang::SourceManager &sm) {
  return isInStd(fn) || isInAg(fn) || isAnnotated(fn) || isLeftAlone(fn) || fn->isDefaulted() ||
         fn->isDeleted() || fn->isMain() || fn->isVariadic() || fn->isConsteval() ||
         fn->isImplicit() || sm.isInSystemHeader(sm.getFileLoc(fn->getLocation())) ||
         llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl, clang::CXXConversionDecl>(
             fn) ||
         !llvm::isa<clang::CompoundStmt>(fn->getBody());
}

class StaticLocals : public clang::RecursiveASTVisitor<StaticLocals> {
public:
  bool VisitVarDecl(clang::VarDecl *var) {
    if (var->isStaticLocal() && !var->getType().isConstQualified() && !var->isConstexpr())
      found = var;
    return true;
  }
  const clang::VarDecl *found = nullptr;
};

/// Names of the namespaces around the function, as a prefix; empty for members and hidden friends.
std::string scopeOf(const FunctionDecl *fn) {
  if (llvm::isa<clang::CXXMethodDecl>(fn) || fn->getLexicalDeclContext()->isRecord())
    return {};
  return namespacesOf(fn);
}

} // namespace

std::string namespacesOf(const clang::Decl *decl) {
  std::string scope = "::";
  std::vector<std::string> names;
  for (const clang::DeclContext *at = decl->getDeclContext(); at; at = at->getParent())
    if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(at);
        space && !space->isAnonymousNamespace())
      names.push_back(space->getNameAsString());
  for (auto name = names.rbegin(); name != names.rend(); ++name)
    scope += *name + "::";
  return scope;
}

namespace {

std::string hashedName(const std::string &name, const std::string &qualified,
                       std::optional<std::uint32_t> begin, std::optional<std::uint32_t> end,
                       const source::SourceText &text) {
  std::uint32_t hash = 0x811c9dc5u;
  const auto mix = [&hash](llvm::StringRef words) {
    for (const unsigned char c : words)
      hash = (hash ^ c) * 0x01000193u;
    hash = (hash ^ ' ') * 0x01000193u;
  };
  mix(qualified);
  for (const source::RawToken *token = begin ? text.tokenFrom(*begin) : nullptr;
       token && end && token->begin <= *end; token = text.tokenFrom(token->end))
    mix(text.slice({token->begin, token->end}));
  return fmt::format("ag_{}_{:08x}", name, hash);
}

std::string twinName(const FunctionDecl *fn, const source::SourceText &text) {
  return hashedName(fn->getIdentifier() ? fn->getNameAsString() : std::string("operator"),
                    fn->getQualifiedNameAsString(), text.offset(fn->getOuterLocStart()),
                    text.offset(fn->getBodyRBrace()), text);
}

} // namespace

bool takesNumbers(const FunctionDecl *fn) {
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(fn);
  return (method && !method->isStatic() && isNumberRecord(method->getParent())) ||
         isNumbers(fn->getReturnType()) ||
         llvm::any_of(fn->parameters(),
                      [](const clang::ParmVarDecl *param) { return isNumbers(param->getType()); });
}

const tree::Record *Callees::record(const clang::CXXRecordDecl *decl) {
  auto [known, isNew] = structs.try_emplace(decl);
  VisibleRecord &made = known->second;
  if (!isNew)
    return &made.info;
  made.decl = decl;
  made.text = textOf(decl);
  made.info.name = decl->getNameAsString();
  made.info.twin = hashedName(made.info.name, decl->getQualifiedNameAsString(),
                              made.text->offset(decl->getBeginLoc()),
                              made.text->offset(decl->getBraceRange().getEnd()), *made.text);
  byRecord[&made.info] = &made;
  return &made.info;
}

std::vector<const tree::Record *> Callees::records(clang::QualType type) {
  std::vector<const clang::CXXRecordDecl *> found;
  numberRecords(type, found);
  std::vector<const tree::Record *> out;
  for (const clang::CXXRecordDecl *decl : found)
    out.push_back(record(decl));
  return out;
}

const source::SourceText *Callees::textOf(const clang::Decl *definition) {
  const clang::SourceManager &sm = report.sources();
  const clang::FileID file = sm.getFileID(sm.getFileLoc(definition->getLocation()));
  if (file == mainFile.id())
    return &mainFile;
  auto &text = headers[file];
  if (!text)
    text = std::make_unique<source::SourceText>(sm, ast.getLangOpts(), file);
  return text.get();
}

std::shared_ptr<const tree::Callee> Callees::find(const FunctionDecl *callee) {
  const FunctionDecl *definition = definitionOf(callee);
  if (!definition || isOutOfQuestion(definition, report.sources()))
    return nullptr;
  // A class inside of a function is rewritten with that function, not beside it.
  if (definition->getParentFunctionOrMethod())
    return nullptr;
  auto [known, isNew] = byDefinition.try_emplace(definition, nullptr);
  if (isNew) {
    VisibleCallee &entry = entries.emplace_back();
    known->second = &entry;
    entry.definition = definition;
    entry.text = textOf(definition);
    entry.info = std::make_shared<tree::Callee>();
    entry.info->name = definition->getNameAsString();
    entry.info->twin = twinName(definition, *entry.text);
    entry.info->scope = scopeOf(definition);
    entry.info->lifts.assign(definition->getNumParams(), true);
    entry.info->direct = takesNumbers(definition);
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(definition);
    const auto *lexical = llvm::dyn_cast<clang::CXXRecordDecl>(definition->getLexicalDeclContext());
    if (const auto *owner = method ? method->getParent() : lexical;
        entry.info->direct && owner && isNumberRecord(owner))
      entry.record = record(owner->getDefinition())->twin;
    if (entry.info->direct && method && method->isStatic() && isNumberRecord(method->getParent()))
      entry.info->owner = namespacesOf(method->getParent()) +
                          record(method->getParent()->getDefinition())->twin + "::";
    byInfo[entry.info.get()] = &entry;
  }
  return known->second->info;
}

namespace {
/// A reference to an object that the caller has named itself, and that is no promoted number.
bool refersToOne(const FunctionDecl *fn) {
  return !isPromotable(classify(fn->getReturnType())) && returnedObject(fn).has_value();
}
} // namespace

// Kinds of functions whose copy could not mean the same.
void Callees::describe(VisibleCallee &entry) {
  const FunctionDecl *fn = entry.definition;
  const clang::SourceRange name = fn->getNameInfo().getSourceRange();
  const Reporter quiet = report.into(entry.found);
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(fn);
  const bool inClass = method || fn->getLexicalDeclContext()->isRecord();
  const std::optional<FixIt> mark = annotation(fn, ast);
  StaticLocals statics;
  statics.TraverseStmt(fn->getBody());
  if (method && method->isVirtual())
    quiet.report(Code::AG0307, name, {entry.info->name, "it is virtual"}, {}, {}, mark);
  else if (entry.info->direct && fn->getDescribedFunctionTemplate())
    quiet.report(Code::AG0307, name,
                 {entry.info->name, "it is a template that takes structures of numbers"}, {}, {},
                 mark);
  else if (inClass && !entry.info->direct && entry.text != &mainFile)
    quiet.report(Code::AG0307, name,
                 {entry.info->name, "it belongs to a class that is defined in a header"}, {}, {},
                 mark);
  else if (statics.found)
    quiet.report(Code::AG0308, statics.found->getSourceRange(),
                 {entry.info->name, statics.found->getNameAsString()}, {}, {}, mark);
  else if (fn->getReturnType()->isReferenceType() &&
           !(entry.info->direct && isNumbers(fn->getReturnType())) && !refersToOne(fn))
    quiet.report(Code::AG0307, name, {entry.info->name, "it returns a reference"}, {}, {}, mark);
}

void Callees::build(VisibleCallee &entry) {
  describe(entry);
  const Reporter quiet = report.into(entry.found);
  const BuildContext context{ast, *entry.text, quiet, this};
  entry.tree = buildFunction(entry.definition, context);
}

void Callees::complete() {
  // Building one may find others.
  for (std::size_t i = 0; i < entries.size(); ++i)
    build(entries[i]);
  refuseRecursion();
  constexpr int MaxRounds = 24;
  bool changed = true;
  for (int round = 0; changed && round < MaxRounds; ++round) {
    changed = false;
    for (VisibleCallee &entry : entries) {
      const tree::Callee before = *entry.info;
      if (entry.tree)
        emit::summarise(*entry.tree, *entry.info);
      if (entry.found.hasErrors()) {
        entry.info->canConvert = false;
        entry.info->pure &= entry.tree.has_value();
        const Diagnostic &first = entry.found.all().front();
        entry.info->obstacle = first.message();
        entry.info->place = {first.at.line, first.at.col};
      }
      changed |= !(before == *entry.info);
    }
  }
}

// A copy that calls itself under a staged condition would be built without end.
void Callees::refuseRecursion() {
  for (VisibleCallee &entry : entries) {
    std::set<const tree::Callee *> seen;
    if (entry.tree)
      reach(*entry.tree, seen);
    if (!seen.count(entry.info.get()) || entry.found.hasErrors())
      continue;
    const Reporter quiet = report.into(entry.found);
    quiet.report(Code::AG0307, entry.definition->getNameInfo().getSourceRange(),
                 {entry.info->name, "it calls itself"}, {}, {}, annotation(entry.definition, ast));
  }
}

void Callees::reach(const tree::Function &from, std::set<const tree::Callee *> &seen) const {
  tree::walkExprs(*from.body, true, [&](const tree::Expr &expr) {
    if (expr.kind != tree::ExprKind::Call || !expr.call->twin ||
        !seen.insert(expr.call->twin.get()).second)
      return;
    if (const VisibleCallee &next = entry(*expr.call->twin); next.tree)
      reach(*next.tree, seen);
  });
}

bool Callees::reportBlocked(const tree::Function &caller) const {
  bool blocked = false;
  tree::walkExprs(*caller.body, true, [&](const tree::Expr &expr) {
    if (expr.kind != tree::ExprKind::Call || !expr.call->twin || expr.call->twin->canConvert ||
        !analysis::stagedWithin(expr))
      return;
    blocked = true;
    const VisibleCallee &callee = entry(*expr.call->twin);
    DiagSink found = callee.found;
    const std::string file = report.place(callee.definition->getLocation()).file;
    if (!found.hasErrors() && callee.tree && !reportBlocked(*callee.tree)) {
      const Reporter into = report.into(found);
      convertBody(*callee.definition, *callee.tree, *callee.text, into);
      if (!found.hasErrors())
        into.report(Code::AG0307, callee.definition->getNameInfo().getSourceRange(),
                    {callee.info->name, "it changes what outlives the call"}, {}, {},
                    annotation(callee.definition, ast));
    }
    for (Diagnostic diagnostic : found.all()) {
      diagnostic.notes.push_back(
          {{file, expr.place.line, expr.place.col},
           fmt::format("'{}' is converted because '{}' calls it here and it holds staged code",
                       callee.info->name, caller.name)});
      report.sink().report(std::move(diagnostic));
    }
  });
  return blocked;
}

} // namespace autograft::frontend
