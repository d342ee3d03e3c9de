#!/usr/bin/env python3
"""Writes the CHECK lines at the end of golden tests from what the tool emits now.

usage: golden.py TOOL SOURCE... -- COMPILER FLAG...

Every line that the tool emits between `// [source` and `// source]` becomes one CHECK. The emitted
text holds the test's own comments, so each pattern is tied to the start and the end of its line.
Read the difference before you commit it: this writes down what is, not what should be.
"""

import re
import subprocess
import sys

MARK = "\n// What the tool writes; these lines come from test/tools/golden.py.\n"


def emitted_source(tool, path, flags):
    """The emitted lines of the marked part of `path`."""
    text = subprocess.run([tool, path, "-o", "-", "--", *flags], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    lines = text.split("\n")
    return lines[lines.index("// [source") + 1:lines.index("// source]")]


def pattern(line):
    """A FileCheck pattern that matches this line alone, in any folder and with any hash."""
    line = line.replace("{{", "{{[{][{]}}").replace("[[", "{{[[][[]}}")
    line = re.sub(r'^#line (\d+) ".*/', r'#line \1 "{{.*}}', line)
    line = re.sub(r"0x[0-9a-f]{9,16}u", "0x{{[0-9a-f]+}}u", line)
    return "{{^ *}}" + line.lstrip(" ") + "{{$}}"


def checks(lines):
    """One CHECK a line; what follows directly must follow directly."""
    word = "CHECK"
    for line in lines:
        if line.strip():
            yield f"// {word}: {pattern(line)}\n"
        word = "CHECK-NEXT" if line.strip() else "CHECK"


def main():
    split = sys.argv.index("--")
    (tool, *sources), flags = sys.argv[1:split], sys.argv[split + 1:]
    for path in sources:
        with open(path) as file:
            old = file.read()
        body = old.partition(MARK)[0].rstrip("\n") + "\n"
        new = body + MARK + "".join(checks(emitted_source(tool, path, flags)))
        if new != old:
            with open(path, "w") as file:
                file.write(new)
            print(f"wrote {path}")


if __name__ == "__main__":
    main()
