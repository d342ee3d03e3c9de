// Loops. A staged one is a `for` (or the user's own `do`) whose header asks the cursor; flags are
// declared in a block around it.
#include "emit/Emitter.h"

#include "emit/Lexer.h"
#include "tree/Walk.h"

#include <algorithm>

namespace autograft::emit {

using namespace tree;
using namespace analysis;
using namespace transform;

void Emitter::loop(const Stmt &stmt) {
  const Stmt *options = loopOptions(stmt);
  if (!options)
    return loopItself(stmt);
  const std::string turns = cursor();
  LoopTurns[&ungroup(*options->expr)] = turns;
  Out.put("{ ::ag::Turns " + turns + "(" + site(stmt.place) + "); ");
  loopItself(stmt);
  Out.put(" }");
}

void Emitter::loopItself(const Stmt &stmt) {
  const LoopLowering &loop = Low.loops.at(&stmt);
  if (In.constructs.mode(stmt) != LoopMode::Staged)
    return plainLoop(stmt, loop);
  switch (stmt.kind) {
  case StmtKind::RangeFor:
    return each(stmt, loop);
  case StmtKind::Do:
    return doLoop(stmt, loop);
  default:
    return loop.moveCond ? movedCondition(stmt, loop) : whileOrFor(stmt, loop);
  }
}

std::string Emitter::loopCursor(const Stmt &stmt, const LoopLowering &loop,
                                const std::string &cursor) {
  std::string text =
      "::ag::Loop " + cursor + "(" + site(stmt.place) + ", " + state(RegionKind::Loop, stmt);
  if (!loop.exit.empty())
    text += ", " + loop.exit;
  std::string kind;
  auto add = [&](bool holds, const char *name) {
    if (holds)
      kind += (kind.empty() ? "::ag::Loop::" : " | ::ag::Loop::") + std::string(name);
  };
  add(stmt.kind == StmtKind::Do, "body_first");
  add(loop.choice, "choice");
  add(loop.insist, "insist");
  return text + (kind.empty() ? "" : ", " + kind) + ");";
}

static std::string flagDecl(const std::string &flag) {
  return flag.empty() ? std::string() : "::ag::Scalar<bool> " + flag + " = false;";
}

// The body, with the flag of `continue` at its start and `tail` behind it.
void Emitter::loopBody(const Stmt &stmt, const LoopLowering &loop, const std::string &tail) {
  const Stmt &inner = body(stmt);
  std::string head = loop.skip.empty() ? std::string() : " " + flagDecl(loop.skip);
  if (inner.kind == StmtKind::Block && inner.range.valid() && tail.empty()) {
    Out.copyTo(inner.range.begin);
    return block(inner, head);
  }
  bool wrap = !head.empty() || !tail.empty();
  if (wrap)
    Out.put(" {" + head);
  if (wrap || In.constructs.mode(stmt) != LoopMode::Plain)
    whole(inner);
  else
    this->stmt(inner);
  if (wrap)
    Out.put(tail + " }");
}

// The same tokens on one line: a line comment must not swallow what follows.
static std::string oneLine(const std::string &text) {
  if (text.find('\n') == std::string::npos && text.find("//") == std::string::npos)
    return text;
  std::string result;
  for (const Token &token : lex(text))
    result += (result.empty() ? "" : " ") + std::string(token.text);
  return result;
}

// The increment as text for the end of the body, without line breaks.
std::string Emitter::increment(const Stmt &stmt, const LoopLowering &loop) {
  const Expr &inc = *stmt.header->inc;
  if (!inc.range.valid()) {
    macro(inc.place);
    return {};
  }
  Writer main = std::move(Out);
  Out = Writer(main.source(), inc.range.begin);
  expr(inc);
  Out.copyTo(inc.range.end);
  std::string text = oneLine(Out.take());
  Out = std::move(main);
  bool left = std::any_of(Low.sets.begin(), Low.sets.end(), [&](const auto &each) {
    return std::find(each.second.begin(), each.second.end(), loop.exit) != each.second.end();
  });
  if (!left)
    return " " + text + ";";
  std::string name = cursor(), at = site(inc.place);
  return " { ::ag::Branch " + name + "(" + at + ", ::ag::not_(" + at + ", " + loop.exit + "), " +
         state(Low.incStates.at(&stmt)) + "); if (" + name + ".then()) { " + text + "; } if (" +
         name + ".other()) {} " + name + ".join(); }";
}

// The initialiser of a `for` as a statement in front of it.
void Emitter::forInit(const Stmt &stmt) {
  const Header &header = *stmt.header;
  if (stmt.kind != StmtKind::For)
    return;
  if (header.init && header.init->kind != StmtKind::Empty) {
    this->stmt(*header.init);
    Out.put(" ");
  } else {
    Out.copyTo(header.firstSemi);
    Out.dropTo(header.firstSemi + 1);
  }
}

void Emitter::whileOrFor(const Stmt &stmt, const LoopLowering &loop) {
  const Header &header = *stmt.header;
  bool isFor = stmt.kind == StmtKind::For;
  bool wrap = !loop.brk.empty() || (header.init && header.init->kind != StmtKind::Empty);
  Out.dropTo(header.lparen + 1);
  if (wrap)
    Out.put("{ ");
  forInit(stmt);
  std::string name = cursor(), flag = flagDecl(loop.brk);
  Out.put(flag + (flag.empty() ? "" : " ") + "for (" + loopCursor(stmt, loop, name));
  Out.put(" " + name + ".next() && " + name + ".test(");
  if (header.cond) {
    while (Out.position() < header.cond->range.begin && Out.source()[Out.position()] == ' ')
      Out.dropTo(Out.position() + 1);
    condition(stmt);
  } else {
    Out.put("true");
  }
  if (isFor) {
    Out.copyTo(header.secondSemi);
    Out.put(")");
    Out.copyTo(header.secondSemi + 1);
    if (header.inc && loop.moveInc) {
      Out.drop({header.inc->range.begin, header.inc->range.end});
    } else if (header.inc) {
      expr(*header.inc);
    }
    Out.copyTo(header.rparen + 1);
  } else {
    Out.copyTo(header.rparen);
    Out.put(");");
    Out.copyTo(header.rparen + 1);
  }
  loopBody(stmt, loop, header.inc && loop.moveInc ? increment(stmt, loop) : std::string());
  if (wrap)
    Out.put(" }");
}

// A condition that declares or changes variables is not a pure test: it becomes the first statement
// of the body, its failure the loop's exit.
void Emitter::movedCondition(const Stmt &stmt, const LoopLowering &loop) {
  const Header &header = *stmt.header;
  Out.dropTo(header.lparen + 1);
  Out.put("{ ");
  forInit(stmt);
  std::string name = cursor(), branch = cursor();
  Out.put(flagDecl(loop.brk) + " for (" + loopCursor(stmt, loop, name) + " " + name +
          ".next() && " + name + ".test(true);) { ");
  if (header.condVar) {
    this->stmt(*header.condVar);
    Out.put("; ");
  }
  Out.put("{ ::ag::Branch " + branch + "(" +
          site(header.condVar ? stmt.place : header.cond->place) + ", ");
  condition(stmt);
  Out.put(", " + state(Low.condStates.at(&stmt)) + "); if (" + branch + ".then())");
  if (header.secondSemi) {
    Out.copyTo(header.secondSemi);
    Out.dropTo(header.rparen + 1);
  } else {
    Out.copyTo(header.rparen);
    Out.dropTo(header.rparen + 1);
  }
  bool braced = needsBraces(header.rparen, body(stmt));
  Out.put(braced ? " {" : "");
  loopBody(stmt, loop, header.inc ? increment(stmt, loop) : std::string());
  Out.put(braced ? " }" : "");
  Out.put(" if (" + branch + ".other()) { " + loop.brk + " = true; } " + branch + ".join(); } } }");
}

void Emitter::doLoop(const Stmt &stmt, const LoopLowering &loop) {
  const Header &header = *stmt.header;
  std::string name = cursor(), flag = flagDecl(loop.brk);
  Out.put("{ " + flag + (flag.empty() ? "" : " ") + loopCursor(stmt, loop, name) + " ");
  if (loop.moveCond) {
    doMoved(stmt, loop, name);
  } else {
    Out.copyTo(header.keyword.end);
    loopBody(stmt, loop, "");
    Out.copyTo(header.lparen + 1);
    Out.put(name + ".next() && " + name + ".test(");
    condition(stmt);
    Out.copyTo(header.rparen);
    Out.put(")");
    Out.copyTo(stmt.range.end);
  }
  Out.put(" }");
}

// `do { … } while (k-- > 0);`: the condition runs at the end of the body, unless the body was left.
void Emitter::doMoved(const Stmt &stmt, const LoopLowering &loop, const std::string &name) {
  const Header &header = *stmt.header;
  Out.copyTo(header.keyword.end);
  Out.put(" {");
  loopBody(stmt, loop, "");
  std::string outer = cursor(), inner = cursor(), at = site(header.cond->place);
  std::string writes = state(Low.condWrites.at(&stmt));
  Out.copyTo(header.whileKeyword.begin);
  Out.dropTo(header.lparen + 1);
  Out.put("{ ::ag::Branch " + outer + "(" + at + ", ::ag::not_(" + at + ", " + loop.exit + "), " +
          writes + "); if (" + outer + ".then()) { ::ag::Branch " + inner + "(" + at + ", ");
  condition(stmt);
  Out.copyTo(header.rparen);
  Out.put(", " + state({{"break", loop.brk}}) + "); if (" + inner + ".then()) {} if (" + inner +
          ".other()) { " + loop.brk + " = true; } " + inner + ".join(); } if (" + outer +
          ".other()) {} " + outer + ".join(); } } while (" + name + ".next() && " + name +
          ".test(true)");
  Out.copyTo(stmt.range.end);
}

void Emitter::each(const Stmt &stmt, const LoopLowering &loop) {
  const Header &header = *stmt.header;
  bool wrap = !loop.brk.empty();
  if (wrap)
    Out.put("{ " + flagDecl(loop.brk) + " ");
  if (header.init)
    this->stmt(*header.init);
  this->stmt(*header.variable);
  Out.copyTo(header.range->range.begin);
  Out.put("::ag::Each(" + site(stmt.place) + ", ");
  if (!header.range->range.valid())
    return macro(stmt.place);
  expr(*header.range);
  Out.copyTo(header.rparen);
  Out.put(", " + state(RegionKind::Each, stmt) +
          (loop.exit.empty() ? std::string() : ", " + loop.exit) + ")");
  Out.copyTo(header.rparen + 1);
  loopBody(stmt, loop, "");
  if (wrap)
    Out.put(" }");
}

void Emitter::guardedBody(const Stmt &stmt, const LoopLowering &loop) {
  std::string name = cursor(), at = site(stmt.place);
  Out.put(" { ::ag::Branch " + name + "(" + at + ", ::ag::not_(" + at + ", " + loop.exit + "), " +
          state(RegionKind::GuardedBody, stmt) + "); if (" + name + ".then())");
  bool braced = needsBraces(stmt.header->rparen, body(stmt));
  Out.put(braced ? " {" : "");
  loopBody(stmt, loop, "");
  Out.put(braced ? " }" : "");
  Out.put(" if (" + name + ".other()) {} " + name + ".join(); }");
}

// A loop that stays a C++ loop, with all turns under the guard of its exit flag if it has one.
void Emitter::plainLoop(const Stmt &stmt, const LoopLowering &loop) {
  const Header &header = *stmt.header;
  bool guarded = In.constructs.mode(stmt) == LoopMode::Guarded;
  bool hoist = partlyPromoted(header.init.get());
  bool wrap = hoist || (guarded && !loop.brk.empty());
  if (wrap)
    Out.put("{ ");
  if (hoist) {
    Out.dropTo(header.lparen + 1);
    this->stmt(*header.init);
    Out.put(" ");
  }
  if (guarded && !loop.brk.empty())
    Out.put(flagDecl(loop.brk) + " ");
  if (hoist)
    Out.put("for (;");
  else if (header.init)
    this->stmt(*header.init);
  if (stmt.kind == StmtKind::Do) {
    Out.copyTo(header.keyword.end);
  } else {
    for (const StmtPtr *part : {&header.condVar, &header.variable})
      if (*part)
        this->stmt(**part);
    for (const ExprPtr *part : {&header.cond, &header.range, &header.inc})
      if (*part && !(header.condVar && part == &header.cond))
        expr(**part);
    Out.copyTo(header.rparen + 1);
  }
  if (guarded)
    guardedBody(stmt, loop);
  else
    loopBody(stmt, loop, "");
  if (stmt.kind == StmtKind::Do) {
    Out.copyTo(header.lparen + 1);
    expr(*header.cond);
    Out.copyTo(stmt.range.end);
  }
  if (wrap)
    Out.put(" }");
}

} // namespace autograft::emit
