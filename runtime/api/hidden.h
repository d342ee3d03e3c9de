// What a graph reads and writes besides its parameters: fields, globals, statics and Variables, met
// while the graph is built. Tensors get a fresh handle in place, numbers a cell; what was met
// becomes inputs, outputs and guards of the finished graph (docs/internals/functions.md).
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/state.h"
#include "autograft/function.h"
#include "support/readers.h"
#include "tensor/impl.h"

namespace ag::detail {
struct Anchor {
  std::atomic<std::uint32_t> refs{1};
  std::atomic<Variable*> self{nullptr};
};
}  // namespace ag::detail

namespace ag::api {

class Trace;

/// A copied host value, part of a key.
class HostValue {
 public:
  HostValue(const void* object, void* (*copy)(const void*), void (*destroy)(void*) noexcept,
            bool (*equal)(const void*, const void*))
      : object_(copy(object)), destroy_(destroy), equal_(equal) {}
  HostValue(HostValue&& o) noexcept
      : object_(std::exchange(o.object_, nullptr)), destroy_(o.destroy_), equal_(o.equal_) {}
  HostValue& operator=(HostValue&&) = delete;
  ~HostValue() {
    if (object_) destroy_(object_);
  }
  bool equals(const void* other) const { return equal_(object_, other); }
  /// The same of a value that need not be of the same type: its types have different `equal`s.
  bool equals(const void* other, bool (*equal)(const void*, const void*)) const {
    return equal == equal_ && equal_(object_, other);
  }

 private:
  void* object_;
  void (*destroy_)(void*) noexcept;
  bool (*equal_)(const void*, const void*);
};

/// A Variable's anchor, kept.
class AnchorRef {
 public:
  explicit AnchorRef(detail::Anchor* a) noexcept : anchor_(a) {
    if (a) a->refs.fetch_add(1, std::memory_order_relaxed);
  }
  AnchorRef(AnchorRef&& o) noexcept : anchor_(std::exchange(o.anchor_, nullptr)) {}
  AnchorRef& operator=(AnchorRef&&) = delete;
  ~AnchorRef();
  detail::Anchor* get() const noexcept { return anchor_; }

 private:
  detail::Anchor* anchor_;
};

/// The objects of one outermost call that hidden inputs are found through.
struct CallObjects {
  const detail::HiddenRef* refs = nullptr;  ///< the function's own list
  std::size_t count = 0;
  const char* names = "";
  const char* self = nullptr;  ///< `this`, or null
  std::size_t self_size = 0;
};

/// How a hidden input is found at a call.
struct Place {
  enum Base : std::uint8_t { own, self, global, pointer, variable } base = own;
  std::uintptr_t at = 0;  ///< own: index · self: offset · global, pointer: address
  auto operator<=>(const Place&) const = default;
};

/// One hidden input of a finished graph.
struct HiddenInput {
  Place place;
  const detail::HiddenType* type = nullptr;
  std::string name;
  bool defined = false;  ///< tensor: it was set
  DType dtype = DType::f32;
  Shape shape;
  bool data = false;  ///< an input of the graph; else a guard only
  bool output = false;
  detail::AnyNumber number;       ///< not data: must be this
  std::optional<HostValue> host;  ///< must be equal
  AnchorRef anchor{nullptr};

  /// Where it is in this call; null when it is gone.
  void* object(const CallObjects& call) const;
};

/// The hidden inputs of a finished graph, in the order in which they were met: each may be looked
/// at once those before it have been found right.
struct HiddenPlan {
  std::vector<HiddenInput> inputs;
  const char* self = nullptr;  ///< not null: valid for this object only (something was reached
                               ///< through a pointer)

