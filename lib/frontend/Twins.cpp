// Places and texts of the copies; see Twins.h.
#include "frontend/Twins.h"

#include "frontend/ConvertFunction.h"
#include "frontend/TwinHead.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>
#include <utility>

namespace autograft::frontend {

namespace {

/// The namespaces around a declaration, opened on one line, and as many closing braces.
std::pair<std::string, std::string> reopened(const clang::Decl *decl) {
  std::string open, close;
  for (const clang::DeclContext *at = decl->getDeclContext(); at; at = at->getParent())
    if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(at)) {
      open = std::string(space->isInline() ? "inline " : "") + "namespace " +
             (space->isAnonymousNamespace() ? "" : space->getNameAsString() + " ") + "{ " + open;
      close += " }";
    }
  return {open, close};
}

/// Of the declaration's first line.
Place headPlace(const VisibleCallee &callee, const Reporter &report) {
  Place place = report.place(callee.definition->getLocation());
  const std::uint32_t otherwise = callee.tree->body->range.begin;
  place.line = callee.text->line(headOffset(*callee.definition, *callee.text, otherwise));
  return place;
}

} // namespace

// The first byte of the declaration at file scope that holds the offset.
std::uint32_t Twins::topLevel(std::uint32_t offset) {
  if (topLevels.empty())
    for (const clang::Decl *decl : context.ast.getTranslationUnitDecl()->decls()) {
      const auto begin = context.text.offset(decl->getBeginLoc());
      const auto end = context.text.offset(decl->getEndLoc());
      if (begin && end)
        topLevels.emplace_back(*begin, *end);
    }
  std::uint32_t found = offset;
  for (const auto &[begin, end] : topLevels)
    if (begin <= offset && offset <= end)
      found = std::min(found, begin);
  return found;
}

void Twins::need(const std::vector<const tree::Callee *> &twins, std::uint32_t user) {
  for (const tree::Callee *twin : twins) {
    auto [entry, isNew] = units.try_emplace(twin);
    Unit &unit = entry->second;
    unit.firstUser = isNew ? user : std::min(unit.firstUser, user);
    if (!isNew)
      continue;
    order.push_back(twin);
    unit.callee = &callees.entry(*twin);
    unit.here = unit.callee->text->id() == context.text.id();
    if (!unit.here && !sameMacros(*unit.callee, user))
      continue;
    auto converted = convertBody(*unit.callee->definition, *unit.callee->tree, *unit.callee->text,
                                 context.report);
    if (!converted)
      continue;
    unit.body = std::move(converted->text);
    unit.calls = std::move(converted->twins);
    need(std::vector(unit.calls), user);
    need(converted->records, user);
  }
}

void Twins::need(const std::vector<const tree::Record *> &records, std::uint32_t user) {
  for (const tree::Record *record : records) {
    auto [entry, isNew] = structs.try_emplace(record);
    Struct &made = entry->second;
    made.firstUser = isNew ? user : std::min(made.firstUser, user);
    if (!isNew)
      continue;
    structOrder.push_back(record);
    made.record = &callees.entry(*record);
    made.here = made.record->text->id() == context.text.id();
  }
}

// Where the unit's own text stands.
std::uint32_t Twins::position(const Unit &unit) {
  if (const Struct *record = structOf(unit); record && isInClass(*unit.callee->definition))
    return position(*record);
  return unit.here ? unit.callee->tree->body->range.end : topLevel(unit.firstUser);
}

// A twin's users are also the twins that call it, wherever those came to stand.
void Twins::settle() {
  for (bool changed = true; changed;) {
    changed = false;
    for (const tree::Callee *twin : order)
      for (const tree::Callee *called : units[twin].calls) {
        Unit &unit = units[called];
        const std::uint32_t user = position(units[twin]);
        changed |= user < unit.firstUser;
        unit.firstUser = std::min(unit.firstUser, user);
      }
  }
}

void Twins::insert(std::uint32_t at, std::string text) {
  Replacement insertion{at, at, at, std::move(text)};
  made.push_back(std::move(insertion));
}

