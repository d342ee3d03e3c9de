// Statements and declarations; see Builder.h.
#include "frontend/Builder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include <utility>

namespace autograft::frontend {

using namespace tree;
using clang::tok::TokenKind;

StmtPtr Builder::makeStmt(StmtKind kind, const clang::Stmt *node) const {
  auto result = std::make_unique<tree::Stmt>();
  result->kind = kind;
  const auto bytes = ctx.text.statementBytes(node);
  if (bytes)
    result->range = {bytes->begin, bytes->end};
  result->place = place(node->getBeginLoc());
  return result;
}

StmtPtr Builder::stmt(const clang::Stmt *node) {
  using namespace clang;
  return llvm::TypeSwitch<const clang::Stmt *, StmtPtr>(node)
      .Case([&](const clang::Expr *n) {
        StmtPtr result = makeStmt(StmtKind::Expression, n);
        result->expr = expr(n);
        return result;
      })
      .Case([&](const CompoundStmt *n) { return block(n); })
      .Case([&](const NullStmt *n) { return makeStmt(StmtKind::Empty, n); })
      .Case([&](const DeclStmt *n) { return declaration(n, true); })
      .Case([&](const IfStmt *n) { return ifStmt(n); })
      .Case([&](const WhileStmt *n) { return whileStmt(n); })
      .Case([&](const DoStmt *n) { return doStmt(n); })
      .Case([&](const ForStmt *n) { return forStmt(n); })
      .Case([&](const CXXForRangeStmt *n) { return rangeFor(n); })
      .Case([&](const SwitchStmt *n) { return switchStmt(n); })
      .Case([&](const BreakStmt *n) { return makeStmt(StmtKind::Break, n); })
      .Case([&](const ContinueStmt *n) { return makeStmt(StmtKind::Continue, n); })
      .Case([&](const ReturnStmt *n) { return returnStmt(n); })
      .Case([&](const SwitchCase *n) { return switchCase(n); })
      .Case([&](const AttributedStmt *n) {
        return wrapper(StmtKind::Attributed, n, n->getSubStmt());
      })
      .Case([&](const CXXTryStmt *n) { return tryStmt(n); })
      .Case<GotoStmt, IndirectGotoStmt>([&](auto *n) { return foreign(n, "goto"); })
      .Case([&](const LabelStmt *n) { return foreign(n, "a label"); })
      .Case([&](const AsmStmt *n) { return foreign(n, "asm"); })
      .Default([&](const clang::Stmt *n) {
        return foreign(n, std::string("a ") + n->getStmtClassName());
      });
}

StmtPtr Builder::returnStmt(const clang::ReturnStmt *node) {
  StmtPtr result = makeStmt(StmtKind::Return, node);
  if (const clang::Expr *value = node->getRetValue()) {
    const bool lifts = lambdaUses.empty() && fn.result.lifts && fn.result.cls != ValueClass::Numbers &&
                       fn.result.records.empty();
    result->expr = lifts ? liftedValue(value) : expr(value);
  }
  return result;
}

// `{x, k}`, `std::make_pair(x, k)`, `std::pair(x, k)`: parts that may be staged numbers.
ExprPtr Builder::liftedValue(const clang::Expr *value) {
  const clang::Expr *node = value->IgnoreImplicit();
  llvm::SmallVector<const clang::Expr *, 4> parts;
  bool parted = false;
  if (const auto *cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(node))
    node = cast->getSubExpr()->IgnoreImplicit();
  if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(node)) {
    if (made->getNumArgs() == 1 && hasNumbers(made->getArg(0)->getType()))
      return liftedValue(made->getArg(0));
    parts.append(made->arg_begin(), made->arg_end());
    parted = made->getNumArgs() > 1;
  } else if (const auto *list = llvm::dyn_cast<clang::InitListExpr>(node)) {
    parts.append(list->inits().begin(), list->inits().end());
    parted = true;
  } else if (const auto *call = llvm::dyn_cast<clang::CallExpr>(node)) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    parts.append(call->arg_begin(), call->arg_end());
    parted = callee && isInStd(callee) && callee->getIdentifier() &&
             (callee->getName() == "make_pair" || callee->getName() == "make_tuple");
  }
  if (!parted)
    return expr(value);
  ExprPtr result = make(ExprKind::TensorExpr, value);
  result->type = Type{.cls = ValueClass::Structure};
  if (const auto *written = llvm::dyn_cast<clang::CXXTemporaryObjectExpr>(node))
    if (!written->getTypeSourceInfo()->getType()->getContainedDeducedType())
      result->name = range(written->getTypeSourceInfo()->getTypeLoc().getSourceRange());
  for (const clang::Expr *part : parts)
    if (!llvm::isa<clang::CXXDefaultArgExpr>(part))
      result->children.push_back(hasNumbers(part->getType()) ? liftedValue(part) : expr(part));
  return result;
}

