// Expressions of the mini language. See Reader.h.
#include "Reader.h"

namespace mini {

Type typeOf(const std::string &name) {
  static const std::map<std::string, C> classes = {
      {"Tensor", C::Tensor}, {"bool", C::Bool},     {"int", C::Number},    {"long", C::Number},
      {"float", C::Number},  {"double", C::Number}, {"size_t", C::Number}, {"State", C::Number},
      {"Vec", C::HostOther}, {"T", C::Dependent},   {"void", C::Void},     {"auto", C::HostOther}};
  Type type{classes.at(name), name, name == "State", false};
  return type;
}

bool Reader::isType() const {
  static const std::set<std::string_view> names = {"Tensor", "bool",  "int",   "long", "float",
                                                   "double", "auto",  "const", "Vec",  "T",
                                                   "size_t", "State", "static"};
  return names.count(tok().text) && !is("(", 1) && !is("::", 1);
}

Type Reader::type(bool &isConst) {
  while (is("const") || is("static")) {
    isConst |= is("const");
    ++At;
  }
  std::string name(tok().text);
  ++At;
  if (name == "long" && eat("double")) {
    Type result = typeOf("double");
    result.text = "long double";
    result.isUnpromotable = true;
    return result;
  }
  Type result = typeOf(name);
  if (eat("const"))
    isConst = true;
  return result;
}

ExprPtr Reader::make(ExprKind kind, uint32_t begin, Type type) {
  auto expr = std::make_unique<Expr>();
  expr->kind = kind;
  expr->range.begin = begin;
  expr->place = place(begin);
  expr->type = std::move(type);
  return expr;
}

ExprPtr Reader::toBool(ExprPtr expr) {
  if (expr->type.cls != C::Tensor && expr->type.cls != C::Dependent)
    return expr;
  ExprPtr result = make(ExprKind::ToBool, expr->range.begin, typeOf("bool"));
  result->range = expr->range;
  result->children.push_back(std::move(expr));
  return result;
}

ExprPtr Reader::toTensor(ExprPtr expr) {
  if (expr->type.cls != C::Number && expr->type.cls != C::Bool)
    return expr;
  ExprPtr result = make(ExprKind::TensorExpr, expr->range.begin, typeOf("Tensor"));
  result->range = expr->range;
  result->children.push_back(std::move(expr));
  return result;
}

ExprPtr Reader::comma() {
  ExprPtr left = assignment();
  while (is(",")) {
    ++At;
    ExprPtr expr = make(ExprKind::Comma, left->range.begin, {});
    expr->children.push_back(std::move(left));
    expr->children.push_back(assignment());
    expr->type = expr->children[1]->type;
    left = finish(std::move(expr));
  }
  return left;
}

SymbolId Reader::written(const Expr &target, WriteKind &kind) const {
  if (target.kind == ExprKind::Ref)
    return target.symbol;
  if (target.children.empty())
    return kNoSymbol;
  kind = target.type.cls == C::Tensor && target.kind == ExprKind::TensorExpr ? WriteKind::Item
                                                                             : WriteKind::Part;
  WriteKind inner = kind;
  return written(*target.children.front(), inner);
}

ExprPtr Reader::assignment() {
  if (is("throw")) {
    ExprPtr expr = make(ExprKind::Throw, here(), typeOf("void"));
    ++At;
    expr->children.push_back(assignment());
    return finish(std::move(expr));
  }
  ExprPtr left = conditional();
  static const std::set<std::string_view> ops = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|="};
  if (!ops.count(tok().text))
    return left;
  bool plain = is("=");
  ++At;
  ExprPtr expr = make(ExprKind::Write, left->range.begin, left->type);
  expr->write = plain ? WriteKind::Assign : WriteKind::Compound;
  expr->symbol = written(*left, expr->write);
  ExprPtr right = assignment();
  if (left->type.cls == C::Tensor)
    right = toTensor(std::move(right));
  if (left->type.cls == C::Bool)
    right = toBool(std::move(right));
  expr->children.push_back(std::move(left));
  expr->children.push_back(std::move(right));
  return finish(std::move(expr));
}

ExprPtr Reader::conditional() {
  ExprPtr left = binary(0);
  if (!is("?"))
    return left;
  ++At;
  ExprPtr expr = make(ExprKind::Conditional, left->range.begin, {});
  expr->children.push_back(toBool(std::move(left)));
  expr->children.push_back(assignment());
  need(":");
  expr->children.push_back(assignment());
  bool tensor =
      expr->children[1]->type.cls == C::Tensor || expr->children[2]->type.cls == C::Tensor;
  expr->type = tensor ? typeOf("Tensor") : expr->children[1]->type;
  return finish(std::move(expr));
}

static int levelOf(std::string_view op) {
  static const std::vector<std::set<std::string_view>> levels = {
      {"||"},       {"&&"},     {"|"},          {"^"}, {"&"}, {"==", "!="}, {"<", ">", "<=", ">="},
      {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}};
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i].count(op))
      return static_cast<int>(i);
  return -1;
}

