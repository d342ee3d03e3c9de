// From C++ text to the statement tree: what each construct becomes, with the mock header.
#include "Dump.h"

#include <catch2/catch.hpp>

using autograft::test::brokenRange;
using autograft::test::build;
using autograft::test::dumpBody;

namespace {

/// The dump of `body` in a function of two tensors and an int.
std::string body(const std::string &text) {
  return dumpBody("AG_FUNCTION Tensor f(Tensor x, Tensor y, int n) {\n" + text + "\n}");
}

std::string inTemplate(const std::string &text) {
  return dumpBody("template <class T> AG_FUNCTION T f(T x, int n) {\n" + text + "\n}");
}

} // namespace

TEST_CASE("conversions of tensors to bool are staging points") {
  CHECK(body("if (x > 0) x = y; else x = n;") ==
        "[if (bool (tensor (ref x) (lit))) [expr (write:assign x (ref x) (ref y))] "
        "[expr (write:assign x (ref x) (tensor (ref n)))]]");
  CHECK(body("bool b = x < 0;") == "[decl b=(bool (tensor (ref x) (lit)))]");
  CHECK(body("bool b = static_cast<bool>(x);") == "[decl b=(bool! (ref x))]");
  CHECK(body("bool b(x);") == "[decl b{}(bool (ref x))]");
  CHECK(body("if (n > 0) ++n;") == "[if (num (ref n) (lit)) [expr (write:inc n (ref n))]]");
  CHECK(body("while (x[0]) ;") == "[while (bool (tensor (ref x) (lit))) [empty]]");
}

TEST_CASE("logical operators keep the conversions of their operands") {
  CHECK(body("bool b = x > 0 && n < 3 || !(y == 1);") ==
        "[decl b=(or (and (bool (tensor (ref x) (lit))) (num (ref n) (lit))) "
        "(not (bool (group (tensor (ref y) (lit))))))]");
  CHECK(body("x = x > 0 ? x : y;") ==
        "[expr (write:assign x (ref x) (cond (bool (tensor (ref x) (lit))) (ref x) (ref y)))]");
}

TEST_CASE("loops") {
  CHECK(body("do { --n; } while (x > n);") ==
        "[do (bool (tensor (ref x) (ref n))) [block [expr (write:inc n (ref n))]]]");
  CHECK(body("for (int i = 0, j{2}; i < n; ++i, j += 2) continue;") ==
        "[for [decl i=(lit) j{}(lit)] (num (ref i) (ref n)) "
        "(comma (write:inc i (ref i)) (write:compound j (ref j) (lit))) [continue]]");
  CHECK(body("for (;;) { break; }") == "[for [empty] [block [break]]]");
  CHECK(body("for (auto r : x) y += r;") ==
        "[each over:tensor [decl r] (ref x) [expr (write:compound y (ref y) (ref r))]]");
  CHECK(body("for (int i : ag::range(n)) y += i;") ==
        "[each over:range [decl i] (call:ag range (ref n)) "
        "[expr (write:compound y (ref y) (ref i))]]");
  CHECK(body("int a[2] = {1, 2}; for (int i : a) y += i;") ==
        "[decl a=(aggregate (lit) (lit))] [each over:host [decl i] (ref a) "
        "[expr (write:compound y (ref y) (ref i))]]");
  CHECK(body("AG_STAGE\nwhile (n > 0) --n;") ==
        "[while AG_STAGE (num (ref n) (lit)) [expr (write:inc n (ref n))]]");
}

TEST_CASE("declarations in headers") {
  CHECK(body("if (Tensor z = x + 1; z > 0) return z; else if (n) return y;") ==
        "[if [decl z=(tensor (ref x) (lit))] (bool (tensor (ref z) (lit))) [return (ref z)] "
        "[if (ref n) [return (ref y)]]]");
  CHECK(body("while (Tensor z = x - 1) x = z;") ==
        "[while [decl z=(tensor (ref x) (lit))] (bool (ref z)) "
        "[expr (write:assign x (ref x) (ref z))]]");
}

