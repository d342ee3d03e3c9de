"""Batches of programs: written to a file each way, transpiled, compiled, run, compared."""

import os
import re
import subprocess

from tree import program_lines

HEADS = {
    "ag": ["#include <autograft/autograft.h>", "#include <algorithm>", "#include <cmath>",
           "#include <cstdlib>", '#include "support.h"', "using ag::Tensor;"],
    "host": ["#define PROGEN_HOST", "#include <algorithm>", "#include <cmath>",
             "#include <cstdlib>", '#include "support.h"'],
}
WAYS = ["host", "eager", "graph", "emitted, eager"]


class Tools:
    """The commands: words of a shell command each, without sources and outputs."""

    def __init__(self, tool, compile_ag, compile_host, link, flags, include):
        self.tool, self.compile_ag, self.compile_host = tool, compile_ag, compile_host
        self.link, self.flags, self.include = link, flags, include


def literal(kind, value, way, floating):
    if kind == "V":
        if way == "host":
            return "std::vector<int>{" + ", ".join(map(str, value)) + "}"
        return f"ag::from_span(std::vector<int>{{{', '.join(map(str, value))}}})"
    if kind in "dD":
        text = f"{value!r}{'' if floating == 'double' else 'f'}"
        return text if way == "host" or kind == "d" else f"ag::Tensor({text})"
    if kind == "b":
        return "true" if value else "false"
    return str(value) if way == "host" or kind == "i" else f"ag::Tensor({value})"


def call_lines(program, way):
    """One function that makes every call of the program and prints what came out."""
    lines = [f"static void run{program.number}() {{", f"  using namespace p{program.number};"]
    for number, (values, places) in enumerate(program.calls):
        lines.append(f"  progen::outcome({program.number}, {number}, [] {{")
        for i, (kind, value) in enumerate(values):
            lines.append(f"    auto a{i} = {literal(kind, value, way, program.floating)};")
        arguments = ", ".join(f"a{p}" for p in places)
        call = f"f({arguments})"
        lines.append(f"    {call};" if program.result == "void" else f"    progen::show({call});")
        for i, (_, _, inout) in enumerate(program.parameters):
            if inout and places[i] == i:
                lines.append(f"    progen::show(a{i});")
        lines.append("  });")
    return lines + ["}"]


def write(programs, way, path):
    """The file, and for each of its lines the number of the program it belongs to."""
    lines, owner = list(HEADS[way]), [None] * len(HEADS[way])
    for program in programs:
        text = program_lines(program, way) + call_lines(program, way)
        lines += text
        owner += [program.number] * len(text)
    lines += ["int main(int count, char** from) {", "  int first = count > 1 ? std::atoi(from[1]) : 0;"]
    lines += [f"  if (first <= {i}) run{p.number}();" for i, p in enumerate(programs)]
    lines += ["  return 0;", "}"]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return owner


def blamed(text, path, owner):
    """Programs that the messages of a compiler or of the tool point at, with the first message."""
    found = {}
    name = re.escape(os.path.basename(path))
    errors = name + r":(\d+):\d+: (?:fatal )?error: (.*)"
    within = name + r":(\d+):\d+: +(required from here)"  # an error in a header's template
    for match in [*re.finditer(errors, text), *re.finditer(within, text)]:
        line = int(match[1]) - 1
        if line < len(owner) and owner[line] is not None:
            found.setdefault(owner[line], match[2])
    return found


def command(words, timeout=300):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    return done.returncode, done.stdout.decode(errors="replace")


def run(program_file, programs, mode):
    """The printed text of every program; a crash ends one, the run goes on after it."""
    texts, first = {}, 0
    while first < len(programs):
        environment = {**os.environ, **({"AUTOGRAFT_MODE": mode} if mode else {})}
        try:
            done = subprocess.run([program_file, str(first)], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, env=environment, timeout=60)
            status, text = done.returncode, done.stdout.decode(errors="replace")
        except subprocess.TimeoutExpired as late:
            status, text = "timeout", (late.stdout or b"").decode(errors="replace")
        numbers = [p.number for p in programs]
        last = first
        for piece in re.split(r"^@", text, flags=re.M)[1:]:
            number = int(piece.split(" ", 1)[0])
            texts[number] = texts.get(number, "") + "@" + piece
            last = numbers.index(number)
        if status == 0:
            break
        texts[numbers[last]] = texts.get(numbers[last], "") + f"crash: status {status}\n"
        first = last + 1
    return texts


