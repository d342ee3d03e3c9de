// What passes ask of ops (may it fail, may it be run when the program would not?) and the edits
// they share. No pass lives here.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/graph.h"
#include "ir/op_def.h"

namespace ag::passes {

using ir::Op;
using ir::OpId;
using ir::Region;
using ir::Value;

// ---- questions
/// Can the op throw, or never end? Knows more than the trait: dtypes, constant divisors, extents.
/// Ops with regions can when something in them can; `while` and calls always.
bool can_fail(const Op& op);
/// print, check, and what contains them.
bool has_effect(const Op& op);
/// Gives a value and nothing else: may be removed, repeated, moved where its operands are.
inline bool is_total(const Op& op) { return !has_effect(op) && !can_fail(op); }
/// May run where the program would not run it: total and needs little memory.
bool is_speculatable(const Op& op);
/// The value of a constant, else null.
const Tensor* constant_of(const Value* v);
/// A constant of one element that is this integer, or this float.
bool is_number(const Value* v, double number);
/// Is the value defined outside of the op's regions?
bool defined_outside(const Value* v, const Op& op);
std::size_t count_nested(const Region& region);

// ---- edits
/// Every use of `from` becomes one of `to` if both have one type; false otherwise. `to` takes the
/// user's name unless it has one.
bool replace(Value* from, Value* to);
/// New operands, both use-lists kept.
void set_operands(Op* op, const std::vector<Value*>& values);
/// A constant of the graph in front of nothing: the caller places it.
Op* new_constant(ir::Graph& graph, const Tensor& value, Location where);
/// Turns an op with one result into a constant.
void become_constant(Op* op, const Tensor& value);
/// Keeps the results (arguments) for which keep[i] is set; the others must be unused.
void keep_results(Op* op, const std::vector<bool>& keep);
void keep_arguments(Region* region, std::size_t skip, const std::vector<bool>& keep);
void keep_operands(Op* op, std::size_t skip, const std::vector<bool>& keep);

/// Removes many ops in time that is linear in what they touch. Marked ops leave their regions'
/// lists and the use-lists of their operands when the eraser is done; their results must be unused
/// then, except by other marked ops.
class Eraser {
 public:
  ~Eraser() { sweep(); }
  void mark(Op* op);
  static bool marked(const Op* op) { return op->region == nullptr; }
  bool empty() const { return dead_.empty(); }
  void sweep();

 private:
  std::vector<Op*> dead_;
  std::vector<Region*> regions_;
};

}  // namespace ag::passes
