// Callees: the unannotated functions that annotated ones call and whose bodies are seen. For each
// it builds the statement tree and finds out what a call must know (emit::summarise). Where the
// copies go and how they are spelled is Twins' part.
#pragma once

#include "frontend/BuildFunction.h"

#include "clang/AST/DeclCXX.h"

#include <deque>
#include <map>
#include <memory>
#include <set>

namespace autograft::frontend {

/// One function that may be called by a twin.
struct VisibleCallee {
  const clang::FunctionDecl *definition = nullptr; // as written: a template's pattern
  const source::SourceText *text = nullptr;        // of its file
  std::shared_ptr<tree::Callee> info;
  std::string record; // direct, and a member or friend in a struct of numbers: that one's twin
  std::optional<tree::Function> tree; // none if it cannot be read: `found` says why
  DiagSink found;
};

/// Names of the namespaces around a declaration, with `::` in front and behind.
std::string namespacesOf(const clang::Decl *decl);

/// A function that takes, gives or belongs to structures of numbers.
bool takesNumbers(const clang::FunctionDecl *fn);

/// A struct of numbers that may have a twin.
struct VisibleRecord {
  const clang::CXXRecordDecl *decl = nullptr;
  const source::SourceText *text = nullptr;
  tree::Record info;
};

class Callees {
public:
  Callees(clang::ASTContext &context, const source::SourceText &mainText, const Reporter &reporter)
      : ast(context), mainFile(mainText), report(reporter) {}

  /// What a call of this function refers to; null if no twin of it is possible.
  std::shared_ptr<const tree::Callee> find(const clang::FunctionDecl *callee);

  /// After all annotated functions were built: completes every entry that find() has given out.
  void complete();

  /// The structs of numbers in a type, inner ones first.
  std::vector<const tree::Record *> records(clang::QualType type);
  const VisibleRecord &entry(const tree::Record &record) const { return *byRecord.at(&record); }

  /// The entry behind a call.
  const VisibleCallee &entry(const tree::Callee &callee) const { return *byInfo.at(&callee); }

  /// Reports why callees of `caller` that would have to be converted cannot be. True if any.
  bool reportBlocked(const tree::Function &caller) const;

private:
  void build(VisibleCallee &entry);
  void refuseRecursion();
  void reach(const tree::Function &from, std::set<const tree::Callee *> &seen) const;
  void describe(VisibleCallee &entry);
  const tree::Record *record(const clang::CXXRecordDecl *decl);
  const source::SourceText *textOf(const clang::Decl *definition);

  clang::ASTContext &ast;
  const source::SourceText &mainFile;
  const Reporter &report;
  std::deque<VisibleCallee> entries;
  std::map<const clang::FunctionDecl *, VisibleCallee *> byDefinition;
  std::map<const tree::Callee *, const VisibleCallee *> byInfo;
  std::map<const clang::CXXRecordDecl *, VisibleRecord> structs;
  std::map<const tree::Record *, const VisibleRecord *> byRecord;
  std::map<clang::FileID, std::unique_ptr<source::SourceText>> headers;
};

} // namespace autograft::frontend
