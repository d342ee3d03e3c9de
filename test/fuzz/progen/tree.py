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
    """`before`: what stands in front of everything, as `template <class X> `."""

    def __init__(self, head, body, annotated, label, before=""):
        self.head, self.body, self.annotated, self.label = head, body, annotated, label
        self.before = before


class Program:
    """Functions in order, the last is called: as it is (`style` "free"), or as a member of Box
    ("method", "const"). `outside` {name: kind}: globals, or the fields of Box. `calls`: see
    harness.call_lines."""

    def __init__(self, number, functions, prelude, parameters, result, calls, floating, outside, style):
        self.number, self.functions, self.prelude = number, functions, prelude
        self.parameters, self.result, self.calls = parameters, result, calls
        self.floating, self.outside, self.style = floating, outside, style


OUTSIDE = {"i": "int", "d": "F", "b": "bool", "e": "Mode", "u": "std::uint8_t", "T": Two("Tensor", "int"),
           "V": Two("Tensor", "std::vector<int>")}


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


def function_lines(function, way, after=""):
    mark = "AG_FUNCTION " if function.annotated and way == "ag" else ""
    lines = [text_of(function.before, way) + mark + text_of(function.head, way) + after + " {"]
    for stmt in function.body:
        lines += lines_of(stmt, way, 1)
    return lines + ["}"]


def program_lines(program, way):
    lines = [f"namespace p{program.number} {{", f"using F = {program.floating};"]
    lines += [text_of(line, way) for line in program.prelude]
    for function in program.functions[:-1]:
        lines += function_lines(function, way)
    member = program.style != "free"
    if member:
        lines.append("struct Box {")
    for name, kind in program.outside.items():
        lines.append(f"{'' if member else 'inline '}{text_of(OUTSIDE[kind], way)} {name} = {{}};")
    lines += function_lines(program.functions[-1], way, " const" if program.style == "const" else "")
    if member:
        lines += ["};", "inline Box box;"]
    return lines + [f"}}  // namespace p{program.number}"]


def words(lines):
    return set(re.findall(r"[A-Za-z_]\w*", "\n".join(lines)))


def blocks_of(stmt):
    return [part for part in stmt.parts if isinstance(part, Block)]


def expressions_of(stmt):
    return [part for part in stmt.parts if isinstance(part, Expr)]
