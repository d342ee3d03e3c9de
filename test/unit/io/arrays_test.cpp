// .npy, .npz and safetensors: files of the Python packages (data/make.py) and of our own.
#include <bit>
#include <limits>
#include <numeric>

#include "files.h"

using ag::Tensor;
using files::code;
using files::data;
using files::same;

namespace {

const float inf = std::numeric_limits<float>::infinity();

ag::NamedTensors arrays() {
  std::vector<std::uint16_t> squares(300);
  for (std::size_t i = 0; i < squares.size(); ++i)
    squares[i] = static_cast<std::uint16_t>(i * i);
  return {{"matrix", Tensor{{1.5f, -0.f, inf}, {3.f, 1e-45f, 65504.f}}},
          {"flags", Tensor{true, false, true}},
          {"one", Tensor(std::int64_t{7})},
          {"none", ag::zeros({0, 3}, ag::f64)},
          {"halves", Tensor{0.5f, 65504.f, 5.9604645e-08f}.to(ag::f16)},
          {"squares", ag::from_span(squares, {300})}};
}

void check_same(const ag::NamedTensors &found, const ag::NamedTensors &wanted) {
  REQUIRE(found.size() == wanted.size());
  for (const auto &[name, t] : wanted) {
    INFO(name);
    CHECK(same(found.at(name), t));
  }
}

} // namespace

TEST_CASE("files that Python's packages wrote are read bit for bit") {
  const ag::NamedTensors wanted = arrays();
  CHECK(same(ag::npy::load(data("matrix.npy")), wanted.at("matrix")));
  CHECK(same(ag::npy::load(data("big_endian.npy")), wanted.at("matrix")));
  std::vector<std::int32_t> counts(24);
  std::iota(counts.begin(), counts.end(), 0);
  CHECK(same(ag::npy::load(data("columns.npy")), ag::from_span(counts, {2, 3, 4})));
  check_same(ag::npz::load(data("stored.npz")), wanted);
  check_same(ag::npz::load(data("compressed.npz")), wanted);
  check_same(ag::safetensors::load(data("arrays.safetensors")), wanted);
}

TEST_CASE("what NumPy has and autograft has not is named") {
  CHECK(code([] { ag::npy::load(data("complex.npy")); }) == "AG0226");
  CHECK(code([] { ag::npy::load(data("records.npy")); }) == "AG0226");
}

TEST_CASE("every dtype comes back from a file of our own") {
  const files::Scratch scratch;
  ag::NamedTensors all;
  for (int i = 0; i < ag::dtype_count; ++i) {
    const auto dtype = static_cast<ag::DType>(i);
    const Tensor t = Tensor{{0, 1, 1}, {1, 0, 1}}.to(dtype);
    all[ag::name(dtype)] = t;
    if (dtype == ag::bf16) {
      CHECK(code([&] { ag::npy::save(t, scratch("t.npy")); }) == "AG0227");
      continue;
    }
    ag::npy::save(t, scratch("t.npy"));
    CHECK(same(ag::npy::load(scratch("t.npy")), t));
  }
  ag::safetensors::save(all, scratch("all.safetensors"));
  check_same(ag::safetensors::load(scratch("all.safetensors")), all);
  ag::npz::save(arrays(), scratch("a.npz"));
  check_same(ag::npz::load(scratch("a.npz")), arrays());
  ag::npz::save({}, scratch("empty.npz"));
  CHECK(ag::npz::load(scratch("empty.npz")).empty());
}

TEST_CASE("names: order is kept, any text may be one, none twice") {
  const files::Scratch scratch;
  const std::string odd = "a \"b\"\\\n\t\xc3\xa4\xf0\x9f\x98\x80/..";
  ag::NamedTensors m{{"z", Tensor(1)}, {odd, Tensor(2)}, {"", Tensor(3)}};
  ag::safetensors::save(m, scratch("m.safetensors"));
  const auto back = ag::safetensors::load(scratch("m.safetensors"));
  check_same(back, m);
  ag::npz::save(m, scratch("m.npz"));
  check_same(ag::npz::load(scratch("m.npz")), m);
  m.add("z", Tensor(4));
  CHECK(code([&] { ag::safetensors::save(m, scratch("n")); }) == "AG0227");
  CHECK(code([&] { ag::npz::save(m, scratch("n")); }) == "AG0227");
  CHECK(code([&] { ag::safetensors::save({{"\xff", Tensor(1)}}, scratch("n")); }) == "AG0227");
  CHECK(code([&] { ag::safetensors::save({{"__metadata__", Tensor(1)}}, scratch("n")); }) ==
        "AG0227");
  CHECK(code([&] { static_cast<void>(m.at("nobody")); }) == "AG0228");
  CHECK(code([&] { ag::npy::save(Tensor(), scratch("n")); }) == "AG0201");
  CHECK(scratch.files() == 2);
}

TEST_CASE("a file is written whole or not at all") {
  const files::Scratch scratch;
  ag::npy::save(Tensor(1), scratch("t.npy"));
  CHECK(code([&] { ag::npy::save(Tensor(2), scratch("no such folder/t.npy")); }) == "AG0224");
  std::filesystem::create_directory(scratch("folder"));
  CHECK(code([&] { ag::npy::save(Tensor(2), scratch("folder")); }) == "AG0224");
  CHECK(scratch.files() == 2);
  CHECK(same(ag::npy::load(scratch("t.npy")), Tensor(1)));
  CHECK(code([&] { ag::npy::load(scratch("missing.npy")); }) == "AG0224");
  CHECK(code([&] { ag::npy::load(scratch("folder")); }) == "AG0224");
}

TEST_CASE("equal contents give equal bytes") {
  const files::Scratch scratch;
  for (const char *name : {"1.npz", "2.npz"})
    ag::npz::save(arrays(), scratch(name));
  CHECK(ag::io::read_file(scratch("1.npz")) == ag::io::read_file(scratch("2.npz")));
}