def host_view(text):
    """What the text over builtin types can say too: no lines of errors."""
    return re.sub(r"^( !AG\d+) line .*$", r"\1", text, flags=re.M)


def refused_at_run(eager, graph):
    """Does the graph differ only by saying that a value is needed on the host? That is an answer."""
    pairs = list(zip(eager.split("@")[1:], graph.split("@")[1:]))
    return len(pairs) == eager.count("@") and all(
        e == g or re.search(r"^ !AG0301 line [1-9]", g, flags=re.M) for e, g in pairs)


class Batch:
    """Outcome of some programs: `refused` {number: message}, `wrong` {number: [(way, text)]}."""

    def __init__(self):
        self.refused, self.wrong, self.passed = {}, {}, []


def without(programs, found):
    return [p for p in programs if p.number not in found]


def transpile(programs, stem, tools, batch):
    """Leaves out programs that the tool refuses; gives those that it took, and where they stand."""
    while programs:
        source, emitted = stem + ".cpp", stem + ".ag.cpp"
        owner = write(programs, "ag", source)
        status, text = command([*tools.tool, source, "-o", emitted, "--", *tools.flags])
        if status == 0:
            return programs, owner
        found = blamed(text, source, owner)
        if not found or status not in (0, 1):
            raise RuntimeError(f"the tool's exit status is {status} on {source}:\n{text[-3000:]}")
        for number, message in found.items():
            if "[AG" in message:
                batch.refused[number] = message
            else:
                batch.wrong[number] = [("clang", message)]
        programs = without(programs, found)
    return [], []


def compiled(programs, stem, tools, batch, owner):
    """Compiles the three texts; a program that does not compile is wrong and left out."""
    jobs = [(stem + ".cpp", ".eager", tools.compile_ag), (stem + ".ag.cpp", ".graph", tools.compile_ag)]
    for source, suffix, words in jobs:
        status, text = command([*words, source, "-o", stem + suffix, *tools.link])
        if status != 0:
            found = blamed(text, stem + ".cpp", owner)
            if not found:
                raise RuntimeError(f"does not compile: {source}\n{text[-3000:]}")
            for number, message in found.items():
                batch.wrong[number] = [("g++ on " + suffix[1:], message)]
            return without(programs, found), False
    host_owner = write(programs, "host", stem + ".host.cpp")
    status, text = command([*tools.compile_host, stem + ".host.cpp", "-o", stem + ".host"])
    if status != 0:
        found = blamed(text, stem + ".host.cpp", host_owner)
        if not found:
            raise RuntimeError(f"does not compile: {stem}.host.cpp\n{text[-3000:]}")
        for number, message in found.items():
            batch.refused[number] = "generator: " + message
        return without(programs, found), False
    return programs, True


def check(programs, stem, tools):
    """All of it for one batch."""
    batch = Batch()
    while programs:
        programs, owner = transpile(programs, stem, tools, batch)
        if not programs:
            break
        programs, complete = compiled(programs, stem, tools, batch, owner)
        if complete:
            break
    if not programs:
        return batch
    texts = [run(stem + ".host", programs, None), run(stem + ".eager", programs, None),
             run(stem + ".graph", programs, None), run(stem + ".graph", programs, "eager")]
    for program in programs:
        host, eager, graph, emitted = (t.get(program.number, "nothing\n") for t in texts)
        same = host == host_view(eager) and eager == graph == emitted and "crash" not in eager
        if same:
            batch.passed.append(program.number)
        elif (host == host_view(eager) and eager == emitted and "crash" not in eager
              and refused_at_run(eager, graph)):
            batch.refused[program.number] = "while the graph is built [AG0301]"
        else:
            batch.wrong[program.number] = list(zip(WAYS, (host, eager, graph, emitted)))
    return batch


def show(program):
    """The program as a person would write it to a file."""
    return "\n".join(program_lines(program, "ag") + call_lines(program, "ag"))