StmtPtr Builder::wrapper(StmtKind kind, const clang::Stmt *node, const clang::Stmt *inner) {
  StmtPtr result = makeStmt(kind, node);
  if (inner)
    result->children.push_back(stmt(inner));
  return result;
}

StmtPtr Builder::foreign(const clang::Stmt *node, std::string what) {
  StmtPtr result = makeStmt(StmtKind::Foreign, node);
  result->text = std::move(what);
  for (const clang::Stmt *child : node->children())
    if (child)
      result->children.push_back(stmt(child));
  return result;
}

StmtPtr Builder::block(const clang::CompoundStmt *node) {
  StmtPtr result = makeStmt(StmtKind::Block, node);
  if (!at(node->getLBracLoc()) || !at(node->getRBracLoc()))
    result->range = Range{}; // braces of a macro: nothing can be put between them
  for (const clang::Stmt *child : node->body())
    result->children.push_back(stmt(child));
  return result;
}

// ---------------------------------------------------------------------------------------- headers

void Builder::parens(clang::SourceLocation open, clang::SourceLocation close, tree::Stmt &into) {
  const auto first = at(open);
  const auto last = at(close);
  if (!first || !last) {
    into.range = Range{}; // the header comes out of a macro
    return;
  }
  into.header->lparen = *first;
  into.header->rparen = *last;
}

StmtPtr Builder::headerInit(const clang::Stmt *node) {
  if (const auto *decl = llvm::dyn_cast<clang::DeclStmt>(node))
    return declaration(decl, true);
  return stmt(node);
}

void Builder::conditionVariable(const clang::DeclStmt *decl, Header &header) {
  header.condVar = declaration(decl, false);
}

StmtPtr Builder::ifStmt(const clang::IfStmt *node) {
  StmtPtr result = makeStmt(StmtKind::If, node);
  result->header = std::make_unique<Header>();
  Header &header = *result->header;
  header.isConstexpr = node->isConstexpr() || node->isConsteval();
  header.keyword = token(node->getIfLoc());
  if (!header.keyword.valid())
    result->range = Range{};
  if (node->isConsteval()) { // `if consteval` has no parentheses and no condition
    result->children.push_back(stmt(node->getThen()));
    if (node->getElse())
      result->children.push_back(stmt(node->getElse()));
    return result;
  }
  if (node->isConstexpr())
    if (const source::RawToken *word = ctx.text.tokenFrom(header.keyword.end))
      header.keyword.end = word->end;
  parens(node->getLParenLoc(), node->getRParenLoc(), *result);
  if (node->getInit())
    header.init = headerInit(node->getInit());
  if (node->getConditionVariableDeclStmt())
    conditionVariable(node->getConditionVariableDeclStmt(), header);
  header.cond = condition(node->getCond());
  if (header.condVar)
    clearInvalid(*header.cond, true);
  result->children.push_back(stmt(node->getThen()));
  if (node->getElse()) {
    header.elseKeyword = token(node->getElseLoc());
    if (!header.elseKeyword.valid())
      result->range = Range{};
    result->children.push_back(stmt(node->getElse()));
  }
  return result;
}

