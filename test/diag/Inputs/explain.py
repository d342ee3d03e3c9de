"""Demands that the examples of --explain are right: TOOL FOLDER -- COMPILER FLAGS

For every code that the tool itself gives for one source file, the failing example must give exactly
that code and the cured one must be converted without a word. All failing examples make one file and
all cured ones another, each in a namespace of its own. Codes of the runtime, of the build set-up
and of several files are left to other tests.
"""

import re
import subprocess
import sys

CODES = """AG0101 AG0102 AG0104 AG0105 AG0107 AG0108 AG0109 AG0110 AG0111 AG0112 AG0114 AG0115
AG0116 AG0117 AG0127 AG0128 AG0129 AG0130 AG0201 AG0301 AG0305 AG0402 AG0510""".split()
PRELUDE = """#include <autograft/autograft.h>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>
using ag::Tensor;
"""


def run(command):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def example(tool, code, title):
    text = run([tool, "--explain", code]).stdout
    block = text.split(f"{title}\n\n", 1)[1].split("\n\n", 1)[0]
    return re.sub("^    ", "", block, flags=re.M)


def joined(examples):
    """One source text, and for each of its lines the code whose example it belongs to."""
    text, owner = PRELUDE, [None] * (PRELUDE.count("\n") + 1)
    for code, source in examples:
        macros = re.findall(r"^#define (\w+)", source, re.M)
        piece = f"namespace {code} {{\n{source}\n}}\n" + "".join(f"#undef {m}\n" for m in macros)
        text += piece
        owner += [code] * piece.count("\n")
    return text, owner


def codes_by_example(tool, path, examples, flags):
    """The tool's codes for each example, and all that it said."""
    text, owner = joined(examples)
    with open(path, "w") as out:
        out.write(text)
    errors = run([tool, path, "-o", "/dev/null", *flags]).stderr
    found = {code: set() for code, _ in examples}
    for line, code in re.findall(r":(\d+):\d+: (?:error|warning): .*\[(AG\d{4})\]", errors):
        found[owner[int(line)]].add(code)
    is_cpp_wrong = re.search(r"error: (?!.*\[AG\d{4}\])", errors)
    return found, errors if is_cpp_wrong else ""


def main():
    tool, folder, flags = sys.argv[1], sys.argv[2], sys.argv[3:]
    bad = []
    for title, name in (("This gives it:", "fails"), ("This does not:", "works")):
        examples = [(code, example(tool, code, title)) for code in CODES]
        found, errors = codes_by_example(tool, f"{folder}/{name}.cpp", examples, flags)
        bad += [errors] if errors else []
        for code in CODES:
            wanted = {code} if name == "fails" else set()
            if found[code] != wanted:
                bad.append(f"{code}: the example that {name} gives {sorted(found[code])}")
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
