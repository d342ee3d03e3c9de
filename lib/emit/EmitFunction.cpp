// The frame of the function: prologue, shadows of lifted parameters, return slot.
#include "emit/Emitter.h"
#include "emit/Text.h"

#include "analysis/Outside.h"

#include <algorithm>

namespace autograft::emit {

using namespace tree;
using namespace analysis;
using namespace transform;

bool Emitter::resultLifts() const {
  if (Fn.isDirect || !Fn.returned.empty())
    return false; // the copy's declared result is the promoted type
  bool number = Fn.result.cls == ValueClass::Number || Fn.result.cls == ValueClass::Bool;
  return number || Fn.result.cls == ValueClass::Dependent || Fn.result.lifts;
}

// Nor does a function that returns a reference: its caller has the object.
bool Emitter::givesNothing() const {
  return Fn.result.cls == ValueClass::Void || !Fn.returned.empty();
}

bool Emitter::crosses() const {
  return resultLifts() || std::any_of(Fn.params.begin(), Fn.params.end(),
                                      [&](const auto &param) { return In.isLifted(param.symbol); });
}

namespace {

// The promoted value itself crosses, so that two parameters that are one object stay one.
bool byAddress(const Parameter &param) { return param.passing == Passing::Ref || param.shares; }

} // namespace

// What the run time hands to the self-call for a parameter: the parameter, or what refers to one
// that nothing reads.
std::string Emitter::handle(const Parameter &param) const {
  const std::string &name = Fn.symbol(param.symbol).name;
  return param.unnamed && !param.isPack ? name + "_" : name;
}

// An argument of the self-call.
std::string Emitter::passed(const Parameter &param, std::size_t index) {
  const Symbol &symbol = Fn.symbol(param.symbol);
  if (const std::string given = handle(param); given != symbol.name)
    return "static_cast<decltype(" + symbol.name + ")&&>(" + given + ".object)";
  if (In.isLifted(param.symbol) && !isFlag(Fn, param))
    return (byAddress(param) || isNumbers(symbol.type) ? "::ag::pass_ref(" : "::ag::pass(") +
           std::to_string(index) + ", " + symbol.name + ")";
  bool number = symbol.type.cls == ValueClass::Number || symbol.type.cls == ValueClass::Bool;
  bool move = param.passing == Passing::RvalueRef || (param.passing == Passing::Value && !number);
  std::string text =
      move ? "static_cast<decltype(" + symbol.name + ")&&>(" + symbol.name + ")" : symbol.name;
  return param.isPack ? text + "..." : text;
}

// The function's own name, as the self-call calls it: never a virtual call.
std::string Emitter::callee() {
  if (!Fn.isMember)
    return Fn.selfText;
  std::string object = "ag_this.object";
  if (Fn.isRvalue)
    object = "static_cast<" + Fn.className + "&&>(" + object + ")";
  return object + "." + ownName();
}

// The name of a member function, qualified with its class.
std::string Emitter::ownName() {
  if (!Fn.isMember || Fn.className.empty())
    return Fn.selfText;
  const bool arguments = Fn.selfText.size() > Fn.name.size();
  return Fn.className + "::" + (arguments ? "template " : "") + Fn.selfText;
}

std::string Emitter::selfCall() {
  std::string call = callee() + "(";
  for (std::size_t i = 0; i < Fn.params.size(); ++i)
    call += (i ? ", " : "") + passed(Fn.params[i], i);
  call += ")";
  if (!crosses())
    return call;
  std::string crossing = "::ag::Crossing(" + hex(Fn.crossing) + ")";
  return givesNothing() ? "(" + crossing + ", " + call + ")" : crossing + ".result(" + call + ")";
}

std::string Emitter::thunk(const std::string &self) {
  std::string params = Fn.isMember ? "decltype(ag_this) ag_this" : "";
  for (const Parameter &param : Fn.params) {
    const std::string name = handle(param);
    std::string type = "decltype(" + name + ")";
    const bool read = name == Fn.symbol(param.symbol).name;
    if (read && In.isLifted(param.symbol) && !isFlag(Fn, param)) {
      const bool structure = isNumbers(Fn.symbol(param.symbol).type);
      const bool reference = byAddress(param) || (structure && param.passing == Passing::ConstRef);
      type = std::string(param.shares && !structure ? "const " : "") + "::ag::Lift<" + type + ">" +
             (reference ? "&" : "");
    }
    params += (params.empty() ? "" : ", ") + type + (param.isPack ? "... " : " ") + name;
  }
  bool isVoid = givesNothing();
  return "+[](" + params + ") -> " + (isVoid ? "void" : "::ag::Lift<" + Fn.resultText + ">") +
         " { " + (isVoid ? "" : "return ") + self + "; }";
}

// The address of this very function, for the run time's count of traces.
std::string Emitter::selfPointer() {
  if (Fn.noAddress || (Fn.isMember && Fn.className.empty()))
    return {};
  std::string params;
  for (const Parameter &param : Fn.params)
    params += (params.empty() ? "" : ", ") + ("decltype(" + Fn.symbol(param.symbol).name + ")") +
              (param.isPack ? "..." : "");
  const std::string kind = Fn.isMember ? " (" + Fn.className + "::*)(" : " (*)(";
  return "static_cast<" + Fn.resultText + kind + params +
         (Fn.isConstMember ? ") const>(&" : ")>(&") + ownName() + ")";
}

namespace {

std::string quoted(const std::string &name) {
  std::string text;
  for (char c : name)
    text += c == '"' ? std::string("\\\"") : std::string(1, c);
  return "\"" + text + "\"";
}

} // namespace

// What the function reads besides its parameters.
std::string Emitter::hiddenList() {
  std::string names, values;
  for (const HiddenInput &input : hiddenInputs(Fn, Act)) {
    const Symbol &symbol = Fn.symbol(input.symbol);
    std::string value = symbol.kind == SymbolKind::Parameter ? symbol.name : symbol.lvalue;
    if (In.isPromoted(input.symbol))
      value = std::string(input.written ? "::ag::lift_inout(" : "::ag::lift(") + value + ")";
    else if (input.written && symbol.type.cls == ValueClass::Dependent)
      value = "::ag::tensor_field(" + value + ")";
    if (symbol.kind == SymbolKind::Global)
      value = "::ag::global(" + value + ")";
    names += (names.empty() ? "" : ",") + symbol.name;
    values += ", " + value;
  }
  return names.empty() ? names : "::ag::inputs(\"" + names + "\"" + values + ")";
}

std::string Emitter::prologue() {
  std::string text = " AG_FN(" + quoted(Fn.name) + ", " + std::to_string(Fn.place.line) + ", " +
                     std::to_string(Fn.place.col) + "); ::ag::Frame ag_0(ag_fn" +
                     (Fn.isClosure ? ", ::ag::Frame::joins" : "") +
                     (crosses() && !Fn.isDirect ? ", " + hex(Fn.crossing) : std::string()) +
                     "); AG_QUIET ";
  if (Fn.isTwin)
    return text;
  if (Fn.isKept)
    text += "ag_0.keep(); ";
  if (Fn.isMember)
    text += "::ag::Self ag_this(*this); ag_0.object(ag_this); ";
  if (const std::string hidden = hiddenList(); !hidden.empty())
    text += "const auto ag_in = " + hidden + "; ag_0.reads(ag_in); ";
  if (Fn.isClosure)
    return text;
  std::string arguments = Fn.isMember ? ", ag_this" : "";
  for (const Parameter &param : Fn.params) {
    const std::string &name = Fn.symbol(param.symbol).name, given = handle(param);
    if (given != name)
      text += "::ag::Self " + given + "(" + name + "); ";
    arguments += ", " + given + (param.isPack ? "..." : "");
  }
  bool isVoid = givesNothing();
  std::string run = "ag_0.run<" + (isVoid ? std::string("void") : Fn.resultText) + ">(" +
                    thunk(selfCall()) + arguments + ");";
  text += "if (ag_0.outermost(" + selfPointer() + ")) ";
  const std::string object = Fn.returned.empty() ? "" : " " + Fn.returned;
  text += isVoid ? "{ " + run + " return" + object + "; }" : "return " + run;
  return text;
}

// Lifted parameters, and others that are promoted, get a variable of their own.
std::string Emitter::shadows() {
  std::string outer, inner;
  for (std::size_t i = 0; i < Fn.params.size(); ++i) {
    SymbolId id = Fn.params[i].symbol;
    if (!In.isPromoted(id) || (Fn.isDirect && In.isLifted(id)))
      continue;
    const Symbol &symbol = Fn.symbol(id);
    static const char *const taken[] = {"ret", "done", "fn", "brk", "skip"};
    bool clash = std::any_of(std::begin(taken), std::end(taken),
                             [&](const char *word) { return symbol.name.rfind(word, 0) == 0; });
    std::string alias = (clash ? "ag_arg_" : "ag_") + symbol.name;
    bool dependent = symbol.type.cls == ValueClass::Dependent;
    outer += " auto& " + alias + " = " + symbol.name + ";";
    bool structure = isNumbers(symbol.type);
    const std::string unused = Fn.params[i].unnamed ? " [[maybe_unused]]" : "";
    if (In.isLifted(id) && (Fn.params[i].passing == Passing::Ref || structure)) {
      // A structure by value is a copy of its own.
      bool copy =
          Fn.params[i].passing == Passing::Value || Fn.params[i].passing == Passing::RvalueRef;
      inner += unused;
      inner += std::string(copy             ? " auto "
                           : symbol.isConst ? " const auto& "
                                            : " auto& ") +
               symbol.name + " = ag_0.inout(" + std::to_string(i) + ", " + alias + ");";
      continue;
    }
    if (In.isLifted(id) && Fn.params[i].shares) {
      inner += unused + " const auto& " + symbol.name + " = ag_0.shared(" + std::to_string(i) +
               ", " + alias + ");";
      continue;
    }
    inner += unused + " " +
             (dependent ? "::ag::Lift<decltype(" + alias + ")>" : promotedType(symbol)) + " " +
             symbol.name + " = " +
             (In.isLifted(id) ? "ag_0.arg(" + std::to_string(i) + ", " + alias + ")"
              : structure     ? "::ag::raised(" + alias + ")"
                              : alias) +
             ";";
  }
  for (std::size_t i = 0; i < Fn.symbols.size(); ++i) {
    const auto id = static_cast<SymbolId>(i);
    if (isOutside(Fn.symbols[i]) && In.isPromoted(id))
      inner += " [[maybe_unused]] auto& " + bodyName(Fn, In, id) + " = ag_0.cell(" +
               Fn.symbols[i].lvalue + ");";
  }
  return outer.empty() && inner.empty() ? outer : outer + " {" + inner;
}

std::string Emitter::function() {
  Range range = Fn.body->range;
  std::string shadow = shadows();
  Out.copyTo(afterBrace(range));
  uint32_t begin = Out.size();
  Out.put(prologue());
  Out.put(shadow);
  Out.put(" AG_LOUD"); // the shadows repeat names on purpose, too
  Exit exit = Low.exit(nullptr);
  if (exit.slot)
    Out.put(" ::ag::Slot<" + Fn.resultText + "> ag_ret;");
  if (exit.done)
    Out.put(" ::ag::Scalar<bool> ag_done = false;");
  Head = {begin, Out.size()};
  Stmts children;
  for (const StmtPtr &child : Fn.body->children)
    children.push_back(child.get());
  items(children);
  Out.copyTo(beforeBrace(range));
  if (exit.slot)
    Out.put(Fn.isDirect ? std::string(" return ag_ret; ")
                        : " return ag_0.ret<" + Fn.resultText + ">(ag_ret); ");
  if (exit.object)
    Out.put(" return " + Fn.returned + "; ");
  if (!shadow.empty())
    Out.put("}");
  Out.copyTo(range.end);
  Replaced = Out.dropped();
  Pieces = std::move(Out.pieces());
  return Out.take();
}

} // namespace autograft::emit
