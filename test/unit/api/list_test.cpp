// ag::TensorList: values eagerly and in graphs, growth in loops, text, files, errors.
#include <filesystem>

#include "both.h"
#include "ir/text.h"

using ag::TensorList;

namespace {
Tensor powers(Tensor x, Scalar<int> n) {
  TensorList l;
  Scalar<int> k = 0;
  for (ag::Loop a(SITE, ag::state("x,l,k", x, l, k)); a.next() && a.test(k < n);) {
    l.push_back(x);
    x = concat({x, x * 2});
    ++k;
  }
  for (auto t : ag::Each(SITE, l, ag::state("x", x)))
    x = concat({x, t});
  return x;
}
} // namespace

TEST_CASE("a list is a value") {
  TensorList a{ag::i32};
  CHECK(a.empty());
  a.push_back(1);
  a.emplace_back(Tensor(2));
  TensorList b = a;
  b[0] = 5;
  b.push_back(7);
  b[1] += 10;
  const auto old = b.back();
  b.pop_back();
  CHECK(a.size() == 2);
  CHECK(same(a.stack(), Tensor{1, 2}));
  CHECK(same(stack(b), Tensor{5, 12}));
  CHECK(same(old, Tensor(7)));
  b.clear();
  CHECK(b.empty());
  TensorList rows{Tensor{1.f, 2.f}, Tensor{3.f}};
  const auto first = rows[0];
  rows[0][1] = 9.f;
  CHECK(same(rows.concat(), Tensor{1.f, 9.f, 3.f}));
  CHECK(same(first, Tensor{1.f, 2.f}));
  int turns = 0;
  for (const Tensor &t : rows)
    turns += static_cast<int>(t.size());
  CHECK(turns == 3);
}

TEST_CASE("errors of lists") {
  TensorList l{ag::f32};
  CHECK(code([&] { l.push_back(Tensor(1.0)); }) == "AG0219");
  CHECK(code([&] { l.push_back(1e300); }) == "");
  l.push_back(Tensor{1.f, 2.f}[0]);
  CHECK(code([&] { l.push_back(Tensor{1.f, 2.f}); }) == "AG0219");
  CHECK(code([&] { Tensor t = l[2]; }) == "AG0212");
  CHECK(code([&] { Tensor t = l[-1]; }) == "AG0212");
  CHECK(code([&] { l[2] = 1.f; }) == "AG0212");
  CHECK(code([] { Tensor t = TensorList(ag::f32).back(); }) == "AG0212");
  CHECK(code([] { TensorList(ag::f32).pop_back(); }) == "AG0212");
  CHECK(code([] { TensorList(ag::f32).stack(); }) == "AG0214");
  CHECK(same(TensorList(ag::f32, {3}).stack(), ag::zeros({0, 3})));
  CHECK(same(TensorList(ag::f32, {3}).concat(), ag::zeros({0})));
  CHECK(code([] { TensorList{Tensor{1.f}, Tensor{1.f, 2.f}}.stack(); }) == "AG0214");
}

TEST_CASE("a list that grows in a loop of the graph") {
  CHECK(same(both(powers, Tensor{1.f}, 0), Tensor{1.f}));
  CHECK(same(both(powers, Tensor{1.f}, 2), Tensor{1.f, 2.f, 2.f, 4.f, 1.f, 1.f, 2.f}));
  const auto g = ag::trace(powers, ag::spec<float>({1}), number());
  CHECK(g.node_count("while") == 1);
  CHECK(g.text().find("list f32[?") != std::string::npos);
}

TEST_CASE("a list of the graph is read where its elements are not known yet") {
  auto f = [](Tensor x, Scalar<int> n) {
    TensorList l{ag::f32};
    Scalar<int> k = 0;
    for (ag::Loop a(SITE, ag::state("x,l,k", x, l, k)); a.next() && a.test(k < n);) {
      {
        ag::Branch b(SITE, l.count() > 0, ag::state("x", x));
        if (b.then())
          x = x + l.back();
        if (b.other()) {
        }
        b.join();
      }
      l.push_back(x);
      ++k;
    }
    return x + l.count();
  };
  CHECK(same(both(f, Tensor{1.f, 3.f}, 0), Tensor{1.f, 3.f}));
  CHECK(same(both(f, Tensor{1.f, 3.f}, 3), Tensor{7.f, 15.f}));
}

TEST_CASE("lists in text and in files") {
  const auto g = ag::trace(powers, ag::spec<float>({1}), number());
  const std::string text = g.text();
  CHECK(ag::ir::print(*ag::ir::parse(text)) == text);
  const std::string path = std::filesystem::temp_directory_path() / "ag_list_test.agraph";
  ag::save(g, path);
  const ag::Graph h = ag::load(path);
  std::filesystem::remove(path);
  CHECK(h.text() == text);
  CHECK(same(h(Tensor{1.f}, 2), g(Tensor{1.f}, 2)));
  for (const char *bad : {"add %0, %0", "list_get %0, %0", "list_push %0, %0", "neg %0"})
    CHECK(code([&] {
            ag::ir::parse(
                std::string("autograft 1\nfunc @f(%0: list f32[3]) -> (f32[3]) {\n  %1 = ") + bad +
                " : f32[3]\n  return %1\n}\n");
          }) == "AG0218");
  CHECK(code([] {
          ag::ir::parse("autograft 1\nfunc @f() -> (list f32) {\n  %0 = constant {value = list "
                        "f32()} : list f32\n  return %0\n}\n");
        }) == "AG0218");
}
