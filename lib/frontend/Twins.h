// Twins: the converted copies of unannotated callees. Spells each copy's head, converts its body
// and decides where it stands: behind the original where that is in the main file, else at file
// scope before the first function that calls it.
#pragma once

#include "frontend/Assemble.h"
#include "frontend/Callees.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class Preprocessor;
} // namespace clang

namespace autograft::frontend {

class Twins {
public:
  Twins(const Callees &seen, const BuildContext &mainContext, clang::Preprocessor &preprocessor)
      : callees(seen), context(mainContext), pp(preprocessor) {}

  /// A function that begins at this offset of the main file calls these twins.
  void need(const std::vector<const tree::Callee *> &twins, std::uint32_t user);

  /// The copies, as insertions into the main file, in source order.
  std::vector<Replacement> place();

private:
  struct Unit {
    const VisibleCallee *callee = nullptr;
    std::string body;
    std::vector<const tree::Callee *> calls;
    std::uint32_t firstUser = 0;
    bool here = false; // the original stands in the main file
    bool placed = false;
  };

  std::uint32_t position(const Unit &unit);
  void settle();
  void beforeUser(Unit &unit);
  void behindOriginal(const Unit &unit);
  void declareInClass(const VisibleCallee &callee);
  void insert(std::uint32_t at, std::string text);
  bool sameMacros(const VisibleCallee &callee, std::uint32_t user) const;
  std::uint32_t topLevel(std::uint32_t offset);

  const Callees &callees;
  const BuildContext &context;
  clang::Preprocessor &pp;
  std::map<const tree::Callee *, Unit> units;
  std::vector<const tree::Callee *>
      order; // as found, so that the output does not depend on addresses
  std::vector<Replacement> made;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> topLevels; // of the main file, begin and end
};

} // namespace autograft::frontend
