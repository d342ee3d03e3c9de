// The statement tree: what the transpiler knows about one annotated function. Plain data, no Clang.
//
// A builder (lib/frontend) fills it from the AST; analyses and lowering read it; nobody edits it
// afterwards. It does not own the source text: all text is sliced from the main file's buffer by
// the byte ranges kept here, so a range must be exact.
//
// Ranges. Half-open byte offsets into the main file's buffer, from the first byte of the first
// token to one past the last byte of the last token. A child's range lies inside its parent's;
// siblings are disjoint and stand in the vector in *source order* (lambdas, calls, operators: the
// order in which they are written, which for all kinds below is also the order of evaluation that
// the analyses assume). A node that does not stand in the main file as such (it comes out of a
// macro) has no range (`Range{}`), and neither have its children; the tool refuses to rewrite it,
// but leaves it alone where nothing in it needs rewriting. An argument of a macro that is spelled
// in the main file exactly once may keep its range.
//
// Places. Line and column (1-based, column in bytes) of the first token, as AG_SITE prints them.
#pragma once

#include "diag/Diag.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace autograft::tree {

struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool valid() const { return end > begin; }
  uint32_t size() const { return end - begin; }
  bool contains(Range other) const { return begin <= other.begin && other.end <= end; }
  bool operator==(const Range &) const = default;
};

struct Place {
  uint32_t line = 0;
  uint32_t col = 0;
  bool operator==(const Place &) const = default;
};

// What the analyses need to know of a C++ type. References and cv are stripped first.
enum class ValueClass : uint8_t {
  Void,
  Tensor,      // ag::Tensor and its item proxy (the type of t[i])
  Scalar,      // ag::Scalar<T> as the user wrote it: staged already, never retyped
  Number,      // integer, character, floating type, or enumeration
  Bool,        // bool (only the type; `t > 0` on tensors is Tensor)
  RangeObject, // what ag::range returns
  Structure,   // a value with tensors inside: aggregate, pair, array, vector<Tensor>, AG_FIELDS
  Numbers,     // a structure of numbers alone: a struct that can have a twin, pair, tuple, array
  HostOther,   // any other known type: containers, classes, pointers, lambdas
  Dependent,   // depends on a template parameter: may be any of the above when instantiated
};

// A struct of numbers of the user's. Its promoted form is a twin: the same fields, as Scalars.
struct Record {
  std::string name;
  std::string twin; // name of the twin, in the same namespace
};

struct Type {
  ValueClass cls = ValueClass::HostOther;
  // For Number and Bool: text that names the type in the emitted code, without cv, reference and
  // storage words: as spelled by the user where that is a plain type ("size_t", "unsigned long",
  // "State"), the canonical builtin name where it is `auto` or contains `decltype` ("int"). For
  // Dependent: the spelled text ("T"), empty for `auto`. Otherwise: a text for messages.
  std::string text{};
  bool isEnum = false;
  // A Number that cannot become a Scalar: long double, __int128, bit-field, volatile, atomic.
  bool isUnpromotable = false;
  // A pair, tuple or array with numbers in it: as a result they may be staged (ag::Lift).
  bool lifts = false;
  bool isMixed = false;        // a Structure of tensors and of numbers, which has a promoted form
  bool isVariable = false;     // a Tensor that is an ag::Variable
  bool isTensorVector = false; // a Structure that is a std::vector<ag::Tensor>
  bool hasEqual = true;        // HostOther: values can be compared (as part of a graph's key)
  std::vector<const Record *> records{}; // structs of numbers in it: their twins are needed, too
};

inline bool isNumbers(const Type &type) { return type.cls == ValueClass::Numbers || type.isMixed; }
// Values of this type can be promoted.
inline bool mayLift(const Type &type) {
  return isNumbers(type) ||
         ((type.cls == ValueClass::Number || type.cls == ValueClass::Bool) && !type.isUnpromotable);
}

// ---------------------------------------------------------------------------------- symbols

using SymbolId = int32_t;
inline constexpr SymbolId kNoSymbol = -1;

