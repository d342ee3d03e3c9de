#!/usr/bin/env python3
"""Runs a command and demands its exit status.

usage: expect.py STATUS COMMAND...

Output and errors of the command both go to standard output, so that FileCheck sees them in order.
If STATUS is not 0 and the command names an output with -o or --out-dir, that output must not exist
afterwards, nor any temporary file beside it. Exits with 1, and says why, when a demand is not met.
"""

import glob
import os
import subprocess
import sys


def outputs(command):
    """The files that `command` would write, as far as its options say."""
    words = command[: command.index("--")] if "--" in command else command
    found = [words[i + 1] for i, word in enumerate(words[:-1]) if word in ("-o", "-MF")]
    for word in words:
        if word.startswith("--out-dir="):
            found.append(word.partition("=")[2] + "/*.ag.*")
    return [name for name in found if name != "-"]


def main():
    status, command = int(sys.argv[1]), sys.argv[2:]
    names = outputs(command) if status else []
    for name in names:
        for old in glob.glob(name):
            os.path.isfile(old) and os.remove(old)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    sys.stdout.buffer.write(done.stdout)
    problems = []
    if done.returncode != status:
        problems.append(f"exit status {done.returncode}, not {status}")
    for name in names:
        problems += [f"it left {left}" for left in glob.glob(name) + glob.glob(name + ".tmp*")
                     if os.path.isfile(left)]
    for problem in problems:
        print(f"expect.py: {problem}: {' '.join(command)}", flush=True)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