std::vector<Replacement> Twins::place() {
  settle();
  placeStructs();
  for (const tree::Callee *twin : order)
    if (!units[twin].here)
      beforeUser(units[twin]);
  for (const tree::Callee *twin : order)
    if (units[twin].here)
      behindOriginal(units[twin]);
  return std::move(made);
}

void Twins::beforeUser(Unit &unit) {
  if (std::exchange(unit.placed, true) || (structOf(unit) && isInClass(*unit.callee->definition)))
    return;
  for (const tree::Callee *called : unit.calls)
    if (!units[called].here)
      beforeUser(units[called]);
  const auto [open, close] = reopened(unit.callee->definition);
  const std::uint32_t at = position(unit);
  const Place from = headPlace(*unit.callee, context.report);
  made.push_back({at,
                  at,
                  at,
                  open + twinHead(*unit.callee, Defaults::Keep) + unit.body + close,
                  {},
                  from.line,
                  from.file});
}

void Twins::behindOriginal(const Unit &unit) {
  const VisibleCallee &callee = *unit.callee;
  const bool ofStruct = structOf(unit) != nullptr;
  if (ofStruct && isInClass(*callee.definition))
    return; // a part of the struct's twin
  const std::uint32_t end = callee.tree->body->range.end;
  const bool member = callee.info->scope.empty();
  const bool early = unit.early || (!member && unit.firstUser < end);
  const auto [open, close] = reopened(callee.definition);
  if (member && !ofStruct)
    declareInClass(callee);
  if (early && !unit.early)
    insert(topLevel(unit.firstUser),
           open +
               twinDeclaration(*callee.definition, callee, callee.tree->body->range.begin,
                               Defaults::Keep) +
               ";" + close + " ");
  // With all its calls gone to the copy, a local function would be warned about.
  const bool local = callee.definition->getFormalLinkage() == clang::Linkage::Internal;
  if (local && !member && !callee.definition->getDescribedFunctionTemplate())
    insert(headOffset(*callee.definition, context.text, callee.tree->body->range.begin),
           "[[maybe_unused]] ");
  const bool outside = !member && callee.definition->getQualifierLoc();
  const Place from = headPlace(callee, context.report);
  const std::string text = twinHead(callee, early ? Defaults::Drop : Defaults::Keep) + unit.body;
  made.push_back({end, end, end, outside ? open + text + close : text, {}, from.line, from.file});
}

// A member that is defined behind its class is declared in it, like the original.
void Twins::declareInClass(const VisibleCallee &callee) {
  const clang::FunctionDecl *first = callee.definition->getCanonicalDecl();
  if (first == callee.definition)
    return;
  const auto last = context.text.bytes(first->getSourceRange());
  const auto end = last ? context.text.afterSemicolon(last->end) : std::nullopt;
  if (end)
    insert(*end, " " + twinDeclaration(*first, callee, *end, Defaults::Keep));
}

// Macros that the function uses must mean the same where its copy stands.
bool Twins::sameMacros(const VisibleCallee &callee, std::uint32_t user) const {
  const clang::SourceManager &sm = context.report.sources();
  const source::SourceText &text = *callee.text;
  const clang::SourceLocation there =
      sm.getLocForStartOfFile(context.text.id()).getLocWithOffset(static_cast<int>(user));
  const std::uint32_t end = callee.tree->body->range.end;
  for (const source::RawToken *token =
           text.tokenFrom(headOffset(*callee.definition, text, callee.tree->body->range.begin));
       token && token->begin < end; token = text.tokenFrom(token->end)) {
    if (token->kind != clang::tok::raw_identifier)
      continue;
    const llvm::StringRef word = text.slice({token->begin, token->end});
    clang::IdentifierInfo *name = pp.getIdentifierInfo(word);
    if (!name->hadMacroDefinition())
      continue;
    const auto meaning = [&](clang::SourceLocation at) {
      return pp.getMacroDefinitionAtLoc(name, at).getMacroInfo();
    };
    if (meaning(callee.definition->getLocation()) == meaning(there))
      continue;
    context.report.report(Code::AG0307, callee.definition->getNameInfo().getSourceRange(),
                          {callee.info->name, "the macro '" + word.str() +
                                                  "' in it has another meaning where the copy "
                                                  "would stand"});
    return false;
  }
  return true;
}

} // namespace autograft::frontend
