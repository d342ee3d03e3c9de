#!/usr/bin/env python3
"""Builds the consumer project and counts the tool's runs while its files change.

The package is either an installed and then moved tree, or this source tree by add_subdirectory.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(command, expect=0):
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if (done.returncode == 0) != (expect == 0):
        print(done.stdout)
        wanted = "a failure" if expect else "success"
        sys.exit(f"exit code {done.returncode} where {wanted} was expected: {command}")
    return done.stdout


def check(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")
    print(f"ok: {what}")


class Consumer:
    """A copy of the consumer project and its build folder."""

    def __init__(self, options):
        name = f"{options.package}-{options.generator.split()[-1]}"
        self.cmake = options.cmake
        self.top = Path(options.work) / name
        self.source, self.build = self.top / "source", self.top / "build"
        shutil.rmtree(self.top, ignore_errors=True)
        shutil.copytree(HERE / "consumer", self.source)

    def configure(self, *arguments):
        return run([self.cmake, "-S", self.source, "-B", self.build, *arguments])

    def build_all(self, expect=0):
        return run([self.cmake, "--build", self.build, "-j2"], expect)

    def tool_runs(self):
        """Builds and returns the files that the tool was run on."""
        return sorted(re.findall(r"^\[[^\]]*\] Autograft (?:\S*/)?(\S+)$", self.build_all(), re.M))

    def touch(self, name):
        time.sleep(0.02)  # file systems count time in steps
        os.utime(self.source / name)


def install(options, consumer):
    """Installs, then moves the tree: an exported package must not remember where it was built."""
    first, moved = consumer.top / "staged", consumer.top / "moved"
    run([options.cmake, "--install", options.build, "--prefix", first])
    first.rename(moved)
    for file in moved.rglob("*.cmake"):
        text = file.read_text()
        check(options.source not in text and str(first) not in text,
              f"{file.name} names no folder of the build")
    return [f"-DCMAKE_PREFIX_PATH={moved}"]


def package_arguments(options, consumer):
    if options.package == "installed":
        return install(options, consumer)
    # The tool is the one of the outer build: building Clang's clients twice takes minutes.
    return [f"-DAUTOGRAFT_SOURCE={options.source}", "-DAUTOGRAFT_BUILD_TOOL=OFF",
            f"-DAutograft_EXECUTABLE={options.tool}"]


def check_runs(consumer, arguments):
    both = ["count.cpp", "shrink.cpp"]
    check(consumer.tool_runs() == both, "the first build runs the tool once per file")
    check(consumer.tool_runs() == [], "touching nothing runs nothing")
    consumer.touch("src/shared.h")
    check(consumer.tool_runs() == both, "a header of both files runs both")
    check(consumer.tool_runs() == [], "and nothing more the next time")
    consumer.touch("include/consumer/start.h")
    check(consumer.tool_runs() == ["shrink.cpp"], "a header of one file runs that one")
    check(consumer.tool_runs() == [], "and nothing more the next time")
    consumer.touch("src/count.cpp")
    check(consumer.tool_runs() == ["count.cpp"], "a source runs itself")
    consumer.touch("src/step.h")
    check(consumer.tool_runs() == ["count.cpp"], "a header that is written out runs its user")
    consumer.touch("src/main.cpp")
    check(consumer.tool_runs() == ["count.cpp"],
          "a file that is not annotated runs only what must not share headers with it")
    consumer.configure(*arguments)
    check(consumer.tool_runs() == [], "configuring again runs nothing")


def check_programs(consumer, expected):
    graphs = run([consumer.build / "consumer"])
    eager = run([consumer.build / "consumer_eager"])
    check(graphs == f"{expected}, graphs 2\n", f"the transpiled program says '{graphs.strip()}'")
    check(eager == f"{expected}, graphs 0\n", f"the eager program says '{eager.strip()}'")


def check_database(consumer):
    entries = json.loads((consumer.build / "compile_commands.json").read_text())
    for name in ["shrink.cpp", "count.cpp"]:
        file = str(consumer.source / "src" / name)
        commands = [entry["command"] for entry in entries if entry["file"] == file]
        check(commands, f"compile_commands.json names the user's {name}")
        check(any("-DFLOOR=" in command and str(consumer.source / "include") in command
                  for command in commands), f"with the target's flags for {name}")


def check_emitted(consumer):
    emitted = consumer.build / "autograft/consumer/src/count.cpp"
    check('// #include "step.h"' in emitted.read_text(), "the annotated header is written out")
    page, names = Path(f"{emitted}.html"), json.loads(Path(f"{emitted}.json").read_text())
    check("<!DOCTYPE html>" in page.read_text(), "EMIT html makes a page")
    check([f["name"] for f in names["functions"]] == ["step", "count"], "EMIT json makes a map")


def check_whole_target(consumer):
    """A header function in a source that is not converted stops the build."""
    file = consumer.source / "src/later.cpp"
    good = file.read_text()
    file.write_text(good.replace("shared.h", "step.h"))
    output = consumer.build_all(expect=1)
    check("step.h:6:31: error:" in output and "later.cpp" in output and "[AG0503]" in output,
          "the message names the header and the other source")
    file.write_text(good)
    consumer.build_all()


def check_editor(options, consumer):
    """clangd finds no errors in the file that people edit."""
    done = run([options.clangd, f"--check={consumer.source}/src/count.cpp", "--log=info",
                f"--compile-commands-dir={consumer.build}", "--check-locations=0"])
    check("All checks completed, 0 errors" in done, "clangd has nothing to say")


def check_failure(consumer):
    """A broken file stops the build at the user's line, and a repaired one lets it go on."""
    file = consumer.source / "src/count.cpp"
    good = file.read_text()
    file.write_text(good.replace("turns += 1;", "turns += one;"))
    output = consumer.build_all(expect=1)
    line = good[: good.index("turns += 1;")].count("\n") + 1
    check(f"src/count.cpp:{line}:" in output, "an error names the user's file and line")
    file.write_text(good)
    consumer.build_all()


