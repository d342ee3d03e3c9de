// The reader behind Mini.h: recursive descent over the lexer of lib/emit. Expressions are in
// MiniExpr.cpp and MiniCall.cpp, statements in MiniStmt.cpp.
#pragma once

#include "Mini.h"

#include "emit/Lexer.h"

#include <map>
#include <set>
#include <stdexcept>

namespace mini {

using namespace autograft::tree;
using autograft::emit::lex;
using autograft::emit::Token;
using autograft::emit::TokenKind;

using C = ValueClass;

Type typeOf(const std::string &name);

class Reader {
public:
  explicit Reader(const std::string &source) : Source(source), Tokens(lex(source)) {}
  Function function();

private:
  // ---- tokens
  const Token &tok(std::size_t ahead = 0) const {
    static const Token end{};
    return At + ahead < Tokens.size() ? Tokens[At + ahead] : end;
  }
  bool is(std::string_view text, std::size_t ahead = 0) const { return tok(ahead).text == text; }
  bool eat(std::string_view text) {
    if (!is(text))
      return false;
    ++At;
    return true;
  }
  void need(std::string_view text) {
    if (!eat(text))
      fail(std::string("expected ") + std::string(text));
  }
  [[noreturn]] void fail(const std::string &what) const {
    throw std::runtime_error(what + " at: " + Source.substr(here(), 40));
  }
  uint32_t here() const { return At < Tokens.size() ? tok().begin : uint32_t(Source.size()); }
  uint32_t last() const {
    return Tokens[At - 1].begin + static_cast<uint32_t>(Tokens[At - 1].text.size());
  }
  Place place(uint32_t offset) const {
    Place at{1, 1};
    for (uint32_t i = 0; i < offset; ++i)
      at = Source[i] == '\n' ? Place{at.line + 1, 1} : Place{at.line, at.col + 1};
    return at;
  }

  // ---- names
  SymbolId declare(const std::string &name, SymbolKind kind, Type type, uint32_t at) {
    Symbol symbol;
    symbol.name = name;
    symbol.kind = InLambda ? SymbolKind::LambdaLocal : kind;
    symbol.type = std::move(type);
    symbol.place = place(at);
    Fn.symbols.push_back(symbol);
    auto id = static_cast<SymbolId>(Fn.symbols.size() - 1);
    Scopes.back()[name] = id;
    return id;
  }
  SymbolId find(const std::string &name) const {
    for (auto scope = Scopes.rbegin(); scope != Scopes.rend(); ++scope)
      if (auto found = scope->find(name); found != scope->end())
        return found->second;
    return kNoSymbol;
  }
  bool isType() const;
  Type type(bool &isConst);

  // ---- expressions
  ExprPtr make(ExprKind kind, uint32_t begin, Type type);
  ExprPtr finish(ExprPtr expr) {
    expr->range.end = last();
    return expr;
  }
  ExprPtr comma();
  ExprPtr assignment();
  ExprPtr conditional();
  ExprPtr binary(int level);
  ExprPtr unary();
  ExprPtr postfix();
  ExprPtr primary();
  ExprPtr braces();
  ExprPtr name();
  ExprPtr lambda();
  ExprPtr call(const std::string &callee, uint32_t begin, ExprPtr object);
  ExprPtr member(ExprPtr object);
  ExprPtr castTo(const std::string &target, uint32_t begin);
  ExprPtr toBool(ExprPtr expr);
  ExprPtr toTensor(ExprPtr expr);
  ExprPtr condition() { return toBool(comma()); }
  SymbolId written(const Expr &target, WriteKind &kind) const;

  // ---- statements
  StmtPtr make(StmtKind kind) {
    auto stmt = std::make_unique<Stmt>();
    stmt->kind = kind;
    stmt->range.begin = here();
    stmt->place = place(here());
    return stmt;
  }
  StmtPtr end(StmtPtr stmt) {
    stmt->range.end = last();
    return stmt;
  }
  StmtPtr statement();
  StmtPtr block();
  StmtPtr ifStmt();
  StmtPtr whileStmt();
  StmtPtr doStmt();
  StmtPtr forStmt();
  void forHeader(Stmt &stmt);
  void rangeHeader(Stmt &stmt);
  StmtPtr other();
  StmtPtr simple();
  StmtPtr decl(bool semicolon, SymbolKind kind = SymbolKind::Local);
  void declarator(Stmt &stmt, const Type &type, bool isConst, bool isStatic, SymbolKind kind);
  void conditionOf(Stmt &stmt);
  void params();

  const std::string &Source;
  std::vector<Token> Tokens;
  std::size_t At = 0;
  Function Fn;
  std::vector<std::map<std::string, SymbolId>> Scopes{1};
  bool InLambda = false;
  std::vector<std::set<SymbolId>> Captured;
};

} // namespace mini
