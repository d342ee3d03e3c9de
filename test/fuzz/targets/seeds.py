#!/usr/bin/env python3
"""Writes a libFuzzer target's first inputs, made from the files of the tests.

usage: seeds.py TARGET FOLDER
"""

import glob
import os
import re
import shutil
import sys

TEST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def texts(pattern):
    for path in sorted(glob.glob(os.path.join(TEST, pattern))):
        with open(path, encoding="utf-8") as file:
            yield file.read()


def graph_text():
    """The graphs of the passes' tests."""
    for text in texts("unit/passes/cases/*.txt"):
        for part in re.split(r"(?m)^(?![ }]|func |//).*\n", text):
            if part.startswith("func @"):
                yield "autograft 1\n" + part


def source():
    """The golden programs without what lit reads in them."""
    for folder in ("golden/*/*.cpp", "regress/*.cpp", "run/*.cpp"):
        for text in texts(folder):
            yield re.sub(r"(?m)^ *(//|#include).*\n", "", text)


def flags():
    for text in texts("diag/*.test"):
        for command in re.findall(r"RUN:.*?%autograft(.*?)(?:\||$)", text, re.M):
            yield "\n".join(command.split())
    yield "\n".join("a.cpp -o b.cpp -- -std=c++20 -isystem x -MD -MF d -Wall -include y -c -fPIC @r.rsp".split())


def files(folder):
    for path in glob.glob(os.path.join(TEST, "unit/io/data/*")) + glob.glob(os.path.join(TEST, "compat/*")):
        if not path.endswith((".py", ".md")):
            shutil.copy(path, folder)


def main():
    target, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    if target == "files":
        return files(folder)
    for number, text in enumerate({"graph_text": graph_text, "source": source, "flags": flags}[target]()):
        with open(os.path.join(folder, f"seed{number}"), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