  enum class Match { no, yes, numbers };  ///< numbers: only numbers that are constants differ
  Match match(const CallObjects& call, std::vector<Place>* differing) const;
  /// Values of those that are data: data_count of them.
  void load_inputs(const CallObjects& call, Tensor* to) const;
  /// `outputs`: the graph's last ones.
  void write_back(const CallObjects& call, std::span<Tensor> outputs) const;
  std::size_t data_count = 0;
  std::size_t output_count = 0;
};

/// Which numbers are to be data: decided by the cache, asked while building.
struct NumbersAsData {
  virtual ~NumbersAsData() = default;
  virtual bool is_data(const Place& place) const = 0;
};

/// A hidden input that a staged region changes without naming it (in a function that is called):
/// when the build starts over it is state of every region.
struct Carried {
  detail::HiddenRef ref;
  std::string name;
};

/// The hidden inputs of a graph under construction.
class Hidden {
 public:
  explicit Hidden(Trace& trace) : trace_(trace) {}
  /// Everything replaced in place is as it was.
  ~Hidden();
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;

  void begin(const CallObjects& call, const NumbersAsData* numbers, const void* stack);
  /// An annotated function reads these: those not met yet become inputs. `own`: the list is the
  /// outermost function's.
  void meet(const detail::HiddenRef* refs, std::size_t count, const char* names, bool own);
  /// The cell (a Scalar) of a number that was met; null for an object of the trace's own.
  void* cell(const void* object);
  /// An argument's Scalar stands for an object that is a hidden input, too (null: no longer).
  void stands_for(const void* scalar, const void* object);
  /// That object's cell, or the Scalar itself.
  void* cell_for(void* scalar);
  bool contains(const void* object) const { return met_.count(object) != 0; }
  /// What BuildMemory::carried names, as state.
  std::vector<StateVars::Extra> carried() const;
  /// `object`, a tensor or a cell, is changed in a region that does not name it. If it is a hidden
  /// input, the build starts over once the error has left the function.
  void carry(const void* object) const;

  /// The current value of a hidden input, which is a tensor or has a cell.
  Tensor value(const void* object) const;
  /// Changes it as the function would.
  void set(const void* object, const Tensor& value);
  /// While a function of the graph is built: every hidden input is a parameter of it.
  class InFunction {
   public:
    explicit InFunction(Hidden& hidden);
    ~InFunction();
    InFunction(const InFunction&) = delete;
    InFunction& operator=(const InFunction&) = delete;
    std::vector<const void*> objects() const;
    /// Those that are not what they were, and `expected`.
    std::vector<const void*> changed(const std::vector<const void*>& expected) const;

   private:
    struct Kept {
      const void* object;
      Tensor outside, parameter;
    };
    Hidden& hidden_;
    std::vector<Kept> kept_;
  };

  /// Final values of what was changed, behind the function's own results.
  void add_outputs(std::vector<Tensor>& results);
  HiddenPlan finish();

 private:
  struct Met {
    HiddenInput input;
    void* object = nullptr;
    unsigned flags = 0;
    Tensor parameter;  ///< the fresh handle, when it is an input
    Tensor saved;      ///< tensor: what stood there
    struct alignas(Scalar<double>) {
      std::byte bytes[sizeof(Scalar<double>)];
    } cell;
  };
  bool is_local(const void* object) const;
  Place place_of(const detail::HiddenRef& ref, std::ptrdiff_t own_index) const;
  void meet_one(const detail::HiddenRef& ref, std::string name, std::ptrdiff_t own_index);
  void meet_carried();
  void meet_parts(const detail::HiddenRef& ref, const std::string& name);
  bool isnt_met(const detail::HiddenRef& ref) const;
  void meet_tensor(Met& m);
  void meet_number(Met& m, unsigned flags);
  Tensor now(const Met& m) const;
  void put(Met& m, const Tensor& value);

  const Met* found(const void* object) const;

  Trace& trace_;
  CallObjects call_;
  const NumbersAsData* numbers_ = nullptr;
  const void* stack_ = nullptr;
  std::deque<Met> list_;
  std::unordered_map<const void*, Met*> met_;            ///< tensors and numbers
  std::set<std::pair<const void*, const void*>> hosts_;  ///< object and type
  std::unordered_map<const void*, const void*> stand_ins_;
  bool locked_ = false;
  int functions_ = 0;  ///< functions of the graph that are being built
};

/// Held by whoever looks at hidden tensors of a call; not while a build has replaced some in place.
class HiddenLock : InPlaceLock::Looking {
 public:
  HiddenLock();
};

}  // namespace ag::api
