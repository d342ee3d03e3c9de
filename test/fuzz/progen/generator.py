"""Random programs from a seed: parameters, what is read besides them, the function, its calls."""

import random

from expressions import Expressions
from helpers import Helpers
from loops import Loops
from numerals import Numerals
from statements import Statements, TYPE
from tree import Expr, Function, Program, Stmt, Two, function_lines, words

PARAMETERS = [  # how a parameter may be declared: kind, text, what is written to it comes back
    ("T", Two("Tensor {}", "int {}"), False), ("T", Two("const Tensor& {}", "const int& {}"), False),
    ("T", Two("Tensor& {}", "int& {}"), True), ("D", Two("Tensor {}", "F {}"), False),
    ("i", "int {}", False), ("i", "const int {}", False), ("b", "bool {}", False),
    ("d", "F {}", False), ("V", Two("Tensor {}", "std::vector<int> {}"), False),
    ("V", Two("const Tensor& {}", "const std::vector<int>& {}"), False),
    ("V", Two("Tensor& {}", "std::vector<int>& {}"), True),
    ("u", "std::uint8_t {}", False), ("l", "long {}", False), ("e", "Mode {}", False)]

STRUCTS = 0.0  # how many programs have structs of numbers
MIXED = 0.25  # how many have structs of a tensor and numbers
RESULT = {**TYPE, "void": "void"}
RESULTS = ["T", "T", "i", "i", "d", "D", "b", "V", "void", "u", "l", "z"]


def declared(text, name):
    if isinstance(text, Two):
        return Two(*(text.texts[way].format(name) for way in ("ag", "host")))
    return text.format(name)


def text_in(text):
    return text.texts["ag"] if isinstance(text, Two) else text


class Signatures:
    """Instantiating a new signature is what compilers take longest for: a batch has a few."""

    def __init__(self, seed):
        rnd = random.Random(f"signatures {seed}")
        self.all = [self.make(rnd) for _ in range(24)]

    def make(self, rnd):
        parameters = [rnd.choice(PARAMETERS[:3]), rnd.choice(PARAMETERS)]
        parameters += [PARAMETERS[4]] if rnd.random() < 0.7 else []
        parameters += [rnd.choice(PARAMETERS) for _ in range(rnd.randint(0, 2))]
        rnd.shuffle(parameters)
        return parameters, rnd.choice(RESULTS), rnd.random() < 0.6


