// Twins: the converted copies of unannotated callees. Spells each copy's head, converts its body
// and decides where it stands: behind the original where that is in the main file, else at file
// scope before the first function that calls it.
#pragma once

#include "frontend/Assemble.h"
#include "frontend/Callees.h"

#include "clang/AST/Decl.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class Preprocessor;
} // namespace clang

namespace autograft::frontend {

/// The definition stands in a class: of a member, or of a friend.
inline bool isInClass(const clang::FunctionDecl &fn) {
  return fn.getLexicalDeclContext()->isRecord();
}

class Twins {
public:
  Twins(const Callees &seen, const BuildContext &mainContext, clang::Preprocessor &preprocessor)
      : callees(seen), context(mainContext), pp(preprocessor) {}

  /// A function that begins at this offset of the main file calls these twins.
  void need(const std::vector<const tree::Callee *> &twins, std::uint32_t user);
  /// And promotes values of these structs.
  void need(const std::vector<const tree::Record *> &records, std::uint32_t user);

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
    bool early = false; // declared in front of a struct's twin
  };
  struct Struct {
    const VisibleRecord *record = nullptr;
    std::uint32_t firstUser = 0;
    std::vector<Unit *> members; // functions and friends that are part of its twin
    bool here = false;
  };

  std::uint32_t position(const Unit &unit);
  std::uint32_t position(const Struct &record);
  Struct *structOf(const Unit &unit);
  void placeStructs();
  void announce(const Struct &record);
  void declareCalled(const Struct &record);
  void define(const Struct &record);
  void member(const Struct &record, const Unit &unit);
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
  std::map<const tree::Record *, Struct> structs;
  std::vector<const tree::Record *> structOrder; // inner ones first
  std::vector<const tree::Callee *>
      order; // as found, so that the output does not depend on addresses
  std::vector<Replacement> made;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> topLevels; // of the main file, begin and end
};

} // namespace autograft::frontend
