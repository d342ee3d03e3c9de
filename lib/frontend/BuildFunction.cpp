// The function as a whole: its description, parameters, symbols and types, and the clean-up of
// ranges. See Builder.h.
#include "frontend/BuildFunction.h"

#include "frontend/Annotations.h"
#include "frontend/Builder.h"
#include "frontend/Callees.h"
#include "frontend/ClangCompat.h"
#include "frontend/FixIts.h"
#include "frontend/Returned.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace autograft::frontend {

using namespace tree;
using clang::QualType;
using clang::SourceLocation;
using clang::VarDecl;

// ---------------------------------------------------------------------------------------- places

Range Builder::range(clang::SourceRange tokens) const {
  const auto bytes = ctx.text.bytes(tokens);
  return bytes ? Range{bytes->begin, bytes->end} : Range{};
}

std::optional<std::uint32_t> Builder::at(SourceLocation loc) const {
  if (loc.isInvalid() || loc.isMacroID())
    return std::nullopt;
  return ctx.text.offset(loc);
}

Range Builder::token(SourceLocation loc) const {
  const auto offset = at(loc);
  const source::RawToken *raw = offset ? ctx.text.tokenFrom(*offset) : nullptr;
  return raw && raw->begin == *offset ? Range{raw->begin, raw->end} : Range{};
}

tree::Place Builder::place(SourceLocation loc) const {
  const autograft::Place where = ctx.report.place(loc);
  return {where.line, where.col};
}

void Builder::unsupported(clang::SourceRange where, std::string what, std::string in) {
  failed = true;
  ctx.report.report(Code::AG0110, where, {std::move(what), std::move(in)});
}

// ----------------------------------------------------------------------------------------- types

namespace {

ValueClass valueClass(TypeClass type) {
  switch (type) {
  case TypeClass::Tensor:
  case TypeClass::Item:
    return ValueClass::Tensor;
  case TypeClass::Scalar:
    return ValueClass::Scalar;
  case TypeClass::Range:
    return ValueClass::RangeObject;
  case TypeClass::Bool:
    return ValueClass::Bool;
  case TypeClass::Arithmetic:
  case TypeClass::Enum:
  case TypeClass::Unpromotable:
    return ValueClass::Number;
  case TypeClass::Void:
    return ValueClass::Void;
  case TypeClass::Dependent:
    return ValueClass::Dependent;
  case TypeClass::Structure:
    return ValueClass::Structure;
  case TypeClass::HostOther:
    break;
  }
  return ValueClass::HostOther;
}

/// The type as written without reference, pointer-free cv words and parentheses.
clang::TypeLoc bareType(clang::TypeLoc written) {
  while (written) {
    if (auto qualified = written.getAs<clang::QualifiedTypeLoc>())
      written = qualified.getUnqualifiedLoc();
    else if (auto reference = written.getAs<clang::ReferenceTypeLoc>())
      written = reference.getPointeeLoc();
    else
      break;
  }
  return written;
}

/// Text that can stand for the type on its own: no `auto`, no `decltype`, no storage or cv words.
bool isPlainSpelling(llvm::StringRef text) {
  static constexpr llvm::StringRef hidden[] = {"auto",     "decltype", "const",         "volatile",
                                               "typeof",   "static",   "inline",        "constexpr",
                                               "typename", "register", "unsigned const"};
  for (const llvm::StringRef word : hidden)
    for (std::size_t at = text.find(word); at != llvm::StringRef::npos;
         at = text.find(word, at + 1)) {
      const auto isWord = [](char c) { return llvm::isAlnum(c) || c == '_'; };
      const bool left = at > 0 && isWord(text[at - 1]);
      const bool right = at + word.size() < text.size() && isWord(text[at + word.size()]);
      if (!left && !right)
        return false;
    }
  return !text.empty();
}

} // namespace