TEST_CASE("writes to items name the tensor behind them") {
  CHECK(body("x[n] = y;") == "[expr (write:item x (tensor (ref x) (ref n)) (ref y))]");
  CHECK(body("x[1][2] = 3.0;") ==
        "[expr (write:item x (tensor (tensor (ref x) (lit)) (lit)) (tensor (lit)))]");
  CHECK(body("x[ag::slice(0, n)] += y;") ==
        "[expr (write:item x (tensor (ref x) (call:ag slice (lit) (ref n))) (ref y))]");
  CHECK(body("x.at(n, 1) = y;") == "[expr (write:item x (tensor (ref x) (ref n) (lit)) (ref y))]");
  CHECK(body("Tensor e = x.at(n) + x[n];") ==
        "[decl e=(tensor (tensor (ref x) (ref n)) (tensor (ref x) (ref n)))]");
}

TEST_CASE("other writes") {
  CHECK(body("int a = 0; n = a = 3;") ==
        "[decl a=(lit)] [expr (write:assign n (ref n) (write:assign a (ref a) (lit)))]");
  CHECK(body("std::swap(x, y);") ==
        "[expr (call:pure swap (write:ref x (ref x)) (write:ref y (ref y)))]");
  CHECK(body("std::vector<int> v{1}; v.push_back(n); v[0] = n;") ==
        "[decl v{}(call:pure the constructor of vector (aggregate (lit)))] "
        "[expr (call:opaque push_back (write:method v (ref v)) (ref n))] "
        "[expr (write:part v (call:pure operator[] (ref v) (host 'an index of 'v'' (lit))) "
        "(ref n))]");
}

TEST_CASE("item<T>() and casts carry the type as written") {
  CHECK(body("auto k = x.item<std::size_t>();") == "[decl k=(item std::size_t (ref x))]");
  CHECK(body("int k = x[0].item<int>();") == "[decl k=(item int (tensor (ref x) (lit)))]");
  CHECK(body("auto d = static_cast<double>(n) + (float)n + long(n);") ==
        "[decl d=(num (num (cast double (ref n)) (cast float (ref n))) (cast long (ref n)))]");
}

TEST_CASE("calls") {
  CHECK(body("x = ag::sqrt(n) + ag::sum(x, n);") ==
        "[expr (write:assign x (ref x) (tensor (call:ag sqrt (ref n)) "
        "(call:ag sum (ref x) (host 'an argument of ag::sum' (ref n)))))]");
  CHECK(
      body("x = ag::zeros({n, 2});") ==
      "[expr (write:assign x (ref x) (call:ag zeros (opaque (aggregate (host 'an extent' (ref n)) "
      "(lit)))))]");
  CHECK(body("double d = std::sqrt(2.0) + std::max<double>(n, 2);") ==
        "[decl d=(num (call:math sqrt (lit)) (call:math max (ref n) (lit)))]");
  CHECK(body("ag::check(x > 0, \"no\", n); ag::print(\"{}\", x);") ==
        "[expr (call:effect check (tensor (ref x) (lit)) (lit) (ref n))] "
        "[expr (call:effect print (lit) (ref x))]");
  CHECK(dumpBody("AG_FUNCTION int g(Tensor, int);\nvoid h(int);\n[[gnu::const]] int p(int);\n"
                 "AG_FUNCTION Tensor f(Tensor x, int n) { h(n); p(n); x = g(x, n); return x; }") ==
        "[expr (call:opaque h (ref n))] [expr (call:pure p (ref n))] "
        "[expr (write:assign x (ref x) (tensor (call:annotated g (ref x) (ref n))))] "
        "[return (ref x)]");
}

TEST_CASE("output to a stream is an effect, not a write") {
  CHECK(dumpBody(
            "namespace std { struct ostream { ostream &operator<<(int); }; extern ostream cout; }"
            "\nAG_FUNCTION void f(int n) { std::cout << n; }") ==
        "[expr (call:opaque operator<< (ref cout) (ref n))]");
}

