// Statements but loops: sequences with their guards, branches, declarations, jumps.
#include "emit/Emitter.h"

#include "analysis/Outside.h"
#include "tree/Walk.h"

#include <algorithm>

namespace autograft::emit {

using namespace tree;
using namespace analysis;
using namespace transform;

// True if the statement itself (not its parts) is spelled differently in the output.
bool Emitter::rewrites(const Stmt &stmt) const {
  if (stmt.kind == StmtKind::If)
    return In.constructs.ifs.count(&stmt) != 0;
  if (isLoop(stmt)) {
    const LoopLowering &loop = Low.loops.at(&stmt);
    return In.constructs.mode(stmt) != LoopMode::Plain || !loop.skip.empty() || loopOptions(stmt);
  }
  if (stmt.kind == StmtKind::Switch)
    return In.constructs.switches.count(&stmt) || Low.switches.count(&stmt);
  if (stmt.kind == StmtKind::Decl)
    return std::any_of(stmt.declarators.begin(), stmt.declarators.end(),
                       [&](const Declarator &each) { return promotes(each); });
  return Low.sets.count(&stmt) ||
         (stmt.kind == StmtKind::Return && stmt.expr && Lambdas.empty() && resultLifts());
}

void Emitter::stmt(const Stmt &stmt) {
  if (stmt.range.valid()) {
    Out.copyTo(stmt.range.begin);
    uint32_t begin = Out.size();
    known(stmt);
    Out.copyTo(stmt.range.end);
    if (stmt.kind == StmtKind::If || isLoop(stmt))
      Marks[&stmt] = {begin, Out.size()};
  } else if (rewritesBelow(stmt)) {
    macro(stmt.place);
  }
}

// A statement behind which new text is put: it must be known where it ends.
void Emitter::whole(const Stmt &stmt) {
  if (!stmt.range.valid())
    macro(stmt.place);
  this->stmt(stmt);
}

void Emitter::known(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Block:
    return block(stmt, "");
  case StmtKind::If:
    return In.constructs.ifs.count(&stmt) ? stagedIf(stmt) : plainIf(stmt);
  case StmtKind::While:
  case StmtKind::Do:
  case StmtKind::For:
  case StmtKind::RangeFor:
    return loop(stmt);
  case StmtKind::Switch:
    return switchStmt(stmt);
  case StmtKind::Decl:
    return decl(stmt);
  case StmtKind::Return:
    return returnStmt(stmt);
  case StmtKind::Break:
  case StmtKind::Continue:
    return Low.sets.count(&stmt) ? jump(stmt) : generic(stmt);
  default:
    return generic(stmt);
  }
}

void Emitter::generic(const Stmt &stmt) {
  if (stmt.header) {
    for (const StmtPtr *part : {&stmt.header->init, &stmt.header->condVar})
      if (*part)
        this->stmt(**part);
    if (stmt.header->cond && !stmt.header->condVar)
      expr(*stmt.header->cond);
  }
  if (stmt.expr)
    expr(*stmt.expr);
  for (const StmtPtr &child : stmt.children)
    this->stmt(*child);
}

void Emitter::block(const Stmt &stmt, const std::string &head) {
  Out.copyTo(afterBrace(stmt.range));
  Out.put(head);
  Stmts children;
  for (const StmtPtr &child : stmt.children)
    children.push_back(child.get());
  items(children);
  Out.copyTo(stmt.range.end);
}

// Statements of one sequence, the rest of it under a guard or in an absorbing branch where needed.
void Emitter::items(const Stmts &items) {
  for (const Stmt *item : items) {
    auto tail = In.jumps.tails.find(item);
    stmt(*item);
    if (tail == In.jumps.tails.end())
      continue;
    if (tail->second.kind == TailKind::Guard)
      guard(RegionKind::Guard, *item, Low.guards.at(item), tail->second.rest);
    return; // the rest has been emitted
  }
}

void Emitter::guard(RegionKind kind, const Stmt &anchor, const std::string &flag,
                    const Stmts &rest) {
  std::string name = cursor(), at = site(rest.front()->place);
  Out.put(" { ::ag::Branch " + name + "(" + at + ", ::ag::not_(" + at + ", " + flag + "), " +
          state(kind, anchor) + "); if (" + name + ".then()) {");
  for (const Stmt *each : rest)
    if (!each->range.valid())
      macro(each->place);
  items(rest);
  Out.put(" } if (" + name + ".other()) {} " + name + ".join(); }");
}