Type Builder::typeOf(QualType type) const {
  Type result;
  const TypeClass cls = classify(type);
  result.cls = valueClass(cls);
  result.isEnum = cls == TypeClass::Enum;
  result.isUnpromotable = cls == TypeClass::Unpromotable;
  result.isVariable = isVariable(type);
  result.isTensorVector = isTensorVector(type);
  if (type.isNull())
    return result;
  const QualType bare = type.getNonReferenceType();
  if (bare.isVolatileQualified() || bare->isAtomicType())
    result.isUnpromotable = result.cls == ValueClass::Number || result.cls == ValueClass::Bool;
  result.lifts = hasNumbers(type);
  if (result.cls == ValueClass::HostOther && isNumbers(type))
    result.cls = ValueClass::Numbers;
  result.isMixed = isMixed(type);
  if (result.lifts && ctx.callees)
    result.records = ctx.callees->records(type);
  result.text = spelling(type, ctx.ast);
  if (result.text.empty() && result.cls != ValueClass::Dependent)
    result.text = bare.getUnqualifiedType().getAsString(ctx.ast.getPrintingPolicy());
  return result;
}

Type Builder::writtenType(QualType type, clang::TypeLoc written) const {
  Type result = typeOf(type);
  const clang::TypeLoc bare = bareType(written);
  if (!bare || result.cls == ValueClass::HostOther || result.cls == ValueClass::Structure ||
      bare.getType()->getContainedAutoType())
    return result;
  const auto bytes = ctx.text.bytes(bare.getSourceRange());
  if (bytes && isPlainSpelling(ctx.text.slice(*bytes)))
    result.text = ctx.text.slice(*bytes).str();
  return result;
}

// The written type without cv words and `&`; none where it is deduced.
Range Builder::bareTypeRange(const clang::DeclaratorDecl *decl) const {
  const clang::TypeSourceInfo *info = decl->getTypeSourceInfo();
  const clang::TypeLoc bare = info ? bareType(info->getTypeLoc()) : clang::TypeLoc();
  if (!bare || bare.getType()->getContainedAutoType())
    return {};
  return range(bare.getSourceRange());
}

Type Builder::declaredType(const clang::ValueDecl *decl) const {
  const auto *declarator = llvm::dyn_cast<clang::DeclaratorDecl>(decl);
  const clang::TypeSourceInfo *info = declarator ? declarator->getTypeSourceInfo() : nullptr;
  Type result = info ? writtenType(decl->getType(), info->getTypeLoc()) : typeOf(decl->getType());
  if (const auto *field = llvm::dyn_cast<clang::FieldDecl>(decl); field && field->isBitField())
    result.isUnpromotable = true;
  return result;
}

// --------------------------------------------------------------------------------------- symbols

SymbolKind Builder::kindOf(const clang::ValueDecl *decl) const {
  if (llvm::isa<clang::FieldDecl>(decl))
    return SymbolKind::Field;
  if (isCaptured(decl))
    return SymbolKind::Captured;
  if (llvm::isa<clang::BindingDecl>(decl))
    return lambdaUses.empty() ? SymbolKind::Binding : SymbolKind::LambdaLocal;
  const auto *var = llvm::dyn_cast<VarDecl>(decl);
  if (!var || !var->isLocalVarDeclOrParm() || var->isLocalExternDecl())
    return SymbolKind::Global;
  if (var->isStaticLocal() || var->getTSCSpec() != clang::TSCS_unspecified)
    return SymbolKind::StaticLocal;
  if (!lambdaUses.empty())
    return SymbolKind::LambdaLocal;
  if (llvm::isa<clang::ParmVarDecl>(var))
    return SymbolKind::Parameter;
  return var->isCXXForRangeDecl() ? SymbolKind::RangeVariable : SymbolKind::Local;
}

