"""The statements of the dialect, each with its staged form and the tests that show it.

A row is (what, staged form, [(pattern, test)]): every pattern must stand in the source of its test,
which is a file below test/ (a golden test where there is one), so a row without a test, or with a
test that no longer shows it, fails the build of the pages.
"""

import re

ROWS = [
    ("`if`, `else if`, `else`", "`Branch`: one node with both branches",
     [(r"else if", "golden/if/else_if.cpp"), (r"if \(", "golden/if/no_else.cpp"),
      (r"if \(", "golden/if/nested.cpp"), (r"\{\s*\}", "golden/if/empty.cpp")]),
    ("`if` with initialiser, with condition variable", "the same",
     [(r"if \([^)]*;", "golden/if/initialiser.cpp"),
      (r"if \(Tensor \w+ =", "golden/if/condition_variable.cpp")]),
    ("`while`, condition variable, loops that do not turn", "`Loop`: one node",
     [(r"while \(", "golden/while/while.cpp"),
      (r"while \(\w+ \w+ =", "golden/while/condition_variable.cpp"),
      (r"while \(|for \(", "golden/while/zero_trips.cpp"),
      (r"(?s)(while|for).*(while|for)", "golden/while/nested.cpp")]),
    ("`do … while`", "`Loop` that runs its block once before the test",
     [(r"do \{|do\n", "golden/while/do.cpp"), (r"do \{|do\n", "golden/jumps/do.cpp")]),
    ("`for` in all shapes, several variables, comma increments",
     "`Loop`; a counted loop becomes `for` with a known trip count",
     [(r"for \(", "golden/for/headers.cpp"), (r"for \(", "golden/for/shapes.cpp"),
      (r"for \([^;]*,[^;]*;[^;]*;[^)]*,", "golden/for/two_variables.cpp"),
      (r"for \(;;\)", "golden/for/endless.cpp")]),
    ("`for` over host numbers", "staged by choice, or plain where the body needs the number",
     [(r"for \(int", "golden/for/staged_by_choice.cpp"),
      (r"for \(", "golden/for/plain_index.cpp"), (r"for \(", "golden/for/plain_shape.cpp"),
      (r"AG_STAGE", "golden/for/stage.cpp")]),
    ("range-`for` over a tensor", "`Each` over its rows",
     [(r"for \(.* : \w+\)", "golden/range_for/rows.cpp"),
      (r"for \(.* :", "golden/range_for/temporary.cpp"),
      (r"for \(.* :", "golden/range_for/writes_seen.cpp")]),
    ("range-`for` over `ag::range`", "`Each`: a counted loop",
     [(r"for \(.* : ag::range", "golden/range_for/range.cpp")]),
    ("range-`for` over `ag::enumerate`, `ag::zip`", "`Each`",
     [(r"ag::enumerate", "ported/loop_scoping.cpp"), (r"ag::zip", "ported/iteration.cpp")]),
    ("range-`for` over a host container", "one copy of the body an element",
     [(r"for \(.* :", "golden/range_for/host_container.cpp"),
      (r"for \(.* :", "golden/range_for/host_exit.cpp")]),
    ("`switch` with fall-through and `default`", "`Cases`; the `switch` stays",
     [(r"switch \(", "golden/switch/labels.cpp"), (r"switch \(", "golden/switch/types.cpp"),
      (r"switch \(", "golden/switch/jumps.cpp"), (r"switch \(", "golden/host/switch.cpp")]),
    ("`break`, `continue`", "flags and guards",
     [(r"break;", "golden/jumps/break.cpp"), (r"continue;", "golden/jumps/continue.cpp"),
      (r"break;", "golden/jumps/levels.cpp"), (r"break;", "golden/jumps/range_for.cpp")]),
    ("`return` anywhere: in one branch, in a loop", "a slot for the result, flags and guards",
     [(r"return", "golden/jumps/return_branch.cpp"), (r"return", "golden/jumps/return_both.cpp"),
      (r"return", "golden/jumps/return_loop.cpp"), (r"return", "golden/jumps/return_nested.cpp"),
      (r"return;", "golden/jumps/return_void.cpp"),
      (r"while \(true\)|for \(;;\)", "golden/jumps/return_while.cpp")]),
    ("`?:`, `&&`, `||`, `!` on tensors", "lazy: the second operand runs only when needed",
     [(r"\?", "golden/lazy/conditional.cpp"), (r"\?", "golden/lazy/nested.cpp"),
      (r"&&", "golden/lazy/and_or.cpp"), (r"\|\|", "golden/lazy/and_or.cpp"),
      (r"!", "golden/lazy/not.cpp"), (r"\+\+|=", "golden/lazy/writes.cpp"),
      (r"&&|\|\|", "golden/lazy/calls.cpp")]),
    ("`+=` … `++` `--`, chained assignment, comma", "ordinary overloads",
     [(r"[-+*/]=", "golden/promotion/compound.cpp"),
      (r"\+\+", "golden/promotion/increments.cpp"), (r"--", "golden/promotion/increments.cpp"),
      (r"= \w+ =", "golden/promotion/chained.cpp")]),
    ("numbers that must be staged: every builtin type, enumerations, `const`, `auto`",
     "`Scalar<T>`",
     [(r"int", "golden/promotion/types.cpp"), (r"enum", "golden/promotion/enum.cpp"),
      (r"const|auto", "golden/promotion/const_locals.cpp"),
      (r"item<", "golden/promotion/item.cpp"),
      (r"static_cast|\((int|float|double)\)", "golden/promotion/casts.cpp"),
      (r"std::", "golden/promotion/cmath.cpp")]),
    ("`t[i]`, `t[i] = v`, `t[ag::slice(a, b)] += v`, `t[i][j] = v`, `t.at(i, j)`",
     "gather and functional update of the variable",
     [(r"\w+\[\w+\] =", "golden/items/elements.cpp"), (r"slice", "golden/items/elements.cpp"),
      (r"\]\[", "golden/items/elements.cpp"), (r"\.at\(", "golden/items/elements.cpp"),
      (r"auto \w+ = \w+\[", "golden/items/values.cpp"),
      (r"swap", "golden/items/conditions.cpp")]),
    ("`assert(c)`, `ag::check(c, \"…\", x)`, `ag::print(\"…\", x)`",
     "ops with an effect, in the program's order",
     [(r"ag::check", "golden/functions/print_check.cpp"),
      (r"ag::print", "golden/functions/print_check.cpp"), (r"assert\(", "ported/assertions.cpp")]),
    ("structured bindings", "the parts of the result",
     [(r"auto \[", "golden/structures/signatures.cpp")]),
    ("lambdas: called in place, stored, with control flow", "as written; their returns are slots",
     [(r"\[&\]|\[=\]|\[\]", "golden/functions/lambdas.cpp"),
      (r"\[&\]", "golden/functions/lambda_jumps.cpp")]),
    ("local classes, `constexpr if`, `static` locals that are only read, attributes, `using`",
     "as written",
     [(r"struct \w+ \{", "ported/declarations.cpp"), (r"if constexpr", "ported/declarations.cpp"),
      (r"static const", "ported/declarations.cpp"), (r"\[\[", "ported/declarations.cpp"),
      (r"using ", "ported/declarations.cpp")]),
    ("nested blocks, shadowing", "as written", [(r"\{", "golden/if/shadowing.cpp")]),
    ("calls of annotated functions, overloads, default arguments, declared before",
     "join the caller's graph",
     [(r"AG_FUNCTION", "golden/functions/calls.cpp"),
      (r"AG_FUNCTION", "golden/functions/overloads.cpp"),
      (r"=", "golden/functions/default_arguments.cpp"),
      (r"AG_FUNCTION", "golden/functions/declared_before.cpp")]),
    ("calls of functions without a mark whose bodies are visible", "converted copies",
     [(r"AG_FUNCTION", "golden/callees/functions.cpp"),
      (r"AG_FUNCTION", "golden/callees/members.cpp"),
      (r"AG_FUNCTION", "golden/callees/header.cpp")]),
    ("recursion on a tensor or a staged number", "`call` of the function under construction",
     [(r"AG_FUNCTION", "golden/recursion/numbers.cpp")]),
    ("templates: types, values, `auto` parameters", "the pattern is converted once",
     [(r"template <class", "golden/templates/type_parameter.cpp"),
      (r"template <int", "golden/templates/value_parameter.cpp"),
      (r"auto", "golden/templates/auto_parameter.cpp")]),
    ("member functions that read and write fields, globals, `ag::Variable`",
     "read at every call; written fields are state",
     [(r"struct|class", "golden/members/fields.cpp"), (r"struct|class", "golden/members/kinds.cpp"),
      (r"static|ag::Variable", "golden/members/state.cpp"),
      (r"Variable", "golden/members/variable.cpp")]),
    ("aggregates, `std::array`, `pair`, `tuple`, `optional`, `vector`, `map` as state",
     "taken apart into their parts",
     [(r"struct", "golden/structures/aggregates.cpp"),
      (r"std::", "golden/structures/signatures.cpp")]),
    ("`Tensor&` parameters, several results", "in and out of the graph",
     [(r"Tensor& ", "golden/functions/in_out.cpp"), (r"AG_FUNCTION", "golden/functions/results.cpp")]),
    ("`try`/`catch` round staged code, `throw` under a staged condition", "refused: AG0102",
     [(r"throw ", "diag/unsupported.cpp"), (r"try \{", "diag/unsupported.cpp")]),
    ("`goto`, labels", "refused: AG0101", [(r"goto ", "diag/unsupported.cpp")]),
    ("coroutines", "refused: AG0103", [(r"co_", "diag/newuser/constructs.cpp")]),
    ("`asm`, `longjmp`", "refused: AG0104", [(r"asm\(", "diag/unsupported.cpp")]),
    ("arrays of run-time length", "refused: AG0105", [(r"double buffer\[n\]", "diag/host.cpp")]),
    ("reference or pointer re-seated, pointer to state", "refused: AG0107",
     [(r"\* ?\w+ = &", "diag/newuser/constructs.cpp")]),
]


def source(text):
    """The part of a test between its source marks, or all of it."""
    lines = text.split("\n")
    if "// [source" in lines:
        return "\n".join(lines[lines.index("// [source") + 1:lines.index("// source]")])
    return text


def table(tests):
    """The lines of the table; raises SystemExit for a row that no test shows."""
    lines = ["| C++ | what becomes of it | tests |", "| --- | --- | --- |"]
    for what, form, shown in ROWS:
        links = []
        if not shown:
            raise SystemExit(f"rows.py: no test shows {what}")
        for pattern, name in shown:
            path = tests / name
            if not path.exists():
                raise SystemExit(f"rows.py: {what}: there is no test/{name}")
            if not re.search(pattern, source(path.read_text())):
                raise SystemExit(f"rows.py: {what}: test/{name} does not show it ({pattern})")
            link = f"[{path.parent.name}/{path.stem}](../test/{name})"
            if link not in links:
                links.append(link)
        lines.append(f"| {what.replace('|', chr(92) + '|')} | {form.replace('|', chr(92) + '|')} | "
                     f"{', '.join(links)} |")
    return lines
