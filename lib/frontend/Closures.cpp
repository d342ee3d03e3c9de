// See Closures.h.
#include "frontend/Closures.h"

#include "frontend/Annotations.h"
#include "frontend/Callees.h"
#include "frontend/FixIts.h"
#include "frontend/TypeQueries.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

#include <fmt/format.h>

namespace autograft::frontend {

using clang::FunctionDecl;
using clang::LambdaExpr;
using clang::SourceLocation;

namespace {

constexpr llvm::StringRef Builders[] = {"trace", "function"};

/// The function templates of this name in namespace ag.
std::vector<const clang::FunctionTemplateDecl *> inAg(clang::ASTContext &ast,
                                                      llvm::StringRef name) {
  std::vector<const clang::FunctionTemplateDecl *> found;
  for (const clang::NamedDecl *space : ast.getTranslationUnitDecl()->lookup(&ast.Idents.get("ag")))
    if (const auto *ag = llvm::dyn_cast<clang::NamespaceDecl>(space))
      for (const clang::NamedDecl *decl : ag->lookup(&ast.Idents.get(name)))
        if (const auto *pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl))
          found.push_back(pattern);
  return found;
}

/// One closure type that was given: an instance of a lambda, or the lambda.
struct Use {
  const clang::CXXRecordDecl *closure;
  bool isFunction; // given to ag::function, which takes no captures
};

std::vector<Use> uses(clang::ASTContext &ast) {
  std::vector<Use> found;
  for (const llvm::StringRef name : Builders)
    for (const clang::FunctionTemplateDecl *pattern : inAg(ast, name))
      for (const FunctionDecl *made : pattern->specializations()) {
        if (made->getNumParams() == 0)
          continue;
        const clang::QualType type = made->getParamDecl(0)->getType().getNonReferenceType();
        if (const auto *record = type->getAsCXXRecordDecl(); record && record->isLambda())
          found.push_back({record, name == "function"});
      }
  return found;
}

/// The lambdas of the main file, with the names of their variables, and what is given by name.
class Finder : public clang::RecursiveASTVisitor<Finder> {
public:
  explicit Finder(const clang::SourceManager &sources) : sm(sources) {}

  struct Named {
    const LambdaExpr *lambda = nullptr;
    std::string name = "lambda";
  };
  std::map<SourceLocation, Named> lambdas;
  std::vector<std::pair<const clang::CallExpr *, const FunctionDecl *>> given;

  bool VisitLambdaExpr(LambdaExpr *node) {
    lambdas[node->getBeginLoc()].lambda = node;
    return true;
  }
  bool VisitVarDecl(clang::VarDecl *var) {
    if (const clang::Expr *init = var->getInit())
      if (const auto *lambda = llvm::dyn_cast<LambdaExpr>(init->IgnoreUnlessSpelledInSource()))
        lambdas[lambda->getBeginLoc()].name = var->getNameAsString();
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *node) {
    const FunctionDecl *callee = node->getDirectCallee();
    if (!callee || !isInAg(callee) || !callee->getIdentifier() || node->getNumArgs() == 0 ||
        !llvm::is_contained(Builders, callee->getName()))
      return true;
    if (const FunctionDecl *function = functionOf(node->getArg(0)))
      given.emplace_back(node, function);
    return true;
  }

private:
  /// The function that is named, or the only call operator of the object.
  static const FunctionDecl *functionOf(const clang::Expr *argument) {
    const clang::Expr *node = argument->IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
    if (const auto *address = llvm::dyn_cast<clang::UnaryOperator>(node);
        address && address->getOpcode() == clang::UO_AddrOf)
      node = address->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(node))
      if (const auto *function = llvm::dyn_cast<FunctionDecl>(ref->getDecl()))
        return function;
    const clang::CXXRecordDecl *record = argument->getType()->getAsCXXRecordDecl();
    if (!record || record->isLambda() || isInAg(record) || isInStd(record) ||
        !record->hasDefinition())
      return nullptr;
    const FunctionDecl *found = nullptr;
    for (const clang::CXXMethodDecl *method : record->methods())
      if (method->getOverloadedOperator() == clang::OO_Call) {
        if (found)
          return nullptr;
        found = method;
      }
    return found;
  }

  const clang::SourceManager &sm;
};

/// What the calls of a closure give, over the instances of a generic one.
void results(const clang::CXXRecordDecl &closure, std::vector<clang::QualType> &into) {
  const clang::CXXMethodDecl *op = closure.getLambdaCallOperator();
  if (!op)
    return;
  const clang::FunctionTemplateDecl *pattern = op->getDescribedFunctionTemplate();
  if (!pattern)
    return into.push_back(op->getReturnType());
  for (const FunctionDecl *made : pattern->specializations())
    into.push_back(made->getReturnType());
}

