// See Outside.h.
#include "analysis/Outside.h"

#include <algorithm>

namespace autograft::analysis {

using namespace tree;

bool isHiddenInput(const Symbol &symbol) {
  if (symbol.kind == SymbolKind::Field)
    return !symbol.isConstexpr;
  const bool elsewhere = symbol.kind == SymbolKind::Global ||
                         (symbol.kind == SymbolKind::StaticLocal && symbol.type.isVariable);
  return elsewhere && !symbol.isConst && !symbol.isConstexpr &&
         symbol.type.text.find("stream") == std::string::npos;
}

bool mayPromoteOutside(const Symbol &symbol, bool written) {
  const bool number = symbol.type.cls == ValueClass::Number || symbol.type.cls == ValueClass::Bool;
  if (!isHiddenInput(symbol) || !number || symbol.type.isUnpromotable || symbol.isRead ||
      symbol.addressTaken)
    return false;
  if (written)
    return symbol.kind == SymbolKind::Field;
  return symbol.type.cls == ValueClass::Number && !symbol.type.isEnum;
}

std::vector<HiddenInput> hiddenInputs(const Function &function, const Activity &activity) {
  std::vector<HiddenInput> inputs;
  const SymbolSet written = activity.of(*function.body).writes;
  for (std::size_t i = 0; i < function.symbols.size(); ++i) {
    const auto id = static_cast<SymbolId>(i);
    const Symbol &symbol = function.symbols[i];
    const bool parameter =
        symbol.kind == SymbolKind::Parameter && symbol.type.isVariable && symbol.isReference;
    if (parameter || (isHiddenInput(symbol) && symbol.kind != SymbolKind::StaticLocal))
      inputs.push_back({id, written.contains(id)});
  }
  return inputs;
}

std::string bodyName(const Function &function, const Staging &staging, SymbolId id) {
  const Symbol &symbol = function.symbol(id);
  if (!isOutside(symbol))
    return symbol.name;
  if (!staging.isPromoted(id))
    return symbol.lvalue;
  const bool alone =
      std::count_if(function.symbols.begin(), function.symbols.end(),
                    [&](const Symbol &each) { return each.name == symbol.name; }) == 1;
  if (alone && symbol.name.find('.') == std::string::npos)
    return symbol.name;
  std::string name = "ag_own_" + symbol.name;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

} // namespace autograft::analysis