TEST_CASE("an address is taken without a read") {
  const auto built = build("AG_FUNCTION void f(int n) { int *p = &n; }");
  REQUIRE(built.functions.size() == 1);
  CHECK(built.functions[0].symbols[0].addressTaken);
  CHECK(autograft::test::dump(built.functions[0], *built.functions[0].body) ==
        "[block [decl p=(opaque)]]");
}

TEST_CASE("closures list what they use") {
  CHECK(body("auto g = [&] { n += 1; }; g();") ==
        "[decl g=(lambda copy[] ref[n] params[] [block [expr (write:compound n (ref n) (lit))]])] "
        "[expr (call:closure operator() (ref g))]");
  CHECK(body("auto g = [n, &x](int a) { return x + n + a; }; y = g(2);") ==
        "[decl g=(lambda copy[n] ref[x] params[a] "
        "[block [return (tensor (tensor (ref x) (ref n)) (ref a))]])] "
        "[expr (write:assign y (ref y) (call:closure operator() (ref g) (lit)))]");
  CHECK(inTemplate("auto g = [=](auto z) { return z + x; }; return g(n);") ==
        "[decl g=(lambda copy[x] ref[] params[z] [block [return (num (ref z) (ref x))]])] "
        "[return (call:closure a function object (ref g) (ref n))]");
}

TEST_CASE("unevaluated operands are no uses") {
  CHECK(body("auto s = sizeof(x[n]); decltype(n) old = 0; bool b = noexcept(x + y);") ==
        "[decl s=(lit)] [decl old=(lit)] [decl b=(lit)]");
}

TEST_CASE("in a template nothing is decided by the dependent type") {
  CHECK(inTemplate("while (x != 1) x = x / 2; return x;") ==
        "[while (bool (num (ref x) (lit))) [expr (write:assign x (ref x) (num (ref x) (lit)))]] "
        "[return (ref x)]");
  CHECK(inTemplate("if (!x && n) x[n] = x[0]; return x;") ==
        "[if (and (not (bool (ref x))) (ref n)) "
        "[expr (write:item x (tensor (ref x) (ref n)) (tensor (ref x) (lit)))]] [return (ref x)]");
  CHECK(inTemplate("for (auto r : x) x += r; return f(x, n);") ==
        "[each over:dependent [decl r] (ref x) [expr (write:compound x (ref x) (ref r))]] "
        "[return (call:annotated f (ref x) (ref n))]");
  CHECK(inTemplate("T a = T(n); return a + x.template item<double>();") ==
        "[decl a=(cast T (ref n))] [return (num (ref a) (item double (ref x)))]");
}

TEST_CASE("what cannot be represented stands as foreign or is an error") {
  CHECK(body("goto end; end: ;") == "[foreign 'goto'] [foreign 'a label' [empty]]");
  CHECK(body("int a[n];") ==
        "[foreign 'a variable-length array' (host 'an array bound' (ref n)) a]");
  CHECK(body("try { x = y; } catch (...) { }") ==
        "[try [block [expr (write:assign x (ref x) (ref y))]] [block]]");
  CHECK(body("x = ({ y; });") == "error AG0110 2:5");
  CHECK(body("AG_STAGE x = y;") == "error AG0115 2:1");
}

TEST_CASE("functions that cannot be annotated are refused") {
  CHECK(dumpBody("struct S { AG_FUNCTION S() {} };") == "error AG0111 1:24");
  CHECK(dumpBody("struct S { AG_FUNCTION ~S() {} };") == "error AG0111 1:24");
  CHECK(dumpBody("AG_FUNCTION int main() { return 0; }") == "error AG0111 1:17");
  CHECK(dumpBody("AG_FUNCTION int f(int n, ...) { return n; }") == "error AG0111 1:17");
  CHECK(dumpBody("AG_FUNCTION int f(int n) try { return n; } catch (...) { return 0; }") ==
        "error AG0111 1:17");
  CHECK(dumpBody("AG_FUNCTION constexpr int f(int n) { return n; }") == "error AG0112 1:27");
  CHECK(dumpBody("AG_FUNCTION auto f(Tensor x) { return x; }") == "error AG0510 1:18");
  CHECK(dumpBody("Tensor t; AG_FUNCTION Tensor &f(Tensor &) { return t; }") ==
        "error AG0111 1:31");
}

