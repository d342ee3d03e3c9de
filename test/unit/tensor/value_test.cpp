// Tensor handles: construction, dtypes of numbers, nested lists, copy-on-write, reading elements,
// and the errors of each.
#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "autograft/autograft.h"
#include "errors.h"
#include "tensor/impl.h"

using namespace ag;

TEST_CASE("a number becomes a rank-0 tensor of exactly its type", "[tensor]") {
  CHECK(Tensor(3).dtype() == i32);
  CHECK(Tensor(3L).dtype() == i64);
  CHECK(Tensor(3LL).dtype() == i64);
  CHECK(Tensor(3u).dtype() == u32);
  CHECK(Tensor(2.5f).dtype() == f32);
  CHECK(Tensor(0.1).dtype() == f64);
  CHECK(Tensor(true).dtype() == boolean);
  CHECK(Tensor(static_cast<std::int8_t>(-3)).dtype() == i8);
  CHECK(Tensor(static_cast<unsigned short>(3)).dtype() == u16);
  CHECK(Tensor(7).rank() == 0);
  CHECK(Tensor(7).size() == 1);
  CHECK(Tensor(-7).item<int>() == -7);
  CHECK(Tensor(0.1).item<double>() == 0.1);
  CHECK(Tensor(UINT64_MAX).item<std::uint64_t>() == UINT64_MAX);
}

TEST_CASE("nested lists give shapes and C++'s common type", "[tensor]") {
  Tensor a = {1.f, 2.f};
  CHECK((a.dtype() == f32 && a.shape() == Shape{2}));
  Tensor b = {{1, 2, 3}, {4, 5, 6}};
  CHECK((b.dtype() == i32 && b.shape() == Shape{2, 3}));
  CHECK(b.to_vector<int>() == std::vector<int>{1, 2, 3, 4, 5, 6});
  Tensor c{2.5};
  CHECK((c.dtype() == f64 && c.shape() == Shape{1}));
  CHECK(Tensor{1, 2.5f}.dtype() == f32);
  CHECK(Tensor{1, 2u}.dtype() == u32);
  CHECK(Tensor{1u, 2L}.dtype() == i64);
  CHECK(Tensor{true, 2}.dtype() == i32);
  CHECK(Tensor{1.f, 2.0}.to_vector<double>() == std::vector<double>{1, 2});
  CHECK(Tensor{-1, 2u}.to_vector<unsigned>() == std::vector<unsigned>{UINT32_MAX, 2});
  Tensor deep = {{{1}, {2}}, {{3}, {4}}};
  CHECK(deep.shape() == Shape{2, 2, 1});
  Scalar<int> k = 4;
  CHECK(Tensor{k, 2.5}.to_vector<double>() == std::vector<double>{4, 2.5});
  CHECK(code([] { Tensor t = {{1, 2}, {3}}; }) == "AG0214");
  CHECK(code([] { Tensor t = {{1, 2}, 3}; }) == "AG0214");
  CHECK(code([] { Tensor t = {1, {2, 3}}; }) == "AG0214");
}

TEST_CASE("item<T> gives the value only where T holds it exactly", "[tensor]") {
  CHECK(Tensor(3L).item<int>() == 3);
  CHECK(code([] { Tensor(1L << 40).item<int>(); }) == "AG0210");
  CHECK(Tensor(2.5f).item<double>() == 2.5);
  CHECK(Tensor(2.5).item<float>() == 2.5f);
  CHECK(code([] { Tensor(0.1).item<float>(); }) == "AG0210");
  CHECK(Tensor(3.0).item<int>() == 3);
  CHECK(code([] { Tensor(3.5).item<int>(); }) == "AG0210");
  CHECK(code([] { Tensor(-1).item<unsigned>(); }) == "AG0210");
  CHECK(code([] { Tensor(-1L).item<std::uint64_t>(); }) == "AG0210");
  CHECK(code([] { Tensor(UINT64_MAX).item<std::int64_t>(); }) == "AG0210");
  CHECK(code([] { Tensor(INT64_MAX).item<double>(); }) == "AG0210");
  CHECK(code([] { Tensor(UINT64_MAX).item<float>(); }) == "AG0210");
  CHECK(code([] { Tensor(16777217).item<float>(); }) == "AG0210");
  CHECK(Tensor(16777216).item<float>() == 16777216.f);
  CHECK(Tensor(INT64_MIN).item<double>() == -0x1p63);
  CHECK(Tensor(-0x1p63).item<std::int64_t>() == INT64_MIN);
  CHECK(code([] { Tensor(0x1p63).item<std::int64_t>(); }) == "AG0210");
  CHECK(std::isnan(Tensor(std::nan("")).item<float>()));
  CHECK(code([] { Tensor(std::nan("")).item<int>(); }) == "AG0210");
  CHECK(code([] { Tensor(5).item<bool>(); }) == "AG0210");
  CHECK(Tensor(1).item<bool>());
  CHECK((Tensor{{7}}).item<int>() == 7);
  CHECK(code([] { (Tensor{1, 2}).item<int>(); }) == "AG0205");
  CHECK(where([] { (Tensor{1, 2}).item<int>(); }) == here(__LINE__));
}