void Builder::loopHint(tree::Stmt &loop) {
  if (!loop.range.valid())
    return;
  const source::RawToken *before = ctx.text.tokenBefore(loop.range.begin);
  if (!before)
    return;
  const llvm::StringRef word = ctx.text.slice({before->begin, before->end});
  if (word != "AG_STAGE" && word != "AG_UNROLL")
    return;
  usedHints.insert(before->begin);
  loop.header->hint = word == "AG_STAGE" ? LoopHint::Stage : LoopHint::Unroll;
  loop.header->hintPlace = {ctx.text.line(before->begin), ctx.text.column(before->begin)};
}

StmtPtr Builder::whileStmt(const clang::WhileStmt *node) {
  StmtPtr result = makeStmt(StmtKind::While, node);
  result->header = std::make_unique<Header>();
  Header &header = *result->header;
  header.keyword = token(node->getWhileLoc());
  if (!header.keyword.valid())
    result->range = Range{};
  parens(node->getLParenLoc(), node->getRParenLoc(), *result);
  loopHint(*result);
  if (node->getConditionVariableDeclStmt())
    conditionVariable(node->getConditionVariableDeclStmt(), header);
  header.cond = condition(node->getCond());
  if (header.condVar)
    clearInvalid(*header.cond, true);
  result->children.push_back(stmt(node->getBody()));
  return result;
}

StmtPtr Builder::doStmt(const clang::DoStmt *node) {
  StmtPtr result = makeStmt(StmtKind::Do, node);
  result->header = std::make_unique<Header>();
  Header &header = *result->header;
  header.keyword = token(node->getDoLoc());
  header.whileKeyword = token(node->getWhileLoc());
  const auto close = at(node->getRParenLoc());
  const source::RawToken *open =
      header.whileKeyword.valid() ? ctx.text.tokenFrom(header.whileKeyword.end) : nullptr;
  if (!header.keyword.valid() || !close || !open || open->kind != clang::tok::l_paren) {
    result->range = Range{};
  } else {
    header.lparen = open->begin;
    header.rparen = *close;
  }
  loopHint(*result);
  result->children.push_back(stmt(node->getBody()));
  header.cond = condition(node->getCond());
  return result;
}

StmtPtr Builder::forStmt(const clang::ForStmt *node) {
  StmtPtr result = makeStmt(StmtKind::For, node);
  result->header = std::make_unique<Header>();
  Header &header = *result->header;
  header.keyword = token(node->getForLoc());
  if (!header.keyword.valid())
    result->range = Range{};
  parens(node->getLParenLoc(), node->getRParenLoc(), *result);
  loopHint(*result);
  if (node->getInit()) {
    header.init = headerInit(node->getInit());
  } else {
    header.init = std::make_unique<tree::Stmt>();
    if (const source::RawToken *semi = ctx.text.tokenFrom(header.lparen + 1))
      header.init->range = {semi->begin, semi->end};
  }
  if (node->getConditionVariableDeclStmt())
    conditionVariable(node->getConditionVariableDeclStmt(), header);
  if (node->getCond())
    header.cond = condition(node->getCond());
  Range last = header.init->range;
  header.firstSemi = last.end ? last.end - 1 : 0;
  if (header.condVar) {
    clearInvalid(*header.cond, true);
    last = header.condVar->range;
  } else if (header.cond) {
    last = header.cond->range;
  }
  const auto second = last.valid() ? ctx.text.afterSemicolon(last.end) : std::nullopt;
  if (second && ctx.text.buffer()[header.firstSemi] == ';')
    header.secondSemi = *second - 1;
  else
    result->range = Range{};
  if (node->getInc())
    header.inc = expr(node->getInc());
  result->children.push_back(stmt(node->getBody()));
  return result;
}

