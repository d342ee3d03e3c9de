// Declarations, statements and the function of the mini language. See Reader.h.
#include "Reader.h"

namespace mini {

void Reader::declarator(Stmt &stmt, const Type &given, bool isConst, bool isStatic,
                        SymbolKind kind) {
  Declarator out;
  out.range.begin = here();
  bool reference = eat("&");
  bool pointer = !reference && eat("*");
  uint32_t at = here();
  std::string text(tok().text);
  ++At;
  out.name = {at, last()};
  Type type = given;
  if (is("=") || is("{") || is("(")) {
    out.braced = !eat("=");
    out.initRange.begin = here();
    if (out.braced && (is("}", 1) || is(")", 1))) {
      At += 2;
    } else {
      bool bracket = out.braced;
      if (bracket)
        ++At;
      out.init = assignment();
      if (bracket)
        ++At;
    }
    out.initRange.end = last();
  }
  if (given.text == "auto" && out.init)
    type = out.init->type;
  if (type.cls == C::Tensor && out.init)
    out.init = toTensor(std::move(out.init));
  if (type.cls == C::Bool && out.init)
    out.init = toBool(std::move(out.init));
  if (pointer)
    type = {C::HostOther, "int *", false, false};
  out.symbol = declare(text, isStatic ? SymbolKind::StaticLocal : kind, type, at);
  Symbol &symbol = Fn.symbols[static_cast<std::size_t>(out.symbol)];
  symbol.isConst = isConst;
  symbol.isReference = reference;
  if (reference && out.init && out.init->kind == ExprKind::Ref)
    symbol.aliasOf = out.init->symbol;
  out.range.end = last();
  stmt.declarators.push_back(std::move(out));
}

StmtPtr Reader::decl(bool semicolon, SymbolKind kind) {
  StmtPtr stmt = make(StmtKind::Decl);
  bool isConst = false, isStatic = is("static");
  Type given = type(isConst);
  stmt->specifiers = {stmt->range.begin, last()};
  do {
    declarator(*stmt, given, isConst, isStatic, kind);
  } while (eat(","));
  if (semicolon)
    need(";");
  return end(std::move(stmt));
}

StmtPtr Reader::block() {
  StmtPtr stmt = make(StmtKind::Block);
  need("{");
  Scopes.emplace_back();
  while (!is("}"))
    stmt->children.push_back(statement());
  Scopes.pop_back();
  need("}");
  return end(std::move(stmt));
}

// The condition of a header: an expression or the declaration of a condition variable.
void Reader::conditionOf(Stmt &stmt) {
  Header &header = *stmt.header;
  if (!isType()) {
    header.cond = condition();
    return;
  }
  header.condVar = decl(false);
  SymbolId id = header.condVar->declarators.front().symbol;
  ExprPtr ref = make(ExprKind::Ref, here(), Fn.symbol(id).type);
  ref->symbol = id;
  ref->range = {};
  header.cond = toBool(std::move(ref));
  header.cond->range = {};
}

StmtPtr Reader::ifStmt() {
  StmtPtr stmt = make(StmtKind::If);
  stmt->header = std::make_unique<Header>();
  Header &header = *stmt->header;
  need("if");
  header.isConstexpr = eat("constexpr");
  header.keyword = {stmt->range.begin, last()};
  header.lparen = here();
  need("(");
  Scopes.emplace_back();
  std::size_t mark = At;
  int depth = 0;
  bool init = false;
  for (std::size_t i = At; depth >= 0; ++i) {
    depth += Tokens[i].text == "(";
    depth -= Tokens[i].text == ")";
    init |= depth == 0 && Tokens[i].text == ";";
  }
  At = mark;
  if (init)
    header.init = decl(true);
  conditionOf(*stmt);
  header.rparen = here();
  need(")");
  stmt->children.push_back(statement());
  if (is("else")) {
    header.elseKeyword = {here(), here() + 4};
    ++At;
    stmt->children.push_back(statement());
  }
  Scopes.pop_back();
  return end(std::move(stmt));
}

StmtPtr Reader::whileStmt() {
  StmtPtr stmt = make(StmtKind::While);
  stmt->header = std::make_unique<Header>();
  need("while");
  stmt->header->keyword = {stmt->range.begin, last()};
  stmt->header->lparen = here();
  need("(");
  Scopes.emplace_back();
  conditionOf(*stmt);
  stmt->header->rparen = here();
  need(")");
  stmt->children.push_back(statement());
  Scopes.pop_back();
  return end(std::move(stmt));
}

StmtPtr Reader::doStmt() {
  StmtPtr stmt = make(StmtKind::Do);
  stmt->header = std::make_unique<Header>();
  need("do");
  stmt->header->keyword = {stmt->range.begin, last()};
  stmt->children.push_back(statement());
  stmt->header->whileKeyword = {here(), here() + 5};
  need("while");
  stmt->header->lparen = here();
  need("(");
  stmt->header->cond = condition();
  stmt->header->rparen = here();
  need(")");
  need(";");
  return end(std::move(stmt));
}

void Reader::rangeHeader(Stmt &stmt) {
  Header &header = *stmt.header;
  stmt.kind = StmtKind::RangeFor;
  header.variable = decl(false, SymbolKind::RangeVariable);
  header.colon = here();
  need(":");
  header.range = comma();
  const Expr &range = *header.range;
  bool numbers = range.kind == ExprKind::Call && range.call->name == "range";
  header.over = numbers                       ? RangeOver::AgRange
                : range.type.cls == C::Tensor ? RangeOver::Tensor
                                              : RangeOver::Host;
  for (const Declarator &each : header.variable->declarators) {
    Type &type = Fn.symbols[static_cast<std::size_t>(each.symbol)].type;
    if (type.text == "auto")
      type = typeOf(numbers ? "int" : "Tensor");
  }
}

void Reader::forHeader(Stmt &stmt) {
  Header &header = *stmt.header;
  header.init = isType() ? decl(true) : statement();
  header.firstSemi = header.init->range.end - 1;
  if (!is(";"))
    conditionOf(stmt);
  header.secondSemi = here();
  need(";");
  if (!is(")"))
    header.inc = comma();
}

StmtPtr Reader::forStmt() {
  StmtPtr stmt = make(StmtKind::For);
  stmt->header = std::make_unique<Header>();
  need("for");
  stmt->header->keyword = {stmt->range.begin, last()};
  stmt->header->lparen = here();
  need("(");
  Scopes.emplace_back();
  std::size_t name = At;
  while (Tokens[name].text != ":" && Tokens[name].text != ";" && Tokens[name].text != "=")
    ++name;
  if (Tokens[name].text == ":")
    rangeHeader(*stmt);
  else
    forHeader(*stmt);
  stmt->header->rparen = here();
  need(")");
  stmt->children.push_back(statement());
  Scopes.pop_back();
  return end(std::move(stmt));
}

StmtPtr Reader::statement() {
  LoopHint hint = is("AG_STAGE")    ? LoopHint::Stage
                  : is("AG_UNROLL") ? LoopHint::Unroll
                                    : LoopHint::None;
  if (hint != LoopHint::None)
    ++At;
  if (is("{"))
    return block();
  if (is("if"))
    return ifStmt();
  if (is("while") || is("do") || is("for")) {
    StmtPtr loop = is("while") ? whileStmt() : is("do") ? doStmt() : forStmt();
    loop->header->hint = hint;
    return loop;
  }
  if (is("switch") || is("case") || is("default") || is("try") || is("goto") || is("asm"))
    return other();
  return isType() ? decl(true) : simple();
}

// Statements that are host only.
StmtPtr Reader::other() {
  StmtPtr stmt = make(StmtKind::Foreign);
  stmt->text = std::string(tok().text);
  if (eat("switch")) {
    stmt->kind = StmtKind::Switch;
    stmt->header = std::make_unique<Header>();
    stmt->header->keyword = {stmt->range.begin, last()};
    stmt->header->lparen = here();
    need("(");
    stmt->header->cond = comma();
    stmt->header->rparen = here();
    need(")");
    stmt->children.push_back(statement());
  } else if (is("case") || is("default")) {
    stmt->kind = StmtKind::Case;
    bool value = is("case");
    stmt->text.clear();
    ++At;
    for (; !eat(":"); ++At)
      if (value)
        stmt->text += std::string(tok().text);
    stmt->children.push_back(statement());
  } else if (eat("try")) {
    stmt->kind = StmtKind::Try;
    stmt->children.push_back(block());
    need("catch");
    while (!eat(")"))
      ++At;
    stmt->children.push_back(block());
  } else {
    while (!eat(";"))
      ++At;
  }
  return end(std::move(stmt));
}

// Jumps and expression statements.
StmtPtr Reader::simple() {
  StmtPtr stmt = make(is(";") ? StmtKind::Empty : StmtKind::Expression);
  if (eat("break")) {
    stmt->kind = StmtKind::Break;
  } else if (eat("continue")) {
    stmt->kind = StmtKind::Continue;
  } else if (eat("return")) {
    stmt->kind = StmtKind::Return;
    if (!is(";"))
      stmt->expr = comma();
    if (stmt->expr && Fn.result.cls == C::Tensor)
      stmt->expr = toTensor(std::move(stmt->expr));
    if (stmt->expr && Fn.result.cls == C::Bool)
      stmt->expr = toBool(std::move(stmt->expr));
  } else if (!is(";")) {
    stmt->expr = comma();
  }
  need(";");
  return end(std::move(stmt));
}

void Reader::params() {
  need("(");
  while (!eat(")")) {
    bool isConst = false;
    Type given = type(isConst);
    bool rvalue = eat("&&"), reference = !rvalue && eat("&");
    Parameter param;
    param.passing = rvalue      ? Passing::RvalueRef
                    : reference ? (isConst ? Passing::ConstRef : Passing::Ref)
                                : Passing::Value;
    if (!is(",") && !is(")")) {
      uint32_t at = here();
      std::string text(tok().text);
      ++At;
      param.symbol = declare(text, SymbolKind::Parameter, given, at);
      Fn.symbols.back().isConst = isConst;
      Fn.symbols.back().isReference = reference || rvalue;
    }
    Fn.params.push_back(param);
    eat(",");
  }
}

Function Reader::function() {
  while (eat("global")) { // `global int g;` declares a mutable global
    bool isConst = false;
    Type given = type(isConst);
    uint32_t at = here();
    std::string text(tok().text);
    ++At;
    declare(text, SymbolKind::Global, given, at);
    Fn.symbols.back().isConst = isConst;
    need(";");
  }
  bool isConst = false;
  Fn.result = type(isConst);
  Fn.resultText = Fn.result.text;
  Fn.place = place(here());
  Fn.name = Fn.selfText = std::string(tok().text);
  Fn.crossing = 0x123;
  Fn.isTemplate = Source.find("T ") == 0;
  ++At;
  params();
  Fn.body = block();
  return std::move(Fn);
}

Function parse(const std::string &source) { return Reader(source).function(); }

} // namespace mini
