// See Walk.h.
#include "tree/Walk.h"

namespace autograft::tree {

void eachStmt(const Stmt &stmt, const std::function<void(const Stmt &)> &visit) {
  auto one = [&](const StmtPtr &part) {
    if (part)
      visit(*part);
  };
  if (stmt.header) {
    one(stmt.header->init);
    one(stmt.header->condVar);
    one(stmt.header->variable);
  }
  for (const StmtPtr &child : stmt.children)
    one(child);
}

void eachExpr(const Stmt &stmt, const std::function<void(const Expr &)> &visit) {
  auto one = [&](const ExprPtr &part) {
    if (part)
      visit(*part);
  };
  if (stmt.header) {
    one(stmt.header->cond);
    one(stmt.header->inc);
    one(stmt.header->range);
  }
  one(stmt.expr);
  for (const Declarator &declarator : stmt.declarators)
    one(declarator.init);
}

static void walkBelow(const Expr &expr, bool lambdas,
                      const std::function<void(const Stmt &)> &onStmt,
                      const std::function<void(const Expr &)> &onExpr);

static void walkBelow(const Stmt &stmt, bool lambdas,
                      const std::function<void(const Stmt &)> &onStmt,
                      const std::function<void(const Expr &)> &onExpr) {
  onStmt(stmt);
  eachExpr(stmt, [&](const Expr &expr) { walkBelow(expr, lambdas, onStmt, onExpr); });
  eachStmt(stmt, [&](const Stmt &child) { walkBelow(child, lambdas, onStmt, onExpr); });
}

static void walkBelow(const Expr &expr, bool lambdas,
                      const std::function<void(const Stmt &)> &onStmt,
                      const std::function<void(const Expr &)> &onExpr) {
  onExpr(expr);
  for (const ExprPtr &child : expr.children)
    walkBelow(*child, lambdas, onStmt, onExpr);
  if (!expr.lambda)
    return;
  for (const ExprPtr &capture : expr.lambda->initCaptures)
    walkBelow(*capture, lambdas, onStmt, onExpr);
  if (lambdas && expr.lambda->body)
    walkBelow(*expr.lambda->body, lambdas, onStmt, onExpr);
}

void walkStmts(const Stmt &root, bool lambdas, const std::function<void(const Stmt &)> &visit) {
  walkBelow(root, lambdas, visit, [](const Expr &) {});
}

void walkExprs(const Stmt &root, bool lambdas, const std::function<void(const Expr &)> &visit) {
  walkBelow(root, lambdas, [](const Stmt &) {}, visit);
}

void walkExprs(const Expr &root, bool lambdas, const std::function<void(const Expr &)> &visit) {
  walkBelow(root, lambdas, [](const Stmt &) {}, visit);
}

const Expr &ungroup(const Expr &expr) {
  return expr.kind == ExprKind::Group ? ungroup(*expr.children.front()) : expr;
}

bool isImpure(const CallInfo &call) {
  return call.kind == CallKind::Opaque || (call.kind == CallKind::Visible && !call.twin->pure);
}

static bool isFallthrough(const Stmt &stmt) {
  return stmt.kind == StmtKind::Attributed && stmt.children.front()->kind == StmtKind::Empty;
}

std::vector<Segment> segments(const Stmt &switchStmt) {
  const Stmt &body = *switchStmt.children.front();
  std::vector<Segment> result(1);
  auto add = [&](const Stmt &item) {
    if (item.kind == StmtKind::Case && (!result.back().items.empty() || result.back().fallthrough))
      result.emplace_back();
    const Stmt *inner = &item;
    for (; inner && inner->kind == StmtKind::Case;
         inner = inner->children.empty() ? nullptr : inner->children.front().get())
      result.back().labels.push_back(inner);
    if (inner && isFallthrough(*inner))
      result.back().fallthrough = inner;
    else if (inner)
      result.back().items.push_back(inner);
  };
  if (body.kind != StmtKind::Block)
    add(body);
  else
    for (const StmtPtr &child : body.children)
      add(*child);
  return result;
}

bool Segment::fallsThrough() const {
  for (const Stmt *item : items)
    if (!completes(*item))
      return false;
  return true;
}

bool hasNestedLabels(const Stmt &switchStmt) {
  std::size_t own = 0, all = 0;
  for (const Segment &segment : segments(switchStmt))
    own += segment.labels.size();
  std::function<void(const Stmt &)> count = [&](const Stmt &stmt) {
    all += stmt.kind == StmtKind::Case;
    if (stmt.kind != StmtKind::Switch)
      eachStmt(stmt, count);
  };
  count(*switchStmt.children.front());
  return all != own;
}

bool isLoop(const Stmt &stmt) {
  return stmt.kind == StmtKind::While || stmt.kind == StmtKind::Do || stmt.kind == StmtKind::For ||
         stmt.kind == StmtKind::RangeFor;
}

const Stmt &body(const Stmt &loop) { return *loop.children.front(); }

bool isLoopOptions(const Expr &expr) {
  return expr.call && expr.call->kind == CallKind::AgOp && expr.call->name == "loop_options";
}

const Stmt *loopOptions(const Stmt &loop) {
  const Stmt *first = &body(loop);
  if (first->kind == StmtKind::Block)
    first = first->children.empty() ? nullptr : first->children.front().get();
  const bool found = first && first->kind == StmtKind::Expression && first->expr &&
                     isLoopOptions(ungroup(*first->expr));
  return found ? first : nullptr;
}

const Stmt &thenOf(const Stmt &stmt) { return *stmt.children.front(); }

const Stmt *elseOf(const Stmt &stmt) {
  return stmt.children.size() > 1 ? stmt.children[1].get() : nullptr;
}

bool completes(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Return:
  case StmtKind::Break:
  case StmtKind::Continue:
    return false;
  case StmtKind::Expression:
    return !stmt.expr || ungroup(*stmt.expr).kind != ExprKind::Throw;
  case StmtKind::Attributed:
    return completes(*stmt.children.front());
  case StmtKind::Block:
    for (const StmtPtr &child : stmt.children)
      if (!completes(*child))
        return false;
    return true;
  case StmtKind::If:
    return !elseOf(stmt) || completes(thenOf(stmt)) || completes(*elseOf(stmt));
  default:
    return true;
  }
}

} // namespace autograft::tree