TEST_CASE("a tensor of one element converts to bool by != 0", "[tensor]") {
  CHECK(static_cast<bool>(Tensor(2)));
  CHECK(!static_cast<bool>(Tensor(0.0)));
  CHECK(!static_cast<bool>(Tensor(-0.0f)));
  CHECK(static_cast<bool>(Tensor(std::nan(""))));
  CHECK(code([] { return static_cast<bool>(Tensor{1, 2}); }) == "AG0205");
  static_assert(!std::is_convertible_v<Tensor, int> && !std::is_convertible_v<Tensor, double>);
  static_assert(std::is_convertible_v<Tensor, bool>);
}

TEST_CASE("undefined handles give AG0201 everywhere", "[tensor]") {
  Tensor t;
  CHECK(!t.defined());
  CHECK(code([&] { t.dtype(); }) == "AG0201");
  CHECK(code([&] { t.shape(); }) == "AG0201");
  CHECK(code([&] { t.shape(0); }) == "AG0201");
  CHECK(code([&] { t.rank(); }) == "AG0201");
  CHECK(code([&] { t.size(); }) == "AG0201");
  CHECK(code([&] { t.item<int>(); }) == "AG0201");
  CHECK(code([&] { t.as_scalar<int>(); }) == "AG0201");
  CHECK(code([&] { t.to_vector<int>(); }) == "AG0201");
  CHECK(code([&] { t.data<int>(); }) == "AG0201");
  CHECK(code([&] { t.to(f32); }) == "AG0201");
  CHECK(code([&] { t.T(); }) == "AG0201");
  CHECK(code([&] { t[0]; }) == "AG0201");
  CHECK(code([&] { return static_cast<bool>(t); }) == "AG0201");
  CHECK(to_string(t) == "<undefined>");
}

TEST_CASE("shapes take any integers and refuse what is no extent", "[shape]") {
  std::vector<float> v(3);
  CHECK(Shape{v.size()} == Shape{3});
  CHECK(Shape{2, v.size()} == Shape{2, 3});
  CHECK(Shape(std::array<short, 2>{4, 5}) == Shape{4, 5});
  CHECK((Shape{2, 3}.elements() == 6 && Shape{}.elements() == 1 && Shape{5, 0}.elements() == 0));
  CHECK(code([] { Shape{2, -3}; }) == "AG0214");
  CHECK(code([] { Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}; }) == "AG0214");
  CHECK(code([] { Shape{UINT64_MAX}; }) == "AG0214");
  CHECK(to_string(Shape{2, 3}) == "[2, 3]");
  CHECK(Tensor{{1, 2, 3}}.shape(-1) == 3);
  CHECK(code([] { (Tensor{1}).shape(1); }) == "AG0214");
}

TEST_CASE("sizes that overflow are refused before memory is asked for", "[shape]") {
  const std::int64_t big = std::int64_t{1} << 40;
  CHECK(code([&] { detail::intern(f32, Shape{big, big}); }) == "AG0214");
  CHECK(code([&] { detail::intern(f64, Shape{std::int64_t{1} << 60}); }) == "AG0214");
  CHECK(detail::intern(f32, Shape{big, big, 0})->elements == 0);
  CHECK(code([&] { detail::allocate(detail::intern(f64, Shape{std::int64_t{1} << 58})); }) ==
        "AG0217");
}

