"""Random expressions of the other number types, std::uint8_t (u), long (l) and std::size_t (z), of
a struct of numbers (S), one of a tensor and numbers (M), and what of them serves as an int."""

from tree import Expr


class Numerals:
    """Mixed into Generator beside Expressions."""

    def number_of(self, scope, d):
        """An int made of something else, or None."""
        kind = self.rnd.choice("uulzdGG")
        if kind == "G":  # a lambda that gives a value
            name = self.pick(scope, "G")
            return Expr("i", f"{name}(", self.integer(scope, d + 1), ")") if name else None
        name = self.variable(scope, kind)
        if not name:
            return None
        if kind == "u":
            return Expr("i", "(", name, " + 0)")
        if kind == "d":  # only what fits: the rest is undefined in C++
            return Expr("i", "(", name, " > -1000 && ", name, " < 1000 ? static_cast<int>(", name, ") : 7)")
        return Expr("i", "static_cast<int>(", name, " % 97)")

    def byte(self, scope, d):
        r = self.rnd.random()
        if r < 0.6:
            name = self.variable(scope, "u")
            if name:
                return name
        if r < 0.8:
            return self.literal("u")
        return Expr("u", "static_cast<std::uint8_t>(", self.integer(scope, d + 1), ")")

    def long(self, scope, d):
        r = self.rnd.random()
        if d > 2 or r < 0.4:
            return self.variable(scope, "l") or self.literal("l")
        if r < 0.6:
            return Expr("l", "static_cast<long>(", self.integer(scope, d + 1), ")")
        if r < 0.7:
            return self.binary("l", self.long(scope, d + 1), self.rnd.choice("/%"),
                               Expr("i", str(self.rnd.randint(2, 9))))
        other = self.rnd.choice([self.long, self.integer, self.byte])
        return self.binary("l", self.long(scope, d + 1), self.rnd.choice("+-*&^|"), other(scope, d + 1))

    def size(self, scope, d):
        r = self.rnd.random()
        if d > 2 or r < 0.4:
            return self.variable(scope, "z") or self.literal("z")
        if r < 0.6:
            return Expr("z", "static_cast<std::size_t>(", self.integer(scope, d + 1), ")")
        if r < 0.7:
            return self.binary("z", self.size(scope, d + 1), self.rnd.choice(["/", "%", ">>"]),
                               Expr("i", str(self.rnd.randint(2, 9))))
        other = self.rnd.choice([self.size, self.byte])
        return self.binary("z", self.size(scope, d + 1), self.rnd.choice("+-*&^|"), other(scope, d + 1))

    def structure(self, scope, d):
        name = self.variable(scope, "S")
        r = self.rnd.random()
        if name and (d > 2 or r < 0.4):
            return name
        if r < 0.5 and self.helpers.get("S") and d < 3:
            return self.call("S", scope, d + 1)
        if r < 0.6 and name:
            return self.binary("S", name, "+", self.structure(scope, d + 1))
        if r < 0.65 and name:
            return self.conditional("S", scope, d + 1)
        return Expr("S", "Duo{", self.integer(scope, d + 1), ", ", self.floating(scope, d + 1), "}")

    def mixture(self, scope, d):
        """A struct of a tensor and numbers."""
        name, r = self.variable(scope, "M"), self.rnd.random()
        if name and (d > 2 or r < 0.4):
            return name
        if r < 0.6 and self.helpers.get("M") and d < 3:
            return self.call("M", scope, d + 1)
        return Expr("M", "Mix{", self.tensor(scope, d + 1, True), ", ", self.integer(scope, d + 1), ", ",
                    self.floating(scope, d + 1), "}")
