"""Random loops and switches. Every loop has a counter of its own that nothing else writes, so all
end."""

from tree import Block, Expr, Stmt, Two


class Loops:
    """Mixed into Generator beside Statements."""

    def switch(self, scope, depth, loop):
        rnd = self.rnd
        inside = "switch" if loop else False
        if self.pick(scope, "e") and rnd.random() < 0.3:
            what = self.enumeration(scope, 1)
            labels = ["Mode::idle", "Mode::busy", "Mode::done"]
        else:
            staged = rnd.random() < 0.5 and self.staged_switch
            what = self.integer(scope, 1) if staged else Expr("i", self.host_number)
            labels = [str(n) for n in range(-1, 4)]
        body = []
        for label in rnd.sample(labels, rnd.randint(1, 3)):
            last = [Stmt("break;")] if rnd.random() < 0.75 else []
            if rnd.random() < 0.2:
                body.append(Stmt(f"case {label}:"))
            elif rnd.random() < 0.3:
                body.append(Stmt(f"case {label}: ", *self.assignment(scope).parts))
                body += last
            else:
                body.append(Stmt(f"case {label}: ", Block(
                    self.block(scope, depth + 2, inside).body + last)))
        if rnd.random() < 0.6 or not body[-1].parts[-1] == "break;":
            default = Stmt("default: ", Block(self.block(scope, depth + 2, inside).body +
                                              [Stmt("break;")]))
            body.insert(len(body) if rnd.random() < 0.8 else 0, default)
        if not isinstance(body[-1].parts[-1], Block) and body[-1].parts[-1].startswith("case"):
            body.append(Stmt("break;"))
        return Stmt("switch (", what, ") ", Block(body), loop=True, keep=True)

    def counter(self, scope):
        name = self.fresh(scope, "c", scope)
        self.counters.add(name)
        return name, {**scope, name: ("i", False)}

    def loop(self, scope, depth):
        rnd = self.rnd
        turns = str(rnd.randint(0, 4))
        kind = rnd.choice(["const", "host", "while", "while", "do", "post", "endless", "rows", "rows",
                           "range", "both", "list", "pair", "down", "staged"])
        if kind in ("rows", "list"):
            return [self.over(scope, depth, kind)]
        name, inner = self.counter(scope)
        if kind in ("const", "host", "both", "pair", "down", "staged"):
            return [self.counted(inner, depth, kind, name, turns)]
        if kind == "range":
            value = [self.integer(scope, 1), " % 4"]
            if rnd.random() < 0.3:
                value = [str(rnd.randint(-2, 1)), ", ", *value]
                host = "progen::numbers("
            else:
                host = "progen::numbers(0, "
            return [Stmt(f"for ({rnd.choice(['int', 'auto'])} {name} : ", Two("ag::range(", host), *value,
                         ")) ", self.block(inner, depth + 1, True, (name,)), names=[name], loop=True)]
        start = Stmt(f"int {name} = 0;", names=[name])
        scope[name] = ("i", False)
        limit = [f"{name} < {turns} && ", self.written_condition(inner)]
        body = self.block(inner, depth + 1, True, (name,))
        count = Stmt(f"++{name};", keep=True)
        if kind == "while":
            body.body.insert(0, count)
            return [start, Stmt("while (", *limit, ") ", body, loop=True)]
        if kind == "do":
            body.body.insert(0, count)
            return [start, Stmt("do ", body, " while (", *limit, ");", loop=True)]
        if kind == "post":
            return [start, Stmt(f"while ({name}++ < {turns}) ", body, loop=True)]
        body.body.insert(0, Stmt(f"if ({name}++ >= {turns}) break;", keep=True))
        return [start, Stmt(rnd.choice(["for (;;) ", "while (true) "]), body, loop=True)]

    def counted(self, inner, depth, kind, name, turns):
        rnd = self.rnd
        step, own = rnd.choice([f"++{name}", f"{name}++", f"{name} += 1"]), (name,)
        start, test = [f"int {name} = 0"], [f"{name} < {turns}"]
        if kind == "host":
            test = [f"{name} < {self.host_number}"]
        elif kind == "both":
            test += [" && ", self.condition(inner, 1)]
        elif kind == "staged":  # the bound is data
            start = [f"int {name} = ", self.integer(inner_without(inner, name), 2), " % 3"]
            test = [f"{name} < {turns}"]
        elif kind == "down":
            start, test, step = [f"int {name} = {turns}"], [f"{name} > 0"], rnd.choice([f"--{name}", f"{name} -= 2"])
        elif kind == "pair":
            self.count += 1
            other = f"c{self.count}"
            self.counters.add(other)
            inner[other] = ("i", False)
            own = (name, other)
            start, test = [f"int {name} = 0, {other} = {turns}"], [f"{name} < {other}"]
            step = rnd.choice([f"++{name}, --{other}", f"{name}++, {other} -= 1"])
        return Stmt("for (", *start, "; ", *test, f"; {step}) ",
                    self.block(inner, depth + 1, True, own), names=list(own), loop=True)

    def over(self, scope, depth, kind):
        """Range-for over the rows of a tensor, or over a host list of tensors."""
        name = self.fresh(scope, "r", scope)
        inner = dict(scope)
        inner[name] = ("T", False)
        if kind == "list":
            values = [self.tensor(scope, 2, True) for _ in range(self.rnd.randint(1, 3))]
            row = [f"for (const auto& {name} : ", Two("std::vector<Tensor>{", "std::vector<int>{")]
            for i, value in enumerate(values):
                row += [", "] if i else []
                row.append(value)
            row.append("}) ")
        else:
            v = self.pick(scope, "V")
            if not v:
                return self.assignment(scope)
            row_copy = Two("const auto&", "const auto")  # a row is a value, as `auto a = v[i]` is
            style = self.rnd.choice([row_copy, "auto", Two("Tensor", "int")])
            row = ["for (", style, f" {name} : {v}) "]
        # As over a std::vector, only elements of what is gone over are written in the loop.
        self.rows += kind == "rows"
        body = self.block(inner, depth + 1, True, (name,))
        self.rows -= kind == "rows"
        return Stmt(*row, body, names=[name], loop=True)


def inner_without(scope, name):
    return {n: v for n, v in scope.items() if n != name}
