#!/usr/bin/env python3
"""Random programs: annotated C++ functions are run four ways and compared bit for bit.

usage: progen.py --tool AUTOGRAFT --runtime LIBAUTOGRAFT [--seed N] [--first K] [--count K]
                 [--work DIR] [--cxx CXX] [--clangxx CXX] [--batch K] [--jobs K] [--no-shrink]
       progen.py --seed N --first K --show

The four ways: plain C++ over int, double and std::vector<int> (no autograft at all); the source as
it stands (eager); what the tool writes, in graph mode; the same with AUTOGRAFT_MODE=eager. Compared
are results with type and exact bits, in-out arguments, what was printed and in which order, and the
code and line of an error. A program that the tool refuses is counted by its code, and refusals past
--refused percent are a failure too. A program that goes wrong is made smaller, printed, and ends
the run with status 1.

Program K of seed N is the same everywhere and for ever as long as the generator is not changed.
Files: generator.py (programs), expressions.py, statements.py, tree.py (what they are made of),
harness.py (files, compilers, comparison), shrink.py, support.h (what the programs stand on).
"""

import argparse
import collections
import concurrent.futures
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "tools"))

import harness  # noqa: E402
import precompile  # noqa: E402
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
    parser.add_argument("--sanitize", default="")
    parser.add_argument("--batch", type=int, default=25)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--refused", type=float, default=10.0)
    parser.add_argument("--no-shrink", action="store_true")
    parser.add_argument("--show", action="store_true")
    return parser.parse_args()


def tools(options, work):
    """Unoptimised: what is tested is meaning. -w: the programs are not meant to be pretty."""
    include = os.path.join(HERE, "..", "..", "..", "include")
    flags = ["-std=c++20", "-ffp-contract=off", f"-I{include}"]
    sanitize = [f"-fsanitize={options.sanitize}"] if options.sanitize else []
    gcc = [options.cxx, "-O0", *flags, "-fwrapv", *sanitize]
    pch = precompile.folder(os.path.join(work, "pch"), include, gcc, [options.clangxx, *flags])
    host = [options.cxx, "-O0", "-std=c++20", "-ffp-contract=off", "-fwrapv", "-w", f"-I{HERE}"]
    return harness.Tools([options.tool], [gcc[0], f"-I{pch}", *gcc[1:], "-w", f"-I{HERE}"], host,
                         [options.runtime, "-lfmt", "-pthread"], [*flags, f"-I{HERE}"], include)


def report(program, details, options, commands, stem):
    """Prints one wrong program, smaller if it can be made so."""
    print(f"== seed {options.seed} program {program.number} is wrong")
    if not options.no_shrink:
        def check(programs):
            return harness.check(programs, stem, commands).wrong
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
    programs = [Generator(options.seed, n).program() for n in numbers]
    batches = [programs[i:i + options.batch] for i in range(0, len(programs), options.batch)]
    refused, wrong, passed = collections.Counter(), [], 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        stems = [os.path.join(work, f"batch{b[0].number}") for b in batches]
        results = pool.map(lambda b, s: harness.check(b, s, commands), batches, stems)
        for batch, stem, result in zip(batches, stems, results):
            passed += len(result.passed)
            for number, message in sorted(result.refused.items()):
                refused[message[-8:]] += 1
                print(f"refused: program {number}: {message}")
            for program in batch:
                if program.number in result.wrong:
                    wrong.append(program.number)
                    report(program, result.wrong[program.number], options, commands, stem + ".small")
    print(f"seed {options.seed}, programs {numbers[0]} to {numbers[-1]}: {passed} agree four ways, "
          f"{len(wrong)} are wrong {wrong}, {sum(refused.values())} refused {dict(refused)}")
    too_many = 100 * sum(refused.values()) > options.refused * len(numbers)
    if too_many:
        print(f"more than {options.refused} % were refused: the generator or the tool has lost ground")
    return 1 if wrong or too_many else 0


if __name__ == "__main__":
    sys.exit(main())
