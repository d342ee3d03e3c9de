// The frame of a function: prologue, self-call, shadows, and that nothing but inserted text
// changes.
#include "Helpers.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace mini;

static std::string prologue(const std::string &source) {
  std::string text = whole(source);
  return text.substr(0, text.find(" AG_LOUD"));
}

TEST_CASE("prologue: tensors by value and by reference") {
  CHECK(
      prologue("Tensor f(const Tensor& x, Tensor y, Tensor& z) { return x; }") ==
      "{ AG_FN(\"f\", 1, 8); ::ag::Frame ag_0(ag_fn); AG_QUIET if "
      "(ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(y), decltype(z))>(&f))) return "
      "ag_0.run<Tensor>(+[](decltype(x) x, decltype(y) y, decltype(z) z) -> ::ag::Lift<Tensor> { "
      "return f(x, static_cast<decltype(y)&&>(y), z); }, x, y, z);");
}

TEST_CASE("prologue: lifted parameters and an arithmetic result cross") {
  CHECK(prologue("int f(Tensor x, int n) { return n; }") ==
        "{ AG_FN(\"f\", 1, 5); ::ag::Frame ag_0(ag_fn, 0x0000000000000123u); AG_QUIET if "
        "(ag_0.outermost(static_cast<int (*)(decltype(x), decltype(n))>(&f))) return ag_0.run<int>("
        "+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<int> { return "
        "::ag::Crossing(0x0000000000000123u).result(f(static_cast<decltype(x)&&>(x), ::ag::pass(1, "
        "n))); }, x, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n);");
}

TEST_CASE("prologue: void, with a host argument that cannot be lifted") {
  CHECK(prologue("void f(Tensor& x, int axis) { x = ag::sum(x, axis); }") ==
        "{ AG_FN(\"f\", 1, 6); ::ag::Frame ag_0(ag_fn); AG_QUIET if "
        "(ag_0.outermost(static_cast<void (*)(decltype(x), decltype(axis))>(&f))) { ag_0.run<void>("
        "+[](decltype(x) x, decltype(axis) axis) -> void { f(x, axis); }, x, axis); return; }");
}

TEST_CASE("prologue: void with a lifted parameter") {
  CHECK(prologue("void f(Tensor& x, float d) { x = x * d; }") ==
        "{ AG_FN(\"f\", 1, 6); ::ag::Frame ag_0(ag_fn, 0x0000000000000123u); AG_QUIET if "
        "(ag_0.outermost(static_cast<void (*)(decltype(x), decltype(d))>(&f))) { ag_0.run<void>("
        "+[](decltype(x) x, ::ag::Lift<decltype(d)> d) -> void { "
        "(::ag::Crossing(0x0000000000000123u), f(x, ::ag::pass(1, d))); }, x, d); return; } auto& "
        "ag_d = d; { ::ag::Scalar<float> d = ag_0.arg(1, ag_d);");
}

TEST_CASE("prologue: a parameter whose shadow would clash with the tool's own names") {
  CHECK(
      whole("Tensor f(Tensor x, int ret) { return x * ret; }").find("auto& ag_arg_ret = ret; {") !=
      std::string::npos);
}

TEST_CASE("prologue: the shadow's block is closed in front of the last brace") {
  std::string text = whole("Tensor f(Tensor x, int n) { return x * n; }");
  CHECK(text.substr(text.find("AG_LOUD")) == "AG_LOUD return x * n; }}");
}

TEST_CASE("the text has the lines of the source, and every line its own tokens") {
  std::string source =
      "Tensor f(Tensor x,\n         int n)\n{\n  int k = 0;\n\n  for (int i = 0;\n"
      "       i < n;\n       ++i)\n  {\n    if (x > i)\n      ++k;\n    else\n      "
      "break;\n  }\n  return x * k;\n}\n";
  std::string text = whole(source), body = source.substr(source.find('{'));
  REQUIRE(std::count(text.begin(), text.end(), '\n') ==
          std::count(body.begin(), body.end(), '\n') - 1);
  auto line = [&](int n) {
    std::size_t at = 0;
    while (n-- > 0)
      at = text.find('\n', at) + 1;
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK(line(1) == "  ::ag::Scalar<int> k = 0;");
  CHECK(line(8) == "      ++k; }");
  CHECK(line(9) == "    if (ag_2.other()) {");
  CHECK(line(12) == "  return x * k;");
}

TEST_CASE("signature: what cannot be annotated") {
  auto message = [](void (*change)(autograft::tree::Function &)) {
    std::string source = "Tensor f(Tensor x) { return x; }";
    autograft::tree::Function function = parse(source);
    change(function);
    autograft::DiagSink sink;
    CHECK(!autograft::emit::convertFunction(function, source, "f.cpp", sink));
    REQUIRE(sink.all().size() == 1);
    return autograft::codeName(sink.all()[0].code) + ": " + sink.all()[0].message();
  };
  using autograft::tree::Function;
  CHECK(message([](Function &f) { f.resultDeduced = true; }) ==
        "AG0510: the annotated function 'f' has a deduced result type");
  CHECK(message([](Function &f) { f.forbidden = "a constructor"; }) ==
        "AG0111: AG_FUNCTION cannot stand on a constructor");
  CHECK(message([](Function &f) { f.forbiddenIsConstexpr = true; }) ==
        "AG0112: an annotated function cannot be constexpr: 'f'");
}

TEST_CASE("macros: a condition without a place in the file is refused only if it must change") {
  std::string source = "Tensor f(Tensor x, bool b) { if (b) x = -x; return x && b ? x : x; }";
  autograft::tree::Function function = parse(source);
  autograft::tree::Stmt &host = *function.body->children[0];
  host.header->cond->range = {};
  autograft::DiagSink fine;
  CHECK(autograft::emit::convertFunction(function, source, "f.cpp", fine));
  function.body->children[1]->expr->children[0]->range = {};
  autograft::DiagSink sink;
  CHECK(!autograft::emit::convertFunction(function, source, "f.cpp", sink));
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all()[0].code == autograft::Code::AG0109);
}
