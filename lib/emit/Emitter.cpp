// See Emitter.h: the small pieces that all parts use.
#include "emit/Emitter.h"

#include "emit/Lexer.h"

#include <algorithm>

namespace autograft::emit {

using namespace tree;
using namespace analysis;
using namespace transform;

Emitter::Emitter(const Function &function, const Activity &activity, const Staging &staging,
                 const Lowering &lowering, std::string_view source)
    : Fn(function), Act(activity), In(staging), Low(lowering),
      Out(source, function.body->range.begin) {
  findRaised();
}

// The next name that is not the user's own.
std::string Emitter::cursor() {
  for (;;) {
    std::string name = "ag_" + std::to_string(++Cursors);
    bool taken = std::any_of(Fn.symbols.begin(), Fn.symbols.end(),
                             [&](const Symbol &symbol) { return symbol.name == name; });
    if (!taken)
      return name;
  }
}

std::string Emitter::site(tree::Place place) const {
  return "AG_SITE(" + std::to_string(place.line) + ", " + std::to_string(place.col) + ")";
}

std::string Emitter::state(const StateList &list) const {
  if (list.empty())
    return "::ag::state()";
  std::string names, values;
  for (const StateEntry &entry : list) {
    names += (names.empty() ? "" : ",") + entry.label;
    values += ", " + entry.lvalue;
  }
  return "::ag::state(\"" + names + "\"" + values + ")";
}

std::string Emitter::state(RegionKind kind, const Stmt &anchor) const {
  return state(Low.states.at({kind, &anchor}));
}

// What must be rewritten comes out of a macro.
void Emitter::macro(tree::Place place) {
  std::string_view source = Out.source();
  std::size_t line = 1, at = 0;
  while (line < place.line && at < source.size())
    line += source[at++] == '\n';
  at += place.col ? place.col - 1 : 0;
  std::vector<Token> tokens = lex(source.substr(std::min(at, source.size()), 200));
  std::string name = tokens.empty() ? std::string() : std::string(tokens.front().text);
  Findings.push_back({Code::AG0109, place, static_cast<unsigned>(name.size()), {name}, {}, {}});
}

// Behind the `{` of a block and in front of its `}`: each may be a digraph.
uint32_t Emitter::afterBrace(Range block) const {
  return block.begin + (Out.source()[block.begin] == '<' ? 2 : 1);
}

uint32_t Emitter::beforeBrace(Range block) const {
  return block.end - (Out.source()[block.end - 1] == '>' ? 2 : 1);
}

bool Emitter::isBraced(const Expr &expr) const {
  return expr.range.valid() && Out.source()[expr.range.begin] == '{';
}

bool Emitter::promotes(const Declarator &declarator) const {
  if (In.isList(declarator.symbol))
    return true;
  if (!In.isPromoted(Act.resolve(declarator.symbol)))
    return false;
  const Symbol &symbol = Fn.symbol(declarator.symbol);
  if (symbol.kind == SymbolKind::Binding)
    return false; // `auto` gives it the lifted type
  return symbol.type.cls == ValueClass::Number || symbol.type.cls == ValueClass::Bool ||
         isNumbers(symbol.type) ||
         (symbol.type.cls == ValueClass::Dependent && !symbol.type.text.empty());
}

// Declared by `auto`: a structure of numbers gets its type from its initial value.
bool Emitter::isAuto(const Stmt &decl) const {
  return decl.specifiers.valid() &&
         Out.slice(decl.specifiers).find("auto") != std::string_view::npos;
}

std::string Emitter::promotedType(const Symbol &symbol) const {
  const bool number = symbol.type.cls == ValueClass::Number || symbol.type.cls == ValueClass::Bool;
  return (number ? "::ag::Scalar<" : "::ag::Lift<") + symbol.type.text + ">";
}

bool Emitter::partlyPromoted(const Stmt *decl) const {
  if (!decl || decl->kind != StmtKind::Decl)
    return false;
  auto promoted = [&](const Declarator &each) { return promotes(each); };
  return std::any_of(decl->declarators.begin(), decl->declarators.end(), promoted) &&
         !std::all_of(decl->declarators.begin(), decl->declarators.end(), promoted);
}

} // namespace autograft::emit
