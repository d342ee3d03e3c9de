// See Dump.h.
#include "Dump.h"

#include "frontend/Annotations.h"
#include "frontend/BuildFunction.h"
#include "tree/Walk.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

namespace autograft::test {

using namespace tree;

namespace {

class Consumer : public clang::ASTConsumer {
public:
  explicit Consumer(Built &into) : out(into) {}
  void HandleTranslationUnit(clang::ASTContext &context) override {
    if (context.getDiagnostics().hasErrorOccurred())
      return;
    out.parsed = true;
    const auto &sm = context.getSourceManager();
    const source::SourceText text(sm, context.getLangOpts());
    out.source = text.buffer().str();
    const frontend::Reporter report(sm, context.getLangOpts(), out.sink);
    const frontend::BuildContext build{context, text, report};
    for (const auto &found : frontend::findAnnotated(context, report, {}).here)
      if (auto fn = frontend::buildFunction(found.definition, build))
        out.functions.push_back(std::move(*fn));
  }

private:
  Built &out;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(Built &into) : out(into) {}
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(out);
  }

private:
  Built &out;
};

const char *kindName(ExprKind kind) {
  static const char *const names[] = {"lit",    "ref",   "group",     "write", "and",  "or",
                                      "not",    "cond",  "bool",      "item",  "cast", "num",
                                      "tensor", "part",  "aggregate", "call",  "host", "lambda",
                                      "comma",  "throw", "opaque"};
  return names[static_cast<int>(kind)];
}

const char *writeName(WriteKind kind) {
  static const char *const names[] = {"assign", "compound", "inc", "item", "ref", "method", "part"};
  return names[static_cast<int>(kind)];
}

const char *callName(CallKind kind) {
  static const char *const names[] = {"ag",      "effect", "annotated", "math",     "pure",
                                      "visible", "opaque", "closure",   "dependent"};
  return names[static_cast<int>(kind)];
}

const char *stmtName(StmtKind kind) {
  static const char *const names[] = {"block",  "expr", "empty", "decl",   "if",     "while",
                                      "do",     "for",  "each",  "return", "break",  "continue",
                                      "switch", "case", "try",   "attr",   "foreign"};
  return names[static_cast<int>(kind)];
}

std::string nameOf(const Function &fn, SymbolId id) {
  return id == kNoSymbol ? "?" : fn.symbol(id).name;
}

std::string list(const Function &fn, const std::vector<SymbolId> &ids) {
  std::string out;
  for (SymbolId id : ids)
    out += (out.empty() ? "" : ",") + nameOf(fn, id);
  return out;
}

} // namespace

Built build(const std::string &code) {
  Built out;
  const std::string whole = "#include \"ag_mini.h\"\nusing ag::Tensor;\n" + code;
  clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<Action>(out), whole,
      {"-std=c++20", "-w", "-D__AUTOGRAFT__=1", "-nostdinc++", "-I" AG_MINI_DIR}, "input.cpp");
  return out;
}

std::string dump(const Function &fn, const Expr &expr) {
  std::string out = std::string("(") + kindName(expr.kind);
  if (expr.kind == ExprKind::Write)
    out += std::string(":") + writeName(expr.write);
  if (expr.kind == ExprKind::Ref || expr.kind == ExprKind::Write)
    out += " " + nameOf(fn, expr.symbol);
  if (expr.kind == ExprKind::Cast || expr.kind == ExprKind::Item)
    out += " " + expr.type.text;
  if (expr.kind == ExprKind::ToBool && expr.isExplicit)
    out += "!";
  if (expr.kind == ExprKind::HostUse)
    out += " '" + expr.text + "'";
  if (expr.call)
    out += std::string(":") + callName(expr.call->kind) + " " + expr.call->name;
  if (expr.lambda)
    out += " copy[" + list(fn, expr.lambda->byCopy) + "] ref[" + list(fn, expr.lambda->byRef) +
           "] params[" + list(fn, expr.lambda->params) + "]";
  for (const ExprPtr &child : expr.children)
    out += " " + dump(fn, *child);
  if (expr.lambda)
    out += " " + dump(fn, *expr.lambda->body);
  return out + ")";
}

