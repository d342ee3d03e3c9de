#!/usr/bin/env python3
"""Checks that no #include points against the arrows of the architecture, and prints sizes.

usage: house.py [ROOT]

Exits with 1 when an include crosses a wall. File and function sizes are printed for the reader and
never fail: exceptions are allowed where a file explains them. It reads text, not a preprocessor's
output: an include behind #if counts like any other.
"""

import re
import sys
from pathlib import Path

from cpp_text import functions, without_comments

# What each folder may include beside itself and its own subfolders. `+` adds all that the named
# folder may include.
RUNTIME = {
    "support": [],
    "tensor": ["+support"],
    "kernel": ["+tensor"],
    "ir": ["+kernel"],
    "ops": ["+ir"],
    "passes": ["+ops"],
    "autodiff": ["+ops"],
    "io": ["+ops"],
    "plan": ["+passes", "+autodiff", "+io", "backend"],
    "backend": ["+plan"],
    "api": ["+backend", "backend/ref", "backend/cpu", "backend/cuda"],
    "aot": ["+api"],
    "dist": ["+tensor"],
}
LIB = {
    "diag": [],
    "source": ["+diag"],
    "tree": ["+source"],
    "analysis": ["+tree"],
    "transform": ["+analysis"],
    "emit": ["+transform"],
    "frontend": ["+emit"],
}
# Files that may include Clang and LLVM: whole folders, and single files named for it elsewhere.
CLANG_FILES = re.compile(r"^(lib/(source|frontend)/|lib/tree/Build|lib/analysis/ClangTypes|tools/autograft/|runtime/backend/cpu/jit/)")
# Lists of names without code, from which enums and tables of several folders are made.
LISTS = {"ops/ops.def"}
SOURCE_SUFFIXES = {".cpp", ".h", ".def", ".inc"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def closure(table, folder):
    """All folders that `folder` may include, itself among them."""
    found = {folder}
    for entry in table[folder]:
        found |= closure(table, entry[1:]) if entry.startswith("+") else {entry}
    return found


def folder_of(table, path):
    """The longest table-like folder of a path such as backend/ref/run.cpp; None outside of all."""
    parts = path.split("/")
    if parts[0] not in table or len(parts) < 2:
        return None
    if parts[0] == "backend" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0]


def allowed(table, source, target):
    if source.startswith("backend/"):  # one backend: what all may see, and itself
        return target == source or target in closure(table, "backend")
    return target in closure(table, source)


def wall_of(file, kind, name):
    """Why `file` (relative to the root) must not include `name`; None when it may."""
    if name.startswith(("clang/", "clang-c/", "llvm/", "llvm-c/")):
        return None if CLANG_FILES.match(file) else "Clang and LLVM are not seen here"
    side, _, inner = file.partition("/")
    if side == "include":
        if name.startswith("autograft/") or kind == "<":
            return None
        return "a public header includes only autograft/... and what is installed"
    table, other = (RUNTIME, LIB) if side == "runtime" else (LIB, RUNTIME)
    if side == "tools":
        return None
    if name.startswith("autograft/"):
        return None if side == "runtime" else "the transpiler and the runtime share no code"
    target = folder_of(table, name)
    if side == "runtime" and name in LISTS:
        return None
    if target is None:
        if folder_of(other, name) and kind == '"':
            return "the transpiler and the runtime share no code"
        return None
    source = folder_of(table, inner)
    if source is None:
        return f"the folder of this file is not in the list of {side}/'s folders"
    if not allowed(table, source, target):
        return f"{side}/{source} must not see {side}/{target}"
    return None


def sources(root, tops):
    for top in tops:
        for path in sorted((root / top).rglob("*")):
            if path.suffix in SOURCE_SUFFIXES:
                yield path


def crossings(root):
    """All forbidden includes, as messages that editors can open."""
    found = []
    for path in sources(root, ["include", "runtime", "lib", "tools"]):
        file = path.relative_to(root).as_posix()
        text = without_comments(path.read_text())
        for match in INCLUDE.finditer(text):
            name = match[2]
            beside = path.parent / name
            if match[1] == '"' and "/" not in name and beside.exists():
                continue
            reason = wall_of(file, match[1], name)
            if reason:
                line = text.count("\n", 0, match.start(2)) + 1
                found.append(f"{file}:{line}: error: includes {name}: {reason}")
    return found


def print_sizes(root):
    lines, files, longest = {}, [], []
    for path in sources(root, ["include", "runtime", "lib", "tools", "test", "examples", "bench"]):
        file = path.relative_to(root).as_posix()
        text = path.read_text()
        count = text.count("\n")
        depth = 3 if file.startswith("runtime/backend/") else 2
        folder = "/".join(file.split("/")[:-1][:depth])
        lines[folder] = lines.get(folder, 0) + count
        files.append((count, file))
        if path.suffix in {".cpp", ".h"}:
            longest += [(f.lines, f"{file}:{f.line}", f.name) for f in functions(text)]
    print("lines per folder")
    for folder, count in sorted(lines.items()):
        print(f"  {count:6} {folder}")
    print(f"  {sum(lines.values()):6} all")
    long_files = [entry for entry in sorted(files, reverse=True) if entry[0] > 400]
    print(f"files over 400 lines: {len(long_files)}")
    for count, file in long_files or sorted(files, reverse=True)[:3]:
        print(f"  {count:6} {file}")
    over = sum(1 for entry in longest if entry[0] > 40)
    print(f"functions over 40 lines: {over}; the longest")
    for count, where, name in sorted(longest, reverse=True)[:10]:
        print(f"  {count:6} {where} {name}")


def main(arguments):
    root = Path(arguments[0] if arguments else ".").resolve()
    if not (root / "runtime").is_dir():
        print(f"house: {root} is not the top of the tree (it has no runtime/)", file=sys.stderr)
        return 2
    found = crossings(root)
    print_sizes(root)
    for message in found:
        print(message)
    print(f"includes that cross a wall: {len(found)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
