// Twins of structs of numbers: the same fields as promoted numbers, with the member functions and
// friends that converted code calls. Part of Twins.
#include "frontend/Twins.h"

#include "frontend/TwinHead.h"
#include "frontend/TypeQueries.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/TypeLoc.h"

#include <algorithm>

namespace autograft::frontend {

namespace {

/// The tokens of a stretch of text, on one line.
std::string flat(const source::SourceText &text, std::uint32_t begin, std::uint32_t end) {
  std::string out;
  for (const source::RawToken *token = text.tokenFrom(begin); token && token->begin < end;
       token = text.tokenFrom(token->end))
    out += (out.empty() ? "" : " ") + text.slice({token->begin, token->end}).str();
  return out;
}

std::string qualified(const clang::NamedDecl &decl) {
  return namespacesOf(&decl) + decl.getNameAsString();
}

/// A field's type as it can stand anywhere; the bounds of arrays belong to the declarator.
std::string fieldType(const clang::FieldDecl &field, const source::SourceText &text) {
  clang::QualType type = field.getType();
  while (const auto *array = llvm::dyn_cast<clang::ConstantArrayType>(type.getCanonicalType()))
    type = array->getElementType();
  std::string name = spelling(type, field.getASTContext());
  if (const auto *record = type->getAsCXXRecordDecl(); name.empty() && isNumberRecord(record))
    name = qualified(*record);
  if (name.empty() && classify(type) == TypeClass::Tensor)
    name = "::ag::Tensor";
  if (name.empty()) {
    clang::TypeLoc written = field.getTypeSourceInfo()->getTypeLoc();
    while (auto array = written.getAs<clang::ArrayTypeLoc>())
      written = array.getElementLoc();
    if (const auto bytes = text.bytes(written.getSourceRange()))
      name = flat(text, bytes->begin, bytes->end);
  }
  return "::ag::Lift<" + name + ">";
}

/// `x`, `m[3] = {1, 2, 3}`: the declarator with its initial value.
std::string fieldDeclarator(const clang::FieldDecl &field, const source::SourceText &text) {
  const auto name = text.offset(field.getLocation());
  const auto whole = text.bytes(field.getSourceRange());
  return name && whole ? flat(text, *name, whole->end) : field.getNameAsString();
}

/// Types and constants that the members of the struct may name.
std::string namesOf(const clang::CXXRecordDecl &record) {
  std::string out;
  const std::string self = qualified(record) + "::";
  for (const clang::Decl *decl : record.decls()) {
    const auto *named = llvm::dyn_cast<clang::NamedDecl>(decl);
    if (!named || !named->getIdentifier() || named->isImplicit())
      continue;
    const std::string name = named->getNameAsString();
    const auto *constant = llvm::dyn_cast<clang::VarDecl>(decl);
    if (llvm::isa<clang::TypedefNameDecl, clang::EnumDecl, clang::CXXRecordDecl>(decl))
      out += "using " + name + " = " + self + name + "; ";
    else if (constant && constant->isConstexpr())
      out += "static constexpr auto " + name + " = " + self + name + "; ";
  }
  return out;
}

std::string reopen(const clang::Decl *decl, std::string &close) {
  std::string open;
  for (const clang::DeclContext *at = decl->getDeclContext(); at; at = at->getParent())
    if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(at)) {
      open = std::string(space->isInline() ? "inline " : "") + "namespace " +
             (space->isAnonymousNamespace() ? "" : space->getNameAsString()) + " { " + open;
      close += " }";
    }
  return open;
}

} // namespace

Twins::Struct *Twins::structOf(const Unit &unit) {
  for (auto &[info, record] : structs)
    if (unit.callee && !unit.callee->record.empty() && info->twin == unit.callee->record)
      return &record;
  return nullptr;
}

// Behind the original, or in front of the first function that promotes it.
std::uint32_t Twins::position(const Struct &record) {
  if (!record.here)
    return topLevel(record.firstUser);
  const auto brace = context.text.offset(record.record->decl->getBraceRange().getEnd());
  const auto end = brace ? context.text.afterSemicolon(*brace + 1) : std::nullopt;
  return end.value_or(topLevel(record.firstUser));
}

