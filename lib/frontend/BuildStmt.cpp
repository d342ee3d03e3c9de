// Statements and declarations; see Builder.h.
#include "frontend/Builder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

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
  if (const auto *value = llvm::dyn_cast<clang::Expr>(node)) {
    StmtPtr result = makeStmt(StmtKind::Expression, node);
    result->expr = expr(value);
    return result;
  }
  switch (node->getStmtClass()) {
  case clang::Stmt::CompoundStmtClass:
    return block(llvm::cast<clang::CompoundStmt>(node));
  case clang::Stmt::NullStmtClass:
    return makeStmt(StmtKind::Empty, node);
  case clang::Stmt::DeclStmtClass:
    return declaration(llvm::cast<clang::DeclStmt>(node), true);
  case clang::Stmt::IfStmtClass:
    return ifStmt(llvm::cast<clang::IfStmt>(node));
  case clang::Stmt::WhileStmtClass:
    return whileStmt(llvm::cast<clang::WhileStmt>(node));
  case clang::Stmt::DoStmtClass:
    return doStmt(llvm::cast<clang::DoStmt>(node));
  case clang::Stmt::ForStmtClass:
    return forStmt(llvm::cast<clang::ForStmt>(node));
  case clang::Stmt::CXXForRangeStmtClass:
    return rangeFor(llvm::cast<clang::CXXForRangeStmt>(node));
  case clang::Stmt::SwitchStmtClass:
    return switchStmt(llvm::cast<clang::SwitchStmt>(node));
  case clang::Stmt::BreakStmtClass:
    return makeStmt(StmtKind::Break, node);
  case clang::Stmt::ContinueStmtClass:
    return makeStmt(StmtKind::Continue, node);
  case clang::Stmt::CXXTryStmtClass:
    return tryStmt(llvm::cast<clang::CXXTryStmt>(node));
  case clang::Stmt::GotoStmtClass:
  case clang::Stmt::IndirectGotoStmtClass:
    return foreign(node, "goto");
  case clang::Stmt::LabelStmtClass:
    return foreign(node, "a label");
  case clang::Stmt::GCCAsmStmtClass:
  case clang::Stmt::MSAsmStmtClass:
    return foreign(node, "asm");
  case clang::Stmt::CoreturnStmtClass:
    return foreign(node, "co_return");
  default:
    break;
  }
  if (const auto *result = llvm::dyn_cast<clang::ReturnStmt>(node)) {
    StmtPtr made = makeStmt(StmtKind::Return, node);
    if (result->getRetValue())
      made->expr = expr(result->getRetValue());
    return made;
  }
  if (const auto *label = llvm::dyn_cast<clang::SwitchCase>(node)) {
    StmtPtr made = makeStmt(StmtKind::Case, node);
    if (label->getSubStmt())
      made->children.push_back(stmt(label->getSubStmt()));
    return made;
  }
  if (const auto *attributed = llvm::dyn_cast<clang::AttributedStmt>(node)) {
    StmtPtr made = makeStmt(StmtKind::Attributed, node);
    made->children.push_back(stmt(attributed->getSubStmt()));
    return made;
  }
  return foreign(node, std::string("a ") + node->getStmtClassName());
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
  for (const clang::Stmt *child : node->body())
    result->children.push_back(stmt(child));
  return result;
}

// ----------------------------------------------------------------------------------- declarations

namespace {

/// Walks back from a declarator's name over `*`, `&`, `(` and the cv words of pointers.
const source::RawToken *declaratorStart(const source::SourceText &text,
                                        const source::RawToken *name) {
  const source::RawToken *start = name;
  for (const source::RawToken *before = text.tokenBefore(start->begin); before;
       before = text.tokenBefore(start->begin)) {
    const bool isSign = before->kind == clang::tok::star || before->kind == clang::tok::amp ||
                        before->kind == clang::tok::ampamp ||
                        before->kind == clang::tok::l_paren;
    const llvm::StringRef word = text.slice({before->begin, before->end});
    const bool isCv = word == "const" || word == "volatile";
    const source::RawToken *further = text.tokenBefore(before->begin);
    if (!isSign && !(isCv && further && further->kind == clang::tok::star))
      break;
    start = before;
  }
  return start;
}

/// The bracket that closes the one at `open`; null if the file ends first.
const source::RawToken *closing(const source::SourceText &text, const source::RawToken *open) {
  int depth = 0;
  for (const source::RawToken *token = open; token; token = text.tokenFrom(token->end)) {
    if (llvm::is_contained({clang::tok::l_paren, clang::tok::l_brace, clang::tok::l_square},
                           token->kind))
      ++depth;
    if (llvm::is_contained({clang::tok::r_paren, clang::tok::r_brace, clang::tok::r_square},
                           token->kind) &&
        --depth == 0)
      return token;
  }
  return nullptr;
}

bool isDefaultConstruction(const clang::VarDecl *var) {
  return var->getInitStyle() == clang::VarDecl::CallInit && var->getInit() &&
         llvm::isa<clang::CXXConstructExpr>(var->getInit()->IgnoreImplicit()) &&
         llvm::cast<clang::CXXConstructExpr>(var->getInit()->IgnoreImplicit())
             ->getParenOrBraceRange()
             .isInvalid();
}

/// `T k{v}` and `T k(v)` of a number: v itself.
const clang::Expr *unwrapped(const clang::Expr *init) {
  for (;;) {
    if (const auto *list = llvm::dyn_cast<clang::InitListExpr>(init);
        list && list->getNumInits() == 1 && !list->getType()->isRecordType() &&
        !list->getType()->isArrayType())
      init = list->getInit(0);
    else if (const auto *parens = llvm::dyn_cast<clang::ParenListExpr>(init);
             parens && parens->getNumExprs() == 1)
      init = parens->getExpr(0);
    else
      return init;
  }
}

} // namespace

