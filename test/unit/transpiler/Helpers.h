// What the tests of the Clang-free passes share: convert source text, show the result shortly.
#pragma once

#include "Mini.h"
#include "analysis/Staging.h"
#include "emit/Convert.h"

#include <memory>
#include <string>

namespace mini {

// The emitted body behind the prologue, shortened: `::ag::` is `~`, `AG_SITE(3, 5)` is `@3:5`. If
// there was an error: the messages as by `messages`.
std::string emitted(const std::string &source);
// The whole emitted body, as it is.
std::string whole(const std::string &source);
// "AG0301 1:20 'k' ...": one line per message: code, place, arguments joined by `|`.
std::string messages(const std::string &source);

// A parsed function with the analyses run on it. The members refer to each other: not movable.
struct Analysed {
  explicit Analysed(const std::string &text);
  Analysed(const Analysed &) = delete;
  Analysed &operator=(const Analysed &) = delete;

  // Names of the promoted variables, "k i".
  std::string promoted() const;
  // Names of the lifted parameters.
  std::string lifted() const;
  // "S" staged, "G" guarded, "P" plain, one letter per loop in source order.
  std::string loops() const;
  std::string names(const autograft::tree::SymbolSet &set) const;
  // The n-th statement of this kind, in source order.
  const autograft::tree::Stmt &nth(autograft::tree::StmtKind kind, int n = 0) const;

  autograft::tree::Function function;
  autograft::analysis::Activity activity;
  autograft::analysis::Liveness liveness;
  autograft::analysis::Staging staging;
};

} // namespace mini
