// The lowering's state, shared by its sources: lower.cpp (scalars, sites), lower_control.cpp
// (branches, loops), lower_tensors.cpp (buffers, views, items), lower_groups.cpp (fusion).
//
// A scalar is a register. A tensor is one of
//   - a place: elements of a buffer (dense, or a view of another value's buffer),
//   - pending: computed by a group, a loop nest that is still open and takes further ops.
// A buffer's content stays as it is while any of its holders (the values that live in it) may still
// be read; only then is it written in place or used again.
#pragma once

#include <unordered_map>
#include <vector>

#include "backend/cpu/lower.h"
#include "ir/control.h"

namespace ag::cpu {

using ir::Op;
using ir::OpId;
using ir::Region;
using ir::Value;

/// Thrown (and caught in lower.cpp) when an op has no native form.
struct Refused {};

inline bool is_scalar(const ir::Type& t) { return t.shape.rank() == 0; }
inline std::int32_t count(const auto& list) { return static_cast<std::int32_t>(list.size()); }
inline auto& at(auto& list, std::int32_t i) { return list[static_cast<std::size_t>(i)]; }

/// A loop nest that still takes ops.
struct Group {
  Shape shape;
  NativeNest nest;
  std::vector<Op*> members;
  std::unordered_map<const Value*, std::int32_t> local;  ///< members' and operands' registers
  struct Fold {
    Value* result;
    NativeFold fold;
  };
  std::vector<Fold> folds;
  std::size_t folded_axes = 0;  ///< the last so many, when there are folds
  bool may_fail = false;
};

class Lowering {
 public:
  Lowered lowered;

  Lowering(Region& region, std::size_t first, std::size_t last, const OpenValues& open)
      : outside_(&region), first_(first), last_(last), open_(open) {}

  /// Everything; `at_op` follows the op at hand.
  void run(std::size_t& at_op);

 private:
  // ---- lower.cpp: scalars, sites
  void operation(Op& op);
  std::int32_t new_register(DType d);
  std::int32_t define(Value* v);
  std::int32_t reg(Value* v);
  std::int32_t constant_register(DType d, std::uint64_t bits);
  std::int32_t constant(Value* v);
  bool from_outside(const Value* v) const;
  void capture(Value* v);
  void bind_symbols(const ir::Type& type, std::int32_t buffer);
  NativeSize size_of(std::int64_t extent);
  std::vector<NativeSize> sizes_of(const Shape& shape);
  void scalar_op(Op& op, NativeKind kind, std::int32_t code);
  NativeInstr& emit(NativeInstr i);
  std::int32_t site(const Op& op, NativeInstr& i);
  NativeOp described(const Op& op);
  std::int32_t word_of(NativeInstr& i, std::int32_t reg);
  void words_used(const NativeInstr& i);
  void output(Value* v);
  void outputs();

  // ---- lower_control.cpp
  void block(Region& region, NativeBlock& to);
  void cond(Op& op);
  void loop(Op& op);
  NativeBlock turn(Op& op, Region& region, const std::vector<std::int32_t>& homes);
  void arm(Op& op, std::size_t k, NativeBlock& to, const std::vector<std::int32_t>& homes);
  std::int32_t carry_home(Op& op, std::size_t operand, const std::vector<std::int32_t>& homes);
  std::int32_t joined_home(Op& op, std::size_t result);
  Value* root(Value* v, const Region* arm) const;
  void move_home(const Op& end, std::span<Value* const> results,
                 const std::vector<std::int32_t>& homes);

  // ---- lower_tensors.cpp: buffers and places
  NativeSize bytes_of(const ir::Type& type);
  std::int32_t new_buffer(const ir::Type* type, NativeInput input);
  std::int32_t temporary(const ir::Type* type);
  NativePlace dense(std::int32_t buffer, const ir::Type& type);
  const NativePlace& place(Value* v);
  NativePlace dense_place(Value* v);
  bool is_dense(const NativePlace& p, const ir::Type& type);
  void put(Value* v, NativePlace p);
  void hold(std::int32_t buffer, Value* v);
  bool dead(const Value* v, const Op* except = nullptr) const;
  bool dead_buffer(std::int32_t buffer, const Op* except = nullptr) const;
  bool only_use(std::int32_t buffer, const Op& op) const;
  std::size_t position(const Op* op) const;
  bool pending_reader(std::int32_t buffer) const;
  void write(std::int32_t buffer);
  void copy(const NativePlace& from, const NativePlace& to, const Shape& shape);
  void generic(Op& op);

  // views
  bool view_op(Op& op);
  NativePlace broadcast(const NativePlace& p, const Shape& from, const Shape& to);
  void transpose(Op& op);
  void reshape(Op& op);
  void narrow(Op& op);
  struct View {
    NativePlace place;
    Shape extents;
  };
  bool selectable(const Op& op) const;
  View selected(Op& op, const NativePlace& base);
  bool store_pending(Value* value, const View& to, const Op& op);
  std::int32_t index(Op& op, std::size_t operand, const NativeSize& extent);
  void get_item(Op& op);
  void set_item(Op& op);
  std::int32_t writable(Op& op);

  // ---- lower_groups.cpp
  bool fusable(const Op& op) const;
  void join(Op& op);
  Group& group_for(const Shape& shape);
  Group* pending(const Value* v);
  std::int32_t local_of(Group& g, Value* v);
  bool fold(Op& op);
  void flush(const Value* v);
  void flush_group(std::size_t i, const NativePlace* into = nullptr, Value* stored = nullptr);
  void flush_all();
  void flush_failing(const Group* but = nullptr);
  void flush_readers(std::int32_t buffer);
  bool escapes(const Group& g, const Value* v) const;
  NativePlace destination(const Group& g, Value* v, std::vector<std::int32_t>& taken);
  bool in_place(const Group& g, std::int32_t buffer, const ir::Type& type,
                const std::vector<std::int32_t>& taken);
  void place_folds(Group& g);
  void materialise_folds(Group& g, std::vector<NativeNest>& after);
  std::int32_t group_site(const Group& g, NativeInstr& i);
  void collapse(NativeNest& nest, std::size_t folded_axes = 0) const;

  const Region* outside_;
  std::size_t first_, last_;
  const OpenValues& open_;
  NativeBlock* block_ = nullptr;
  const Op* now_ = nullptr;  ///< the op at hand: what stands before it is done
  std::unordered_map<const Value*, std::int32_t> registers_;
  std::unordered_map<const Value*, NativePlace> places_;
  std::unordered_map<std::int64_t, std::int32_t> symbols_;
  std::vector<std::vector<const Value*>> holders_;          ///< of each buffer; null: never free
  std::vector<NativeSize> bytes_;                           ///< of each buffer
  std::vector<bool> pinned_;                                ///< not to be written in a loop's test
  std::vector<bool> reserved_;                              ///< home of a carry or a joined value
  std::unordered_map<const Value*, std::int32_t> home_of_;  ///< of values that end in a home
  mutable std::unordered_map<const Op*, std::size_t> position_;
  std::vector<Group> groups_;
};

}  // namespace ag::cpu
