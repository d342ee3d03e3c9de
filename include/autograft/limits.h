// Limits of a run: turns of a loop, memory, a request to stop. They hold on the thread that sets
// them, for the annotated functions, graphs and ops that it calls meanwhile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace ag {

namespace detail {
/// A copy of any object that can be asked to stop.
class StopToken {
 public:
  StopToken() = default;
  /// From a std::stop_token, or whatever has `stop_requested()`. An object that is not copied with
  /// its state (an atomic flag) is wrapped by the caller.
  template <class T>
    requires(!std::is_same_v<T, StopToken> && requires(const T& t) { bool(t.stop_requested()); })
  StopToken(T token)  // NOLINT: meant to convert
      : object_(new T(std::move(token))), type_(&type_of<T>) {}
  StopToken(const StopToken& o)
      : object_(o.type_ ? o.type_->copy(o.object_) : nullptr), type_(o.type_) {}
  StopToken& operator=(StopToken o) noexcept {
    std::swap(object_, o.object_);
    std::swap(type_, o.type_);
    return *this;
  }
  ~StopToken() {
    if (type_) type_->destroy(object_);
  }
  bool possible() const noexcept { return type_ != nullptr; }
  bool requested() const { return type_ && type_->requested(object_); }

 private:
  struct Type {
    bool (*requested)(const void*);
    void* (*copy)(const void*);
    void (*destroy)(void*) noexcept;
  };
  template <class T>
  static constexpr Type type_of{
      [](const void* p) -> bool { return static_cast<const T*>(p)->stop_requested(); },
      [](const void* p) -> void* { return new T(*static_cast<const T*>(p)); },
      [](void* p) noexcept { delete static_cast<T*>(p); }};
  void* object_ = nullptr;
  const Type* type_ = nullptr;
};
struct Limits;
}  // namespace detail

/// `ag::run_options{.max_iterations = 1000, .stop = token}`; 0 is no limit.
struct run_options {
  std::int64_t max_iterations = 0;  ///< turns of any one loop. Past it: AG0216
  std::int64_t memory_limit = 0;    ///< bytes that tensors made meanwhile may hold. Past it: AG0217
  detail::StopToken stop = {};      ///< once it asks for a stop, the next turn of a loop is AG0216
};

/// The options hold while it lives; inside another one both do. Scopes end in the reverse order.
class run_scope {
 public:
  explicit run_scope(run_options options);
  ~run_scope();
  run_scope(const run_scope&) = delete;
  run_scope& operator=(const run_scope&) = delete;

 private:
  detail::Limits* limits_;
};

/// `ag::with({.max_iterations = 1000}, [&] { return f(x); })`
template <class F>
decltype(auto) with(run_options options, F&& f) {
  const run_scope scope(std::move(options));
  return f();
}

}  // namespace ag
