"""docs/internals/ported.md: where each behaviour of TensorFlow AutoGraph's tests is shown.

The behaviours have numbers, 1 to LAST. Each stands in a `// TF:` line of test/ported, or in
ported.txt as shown by another test or as left out; none may be missing, none may stand twice.
"""

import re

LAST = 288
HEAD = """# Behaviours of AutoGraph's tests

TensorFlow's tests of AutoGraph and of `tf.function` come to {last} behaviours (numbered as in the files
below: 1 to 18 branches, 19 to 104 loops and their state, 105 to 134 returns and nesting, 135 to 147
data sets, 148 to 167 calls and built-ins, 168 to 227 operators and converters, 228 to 260 functions and
their cache, 261 to 288 order of effects and passes of the graph). What has a meaning in C++ is written
anew in C++ in `test/ported`, run in all modes. This page is made from the `TF:` lines there and from
`docs/generate/ported.txt` by `./dev docs`, which fails when a number is missing.

AutoGraph refuses some of it and autograft does not: `return` under a condition of a tensor in loops
(42, 141), loops of the host that a tensor ends (51 to 54), conditions that become tensors (87), writes
to items and elements (96 to 104), extents that grow without invariants (79 to 86), recursion (250),
lists that grow (167).
"""


def numbers(text):
    """`3 5-7` is 3, 5, 6, 7."""
    for word in text.split():
        first, _, last = word.partition("-")
        yield from range(int(first), int(last or first) + 1)


def ranges(found):
    """The other way round."""
    parts = []
    for n in sorted(found):
        if parts and parts[-1][1] == n - 1:
            parts[-1][1] = n
        else:
            parts.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in parts)


def claim(claimed, n, what):
    if not 1 <= n <= LAST:
        raise SystemExit(f"ported: there is no number {n} ({what})")
    if n in claimed:
        raise SystemExit(f"ported: number {n} stands in {claimed[n]} and in {what}")
    claimed[n] = what


def ported(source, claimed):
    lines = ["| test | shows | numbers |", "| --- | --- | --- |"]
    for path in sorted((source / "test/ported").glob("*.cpp")):
        text = path.read_text()
        title = re.search(r"^// TITLE: (.*)$", text, re.M)
        marks = re.search(r"^// TF: (.*)$", text, re.M)
        if not title or not marks:
            raise SystemExit(f"ported: {path.name} has no TITLE or no TF line")
        here = list(numbers(marks.group(1)))
        for n in here:
            claim(claimed, n, path.name)
        lines.append(f"| [{path.name}](../../test/ported/{path.name}) | {title.group(1)} "
                     f"| {ranges(here)} |")
    return lines


def others(source, claimed):
    """The rows of ported.txt: numbers, what is shown and the test; numbers and why not."""
    shown, out = ["| numbers | behaviour | test |", "| --- | --- | --- |"], [
        "| numbers | why not |", "| --- | --- |"]
    for line in (source / "docs/generate/ported.txt").read_text().split("\n"):
        if not line or line.startswith("#"):
            continue
        row = re.match(r"^([\d\s-]+): (.+?)(?:: (test/[\w./]+))?$", line)
        if not row:
            raise SystemExit(f"ported.txt: cannot read: {line}")
        here, words, path = list(numbers(row.group(1))), row.group(2), row.group(3)
        for n in here:
            claim(claimed, n, "ported.txt")
        if path and not (source / path).exists():
            raise SystemExit(f"ported.txt: {path} is not there")
        if path:
            shown.append(f"| {ranges(here)} | {words} | [{path[5:]}](../../{path}) |")
        else:
            out.append(f"| {ranges(here)} | {words} |")
    return shown, out


def page(source):
    claimed = {}
    lines = ported(source, claimed)
    shown, out = others(source, claimed)
    missing = set(range(1, LAST + 1)) - set(claimed)
    if missing:
        raise SystemExit(f"ported: nothing shows or leaves out {ranges(missing)}")
    parts = [HEAD.format(last=LAST), "## Written anew\n", *lines, "\n## Shown by other tests\n", *shown,
             "\n## Left out\n", *out]
    return "\n".join(parts) + "\n"
