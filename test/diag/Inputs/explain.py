"""Demands that the examples of --explain are right: TOOL FOLDER -- COMPILER FLAGS

For every code that the tool itself gives for one source file, the failing example must give exactly
that code and the cured one must be converted without a word. Codes of the runtime, of the build
set-up and of several files are left to other tests.
"""

import re
import subprocess
import sys

CODES = """AG0101 AG0102 AG0104 AG0106 AG0107 AG0108 AG0109 AG0110 AG0111 AG0112 AG0114 AG0115 AG0116
AG0117 AG0201 AG0301 AG0305 AG0402 AG0510""".split()
PRELUDE = """#include <autograft/autograft.h>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>
using ag::Tensor;
"""


def example(text, title):
    block = text.split(f"{title}\n\n", 1)[1].split("\n\n", 1)[0]
    return re.sub("^    ", "", block, flags=re.M)


def codes_of(tool, folder, name, source, flags):
    path = f"{folder}/{name}.cpp"
    with open(path, "w") as out:
        out.write(PRELUDE + source + "\n")
    done = subprocess.run([tool, path, "-o", "/dev/null", *flags], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, sorted(set(re.findall(r"\[(AG\d{4})\]", done.stderr))), done.stderr


def main():
    tool, folder, flags = sys.argv[1], sys.argv[2], sys.argv[3:]
    bad = 0
    for code in CODES:
        text = subprocess.run([tool, "--explain", code], check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        for title, wanted in (("This gives it:", [code]), ("This does not:", [])):
            name = code + ("-fails" if wanted else "-works")
            status, found, errors = codes_of(tool, folder, name, example(text, title), flags)
            is_warning = code.startswith("AG04")
            if found != wanted or status != (1 if wanted and not is_warning else 0):
                bad += 1
                print(f"{name}: status {status}, codes {found}\n{errors}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
