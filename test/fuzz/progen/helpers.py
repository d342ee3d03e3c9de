"""Helper functions of a random program: what its function calls."""

from statements import TYPE
from tree import Block, Expr, Stmt, Two

IN_OUT = {"I": "int& {}", "B": "F& {}", "t": Two("Tensor& {}", "int& {}"),
          "v": Two("Tensor& {}", "std::vector<int>& {}"), "m": "Mix& {}"}
VALUE = {"I": "i", "B": "d", "t": "T", "v": "V", "m": "M"}


class Helpers:
    """Mixed into Generator."""

    def helper(self, index):
        name, r = f"h{index}", self.rnd.random()
        if self.mixed and r < 0.6:
            return self.mixture_helper(name) if r < 0.4 else self.mixture_in_out(name)
        for limit, make in ((0.25, self.expression_helper), (0.36, self.recursive_helper),
                            (0.44, self.template_helper), (0.56, self.in_out_helper),
                            (0.62, self.unconverted_helper),
                            (0.68, self.structure_helper if self.structs else self.expression_helper)):
            if r < limit:
                return make(name)
        return self.statement_helper(name)

    def parameters_of(self, kinds):
        by_kind = {"i": "int {}", "d": "F {}", "u": "std::uint8_t {}", "n": "int {}", "S": "Duo {}",
                   "M": self.rnd.choice(["Mix {}", "const Mix& {}"]) if self.mixed else "", "b": "bool {}", **IN_OUT}
        tensor = self.rnd.choice([Two("Tensor {}", "int {}"), Two("const Tensor& {}", "const int& {}")])
        return [(VALUE.get(k, "i" if k == "n" else k), tensor if k == "T" else by_kind[k], k in IN_OUT)
                for k in kinds]

    def add(self, result, name, kinds):
        self.helpers.setdefault(result, []).append((name, kinds))

    def expression_helper(self, name):
        """One expression over numbers, visible and not annotated."""
        rnd = self.rnd
        kinds = [rnd.choice("iiidu") for _ in range(rnd.randint(1, 2))]
        result = rnd.choice("iid")
        self.begin_function()
        scope = {f"x{i}": (k, True) for i, k in enumerate(kinds)}
        self.failing, kept = False, self.failing
        value = self.expression(scope, result, 2)
        self.failing = kept
        heads = ", ".join(f"{TYPE[k]} x{i}" for i, k in enumerate(kinds))
        head = Expr("s", f"inline {TYPE[result]} {name}({heads})")
        self.define(head, [Stmt("return ", value, ";", keep=True)], False, name)
        self.add(result, name, kinds)

    def statement_helper(self, name):
        rnd = self.rnd
        kinds = [rnd.choice("iiTd") for _ in range(rnd.randint(1, 2))]
        if "T" not in kinds:  # without, a caller may take its result for a plain number
            kinds[0] = "T"
        result = rnd.choice("iiTdbu")
        self.function(name, self.parameters_of(kinds), result, rnd.randint(1, 3), rnd.random() < 0.75)
        self.add(result, name, kinds)

    def in_out_helper(self, name):
        rnd = self.rnd
        kinds = [rnd.choice("ttv"), *(rnd.choice("tiT") for _ in range(rnd.randint(0, 2)))]
        self.function(name, self.parameters_of(kinds), "void", rnd.randint(1, 3), rnd.random() < 0.6)
        self.add("void", name, kinds)

    def recursive_helper(self, name):
        """x1 counts down. What it does on the way is not much: it is multiplied by the depth."""
        rnd = self.rnd
        result = rnd.choice("iT")
        self.begin_function()
        self.result = result
        scope = {"x0": ("T", True), "x1": ("i", False)}
        stop = ["x1 <= 0"] + ([" || ", self.condition(scope, 1)] if rnd.random() < 0.5 else [])
        body = [Stmt("if (", *stop, ") ", Block([self.back(result, "x0")]), keep=True),
                self.declaration(scope), *(self.assignment(scope) for _ in range(rnd.randint(0, 2)))]
        give = self.give_back(scope)
        call = Expr(result, f"{name}(", self.tensor(scope, 1, True), ", x1 - 1)")
        if rnd.random() < 0.3:
            body.append(Stmt("if (", self.condition(scope, 1), ") return ", call, ";"))
            body.append(give)
        else:
            op, other = rnd.choice([" + ", " - ", " * "]), self.integer(scope, 1)
            if self.loud_helpers and self.loud(other):
                other = self.literal("i")
            body.append(Stmt("return ", call, op, other, ";", keep=True))
        head = Expr("s", TYPE[result], f" {name}(", Two("Tensor", "int"), " x0, int x1)")
        self.define(head, body, True, name)
        self.add(result, name, ["T", "n"])

    def back(self, result, tensor):
        return Stmt("return ", Two(f"{tensor}.item<int>()", tensor) if result == "i" else tensor, ";", keep=True)

    def template_helper(self, name):
        """The same text for numbers and tensors."""
        rnd = self.rnd
        a, b, n = rnd.randint(1, 4), rnd.randint(1, 5), rnd.randint(2, 4)
        body = [Stmt(f"X y = x0 * {a} + {b};", names=["y"])]
        if rnd.random() < 0.6:
            body.append(Stmt(f"for (int k = 0; k < {n}; ++k) ", Block([
                Stmt(f"if (y % {n + 1} == {rnd.randint(0, n)}) ",
                     rnd.choice(["break;", "y = y + 3;", "continue;", "return y - k;"])),
                Stmt(f"y = y - {a};")])))
        if rnd.random() < 0.6:
            body.append(Stmt(f"if (x0 > {b}) return y % 50;"))
        body.append(Stmt("return y;", keep=True))
        head = Expr("s", f"X {name}(X x0)")
        self.define(head, body, rnd.random() < 0.6, name, "template <class X> ")
        self.add("i", name, ["i"])
        self.add("T", name, ["T"])

    def unconverted_helper(self, name):
        """Marked so, or defined in another file: straight arithmetic on a tensor."""
        if self.rnd.random() < 0.5:  # a number from there is refused under a staged condition
            self.add("T", "progen::outside_tensor", ["T"])
            if self.rnd.random() < 0.2:
                self.add("i", "progen::outside_number", ["i"])
            return
        self.begin_function()
        a, b = self.rnd.randint(-3, 4), self.rnd.randint(1, 6)
        head = Expr("s", "inline ", Two("Tensor", "int"), f" {name}(", Two("const Tensor&", "const int&"), " x0)")
        body = [Stmt(f"return x0 * {a} - {b};", keep=True)]
        self.define(head, body, False, name, Two("AG_NO_CONVERT ", ""))
        self.add("T", name, ["T"])

    def structure_helper(self, name):
        self.begin_function()
        self.result = "S"
        kinds = ["S", self.rnd.choice("id")]
        scope = {}
        for i, k in enumerate(kinds):
            self.declare(scope, f"x{i}", k, True)
        self.local |= {"x0", "x1"}
        body = [self.assignment(scope) for _ in range(self.rnd.randint(1, 2))]
        if self.rnd.random() < 0.6:
            body.append(self.branch(scope, 3, False))
        body.append(Stmt("return ", self.structure(scope, 1), ";", keep=True))
        head = Expr("s", f"inline Duo {name}(Duo x0, {TYPE[kinds[1]]} x1)")
        self.define(head, body, self.rnd.random() < 0.3, name)
        self.add("S", name, kinds)

    def mixture_helper(self, name):
        """Takes a struct of a tensor and numbers by value or const&, gives one or a part of it."""
        kinds, result = ["M", *(self.rnd.choice("iT") for _ in range(self.rnd.randint(0, 1)))], self.rnd.choice("MMMTi")
        self.function(name, self.parameters_of(kinds), result, self.rnd.randint(1, 3), self.rnd.random() < 0.5)
        self.add(result, name, kinds)

    def mixture_in_out(self, name):
        kinds = ["m", *(self.rnd.choice("miT") for _ in range(self.rnd.randint(0, 1)))]
        self.function(name, self.parameters_of(kinds), "void", self.rnd.randint(1, 3), self.rnd.random() < 0.5)
        self.add("void", name, kinds)
