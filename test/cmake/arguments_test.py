#!/usr/bin/env python3
"""Wrong calls of autograft_target_sources(): each ends the configuration with one clear message."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(Wrong CXX)
add_library(Autograft::autograft INTERFACE IMPORTED)
include("{source}/cmake/AutograftTargetSources.cmake")
add_executable(app main.cpp)
{call}
"""

CASES = [
    ("autograft_target_sources(ap FILES main.cpp)", "there is no target of this name"),
    ("autograft_target_sources(app)", "FILES is missing or empty"),
    ("autograft_target_sources(app main.cpp)", "unknown arguments 'main.cpp'"),
    ("autograft_target_sources(app FILES man.cpp)", "there is no file"),
    ("autograft_target_sources(app FILES main.cpp LINE both)", "must be 'source' or 'generated'"),
    ("autograft_target_sources(app FILES main.cpp EMIT html pdf)", "takes diff, html and json"),
    ("autograft_target_sources(app FILES main.cpp)", "the tool is not part of this build"),
    ("add_subdirectory(sub)", "where the target is defined"),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--cmake", required=True)
    options = parser.parse_args()
    failed = 0
    for call, message in CASES:
        with tempfile.TemporaryDirectory() as folder:
            top = Path(folder)
            (top / "sub").mkdir()
            (top / "main.cpp").write_text("int main() {}\n")
            (top / "sub/CMakeLists.txt").write_text("autograft_target_sources(app FILES x.cpp)\n")
            (top / "CMakeLists.txt").write_text(PROJECT.format(source=options.source, call=call))
            done = subprocess.run([options.cmake, "-S", top, "-B", top / "build"], text=True,
                                  capture_output=True)
            text = " ".join(done.stderr.split())
            good = done.returncode != 0 and message in text and text.count("CMake Error") == 1
            failed += not good
            print("ok" if good else f"FAILED: {text}", "-", call)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