enum class SymbolKind : uint8_t {
  Local,         // automatic variable, condition variable, variable of a for header
  Parameter,     // of the function itself
  RangeVariable, // declared by a range-for
  Binding,       // one name of a structured binding
  LambdaLocal,   // parameter or local of a lambda inside the function, or an init-capture
  StaticLocal,   // `static` or `thread_local` inside the function; const/constexpr ones too
  Field,         // member of *this, however spelled; a member of such a member: "cfg_.rate"
  Global,        // namespace scope or static member; const/constexpr ones too
  Captured,      // of the function round a closure that is converted by itself; an init-capture
};

struct Symbol {
  std::string name;
  SymbolKind kind = SymbolKind::Local;
  Type type;
  Place place;
  bool isConst = false;     // const or constexpr (for a reference: the referent is const)
  bool isConstexpr = false; // constexpr or constinit, enumerator, or const with a constant value
  bool isReference = false; // declared as a reference (& or &&)
  // `T& r = k;` (also `const T& r = k;`, `auto& r = k;`) with k a variable of this table: k.
  // A reference to anything else (element, field, call result) stays kNoSymbol.
  SymbolId aliasOf = kNoSymbol;
  // `auto &r = s.pos;`, `for (auto &t : v)`, `auto &[a, b] = p`: the variable of which this is a
  // part. Writing it writes that variable, too.
  SymbolId partOf = kNoSymbol;
  std::string fields;        // Structure: names of its fields, `{pos,vel{x,y}}`; may be empty
  bool addressTaken = false; // &k anywhere, or array decay; std::addressof
  // Field, Global, StaticLocal: the text that names it everywhere in the function ("this->w_").
  std::string lvalue;
  // Field, Global, StaticLocal: read where no promoted value can stand for it (in an unannotated
  // callee, in a lambda that does not capture everything by reference).
  bool isRead = false;
  // What makes it a variable that may be staged: ag::Variable for one that outlives the call,
  // double for a long double. Null where no edit is certain.
  std::shared_ptr<const FixIt> retype;
};

// Lives longer than a call of the function: a graph reads it at every call.
inline bool isOutside(const Symbol &symbol) {
  return symbol.kind == SymbolKind::Field || symbol.kind == SymbolKind::Global ||
         symbol.kind == SymbolKind::StaticLocal;
}

// ------------------------------------------------------------------------------- expressions

enum class ExprKind : uint8_t {
  Literal, // a literal, enumerator, nullptr, this, sizeof(type), default argument: host constant
  Ref,     // reads `symbol`
  Group,   // ( child )
  Write,   // see WriteKind; children[0] the target as an expression, [1] the value if any
  And,     // children: lhs, rhs of builtin &&  (the operands keep their ToBool)
  Or,      // the same for builtin ||
  Not,     // child of builtin !
  Conditional, // condition, then, else of ?:  (GNU `a ?: b` is Opaque)
  ToBool,      // implicit or explicit conversion of a Tensor/Scalar/Dependent child to bool; if it
               // is explicit (`static_cast<bool>(t)`, `bool(t)`), `isExplicit`, range = whole cast.
               // A number's own conversion to bool is transparent (not recorded).
  Item,        // t.item<T>() on a Tensor: children: object; `name` = range of the token `item`;
               // type = Number/Bool with T's text. On a promoted or user Scalar: the same.
               // Also size() and empty() of a list; then `text` = what replaces the name.
  Cast,        // explicit cast between Number/Bool types, any syntax; child; type.text = target
  Arithmetic,  // builtin operator on Number/Bool/enum operands (not assignment): children
  TensorExpr,  // value of class Tensor/Scalar/RangeObject built from children without a named call:
               // overloaded operators, t[i] read, copies, conversion of a Number to Tensor,
               // braced lists and constructors that make a Tensor
  Part,        // a member or element of a structure of numbers: children: the object, [index]
  Aggregate,   // a structure made of parts: Vec3{a, b}, {a, b}; `name` = the type's name, if any
  Call,        // see CallInfo
  HostUse,     // child is needed as a host value where it stands; `text` = noun phrase
  Lambda,      // see LambdaInfo
  Comma,       // builtin a, b
  Throw,       // throw-expression, children: operand
  Opaque,      // anything else: children are its operands. Numbers among them count as needed on
               // the host. An unevaluated operand (decltype, noexcept, requires) is not a child.
};

