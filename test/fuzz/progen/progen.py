#!/usr/bin/env python3
"""Random programs: annotated C++ functions are run four ways and compared bit for bit.

usage: progen.py --tool AUTOGRAFT --runtime LIBAUTOGRAFT [--seed N] [--first K] [--count K]
                 [--work DIR] [--cxx CXX] [--clangxx CXX] [--batch K] [--plain K] [--jobs K]
                 [--times] [--no-shrink]
       progen.py --seed N --first K --show

The ways: plain C++ over int, double and std::vector<int> (no autograft at all); what the tool writes,
with native code, with the interpreter (AUTOGRAFT_BACKEND=ref) and with AUTOGRAFT_MODE=eager; and, for one
batch in --plain, the source as it stands. Compared are results with type and exact bits, in-out
arguments, fields, what was printed and in which order, and the code and line of an error; and at least
one graph must have been built. A program that the tool refuses is counted by its code, and refusals
past --refused percent are a failure too. A program that goes wrong is made smaller, printed, and ends
the run with status 1. --times says where processor time went (exact with --jobs 1).

Program K of seed N is the same everywhere and for ever as long as the generator is not changed.
Files: generator.py (programs), helpers.py, expressions.py, numerals.py, statements.py, loops.py,
tree.py (what they are made of), harness.py (files, compilers, comparison), shrink.py, support.h and
outside.cpp (what the programs stand on).
"""

import argparse
import collections
import concurrent.futures
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import harness  # noqa: E402
from generator import Generator  # noqa: E402
from shrink import shrink  # noqa: E402


def parse():
    parser = argparse.ArgumentParser(usage=__doc__.partition("\n\n")[2].partition("\n\n")[0])
    parser.add_argument("--tool")
    parser.add_argument("--runtime")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--work")
    parser.add_argument("--cxx", default="g++")
    parser.add_argument("--clangxx", default="clang++-19")
    parser.add_argument("--link", default="")
    parser.add_argument("--sanitize", default="")
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--plain", type=int, default=4)
    parser.add_argument("--refused", type=float, default=10.0)
    parser.add_argument("--times", action="store_true")
    parser.add_argument("--no-shrink", action="store_true")
    parser.add_argument("--show", action="store_true")
    return parser.parse_args()


def precompiled(folder, command, extra):
    """`command` with the header of all programs compiled in advance, in a folder of its own."""
    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, "support.h.gch" if extra == "gcc" else "support.pch")
    subprocess.run([*command, "-x", "c++-header", os.path.join(HERE, "support.h"), "-o", target], check=True)
    return ["-include-pch", target] if extra == "clang" else ["-include", os.path.join(folder, "support.h")]


def tools(options, work):
    """Unoptimised: what is tested is meaning. -w: the programs are not meant to be pretty."""
    include = os.path.join(HERE, "..", "..", "..", "include")
    flags = ["-std=c++20", "-ffp-contract=off", f"-I{include}", f"-I{HERE}"]
    sanitize = [f"-fsanitize={options.sanitize}"] if options.sanitize else []
    common = ["-O0", *flags, "-fwrapv", "-w", "-pthread", *sanitize]
    clang = [options.clangxx, *common]
    gcc = [options.cxx, *common]
    library = os.path.join(work, "outside.o")
    subprocess.run([*gcc, "-c", os.path.join(HERE, "outside.cpp"), "-o", library], check=True)
    host = [options.clangxx, "-O0", *flags, "-fwrapv", "-w", "-DPROGEN_HOST"]
    marked = [*clang, "-D__AUTOGRAFT__=1"]
    door = precompiled(os.path.join(work, "clang"), clang, "clang")
    link = [library, options.runtime, "-lfmt", *options.link.split()]
    return harness.Tools([options.tool], [*gcc, *precompiled(os.path.join(work, "gcc"), gcc, "gcc")],
                         [*clang, *door], [*host, *precompiled(os.path.join(work, "host"), host, "clang")],
                         link, [*common, *precompiled(os.path.join(work, "tool"), marked, "clang")])


def report(program, details, options, commands, stem):
    """Prints one wrong program, smaller if it can be made so."""
    print(f"== seed {options.seed} program {program.number} is wrong")
    if not options.no_shrink:
        kind = harness.kind_of(details)

        def check(programs):
            wrong = harness.check(programs, stem, commands, False).wrong
            return [number for number, said in wrong.items() if harness.kind_of(said) == kind]
        number = program.number
        program = shrink(program, check)
        program.number = number
        details = harness.check([program], stem, commands).wrong.get(number, details)
    print(harness.show(program))
    for way, text in details:
        print(f"-- {way}:\n{text.rstrip()}")
    sys.stdout.flush()


def main():
    options = parse()
    numbers = range(options.first, options.first + options.count)
    if options.show:
        print(harness.show(Generator(options.seed, options.first).program()))
        return 0
    work = options.work or tempfile.mkdtemp(prefix="progen.")
    os.makedirs(work, exist_ok=True)
    commands = tools(options, work)
    firsts = list(numbers)[::options.batch]
    batches = [[Generator(options.seed, n).program() for n in numbers if 0 <= n - first < options.batch]
               for first in firsts]
    refused, wrong, passed = collections.Counter(), [], 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        stems = [os.path.join(work, f"batch{b[0].number}") for b in batches]
        plain = [i % options.plain == 0 for i in range(len(batches))]
        results = pool.map(lambda b, s, p: harness.check(b, s, commands, p), batches, stems, plain)
        for batch, stem, result in zip(batches, stems, results):
            passed += len(result.passed)
            for number, message in sorted(result.refused.items()):
                refused[message[-8:]] += 1
                if message.startswith("generator"):
                    wrong.append(number)
                print(f"refused: program {number}: {message}")
            for program in batch:
                if program.number in result.wrong:
                    wrong.append(program.number)
                    report(program, result.wrong[program.number], options, commands, stem + ".small")
    print(f"seed {options.seed}, programs {numbers[0]} to {numbers[-1]}: {passed} agree four ways, "
          f"{len(wrong)} are wrong {wrong}, {sum(refused.values())} refused {dict(refused)}")
    if options.times:
        for what, seconds in sorted(commands.seconds.items(), key=lambda item: -item[1]):
            print(f"{1000 * seconds / len(numbers):8.1f} ms a program  {what}")
    too_many = 100 * sum(refused.values()) > options.refused * len(numbers)
    if too_many:
        print(f"more than {options.refused} % were refused: the generator or the tool has lost ground")
    return 1 if wrong or too_many else 0


if __name__ == "__main__":
    sys.exit(main())
