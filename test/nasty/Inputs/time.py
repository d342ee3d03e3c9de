"""Converts a small and a large program and demands that a line of the large one costs at most three
times as much: TOOL SMALL LARGE -- COMPILER FLAGS

What an empty program costs (the headers) is taken off both.
"""

import subprocess
import sys
import time


def seconds(tool, path, flags):
    best = None
    for _ in range(2):
        start = time.process_time(), time.monotonic()
        subprocess.run([tool, path, "-o", "/dev/null", *flags], check=True)
        spent = time.monotonic() - start[1]
        best = spent if best is None else min(best, spent)
    return best


def main():
    tool, small, large, flags = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    empty = small + ".empty.cpp"
    with open(empty, "w") as out:
        out.write("#include <autograft/autograft.h>\nAG_FUNCTION int f(int n) { return n; }\n")
    base = seconds(tool, empty, flags)
    times = [max(seconds(tool, path, flags) - base, 0.02) for path in (small, large)]
    lines = [len(open(path).read().split("\n")) for path in (small, large)]
    ratio = times[1] / lines[1] / (times[0] / lines[0])
    print(f"{times[0]:.2f} s for {lines[0]} lines, {times[1]:.2f} s for {lines[1]}: {ratio:.1f} a line")
    sys.exit(ratio > 3 and times[1] > 1)


main()