class Generator(Expressions, Numerals, Statements, Loops, Helpers):
    """One program. `failing`: it may divide by zero, leave a vector's bounds, fail a check."""

    def __init__(self, seed, number):
        self.rnd = random.Random(f"{seed}/{number}")
        self.number = number
        self.signature = self.rnd.choice(Signatures(f"{seed}/{number // 100}").all)
        self.double = self.signature[2]
        self.failing = self.rnd.random() < 0.35
        self.staged_switch = self.rnd.random() < 0.5
        self.structs = self.rnd.random() < STRUCTS
        self.mixed = random.Random(f"mixed {seed}/{number}").random() < MIXED
        self.helpers, self.functions, self.prelude = {}, [], []
        self.loud_helpers = set()  # those that may fail or print
        self.outside = {}  # what the function reads besides its parameters

    def begin_function(self):
        self.count = self.depth = self.loops = self.rows = 0
        self.local, self.counters = set(), set()

    def define(self, head, body, annotated, name, before=""):
        function = Function(head, body, annotated, name, before)
        self.functions.append(function)
        said = words(function_lines(function, "host"))
        if said & {"printf", *self.loud_helpers}:
            self.loud_helpers.add(name)

    def function(self, name, parameters, result, size, annotated=True, outside=None):
        self.begin_function()
        self.result = result
        scope, heads = dict(outside or {}), []
        for i, (kind, text, _) in enumerate(parameters):
            parameter = f"x{i}"
            self.declare(scope, parameter, kind, "const" not in text_in(text))
            heads += [", "] if i else []
            heads.append(declared(text, parameter))
            self.local.add(parameter)
        numbers = [f"x{i}" for i, p in enumerate(parameters) if p[0] == "i" and "&" not in text_in(p[1])]
        self.host_number = numbers[0] if numbers else "2"
        if numbers:  # what loops are counted by stays as it came
            scope[numbers[0]] = ("i", False)
        body = [self.declaration(scope) for _ in range(self.rnd.randint(1, 3))]
        for _ in range(size):
            body += self.statement(scope, 0, False)
        if result != "void":
            body.append(self.last_return(scope))
        head = Expr("s", RESULT[result], f" {name}(", *heads, ")")
        self.define(head, body, annotated, name)

    def last_return(self, scope):
        """Of what is still in scope as much as fits the result, so that nothing goes wrong unseen."""
        if self.result not in ("i", "T"):
            last = self.give_back(scope)
        else:
            parts, weight = ["return "], 1
            for name, (kind, _) in scope.items():
                term = {"i": name, "u": name, "b": f"({name} ? 1 : 0)",
                        "l": f"static_cast<int>({name})", "z": f"static_cast<int>({name})",
                        "T": name if self.result == "T" else Two(f"{name}.item<int>()", name)}
                if kind in term:
                    parts += [" + "] if weight > 1 else []
                    parts += [term[kind], f" * {weight}"]
                    weight += 1
            last = Stmt(*parts, ";") if weight > 1 else self.give_back(scope)
        last.keep = True
        return last

    # ---- what is read besides parameters
    def surroundings(self):
        """Globals are read; the fields of an object, where the function is its member, written too."""
        rnd, scope = self.rnd, {}
        style = rnd.random()
        self.method = style < 0.2
        self.constant_method = self.method and rnd.random() < 0.2
        if style < 0.2:
            for n in range(rnd.randint(1, 3)):
                kind, name = rnd.choice("iiTTdbVue"), f"m{n}_"
                self.outside[name] = kind
                said = f"this->{name}" if rnd.random() < 0.3 else name
                scope[said] = (kind, not self.constant_method and rnd.random() < 0.7)
        elif style < 0.4:
            for n in range(rnd.randint(1, 2)):
                kind, name = rnd.choice("iiTTdbVe"), f"k{n}_"
                self.outside[name] = kind
                scope[name] = (kind, False)
        return scope

    def value(self, kind, extent):
        rnd = self.rnd
        if kind == "V":
            return [rnd.randint(-3, 6) for _ in range(extent)]
        if kind in "dD":
            return rnd.choice([0.5, -1.5, 2.0, 0.0, 3.25])
        if kind == "b":
            return rnd.random() < 0.5
        if kind == "e":
            return rnd.randint(0, 2)
        if kind == "u":
            return rnd.choice([0, 1, 2, 5, 250, 255])
        return rnd.choice([-3, -1, 0, 1, 2, 3, 5])

    def arguments(self, parameters):
        """One call's values; two reference parameters of one type may be one object."""
        rnd, extent = self.rnd, self.rnd.choice([0, 1, 3, 4] if self.failing else [3, 3, 4])
        values = [(kind, self.value(kind, extent)) for kind, _, _ in parameters]
        places = list(range(len(parameters)))
        if rnd.random() < 0.3:
            for a in places:
                for b in places[a + 1:]:
                    p, q = parameters[a], parameters[b]
                    if "&" in text_in(p[1]) and "&" in text_in(q[1]) and p[0] == q[0] and (p[2] or q[2]):
                        places[b] = places[a]
        outside = {name: (kind, self.value(kind, extent)) for name, kind in self.outside.items()}
        return values, places, outside

    def program(self):
        rnd = self.rnd
        if self.structs:
            self.prelude += ["struct Duo {", "  int a;", "  F b;", "};",
                             "inline Duo operator+(Duo p, Duo q) { return Duo{p.a + q.a, p.b - q.b}; }"]
        if self.mixed:
            self.prelude += [Two("struct Mix { Tensor t; int n; F d; };", "struct Mix { int t; int n; F d; };")]
        for index in range(rnd.choice([0, 0, 1, 1, 2, 3])):
            self.helper(index)
        parameters, result, _ = self.signature
        self.function("f", parameters, result, rnd.randint(2, 5), outside=self.surroundings())
        calls = [self.arguments(parameters) for _ in range(5)]
        return Program(self.number, self.functions, self.prelude, parameters, result, calls,
                       "double" if self.double else "float", self.outside,
                       ("const" if self.constant_method else "method") if self.method else "free")