def check_tool_comes_first(options, consumer):
    """With the tool in the same build, the plan links it before the first file is transpiled."""
    build = consumer.top / "with-tool"
    run([options.cmake, "-S", consumer.source, "-B", build, "-G", options.generator,
         f"-DAUTOGRAFT_SOURCE={options.source}", f"-DLLVM_DIR={options.llvm}"])
    plan = run([options.cmake, "--build", build, "--", "-n"])
    link = re.search(r"Linking CXX executable \S*/autograft$", plan, re.M)
    first = re.search(r"Autograft src/", plan)
    check(link and first and link.start() < first.start(), "the tool is built before it is run")


def main():
    parser = argparse.ArgumentParser()
    for name in ["source", "build", "work", "cmake", "tool", "llvm", "clangd", "generator",
                 "package"]:
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--sanitize")
    options = parser.parse_args()

    consumer = Consumer(options)
    arguments = package_arguments(options, consumer)
    arguments += ["-G", options.generator, "-DCMAKE_BUILD_TYPE=Debug", "-DFLOOR=1"]
    if options.sanitize:
        arguments += [f"-DCMAKE_CXX_FLAGS=-fsanitize={options.sanitize}"]
    consumer.configure(*arguments)
    check_runs(consumer, arguments)
    check_programs(consumer, "1 after 6 turns")
    check_database(consumer)
    check_failure(consumer)
    check_emitted(consumer)
    if options.generator == "Ninja" and options.package == "installed":
        check_whole_target(consumer)
        check_editor(options, consumer)

    consumer.configure("-DFLOOR=2")
    check(len(consumer.tool_runs()) == 2, "a changed definition runs both")
    check_programs(consumer, "2 after 5 turns")
    if options.package == "subdirectory":
        check_tool_comes_first(options, consumer)


if __name__ == "__main__":
    main()