/// The one type in the list; tensors and items are one.
clang::QualType common(const std::vector<clang::QualType> &types) {
  clang::QualType one;
  for (const clang::QualType type : types) {
    if (type.isNull() || type->isDependentType() || type->isUndeducedType())
      continue;
    const bool same = one.isNull() || one.getCanonicalType() == type.getCanonicalType() ||
                      (isStaged(classify(one)) && isStaged(classify(type)));
    if (!same)
      return {};
    one = type;
  }
  return one;
}

/// A capture by name, for the message; empty where nothing is captured.
std::string captureIn(const LambdaExpr &lambda, const clang::CXXRecordDecl &closure) {
  for (const clang::LambdaCapture &capture : lambda.captures())
    if (capture.capturesThis())
      return "this";
    else if (capture.capturesVariable())
      return capture.getCapturedVar()->getNameAsString();
  return closure.capture_size() ? "a variable" : "";
}

} // namespace

std::vector<FoundClosure> Closures::find(const std::vector<FoundFunction> &annotated) {
  const clang::SourceManager &sm = report.sources();
  const std::vector<Use> all = uses(ast);
  Finder finder(sm);
  for (clang::Decl *decl : ast.getTranslationUnitDecl()->decls())
    if (sm.isWrittenInMainFile(sm.getFileLoc(decl->getBeginLoc())) ||
        sm.isWrittenInMainFile(sm.getFileLoc(decl->getEndLoc())))
      finder.TraverseDecl(decl);
  std::vector<clang::SourceRange> within; // what is converted as a part of these
  for (const FoundFunction &function : annotated)
    within.push_back(function.definition->getBody()->getSourceRange());
  auto isInside = [&](const clang::SourceRange range) {
    return std::ranges::any_of(within, [&](const clang::SourceRange outer) {
      return outer != range && outer.fullyContains(range);
    });
  };
  for (const auto &[call, function] : finder.given)
    if (!isInside(call->getSourceRange()))
      given.push_back({call->getArg(0), function, call->getDirectCallee()->getNameAsString(), {}});
  std::map<SourceLocation, std::vector<clang::QualType>> types;
  for (const Use &use : all) {
    const auto found = finder.lambdas.find(use.closure->getLocation());
    if (found == finder.lambdas.end() || !found->second.lambda)
      continue;
    const LambdaExpr &lambda = *found->second.lambda;
    if (isInside(lambda.getSourceRange()))
      continue;
    results(*use.closure, types[found->first]);
    if (const std::string name = captureIn(lambda, *use.closure); use.isFunction && !name.empty())
      report.report(Code::AG0133, lambda.getIntroducerRange(), {name});
  }
  std::vector<FoundClosure> closures;
  for (const auto &[at, made] : types)
    within.push_back(finder.lambdas[at].lambda->getSourceRange());
  for (const auto &[at, made] : types)
    if (const Finder::Named &named = finder.lambdas[at]; !isInside(named.lambda->getSourceRange()))
      closures.push_back({named.lambda, named.name, common(made)});
  std::ranges::sort(closures, [&](const FoundClosure &a, const FoundClosure &b) {
    return sm.isBeforeInTranslationUnit(a.lambda->getBeginLoc(), b.lambda->getBeginLoc());
  });
  return closures;
}

void Closures::announce(Callees &callees) {
  for (Given &each : given)
    if (!isAnnotated(each.function) && !isLeftAlone(each.function))
      each.info = callees.find(each.function);
}

void Closures::reportUnconverted() const {
  for (const Given &each : given) {
    if (!each.info)
      continue;
    const bool numbers =
        llvm::any_of(each.function->parameters(), [](const clang::ParmVarDecl *param) {
          const TypeClass cls = classify(param->getType());
          return cls == TypeClass::Bool || cls == TypeClass::Arithmetic || cls == TypeClass::Enum;
        });
    if (each.to == "trace" && !each.info->staged && !numbers)
      continue; // nothing in it would have to be converted
    const std::string why = each.to == "function" ? "it would run op by op"
                            : each.info->staged   ? "it branches on tensors or loops over them"
                                                  : "it takes a number";
    report.report(Code::AG0318, each.argument->getSourceRange(), {each.info->name, each.to, why},
                  {{each.function->getLocation(), "'" + each.info->name + "' is defined here"}},
                  each.info->name, annotation(each.function, ast));
  }
}

std::vector<Replacement> closureEdits(const tree::Function &tree, std::uint64_t lifted,
                                      Replacement body) {
  body.head = body.begin;
  body.inLine = true;
  const std::string words =
      fmt::format("::ag::converted(AG_CLOSURE(\"{}\", {}, {}, 0x{:x}u, 0x{:x}u), ", tree.name,
                  tree.place.line, tree.place.col, tree.crossing, lifted);
  const tree::Range whole = tree.range;
  Replacement front{whole.begin, whole.begin, whole.begin, words};
  Replacement back{whole.end, whole.end, whole.end, ")"};
  front.inLine = back.inLine = true;
  std::vector<Replacement> edits;
  edits.push_back(std::move(front));
  edits.push_back(std::move(body));
  edits.push_back(std::move(back));
  return edits;
}

} // namespace autograft::frontend
