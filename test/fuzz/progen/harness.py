"""Batches of programs: written to a file each way, transpiled, compiled, run, compared."""

import os
import re
import resource
import subprocess

from tree import program_lines

HEADS = {"ag": ['#include "support.h"'], "host": ["#define PROGEN_HOST", '#include "support.h"']}
RUNS = [("eager", {"AUTOGRAFT_MODE": "eager"}), ("graph", {}),
        ("interpreter", {"AUTOGRAFT_BACKEND": "ref"})]


class Tools:
    """The commands: words each, without sources and outputs. `plain` compiles what the user wrote as
    it stands, `emitted` what the tool writes, with another compiler."""

    def __init__(self, tool, plain, emitted, host, link, flags):
        self.tool, self.plain, self.emitted = tool, plain, emitted
        self.host, self.link, self.flags = host, link, flags
        self.seconds = {}

    def run(self, what, words, timeout=300):
        """Status and text; the processor time is added up under that name."""
        before = children()
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
        self.seconds[what] = self.seconds.get(what, 0) + children() - before
        return done.returncode, done.stdout.decode(errors="replace")


def children():
    """Processor seconds of all processes that have ended: exact with one job, shared with more."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def literal(kind, value, floating):
    if kind == "V":
        return f"progen::list({{{', '.join(map(str, value))}}})"
    if kind in "dD":
        text = f"{value!r}{'' if floating == 'double' else 'f'}"
        return f"progen::tensor({text})" if kind == "D" else text
    if kind == "b":
        return "true" if value else "false"
    if kind == "T":
        return f"progen::tensor({value})"
    return {"e": f"Mode({value})", "u": f"std::uint8_t({value})", "l": f"long({value})"}.get(kind, str(value))


def call_lines(program, way):
    """One function that makes every call of the program and prints what came out."""
    lines = [f"static void run{program.number}() {{", f"  using namespace p{program.number};"]
    owner = "" if program.style == "free" else "box."
    for number, (values, places, outside) in enumerate(program.calls):
        lines.append(f"  progen::outcome({program.number}, {number}, [] {{")
        for name, (kind, value) in outside.items():
            lines.append(f"    {owner}{name} = {literal(kind, value, program.floating)};")
        for i, (kind, value) in enumerate(values):
            lines.append(f"    auto a{i} = {literal(kind, value, program.floating)};")
        arguments = ", ".join(f"a{p}" for p in places)
        call = f"{owner}f({arguments})"
        lines.append(f"    {call};" if program.result == "void" else f"    progen::show({call});")
        changed = [f"a{i}" for i, p in enumerate(program.parameters) if p[2] and places[i] == i]
        changed += [owner + name for name in outside] if program.style == "method" else []
        lines += [f"    progen::show({name});" for name in changed]
        lines.append("  });")
    if way == "ag":
        lines.append(f"  progen::graphs(ag::trace_count({'f' if not owner else '&Box::f'}));")
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
    marks = r"(?m)^(\S+?):(\d+):\d+: +(?:fatal )?(error: .*|note: in instantiation of|required from here)"
    last = ""
    for match in re.finditer(marks, text):
        last = match[3] if match[3].startswith("error") else last
        line = int(match[2]) - 1
        if re.search(name + "$", match[1]) and line < len(owner) and owner[line] is not None:
            found.setdefault(owner[line], last)
    return found


def run(program_file, programs, environment, tools, what):
    """The printed text of every program; a crash ends one, the run goes on after it."""
    texts, first, before = {}, 0, children()
    while first < len(programs):
        try:
            done = subprocess.run([program_file, str(first)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  env={**os.environ, **environment}, timeout=120)
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
    tools.seconds[what] = tools.seconds.get(what, 0) + children() - before
    return texts


def host_view(text):
    """What the text over builtin types can say too: no lines of errors."""
    return re.sub(r"^( !AG\d+) line .*$", r"\1", text, flags=re.M)


def graphs_built(text):
    """The text without the number of graphs, and that number."""
    count = re.search(r"^#(\d+)\n", text, flags=re.M)
    return re.sub(r"^#\d+\n", "", text, flags=re.M), int(count[1]) if count else -1


def refused_at_run(eager, graph):
    """Does the graph differ only by saying that a value is needed on the host, or that branches give
    different dtypes (which is no error op by op)? That is an answer."""
    pairs = list(zip(eager.split("@")[1:], graph.split("@")[1:]))
    return len(pairs) == eager.count("@") and all(
        e == g or re.search(r"^ !AG0(301|204) line [1-9]", g, flags=re.M) for e, g in pairs)


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
        status, text = tools.run("tool", [*tools.tool, source, "-o", emitted, "--", *tools.flags])
        if status == 0:
            return programs, owner
        found = blamed(text, source, owner)
        if not found or status not in (0, 1):
            if len(programs) == 1:
                batch.wrong[programs[0].number] = [(f"tool, status {status}", text[-3000:])]
                return [], []
            half = len(programs) // 2  # which one is it?
            done, _ = transpile(programs[:half], stem, tools, batch)
            programs = done + transpile(programs[half:], stem, tools, batch)[0]
            continue
        for number, message in found.items():
            if "[AG" in message:
                batch.refused[number] = message
            else:
                batch.wrong[number] = [("clang", message)]
        programs = without(programs, found)
    return [], []


def compiled(programs, stem, tools, batch, owner, plain):
    """Compiles the texts; a program that does not compile is wrong and left out."""
    jobs = [(stem + ".ag.cpp", ".graph", tools.emitted)]
    jobs += [(stem + ".cpp", ".plain", tools.plain)] if plain else []
    for source, suffix, words in jobs:
        status, text = tools.run("compiler" + suffix, [*words, source, "-o", stem + suffix, *tools.link])
        if status != 0:
            found = blamed(text, stem + ".cpp", owner)
            if not found:
                raise RuntimeError(f"does not compile: {source}\n{text[-3000:]}")
            for number, message in found.items():
                batch.wrong[number] = [(f"{words[0]} on {suffix[1:]}", message)]
            return without(programs, found), False
    host_owner = write(programs, "host", stem + ".host.cpp")
    status, text = tools.run("compiler.host", [*tools.host, stem + ".host.cpp", "-o", stem + ".host"])
    if status != 0:
        found = blamed(text, stem + ".host.cpp", host_owner)
        if not found:
            raise RuntimeError(f"does not compile: {stem}.host.cpp\n{text[-3000:]}")
        for number, message in found.items():
            batch.refused[number] = "generator: " + message
        return without(programs, found), False
    return programs, True


def compare(number, texts, batch):
    """`texts`: [(way, text)], the one over builtin types first, then eager, then the graphs."""
    counts = [graphs_built(text)[1] for _, text in texts]
    texts = [(way, graphs_built(text)[0]) for way, text in texts]
    host, eager = texts[0][1], texts[1][1]
    graphs = [text for way, text in texts if way in ("graph", "interpreter")]
    eagers = [text for way, text in texts if way.endswith("eager")]
    sound = host == host_view(eager) and all(e == eager for e in eagers) and "crash" not in eager
    if sound and all(g == eager for g in graphs):
        # A build that fails as the run would (`++v[3]` of three items) keeps no graph.
        always_fails = len(re.findall(r"^ !AG", eager, flags=re.M)) == eager.count("@")
        converted = all(n > 0 for (way, _), n in zip(texts, counts) if way in ("graph", "interpreter"))
        if converted or always_fails:
            batch.passed.append(number)
        else:
            batch.wrong[number] = [("silently unconverted", "no graph was built")]
    elif sound and len(set(graphs)) == 1 and refused_at_run(eager, graphs[0]):
        batch.refused[number] = "while the graph is built [AG0301]"
    else:
        batch.wrong[number] = texts


def check(programs, stem, tools, plain=True):
    """All of it for one batch. `plain`: also what the user wrote as it stands, without the tool."""
    batch = Batch()
    while programs:
        programs, owner = transpile(programs, stem, tools, batch)
        if not programs:
            break
        programs, complete = compiled(programs, stem, tools, batch, owner, plain)
        if complete:
            break
    if not programs:
        return batch
    outputs = [("host", run(stem + ".host", programs, {}, tools, "run host"))]
    if plain:
        outputs.append(("plain eager", run(stem + ".plain", programs, RUNS[0][1], tools, "run eager")))
    for way, environment in RUNS:
        outputs.append((way, run(stem + ".graph", programs, environment, tools, "run " + way)))
    for program in programs:
        compare(program.number, [(way, t.get(program.number, "nothing\n")) for way, t in outputs], batch)
    return batch


def kind_of(details):
    """What is wrong, roughly: a program made smaller must stay wrong in the same way."""
    return [way if len(details) == 1 else (way, sorted(set(re.findall(r"crash|internal error|!AG\d+", text))))
            for way, text in details if way != "plain eager"]


def show(program):
    """The program as a person would write it to a file."""
    return "\n".join(program_lines(program, "ag") + call_lines(program, "ag"))