SymbolId Builder::aliasTarget(const VarDecl *var) {
  if (!var->getType()->isReferenceType() || !var->getInit())
    return kNoSymbol;
  const clang::Expr *init = var->getInit();
  for (;;) {
    init = init->IgnoreParens();
    const auto *cast = llvm::dyn_cast<clang::ImplicitCastExpr>(init);
    if (!cast || cast->getCastKind() != clang::CK_NoOp)
      break;
    init = cast->getSubExpr();
  }
  if (fn.self != kNoSymbol && isSelf(init))
    return fn.self;
  if (const auto path = pathOf(init); path && !path->empty())
    return outsideSymbol(*path);
  const auto *ref = llvm::dyn_cast<clang::DeclRefExpr>(init);
  if (!ref || !llvm::isa<VarDecl, clang::BindingDecl>(ref->getDecl()))
    return kNoSymbol;
  return symbolOf(ref->getDecl());
}

std::shared_ptr<const FixIt> Builder::retyping(const VarDecl *var) const {
  const bool wide = ctx.ast.hasSameUnqualifiedType(var->getType(), ctx.ast.LongDoubleTy);
  const bool outside = var->hasGlobalStorage() && !var->getType().isConstQualified();
  const auto *param = llvm::dyn_cast<clang::ParmVarDecl>(var);
  if (!(param ? typeOf(var->getType()).isVariable : wide || outside))
    return nullptr;
  auto fix = param ? byReference(param, ctx.ast)
                   : retyped(var, outside ? "ag::Variable" : "double", ctx.ast);
  return fix ? std::make_shared<const FixIt>(*std::move(fix)) : nullptr;
}

SymbolId Builder::declare(const clang::ValueDecl *decl) {
  Symbol symbol;
  symbol.name = decl->getNameAsString();
  symbol.kind = kindOf(decl);
  symbol.type = declaredType(decl);
  symbol.place = place(decl->getLocation());
  const QualType type = decl->getType();
  symbol.isReference = type->isReferenceType();
  symbol.isConst = type.getNonReferenceType().isConstQualified() || isStateless(type);
  if (const auto *var = llvm::dyn_cast<VarDecl>(decl)) {
    const clang::Expr *init = var->getInit();
    symbol.isConstexpr = var->isConstexpr() ||
                         (symbol.isConst && init && !init->isValueDependent() &&
                          !init->isTypeDependent() && var->isUsableInConstantExpressions(ctx.ast));
    symbol.aliasOf = aliasTarget(var);
    symbol.retype = retyping(var);
  }
  symbol.fields = fieldNames(type);
  const auto id = static_cast<SymbolId>(fn.symbols.size());
  fn.symbols.push_back(std::move(symbol));
  if (isOutside(fn.symbols.back())) // see outsideSymbol
    return id;
  symbols[llvm::cast<clang::ValueDecl>(decl->getCanonicalDecl())] = id;
  return id;
}

SymbolId Builder::symbolOf(const clang::ValueDecl *decl) {
  const auto *var = llvm::dyn_cast<VarDecl>(decl);
  if (llvm::isa<clang::FieldDecl>(decl) || (var && var->hasGlobalStorage()))
    return outsideSymbol({llvm::cast<clang::ValueDecl>(decl->getCanonicalDecl())});
  const auto *key = llvm::cast<clang::ValueDecl>(decl->getCanonicalDecl());
  const auto known = symbols.find(key);
  const SymbolId id = known != symbols.end() ? known->second : declare(decl);
  for (auto &uses : lambdaUses)
    uses.insert(id);
  return id;
}

// -------------------------------------------------------------------------------------- function