enum class WriteKind : uint8_t {
  Assign,    // k = v  (for Tensor and Scalar too)
  Compound,  // k += v
  Increment, // ++k k++ --k k--   (one child)
  Item,      // t[i] = v, t[i][j] += v, t.at(i) = v: symbol is t; the whole variable is changed
  PassedRef, // bound to a non-const reference parameter of a call, or std::swap(a, b): one child
  Method,    // non-const member function called on it (v.push_back): one child, the object.
             // NOT for const overloads and NOT for Tensor/Scalar methods that only read; operator[]
             // and .at of a Tensor are TensorExpr, not Method
  Part,      // write to a field or element of a host object: p.x = 1, v[i] = x, *it = x
};

enum class CallKind : uint8_t {
  AgOp,      // function or method of namespace ag without host effect: ag::sum(x), x.shape(0)
  AgEffect,  // ag::check, ag::print
  Annotated, // visible declaration carries AG_FUNCTION: `crossing` is set
  Math,      // <cmath>, <cstdlib> abs, std::min/max/clamp on Number/Bool: callee may be redirected
             // to ::ag::cmath::<name>
  Pure,    // [[gnu::const]]/[[gnu::pure]]/consteval; a std function or constructor without effects
           // but on its arguments (v.size(), v.begin(), std::move, std::vector<int> v(3)); a
           // function whose visible body is seen to write nothing but its own locals and
           // reference parameters, and to call only functions that are known to be pure
  Visible, // an unannotated function of the user's whose body is seen: `twin` is set
  Opaque,  // any other function, method or constructor; stream <<
  Closure, // call of a lambda: children[0] is a Ref to the variable or the Lambda itself
  Dependent, // not resolved before instantiation
};

struct Argument {
  Type parameter;      // class of the parameter it initialises (Opaque's `...`: class of the value)
  bool byRef = false;  // a non-const lvalue reference: the argument is a Write/PassedRef node
  bool shares = false; // see Parameter
};

// An unannotated function that can be called by its twin, a converted copy. One object for all
// calls of it; the front end completes it in rounds, until no round changes anything.
struct Callee {
  std::string name;
  std::string twin;       // name of the copy: "ag_relu6_3f2a91c0"
  std::string scope;      // before it in a call: "::geo::"; empty where the class or ADL finds it
  bool canConvert = true; // false: calls stay as they are, `obstacle` says why
  bool staged = false;    // holds staged constructs even if no staged number is passed
  bool resultStaged = false; // then its number is staged, too
  bool isTemplate = false;   // `staged` may be true of some instantiations only
  bool pure = true;          // writes nothing but its locals and reference parameters
  bool agEffect = false;     // prints or checks
  // It takes or gives structures of numbers: its copy has promoted types in its signature, and a
  // member or operator keeps its name.
  bool direct = false;
  std::string owner;       // direct and a static member: what stands before its name in a call
  std::vector<bool> lifts; // by parameter: takes a staged number
  std::string obstacle;
  Place place; // of the obstacle
  bool operator==(const Callee &) const = default;
};

enum class CallForm : uint8_t {
  Named,          // f(a), geo::f<T>(a), x.f(a): `callee` is what the twin's name replaces
  Operator,       // a + b, -a, a[i] by a free function or a hidden friend
  MemberOperator, // the same by a member
  Functor,        // f(a) by operator()
};

