// Lambdas that are converted by themselves: their description, and what they capture. See
// Builder.h.
#include "frontend/Annotations.h"
#include "frontend/Builder.h"
#include "frontend/Closures.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace autograft::frontend {

using namespace tree;

// A local variable of the function round the closure, or one that its capture list makes.
bool Builder::isCaptured(const clang::ValueDecl *decl) const {
  const clang::DeclContext *within = decl->getDeclContext();
  const auto *var = llvm::dyn_cast<clang::VarDecl>(decl);
  if (!root || (var && (var->hasGlobalStorage() || !var->isLocalVarDeclOrParm())))
    return false;
  for (const clang::LambdaCapture &capture : root->captures())
    if (capture.capturesVariable() && capture.getCapturedVar() == decl)
      return true;
  while (within && within != root->getCallOperator())
    within = within->getParent();
  return !within;
}

void Builder::describeClosure(const FoundClosure &found) {
  root = found.lambda;
  const clang::CXXMethodDecl *op = root->getCallOperator();
  fn.isClosure = true;
  fn.name = found.name;
  fn.place = place(root->getBeginLoc());
  fn.range = range(root->getSourceRange());
  fn.isTemplate = op->getDescribedFunctionTemplate() != nullptr || op->isDependentContext();
  fn.crossing = crossingId(op, fn.range.begin);
  if (root->hasExplicitResultType()) {
    fn.result = typeOf(op->getReturnType());
    fn.resultText = resultText(op);
    return;
  }
  const clang::QualType own = op->getReturnType();
  const bool known = !own->isDependentType() && !own->isUndeducedType();
  const clang::QualType result = known ? own : found.result;
  if (!result.isNull()) {
    fn.result = typeOf(result);
    const TypeClass cls = classify(result);
    fn.resultText = isStaged(cls)            ? "::ag::Tensor"
                    : cls == TypeClass::Void ? "void"
                                             : deducedText(result);
  }
  fn.resultDeduced = fn.resultText.empty();
}

// What a lambda cannot be, beyond what no function can.
bool Builder::isRefusedClosure() {
  const clang::CXXMethodDecl *op = root->getCallOperator();
  if (llvm::isa_and_nonnull<clang::CoroutineBodyStmt>(root->getBody())) {
    ctx.report.report(Code::AG0103, root->getIntroducerRange());
    return true;
  }
  const Range body = range(root->getCompoundStmtBody()->getSourceRange());
  for (const source::RawToken *token = body.valid() ? ctx.text.tokenBefore(body.begin) : nullptr;
       token && token->begin > fn.range.begin && token->kind == clang::tok::raw_identifier;
       token = ctx.text.tokenBefore(token->begin))
    if (const llvm::StringRef word = ctx.text.slice({token->begin, token->end});
        word == "constexpr" || word == "consteval") {
      ctx.report.report(Code::AG0112, root->getIntroducerRange(), {fn.name});
      return true;
    }
  const bool byReference = op->getReturnType()->isReferenceType();
  if (byReference || op->isVariadic())
    ctx.report.report(
        Code::AG0111, root->getIntroducerRange(),
        {byReference ? "a function that returns a reference" : "a function with C varargs"});
  return byReference || op->isVariadic();
}

std::optional<Function> Builder::closure(const FoundClosure &found) {
  describeClosure(found);
  if (isRefusedClosure())
    return std::nullopt;
  return body(root->getCallOperator());
}

std::optional<Function> buildClosure(const FoundClosure &closure, const BuildContext &context) {
  return Builder(context).closure(closure);
}

} // namespace autograft::frontend
