"""The table of statements in docs/dialect.md, from rows.txt: what C++ there is and which test shows it.

A row without a test, a test that is not there, one that no suite runs and one that does not hold the
piece of C++ it is named for end the program: that fails `./dev docs` and the test docs-are-current.
"""

import re

ITEM = re.compile(r"^- (.+?): ([\w./]+): `(.+)`$")


class Row:
    def __init__(self, title):
        self.title, self.form, self.words, self.items = title, "", [], []


def read(path):
    rows = []
    for line in path.read_text().split("\n"):
        item = ITEM.match(line)
        if line.startswith("== "):
            rows.append(Row(line[3:]))
        elif line.startswith("-> "):
            rows[-1].form = line[3:]
        elif item:
            rows[-1].items.append(item.groups())
        elif line.startswith("- "):
            raise SystemExit(f"{path.name}: not `- words: file: \\`piece of C++\\``: {line}")
        elif line.strip() and not line.startswith("# "):
            rows[-1].words.append(line)
    return rows


def place(tests, row, name, piece):
    """The line of the test on which the piece of C++ stands, in code and not in a comment."""
    path = tests / name
    if not path.is_file():
        raise SystemExit(f"rows.txt: '{row}' names test/{name}, which is not there")
    lines = path.read_text().split("\n")
    if not any("RUN:" in line for line in lines):
        raise SystemExit(f"rows.txt: test/{name} of '{row}' is no test: it has no RUN line")
    for number, line in enumerate(lines, 1):
        if piece in line and not line.lstrip().startswith("//"):
            return number
    raise SystemExit(f"rows.txt: test/{name} of '{row}' does not hold `{piece}`")


def cell(text):
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def table(source):
    lines = ["| C++ | becomes | shown by |", "| --- | --- | --- |"]
    for row in read(source / "docs/generate/rows.txt"):
        if not row.form or not row.items:
            raise SystemExit(f"rows.txt: '{row.title}' has no {'test' if row.form else 'form'}")
        links = []
        for words, name, piece in row.items:
            line = place(source / "test", row.title, name, piece)
            links.append(f"[{words}](../test/{name}#L{line})")
        form = row.form + (". " + " ".join(row.words) if row.words else "")
        lines.append(f"| {cell(row.title)} | {cell(form)} | {' · '.join(map(cell, links))} |")
    return lines