std::string dump(const Function &fn, const Stmt &stmt) {
  std::string out = std::string("[") + stmtName(stmt.kind);
  if (stmt.kind == StmtKind::Foreign)
    out += " '" + stmt.text + "'";
  if (stmt.expr)
    out += " " + dump(fn, *stmt.expr);
  for (const Declarator &declarator : stmt.declarators) {
    out += " " + nameOf(fn, declarator.symbol);
    if (declarator.init)
      out += (declarator.braced ? "{}" : "=") + dump(fn, *declarator.init);
  }
  if (const Header *header = stmt.header.get()) {
    static const char *const over[] = {"tensor", "range", "host", "dependent"};
    if (stmt.kind == StmtKind::RangeFor)
      out += std::string(" over:") + over[static_cast<int>(header->over)];
    if (header->hint == LoopHint::Stage)
      out += " AG_STAGE";
    if (header->isConstexpr)
      out += " constexpr";
    for (const StmtPtr *part : {&header->init, &header->condVar, &header->variable})
      if (*part)
        out += " " + dump(fn, **part);
    for (const ExprPtr *part : {&header->cond, &header->inc, &header->range})
      if (*part)
        out += " " + dump(fn, **part);
  }
  for (const StmtPtr &child : stmt.children)
    out += " " + dump(fn, *child);
  return out + "]";
}

std::string dumpBody(const std::string &code) {
  const Built built = build(code);
  if (!built.parsed)
    return "does not parse";
  std::string out;
  for (const Diagnostic &diagnostic : built.sink.all())
    out += (out.empty() ? "" : "; ") + std::string("error ") + codeName(diagnostic.code) + " " +
           std::to_string(diagnostic.at.line - 2) + ":" + std::to_string(diagnostic.at.col);
  if (!out.empty())
    return out;
  if (built.functions.empty())
    return "no function";
  const Function &fn = built.functions.front();
  for (const StmtPtr &child : fn.body->children)
    out += (out.empty() ? "" : " ") + dump(fn, *child);
  return out;
}

namespace {

class RangeCheck {
public:
  explicit RangeCheck(const Built &built, const Function &function)
      : text(built.source), fn(function) {}

  void stmt(const Stmt &node, Range parent) {
    inside(node.range, parent, "a statement");
    Range last = node.range;
    last.end = last.begin;
    eachStmt(node, [&](const Stmt &child) { stmt(child, node.range); });
    eachExpr(node, [&](const Expr &child) { expr(child, node.range); });
    for (const Declarator &d : node.declarators) {
      if (node.range.valid() && slice(d.name) != fn.symbol(d.symbol).name)
        fail("the name of " + fn.symbol(d.symbol).name + " is '" + slice(d.name) + "'");
      if (d.init && d.init->range.valid() && !d.initRange.contains(d.init->range))
        fail("the initialiser of " + slice(d.name) + " is '" + slice(d.initRange) + "'");
    }
    if (node.header && node.range.valid() && !node.header->isConstexpr)
      header(*node.header, node);
  }

  std::string broken;

private:
  void header(const Header &h, const Stmt &node) {
    if (text[h.lparen] != '(' || text[h.rparen] != ')')
      fail("the parentheses of " + slice(node.range));
    if (node.kind == StmtKind::For && (text[h.firstSemi] != ';' || text[h.secondSemi] != ';'))
      fail("the semicolons of " + slice(node.range));
    if (node.kind == StmtKind::RangeFor && text[h.colon] != ':')
      fail("the colon of " + slice(node.range));
    if (node.children.size() > 1 && node.kind == StmtKind::If && slice(h.elseKeyword) != "else")
      fail("the else of " + slice(node.range));
  }

  void expr(const Expr &node, Range parent) {
    inside(node.range, parent, "an expression");
    if (node.kind == ExprKind::Item && node.name.valid() && slice(node.name) != "item")
      fail("the name of an item call is '" + slice(node.name) + "'");
    for (const ExprPtr &child : node.children)
      expr(*child, node.range);
    if (node.lambda)
      stmt(*node.lambda->body, node.range);
  }

  void inside(Range range, Range parent, const std::string &what) {
    if (range.valid() && (!parent.valid() || !parent.contains(range)))
      fail(what + " leaves its parent: '" + slice(range) + "' in '" + slice(parent) + "'");
  }

  std::string slice(Range range) const { return text.substr(range.begin, range.size()); }
  void fail(const std::string &what) {
    if (broken.empty())
      broken = what;
  }

  const std::string &text;
  const Function &fn;
};

} // namespace

std::string brokenRange(const Built &built) {
  for (const Function &fn : built.functions) {
    RangeCheck check(built, fn);
    check.stmt(*fn.body, fn.body->range);
    if (!check.broken.empty())
      return fn.name + ": " + check.broken;
  }
  return {};
}

} // namespace autograft::test
