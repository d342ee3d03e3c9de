// Collects the map of a converted function; see Map.h.
#include "emit/Map.h"

#include "emit/Emitter.h"

#include <algorithm>

namespace autograft::emit {

using namespace tree;
using namespace analysis;

namespace {

std::string kindOf(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::While:
    return "while";
  case StmtKind::Do:
    return "do";
  case StmtKind::For:
    return "for";
  case StmtKind::RangeFor:
    return "range-for";
  default:
    return "if";
  }
}

RegionKind regionKindOf(const Stmt &stmt) {
  if (stmt.kind == StmtKind::If)
    return RegionKind::Branch;
  return stmt.kind == StmtKind::RangeFor ? RegionKind::Each : RegionKind::Loop;
}

std::string kindOf(const Symbol &symbol) {
  switch (symbol.kind) {
  case SymbolKind::Parameter:
    return "parameter";
  case SymbolKind::RangeVariable:
    return "loop variable";
  case SymbolKind::Binding:
    return "structured binding";
  case SymbolKind::LambdaLocal:
    return "local of a lambda";
  case SymbolKind::StaticLocal:
    return "static local";
  case SymbolKind::Field:
    return "field";
  case SymbolKind::Global:
    return "global";
  case SymbolKind::Captured:
    return "capture";
  case SymbolKind::Local:
    break;
  }
  return "local";
}

std::string typeOf(const Type &type) {
  return type.cls == ValueClass::Tensor && type.text.empty() ? "ag::Tensor" : type.text;
}

MapRegion regionOf(const Function &function, const Staging &staging,
                   const transform::Lowering &lowering, const Stmt &stmt, Range emitted) {
  MapRegion region{kindOf(stmt),
                   stmt.place,
                   stmt.range,
                   emitted,
                   staging.isStaged(stmt),
                   constructNotes(function, staging, stmt),
                   {}};
  auto state = lowering.states.find({regionKindOf(stmt), &stmt});
  if (state != lowering.states.end())
    for (const transform::StateEntry &entry : state->second)
      region.state.push_back(entry.label);
  return region;
}

/// What a variable is: staged numbers with their chain of reasons, tensors, the rest.
MapSymbol symbolOf(const Function &function, const Staging &staging, SymbolId id) {
  const Symbol &symbol = function.symbol(id);
  MapSymbol out{
      symbol.name, kindOf(symbol), typeOf(symbol.type), symbol.place, MapSymbol::Time::Host, {},
      {}};
  const bool isTensor =
      symbol.type.cls == ValueClass::Tensor || symbol.type.cls == ValueClass::Scalar;
  if (staging.isPromoted(id)) {
    out.time = MapSymbol::Time::Staged;
    out.why = reasonNotes(function, staging, staging.promoted[static_cast<std::size_t>(id)], id);
  } else if (isTensor) {
    out.time = MapSymbol::Time::Tensor;
  }
  return out;
}

} // namespace

void describe(FunctionMap &map, const Function &function, const Staging &staging,
              const transform::Lowering &lowering, const Emitter &emitter) {
  map.name = function.name;
  map.place = function.place;
  map.source = function.body->range;
  map.head = emitter.head();
  for (const auto &[stmt, emitted] : emitter.marks())
    map.regions.push_back(regionOf(function, staging, lowering, *stmt, emitted));
  std::vector<std::vector<Range>> uses(function.symbols.size());
  auto use = [&](SymbolId id, Range range) {
    if (id != kNoSymbol && range.valid())
      uses[static_cast<std::size_t>(id)].push_back(range);
  };
  walkStmts(*function.body, true, [&](const Stmt &stmt) {
    for (const Declarator &each : stmt.declarators)
      use(each.symbol, each.name);
  });
  walkExprs(*function.body, true, [&](const Expr &expr) {
    if (expr.kind == ExprKind::Ref)
      use(expr.symbol, expr.range);
  });
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const auto id = static_cast<SymbolId>(i);
    const bool isParameter = function.symbol(id).kind == SymbolKind::Parameter;
    if (function.symbol(id).name.empty() || (uses[i].empty() && !isParameter))
      continue;
    map.symbols.push_back(symbolOf(function, staging, id));
    map.symbols.back().uses = std::move(uses[i]);
  }
}

} // namespace autograft::emit
