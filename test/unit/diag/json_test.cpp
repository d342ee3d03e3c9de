// JSON values as text, and diagnostics in the machine-readable forms.
#include "diag/Json.h"
#include "diag/Machine.h"

#include <catch2/catch.hpp>

using namespace autograft;

TEST_CASE("strings are quoted, and bytes that are no UTF-8 replaced") {
  CHECK(jsonString("a\"b\\c\n\t\x01") == R"("a\"b\\c\n\t\u0001")");
  CHECK(jsonString("gr\xC3\xBC\xC3\x9F") == "\"gr\xC3\xBC\xC3\x9F\"");
  CHECK(jsonString("\xF0\x9F\x98\x80") == "\"\xF0\x9F\x98\x80\"");
  for (const char *bad : {"\xFF", "\xC3", "\xC0", "\xE0"})
    CHECK(jsonString(bad) == "\"\xEF\xBF\xBD\"");
  CHECK(jsonString("\xED\xA0\x80").find("\xED") == std::string::npos); // a surrogate
}

TEST_CASE("values print in the order in which they were set") {
  Json json = Json::object({{"b", 1}, {"a", true}});
  json.set("list", Json::list("x").add(Json()).add(-2)).set("none", Json::object({}));
  CHECK(json.compact() == R"({"b":1,"a":true,"list":["x",null,-2],"none":{}})");
  CHECK(Json::object({{"k", Json::list(1)}}).text() == "{\n  \"k\": [\n    1\n  ]\n}\n");
}

TEST_CASE("SARIF counts columns in code points, and ends a range with its line") {
  Diagnostic diagnostic = makeDiagnostic(Code::AG0301, {"a b.cpp", 1, 4}, {"k", "an index"});
  diagnostic.length = 99;
  diagnostic.fixit = FixIt{{"a b.cpp", 1, 4}, 1, "m"};
  auto lines = [](const std::string &, unsigned) { return std::string("\xC3\xBC k;"); };
  const Diagnostic all[] = {diagnostic};
  const std::string text = sarifLog(all, lines, "1", 1).compact();
  CHECK(text.find(R"("uri":"a%20b.cpp"})") != std::string::npos);
  CHECK(text.find(R"("startColumn":3,"endColumn":5)") != std::string::npos);
  CHECK(text.find(R"("deletedRegion":{"startLine":1,"startColumn":3,"endColumn":4})") !=
        std::string::npos);
}