// The twin's name and the way there and back, known before anything mentions them.
void Twins::announce(const Struct &record) {
  std::string close;
  const clang::CXXRecordDecl &decl = *record.record->decl;
  const std::string open = reopen(&decl, close);
  const std::string host = qualified(decl), twin = namespacesOf(&decl) + record.record->info.twin;
  // A specialisation stands outside of every namespace.
  std::string spaceClose, spaceOpen;
  if (record.here)
    spaceOpen = reopen(&decl, spaceClose);
  insert(position(record),
         (record.here ? " " : open) + "struct " + record.record->info.twin + ";" +
             (record.here ? spaceClose : close) + " template <> struct ag::detail::LiftOf<" + host +
             "> { using type = " + twin + "; static type raise(const " + host + "& v); static " +
             host + " lower(const type& v); }; template <> struct ag::detail::HostOf<" + twin +
             "> { using type = " + host + "; }; " + spaceOpen);
}

// Functions that a member of the twin calls and whose copies stand further down.
void Twins::declareCalled(const Struct &record) {
  const std::uint32_t at = position(record);
  for (const Unit *member : record.members)
    for (const tree::Callee *called : member->calls) {
      Unit &unit = units[called];
      if (!unit.callee || structOf(unit) || !unit.callee->info->direct || unit.early ||
          (unit.here && position(unit) < at))
        continue;
      unit.early = true;
      std::string close;
      const std::string open = reopen(unit.callee->definition, close);
      std::string outer, inner = reopen(record.record->decl, outer);
      insert(at, (record.here ? outer : "") + " " + open +
                     twinDeclaration(*unit.callee->definition, *unit.callee,
                                     unit.callee->tree->body->range.begin, Defaults::Keep) +
                     ";" + close + " " + (record.here ? inner : ""));
    }
}

void Twins::member(const Struct &record, const Unit &unit) {
  const VisibleCallee &callee = *unit.callee;
  const clang::FunctionDecl *definition = callee.definition;
  const std::uint32_t at = position(record);
  const bool isFriend = definition->getFriendObjectKind() != clang::Decl::FOK_None;
  if (!isInClass(*definition)) {
    const clang::FunctionDecl *first = definition->getCanonicalDecl();
    const auto last = callee.text->bytes(first->getSourceRange());
    if (last)
      insert(at, " " + twinDeclaration(*first, callee, last->end, Defaults::Keep) + "; ");
    return;
  }
  const clang::SourceManager &sm = context.report.sources();
  Place place = placeOf(definition->getLocation(), sm);
  place.line =
      callee.text->line(headOffset(*definition, *callee.text, callee.tree->body->range.begin));
  const std::string head = twinHead(callee, Defaults::Keep); // the user's word is kept in place
  const bool named = llvm::StringRef(head).ltrim().starts_with("friend ");
  made.push_back({at,
                  at,
                  at,
                  (isFriend && !named ? "friend " : "") + head + unit.body,
                  {},
                  place.line,
                  place.file});
}

void Twins::define(const Struct &record) {
  const clang::CXXRecordDecl &decl = *record.record->decl;
  const std::string host = qualified(decl), twin = namespacesOf(&decl) + record.record->info.twin;
  const std::uint32_t at = position(record);
  std::string close, open = reopen(&decl, close);
  std::string fields, raise, lower;
  for (const clang::FieldDecl *field : decl.fields()) {
    const std::string name = field->getNameAsString();
    fields += fieldType(*field, *record.record->text) + " " +
              fieldDeclarator(*field, *record.record->text) + "; ";
    raise += "::ag::detail::raise_part(r." + name + ", v." + name + "); ";
    lower += "::ag::detail::lower_part(r." + name + ", v." + name + "); ";
  }
  insert(at, (record.here ? " " : open) + "struct " + record.record->info.twin + " { " +
                 namesOf(decl) + fields);
  for (const Unit *unit : record.members)
    member(record, *unit);
  const std::string of = "ag::detail::LiftOf<" + host + ">::";
  insert(at, " };" + close + " inline auto " + of + "raise(const " + host +
                 "& v) -> type { type r{}; " + raise + "return r; } inline " + host + " " + of +
                 "lower(const type& v) { " + host + " r{}; " + lower + "return r; } " +
                 (record.here ? open : ""));
}

void Twins::placeStructs() {
  for (const tree::Callee *twin : order)
    if (Struct *record = structOf(units[twin]))
      record->members.push_back(&units[twin]);
  for (const tree::Record *record : structOrder)
    announce(structs[record]);
  for (const tree::Record *record : structOrder)
    declareCalled(structs[record]);
  for (const tree::Record *record : structOrder)
    define(structs[record]);
}

} // namespace autograft::frontend
