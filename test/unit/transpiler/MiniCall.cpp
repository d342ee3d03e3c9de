// Calls and lambdas of the mini language. See Reader.h.
#include "Reader.h"

namespace mini {

// What the functions that tests call are. See Mini.h.
static void classify(const std::string &callee, Expr &expr, CallInfo &info) {
  auto starts = [&](const char *prefix) { return callee.rfind(prefix, 0) == 0; };
  auto set = [&](CallKind kind, const char *type) {
    info.kind = kind;
    expr.type = typeOf(type);
  };
  if (callee == "ag::check" || callee == "ag::print")
    set(CallKind::AgEffect, "void");
  else if (callee == "ag::range")
    set(CallKind::AgOp, "Vec");
  else if (starts("ag::"))
    set(CallKind::AgOp, "Tensor");
  else if (starts("std::"))
    set(CallKind::Math, "double");
  else if (starts("ann"))
    set(CallKind::Annotated, callee == "annT" ? "Tensor" : callee == "annI" ? "int" : "void");
  else if (callee == "pureI" || callee == "size")
    set(CallKind::Pure, "int");
  else if (callee == "shape")
    set(CallKind::AgOp, "long");
  else if (callee == "push_back" || callee == "print_host")
    set(CallKind::Opaque, "void");
  else if (callee == "helper")
    set(CallKind::Opaque, "Tensor");
  else if (callee == "rnd") {
    set(CallKind::Opaque, "int");
    info.hidden = true;
  } else
    throw std::runtime_error("unknown name " + callee);
}

ExprPtr Reader::call(const std::string &callee, uint32_t begin, ExprPtr object) {
  Range calleeRange{begin, last()};
  ExprPtr expr = make(ExprKind::Call, begin, {});
  expr->call = std::make_unique<CallInfo>();
  CallInfo &info = *expr->call;
  bool closure = object && object->type.text == "lambda";
  if (closure) {
    info.kind = CallKind::Closure;
    expr->type = typeOf("int");
  } else {
    classify(callee, *expr, info);
  }
  info.name = callee.substr(callee.rfind(':') == std::string::npos ? 0 : callee.rfind(':') + 1);
  info.callee = calleeRange;
  info.crossing = 0xabc;
  info.hasObject = object != nullptr;
  if (object) {
    if (callee == "push_back") {
      ExprPtr write = make(ExprKind::Write, begin, object->type);
      write->range = object->range;
      write->write = WriteKind::Method;
      write->symbol = object->symbol;
      write->children.push_back(std::move(object));
      object = std::move(write);
    }
    expr->children.push_back(std::move(object));
  }
  need("(");
  while (!is(")")) {
    ExprPtr argument = assignment();
    info.arguments.push_back({argument->type, false});
    if (info.kind == CallKind::Math &&
        Source.substr(begin, last() - begin).find('<') != std::string::npos)
      info.arguments.back().parameter = typeOf("double");
    if (info.name == "print" || info.name == "check" || info.name == "range")
      info.arguments.back().parameter = typeOf("T");
    expr->children.push_back(std::move(argument));
    eat(",");
  }
  need(")");
  return finish(std::move(expr));
}

ExprPtr Reader::lambda() {
  ExprPtr expr = make(ExprKind::Lambda, here(), {C::HostOther, "lambda", false, false});
  expr->lambda = std::make_unique<LambdaInfo>();
  need("[");
  bool byRef = eat("&");
  if (!byRef)
    eat("=");
  need("]");
  bool wasInLambda = InLambda;
  InLambda = true;
  Scopes.emplace_back();
  SymbolId first = static_cast<SymbolId>(Fn.symbols.size());
  if (eat("(")) {
    while (!eat(")")) {
      bool isConst = false;
      Type kind = type(isConst);
      uint32_t at = here();
      std::string text(tok().text);
      ++At;
      expr->lambda->params.push_back(declare(text, SymbolKind::LambdaLocal, kind, at));
      eat(",");
    }
  }
  Captured.emplace_back();
  expr->lambda->body = block();
  for (SymbolId id : Captured.back())
    if (id < first)
      (byRef ? expr->lambda->byRef : expr->lambda->byCopy).push_back(id);
  Captured.pop_back();
  Scopes.pop_back();
  InLambda = wasInLambda;
  return finish(std::move(expr));
}

} // namespace mini