// The condition as a cursor's argument: an expression, or the condition variable.
void Emitter::condition(const Stmt &stmt) {
  const Header &header = *stmt.header;
  if (header.condVar)
    Out.put(Fn.symbol(header.condVar->declarators.front().symbol).name);
  else
    predicate(*header.cond);
}

// An unbraced body on a line of its own, with the cursor's next call behind it on the same line,
// looks like a mistake in the indentation: Clang warns.
bool Emitter::needsBraces(uint32_t from, const Stmt &inner) const {
  if (inner.kind == StmtKind::Empty)
    return true; // GCC warns of `if (…) ;`
  return inner.kind != StmtKind::Block && inner.range.valid() && from < inner.range.end &&
         Out.slice({from, inner.range.end}).find('\n') != std::string_view::npos;
}

void Emitter::stagedIf(const Stmt &stmt) {
  const Header &header = *stmt.header;
  std::string name = cursor();
  Out.dropTo(header.lparen + 1);
  Out.put("{ ");
  if (header.init) {
    this->stmt(*header.init);
    Out.put(" ");
  }
  if (header.condVar) {
    this->stmt(*header.condVar);
    Out.put("; ");
  } else {
    Out.copyTo(header.cond->range.begin);
  }
  Out.put("::ag::Branch " + name + "(" + site(stmt.place) + ", ");
  condition(stmt);
  Out.copyTo(header.rparen);
  Out.put(", " + state(RegionKind::Branch, stmt) + "); if (" + name + ".then())");
  Out.dropTo(header.rparen + 1);
  bool braced = needsBraces(header.rparen, thenOf(stmt));
  Out.put(braced ? " {" : "");
  whole(thenOf(stmt));
  Out.put(braced ? " }" : "");
  auto tail = In.jumps.tails.find(&stmt);
  bool absorbs = tail != In.jumps.tails.end() && tail->second.kind == TailKind::Absorb;
  Stmts other;
  if (elseOf(stmt)) {
    Out.copyTo(header.elseKeyword.begin);
    Out.dropTo(header.elseKeyword.end);
    other.push_back(elseOf(stmt));
  } else {
    Out.put(" ");
  }
  Out.put("if (" + name + ".other())");
  if (absorbs)
    other.insert(other.end(), tail->second.rest.begin(), tail->second.rest.end());
  braced = absorbs || other.empty() || needsBraces(header.elseKeyword.begin, *other.front());
  Out.put(braced ? " {" : "");
  for (const Stmt *each : other)
    if (!each->range.valid())
      macro(each->place);
  items(other);
  if (braced)
    Out.put(other.empty() && !absorbs ? "}" : " }");
  Out.put(" " + name + ".join(); }");
}

void Emitter::plainIf(const Stmt &stmt) {
  const Header &header = *stmt.header;
  bool hoist = partlyPromoted(header.init.get());
  if (hoist) {
    std::string keyword(Out.slice(header.keyword));
    Out.dropTo(header.lparen + 1);
    Out.put("{ ");
    this->stmt(*header.init);
    Out.put(" " + keyword + " (");
  }
  generic(stmt);
  if (hoist)
    Out.put(" }");
}

void Emitter::declarator(const Stmt &, const Declarator &declarator) {
  if (declarator.init)
    return expr(*declarator.init);
  bool empty = promotes(declarator) && declarator.initRange.valid() &&
               !isNumbers(Fn.symbol(declarator.symbol).type) && !In.isList(declarator.symbol);
  if (!empty)
    return;
  // `int k{};` and `int k = {};` are zero; an empty Scalar would be unset.
  const Type &type = Fn.symbol(declarator.symbol).type;
  std::string zero =
      type.cls == ValueClass::Bool ? "false"
      : type.cls == ValueClass::Number && !type.isEnum
          ? "0"
          : (type.cls == ValueClass::Dependent ? type.text + "()" : type.text + "{}");
  Out.drop(declarator.initRange);
  Out.put("{" + zero + "}");
}