namespace {

/// Which template parameters the function's parameters let a call deduce.
class Deducible : public clang::RecursiveASTVisitor<Deducible> {
public:
  bool VisitTemplateTypeParmType(clang::TemplateTypeParmType *type) {
    found.insert(type->getIndex());
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr *ref) {
    if (const auto *value = llvm::dyn_cast<clang::NonTypeTemplateParmDecl>(ref->getDecl()))
      found.insert(value->getIndex());
    return true;
  }
  // Not deduced from: the operand of decltype, the left of `::`.
  bool TraverseDecltypeTypeLoc(clang::DecltypeTypeLoc) { return true; }
  bool TraverseDependentNameTypeLoc(clang::DependentNameTypeLoc) { return true; }
  // Nor an `int N` from std::array<T, N>, whose parameter is a std::size_t.
  bool TraverseTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc loc) {
    const clang::TemplateDecl *of = loc.getTypePtr()->getTemplateName().getAsTemplateDecl();
    for (unsigned i = 0; i < loc.getNumArgs(); ++i) {
      const clang::TemplateArgumentLoc argument = loc.getArgLoc(i);
      if (!of || argument.getArgument().getKind() != clang::TemplateArgument::Expression ||
          sameType(*of, i, *argument.getArgument().getAsExpr()))
        TraverseTemplateArgumentLoc(argument);
    }
    return true;
  }

  std::set<unsigned> found;

private:
  static bool sameType(const clang::TemplateDecl &of, unsigned i, const clang::Expr &given) {
    const clang::TemplateParameterList &list = *of.getTemplateParameters();
    const auto *param = i < list.size()
                            ? llvm::dyn_cast<clang::NonTypeTemplateParmDecl>(list.getParam(i))
                            : nullptr;
    return !param || param->getType()->isDependentType() ||
           of.getASTContext().hasSameUnqualifiedType(param->getType(),
                                                     given.IgnoreParenImpCasts()->getType());
  }
};

unsigned indexOf(const clang::NamedDecl *param) {
  if (const auto *type = llvm::dyn_cast<clang::TemplateTypeParmDecl>(param))
    return type->getIndex();
  if (const auto *value = llvm::dyn_cast<clang::NonTypeTemplateParmDecl>(param))
    return value->getIndex();
  return llvm::cast<clang::TemplateTemplateParmDecl>(param)->getIndex();
}

bool allDeducible(const clang::FunctionTemplateDecl *pattern) {
  Deducible deducible;
  for (const clang::ParmVarDecl *param : pattern->getTemplatedDecl()->parameters())
    deducible.TraverseTypeLoc(param->getTypeSourceInfo()->getTypeLoc());
  for (const clang::NamedDecl *param : *pattern->getTemplateParameters()) {
    if (!deducible.found.count(indexOf(param)))
      return false;
  }
  return true;
}

} // namespace

std::string Builder::selfText(const clang::FunctionDecl *decl) const {
  std::string name = decl->getNameAsString();
  for (const clang::ParmVarDecl *param : decl->parameters())
    if (param->getNameAsString() == name && !fn.isMember)
      return "::" + decl->getQualifiedNameAsString();
  // An explicit specialisation is named as it is written.
  if (const auto *given = decl->getTemplateSpecializationArgsAsWritten())
    if (const auto list = ctx.text.bytes({given->getLAngleLoc(), given->getRAngleLoc()}))
      return name + ctx.text.slice(*list).str();
  const clang::FunctionTemplateDecl *pattern = decl->getDescribedFunctionTemplate();
  if (!pattern || allDeducible(pattern))
    return name;
  std::string list;
  for (const clang::NamedDecl *param : *pattern->getTemplateParameters()) {
    if (param->isImplicit())
      break; // `auto` parameters are always deduced
    list += (list.empty() ? "" : ", ") + param->getNameAsString() +
            (param->isTemplateParameterPack() ? "..." : "");
  }
  return list.empty() ? name : name + "<" + list + ">";
}

// A deduced result can be named where it is a tensor or a number.
std::string Builder::deducedText(QualType type) const {
  if (!type->isReferenceType() && classify(type) == TypeClass::Tensor)
    return "::ag::Tensor";
  return type->isReferenceType() ? std::string() : spelling(type, ctx.ast);
}

