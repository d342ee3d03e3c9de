// Stores into objects that were born outside the open region ask the trace, others do not. A
// table of counting hooks stands in for the trace.
#include <catch2/catch.hpp>

#include "autograft/autograft.h"
#include "errors.h"
#include "tensor/hooks.h"

using namespace ag;

namespace {

int asked = 0;
const void *asked_object = nullptr;
std::uint32_t asked_birth = 0;

constexpr detail::TraceHooks counting{
    [](const void *object, std::uint32_t birth, const detail::TensorImpl *) {
      ++asked;
      asked_object = object;
      asked_birth = birth;
    },
    [] { return Location("traced.cpp", 12, 3); },
    [] { return std::string("`f`"); },
    [](const detail::TensorImpl *) {},
};

/// Region 7 is open while one of these lives.
struct OpenRegion {
  OpenRegion() {
    detail::trace_hooks.store(&counting);
    detail::open_region = 7;
    asked = 0;
  }
  ~OpenRegion() {
    detail::open_region = 0;
    detail::trace_hooks.store(nullptr);
  }
};

} // namespace

TEST_CASE("a store into an object of an outer region asks the trace", "[store]") {
  Tensor outer = 1;
  Scalar<int> k = 1;
  Tensor row = {1, 2};
  const OpenRegion region;
  Tensor inner = 2;
  Scalar<double> d = 2;
  inner = Tensor(3), d = 3, d += 1, ++d;
  CHECK(asked == 0);
  outer = inner;
  CHECK((asked == 1 && asked_object == &outer && asked_birth == 0));
  outer = Tensor(4);
  CHECK(asked == 2);
  k = 2;
  CHECK((asked == 3 && asked_object == &k));
  ++k;
  CHECK(asked == 4);
  row[0] = 5;
  CHECK((asked == 5 && asked_object == &row));
  row.data<int>()[0] = 6;
  CHECK(asked == 6);
}

TEST_CASE("messages without a place of their own name the trace's", "[store]") {
  const OpenRegion region;
  CHECK(where([] { static_cast<void>(static_cast<bool>(Tensor{1, 2})); }) == "traced.cpp:12");
  CHECK(where([] { static_cast<void>(Tensor().dtype()); }) == "traced.cpp:12");
}

TEST_CASE("writes into a scalar without its type keep value and handle", "[store]") {
  Scalar<float> f = 1.5f;
  CHECK(std::bit_cast<double>(detail::ScalarAccess::read(&f, f32).number.bits) == 1.5);
  detail::ScalarAccess::write(&f, f32, 2.25f, nullptr);
  CHECK(f.value() == 2.25f);
  Scalar<std::int64_t> n = 5;
  detail::ScalarAccess::write(&n, i64, std::int64_t{-6}, nullptr);
  CHECK(n.value() == -6);
  Scalar<bool> b = true;
  detail::ScalarAccess::write(&b, boolean, false, nullptr);
  CHECK(!b.value());
  const Tensor t = 3;
  Scalar<int> k = 1;
  detail::ScalarAccess::write(&k, i32, {}, detail::Access::get(t));
  CHECK(k.symbolic()); // any handle counts as staged
  CHECK(code([&] { static_cast<void>(k.value()); }) == "AG0301");
  detail::ScalarAccess::write(&k, i32, 9, nullptr);
  CHECK(k.value() == 9);
}