ExprPtr Reader::binary(int level) {
  if (level > 9)
    return unary();
  ExprPtr left = binary(level + 1);
  while (levelOf(tok().text) == level) {
    std::string op(tok().text);
    ++At;
    ExprPtr right = binary(level + 1);
    ExprPtr expr = make(ExprKind::Arithmetic, left->range.begin, typeOf("int"));
    if (op == "&&" || op == "||") {
      expr->kind = op == "&&" ? ExprKind::And : ExprKind::Or;
      left = toBool(std::move(left));
      right = toBool(std::move(right));
      expr->type = typeOf("bool");
    } else if (left->type.cls == C::Tensor || right->type.cls == C::Tensor) {
      expr->kind = ExprKind::TensorExpr;
      expr->type = typeOf("Tensor");
    } else if (left->type.cls == C::Dependent || right->type.cls == C::Dependent) {
      expr->kind = ExprKind::TensorExpr;
      expr->type = typeOf("T");
    } else if (level == 5 || level == 6) {
      expr->type = typeOf("bool");
    } else if (left->type.text == "double" || right->type.text == "double") {
      expr->type = typeOf("double");
    }
    expr->children.push_back(std::move(left));
    expr->children.push_back(std::move(right));
    left = finish(std::move(expr));
  }
  return left;
}

ExprPtr Reader::unary() {
  uint32_t begin = here();
  if (eat("!")) {
    ExprPtr expr = make(ExprKind::Not, begin, typeOf("bool"));
    expr->children.push_back(toBool(unary()));
    return finish(std::move(expr));
  }
  if (is("++") || is("--")) {
    ++At;
    ExprPtr expr = make(ExprKind::Write, begin, {});
    expr->children.push_back(unary());
    expr->type = expr->children[0]->type;
    expr->write = WriteKind::Increment;
    expr->symbol = written(*expr->children[0], expr->write);
    return finish(std::move(expr));
  }
  if (eat("-")) {
    ExprPtr operand = unary();
    ExprPtr expr =
        make(operand->type.cls == C::Tensor ? ExprKind::TensorExpr : ExprKind::Arithmetic, begin,
             operand->type);
    expr->children.push_back(std::move(operand));
    return finish(std::move(expr));
  }
  if (eat("&")) {
    ExprPtr expr = make(ExprKind::Opaque, begin, {});
    expr->children.push_back(unary());
    if (expr->children[0]->kind == ExprKind::Ref)
      Fn.symbols[static_cast<std::size_t>(expr->children[0]->symbol)].addressTaken = true;
    return finish(std::move(expr));
  }
  return postfix();
}

ExprPtr Reader::member(ExprPtr object) {
  uint32_t begin = object->range.begin;
  Range name{here(), here() + static_cast<uint32_t>(tok().text.size())};
  std::string method(tok().text);
  ++At;
  if (method == "item") {
    need("<");
    bool isConst = false;
    ExprPtr expr = make(ExprKind::Item, begin, type(isConst));
    need(">");
    need("(");
    need(")");
    expr->name = name;
    expr->children.push_back(std::move(object));
    return finish(std::move(expr));
  }
  return call(method, begin, std::move(object));
}

