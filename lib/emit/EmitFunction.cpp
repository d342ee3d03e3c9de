// The frame of the function: prologue, shadows of lifted parameters, return slot.
#include "emit/Emitter.h"
#include "emit/Text.h"

#include <algorithm>

namespace autograft::emit {

using namespace tree;
using namespace analysis;

bool Emitter::resultLifts() const {
  return Fn.result.cls == ValueClass::Number || Fn.result.cls == ValueClass::Bool ||
         Fn.result.cls == ValueClass::Dependent;
}

bool Emitter::crosses() const {
  return resultLifts() || std::any_of(Fn.params.begin(), Fn.params.end(),
                                      [&](const auto &param) { return In.isLifted(param.symbol); });
}

// An argument of the self-call.
std::string Emitter::passed(const Parameter &param, std::size_t index) {
  const Symbol &symbol = Fn.symbol(param.symbol);
  if (In.isLifted(param.symbol))
    return "::ag::pass(" + std::to_string(index) + ", " + symbol.name + ")";
  bool number = symbol.type.cls == ValueClass::Number || symbol.type.cls == ValueClass::Bool;
  bool move = param.passing == Passing::RvalueRef || (param.passing == Passing::Value && !number);
  std::string text =
      move ? "static_cast<decltype(" + symbol.name + ")&&>(" + symbol.name + ")" : symbol.name;
  return param.isPack ? text + "..." : text;
}

std::string Emitter::selfCall() {
  std::string call = Fn.selfText + "(";
  for (std::size_t i = 0; i < Fn.params.size(); ++i)
    call += (i ? ", " : "") + passed(Fn.params[i], i);
  call += ")";
  if (!crosses())
    return call;
  std::string crossing = "::ag::Crossing(" + hex(Fn.crossing) + ")";
  return Fn.result.cls == ValueClass::Void ? "(" + crossing + ", " + call + ")"
                                           : crossing + ".result(" + call + ")";
}

std::string Emitter::thunk(const std::string &self) {
  std::string params;
  for (const Parameter &param : Fn.params) {
    const std::string &name = Fn.symbol(param.symbol).name;
    std::string type = "decltype(" + name + ")";
    params += (params.empty() ? "" : ", ") +
              (In.isLifted(param.symbol) ? "::ag::Lift<" + type + ">" : type) +
              (param.isPack ? "... " : " ") + name;
  }
  bool isVoid = Fn.result.cls == ValueClass::Void;
  return "+[](" + params + ") -> " + (isVoid ? "void" : "::ag::Lift<" + Fn.resultText + ">") +
         " { " + (isVoid ? "" : "return ") + self + "; }";
}

// The address of this very function, for the run time's count of traces.
std::string Emitter::selfPointer() {
  std::string params;
  for (const Parameter &param : Fn.params)
    params += (params.empty() ? "" : ", ") + ("decltype(" + Fn.symbol(param.symbol).name + ")") +
              (param.isPack ? "..." : "");
  return "static_cast<" + Fn.resultText + " (*)(" + params + ")>(&" + Fn.selfText + ")";
}

std::string Emitter::prologue() {
  std::string text = " AG_FN(\"" + Fn.name + "\", " + std::to_string(Fn.place.line) + ", " +
                     std::to_string(Fn.place.col) + "); ::ag::Frame ag_0(ag_fn" +
                     (crosses() ? ", " + hex(Fn.crossing) : std::string()) + "); AG_QUIET";
  if (Fn.isTwin)
    return text;
  std::string arguments;
  for (const Parameter &param : Fn.params)
    arguments += ", " + Fn.symbol(param.symbol).name + (param.isPack ? "..." : "");
  bool isVoid = Fn.result.cls == ValueClass::Void;
  std::string run = "ag_0.run<" + (isVoid ? std::string("void") : Fn.resultText) + ">(" +
                    thunk(selfCall()) + arguments + ");";
  text += " if (ag_0.outermost(" + selfPointer() + ")) ";
  text += isVoid ? "{ " + run + " return; }" : "return " + run;
  return text;
}

// Lifted parameters, and others that are promoted, get a variable of their own.
std::string Emitter::shadows() {
  std::string outer, inner;
  for (std::size_t i = 0; i < Fn.params.size(); ++i) {
    SymbolId id = Fn.params[i].symbol;
    if (!In.isPromoted(id))
      continue;
    const Symbol &symbol = Fn.symbol(id);
    static const char *const taken[] = {"ret", "done", "fn", "brk", "skip"};
    bool clash = std::any_of(std::begin(taken), std::end(taken),
                             [&](const char *word) { return symbol.name.rfind(word, 0) == 0; });
    std::string alias = (clash ? "ag_arg_" : "ag_") + symbol.name;
    bool dependent = symbol.type.cls == ValueClass::Dependent;
    outer += " auto& " + alias + " = " + symbol.name + ";";
    inner += " " +
             (dependent ? "::ag::Lift<decltype(" + alias + ")>"
                        : "::ag::Scalar<" + symbol.type.text + ">") +
             " " + symbol.name + " = " +
             (In.isLifted(id) ? "ag_0.arg(" + std::to_string(i) + ", " + alias + ")" : alias) + ";";
  }
  return outer.empty() ? outer : outer + " {" + inner;
}

std::string Emitter::function() {
  Range range = Fn.body->range;
  std::string shadow = shadows();
  Out.copyTo(range.begin + 1);
  Out.put(prologue());
  Out.put(shadow);
  Out.put(" AG_LOUD"); // the shadows repeat names on purpose, too
  if (Low.slot)
    Out.put(" ::ag::Slot<" + Fn.resultText + "> ag_ret;");
  if (Low.done)
    Out.put(" ::ag::Scalar<bool> ag_done = false;");
  Stmts children;
  for (const StmtPtr &child : Fn.body->children)
    children.push_back(child.get());
  items(children);
  Out.copyTo(range.end - 1);
  if (Low.slot)
    Out.put(" return ag_0.ret<" + Fn.resultText + ">(ag_ret); ");
  if (!shadow.empty())
    Out.put("}");
  Out.copyTo(range.end);
  Replaced = Out.dropped();
  return Out.take();
}

} // namespace autograft::emit
