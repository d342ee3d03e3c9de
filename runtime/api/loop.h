// The staged side of ag::Loop and of range-`for`: a `while` or `for` op under construction.
// Protocol, restarts and the plain way: docs/internals/cursors.md.
#pragma once

#include "api/merge.h"
#include "api/trace.h"

namespace ag::detail {

class LoopImpl {
 public:
  enum class Form { head, body, counted };  ///< while and for · do · range-for
  enum class Step { run, done, plain };     ///< enter the block · finished · go on as a plain loop

  LoopImpl(api::Trace& trace, Location where, api::LoopKey key, Form form, const StateView& state,
           const Scalar<bool>* exit, bool choice);

  /// Form::counted: trip count (i64) before the first next(), and the turn's number in a body.
  void set_count(const Scalar<std::int64_t>& count) { count_ = count; }
  Tensor index() const { return index_; }
  /// At the beginning of the body: the loop ends with AG0220 past so many turns.
  void limit(std::int64_t turns);
  Form form() const { return form_; }

  /// Before anything else: a `do` opens its block, which no next() precedes.
  void start();
  Step next();
  Step test(const Pred& p);
  /// Control left the loop: closes the regions; an exception makes a loop by choice plain in the
  /// next build, anything else loses the graph.
  void abandon() noexcept;
  /// A host value of this loop's state is needed: run it plainly. False when that is not allowed.
  bool want_plain();
  /// Whether `region` is one of the loop's two.
  bool owns(const ir::Region* region) const {
    return region == test_region_ || region == body_region_;
  }
  ~LoopImpl();
  LoopImpl(const LoopImpl&) = delete;
  LoopImpl& operator=(const LoopImpl&) = delete;

 private:
  struct Carry {
    const Type* type = nullptr;  ///< null: not set when the loop is entered, nor (yet) in it
    bool guarded = false;        ///< carried with a flag that says whether it is set
  };
  enum class Phase { start, test, body };

  /// Throws away what was built, opens the first region again with the carries known so far.
  void begin();
  void begin_test();
  void begin_body();
  /// Fresh handles for the carries, as arguments of `region`, into the user's variables.
  void enter_state(ir::Region* region);
  /// Whether the turn's number is needed, and whether the loop must carry it itself.
  bool numbered() const { return form_ == Form::counted || limit_ >= 0; }
  bool carries_number() const { return numbered() && (form_ != Form::counted || exit_); }
  /// The turn's number as a new argument of `region`.
  void new_index(ir::Region* region);
  /// `!exit` round what follows; closing gives `!exit && test`.
  void open_exit_guard();
  ir::Value* close_exit_guard(ir::Value* test);
  void counted_test();
  Step after_body();
  /// What is carried when the loop is entered, as far as the state before it tells.
  void first_carries();
  /// Compares the body's structures with those before the loop; true when a return slot has got
  /// one. Errors: AG0203.
  bool adopt_structure();
  /// Compares the body's values with the carries; true when the regions must be built again.
  bool widen();
  bool widen_one(std::size_t i, const Tensor& now);
  void finish(ir::Value* again);
  std::vector<ir::Value*> carried(const std::vector<Tensor>& values);
  void leave(const ir::Op* op, std::size_t first);
  bool may_be_plain() const;
  void keep_test();
  Step go_plain();
  void discard();

  api::Trace& trace_;
  Location where_;
  api::LoopKey key_;
  Form form_;
  api::StateVars state_;
  const Scalar<bool>* exit_;
  bool choice_;
  bool plain_wanted_ = false;
  std::int64_t limit_ = -1;  ///< the most turns; -1: none
  bool renumbered_ = false;  ///< the limit came when the regions had no number: build them again
  Scalar<std::int64_t> count_ = 0;
  Tensor index_;
  api::Snapshot before_;
  std::vector<Carry> carries_;
  ir::Region* test_region_ = nullptr;
  ir::Region* body_region_ = nullptr;
  ir::Region* guarded_ = nullptr;  ///< the arm in which the condition is evaluated
  ir::Value* guard_predicate_ = nullptr;
  std::vector<Tensor> fresh_;
  std::vector<std::int64_t> own_symbols_;  ///< extents that vary from turn to turn
  Phase phase_ = Phase::start;
  int attempts_ = 0;
  std::size_t depth_;
  int exceptions_;
};

}  // namespace ag::detail
