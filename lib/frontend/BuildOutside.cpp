// What a function reads that lives longer than its call: fields of *this, globals, statics, and
// members of those; also through callees that are not annotated. See Builder.h.
#include "frontend/Annotations.h"
#include "frontend/Builder.h"
#include "frontend/FixIts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

namespace autograft::frontend {

using namespace tree;
using clang::Expr;
using clang::FunctionDecl;

namespace {

/// Only a name stands for an anonymous namespace: its members are found without it.
std::string qualifiedName(const clang::NamedDecl *decl) {
  std::string name = "::" + decl->getQualifiedNameAsString();
  static const std::string hidden = "(anonymous namespace)::";
  for (std::size_t at = name.find(hidden); at != std::string::npos; at = name.find(hidden))
    name.erase(at, hidden.size());
  return name;
}

bool livesOutside(const clang::VarDecl *var) {
  return var->hasGlobalStorage() && !var->isConstexpr() && !isStateless(var->getType()) &&
         !var->getType().getNonReferenceType().isConstQualified();
}

} // namespace

// `cfg_.rate`, `this->w_`, `::options.rate`: the variable or `this` it begins with, and the fields.
std::optional<Builder::Path> Builder::pathOf(const Expr *node) const {
  node = node->IgnoreParenImpCasts();
  if (llvm::isa<clang::CXXThisExpr>(node))
    return fn.self == kNoSymbol ? std::optional(Path{}) : std::nullopt;
  if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(node)) {
    const auto *var = llvm::dyn_cast<clang::VarDecl>(ref->getDecl());
    if (var && livesOutside(var))
      return Path{var};
    return std::nullopt;
  }
  const auto *member = llvm::dyn_cast<clang::MemberExpr>(node);
  if (!member)
    return std::nullopt;
  if (const auto *var = llvm::dyn_cast<clang::VarDecl>(member->getMemberDecl()))
    return livesOutside(var) ? std::optional(Path{var}) : std::nullopt;
  const auto *field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
  const bool onThis = llvm::isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts());
  if (!field || field->isAnonymousStructOrUnion() || (member->isArrow() && !onThis))
    return std::nullopt;
  auto path = pathOf(member->getBase());
  if (path)
    path->push_back(field);
  return path;
}

std::string Builder::pathText(const Path &path) const {
  const auto *var = llvm::dyn_cast_or_null<clang::VarDecl>(path.empty() ? nullptr : path.front());
  std::string text = var ? "" : "this->";
  for (const clang::ValueDecl *part : path) {
    if (part == var) {
      text += var->isStaticLocal() ? var->getNameAsString() : qualifiedName(var);
      continue;
    }
    text += (part == path.front() ? "" : ".") + part->getNameAsString();
  }
  return text;
}

SymbolId Builder::outsideSymbol(const Path &path) {
  auto known = paths.find(path);
  if (known == paths.end()) {
    const SymbolId id = declare(path.back());
    Symbol &symbol = fn.symbols[static_cast<std::size_t>(id)];
    if (path.size() > 1) {
      const auto *root = llvm::dyn_cast<clang::VarDecl>(path.front());
      symbol.kind = !root                   ? SymbolKind::Field
                    : root->isStaticLocal() ? SymbolKind::StaticLocal
                                            : SymbolKind::Global;
      symbol.name = path.front()->getNameAsString();
      for (std::size_t i = 1; i < path.size(); ++i)
        symbol.name += "." + path[i]->getNameAsString();
    }
    symbol.lvalue = pathText(path);
    if (symbol.type.cls == ValueClass::HostOther || symbol.type.cls == ValueClass::Structure)
      symbol.type.hasEqual = canBeCompared(path.back()->getType(), ctx.ast);
    known = paths.emplace(path, id).first;
  }
  for (auto &uses : lambdaUses)
    uses.insert(known->second);
  return known->second;
}

// ------------------------------------------------------------------------- unannotated callees

/// Walks the body of a callee that is not annotated, and of those it calls in turn.
class OutsideReads : public clang::RecursiveASTVisitor<OutsideReads> {
public:
  /// `object`: what the callee's `this` is; none for a local object.
  OutsideReads(Builder &owner, std::optional<Builder::Path> object)
      : builder(owner), outlives(object.has_value()), self(object.value_or(Builder::Path{})) {}

  void body(const FunctionDecl *callee) {
    const FunctionDecl *definition = nullptr;
    if (!callee->hasBody(definition) || !seen.insert(definition).second)
      return;
    TraverseStmt(definition->getBody());
  }

