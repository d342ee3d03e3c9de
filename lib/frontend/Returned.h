// Functions that return a reference to one object that the caller has named itself: `*this`, as
// builders and compound operators do, or one of their parameters.
#pragma once

#include <optional>

namespace clang {
class Expr;
class FunctionDecl;
} // namespace clang

namespace autograft::frontend {

struct Returned {
  bool isThis = false;
  unsigned parameter = 0; // otherwise
  bool operator==(const Returned &) const = default;
};

/// The object that every `return` of the function gives; none if they give several, or anything
/// else, or if the body is not visible.
std::optional<Returned> returnedObject(const clang::FunctionDecl *function);

/// What a call of such a function refers to; null if it is not one. For a method, its object.
const clang::Expr *returnedBy(const clang::Expr *call);

} // namespace autograft::frontend
