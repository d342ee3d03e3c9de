"""Runs the examples of run-time errors in all modes; see explain.py.

All examples of all codes are one program: each in a namespace CODE_fails or CODE_works. A file of
an example that is "not transpiled" is compiled as it stands, in a second file.
"""

import os
import re
import shlex
import struct
import subprocess
import zipfile
from pathlib import Path

import calls

MAIN = """
namespace {
std::string line_of(const std::string &place) {
  const auto end = place.rfind(':');
  const auto begin = place.rfind(':', end - 1);
  return begin == std::string::npos ? place.substr(end + 1) : place.substr(begin + 1, end - begin - 1);
}
ag::Graph some_graph() { return ag::trace([](Tensor x) { return x + 1; }, ag::spec<float>({2})); }
template <class F> void attempt(const char *name, F f) {
  std::fprintf(stderr, "%s\\n", name);
  try {
    f();
    std::printf("%s fine\\n", name);
  } catch (const ag::Error &e) {
    std::printf("%s %s %s\\n", name, std::string(e.code()).c_str(), line_of(e.where()).c_str());
  }
}
}  // namespace
int main() {
"""


def npy(kind, data):
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': (1,), }}"
    head += " " * (-(len(head) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode() + data


def prepare(folder):
    one = npy("<f8", struct.pack("<d", 1.0))
    Path(folder, "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path(folder, "photo.npy").write_bytes(one)
    Path(folder, "float64.npy").write_bytes(one)
    Path(folder, "complex128.npy").write_bytes(npy("<c16", struct.pack("<dd", 1.0, 2.0)))
    with zipfile.ZipFile(Path(folder, "w.npz"), "w") as archive:
        archive.writestr("bias.npy", one)


class Program:
    """The text of the program, and what is at which line."""

    def __init__(self, prelude):
        self.text, self.plain, self.main, self.marks = prelude, prelude, "#include <cstdio>" + MAIN, {}

    def add(self, name, example, files, call):
        for file, text in files or [("", example)]:
            is_plain = f"// {file}, not transpiled" in example
            piece = f"namespace {name} {{\n{text}\n}}\n"
            if is_plain:
                self.plain += piece
                continue
            for i, line in enumerate(piece.split("\n"), self.text.count("\n") + 1):
                if mark := re.search(r"// (AG\d{4})$", line):
                    self.marks[name] = (mark[1], i)
            self.text += piece
        self.main += f'  attempt("{name}", [] {{ using namespace {name}; {call} }});\n'

    def whole(self):
        return self.text + self.main + "}\n"


def run(command, folder, **more):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          cwd=folder, env={**os.environ, **more})


def build(folder, sources, out):
    """Error text, or nothing."""
    compiler, link = os.environ["AUTOGRAFT_TEST_CXX"], os.environ["AUTOGRAFT_TEST_LINK"]
    objects = []
    for source in sources:
        objects.append(source + ".o")
        done = run([*shlex.split(compiler), "-Wno-unused", "-c", source, "-o", source + ".o"], folder)
        if done.returncode:
            return done.stderr
    return run([*shlex.split(os.environ["AUTOGRAFT_TEST_LINKER"]), *objects, "-o", out,
                *shlex.split(link)], folder).stderr


def verdicts(done):
    """{name: (code, line)} of one run; a warning on standard error counts, too."""
    found = {}
    for line in done.stdout.split("\n"):
        if words := line.split():
            found[words[0]] = None if words[1] == "fine" else (words[1], int(words[2]) if len(words) > 2 else 0)
    # The cause, an error with a code of its own, may stand before the warning's code.
    for part in re.split(r"^(?=AG\d{4}_\w+$)", done.stderr, flags=re.M):
        at = part.split("\n")[0]
        if warning := re.search(r":(\d+)(?::\d+)?: warning: (?:.|\n)*?\[(AG04\d\d)\]", part):
            found[at] = (warning[2], int(warning[1]))
    return found


def check(tool, folder, flags, prelude, examples, files_of):
    program = Program(prelude)
    for code, both in examples.items():
        for kind, example, call in zip(("fails", "works"), both, calls.CALLS[code]):
            program.add(f"{code}_{kind}", example, files_of(example), call)
    prepare(folder)
    Path(folder, "program.cpp").write_text(program.whole())
    Path(folder, "plain.cpp").write_text(program.plain)
    done = run([tool, "program.cpp", "-o", "program.ag.cpp", *flags], folder)
    if done.returncode or done.stderr:
        return ["the examples of run-time errors are not converted:\n" + done.stderr]
    bad = []
    for source in ("program", "program.ag"):
        out = source.replace(".ag", "") + (".graph" if ".ag" in source else ".eager")
        if text := build(folder, [source + ".cpp", "plain.cpp"], out):
            return [text]
    ways = [("program.eager", {}), ("program.graph", {"AUTOGRAFT_BACKEND": "ref"}),
            ("program.graph", {}), ("program.graph", {"AUTOGRAFT_MODE": "eager"})]
    for which, environment in ways:
        done = run(["./" + which], folder, **environment)
        what = which + str(environment or "")
        if done.returncode:
            bad.append(f"{what} ends with {done.returncode}: {done.stdout}{done.stderr}")
        found = verdicts(done)
        eager = which.endswith("eager") or "AUTOGRAFT_MODE" in environment
        for name in [f"{code}_{kind}" for code in examples for kind in ("fails", "works")]:
            wanted = program.marks.get(name)
            if wanted and name[:6] in calls.NO_PLACE:
                wanted = (wanted[0], 0)
            if wanted and eager and name[:6] in calls.GRAPH_ONLY:
                got = found.get(name, "not reached")
                wanted = got if got is None or got[0] == wanted[0] else None
            if name.endswith("fails") and name not in program.marks:
                bad.append(f"{name}: no line is marked")
            if name not in found or found[name] != wanted:
                bad.append(f"{name}, {what}: {found.get(name, 'not reached')}, not {wanted}")
    return bad
