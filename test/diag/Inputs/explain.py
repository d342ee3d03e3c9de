"""Demands that every code of the table has an explanation whose examples are right.

usage: explain.py ROOT TOOL FOLDER -- COMPILER FLAGS

The failing example must give exactly its code, at the line that it marks with `// AGnnnn`, and the
cured one must pass without a word. What kind of example it is follows from its text:
- a command line (`autograft …`, `AUTOGRAFT_…`) is run in a folder of its own;
- of the codes in calls.py both examples are run in all modes (see runs.py);
- all others are converted: the failing ones as one file, each in a namespace of its own, the cured
  ones as another, which is compiled too.
Examples of several files begin each with a line `// NAME.cpp`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import calls
import runs

# These end the reading of the whole file.
ALONE = {"AG0513"}
PRELUDE = """#include <autograft/autograft.h>
#include <coroutine>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
using ag::Tensor;
"""
GENERATOR = """struct Generator {
  struct promise_type {
    Generator get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    std::suspend_never yield_value(const ag::Tensor &) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
"""


def run(command, **more):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def block(lines, title):
    """The indented lines after the title."""
    text = []
    for line in lines[lines.index(title) + 2:]:
        if not line.startswith("    "):
            break
        text.append(line[4:])
    return "\n".join(text)


def explanations(tool):
    """{code: (failing example, cured example)} of those that have one."""
    found = {}
    for part in re.split(r"^(?=AG\d{4} \()", run([tool, "--explain", "all"]).stdout, flags=re.M):
        lines = part.split("\n")
        if "This gives it:" in lines:
            found[lines[0][:6]] = (block(lines, "This gives it:"), block(lines, "This does not:"))
    return found


def is_command(text):
    return any(line.startswith(("autograft ", "cmake ", "AUTOGRAFT_")) for line in text.split("\n"))


def files_of(text):
    """[(name, text)] of an example of several files, else []."""
    parts = re.split(r"^// (\S+\.(?:cpp|h))\b.*\n", text, flags=re.M)
    return list(zip(parts[1::2], parts[2::2])) if parts[0] == "" and len(parts) > 1 else []


def joined(examples):
    """One source text, and for each of its lines (counted from 1) the code it belongs to."""
    text, owner = PRELUDE + GENERATOR, [None] * (PRELUDE + GENERATOR).count("\n") + [None]
    for code, source in examples:
        macros = re.findall(r"^#define (\w+)", source, re.M)
        piece = f"namespace {code} {{\n{source}\n}}\n" + "".join(f"#undef {m}\n" for m in macros)
        text += piece
        owner += [code] * piece.count("\n")
    return text, owner


def said(errors):
    """[(file, line, code)] of the tool's messages; C++ errors have the code AG0513."""
    found = re.findall(r"^(\S*):(\d+):\d+: (?:error|warning|fatal error): (.*)", errors, re.M)
    return [(os.path.basename(file), int(line),
             (re.findall(r"\[(AG\d{4})\]$", text) or ["AG0513"])[0]) for file, line, text in found]


def judged(code, text, messages):
    """What is wrong with the messages about one text, which has the marks."""
    marks = {(i, code) for i, line in enumerate(text.split("\n"), 1) if "// " + code in line}
    if not marks:
        return [f"{code}: the failing example marks no line"]
    return [] if set(messages) == marks else \
        [f"{code}: the failing example gives {sorted(messages)}, not {sorted(marks)}"]


def batch(tool, folder, flags, failing, cured):
    """Examples of one file each, all in one run of the tool."""
    bad = []
    path = Path(folder, "fails.cpp")
    text, owner = joined(failing)
    path.write_text(text)
    errors = run([tool, str(path), "-o", "/dev/null", *flags]).stderr
    for code, source in failing:
        first = owner.index(code)  # the line `namespace … {`
        bad += judged(code, source, [(line - first, c) for _, line, c in said(errors)
                                     if owner[line] == code])
    if any(owner[line] is None for _, line, _ in said(errors)):
        bad.append(errors)
    path, emitted = Path(folder, "works.cpp"), str(Path(folder, "works.ag.cpp"))
    path.write_text(joined(cured)[0])
    done = run([tool, str(path), "-o", emitted, *flags])
    if done.returncode or done.stderr:
        return bad + ["the cured examples give:\n" + done.stderr]
    for source in (str(path), emitted):
        done = run([*os.environ["AUTOGRAFT_TEST_CLANGXX"].split(), "-Wno-unused", "-fsyntax-only",
                    "-include-pch", os.environ["AUTOGRAFT_TEST_PCH"], source])
        if done.returncode:
            bad.append("the cured examples do not compile:\n" + done.stderr)
    return bad


def several(tool, folder, flags, code, example, fails):
    """An example that is one file or several, in a folder of its own."""
    folder = Path(folder, code + ("-fails" if fails else "-works"))
    folder.mkdir()
    files = files_of(example) or [("example.cpp", example)]
    shift = PRELUDE.count("\n")
    for name, text in files:
        (folder / name).write_text(PRELUDE + text)
    errors = "".join(run([tool, str(folder / name), "-o", "/dev/null", *flags]).stderr
                     for name, _ in files if name.endswith(".cpp"))
    if not fails:
        return [f"{code}: the cured example gives {errors}"] if errors else []
    bad = []
    for name, text in files:
        if "// " + code in text:
            bad += judged(code, text, {(line - shift, c) for file, line, c in said(errors)
                                       if file == name})
    return bad or ([] if "// " + code in example else [f"{code}: no line is marked"])


def command(root, tool, folder, code, lines, fails):
    """A command line, run in a folder with a small project in it."""
    folder = Path(folder, code + ("-fails" if fails else "-works"))
    (folder / "src").mkdir(parents=True)
    (folder / "build").mkdir()
    source = PRELUDE + "AG_FUNCTION Tensor f(Tensor x) { return x; }\nint main() { f(1); }\n"
    for name in ("solver.cpp", "src/solver.cpp"):
        (folder / name).write_text(source)
    (folder / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(x CXX)\n"
                                           "add_executable(solver solver.cpp)\n")
    if (folder.parent / "program.graph").exists():
        (folder / "program").symlink_to("../program.graph")
    (folder / "autograft").symlink_to(tool)
    done = run(["sh", "-ec", lines], cwd=folder, env={
        **os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "CMAKE_GENERATOR": "Ninja",
        "CPLUS_INCLUDE_PATH": f"{root}/include"})
    text = done.stdout + done.stderr
    if fails:
        return [] if re.search(rf"\b{code}\b", text) else [f"{code}: `{lines}` does not give it: {text}"]
    return [] if done.returncode == 0 and "[AG" not in text else [f"{code}: `{lines}`: {text}"]


def main():
    root, tool, folder, flags = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    table = ["AG" + n for n in re.findall(r"AG_DIAG\((\d{4})",
                                          Path(root, "lib/diag/Diagnostics.def").read_text())]
    known = explanations(tool)
    bad = [f"{code}: no explanation" for code in table if code not in known]
    ran = {code: known[code] for code in known if code in calls.CALLS}
    bad += runs.check(tool, folder, flags, PRELUDE, ran, files_of)
    rest = {code: known[code] for code in known if code not in ran}
    single = {}
    for code, (fails, works) in rest.items():
        if is_command(fails):
            bad += command(root, tool, folder, code, fails, True)
            bad += command(root, tool, folder, code, works, False)
        elif files_of(fails) or code in ALONE:
            bad += several(tool, folder, flags, code, fails, True)
            bad += several(tool, folder, flags, code, works, False)
        else:
            single[code] = (fails, works)
    bad += batch(tool, folder, flags, [(code, both[0]) for code, both in single.items()],
                 [(code, both[1]) for code, both in single.items()])
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
