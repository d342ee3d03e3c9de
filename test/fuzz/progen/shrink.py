"""Makes a program that goes wrong smaller: all single steps of a round are tried as one batch of
programs, the smallest that still goes wrong begins the next round."""

import copy

from tree import Expr, Stmt, blocks_of, program_lines, words

LITERAL = {"i": "1", "d": "F(0.5)", "b": "true", "c": "true", "e": "Mode::idle"}


def every_block(program):
    """All lists of statements, outer ones first."""
    todo = [f.body for f in program.functions]
    while todo:
        body = todo.pop(0)
        yield body
        for stmt in body:
            todo += [part.body for part in blocks_of(stmt)]


def every_slot(program):
    """All (list of parts, position) where an expression stands, outer ones first."""
    todo = [stmt.parts for body in every_block(program) for stmt in body]
    while todo:
        parts = todo.pop(0)
        for i, part in enumerate(parts):
            if isinstance(part, Expr):
                yield parts, i
                todo.append(part.parts)


def inside(expr, kind):
    """Expressions of that kind within `expr`, outer ones first."""
    todo, found = list(expr.parts), []
    while todo:
        part = todo.pop(0)
        if isinstance(part, Expr):
            found += [part] if part.kind == kind else []
            todo += part.parts
    return found


def removals(program):
    for b, body in enumerate(every_block(program)):
        for s, stmt in enumerate(body):
            if not stmt.keep:
                yield ("remove", b, s)
            if blocks_of(stmt):
                yield ("unwrap", b, s)


def steps(program):
    """Names of all single steps, those that take away most first."""
    found = [("call", i) for i in range(len(program.calls))] if len(program.calls) > 1 else []
    found += [("function", i) for i in range(len(program.functions) - 1)]
    found += list(removals(program))
    for i, (parts, at) in enumerate(every_slot(program)):
        expr = parts[at]
        if expr.kind in LITERAL and len(expr.parts) > 1:
            found.append(("literal", i))
        found += [("child", i, c) for c in range(min(2, len(inside(expr, expr.kind))))]
    return found


def still_said(program, names):
    """Is one of these names used anywhere?"""
    lines = []
    for function in program.functions:
        copy_of = copy.copy(program)
        copy_of.functions = [function]
        lines += program_lines(copy_of, "ag")
    return bool(words(lines) & set(names))


def apply(program, step):
    """The program after a step, or None where that is no C++."""
    new = copy.deepcopy(program)
    if step[0] == "call":
        new.calls = [new.calls[step[1]]]
    elif step[0] == "function":
        function = new.functions.pop(step[1])
        if still_said(new, [function.label]):
            return None
    elif step[0] in ("remove", "unwrap"):
        body = list(every_block(new))[step[1]]
        stmt = body[step[2]]
        inner = [s for block in blocks_of(stmt) for s in block.body] if step[0] == "unwrap" else []
        jumps = [s for s in inner if isinstance(s, Stmt) and s.parts in (["break;"], ["continue;"])]
        if stmt.loop and jumps:
            return None
        body[step[2]:step[2] + 1] = inner
        if stmt.names and still_said(new, stmt.names):
            return None
    else:
        parts, at = list(every_slot(new))[step[1]]
        expr = parts[at]
        parts[at] = (Expr(expr.kind, LITERAL[expr.kind]) if step[0] == "literal"
                     else inside(expr, expr.kind)[step[2]])
    return new


def size(program):
    return sum(len(line.strip()) for line in program_lines(program, "ag")) + 40 * len(program.calls)


def shrink(program, check, rounds=14, width=36):
    """`check(programs)` gives the numbers of those that go wrong."""
    for _ in range(rounds):
        found = steps(program)
        smaller = None
        for start in range(0, len(found), width):
            candidates = []
            for step in found[start:start + width]:
                new = apply(program, step)
                if new is not None:
                    new.number = len(candidates)
                    candidates.append(new)
            bad = check(candidates) if candidates else ()
            wrong = [c for c in candidates if c.number in bad]
            if wrong:
                smaller = min(wrong, key=size)
                break
        if smaller is None or size(smaller) >= size(program):
            return program
        program = smaller
    return program