struct CallInfo {
  CallKind kind = CallKind::Opaque;
  std::string name; // for messages, and for Math the unqualified name: "sqrt", "max"
  Range callee;     // Math: the callee as written, with qualifier and template arguments.
                    // Visible: with qualifier, without template arguments; the operator's token
  // children = [object or callee object]? + arguments. The object of a method call, the closure of
  // Closure, is children[0] if hasObject. Default arguments do not appear.
  bool hasObject = false;
  std::vector<Argument> arguments; // one per written argument, in order; empty for Dependent
  uint64_t crossing = 0;           // Annotated, Visible: 64-bit id of the root declaration
  std::shared_ptr<const Callee> twin;
  CallForm form = CallForm::Named;
  bool refers = false;         // gives a reference to what the caller has: see Function::returned
  std::vector<SymbolId> reads; // not Annotated: what the visible body reads outside of itself
  // Opaque: the body is not visible, or it is known to be impure (rand, clocks, <random>). Streams,
  // printf and class functions of std are not hidden.
  bool hidden = false;
  // A function of the user's own that is not annotated: AG_FUNCTION before it. Null for others.
  std::shared_ptr<const FixIt> annotate;
};

struct Expr;
struct Stmt;
using ExprPtr = std::unique_ptr<Expr>;
using StmtPtr = std::unique_ptr<Stmt>;

struct LambdaInfo {
  // Locals and parameters of the function that the body uses, by what the capture allows.
  std::vector<SymbolId> byCopy;
  std::vector<SymbolId> byRef;
  std::vector<SymbolId> params;  // SymbolKind::LambdaLocal
  std::vector<Range> paramTypes; // of each, without cv and reference; none for `auto`
  std::vector<ExprPtr> initCaptures;
  StmtPtr body;               // Block
  Type result;                // of the call operator
  bool hasParameters = false; // has a list of parameters, empty or not
  bool resultSpelled = false; // has a trailing return type
  Range resultText;           // that type, if spelled
};

struct Expr {
  ExprKind kind = ExprKind::Opaque;
  Range range;
  Place place;
  Type type; // of the value; Write: of the target
  std::vector<ExprPtr> children;

  SymbolId symbol = kNoSymbol; // Ref; Write (kNoSymbol: memory that the tool cannot name)
  WriteKind write = WriteKind::Assign;
  Range name;              // Item: the token `item`; TensorExpr: a type to be lifted
  bool isExplicit = false; // ToBool
  std::string text;        // HostUse: noun ("an array bound", "an index of 'v'", "an extent")
  std::unique_ptr<CallInfo> call;
  std::unique_ptr<LambdaInfo> lambda;
  std::shared_ptr<const Callee> twin; // Write by an operator of the user's (`v += w`)
};

// -------------------------------------------------------------------------------- statements

enum class StmtKind : uint8_t {
  Block,      // { children }
  Expression, // expr;   (expr null: a statement the tool passes over, e.g. asm-free static_assert,
              // using, local class, [[fallthrough]];)
  Empty,      // ;
  Decl,       // one or several declarators
  If,
  While,
  Do,
  For,
  RangeFor,
  Return,
  Break,
  Continue,
  Switch,     // header.cond, children[0] = body
  Case,       // `case x:` or `default:` in front of children[0] (absent: end of block). `text`: x,
              // as it can stand in front of the switch; empty for default
  Try,        // children = the try block, then the handlers' blocks
  Attributed, // [[attr]] children[0]
  Foreign,    // goto, label, asm, co_*, VLA, __try …: `text` says what; children, expr may be empty
};

// `name` … init of one variable. Structured bindings: one declarator per name, init in the first.
struct Declarator {
  SymbolId symbol = kNoSymbol;
  Range name;      // the identifier
  Range range;     // from `*`/`&`/name to the end of the initialiser, without `,` and `;`
  ExprPtr init;    // as an expression: what initialises it (for {v} and (v) of a number: v itself);
                   // null if there is none
  Range initRange; // what init covers in the text, `= ` excluded, braces or parentheses included
  bool braced = false; // direct-initialised: T k{v} or T k(v); initRange includes the brackets
};

enum class RangeOver : uint8_t { Tensor, AgRange, Host, Dependent };
enum class LoopHint : uint8_t { None, Stage, Unroll }; // AG_STAGE, AG_UNROLL before the statement

