"""docs/internals/passes.md: from the cases that test/unit/passes runs."""

import re

HEAD = """# Passes

Made from `test/unit/passes/cases` by `./dev docs`: every text here is a test, run once for what comes out
and once more to see that nothing is left to do.

What a function's graph goes through before it runs (`runtime/passes/manager.cpp`), in this order:
{usual}; then, when loops or branches have changed: {again}. `Graph::text` and `node_count` show the graph as it was built; `agrun opt` shows what runs,
with `--passes=…`, `--dump-after=…`, `--pass-limit=N`, and a table of times. With these every pass is
followed by the checks of `ir::verify`.

What every pass keeps, to the bit: results (NaN, -0 and infinities included; a signalling NaN counts as
quiet), which error is raised and at which place, what is printed and in which order. An op that may
fail is never dropped, repeated, or run where the program would not run it; ops that print or fail
keep their order. Two limits of a run are no part of that promise: a loop that nothing needs may be dropped,
and a short one unrolled, before it meets `max_iterations`, and an inlined call does not count as one
when calls nest too deep. `test/unit/passes/differential_test.cpp` compares random graphs over the
whole op table before and after.
"""


def page(source):
    manager = (source / "runtime/passes/manager.cpp").read_text()
    rows = re.findall(r'^    \{"(\w+)", "([^"]+)",', manager, re.M)
    lists = {name: ", ".join(re.findall(r'"(\w+)"', body))
             for name, body in re.findall(r"(\w+)_names\[\] = \{(.*?)\}", manager, re.S)}
    out = HEAD.format(**lists)
    out += "\n| pass | does |\n| --- | --- |\n"
    out += "".join(f"| [`{name}`](#{name}) | {does} |\n" for name, does in rows)
    for name, _ in rows:
        preface, *cases = (source / f"test/unit/passes/cases/{name}.txt").read_text().split("## ")
        out += f"\n## {name}\n\n{preface.strip()}\n"
        for case in cases:
            title, body = case.split("\n", 1)
            before, after = body.split("----\n")
            out += f"\n### {title}\n\n```\n{before}```\n"
            out += "stays as it is\n" if after == "the same\n" else f"becomes\n```\n{after}```\n"
    return out
