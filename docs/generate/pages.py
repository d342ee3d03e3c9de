#!/usr/bin/env python3
"""Writes the pages of docs/ that are made from the tree; with --check only compares them."""

import argparse
import subprocess
import sys
from pathlib import Path

import dialect
import passes
import ported


def pages(options):
    index = subprocess.run([options.error_index], check=True, text=True, stdout=subprocess.PIPE)
    yield "docs/errors.md", index.stdout
    flags = ["-std=c++20", f"-I{options.source / 'include'}"]
    yield "docs/internals/passes.md", passes.page(options.source)
    yield "docs/internals/ported.md", ported.page(options.source)
    yield "docs/dialect.md", dialect.page(options.tool, flags, options.source)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True, type=Path)
    parser.add_argument("--error-index", required=True)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = 0
    for name, text in pages(options):
        path = options.source / name
        if path.exists() and path.read_text() == text:
            continue
        if options.check:
            stale += 1
            print(f"{name} is stale: run ./dev docs")
        else:
            path.write_text(text)
            print(f"wrote {name}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
