// Helpers of the cursor tests: run a callable eagerly and as a graph and compare every bit; what an
// expression throws. The callables hold hand-written emitted code; their values are checked against
// plain C++ in the tests themselves.
#pragma once

#include <catch2/catch.hpp>
#include <cstring>
#include <string>

#include "autograft/autograft.h"
#include "tensor/impl.h"

#define SITE AG_SITE(__LINE__, 1)

using ag::concat;
using ag::Scalar;
using ag::stack;
using ag::Tensor;

/// The code of the ag::Error that `f` throws, "internal" for an InternalError, "" for nothing.
template <class F> std::string code(F f) {
  try {
    f();
  } catch (const ag::Error &e) {
    return std::string(e.code());
  } catch (const ag::InternalError &) {
    return "internal";
  }
  return "";
}

inline bool same(const Tensor &a, const Tensor &b) {
  using ag::detail::Access;
  const auto &type = Access::type(a);
  return ag::detail::same_type(&type, &Access::type(b)) &&
         (type.bytes == 0 || std::memcmp(Access::data(a), Access::data(b), type.bytes) == 0);
}

inline ag::Spec spec_of(const Tensor &t, bool any_extent) {
  ag::Spec s{t.dtype(), {}, {}};
  for (int i = 0; i < t.rank(); ++i)
    s.dims.push_back(any_extent ? -1 : std::int64_t{t.shape(i)});
  return s;
}

/// `f` on these arguments: eager, as a graph for their extents, as a graph for any extents.
template <class F, class... A> Tensor both(const F &f, const A &...args) {
  const Tensor eager(f(args...));
  const Tensor exact = ag::trace(f, spec_of(Tensor(args), false)...)(args...);
  const Tensor any = ag::trace(f, spec_of(Tensor(args), true)...)(args...);
  INFO("eager " << eager << ", graph " << exact << ", any extents " << any);
  CHECK(same(eager, exact));
  CHECK(same(eager, any));
  return exact;
}

/// Hand-written emitted code counts as a converted program.
inline constexpr const char *no_rows[] = {nullptr};
inline const ag::SourceColumns converted_program("both.h", no_rows);

inline ag::Spec number(ag::DType d = ag::DType::i32) { return {d, {}, {}}; }