std::string Builder::resultText(const clang::FunctionDecl *decl) const {
  if (decl->getDeclaredReturnType()->getContainedAutoType())
    return deducedText(decl->getReturnType());
  const auto type = decl->getFunctionTypeLoc();
  const clang::TypeLoc written = type ? type.getReturnLoc() : clang::TypeLoc();
  const auto bytes = written ? ctx.text.bytes(written.getSourceRange()) : std::nullopt;
  if (!bytes)
    return spelling(decl->getReturnType(), ctx.ast);
  std::string text = ctx.text.slice(*bytes).str();
  // A leading `const` of a class type is outside of the type's own range.
  if (decl->getReturnType().isLocalConstQualified() && text.find("const") == std::string::npos)
    text = "const " + text;
  return text;
}

namespace {

// Clang 19 crashes on a name in a lambda that starts with a class inside of a class template.
std::string classText(const clang::CXXRecordDecl *record) {
  const std::string name = record->getNameAsString();
  const auto *outer = llvm::dyn_cast<clang::CXXRecordDecl>(record->getDeclContext());
  if (!outer || name.empty() || !record->isDependentContext())
    return name;
  const std::string qualifier = classText(outer);
  return qualifier.empty() ? name : qualifier + "::" + name;
}

} // namespace

void Builder::describeMember(const clang::FunctionDecl *decl) {
  // A friend that is defined in a class is found by its arguments only.
  fn.noAddress = decl->getFriendObjectKind() != clang::Decl::FOK_None;
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(decl);
  if (!method || method->isStatic())
    return;
  fn.isMember = true;
  fn.isConstMember = method->isConst();
  fn.isRvalue = method->getRefQualifier() == clang::RQ_RValue;
  fn.noAddress =
      method->isVirtual() || method->getRefQualifier() != clang::RQ_None || method->isVolatile();
  fn.className = classText(method->getParent());
}

void Builder::describe(const clang::FunctionDecl *decl) {
  fn.name = decl->getNameAsString();
  describeMember(decl);
  fn.selfText = selfText(decl);
  fn.place = place(decl->getLocation());
  fn.result = typeOf(decl->getReturnType());
  fn.resultText = resultText(decl);
  if (const auto object = returnedObject(decl))
    fn.returned =
        object->isThis ? "*this" : decl->getParamDecl(object->parameter)->getNameAsString();
  fn.isTemplate = decl->getDescribedFunctionTemplate() != nullptr;
  fn.crossing = crossingId(decl);
  fn.isTwin = !isAnnotated(decl);
  fn.isDirect = fn.isTwin && takesNumbers(decl);
  fn.isKept = isKept(decl);
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(decl);
  if (!fn.isDirect || !method || method->isStatic())
    return;
  Symbol self;
  self.name = self.lvalue = "*this";
  self.kind = SymbolKind::Parameter;
  self.type = typeOf(method->getFunctionObjectParameterType());
  self.isConst = method->isConst();
  self.place = fn.place;
  fn.self = static_cast<SymbolId>(fn.symbols.size());
  fn.symbols.push_back(std::move(self));
}

// Names are put into the text of the declaration: the prologue must be able to hand every parameter
// on.
void Builder::nameParameter(const clang::ParmVarDecl *param, Parameter &into) {
  const auto offset = at(param->getLocation());
  if (!offset || (fn.isTwin && !isPromotable(classify(param->getType()))))
    return;
  into.symbol = declare(param);
  into.unnamed = true;
  into.nameAt = {*offset, *offset + 1};
  fn.symbols[static_cast<std::size_t>(into.symbol)].name =
      "ag_p" + std::to_string(param->getFunctionScopeIndex());
}

void Builder::parameters(const clang::FunctionDecl *decl) {
  for (const clang::ParmVarDecl *param : decl->parameters()) {
    Parameter result;
    result.isPack = param->isParameterPack();
    const QualType type = param->getType();
    if (type->isRValueReferenceType())
      result.passing = Passing::RvalueRef;
    else if (type->isLValueReferenceType())
      result.passing = type->getPointeeType().isConstQualified() ? Passing::ConstRef : Passing::Ref;
    result.shares = sharesNumber(decl, param->getFunctionScopeIndex());
    if (param->getIdentifier())
      result.symbol = declare(param);
    else
      nameParameter(param, result);
    if (!fn.isTwin && !result.unnamed && classify(type) == TypeClass::HostOther &&
        !canBeKey(type, ctx.ast)) {
      failed = true;
      ctx.report.report(Code::AG0304, param->getSourceRange(),
                        {param->getNameAsString(),
                         type.getNonReferenceType().getUnqualifiedType().getAsString()});
    }
    fn.params.push_back(result);
  }
}