TEST_CASE("how a function calls itself") {
  const auto self = [](const std::string &code) {
    const auto built = build(code);
    return built.functions.size() == 1
               ? built.functions[0].selfText + " -> " + built.functions[0].resultText
               : "none";
  };
  CHECK(self("AG_FUNCTION Tensor f(Tensor x) { return x; }") == "f -> Tensor");
  CHECK(self("namespace n { AG_FUNCTION auto f(ag::Tensor f) -> ag::Tensor { return f; } }") ==
        "::n::f -> ag::Tensor");
  CHECK(self("template <class T> AG_FUNCTION T f(const T &x) { return x; }") == "f -> T");
  CHECK(self("template <int N, class T> AG_FUNCTION T f(T x) { return x; }") == "f<N, T> -> T");
  CHECK(self("AG_FUNCTION std::pair<int, Tensor> f(auto x) { return {1, x}; }") ==
        "f -> std::pair<int, Tensor>");
}

TEST_CASE("instantiations are not found, declarations count") {
  CHECK(build("template <class T> AG_FUNCTION T f(T x) { return x; }\n"
              "int a = f(1); double b = f(1.0);")
            .functions.size() == 1);
  CHECK(build("AG_FUNCTION int f(int);\nint f(int n) { return n; }").functions.size() == 1);
  CHECK(build("int f(int n) { return n; }").functions.empty());
}

TEST_CASE("ranges of a program keep the promises of the tree") {
  const auto built = build(R"(
AG_FUNCTION Tensor f(Tensor x, int n) {
  const std::size_t k{3}, m(4), *p = nullptr; [[maybe_unused]] static int const z = 1;
  for (int i = 0; /* c */ i < n /* ; */ ; ++i) if (i == 2) continue; else x[i] += 1.0; // end
  do x = x / 2; while (x > 1)
    ;
  if (Tensor w{1.0}; x > w) { return x; } else return -x;
  auto g = [&n](int a) -> int { return a + n; };
  AG_STAGE for (auto r : x) { x = r; }
  while (n --> 0) { switch (n) { case 1: x = x; break; default: break; } }
  auto [a, b] = std::pair<int, int>{n, g(n)};
  return x * (a ? x : Tensor(b)) + x.item<int>();
}
)");
  REQUIRE(built.functions.size() == 1);
  CHECK(brokenRange(built) == "");
}

TEST_CASE("what a macro spells has no range, the whole of an expansion has") {
  const auto built =
      build("#define BODY { x = y; }\n#define STEP x = x + 1\n#define COND(c) if (c) x = y\n"
            "AG_FUNCTION Tensor f(Tensor x, Tensor y) {\n"
            "  STEP;\n  COND(x > 0);\n  return x;\n  while (x > 0) BODY\n}");
  REQUIRE(built.functions.size() == 1);
  const auto &children = built.functions[0].body->children;
  const auto text = [&](autograft::tree::Range r) {
    return built.source.substr(r.begin, r.size());
  };
  CHECK(text(children[0]->range) == "STEP;");
  CHECK(text(children[0]->expr->range) == "STEP");
  CHECK(!children[0]->expr->children[0]->range.valid());
  CHECK(!children[1]->range.valid());
  CHECK(!children[1]->header->cond->range.valid());
  CHECK(text(children[2]->range) == "return x;");
  CHECK(text(children[3]->range) == "while (x > 0) BODY");
  CHECK(!children[3]->children[0]->range.valid());
  CHECK(brokenRange(built) == "");
}
