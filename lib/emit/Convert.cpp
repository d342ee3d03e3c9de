// See Convert.h.
#include "emit/Convert.h"

#include "analysis/Assigned.h"
#include "analysis/Support.h"
#include "emit/Emitter.h"
#include "emit/Verify.h"
#include "transform/Lowering.h"
#include "tree/Walk.h"

#include <algorithm>

namespace autograft::emit {

using namespace analysis;

static std::string checked(const Emitter &emitter, const tree::Function &function,
                           std::string_view source, std::string text) {
  tree::Range body = function.body->range;
  std::optional<std::string> wrong = verify(source, body, {emitter.replaced()}, text);
  std::string_view before = source.substr(body.begin, body.size());
  if (!wrong &&
      std::count(text.begin(), text.end(), '\n') != std::count(before.begin(), before.end(), '\n'))
    wrong = "the number of lines changed";
  if (wrong)
    throw InternalFailure{"the emitted body of '" + function.name + "' is wrong: " + *wrong};
  return text;
}

static std::vector<const tree::Callee *> twinsIn(const tree::Function &function,
                                                 const Staging &staging) {
  std::vector<const tree::Callee *> out;
  tree::walkExprs(*function.body, true, [&](const tree::Expr &expr) {
    const tree::Callee *twin = nullptr;
    if (expr.kind == tree::ExprKind::Call && staging.callsTwin(expr))
      twin = expr.call->twin.get();
    else if (expr.kind == tree::ExprKind::Write && expr.twin && staging.isStaged(expr))
      twin = expr.twin.get();
    if (twin && std::find(out.begin(), out.end(), twin) == out.end())
      out.push_back(twin);
  });
  return out;
}

// Structs of numbers that are promoted somewhere in the function.
static std::vector<const tree::Record *> recordsIn(const tree::Function &function,
                                                   const Staging &staging) {
  std::vector<const tree::Record *> out;
  auto add = [&](const tree::Type &type) {
    for (const tree::Record *record : type.records)
      if (std::find(out.begin(), out.end(), record) == out.end())
        out.push_back(record);
  };
  for (std::size_t i = 0; i < function.symbols.size(); ++i)
    if (staging.isPromoted(static_cast<tree::SymbolId>(i)))
      add(function.symbols[i].type);
  if (!function.isTwin || function.isDirect)
    add(function.result);
  tree::walkExprs(*function.body, true, [&](const tree::Expr &expr) {
    if (staging.isStaged(expr))
      add(expr.type);
  });
  return out;
}

static uint64_t liftedIn(const tree::Function &function, const Staging &staging) {
  uint64_t bits = 0;
  for (std::size_t i = 0; i < function.params.size() && i < 32; ++i)
    if (staging.isLifted(function.params[i].symbol))
      bits |= (function.params[i].shares ? uint64_t{0x100000001} : 1) << i;
  return bits;
}

namespace {

struct Source {
  const tree::Function &function;
  std::string_view text;
  const std::string &file;
  const Activity &activity;
  const Liveness &liveness;
  bool withMap;
};

std::optional<Converted> convertBody(const Source &from, const std::set<tree::SymbolId> &constants,
                                     DiagSink &sink) {
  const tree::Function &function = from.function;
  unsigned before = sink.errorCount();
  const std::string scope = function.name + ":" + std::to_string(function.place.line);
  auto failed = [&](const std::vector<Finding> &findings) {
    report(findings, from.file, scope, sink);
    return sink.errorCount() != before;
  };
  Staging staging =
      analyseStaging(function, from.activity, from.liveness, Lifting::Numbers, constants);
  bool bad = failed(checkSupport(function, from.activity, staging));
  bad |= failed(staging.findings);
  bad |= failed(findUnset(function, from.activity, from.liveness, staging));
  if (bad)
    return std::nullopt;
  transform::Lowering lowering = transform::lower(function, from.activity, staging);
  if (failed(lowering.findings))
    return std::nullopt;
  Emitter emitter(function, from.activity, staging, lowering, from.text);
  std::string text = emitter.function();
  if (failed(emitter.findings()))
    return std::nullopt;
  Converted result{checked(emitter, function, from.text, std::move(text)),
                   twinsIn(function, staging),
                   recordsIn(function, staging),
                   liftedIn(function, staging),
                   explainStaging(function, staging),
                   {}};
  result.map.pieces = emitter.pieces();
  if (from.withMap)
    describe(result.map, function, staging, lowering, emitter);
  return result;
}

// Flags that stay host values: those that would bring a finding which is not there otherwise.
std::set<tree::SymbolId> hostFlags(const Source &from) {
  std::set<tree::SymbolId> flags;
  for (const tree::Parameter &param : from.function.params)
    if (isFlag(from.function, param))
      flags.insert(param.symbol);
  if (flags.empty())
    return {};
  const auto findings = [&](const std::set<tree::SymbolId> &constants) {
    DiagSink trial;
    convertBody(from, constants, trial);
    return trial.all().size();
  };
  if (findings({}) == 0)
    return {};
  const std::size_t least = findings(flags);
  for (auto flag = flags.begin(); flag != flags.end();) {
    std::set<tree::SymbolId> others = flags;
    others.erase(*flag);
    flag = findings(others) <= least ? flags.erase(flag) : std::next(flag);
  }
  return flags;
}

} // namespace

std::optional<Converted> convertFunction(const tree::Function &function, std::string_view source,
                                         const std::string &file, DiagSink &sink, bool withMap) {
  unsigned before = sink.errorCount();
  report(checkSignature(function), file, function.name + ":" + std::to_string(function.place.line),
         sink);
  if (sink.errorCount() != before)
    return std::nullopt;
  Activity activity(function);
  Liveness liveness(function, activity);
  const Source from{function, source, file, activity, liveness, withMap};
  return convertBody(from, hostFlags(from), sink);
}

} // namespace autograft::emit