TEST_CASE("copies share memory until one is written", "[tensor]") {
  Tensor a = {1.f, 2.f};
  Tensor b = a;
  const float *before = a.data<const float>().data();
  CHECK(b.data<const float>().data() == before);
  b.data<float>()[0] = 9;
  CHECK(a.to_vector<float>() == std::vector<float>{1, 2});
  CHECK(b.to_vector<float>() == std::vector<float>{9, 2});
  CHECK(a.data<float>().data() == before); // alone again: written in place
  CHECK(code([&] { a.data<double>(); }) == "AG0210");
  CHECK(code([&] { a.to_vector<int>(); }) == "AG0210");
  const Tensor &self = a;
  a = self;
  Tensor c = std::move(a);
  CHECK(c.to_vector<float>() == std::vector<float>{1, 2});
}

TEST_CASE("blocks are aligned, padded and reused", "[allocate]") {
  for (std::int64_t n : {0, 1, 16, 17, 1000, 100000}) {
    Tensor t = detail::Access::adopt(detail::allocate(detail::intern(f32, Shape{n})));
    CHECK(reinterpret_cast<std::uintptr_t>(detail::Access::data(t)) % 64 == 0);
    CHECK(!t.symbolic());
  }
  CHECK(detail::intern(f32, Shape{2, 3}) == detail::intern(f32, Shape{2, 3}));
  CHECK(detail::intern(f32, Shape{2, 3}) != detail::intern(f64, Shape{2, 3}));
  CHECK(detail::intern(f32, Shape{}) == detail::scalar_type(f32));
  Shape symbolic;
  symbolic.push_back(-1);
  CHECK(detail::intern(i32, symbolic)->symbolic_extents);
}

TEST_CASE("blocks may be freed by another thread than the one they come from", "[allocate]") {
  std::vector<std::thread> threads;
  std::vector<Tensor> made(64);
  std::thread maker([&] {
    for (std::size_t i = 0; i < made.size(); ++i)
      made[i] = Tensor(static_cast<int>(i));
  });
  maker.join();
  for (int k = 0; k < 4; ++k)
    threads.emplace_back([&made, k] {
      for (std::size_t i = static_cast<std::size_t>(k); i < made.size(); i += 4) {
        CHECK_NOTHROW(made[i].item<int>());
        made[i] = Tensor();
        Tensor local = {1.0, 2.0};
        made[i] = local;
      }
    });
  for (auto &t : threads)
    t.join();
  for (const Tensor &t : made)
    CHECK(t.to_vector<double>() == std::vector<double>{1, 2});
}

TEST_CASE("types past the interned ones are private to their tensor", "[allocate]") {
  const auto get = [](std::int64_t n) { return detail::intern(u8, Shape{n, 0}); };
  for (std::int64_t n = 0; n <= detail::max_interned; ++n)
    get(n);
  const detail::Type *late = get(1'000'000);
  CHECK(late->id == 0);
  Tensor a = detail::Access::adopt(detail::allocate(late));
  Tensor b = detail::Access::adopt(detail::allocate(&detail::Access::type(a)));
  for (int i = 0; i < 2 * detail::private_kept; ++i)
    get(2'000'000 + i); // `late` is gone now
  CHECK(a.shape() == Shape{1'000'000, 0});
  CHECK(detail::same_type(&detail::Access::type(a), &detail::Access::type(b)));
  CHECK(&detail::Access::type(a) != &detail::Access::type(b));
  CHECK(get(5)->id != 0);
}

TEST_CASE("errors carry code, place and message", "[error]") {
  const Error e("AG0212", Location("a.cpp", 3, 7), "index 9");
  CHECK(std::string(e.what()) == "a.cpp:3:7: error: index 9 [AG0212]");
  CHECK((e.code() == "AG0212" && e.where() == "a.cpp:3:7" && e.message() == "index 9"));
  CHECK(std::string(Error("AG0212", {}, "m").what()) == "error: m [AG0212]");
  CHECK(Error("AG0212", Location("b.cpp", 4, 0), "m").where() == "b.cpp:4");
  CHECK(std::string(InternalError("x").what()).find("internal error: x; please report") == 0);
  DType d{};
  for (int i = 0; i < dtype_count; ++i) {
    const std::string n = name(static_cast<DType>(i));
    CHECK((parse_dtype(n.data(), n.size(), d) && d == static_cast<DType>(i)));
  }
  CHECK(!parse_dtype("f31", 3, d));
}
