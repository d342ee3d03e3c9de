"""Random statements. Every loop has a counter of its own that nothing else writes, so all end."""

from tree import Block, Expr, Stmt, Two, text_of, words

TYPE = {"i": "int", "d": "F", "b": "bool", "e": "Mode", "T": Two("Tensor", "int"),
        "D": Two("Tensor", "F"), "V": Two("Tensor", "std::vector<int>")}


class Statements:
    """Mixed into Generator beside Expressions."""

    def fresh(self, scope, prefix, said=()):
        """A new name, or now and then one that hides an outer name; none of `said`, the words of
        what initialises it."""
        outer = [n for n in scope if n not in self.local and n not in self.counters
                 and n not in said]
        if outer and self.depth > 0 and self.rnd.random() < 0.1:
            name = self.rnd.choice(outer)
        else:
            self.count += 1
            name = f"{prefix}{self.count}"
        self.local.add(name)
        return name

    def block(self, scope, depth, loop, extra=()):
        """A nested block; what it declares ends with it."""
        saved, self.local = self.local, set(extra)
        self.depth += 1
        inner = dict(scope)
        size = self.rnd.randint(1, 4 if depth < 2 else 2)
        body = [s for _ in range(size) for s in self.statement(inner, depth, loop)]
        self.depth -= 1
        self.local = saved
        return Block(body)

    def body(self, scope, depth, loop, extra=()):
        if self.rnd.random() < 0.2:
            one = self.assignment(scope)
            return Expr("s", *one.parts)
        return self.block(scope, depth, loop, extra)

    def statement(self, scope, depth, loop):
        rnd, r = self.rnd, self.rnd.random()
        if depth >= 5 or r < 0.30:
            return [self.assignment(scope)]
        if r < 0.40:
            return [self.declaration(scope)]
        if r < 0.60:
            return [self.branch(scope, depth, loop)]
        if r < 0.66 and loop:
            jump = Stmt(rnd.choice(["break;", "continue;"]))
            return [Stmt("if (", self.condition(scope), ") ", Block(
                ([self.assignment(scope)] if rnd.random() < 0.5 else []) + [jump]))]
        if r < 0.70:
            return [Stmt("if (", self.condition(scope), ") ", Block([self.give_back(scope)]))]
        if r < 0.73:
            return [self.print(scope)]
        if r < 0.75:
            return [self.lambda_of(scope)]
        if r < 0.78:
            return [self.switch(scope, depth, loop)]
        if r < 0.80 and self.failing:
            return [Stmt(Two("ag::", "progen::"), "check(", self.condition(scope),
                         Two(', "checked");', ");"))]
        if depth < 3 and self.loops < 7:
            self.loops += 1
            return self.loop(scope, depth)
        return [self.assignment(scope)]

    def declaration(self, scope):
        kind = self.rnd.choice("iiiTTTdDbbeV")
        value = {"T": lambda: self.tensor(scope, 1, True),
                 "D": lambda: self.float_tensor(scope, 1, True)}.get(
                     kind, lambda: self.expression(scope, kind, 1))()
        constant = self.rnd.random() < 0.2
        if kind == "V" and self.rnd.random() < 0.5:
            value = Expr("V", Two("ag::arange(", "progen::numbers(0, "), str(self.rnd.randint(3, 5)), ")")
        said = words([text_of(value, "ag")])
        hidden = self.fresh(scope, {"T": "t", "D": "w", "V": "u"}.get(kind, kind), said)
        marks = ["const "] if constant else []
        type_text = "auto" if kind in "id" and self.rnd.random() < 0.15 else TYPE[kind]
        stmt = Stmt(*marks, type_text, f" {hidden} = ", value, ";", names=[hidden])
        scope[hidden] = (kind, not constant)
        return stmt

    def assignment(self, scope):
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.12:
            item = self.item_write(scope)
            if item:
                return item
        kind = rnd.choice("iiiiTTTTdDbeV")
        name = self.pick(scope, kind, writable=True)
        if not name:
            name, kind = self.pick(scope, "iT", writable=True), None
            if not name:
                return Stmt(";")
            kind = scope[name][0]
        r = rnd.random()
        if kind == "i":
            if r < 0.3:
                return Stmt(rnd.choice(["++{};", "{}++;", "--{};"]).format(name))
            if r < 0.5:
                return Stmt(f"{name} {rnd.choice(['+=', '-=', '*=', '^='])} ", self.integer(scope, 1), ";")
            return Stmt(f"{name} = ", self.integer(scope, 0), f" % {rnd.randint(5, 60)};")
        if kind == "T":
            if r < 0.15:
                return Stmt(rnd.choice(["++{};", "--{};"]).format(name))
            if r < 0.45:
                other = self.integer if rnd.random() < 0.5 else self.tensor
                return Stmt(f"{name} {rnd.choice(['+=', '-=', '*='])} ", other(scope, 1), ";")
            return Stmt(f"{name} = ", self.tensor(scope, 0, True), f" % {rnd.randint(7, 60)};")
        if kind in "dD" and r < 0.4:
            other = self.floating if kind == "d" else rnd.choice([self.float_tensor, self.floating])
            return Stmt(f"{name} {rnd.choice(['+=', '-=', '*='])} ", other(scope, 1), ";")
        if kind == "D":
            return Stmt(f"{name} = ", self.float_tensor(scope, 0, True), ";")
        return Stmt(f"{name} = ", self.expression(scope, kind, 1), ";")

    def item_write(self, scope):
        v = self.pick(scope, "V", writable=True)
        if not v:
            return None
        target = [Two(f"{v}[", f"progen::at({v}, "), self.index(scope, 1), Two("]", ")")]
        if self.rnd.random() < 0.2:
            return Stmt("++", *target, ";")
        op = self.rnd.choice(["=", "=", "+=", "-="])
        value = self.integer(scope, 1) if self.rnd.random() < 0.5 else self.tensor(scope, 1, True)
        return Stmt(*target, f" {op} ", value, ";")

    def branch(self, scope, depth, loop):
        rnd = self.rnd
        parts, inner, own = ["if ("], dict(scope), ()
        if rnd.random() < 0.08:
            value = self.integer(scope, 1)
            name = self.fresh(scope, "i", words([text_of(value, "ag")]))
            parts = [f"if (int {name} = ", value, "; "]
            inner[name], own = ("i", True), (name,)
        parts += [self.condition(inner), ") ", self.body(inner, depth + 1, loop, own)]
        while rnd.random() < 0.2:
            parts += [" else if (", self.condition(inner), ") ", self.body(inner, depth + 1, loop, own)]
        if rnd.random() < 0.45:
            parts += [" else ", self.body(inner, depth + 1, loop, own)]
        return Stmt(*parts)

    def give_back(self, scope):
        if self.result == "void":
            return Stmt("return;")
        value = {"T": lambda: self.tensor(scope, 1, True),
                 "D": lambda: self.float_tensor(scope, 1, True)}.get(
                     self.result, lambda: self.expression(scope, self.result, 1))()
        return Stmt("return ", value, ";")

    def print(self, scope):
        values = [self.variable(scope, "i"), self.variable(scope, "T")]
        values = [v for v in values if v] or [self.literal("i")]
        self.count += 1
        holes = " {}" * len(values)
        marks = " %d" * len(values)
        parts = [Two(f'ag::print("n{self.count}{holes}"', f'std::printf("n{self.count}{marks}\\n"')]
        for value in values:
            parts += [", ", value]
        return Stmt(*parts, ");")

    def lambda_of(self, scope):
        """Captures by reference and is called once or twice at once."""
        name = self.fresh(scope, "g", scope)
        inner = {n: v for n, v in scope.items() if n != name}
        body = Block([self.assignment(inner), self.assignment(inner)])
        calls = f" {name}();" * self.rnd.randint(1, 2)
        return Stmt("{ auto " + name + " = [&] ", body, ";" + calls + " }")

    def switch(self, scope, depth, loop):
        staged = self.rnd.random() < 0.5 and self.staged_switch
        what = self.integer(scope, 1) if staged else Expr("i", self.host_number)
        body = []
        for label in self.rnd.sample(range(-1, 4), self.rnd.randint(1, 3)):
            last = [Stmt("break;")] if self.rnd.random() < 0.8 else []
            body.append(Stmt(f"case {label}: ", Block(
                self.block(scope, depth + 2, False).body + last)))
        if self.rnd.random() < 0.6:
            body.append(Stmt("default: ", self.block(scope, depth + 2, False)))
        return Stmt("switch (", what, ") ", Block(body), loop=True, keep=True)

    def loop(self, scope, depth):
        rnd = self.rnd
        turns = str(rnd.randint(1, 4))
        kind = rnd.choice(["const", "host", "while", "while", "do", "post", "endless", "rows", "rows",
                           "range", "both", "list"])
        if kind in ("rows", "list"):
            return [self.over(scope, depth, kind)]
        name = self.fresh(scope, "c", scope)
        self.counters.add(name)
        inner = dict(scope)
        inner[name] = ("i", False)
        if kind in ("const", "host", "both"):
            limit = self.host_number if kind == "host" else turns
            more = [" && ", self.condition(inner, 1)] if kind == "both" else []
            step = rnd.choice([f"++{name}", f"{name}++", f"{name} += 1"])
            return [Stmt(f"for (int {name} = 0; {name} < {limit}", *more, f"; {step}) ",
                         self.block(inner, depth + 1, True, (name,)), names=[name], loop=True)]
        if kind == "range":
            return [Stmt(f"for (int {name} : ", Two("ag::range(", "progen::numbers(0, "),
                         self.integer(scope, 1), " % 4)) ",
                         self.block(inner, depth + 1, True, (name,)), names=[name], loop=True)]
        start = Stmt(f"int {name} = 0;", names=[name])
        scope[name] = ("i", False)
        limit = [f"{name} < {turns} && ", self.condition(inner, 1)]
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
            style = self.rnd.choice(["const auto&", "auto", Two("Tensor", "int")])
            row = ["for (", style, f" {name} : {v}) "]
        return Stmt(*row, self.block(inner, depth + 1, True, (name,)), names=[name], loop=True)
