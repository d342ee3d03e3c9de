"""Random expressions over the names in scope. All of them end, and mean the same in both texts:
integers wrap (both are compiled with -fwrapv), plain numbers are divided by constants only."""

import re

from tree import Expr, Two, text_of

CAST = {"u": "std::uint8_t", "l": "long", "z": "std::size_t"}
COMPARE = ["==", "!=", "<", "<=", ">", ">="]
FAILS = re.compile(r"progen::(divide|remainder|at)\(")
CALLS = re.compile(r"\b[gh]\d+(?=\()")
QUIET = {"i": "2", "d": "F(2)", "b": "true", "c": "true", "u": "std::uint8_t(2)", "l": "long(2)",
         "z": "std::size_t(2)", "T": Two("Tensor(2)", "2"), "D": Two("Tensor(F(2))", "F(2)"), "S": "Duo{2, F(2)}",
         "M": Two("Mix{Tensor(2), 2, F(2)}", "Mix{2, 2, F(2)}"),
         "V": Two("Tensor{1, 2, 3}", "std::vector<int>{1, 2, 3}"), "e": "Mode::busy"}


class Expressions:
    """Mixed into Generator, which has self.rnd, self.double, self.helpers and self.used."""

    def pick(self, scope, kinds, writable=False):
        names = [n for n, (kind, free) in scope.items() if kind in kinds and (free or not writable)]
        return self.rnd.choice(names) if names else None

    def literal(self, kind):
        rnd = self.rnd
        if kind in "dD":
            value = rnd.choice(["0.5", "1.5", "2.0", "0.1", "3.0", "-1.25"])
            return Expr("d", value if self.double else value + "f")
        if kind == "b":
            return Expr("b", rnd.choice(["true", "false"]))
        if kind == "e":
            return Expr("e", rnd.choice(["Mode::idle", "Mode::busy", "Mode::done"]))
        if kind in "ulz":
            return Expr(kind, f"{CAST[kind]}({rnd.choice([0, 1, 3, 200, 255])})")
        return Expr("i", str(rnd.choice([0, 1, 1, 2, 2, 3, 4, 5, 7])))

    def variable(self, scope, kind):
        name = self.pick(scope, kind)
        return Expr(kind, name) if name else None

    def loud(self, expr):
        """May it fail or print? Where two operands do, C++ leaves open which of them comes first."""
        text = text_of(expr, "host")
        calls = CALLS.findall(text)
        if self.failing and (calls or FAILS.search(text)):
            return True
        return any(name in self.loud_helpers for name in calls)

    def one_loud(self, *operands):
        """The operands, of which at most one may fail or print."""
        kept, taken = [], False
        for operand in operands:
            loud = self.loud(operand)
            kept.append(Expr(operand.kind, QUIET[operand.kind]) if loud and taken else operand)
            taken |= loud
        return kept

    def binary(self, kind, a, op, b):
        if op not in ("&&", "||"):
            a, b = self.one_loud(a, b)
        return Expr(kind, "(", a, f" {op} ", b, ")")

    def expression(self, scope, kind, depth=0):
        """Of C++ type int, F, bool, enum or Tensor; T and D may come out as plain numbers' sums."""
        make = {"i": self.integer, "d": self.floating, "T": self.tensor, "D": self.float_tensor,
                "b": self.boolean, "e": self.enumeration, "V": self.vector, "c": self.condition,
                "u": self.byte, "l": self.long, "z": self.size, "S": self.structure, "M": self.mixture}
        return make[kind](scope, depth)

    def integer(self, scope, d):
        rnd, r = self.rnd, self.rnd.random()
        if d > 2 or r < 0.35:
            return (self.variable(scope, "i") if rnd.random() < 0.7 else None) or self.literal("i")
        if r < 0.42:
            other = self.number_of(scope, d)
            if other:
                return other
        if r < 0.49:
            t = self.tensor(scope, d + 1, strict=True)
            return Expr("i", t, Two(".item<int>()", ""))
        if r < 0.55:
            return self.conditional("i", scope, d)
        if r < 0.60:
            op = rnd.choice(["%", "/"])
            return self.binary("i", self.integer(scope, d + 1), op, Expr("i", str(rnd.randint(2, 5))))
        if r < 0.65:
            f = rnd.choice(["std::min", "std::max"])
            a, b = self.one_loud(self.integer(scope, d + 1), self.integer(scope, d + 1))
            return Expr("i", f + "(", a, ", ", b, ")")
        if r < 0.68:
            return Expr("i", "std::abs(", self.integer(scope, d + 1), ")")
        if r < 0.74 and self.helpers.get("i"):
            return self.call("i", scope, d)
        if r < 0.77:
            v = self.variable(scope, "V")
            if v:
                return Expr("i", Two("static_cast<int>(", "static_cast<int>("), v,
                            Two(".shape(0))", ".size())"))
        if r < 0.80:
            return self.binary("i", self.integer(scope, d + 1), rnd.choice(["<<", ">>"]),
                               Expr("i", str(rnd.randint(0, 3))))
        if r < 0.83:
            return self.binary("i", self.integer(scope, d + 1), rnd.choice("&|^"),
                               self.integer(scope, d + 1))
        if r < 0.85:
            return Expr("i", "static_cast<int>(", self.boolean(scope, d + 1), ")")
        if r < 0.87:
            return Expr("i", rnd.choice("-~"), "(", self.integer(scope, d + 1), ")")
        if r < 0.885:
            low = rnd.randint(-3, 2)
            return Expr("i", "std::clamp(", self.integer(scope, d + 1), f", {low}, {low + rnd.randint(0, 9)})")
        return self.binary("i", self.integer(scope, d + 1), rnd.choice("++--*"),
                           self.integer(scope, d + 1))

    def floating(self, scope, d):
        rnd, r = self.rnd, self.rnd.random()
        if d > 2 or r < 0.4:
            return (self.variable(scope, "d") if rnd.random() < 0.7 else None) or self.literal("d")
        if r < 0.5:
            t = self.float_tensor(scope, d + 1, strict=True)
            return Expr("d", t, Two(".item<F>()", ""))
        if r < 0.58:
            return self.conditional("d", scope, d)
        if r < 0.68:
            return Expr("d", "static_cast<F>(", self.integer(scope, d + 1), ")")
        if r < 0.76:
            f = rnd.choice(["std::sqrt", "std::floor", "std::abs", "std::fabs", "std::exp"])
            return Expr("d", f + "(", self.floating(scope, d + 1), ")")
        if r < 0.80 and self.helpers.get("d"):
            return self.call("d", scope, d)
        return self.binary("d", self.floating(scope, d + 1), rnd.choice("++-*/"),
                           self.floating(scope, d + 1))

    def tensor(self, scope, d, strict=False):
        """An i32 tensor; unless `strict`, at most an operand may be a plain integer."""
        rnd, r = self.rnd, self.rnd.random()
        name = self.variable(scope, "T")
        if not name:  # make one of a plain number
            return Expr("T", Two("Tensor(", "int("), self.integer(scope, d + 1), ")")
        if d > 2 or r < 0.35:
            return name
        if r < 0.45:
            item = self.item(scope, d)
            if item:
                return Expr("T", Two("Tensor(", "int("), item, ")") if strict else item
        if r < 0.50:
            v = self.vector(scope, d + 1)
            return Expr("T", Two("ag::", "progen::"), "sum(", v, ")")
        if r < 0.56:
            return Expr("T", "(", self.condition(scope, d + 1), " ? ", self.tensor(scope, d + 1, True),
                        " : ", self.tensor(scope, d + 1, True), ")")
        if r < 0.59 and self.failing:
            name_of = rnd.choice([("/", "divide"), ("%", "remainder")])
            return Expr("T", Two("(", f"progen::{name_of[1]}("), name, Two(f" {name_of[0]} ", ", "),
                        self.tensor(scope, d + 1), ")")
        if r < 0.66:
            return self.binary("T", self.tensor(scope, d + 1), rnd.choice("%/"),
                               Expr("i", str(rnd.randint(2, 7))))
        if r < 0.72 and self.helpers.get("T"):
            return self.call("T", scope, d)
        if r < 0.75:
            return Expr("T", "(-", self.tensor(scope, d + 1, True), ")")
        other = self.integer if rnd.random() < 0.4 else self.tensor
        a, b = self.tensor(scope, d + 1, True), other(scope, d + 1)
        if rnd.random() < 0.3:
            a, b = b, a
        return self.binary("T", a, rnd.choice("++-*"), b)

    def float_tensor(self, scope, d, strict=False):
        rnd, r = self.rnd, self.rnd.random()
        name = self.variable(scope, "D")
        if not name:
            return Expr("D", Two("Tensor(", "F("), self.floating(scope, d + 1), ")")
        if d > 2 or r < 0.4:
            return name
        if r < 0.46:
            return Expr("D", "(", self.condition(scope, d + 1), " ? ",
                        self.float_tensor(scope, d + 1, True), " : ",
                        self.float_tensor(scope, d + 1, True), ")")
        if r < 0.5:
            return Expr("D", Two("ag::", "std::"), "sqrt(", self.float_tensor(scope, d + 1, True), ")")
        other = rnd.choice([self.floating, self.float_tensor, self.integer, self.tensor])
        return self.binary("D", self.float_tensor(scope, d + 1, True), rnd.choice("++-*/"),
                           other(scope, d + 1))

    def vector(self, scope, d):
        name = self.variable(scope, "V")
        if name and (d > 2 or self.rnd.random() < 0.7):
            return name
        if not name:
            return Expr("V", Two("Tensor{1, 2, 3}", "std::vector<int>{1, 2, 3}"))
        plus, times = self.rnd.randint(0, 3), self.rnd.randint(1, 3)
        return Expr("V", Two("(", "progen::each("), name, Two(f" * {times} + {plus})",
                                                           f", {plus}, {times})"))

    def index(self, scope, d):
        """In [0, 3) or, where programs may fail, anything small."""
        counters = [n for n in scope if n in self.counters]
        if counters and self.rnd.random() < 0.5:
            name = self.rnd.choice(counters)
            return Expr("i", name if self.failing else f"{name} % 3")
        if self.failing and self.rnd.random() < 0.3:
            return self.integer(scope, 2)
        if self.rnd.random() < 0.5:
            return Expr("i", str(self.rnd.randint(0, 2)))
        return Expr("i", "((", self.integer(scope, 2), ") % 3 + 3) % 3")

    def item(self, scope, d):
        v = self.pick(scope, "V")
        if not v:
            return None
        return Expr("T", Two(f"{v}[", f"progen::at({v}, "), self.index(scope, d), Two("]", ")"))

    def conditional(self, kind, scope, d):
        return Expr(kind, "(", self.condition(scope, d + 1), " ? ", self.expression(scope, kind, d + 1),
                    " : ", self.expression(scope, kind, d + 1), ")")

    def boolean(self, scope, d):
        name = self.variable(scope, "b")
        r = self.rnd.random()
        if r < 0.5 and name:
            return name
        if d > 2:
            return self.literal("b")
        if r < 0.7:
            return self.compare(scope, d, "i")
        if r < 0.8:
            return Expr("b", "!", self.boolean(scope, d + 1))
        if r < 0.87 and d < 2:
            a, b = self.condition(scope, d + 2), self.condition(scope, d + 2)
            return self.binary("b", a, self.rnd.choice(["&&", "||"]), b)
        return self.compare(scope, d, self.rnd.choice("iiddlzu"))

    def compare(self, scope, d, kind):
        return self.binary("b", self.expression(scope, kind, d + 1), self.rnd.choice(COMPARE),
                           self.expression(scope, kind, d + 1))

    def condition(self, scope, d=0):
        """What stands in an if: a bool, a comparison of anything, or these under && || !."""
        rnd, r = self.rnd, self.rnd.random()
        if d < 3 and r < 0.13:
            return self.binary("c", self.condition(scope, d + 1), "&&", self.condition(scope, d + 1))
        if d < 3 and r < 0.24:
            return self.binary("c", self.condition(scope, d + 1), "||", self.condition(scope, d + 1))
        if d < 3 and r < 0.29:
            return Expr("c", "!(", self.condition(scope, d + 1), ")")
        if r < 0.36:
            return self.boolean(scope, d + 1)
        if r < 0.40 and self.pick(scope, "e"):
            return self.binary("c", self.variable(scope, "e"), rnd.choice(["==", "!="]),
                               self.literal("e"))
        if r < 0.43 and self.pick(scope, "T"):
            return Expr("c", self.variable(scope, "T"))
        if r < 0.45:
            return self.binary("c", self.integer(scope, d + 1), "&", self.literal("i"))
        if r < 0.48 and self.pick(scope, "V"):
            return Expr("c", rnd.choice(["", "!"]), self.item(scope, d))
        if r < 0.75:
            t, n = self.tensor(scope, d + 1, True), str(rnd.randint(2, 5))
            return Expr("c", "(", t, f" % {n} {rnd.choice(COMPARE)} {rnd.randint(0, 3)})")
        if r < 0.82:
            return self.binary("c", self.float_tensor(scope, d + 1, True), rnd.choice(["<", ">"]),
                               self.floating(scope, d + 1))
        return self.compare(scope, d, rnd.choice("iiilzu"))

    def enumeration(self, scope, d):
        name = self.variable(scope, "e")
        if name and self.rnd.random() < 0.5:
            return name
        if d < 2 and self.rnd.random() < 0.3:
            return self.conditional("e", scope, d + 1)
        return self.literal("e")

    def call(self, kind, scope, d):
        name, kinds = self.rnd.choice(self.helpers[kind])
        parts, arguments = [name + "("], []
        for k in kinds:
            if k == "n":  # how deep a recursion goes
                arguments.append(Expr("i", self.integer(scope, 2), " % 4"))
            else:
                arguments.append(self.tensor(scope, d + 1, True) if k == "T" else
                                 self.expression(scope, k, max(d + 1, 2)))
        for i, argument in enumerate(self.one_loud(*arguments)):
            parts += [", "] if i else []
            parts.append(argument)
        return Expr(kind, *parts, ")")
