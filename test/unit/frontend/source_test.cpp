// SourceText: which bytes a token range stands for, where statements end, what macros hide.
#include "frontend/TypeQueries.h"
#include "source/SourceText.h"

#include <catch2/catch.hpp>

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"

#include <functional>

namespace {

using autograft::source::collidingMacro;
using autograft::source::SourceText;

/// The statements of the function `f`, and the text they stand in.
struct Parsed {
  const SourceText &text;
  std::vector<const clang::Stmt *> body;
  clang::Preprocessor &pp;
  clang::SourceLocation start;

  std::string statement(std::size_t i) const {
    const auto bytes = text.statementBytes(body[i]);
    return bytes ? text.slice(*bytes).str() : "none";
  }
};

using Check = std::function<void(const Parsed &)>;

class Consumer : public clang::ASTConsumer {
public:
  Consumer(Check test, clang::CompilerInstance &ci) : check(std::move(test)), compiler(ci) {}
  void HandleTranslationUnit(clang::ASTContext &context) override {
    const SourceText text(context.getSourceManager(), context.getLangOpts());
    for (const clang::Decl *decl : context.getTranslationUnitDecl()->decls()) {
      const auto *fn = llvm::dyn_cast<clang::FunctionDecl>(decl);
      if (!fn || !fn->hasBody() || fn->getNameAsString() != "f")
        continue;
      const auto *body = llvm::cast<clang::CompoundStmt>(fn->getBody());
      check({text,
             {body->body_begin(), body->body_end()},
             compiler.getPreprocessor(),
             body->getBeginLoc()});
    }
  }

private:
  Check check;
  clang::CompilerInstance &compiler;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(Check test) : check(std::move(test)) {}
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &ci,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(check, ci);
  }

private:
  Check check;
};

void inFunction(const std::string &code, const Check &check) {
  bool ran = false;
  const Check counted = [&](const Parsed &parsed) {
    ran = true;
    check(parsed);
  };
  REQUIRE(clang::tooling::runToolOnCodeWithArgs(std::make_unique<Action>(counted), code,
                                                {"-std=c++20", "-w"}, "input.cpp"));
  REQUIRE(ran);
}

} // namespace

TEST_CASE("a statement ends with its semicolon, comments or not") {
  inFunction(
      "void f(int a) { a = 1 /* ; */ ; // ;\n if (a) a = 2; else return ; do ++a; while (a)\n"
      " ; { } ; int b = a; for (;;) break; }",
      [](const Parsed &p) {
        CHECK(p.statement(0) == "a = 1 /* ; */ ;");
        CHECK(p.statement(1) == "if (a) a = 2; else return ;");
        CHECK(p.statement(2) == "do ++a; while (a)\n ;");
        CHECK(p.statement(3) == "{ }");
        CHECK(p.statement(4) == ";");
        CHECK(p.statement(5) == "int b = a;");
        CHECK(p.statement(6) == "for (;;) break;");
      });
}

TEST_CASE("a semicolon behind a directive is not taken") {
  inFunction("void f(int a) { a = 1\n#define X\n; a = 2; }", [](const Parsed &p) {
    CHECK(p.statement(0) == "none");
    CHECK(p.statement(1) == "a = 2;");
  });
}

TEST_CASE("the whole of a macro expansion has bytes, a part of one has none") {
  inFunction("#define ALL a = 1\n#define BOTH a = 1; a = 2\n#define ARG(x) x\n"
             "void f(int a) { ALL; BOTH; ARG(a = 3); a = ARG(4); }",
             [](const Parsed &p) {
               CHECK(p.statement(0) == "ALL;");
               CHECK(p.statement(1) == "none");
               CHECK(p.statement(2) == "none");
               CHECK(p.text.macroName(p.body[1]->getBeginLoc()) == "BOTH");
               CHECK(p.text.macroName(p.body[4]->getBeginLoc()).empty());
               CHECK(p.statement(4) == "a = ARG(4);");
             });
}

TEST_CASE("lines and columns count from one, in bytes") {
  inFunction("void f() {\n  ;\n}", [](const Parsed &p) {
    const auto offset = p.text.offset(p.body[0]->getBeginLoc());
    REQUIRE(offset);
    CHECK(p.text.line(*offset) == 2);
    CHECK(p.text.column(*offset) == 3);
    CHECK(p.text.line(0) == 1);
  });
}

TEST_CASE("tokens are found from offsets, directives apart") {
  inFunction("#define A 1 // x\nvoid f() { ; }", [](const Parsed &p) {
    CHECK(p.text.slice({p.text.tokenFrom(0)->begin, p.text.tokenFrom(0)->end}) == "void");
    CHECK(p.text.tokenBefore(10) == nullptr);
    CHECK(p.text.tokenFrom(static_cast<std::uint32_t>(p.text.buffer().size())) == nullptr);
  });
}

TEST_CASE("a macro that hides a word of the emitted code is found where it is one") {
  const auto collision = [](const std::string &code) {
    std::string word = "none";
    inFunction(code, [&](const Parsed &p) {
      if (const auto found = collidingMacro(p.pp, p.start))
        word = *found;
    });
    return word;
  };
  CHECK(collision("#define next 1\nvoid f() { }") == "next");
  CHECK(collision("#define next 1\n#undef next\nvoid f() { }") == "none");
  CHECK(collision("void f() { }\n#define next 1\n") == "none");
  CHECK(collision("#define other_word 1\nvoid f() { }") == "none");
}
