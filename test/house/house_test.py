#!/usr/bin/env python3
"""Tests of the house check: each forbidden kind of arrow is caught, each allowed kind is not."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import house
from cpp_text import functions


class Arrows(unittest.TestCase):
    def run_on(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "runtime").mkdir()
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return house.crossings(root)

    def refused(self, file, include):
        found = self.run_on({file: f"// x\n\n#include {include}\n"})
        self.assertEqual(len(found), 1, (file, include))
        self.assertTrue(found[0].startswith(f"{file}:3: error: includes "), found[0])

    def accepted(self, file, include):
        self.assertEqual(self.run_on({file: f"#include {include}\n"}), [], (file, include))

    def test_runtime_arrows_run_one_way(self):
        self.refused("runtime/support/a.cpp", '"tensor/impl.h"')
        self.refused("runtime/tensor/a.h", '"ops/ops.h"')
        self.refused("runtime/kernel/isa/a.cpp", '"ir/graph.h"')
        self.refused("runtime/ir/a.cpp", '"api/trace.h"')
        self.refused("runtime/passes/a.cpp", '"io/save.h"')
        self.accepted("runtime/ops/a.cpp", '"tensor/impl.h"')
        self.accepted("runtime/ops/a.cpp", '"ops/infer.h"')
        self.accepted("runtime/api/a.cpp", '"support/error.h"')

    def test_backends_do_not_see_each_other(self):
        self.refused("runtime/backend/cpu/a.cpp", '"backend/ref/interpret.h"')
        self.refused("runtime/backend/ref/a.cpp", '"api/trace.h"')
        self.refused("runtime/plan/a.cpp", '"backend/cpu/jit.h"')
        self.accepted("runtime/plan/a.cpp", '"backend/backend.h"')
        self.accepted("runtime/backend/ref/a.cpp", '"backend/backend.h"')
        self.accepted("runtime/api/a.cpp", '"backend/ref/interpret.h"')

    def test_distribution_sees_tensors_only(self):
        self.refused("runtime/dist/a.cpp", '"ops/ops.h"')
        self.accepted("runtime/dist/a.cpp", '"tensor/impl.h"')

    def test_transpiler_arrows_run_one_way(self):
        self.refused("lib/diag/A.cpp", '"source/SourceText.h"')
        self.refused("lib/tree/A.cpp", '"analysis/Activity.h"')
        self.refused("lib/emit/A.cpp", '"frontend/Action.h"')
        self.accepted("lib/emit/A.cpp", '"tree/Tree.h"')
        self.accepted("lib/frontend/A.cpp", '"emit/Emitter.h"')

    def test_clang_stays_in_its_folders(self):
        self.refused("lib/transform/A.cpp", '"clang/AST/Stmt.h"')
        self.refused("lib/analysis/Liveness.cpp", '"llvm/ADT/SmallVector.h"')
        self.refused("lib/tree/Tree.h", '"clang/AST/Stmt.h"')
        self.refused("runtime/ops/a.cpp", "<llvm/ADT/Twine.h>")
        self.accepted("lib/tree/Build.cpp", '"clang/AST/Stmt.h"')
        self.accepted("lib/frontend/A.cpp", '"clang/Tooling/Tooling.h"')

    def test_the_two_halves_share_nothing(self):
        self.refused("lib/frontend/A.cpp", "<autograft/tensor.h>")
        self.refused("lib/frontend/A.cpp", '"tensor/impl.h"')
        self.refused("runtime/api/a.cpp", '"diag/Diag.h"')
        self.accepted("runtime/api/a.cpp", "<autograft/tensor.h>")

    def test_public_headers_see_no_internals(self):
        self.refused("include/autograft/a.h", '"tensor/impl.h"')
        self.accepted("include/autograft/a.h", '"autograft/shape.h"')
        self.accepted("include/autograft/a.h", "<vector>")

    def test_the_list_of_ops_is_for_all_of_the_runtime(self):
        self.accepted("runtime/ir/a.h", '"ops/ops.def"')
        self.refused("lib/frontend/A.cpp", '"ops/ops.h"')

    def test_an_unknown_folder_is_an_error(self):
        self.refused("runtime/misc/a.cpp", '"tensor/impl.h"')

    def test_an_include_in_a_comment_is_none(self):
        text = '/*\n#include "api/trace.h"\n*/\n// #include "api/trace.h"\n'
        self.assertEqual(self.run_on({"runtime/support/a.cpp": text}), [])

    def test_the_program_exits_with_one_on_a_crossing(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "runtime/support/a.cpp"
            path.parent.mkdir(parents=True)
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                path.write_text('#include "support/b.h"\n')
                self.assertEqual(house.main([folder]), 0)
                path.write_text('#include "ir/graph.h"\n')
                self.assertEqual(house.main([folder]), 1)
            self.assertIn("runtime/support must not see runtime/ir", output.getvalue())


class Sizes(unittest.TestCase):
    def test_functions_are_found_with_their_lines(self):
        text = """// int comment() {
namespace a {
struct S {
  int get() const {
    if (x) {
      return 1;
    }
    return 2;
  }
  int x{0};
};
template <class T> auto f(T t) -> int { return R"({{{)"[0] + '{'; }
#define M(x) { x
} // namespace a
int a::S::more(int (*g)(int)) noexcept {
  auto h = [&](int i) {
    return g(i);
  };
  return h(1);
}
S declared(S a = {}, S b = {},
           int c = 0);
ROWS(a, b(c))
ROWS(d)
int after() {
  return 1;
}
"""
        self.assertEqual([tuple(f) for f in functions(text)],
                         [("get", 4, 6), ("f", 12, 1), ("a::S::more", 15, 6),
                          ("after", 25, 3)])


if __name__ == "__main__":
    unittest.main()