struct Header {
  Range keyword;       // `if` / `if constexpr` / `while` / `do` / `for` / `switch`
  uint32_t lparen = 0; // offset of ( and ) of the header; Do: of the `while ( )` at its end
  uint32_t rparen = 0;
  StmtPtr init;    // If, Switch, For, RangeFor: Decl, Expression or Empty, with its `;`
  StmtPtr condVar; // If, While, For, Switch: a Decl without `;` of one declarator. Then cond is
                   // the conversion of it: ToBool(Ref) or Ref, without range of its own
  ExprPtr cond;    // null: for (;;), RangeFor
  ExprPtr inc;     // For
  uint32_t firstSemi = 0, secondSemi = 0; // For: offsets of the two `;` of the header
  Range elseKeyword;                      // If with else
  Range whileKeyword;                     // Do: the `while` at the end
  bool isConstexpr = false;               // if constexpr / if consteval: never staged
  StmtPtr variable;                       // RangeFor: the Decl before `:` (no `;`, no init)
  uint32_t colon = 0;                     // RangeFor
  ExprPtr range;                          // RangeFor
  RangeOver over = RangeOver::Host;       // RangeFor
  LoopHint hint = LoopHint::None;         // loops; the macro itself is outside the range
  Place hintPlace;
};

struct Stmt {
  StmtKind kind = StmtKind::Empty;
  Range range; // with the closing `;` or `}`; hint macros in front are outside
  Place place; // of the first token

  // Block, Case, Try, Attributed, Foreign, Switch: as said above. If: then, else (if any).
  // Loops: the body.
  std::vector<StmtPtr> children;
  std::unique_ptr<Header> header; // If, loops, Switch
  ExprPtr expr;                   // Expression; Return (may be null)
  Range specifiers;               // Decl: declaration specifiers: `const int`, `static auto`
  std::vector<Declarator> declarators;
  std::string text; // Foreign: "goto", "label", "asm", "co_await", "a variable-length array", …
};

// --------------------------------------------------------------------------------- functions

enum class Passing : uint8_t { Value, ConstRef, Ref, RvalueRef };

struct Parameter {
  SymbolId symbol = kNoSymbol; // kNoSymbol: it has no name, and none can be put there
  // The source gives it no name: nothing reads it, so it is no part of a key. The tool writes one.
  bool unnamed = false;
  Range nameAt; // unnamed: where its name goes, of one byte
  Passing passing = Passing::Value;
  bool isPack = false;
  // `const T&` that may be a number which the function changes under another name: it crosses by
  // address, as a `T&` does.
  bool shares = false;
};

struct Function {
  std::string name;     // for AG_FN and messages
  std::string selfText; // how the function calls itself: "f", "ns::f", "mul<T, N>"
  Place place;          // of the name
  std::vector<Parameter> params;
  Type result;            // class of the declared result; Void for void
  std::string resultText; // the declared type as written, cv kept: "Tensor", "T", "std::pair<…>"
  // It returns a reference, and this is the one object to which all of them refer: "*this", or a
  // parameter. Nothing has to be carried to the end of the function.
  std::string returned{};
  bool resultDeduced = false; // auto / decltype(auto) without a trailing type
  bool isTemplate = false;    // the pattern of a template
  bool isMember = false;      // non-static member function
  std::string className;      // of a non-static member, as its own scope names it; may be empty
  bool isKept = false;        // AG_NOINLINE
  bool isRvalue = false;      // a non-static member that is &&-qualified
  bool isConstMember = false; // const-qualified
  bool noAddress = false;     // `&f` cannot be written or says nothing: virtual, hidden friend
  std::string forbidden;      // not empty: why it cannot be annotated: "a constructor", "constexpr"
  bool forbiddenIsConstexpr = false;
  uint64_t crossing = 0; // 64-bit id of the root declaration
  // A lambda given to ag::trace or ag::function: its callers hold it, so it never is the outermost
  // call. `range` is the whole lambda.
  bool isClosure = false;
  Range range{};
  bool isTwin = false;       // an unannotated callee, to be copied: it never is the outermost call
  bool isDirect = false;     // a twin whose copy has promoted types in its signature
  SymbolId self = kNoSymbol; // a direct member: `*this`, a structure of numbers
  std::vector<Symbol> symbols;
  StmtPtr body; // Block, braces included

  const Symbol &symbol(SymbolId id) const { return symbols[static_cast<std::size_t>(id)]; }
};

} // namespace autograft::tree
