#!/usr/bin/env python3
"""Checks the kernels' caps: caps.py COUNT_PROGRAM (ISA OBJECT...)...
At most 1,200 kernels and 1.5 MB of object code per instruction set, and no weak symbol that another
instruction set's build could be merged with."""
import re
import subprocess
import sys

MAX_KERNELS, MAX_BYTES = 1200, 1_500_000


def groups(arguments):
    found = {}
    for argument in arguments:
        if argument.endswith((".o", ".obj")):
            found[name].append(argument)
        else:
            name = argument
            found[name] = []
    return found


def code_bytes(objects):
    lines = subprocess.run(["size", *objects], capture_output=True, text=True, check=True).stdout.splitlines()
    return sum(int(line.split()[0]) + int(line.split()[1]) for line in lines[1:])


def foreign_weak_symbols(isa, objects):
    own = isa.replace("-", "_")
    text = subprocess.run(["nm", "-C", *objects], capture_output=True, text=True, check=True).stdout
    weak = re.findall(r"^\S+ [WVu] (.+)$", text, re.M)
    # The personality pointer is data, the same in every build.
    allowed = (f"ag::kernel::{own}::", f"ag_eigen_{own}::", "DW.ref.", "asan.", "__odr_asan")
    return [name for name in weak if not any(prefix in name for prefix in allowed)]


def main():
    counts = dict(line.split() for line in
                  subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines())
    failed = False
    for isa, objects in groups(sys.argv[2:]).items():
        size = code_bytes(objects)
        kernels = int(counts.get(isa, 0))
        weak = foreign_weak_symbols(isa, objects)
        print(f"{isa}: {kernels or 'unknown (not on this CPU)'} kernels, {size:,} bytes")
        for name in weak:
            print(f"  weak symbol shared with other builds: {name}")
        failed = failed or kernels > MAX_KERNELS or size > MAX_BYTES or bool(weak)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
