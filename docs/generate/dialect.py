"""Makes docs/dialect.md from the golden tests: their title, words, source and what the tool emits.

It knows the marks in test/golden (`// TITLE:`, `// DOC:`, `// [source` … `// source]`) and nothing
about C++.
"""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import rows

CHAPTERS = [("if", "Branches"), ("while", "while and do"), ("for", "for"),
            ("range_for", "Range-based for"), ("loops", "Limits of loops"),
            ("lists", "Lists that grow"), ("switch", "switch"),
            ("jumps", "break, continue, return"),
            ("lazy", "Lazy operators"), ("promotion", "Numbers that are staged"),
            ("items", "Elements of tensors"), ("functions", "Functions"),
            ("lambdas", "Lambdas that become graphs"), ("callees", "Functions without a mark"), ("headers", "Headers"),
            ("recursion", "Recursion"),
            ("members", "Members, globals and Variables"),
            ("structures", "Structured values"), ("templates", "Templates"),
            ("host", "What stays plain C++")]

OPENING = """# The dialect: what an annotated function may say, and what becomes of it

This page is made from the tests in `test/golden`: each program below is converted, compiled as it
stands and converted, run eagerly and as a graph, and compared with plain C++ (`./dev docs` writes
the page again). What has no staged form is refused with an error of its own: [errors](errors.md).
How the cursors work: [cursors](internals/cursors.md).

## Every construct and its tests

Each link leads to the line of a test that runs in all modes (or, for what is refused, to the error
that is demanded there). A row without a test fails the build of this page; to add one, write the
test and name it in `docs/generate/rows.txt`.

TABLE

What holds for all of them: a name that refers to a variable (`int& r = k;`) counts as that variable;
reading what no path has set is AG0201 in every mode, also behind a loop that did not turn; loops may
run zero times, end only by their limit, nest to any depth and have empty bodies.

The emitted code below is shown without `#line`, and outside the chapter on functions the head of a
function (explained there) is shortened to `/* head */`.
"""


def marked(text):
    """The lines between the source marks."""
    lines = text.split("\n")
    return lines[lines.index("// [source") + 1:lines.index("// source]")]


def code(lines):
    return ["```cpp", *"\n".join(lines).strip("\n").split("\n"), "```", ""]


def emitted(tool, flags, path, whole):
    text = subprocess.run([tool, path, "--inline-headers", "-o", "-", "--", *flags], check=True,
                          text=True, stdout=subprocess.PIPE).stdout
    lines = [line for line in marked(text) if not line.startswith("#line ")]
    if whole:
        return lines
    return [re.sub(r"AG_FN\(.*? AG_LOUD", "/* head */", line) for line in lines]


def section(tool, flags, path):
    text = path.read_text()
    title = re.search(r"^// TITLE: (.*)$", text, re.M).group(1)
    words = re.findall(r"^// DOC: (.*)$", text, re.M)
    whole = path.parent.name in ("functions", "lambdas", "members")
    return [f"### {title}", "", *words, "", *code(marked(text)), "becomes", "",
            *code(emitted(tool, flags, path, whole))]


def page(tool, flags, source):
    golden = source / "test/golden"
    folders = sorted(p.name for p in golden.iterdir() if p.is_dir())
    unknown = set(folders) - {folder for folder, _ in CHAPTERS}
    if unknown:
        raise SystemExit(f"dialect.py: no chapter for test/golden/{', '.join(sorted(unknown))}")
    lines = [OPENING.replace("TABLE", "\n".join(rows.table(source)))]
    for folder, title in CHAPTERS:
        lines += [f"## {title}", ""]
        paths = sorted((golden / folder).glob("*.cpp"))
        with ThreadPoolExecutor(2) as pool:
            for part in pool.map(lambda path: section(tool, flags, path), paths):
                lines += part
    return "\n".join(lines).rstrip("\n") + "\n"
