// TypeQueries: what a C++ type is to the dialect (tensor, item, scalar, number, host value, not yet
// known in a template). Questions about types only; no statement is looked at here.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class FunctionDecl;
class QualType;
} // namespace clang

namespace autograft::frontend {

enum class TypeClass {
  Tensor,
  Item,   // what Tensor's operator[] or at() returns: a view that writes through to its tensor
  Scalar, // ag::Scalar<T>
  Range,  // ag::range's result; ag::zip's and ag::enumerate's of what a graph can count
  Bool,
  Arithmetic, // integers, characters, floating types that can be promoted
  Enum,
  Unpromotable, // long double, __int128: numbers that cannot become Scalar<T>
  Void,
  Structure, // tensors inside: pairs, aggregates, containers, classes with AG_FIELDS
  HostOther,
  Dependent
};

/// The class of a type; references and cv-qualifiers are looked through.
TypeClass classify(clang::QualType type);

/// A value that a graph can carry: Tensor, item or Scalar.
bool isStaged(TypeClass type);
/// A number of the host that promotion can turn into Scalar<T>.
bool isPromotable(TypeClass type);

/// std::array<T, N> and the like, with whatever arguments: containers of the host.
bool isStdTemplate(clang::QualType type);
/// A parameter or element that takes a number and a promoted number alike.
bool takesStaged(clang::QualType type);

/// The declaration is a (possibly nested) member of namespace ag.
bool isInAg(const clang::Decl *decl);
/// The declaration belongs to the standard library (or to libstdc++'s own namespace).
bool isInStd(const clang::Decl *decl);
/// A function of std that reads or changes the world outside its arguments (I/O, clocks, rand, …).
bool hasHostEffect(const clang::FunctionDecl *fn);
/// ::ag::cmath has a function of this name.
bool hasMathTwin(const clang::ASTContext &context, llvm::StringRef name);
/// A class of namespace ag with this unqualified name.
bool isAgClass(const clang::CXXRecordDecl *record, llvm::StringRef name);

/// A pair, tuple or array with numbers that promotion can reach, or a structure of numbers alone.
bool hasNumbers(clang::QualType type);
/// A structure of numbers: a struct of the user's that can have a twin, a pair, tuple, array.
bool isNumbers(clang::QualType type);
/// One that holds tensors, too: `struct State { Tensor x; int steps; }`.
bool isMixed(clang::QualType type);
/// A struct of the user's with numbers: an aggregate at namespace scope that holds nothing else, or
/// tensors and classes of std beside them.
bool isNumberRecord(const clang::CXXRecordDecl *record);
/// Those in the type, inner ones first.
void numberRecords(clang::QualType type, std::vector<const clang::CXXRecordDecl *> &into);

/// The names of a structure's fields for messages, `{pos,vel{x,y}}`: of an aggregate, or of a
/// container's elements. Empty where there are none.
std::string fieldNames(clang::QualType type);

/// False when a host argument of this type certainly cannot be part of a graph's key, which needs
/// == and std::hash (the emitted code asserts both).
bool canBeKey(clang::QualType type, const clang::ASTContext &context);

/// The type is ag::TensorList, or a reference to it.
bool isTensorList(clang::QualType type);
/// The type is std::vector<ag::Tensor>, or a reference to it.
bool isTensorVector(clang::QualType type);
/// The type is ag::Variable, or a reference to it.
bool isVariable(clang::QualType type);
/// False when values of this type certainly have no ==.
bool canBeCompared(clang::QualType type, const clang::ASTContext &context);

/// A closure that captures nothing: no value of it differs from another.
bool isStateless(clang::QualType type);
/// Parameter `i` is a `const T&` that may be a number which the function changes under another
/// name: a `T&` parameter or a field. Told from the declaration, of a template from its pattern.
bool sharesNumber(const clang::FunctionDecl *fn, unsigned i);

/// Name of a number type that is valid wherever the type is, for `auto` locals; empty for others.
std::string spelling(clang::QualType type, const clang::ASTContext &context);

} // namespace autograft::frontend
