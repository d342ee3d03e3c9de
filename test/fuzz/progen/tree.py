"""The little tree of a random program: expressions, statements, functions, and their two texts.

A text is `ag` (annotated C++ over ag::Tensor) or `host` (the same program over int, double and
std::vector<int>). Nothing here is random and nothing runs.
"""

import re


class Two:
    """A piece of text that differs between the two."""

    def __init__(self, ag, host):
        self.texts = {"ag": ag, "host": host}


class Expr:
    """`kind` is one of i (int), d (the program's floating type), b (bool), e (enum), T (a number in
    an i32 tensor), D (the same, floating), V (an i32 vector), or c (a condition: bool or tensor)."""

    def __init__(self, kind, *parts):
        self.kind, self.parts = kind, list(parts)


class Block:
    def __init__(self, body):
        self.body = body


class Stmt:
    """Parts are texts, Expr and Block. `names`: what it declares for others or for its blocks."""

    def __init__(self, *parts, names=(), loop=False, keep=False):
        self.parts, self.names, self.loop, self.keep = list(parts), tuple(names), loop, keep


class Function:
    def __init__(self, head, body, annotated, label):
        self.head, self.body, self.annotated, self.label = head, body, annotated, label


class Program:
    """Functions in order, the last is called; `calls` are argument lists (see render_calls)."""

    def __init__(self, number, functions, prelude, parameters, result, calls, floating):
        self.number, self.functions, self.prelude = number, functions, prelude
        self.parameters, self.result, self.calls = parameters, result, calls
        self.floating = floating


def text_of(part, way):
    if isinstance(part, Two):
        return part.texts[way]
    if isinstance(part, Expr):
        return "".join(text_of(p, way) for p in part.parts)
    return part


def lines_of(stmt, way, indent):
    """Blocks break the line; everything else stays on it."""
    lines, pad = [], "  " * indent
    current = pad
    for part in stmt.parts:
        if isinstance(part, Block):
            lines.append(current + "{")
            for inner in part.body:
                lines += lines_of(inner, way, indent + 1)
            current = pad + "}"
        else:
            current += text_of(part, way)
    return lines + [current]


def function_lines(function, way):
    mark = "AG_FUNCTION " if function.annotated and way == "ag" else ""
    lines = [mark + text_of(function.head, way) + " {"]
    for stmt in function.body:
        lines += lines_of(stmt, way, 1)
    return lines + ["}"]


def program_lines(program, way):
    lines = [f"namespace p{program.number} {{", f"using F = {program.floating};"]
    lines += program.prelude
    for function in program.functions:
        lines += function_lines(function, way)
    return lines + [f"}}  // namespace p{program.number}"]


def words(lines):
    return set(re.findall(r"[A-Za-z_]\w*", "\n".join(lines)))


def blocks_of(stmt):
    return [part for part in stmt.parts if isinstance(part, Block)]


def expressions_of(stmt):
    return [part for part in stmt.parts if isinstance(part, Expr)]
