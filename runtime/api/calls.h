// Calls that stay calls: recursion under a staged condition, and functions marked AG_NOINLINE. Each
// becomes a function of the graph under construction, one for each kind of arguments
// (docs/internals/functions.md, "Calls").
#pragma once

#include <deque>
#include <vector>

#include "api/key.h"

namespace ag::ir {
class Function;
}

namespace ag::api {

class Trace;

/// A function of the graph that an annotated function became.
struct TracedFunction {
  const Function* source = nullptr;
  detail::Key key;
  std::vector<HostValue> hosts;
  ir::Function* graph = nullptr;
  bool complete = false;
  bool tried = false;    ///< built once: the expected types are what it gave
  bool assumed = false;  ///< called before it was complete: its types were taken from below
  /// Types of what it returns: the result, in-out arguments, hidden inputs that it changes. While
  /// it is built, what is expected.
  std::vector<const detail::Type*> types;
  std::vector<const void*> hidden;   ///< hidden inputs, in the order of its last parameters
  std::vector<const void*> changed;  ///< those of them that it returns
};

/// The functions of one graph.
class Calls {
 public:
  explicit Calls(Trace& trace) : trace_(trace) {}

  struct Callee {
    Function& function;
    const detail::Call& call;
    detail::Thunk thunk;
    detail::Invoke invoke;
    detail::ResultType result;
  };
  /// Calls it with these operands (arguments that are data, in order): the result if there is one,
  /// then in-out arguments; hidden inputs that it changes have been changed.
  /// Errors: AG0216 when ever new kinds of arguments make ever new functions.
  std::vector<Tensor> call(const Callee& callee, std::vector<Tensor> operands);

  /// What a function whose result type is not known yet returned in an arm that is closed.
  void note_result(const detail::Type* type) { hint_ = type; }
  /// What an arm of `?:` gave, which may be what the function returns. Not a condition's bool.
  void note_expression(const detail::Type* type) {
    if (type->dtype != DType::boolean) expression_ = type;
  }

 private:
  TracedFunction* find(const Callee& callee, const detail::Key& key);
  TracedFunction& build(const Callee& callee, const detail::Key& key,
                        const std::vector<Tensor>& operands);
  /// One try; false when it did not return what was expected.
  bool try_build(const Callee& callee, TracedFunction& f);
  void expect(const Callee& callee, TracedFunction& f, const std::vector<Tensor>& operands) const;
  void forget(std::size_t from);
  std::string unused_name(const std::string& name) const;

  Trace& trace_;
  std::deque<TracedFunction> functions_;
  const detail::Type* hint() const { return hint_ ? hint_ : expression_; }
  // Of the function that is under construction.
  const detail::Type* hint_ = nullptr;
  const detail::Type* expression_ = nullptr;
};

}  // namespace ag::api