void Builder::checkHints(Range body) {
  const auto &tokens = ctx.text.tokens();
  for (auto at = std::ranges::lower_bound(tokens, body.begin, {}, &source::RawToken::begin);
       at != tokens.end() && at->end <= body.end; ++at) {
    const source::RawToken &raw = *at;
    if (raw.directive)
      continue;
    const llvm::StringRef word = ctx.text.slice({raw.begin, raw.end});
    if ((word != "AG_STAGE" && word != "AG_UNROLL") || usedHints.count(raw.begin))
      continue;
    failed = true;
    const SourceLocation where =
        sm.getLocForStartOfFile(ctx.text.id()).getLocWithOffset(static_cast<int>(raw.begin));
    const unsigned length = static_cast<unsigned>(word.size());
    ctx.report.report(Code::AG0115, where, {word.str() + " does not stand before a loop"}, {}, {},
                      FixIt{placeOf(where, sm), length + 1, ""});
  }
}

// A node without a range hides the ranges of what stands in it: they are pieces of a macro.
void Builder::clearInvalid(Expr &expr, bool clear) {
  if (clear)
    expr.range = expr.name = Range{};
  const bool below = clear || !expr.range.valid();
  for (ExprPtr &child : expr.children)
    clearInvalid(*child, below);
  if (below && expr.call)
    expr.call->callee = Range{};
  if (expr.lambda) {
    for (ExprPtr &init : expr.lambda->initCaptures)
      clearInvalid(*init, below);
    if (expr.lambda->body)
      clearInvalid(*expr.lambda->body, below);
  }
}

void Builder::clearInvalid(Stmt &stmt, bool clear) {
  if (clear)
    stmt.range = stmt.specifiers = Range{};
  const bool below = clear || !stmt.range.valid();
  for (StmtPtr &child : stmt.children)
    clearInvalid(*child, below);
  for (Declarator &declarator : stmt.declarators) {
    if (below)
      declarator.name = declarator.range = declarator.initRange = Range{};
    if (declarator.init)
      clearInvalid(*declarator.init, below);
  }
  if (stmt.expr)
    clearInvalid(*stmt.expr, below);
  if (!stmt.header)
    return;
  Header &header = *stmt.header;
  for (StmtPtr *part : {&header.init, &header.condVar, &header.variable})
    if (*part)
      clearInvalid(**part, below);
  for (ExprPtr *part : {&header.cond, &header.inc, &header.range})
    if (*part)
      clearInvalid(**part, below);
}

std::optional<Function> Builder::function(const clang::FunctionDecl *decl) {
  describe(decl);
  return body(decl);
}

std::optional<Function> Builder::body(const clang::FunctionDecl *decl) {
  parameters(decl);
  const auto *body = llvm::cast<clang::CompoundStmt>(decl->getBody());
  if (!at(body->getLBracLoc()) || !at(body->getRBracLoc())) {
    ctx.report.report(Code::AG0109, body->getSourceRange(),
                      {ctx.text.macroName(body->getLBracLoc().isMacroID() ? body->getLBracLoc()
                                                                          : body->getRBracLoc())});
    return std::nullopt;
  }
  fn.body = block(body);
  clearInvalid(*fn.body, false);
  checkHints(fn.body->range);
  if (failed)
    return std::nullopt;
  return std::move(fn);
}

std::optional<Function> buildFunction(const clang::FunctionDecl *definition,
                                      const BuildContext &context) {
  return Builder(context).function(definition);
}

} // namespace autograft::frontend