  bool TraverseMemberExpr(clang::MemberExpr *node) {
    if (auto path = resolved(node)) {
      read(*path);
      return true;
    }
    return RecursiveASTVisitor::TraverseMemberExpr(node);
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr *node) {
    if (auto path = resolved(node))
      read(*path);
    return true;
  }
  bool VisitBinaryOperator(clang::BinaryOperator *node) {
    if (node->isAssignmentOp())
      written(node->getLHS());
    return true;
  }
  bool VisitUnaryOperator(clang::UnaryOperator *node) {
    if (node->isIncrementDecrementOp())
      written(node->getSubExpr());
    return true;
  }
  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr *node) {
    if (node->isAssignmentOp())
      written(node->getArg(0));
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *node) {
    const FunctionDecl *callee = node->getDirectCallee();
    if (!callee || isInAg(callee) || isInStd(callee) || isAnnotated(callee))
      return true;
    const auto *member = llvm::dyn_cast<clang::CXXMemberCallExpr>(node);
    const Expr *object = member ? member->getImplicitObjectArgument() : nullptr;
    if (llvm::isa<clang::CXXOperatorCallExpr>(node) && llvm::isa<clang::CXXMethodDecl>(callee))
      object = node->getArg(0);
    if (!object || llvm::isa<clang::CXXThisExpr>(object->IgnoreParenImpCasts()))
      body(callee);
    return true;
  }
  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr *node) {
    const clang::CXXMethodDecl *method = node->getMethodDecl();
    if (method && isInStd(method) && !method->isConst() && !onlyReads(method))
      written(node->getImplicitObjectArgument());
    return true;
  }

  std::vector<Builder::Path> reads;
  std::string changed; // a number or host object that it writes

private:
  // In terms of the annotated function: the callee's `this` is `self`.
  std::optional<Builder::Path> resolved(const Expr *node) const {
    auto path = builder.pathOf(node);
    if (!path || path->empty())
      return std::nullopt;
    if (!llvm::isa<clang::VarDecl>(path->front()))
      path->insert(path->begin(), self.begin(), self.end());
    const auto *var = llvm::dyn_cast<clang::VarDecl>(path->front());
    if (var && var->isStaticLocal())
      return std::nullopt;
    return path;
  }
  void read(const Builder::Path &path) { reads.push_back(path); }
  void written(const Expr *target) {
    const Expr *node = target->IgnoreParenImpCasts();
    while (const auto *subscript = llvm::dyn_cast<clang::ArraySubscriptExpr>(node))
      node = subscript->getBase()->IgnoreParenImpCasts();
    const auto path = resolved(node);
    // A field of an object that the caller can name itself.
    if (path && !outlives && !llvm::isa<clang::VarDecl>(path->front()))
      return;
    if (path && !isStaged(classify(path->back()->getType())) && changed.empty())
      changed = path->back()->getNameAsString();
  }

  Builder &builder;
  bool outlives;
  Builder::Path self;
  std::set<const FunctionDecl *> seen;
};

void Builder::refuseCallee(const Expr *at, const FunctionDecl *callee, const std::string &why) {
  failed = true;
  ctx.report.report(Code::AG0317, at->getSourceRange(), {callee->getNameAsString(), why}, {},
                    callee->getNameAsString(), annotation(callee, ctx.ast));
}

namespace {
bool isReachable(const Builder::Path &path, std::size_t own) {
  for (std::size_t i = own; i < path.size(); ++i)
    if (llvm::isa<clang::FieldDecl>(path[i]) && path[i]->getAccess() != clang::AS_public)
      return false;
  return true;
}
} // namespace

// `object`: what the callee is called on, null for a free function.
void Builder::readThrough(tree::Expr &result, const Expr *at, const FunctionDecl *callee,
                          const Expr *object) {
  if (!callee || isInStd(callee) || isInAg(callee) || isAnnotated(callee) ||
      callee->isDependentContext())
    return;
  const auto path = object ? pathOf(object) : std::nullopt;
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  const bool onThis = path && path->empty();
  if (path && method && !method->isStatic() && !method->getParent()->isLambda()) {
    if (method->isVirtual() && !method->hasAttr<clang::FinalAttr>())
      return refuseCallee(at, callee, "is virtual");
    if (!callee->hasBody() && !callee->isDefaulted())
      return refuseCallee(at, callee, "has no body that the tool can see");
  }
  OutsideReads outside(*this, path);
  outside.body(callee);
  if (!outside.changed.empty())
    return refuseCallee(at, callee, "changes '" + outside.changed + "'");
  for (const Path &read : outside.reads) {
    const bool field = !llvm::isa<clang::VarDecl>(read.front());
    if (field && !path)
      continue; // of another object than ours
    if (path && !onThis && !isReachable(read, path->size()))
      return refuseCallee(at, callee, "reads '" + read.back()->getNameAsString() + "'");
    const SymbolId id = outsideSymbol(read);
    fn.symbols[static_cast<std::size_t>(id)].isRead = true;
    result.call->reads.push_back(id);
  }
}

} // namespace autograft::frontend