ExprPtr Reader::postfix() {
  ExprPtr expr = primary();
  for (;;) {
    uint32_t begin = expr->range.begin;
    if (eat(".")) {
      expr = member(std::move(expr));
    } else if (is("[")) {
      ++At;
      bool tensor = expr->type.cls == C::Tensor;
      std::string of = expr->kind == ExprKind::Ref ? Fn.symbol(expr->symbol).name : "the container";
      ExprPtr result =
          make(tensor ? ExprKind::TensorExpr : ExprKind::Opaque, begin, typeOf("Tensor"));
      result->children.push_back(std::move(expr));
      ExprPtr index = comma();
      if (!tensor) {
        ExprPtr use = make(ExprKind::HostUse, index->range.begin, index->type);
        use->range = index->range;
        use->text = "an index of '" + of + "'";
        use->children.push_back(std::move(index));
        index = std::move(use);
      }
      result->children.push_back(std::move(index));
      need("]");
      expr = finish(std::move(result));
    } else if (is("++") || is("--")) {
      ++At;
      ExprPtr result = make(ExprKind::Write, begin, expr->type);
      result->write = WriteKind::Increment;
      result->symbol = written(*expr, result->write);
      result->children.push_back(std::move(expr));
      expr = finish(std::move(result));
    } else {
      return expr;
    }
  }
}

ExprPtr Reader::castTo(const std::string &target, uint32_t begin) {
  need("(");
  ExprPtr operand = comma();
  need(")");
  bool tensor = operand->type.cls == C::Tensor;
  ExprPtr expr = make(tensor && target == "bool" ? ExprKind::ToBool
                      : target == "Tensor"       ? ExprKind::TensorExpr
                                                 : ExprKind::Cast,
                      begin, typeOf(target));
  expr->isExplicit = true;
  expr->children.push_back(std::move(operand));
  return finish(std::move(expr));
}

// A braced list that makes a tensor.
ExprPtr Reader::braces() {
  ExprPtr expr = make(ExprKind::TensorExpr, here(), typeOf("Tensor"));
  need("{");
  while (!is("}")) {
    expr->children.push_back(assignment());
    eat(",");
  }
  need("}");
  return finish(std::move(expr));
}

ExprPtr Reader::primary() {
  uint32_t begin = here();
  if (tok().kind == TokenKind::Number || tok().kind == TokenKind::String) {
    bool floating = tok().text.find('.') != std::string_view::npos;
    ++At;
    return finish(make(ExprKind::Literal, begin, typeOf(floating ? "double" : "int")));
  }
  if (is("true") || is("false")) {
    ++At;
    return finish(make(ExprKind::Literal, begin, typeOf("bool")));
  }
  if (is("On") || is("Off")) {
    ++At;
    return finish(make(ExprKind::Literal, begin, typeOf("State")));
  }
  if (eat("(")) {
    ExprPtr inner = comma();
    need(")");
    ExprPtr expr = make(ExprKind::Group, begin, inner->type);
    expr->children.push_back(std::move(inner));
    return finish(std::move(expr));
  }
  if (is("{"))
    return braces();
  if (is("["))
    return lambda();
  if (eat("static_cast")) {
    need("<");
    bool isConst = false;
    std::string target = type(isConst).text;
    need(">");
    return castTo(target, begin);
  }
  static const std::set<std::string_view> builtin = {"int",  "double", "float", "bool",
                                                     "long", "size_t", "Tensor"};
  if (builtin.count(tok().text) && is("(", 1)) {
    std::string target(tok().text);
    ++At;
    return castTo(target, begin);
  }
  return name();
}

ExprPtr Reader::name() {
  uint32_t begin = here();
  std::string text(tok().text);
  if (tok().kind != TokenKind::Word)
    fail("expected an expression");
  ++At;
  while (eat("::")) {
    text += "::" + std::string(tok().text);
    ++At;
  }
  if (is("<") && text.rfind("std::", 0) == 0) {
    while (!is("("))
      ++At;
  }
  SymbolId id = find(text);
  if (id == kNoSymbol)
    return call(text, begin, nullptr);
  for (auto &captured : Captured)
    captured.insert(id);
  ExprPtr ref = finish(make(ExprKind::Ref, begin, Fn.symbol(id).type));
  ref->symbol = id;
  if (!is("(") || Fn.symbol(id).type.text != "lambda")
    return ref;
  return call(text, begin, std::move(ref));
}

} // namespace mini