void Emitter::decl(const Stmt &stmt) {
  bool partly = partlyPromoted(&stmt);
  bool previous = false;
  std::string specifiers(Out.slice(stmt.specifiers));
  for (std::size_t i = 0; i < stmt.declarators.size(); ++i) {
    const Declarator &each = stmt.declarators[i];
    const Symbol &symbol = Fn.symbol(each.symbol);
    bool promoted = promotes(each);
    bool element = (symbol.kind == SymbolKind::RangeVariable || isNumbers(symbol.type)) &&
                   specifiers.find("auto") != std::string::npos;
    std::string own = symbol.type.cls == ValueClass::Dependent
                          ? "::ag::Lift<" + symbol.type.text + ">"
                      : In.isList(each.symbol) ? "::ag::TensorList"
                                               : promotedType(symbol);
    if (symbol.isConst)
      own.insert(0, "const ");
    if (i == 0 && promoted && !element) {
      Out.drop(stmt.specifiers);
      Out.put(own);
    } else if (i > 0 && partly && promoted != previous) {
      // The comma between the two becomes the end of one declaration.
      operatorBetween({stmt.range.begin, Out.position()}, each.range, "; ");
      Out.put((promoted ? own : specifiers) + " ");
    }
    previous = promoted;
    declarator(stmt, each);
    Out.copyTo(each.range.end);
  }
  if (stmt.range.valid())
    Out.copyTo(stmt.range.end);
  for (const Declarator &each : stmt.declarators) {
    const Symbol &symbol = Fn.symbol(each.symbol);
    if (symbol.kind == SymbolKind::StaticLocal && isHiddenInput(symbol))
      Out.put(" ag_0.reads_late(::ag::inputs(\"" + symbol.name + "\", ::ag::global(" + symbol.name +
              ")));");
  }
}

void Emitter::jump(const Stmt &stmt) {
  const std::vector<std::string> &flags = Low.sets.at(&stmt);
  std::string text;
  for (const std::string &flag : flags)
    text += (text.empty() ? "" : "; ") + flag + " = true";
  if (In.jumps.lowered.at(&stmt).breaks)
    text += text.empty() ? "break" : "; break";
  // No flag: nothing more runs in this turn anyway. (`if (…) ;` would be a warning.)
  bool braces = text.empty() || text.find(';') != std::string::npos;
  if (braces)
    Out.put("{ ");
  Out.put(text);
  Out.dropTo(stmt.range.begin + static_cast<uint32_t>(stmt.kind == StmtKind::Break ? 5 : 8));
  Out.copyTo(stmt.range.end);
  if (braces)
    Out.put(" }");
}

void Emitter::returnStmt(const Stmt &stmt) {
  auto lowered = Low.sets.find(&stmt);
  uint32_t keyword = stmt.range.begin + 6;
  if (lowered == Low.sets.end()) {
    if (!rewrites(stmt))
      return generic(stmt);
    Out.copyTo(keyword);
    if (!stmt.expr->range.valid() && rewritesBelow(*stmt.expr))
      return macro(stmt.place);
    Out.put(" ag_0.ret<" + Fn.resultText + ">(");
    uint32_t gap = stmt.expr->range.valid() ? stmt.expr->range.begin : keyword;
    while (gap > Out.position() && Out.source()[Out.position()] == ' ')
      Out.dropTo(Out.position() + 1);
    generic(stmt);
    Out.copyTo(stmt.range.end - 1);
    Out.put(")");
    return;
  }
  const Jump &jump = In.jumps.lowered.at(&stmt);
  const bool object = Lambdas.empty() && !Fn.returned.empty();
  const bool value = stmt.expr && !object;
  // `return *this += v;` is `*this += v;`.
  const bool plain =
      object && stmt.expr->range.valid() && Out.slice(stmt.expr->range) == Fn.returned;
  bool braces = !lowered->second.empty() || !stmt.expr || object || jump.breaks;
  if (braces)
    Out.put("{ ");
  Out.dropTo(keyword);
  std::size_t raised = 0;
  if (value) {
    Out.put("ag_ret =");
    if (isBraced(*stmt.expr))
      Out.put(" ::ag::Lift<" + (Lambdas.empty() ? Fn.resultText : resultOf(*Lambdas.back())) + ">");
  } else if ((!stmt.expr || plain) && !lowered->second.empty()) {
    Out.put(lowered->second[raised++] + " = true");
  }
  if (plain)
    Out.dropTo(stmt.range.end - 1);
  else if (stmt.expr)
    generic(stmt);
  Out.copyTo(stmt.range.end);
  for (; raised < lowered->second.size(); ++raised)
    Out.put(" " + lowered->second[raised] + " = true;");
  if (jump.breaks)
    Out.put(" break;");
  if (braces)
    Out.put(" }");
}

} // namespace autograft::emit