void Builder::initialiser(const clang::VarDecl *var, Declarator &into) {
  if (!var->getInit() || isDefaultConstruction(var) || var->isCXXForRangeDecl())
    return;
  into.init = expr(unwrapped(var->getInit()));
  const source::RawToken *next = ctx.text.tokenFrom(into.name.end);
  while (next && next->kind == clang::tok::l_square) {
    const source::RawToken *end = closing(ctx.text, next);
    next = end ? ctx.text.tokenFrom(end->end) : nullptr;
  }
  // `T (*f)(int) = …` and the like: the initialiser is found, its brackets are not.
  while (next && next->kind == clang::tok::r_paren)
    next = ctx.text.tokenFrom(next->end);
  if (!next)
    return;
  if (next->kind == clang::tok::l_brace || next->kind == clang::tok::l_paren) {
    if (const source::RawToken *end = closing(ctx.text, next)) {
      into.braced = true;
      into.initRange = {next->begin, end->end};
      // Clang lets the construction of a class begin at the variable's name.
      if (!into.initRange.contains(into.init->range))
        into.init->range = into.initRange;
    }
  } else if (next->kind == clang::tok::equal) {
    const source::RawToken *value = ctx.text.tokenFrom(next->end);
    const auto end = ctx.text.bytes(var->getInit()->getSourceRange());
    if (value && end && value->begin <= end->begin)
      into.initRange = {value->begin, end->end};
  }
  into.range.end = std::max(into.range.end, into.initRange.end);
}

void Builder::declarator(const clang::VarDecl *var, tree::Stmt &into) {
  Declarator result;
  result.name = token(var->getLocation());
  if (result.name.valid()) {
    const source::RawToken *name = ctx.text.tokenFrom(result.name.begin);
    const source::RawToken *start = declaratorStart(ctx.text, name);
    result.range = {start->begin, result.name.end};
    if (into.declarators.empty())
      if (const source::RawToken *before = ctx.text.tokenBefore(start->begin))
        into.specifiers.end = before->end;
  }
  initialiser(var, result);
  // Declared after its initialiser was visited: `int k = k;` is not our business, `T& r = k` is.
  result.symbol = declare(var);
  into.declarators.push_back(std::move(result));
}

void Builder::bindings(const clang::DecompositionDecl *decl, tree::Stmt &into) {
  ExprPtr init = decl->getInit() && !decl->isCXXForRangeDecl() ? expr(decl->getInit()) : nullptr;
  for (const clang::BindingDecl *binding : decl->bindings()) {
    Declarator result;
    result.name = result.range = token(binding->getLocation());
    if (init) {
      if (const auto bytes = ctx.text.bytes(decl->getInit()->getSourceRange()))
        result.initRange = {bytes->begin, bytes->end};
      result.init = std::move(init);
    }
    result.symbol = declare(binding);
    fn.symbols[static_cast<std::size_t>(result.symbol)].isReference =
        decl->getType()->isReferenceType();
    into.declarators.push_back(std::move(result));
  }
  if (const auto open = ctx.text.bytes(decl->getSourceRange()))
    if (const source::RawToken *name = ctx.text.tokenFrom(open->begin))
      into.specifiers = {name->begin, name->end};
}

StmtPtr Builder::declaration(const clang::DeclStmt *node, bool terminated) {
  auto result = makeStmt(StmtKind::Decl, node);
  if (!terminated) {
    const Range bare = range(node->getSourceRange());
    const bool hasSemi = bare.valid() && ctx.text.buffer()[bare.end - 1] == ';';
    result->range = hasSemi ? Range{bare.begin, bare.end - 1} : bare;
  }
  result->specifiers.begin = result->range.begin;
  for (const clang::Decl *decl : node->decls()) {
    const auto *var = llvm::dyn_cast<clang::VarDecl>(decl);
    if (!var) {
      result->kind = StmtKind::Expression; // using, typedef, local class, static_assert
      result->specifiers = Range{};
      continue;
    }
    if (const auto *array = ctx.ast.getAsVariableArrayType(var->getType())) {
      StmtPtr made = makeStmt(StmtKind::Foreign, node);
      made->text = "a variable-length array";
      if (array->getSizeExpr())
        made->expr = hostUse(expr(array->getSizeExpr()), "an array bound");
      declare(var);
      return made;
    }
    if (const auto *several = llvm::dyn_cast<clang::DecompositionDecl>(var))
      bindings(several, *result);
    else
      declarator(var, *result);
  }
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
    header.over = RangeOver::Host;
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
  result->children.push_back(stmt(node->getBody()));
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
