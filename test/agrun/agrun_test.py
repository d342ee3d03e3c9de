#!/usr/bin/env python3
"""Runs agrun on saved graphs and texts: agrun_test.py AGRUN TEST_FOLDER."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

AGRUN, TESTS = sys.argv[1], Path(sys.argv[2])
MODEL = TESTS / "compat/op_set_1.agraph"
VALUES = TESTS / "compat/op_set_1.npz"
LOOP = """// A graph's text may begin with a comment.
autograft 1
func @main(%0 "n": i32[], %1 "x": f64[]) -> (f64[], i32[]) {
  %2 = constant {value = i32[](0)} : i32[]
  %3 = constant {value = i32[](1)} : i32[]
  %4 "k", %5 "s" = while %2, %1 (%6 "k": i32[], %7 "s": f64[]) {
    %8 = lt %6, %0 : bool[]
    yield %8
  } (%9 "k": i32[], %10 "s": f64[]) {
    %11 = add %10, %1 : f64[]
    %12 = add %9, %3 : i32[]
    yield %12, %11
  } : i32[], f64[] loc("loop.cpp":3:3)
  %13 = div %4, %0 : i32[] loc("loop.cpp":7:9)
  return %5, %13
}
"""


def agrun(*words, stdin=None, env=None):
    done = subprocess.run([AGRUN, *map(str, words)], input=stdin, text=True, capture_output=True,
                          env=env, check=False)
    return done.returncode, done.stdout, done.stderr


class Agrun(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.loop = self.file("loop.ag", LOOP)

    def file(self, name, text=None):
        path = Path(self.folder.name) / name
        if text is not None:
            path.write_text(text)
        return path

    def fails(self, status, words, *part):
        code, out, err = agrun(*words)
        self.assertEqual(code, status, err)
        self.assertTrue(err.startswith("agrun: "), err)
        for p in part:
            self.assertIn(p, err)
        return out

    def test_show(self):
        code, out, _ = agrun("show", MODEL)
        self.assertEqual(code, 0)
        self.assertTrue(out.startswith("// (t: f32[?a], n: i64[]) -> (f32[?a], i64[], f32[20])\n"))
        self.assertEqual(agrun("show", "-", stdin=out)[1], out)
        self.assertIn("digraph", agrun("show", "--dot", self.loop)[1])
        functions = json.loads(agrun("show", MODEL, "--json")[1])["functions"]
        self.assertEqual([f["name"] for f in functions], ["main", "half of it"])
        self.assertEqual(functions[0]["arguments"][0]["shape"], ["?a"])

    def test_run(self):
        code, out, _ = agrun("run", self.loop, "3", "0.5")
        self.assertEqual((code, out), (0, "s: f64[] = 2\noutput1: i32[] = 1\n"))
        self.assertEqual(agrun("run", self.loop, "x=0.5", "3", "--passes=none")[1], out)
        self.assertEqual(agrun("run", self.loop, "n=-2", "x=-inf")[0], 0)
        code, out, err = agrun("run", MODEL, VALUES, "-o", self.file("out.npz"))
        self.assertEqual((code, out, err), (0, "", ""))
        self.assertGreater(self.file("out.npz").stat().st_size, 500)

    def test_errors_of_the_graph(self):
        self.fails(1, ["run", self.loop, "0", "1"], "loop.cpp:7:9: error:", "[AG0211]")
        self.fails(1, ["run", self.loop, "9", "1", "--max-iterations=5"], "[AG0216]", "loop.cpp:3:3")
        self.fails(1, ["show", self.file("bad.ag", LOOP.replace("lt %6", "lt %1"))], "[AG0218]")
        damaged = self.file("bad.agraph")
        damaged.write_bytes(MODEL.read_bytes()[:-3])
        self.fails(1, ["show", damaged], "[AG0225]")

    def test_usage(self):
        self.fails(2, [], "no command")
        self.fails(2, ["walk", MODEL], "walk")
        self.fails(2, ["show"], "no MODEL")
        self.fails(2, ["show", "missing.agraph"], "[AG0224]", "missing.agraph")
        self.fails(2, ["run", self.loop, "3"], "'x', f64[], is missing")
        self.fails(2, ["run", self.loop, "3.5", "1"], "'3.5'", "i32")
        self.fails(2, ["run", self.loop, "1", "2", "3"], "too many")
        self.fails(2, ["run", self.loop, "y=1"], "no input called 'y'")
        self.fails(2, ["run", self.loop, "1", "2", "-o", self.file("o.npy")], ".npz")
        self.fails(2, ["run", self.loop, "1", "2", "-o", self.file("o.txt")], ".npy")
        self.fails(2, ["run", self.loop, "1", "2", "--backend=cuda"], "cuda", "ref")
        self.fails(2, ["show", self.loop, "--frob"], "--frob")
        self.fails(1, ["opt", self.loop, "--passes=frob"], "frob", "loop_simplify")
        self.fails(2, ["opt", self.loop, "--dump-after=frob"], "frob")
        nowhere = dict(os.environ, PATH=self.folder.name)
        code, _, err = agrun("show", self.loop, f"--svg={self.file('g.svg')}", env=nowhere)
        self.assertEqual(code, 2)
        self.assertIn("graphviz", err)
        self.assertEqual(agrun("--help")[0], 0)
        self.assertTrue(agrun("--version")[1].startswith("agrun "))

    def test_opt(self):
        code, out, err = agrun("opt", self.loop)
        self.assertEqual(code, 0)
        self.assertIn("loop_simplify", err)
        self.assertIn(" = for ", out)
        code, out, err = agrun("opt", self.loop, "--passes=loop_simplify,dce",
                               "--dump-after=loop_simplify", "-o", self.file("o.agraph"))
        self.assertEqual((code, out), (0, ""))
        self.assertEqual(err.count("// after "), 1)
        self.assertEqual(agrun("run", self.file("o.agraph"), "3", "0.5")[1],
                         "s: f64[] = 2\noutput1: i32[] = 1\n")
        self.assertIn(" = while ", agrun("opt", self.loop, "--pass-limit=1")[1])

    def test_verify_and_bench(self):
        code, out, _ = agrun("verify", MODEL, VALUES)
        self.assertEqual(code, 0)
        self.assertIn("equal, bit for bit", out)
        self.assertEqual(agrun("verify", MODEL)[0], 0)
        self.assertIn("both fail", agrun("verify", self.loop, "0", "1")[1])
        code, out, _ = agrun("bench", MODEL, VALUES, "--json", "--seconds=0.01")
        self.assertEqual(code, 0)
        self.assertGreater(json.loads(out)["median_us"], 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
