// Declarations: declarators, initialisers, structured bindings; see Builder.h.
#include "frontend/Builder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

namespace autograft::frontend {

using namespace tree;

namespace {

/// Walks back from a declarator's name over `*`, `&`, `(` and the cv words of pointers.
const source::RawToken *declaratorStart(const source::SourceText &text,
                                        const source::RawToken *name) {
  const source::RawToken *start = name;
  for (const source::RawToken *before = text.tokenBefore(start->begin); before;
       before = text.tokenBefore(start->begin)) {
    const bool isSign = before->kind == clang::tok::star || before->kind == clang::tok::amp ||
                        before->kind == clang::tok::ampamp || before->kind == clang::tok::l_paren;
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
  const auto value = ctx.text.bytes(var->getInit()->getSourceRange());
  const source::RawToken *next = ctx.text.tokenFrom(into.name.end);
  if (var->getInitStyle() == clang::VarDecl::CInit) {
    const source::RawToken *equal = value ? ctx.text.tokenBefore(value->begin) : nullptr;
    if (equal && equal->kind == clang::tok::equal)
      into.initRange = {value->begin, value->end};
  } else if (next && (next->kind == clang::tok::l_brace || next->kind == clang::tok::l_paren)) {
    if (const source::RawToken *end = closing(ctx.text, next)) {
      into.braced = true;
      into.initRange = {next->begin, end->end};
      // Clang lets the construction of a class begin at the variable's name.
      if (!into.initRange.contains(into.init->range))
        into.init->range = into.initRange;
    }
  }
  into.range.end = std::max(into.range.end, into.initRange.end);
}

// A reference to something inside a structured variable.
void Builder::partOfVariable(tree::SymbolId reference, const clang::Expr *init) {
  const SymbolId whole = targetOf(init).symbol;
  if (whole != kNoSymbol &&
      (fn.symbol(whole).type.cls == ValueClass::Structure || isNumbers(fn.symbol(whole).type)))
    fn.symbols[static_cast<std::size_t>(reference)].partOf = whole;
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
  const Symbol &made = fn.symbol(result.symbol);
  if (made.isReference && made.aliasOf == kNoSymbol && var->getInit() && !var->isCXXForRangeDecl())
    partOfVariable(result.symbol, var->getInit());
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
    if (decl->getType()->isReferenceType() && decl->getInit() && !decl->isCXXForRangeDecl())
      partOfVariable(result.symbol, decl->getInit());
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
    if (!var)
      continue; // using, typedef, local class, static_assert
    if (const auto *array = ctx.ast.getAsVariableArrayType(var->getType())) {
      StmtPtr made = makeStmt(StmtKind::Foreign, node);
      made->text = "a variable-length array";
      if (array->getSizeExpr())
        made->expr = hostUse(expr(array->getSizeExpr()), "an array bound");
      made->declarators.emplace_back();
      made->declarators.back().symbol = declare(var);
      return made;
    }
    if (const auto *several = llvm::dyn_cast<clang::DecompositionDecl>(var))
      bindings(several, *result);
    else
      declarator(var, *result);
  }
  if (result->declarators.empty()) {
    result->kind = StmtKind::Expression;
    result->specifiers = Range{};
  }
  return result;
}

} // namespace autograft::frontend
