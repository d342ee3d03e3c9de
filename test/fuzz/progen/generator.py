"""Random programs from a seed: parameters, helper functions, the function itself, its calls."""

import random

from expressions import Expressions
from statements import Statements, TYPE
from tree import Expr, Function, Program, Stmt, Two

PARAMETERS = [  # how a parameter may be declared: kind, text, what is written to it comes back
    ("T", Two("Tensor {}", "int {}"), False), ("T", Two("const Tensor& {}", "const int& {}"), False),
    ("T", Two("Tensor& {}", "int& {}"), True), ("D", Two("Tensor {}", "F {}"), False),
    ("i", "int {}", False), ("i", "const int {}", False), ("b", "bool {}", False),
    ("d", "F {}", False), ("V", Two("Tensor {}", "std::vector<int> {}"), False),
    ("V", Two("const Tensor& {}", "const std::vector<int>& {}"), False),
    ("V", Two("Tensor& {}", "std::vector<int>& {}"), True)]

RESULT = {**TYPE, "void": "void"}


def declared(text, name):
    if isinstance(text, Two):
        return Two(*(text.texts[way].format(name) for way in ("ag", "host")))
    return text.format(name)


class Generator(Expressions, Statements):
    """One program. `failing`: it may divide by zero, leave a vector's bounds, fail a check."""

    def __init__(self, seed, number):
        self.rnd = random.Random(f"{seed}/{number}")
        self.number = number
        self.double = self.rnd.random() < 0.6
        self.failing = self.rnd.random() < 0.3
        self.staged_switch = self.rnd.random() < 0.5
        self.helpers, self.functions, self.prelude = {}, [], []

    def begin_function(self):
        self.count = self.depth = self.loops = 0
        self.local, self.counters = set(), set()

    def function(self, name, parameters, result, size, annotated=True):
        self.begin_function()
        self.result = result
        scope, heads = {}, []
        for i, (kind, text, _) in enumerate(parameters):
            parameter = f"x{i}"
            constant = "const" in (text.texts["ag"] if isinstance(text, Two) else text)
            scope[parameter] = (kind, not constant)
            heads += [", "] if i else []
            heads.append(declared(text, parameter))
            self.local.add(parameter)
        numbers = [n for n, (kind, _) in scope.items() if kind == "i"]
        self.host_number = numbers[0] if numbers else "2"
        if numbers:  # what loops are counted by stays as it came
            scope[numbers[0]] = ("i", False)
        body = [self.declaration(scope) for _ in range(self.rnd.randint(1, 4))]
        for _ in range(size):
            body += self.statement(scope, 0, False)
        if result != "void":
            body.append(self.last_return(scope))
        head = Expr("s", RESULT[result], f" {name}(", *heads, ")")
        self.functions.append(Function(head, body, annotated, name))

    def last_return(self, scope):
        """Of what is still in scope as much as fits the result, so that nothing goes wrong unseen."""
        if self.result not in ("i", "T"):
            last = self.give_back(scope)
        else:
            parts, weight = ["return "], 1
            for name, (kind, _) in scope.items():
                term = {"i": name, "b": f"({name} ? 1 : 0)",
                        "T": name if self.result == "T" else Two(f"{name}.item<int>()", name)}
                if kind in term:
                    parts += [" + "] if weight > 1 else []
                    parts += [term[kind], f" * {weight}"]
                    weight += 1
            last = Stmt(*parts, ";") if weight > 1 else self.give_back(scope)
        last.keep = True
        return last

    def helper(self, index):
        rnd = self.rnd
        kinds = [rnd.choice("iiTd") for _ in range(rnd.randint(1, 2))]
        by_kind = {"i": PARAMETERS[4], "T": PARAMETERS[rnd.randint(0, 1)], "d": PARAMETERS[7]}
        result = rnd.choice("iiTd")
        name = f"h{index}"
        style = rnd.random()
        if style < 0.4:  # an expression, visible and not annotated
            self.begin_function()
            kinds = [k if k != "T" else "i" for k in kinds]
            result = "i" if result == "T" else result
            scope = {f"x{i}": (k, True) for i, k in enumerate(kinds)}
            self.failing, kept = False, self.failing
            value = self.expression(scope, result, 2)
            self.failing = kept
            heads = ", ".join(f"{'int' if k == 'i' else 'F'} x{i}" for i, k in enumerate(kinds))
            head = Expr("s", f"inline {TYPE[result]} {name}({heads})")
            body = [Stmt("return ", value, ";", keep=True)]
            self.functions.append(Function(head, body, False, name))
        else:
            if "T" not in kinds:  # without, a caller may take its result for a plain number
                kinds[0] = "T"
            self.function(name, [by_kind[k] for k in kinds], result, rnd.randint(1, 3), style < 0.85)
        self.helpers.setdefault(result, []).append((name, kinds))

    def arguments(self, parameters):
        """Texts of one call's arguments; two in-out parameters of one type may be one object."""
        rnd, extent = self.rnd, self.rnd.choice([0, 1, 3, 4] if self.failing else [3, 3, 4])
        values = []
        for kind, _, inout in parameters:
            number = rnd.choice([-3, -1, 0, 1, 2, 3, 5])
            if kind == "V":
                numbers = [rnd.randint(-3, 6) for _ in range(extent)]
                values.append(("V", numbers))
            elif kind in "dD":
                values.append((kind, rnd.choice([0.5, -1.5, 2.0, 0.0, 3.25])))
            elif kind == "b":
                values.append(("b", rnd.random() < 0.5))
            else:
                values.append((kind, number))
        places = list(range(len(parameters)))
        if rnd.random() < 0.3:
            for a in places:
                for b in places[a + 1:]:
                    if parameters[a][2] and parameters[b][2] and parameters[a][0] == parameters[b][0]:
                        places[b] = a
        return values, places

    def program(self):
        rnd = self.rnd
        self.prelude = ["enum class Mode { idle, busy, done };"]
        for index in range(rnd.choice([0, 0, 1, 2])):
            self.helper(index)
        parameters = [rnd.choice(PARAMETERS[:3]), rnd.choice(PARAMETERS)]
        parameters += [PARAMETERS[4]] if rnd.random() < 0.7 else []
        parameters += [rnd.choice(PARAMETERS) for _ in range(rnd.randint(0, 2))]
        rnd.shuffle(parameters)
        result = rnd.choice(["T", "T", "i", "i", "d", "D", "b", "V", "void"])
        self.function("f", parameters, result, rnd.randint(2, 5))
        calls = [self.arguments(parameters) for _ in range(6)]
        return Program(self.number, self.functions, self.prelude, parameters, result, calls,
                       "double" if self.double else "float")
