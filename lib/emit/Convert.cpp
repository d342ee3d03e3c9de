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
  for (std::size_t i = 0; i < function.params.size() && i < 64; ++i)
    if (staging.isLifted(function.params[i].symbol))
      bits |= uint64_t{1} << i;
  return bits;
}

std::optional<Converted> convertFunction(const tree::Function &function, std::string_view source,
                                         const std::string &file, DiagSink &sink, bool withMap) {
  unsigned before = sink.errorCount();
  const std::string scope = function.name + ":" + std::to_string(function.place.line);
  auto failed = [&](const std::vector<Finding> &findings) {
    report(findings, file, scope, sink);
    return sink.errorCount() != before;
  };
  if (failed(checkSignature(function)))
    return std::nullopt;
  Activity activity(function);
  Liveness liveness(function, activity);
  Staging staging = analyseStaging(function, activity, liveness);
  bool bad = failed(checkSupport(function, activity, staging));
  bad |= failed(staging.findings);
  bad |= failed(findUnset(function, activity, liveness, staging));
  if (bad)
    return std::nullopt;
  transform::Lowering lowering = transform::lower(function, activity, staging);
  if (failed(lowering.findings))
    return std::nullopt;
  Emitter emitter(function, activity, staging, lowering, source);
  std::string text = emitter.function();
  if (failed(emitter.findings()))
    return std::nullopt;
  Converted result{checked(emitter, function, source, std::move(text)),
                   twinsIn(function, staging),
                   recordsIn(function, staging),
                   liftedIn(function, staging),
                   explainStaging(function, staging),
                   {}};
  result.map.pieces = emitter.pieces();
  if (withMap)
    describe(result.map, function, staging, lowering, emitter);
  return result;
}

} // namespace autograft::emit
