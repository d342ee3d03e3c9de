// The graph: SSA values, ops with nested single-block regions, functions. Owned by one Graph;
// everything else points into it. Building is in builder.h, meaning in ops/.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "autograft/error.h"
#include "autograft/tensor.h"
#include "ir/attributes.h"
#include "ir/op_id.h"
#include "tensor/impl.h"

namespace ag::ir {

class Graph;
class Function;
class Op;
class Region;
using ag::detail::Type;

/// Regions may nest this deep, so that recursion over them is safe.
inline constexpr int max_nesting = 64;

/// One operand slot: who uses a value, and where.
struct Use {
  Op* op = nullptr;
  std::uint32_t index = 0;
};

/// An SSA value: the result of an op, or an argument of a region or function.
class Value {
 public:
  const Type* type = nullptr;
  Op* producer = nullptr;    ///< null for a region argument
  Region* owner = nullptr;   ///< of an argument: its region; null for a result
  std::uint32_t index = 0;   ///< position among the results or arguments
  std::uint32_t number = 0;  ///< dense, set by Graph::number()
  std::string name;          ///< the user's variable when known, for pictures and messages
  std::vector<Use> uses;     ///< kept by set_operand and its friends below

  /// The region in which the value is defined.
  Region* region() const;
};

/// Straight-line list of ops with arguments; the last op is a `yield`.
class Region {
 public:
  Op* parent = nullptr;          ///< null for a function's body and while under construction
  Function* function = nullptr;  ///< set for a function's body only
  int height = 1;                ///< levels of regions in it, itself included (Builder)
  std::vector<Value*> arguments;
  std::vector<Op*> ops;

  /// The yield, or null while under construction.
  Op* terminator() const;
};

/// One operation. Operands may be any value that dominates it (outer regions are captured
/// implicitly up to the enclosing function).
class Op {
 public:
  OpId id{};
  Region* region = nullptr;  ///< null while unplaced or erased
  std::vector<Value*> operands;
  std::vector<Value*> results;
  std::vector<Region*> regions;  ///< cond: then, else; while: cond, body; for: body
  Attributes attributes;
  Location where;  ///< file: static storage, or Graph::intern
};

/// A named, isolated scope: one region whose arguments are the parameters; its yield returns.
class Function {
 public:
  std::string name;
  Region* body = nullptr;
};

/// Owns every function, op, region, value, symbol and file name. Erased ones live until the graph
/// dies. Not copyable; clone() copies.
class Graph {
 public:
  Graph() = default;
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  Function* add_function(std::string name);
  /// The first function. InternalError when there is none.
  Function* main() const;
  Function* find_function(std::string_view name) const;
  Region* new_region();
  /// An op in no region: the builder places it.
  Op* new_op(OpId id, Location where);
  Value* add_argument(Region* region, const Type* type, std::string name = {});
  Value* add_result(Op* op, const Type* type);
  /// A fresh symbolic extent (a negative number for Shape); `hint` names it in messages.
  std::int64_t new_symbol(std::string_view hint);
  /// A file name that lives as long as the graph.
  const char* intern(std::string_view file);

  /// Numbers all values of a function densely in the order of the text: arguments, then for each
  /// op its results followed by its regions. Returns how many there are.
  static std::uint32_t number(const Function& f);

  std::vector<Function*> functions;
  std::vector<std::string> symbols;  ///< hints; extent -1 is symbols[0]

 private:
  std::deque<Value> values_;
  std::deque<Op> ops_;
  std::deque<Region> regions_;
  /// A type as long-lived as the graph (one that is not interned lives only with its tensor).
  const Type* keep(const Type* type);

  std::deque<Function> function_store_;
  std::deque<Type> types_;
  std::unordered_set<std::string> files_;
};

/// Changes one operand and both use-lists.
void set_operand(Op* op, std::size_t index, Value* value);
void add_operand(Op* op, Value* value);
/// Every use of `from` becomes a use of `to`.
void replace_all_uses(Value* from, Value* to);
/// Takes an op, with its regions, out of the graph. InternalError while a result is used outside.
void erase(Op* op);
/// Throws away what was built into a region (its ops, nested ones included, and its arguments);
/// uses of outer values made there are dropped. The region is then empty and may be filled again.
void clear(Region* region);
/// Whether `inner` is `outer` or nested in it.
bool contains(const Region* outer, const Region* inner);
/// Calls f(op) for every op of a region, nested ones included, in the order of the text. Takes any
/// callable; the graph must not change meanwhile.
template <class F>
void for_each_op(const Region& region, F&& f) {
  for (Op* op : region.ops) {
    f(op);
    for (const Region* r : op->regions) for_each_op(*r, f);
  }
}
/// A deep copy, with its own file names and the same symbols.
std::shared_ptr<Graph> clone(const Graph& graph);

}  // namespace ag::ir