StmtPtr Builder::rangeFor(const clang::CXXForRangeStmt *node) {
  StmtPtr result = makeStmt(StmtKind::RangeFor, node);
  result->header = std::make_unique<Header>();
  Header &header = *result->header;
  header.keyword = token(node->getForLoc());
  const source::RawToken *open =
      header.keyword.valid() ? ctx.text.tokenFrom(header.keyword.end) : nullptr;
  const auto colon = at(node->getColonLoc());
  const auto close = at(node->getRParenLoc());
  if (!open || open->kind != clang::tok::l_paren || !colon || !close) {
    result->range = Range{};
  } else {
    header.lparen = open->begin;
    header.colon = *colon;
    header.rparen = *close;
  }
  loopHint(*result);
  if (node->getInit())
    header.init = headerInit(node->getInit());
  header.range = expr(node->getRangeInit());
  // The loop variable's statement ends at the `:`.
  header.variable = declaration(llvm::cast<clang::DeclStmt>(node->getLoopVarStmt()), false);
  for (const Declarator &each : header.variable->declarators)
    if (fn.symbol(each.symbol).isReference)
      partOfVariable(each.symbol, node->getRangeInit());
  if (header.variable->range.valid() && header.colon)
    if (const source::RawToken *last = ctx.text.tokenBefore(header.colon))
      header.variable->range.end = last->end;
  switch (header.range->type.cls) {
  case ValueClass::Tensor:
    header.over = RangeOver::Tensor;
    break;
  case ValueClass::RangeObject:
    header.over = RangeOver::AgRange;
    break;
  case ValueClass::Dependent:
    header.over = RangeOver::Dependent;
    break;
  default:
    header.over =
        isTensorList(node->getRangeInit()->getType()) ? RangeOver::Tensor : RangeOver::Host;
  }
  result->children.push_back(stmt(node->getBody()));
  return result;
}

StmtPtr Builder::switchStmt(const clang::SwitchStmt *node) {
  StmtPtr result = makeStmt(StmtKind::Switch, node);
  result->header = std::make_unique<Header>();
  Header &header = *result->header;
  header.keyword = token(node->getSwitchLoc());
  parens(node->getLParenLoc(), node->getRParenLoc(), *result);
  if (node->getInit())
    header.init = headerInit(node->getInit());
  if (node->getConditionVariableDeclStmt())
    conditionVariable(node->getConditionVariableDeclStmt(), header);
  header.cond = expr(node->getCond());
  if (header.condVar)
    clearInvalid(*header.cond, true);
  const auto *body = llvm::dyn_cast<clang::CompoundStmt>(node->getBody());
  // Names that are declared in the body do not exist in front of it.
  const bool outer =
      std::exchange(namedLabels, body && llvm::none_of(body->body(), [](const clang::Stmt *each) {
                                   return llvm::isa<clang::DeclStmt>(each);
                                 }));
  result->children.push_back(stmt(node->getBody()));
  namedLabels = outer;
  return result;
}

// The label's value as it can stand in front of the switch: as written, or as a number.
std::string Builder::labelText(const clang::CaseStmt *node) const {
  const auto keyword = at(node->getKeywordLoc());
  const auto colon = at(node->getColonLoc());
  const clang::Expr *value = node->getLHS();
  if (keyword && colon) {
    const std::string written = ctx.text.slice({*keyword + 4, *colon}).trim().str();
    if (node->getRHS())
      return "...";
    const bool plain = written.find_first_of("\n\r\\") == std::string::npos &&
                       written.find("//") == std::string::npos;
    if (plain && (namedLabels || value->isValueDependent()))
      return written;
  }
  clang::Expr::EvalResult constant;
  if (value->isValueDependent() || !value->EvaluateAsInt(constant, ctx.ast))
    return "...";
  const clang::QualType type = value->IgnoreImpCasts()->getType();
  return "static_cast<" + typeOf(type).text + ">(" + llvm::toString(constant.Val.getInt(), 10) +
         ")";
}

StmtPtr Builder::switchCase(const clang::SwitchCase *node) {
  StmtPtr result = wrapper(StmtKind::Case, node, node->getSubStmt());
  if (const auto *label = llvm::dyn_cast<clang::CaseStmt>(node))
    result->text = labelText(label);
  return result;
}

StmtPtr Builder::tryStmt(const clang::CXXTryStmt *node) {
  StmtPtr result = makeStmt(StmtKind::Try, node);
  result->children.push_back(stmt(node->getTryBlock()));
  for (unsigned i = 0; i < node->getNumHandlers(); ++i) {
    const clang::CXXCatchStmt *handler = node->getHandler(i);
    if (handler->getExceptionDecl())
      declare(handler->getExceptionDecl());
    result->children.push_back(stmt(handler->getHandlerBlock()));
  }
  return result;
}

} // namespace autograft::frontend
