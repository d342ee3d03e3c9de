"""Random statements without loops. Nothing here runs longer than its text says."""

from tree import Block, Expr, Stmt, Two, text_of, words

TYPE = {"i": "int", "d": "F", "b": "bool", "e": "Mode", "T": Two("Tensor", "int"),
        "D": Two("Tensor", "F"), "V": Two("Tensor", "std::vector<int>"), "u": "std::uint8_t",
        "l": "long", "z": "std::size_t", "S": "Duo", "M": "Mix"}
PREFIX = {"T": "t", "D": "w", "V": "v", "S": "s", "M": "q"}
MEMBERS = {"S": [("a", "i"), ("b", "d")], "M": [("t", "T"), ("n", "i"), ("d", "d")]}


class Statements:
    """Mixed into Generator beside Expressions and Loops."""

    def fresh(self, scope, prefix, said=()):
        """A new name, or now and then one that hides an outer name; none of `said`, the words of
        what initialises it."""
        outer = [n for n, (kind, _) in scope.items() if n not in self.local and n.isidentifier()
                 and n not in self.counters and n not in said and kind not in MEMBERS]
        if outer and self.depth > 0 and self.rnd.random() < 0.1:
            name = self.rnd.choice(outer)
        else:
            self.count += 1
            name = f"{prefix}{self.count}"
        self.local.add(name)
        return name

    def declare(self, scope, name, kind, writable):
        """What is said of it from here on, its members too."""
        scope[name] = (kind, writable)
        for member, of in MEMBERS.get(kind, ()):
            scope[f"{name}.{member}"] = (of, writable)

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
        """`loop`: what a jump may leave here, True, False, or "switch" (`continue` only)."""
        rnd, r = self.rnd, self.rnd.random()
        if depth >= 5 or r < 0.28:
            return [self.assignment(scope)]
        if r < 0.38:
            return [self.declaration(scope)]
        if r < 0.57:
            return [self.branch(scope, depth, loop)]
        if r < 0.64 and loop:
            jump = Stmt("continue;" if loop == "switch" else rnd.choice(["break;", "continue;"]))
            return [Stmt("if (", self.written_condition(scope), ") ", Block(
                ([self.assignment(scope)] if rnd.random() < 0.5 else []) + [jump]))]
        if r < 0.69:
            return [Stmt("if (", self.condition(scope), ") ", Block([self.give_back(scope)]))]
        if r < 0.71:
            return [self.print(scope)]
        if r < 0.73:
            return [self.lambda_of(scope)]
        if r < 0.76:
            return [self.switch(scope, depth, loop)]
        if r < 0.785 and self.failing:
            return [Stmt(Two("ag::", "progen::"), "check(", self.condition(scope),
                         Two(', "checked");', ");"))]
        if r < 0.81:
            return [self.reference(scope)]
        if r < 0.83:
            return [self.value_lambda(scope)]
        if r < 0.85:
            return [self.exchange(scope)]
        if r < 0.87 and self.helpers.get("void"):
            return [self.in_out_call(scope)]
        if depth < 3 and self.loops < 6:
            self.loops += 1
            return self.loop(scope, depth)
        return [self.assignment(scope)]

    # ---- what declares
    def declaration(self, scope):
        kind = self.rnd.choice("iiiTTTdDbbeVul" + ("z" if self.rnd.random() < 0.5 else "i") +
                               ("SS" if self.structs else "") + ("MMMM" if self.mixed else ""))
        value = {"T": lambda: self.tensor(scope, 1, True),
                 "D": lambda: self.float_tensor(scope, 1, True)}.get(
                     kind, lambda: self.expression(scope, kind, 1))()
        constant = self.rnd.random() < 0.2
        if kind == "V" and self.rnd.random() < 0.5:
            value = Expr("V", Two("ag::arange(", "progen::numbers(0, "), str(self.rnd.randint(3, 5)), ")")
        said = words([text_of(value, "ag")])
        hidden = self.fresh(scope, PREFIX.get(kind, kind), said)
        marks = ["const "] if constant else []
        type_text = "auto" if kind in "id" and self.rnd.random() < 0.15 else TYPE[kind]
        stmt = Stmt(*marks, type_text, f" {hidden} = ", value, ";", names=[hidden])
        self.declare(scope, hidden, kind, not constant)
        return stmt

    def reference(self, scope):
        """Another name for a variable: what is written to one is seen in both."""
        of = self.pick(scope, "iiTTdubVS" + ("M" if self.mixed else ""), writable=self.rnd.random() < 0.7)
        if not of:
            return self.assignment(scope)
        kind, writable = scope[of]
        self.count += 1
        name = f"r{self.count}"
        self.local.add(name)
        constant = not writable or self.rnd.random() < 0.2
        type_text = "auto" if self.rnd.random() < 0.4 else TYPE[kind]
        self.declare(scope, name, kind, not constant)
        return Stmt(*(["const "] if constant else []), type_text, f"& {name} = {of};", names=[name])

    def value_lambda(self, scope):
        """Takes an int, gives one, and writes nothing: it may stand anywhere in an expression."""
        self.count += 2
        name, own = f"g{self.count - 1}", f"a{self.count}"
        inner = {**scope, own: ("i", False)}
        body = [Stmt("if (", self.condition(inner, 1), ") ", Block([Stmt("return ", self.integer(inner, 1), ";")]))]
        body = body[:self.rnd.randint(0, 1)] + [Stmt("return ", self.integer(inner, 1), ";", keep=True)]
        result = " -> int " if self.rnd.random() < 0.4 else " "
        self.local.add(name)
        scope[name] = ("G", False)
        return Stmt(f"auto {name} = [&](int {own}){result}", Block(body), ";", names=[name])

    # ---- what writes
    def assignment(self, scope):
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.12:
            item = self.item_write(scope)
            if item:
                return item
        kind = rnd.choice("iiiiiTTTTTddDbeVuulzS" + ("MMM" if self.mixed else ""))
        name = None if kind == "V" and self.rows else self.pick(scope, kind, writable=True)
        if not name:
            name, kind = self.pick(scope, "iT", writable=True), None
            if not name:
                return Stmt(";")
            kind = scope[name][0]
        return self.write(scope, name, kind)

    def write(self, scope, name, kind):
        rnd, r = self.rnd, self.rnd.random()
        if kind in "iulz":
            if r < 0.3:
                return Stmt(rnd.choice(["++{};", "{}++;", "--{};"]).format(name))
            if r < 0.5:
                op = rnd.choice(["+=", "-=", "*=", "^=", "|=", "&="])
                return Stmt(f"{name} {op} ", self.expression(scope, "i" if kind == "u" else kind, 1), ";")
            if r < 0.55:
                return Stmt(f"{name} {rnd.choice(['/=', '%=', '<<=', '>>='])} {rnd.randint(1, 3)};")
            if kind == "i" and r < 0.6:
                other = self.pick(scope, "i", writable=True)
                return Stmt(f"{name} = {other} = ", self.integer(scope, 0), f" % {rnd.randint(5, 60)};")
            if kind == "u":  # an int is narrowed
                return Stmt(f"{name} = ", self.integer(scope, 0), ";")
            return Stmt(f"{name} = ", self.expression(scope, kind, 0), f" % {rnd.randint(5, 60)};")
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
        if kind == "b" and r < 0.2:
            return Stmt(f"{name} {rnd.choice(['&=', '|=', '^='])} ", self.boolean(scope, 1), ";")
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

    def exchange(self, scope):
        """std::swap of two variables, or two assignments in one statement."""
        kind = self.rnd.choice("iTdbuSV")
        a, b = self.pick(scope, kind, writable=True), self.pick(scope, kind, writable=True)
        if not a or kind == "V" and self.rows or self.rnd.random() < 0.3:
            first, second = self.assignment(scope), self.assignment(scope)
            if first.parts == [";"] or second.parts == [";"]:
                return first
            return Stmt(*first.parts[:-1], first.parts[-1][:-1], ", ", *second.parts)
        return Stmt(f"std::swap({a}, {b});")

    def in_out_call(self, scope):
        """A call of a helper that writes to its arguments; two of them may be one object."""
        name, kinds = self.rnd.choice(self.helpers["void"])
        arguments = []
        for k in kinds:
            if k.isupper() and k != "T" or k in "vtm":
                own = self.pick(scope, {"I": "i", "t": "T", "B": "d", "v": "V", "m": "M"}[k], writable=True)
                if not own or k == "v" and self.rows:
                    return self.assignment(scope)
                arguments.append(Expr("r", own))
            else:
                arguments.append(self.tensor(scope, 2, True) if k == "T" else self.expression(scope, k, 2))
        parts = [f"{name}("]
        for i, argument in enumerate(self.one_loud(*arguments)):
            parts += [", "] if i else []
            parts.append(argument)
        return Stmt(*parts, ");")

    def branch(self, scope, depth, loop):
        rnd = self.rnd
        parts, inner, own = ["if ("], dict(scope), ()
        if rnd.random() < 0.08:
            value = self.integer(scope, 1)
            name = self.fresh(scope, "i", words([text_of(value, "ag")]))
            parts = [f"if (int {name} = ", value, "; "]
            inner[name], own = ("i", True), (name,)
        parts += [self.written_condition(inner), ") ", self.body(inner, depth + 1, loop, own)]
        while rnd.random() < 0.2:
            parts += [" else if (", self.written_condition(inner), ") ",
                      self.body(inner, depth + 1, loop, own)]
        if rnd.random() < 0.45:
            parts += [" else ", self.body(inner, depth + 1, loop, own)]
        return Stmt(*parts)

    def written_condition(self, scope):
        """A condition that now and then writes, where everything else is sequenced before or after."""
        r = self.rnd.random()
        name = self.pick(scope, "iiTu", writable=True)
        if r > 0.15 or not name:
            return self.condition(scope)
        n = self.rnd.randint(2, 4)
        write = self.rnd.choice([f"++{name}", f"--{name}", f"({name} += {n})", f"({name} -= 1)"])
        test = Expr("c", f"{write} % {n} {self.rnd.choice(['==', '!=', '<'])} {self.rnd.randint(0, 2)}")
        if r < 0.04:
            return test
        op = self.rnd.choice(["&&", "||"])
        if r < 0.09:
            return self.binary("c", test, op, self.condition(scope, 1))
        return self.binary("c", self.condition(scope, 1), op, test)

    def give_back(self, scope):
        if self.result == "void":
            return Stmt("return;")
        value = {"T": lambda: self.tensor(scope, 1, True),
                 "D": lambda: self.float_tensor(scope, 1, True)}.get(
                     self.result, lambda: self.expression(scope, self.result, 1))()
        return Stmt("return ", value, ";")

    def print(self, scope):
        values = [self.variable(scope, "i"), self.variable(scope, "T"), self.variable(scope, "u")]
        values = [v for v in values if v][:2] or [self.literal("i")]
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
        if self.rnd.random() < 0.3:
            body.body.insert(1, Stmt("if (", self.condition(inner, 1), ") return;"))
        calls = f" {name}();" * self.rnd.randint(1, 2)
        return Stmt("{ auto " + name + " = [&] ", body, ";" + calls + " }")
