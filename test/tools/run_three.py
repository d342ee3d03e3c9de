#!/usr/bin/env python3
"""Takes a program through the three ways of the dialect and demands one result.

usage: run_three.py STEM SOURCE [TOOL OPTION...]

1. compiled as it stands and run: eager;
2. transpiled, compiled, run: the graph, first through the interpreter, then with native code;
3. the same program with AUTOGRAFT_MODE=eager: emitted code, eager values.
Both compilers must take the emitted code without a warning (the second only parses it). All
outputs must be equal; then that output is printed, for FileCheck. Files are named STEM.*. The
compilers come from the environment that lit.cfg.py sets.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys

ENV = os.environ


def run(command, **extra):
    """Standard output of the command; ends the program when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env={**ENV, **extra})
    if done.returncode != 0:
        sys.stdout.write(done.stdout)
        print(f"exit status {done.returncode}: {shlex.join(command)}\n{done.stderr}")
        sys.exit(1)
    if done.stderr:
        print(f"unexpected text on standard error: {shlex.join(command)}\n{done.stderr}")
        sys.exit(1)
    return done.stdout


def build(command, program, link):
    """In two steps, so that a compiler cache can answer the first."""
    run([*command, "-c", "-o", program + ".o"])
    run([*words("AUTOGRAFT_TEST_LINKER"), program + ".o", "-o", program, *link])


def words(name):
    return shlex.split(ENV[name])


def same(expected, actual, what):
    if expected == actual:
        return
    print(f"the output of {what} differs from the eager run:")
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True),
                                               "eager", what))
    sys.exit(1)


def precompiled(source):
    """Clang's flags for the precompiled door, where the source includes it before anything else."""
    with open(source) as file:
        first = re.search(r"^\s*#\s*include\s*(.*)", file.read(), re.M)
    pch = ENV["AUTOGRAFT_TEST_PCH"]
    usable = first and first[1].startswith("<autograft/autograft.h>") and os.path.exists(pch)
    return ["-include-pch", pch] if usable else []


def main():
    stem, source, options = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3:]
    os.makedirs(os.path.dirname(os.path.abspath(stem)), exist_ok=True)
    emitted, quote = stem + ".ag.cpp", "-iquote" + os.path.dirname(source)
    compiler, link = words("AUTOGRAFT_TEST_CXX"), words("AUTOGRAFT_TEST_LINK")

    run([*words("AUTOGRAFT_TEST_TOOL"), source, *options, "-o", emitted, "--",
         *words("AUTOGRAFT_TEST_FLAGS")])
    run([*words("AUTOGRAFT_TEST_CLANGXX"), *precompiled(source), "-fsyntax-only", quote, emitted])
    build([*compiler, source], stem + ".eager", link)
    build([*compiler, quote, emitted], stem + ".graph", link)

    eager = run([stem + ".eager"])
    same(eager, run([stem + ".graph"], AUTOGRAFT_BACKEND="ref"), "the interpreted graph")
    same(eager, run([stem + ".graph"]), "the graph with native code")
    same(eager, run([stem + ".graph"], AUTOGRAFT_MODE="eager"), "the emitted code in eager mode")
    sys.stdout.write(eager)


if __name__ == "__main__":
    main()
