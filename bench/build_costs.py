#!/usr/bin/env python3
"""What autograft costs at build time: its headers, the tool, the emitted code.

Prints medians of CPU seconds (user + system, children included) over interleaved runs, each beside
what it is compared with; for the tool also on long functions, with the largest memory. Measures no
run-time speed; overhead.cpp does that.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile

STANDARD = """atomic bit concepts cstddef cstdint initializer_list iosfwd memory new
source_location span stdexcept string string_view type_traits utility vector""".split()

LENGTHS = 300, 1000, 3000

FUNCTION = """
AG_FUNCTION Tensor f{n}(Tensor x, int limit) {{
  Tensor sum = ag::zeros_like(x);
  int turns = 0;
  while (ag::sum(x) > 1.0f + {n}) {{
    if (ag::any(x > 2.0f)) {{
      x = x / 2.0f;
    }} else {{
      x = x - 0.25f;
      sum = sum + x;
    }}
    if (++turns == limit) break;
  }}
  for (int i = 0; i < limit; ++i) sum = sum + x * i;
  return sum + turns;
}}
"""


BLOCK = """
  while (ag::sum(x) > 1.0f + {n}) {{
    if (ag::any(x > 2.0f)) {{
      x = x / 2.0f;
    }} else {{
      x = x - 0.25f;
      sum = sum + x;
    }}
    int step{n} = turns * 2;
    if (++turns == limit) break;
    turns = turns + step{n} - step{n};
  }}
"""


def costs(command):
    """CPU seconds and MB of memory."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def annotated_file():
    text = "#include <autograft/autograft.h>\nusing ag::Tensor;\n"
    n = 0
    while text.count("\n") < 200:
        text += FUNCTION.format(n=n)
        n += 1
    return text


def long_function(lines):
    text = ("#include <autograft/autograft.h>\nusing ag::Tensor;\n"
            "AG_FUNCTION Tensor f(Tensor x, int limit) {\n"
            "  Tensor sum = ag::zeros_like(x);\n  int turns = 0;\n")
    for n in range(lines // BLOCK.count("\n")):
        text += BLOCK.format(n=n)
    return text + "  return sum + turns;\n}\n"


def measure_lengths(options, flags, folder):
    """One function of 300, 1000 and 3000 lines: clang -fsyntax-only beside the tool."""
    print(f"{'one function':16}{'clang':>12}{'autograft':>13}{'ratio':>8}{'per line over clang':>23}"
          f"{'memory':>12}{'ratio':>8}")
    for lines in LENGTHS:
        source = os.path.join(folder, f"long{lines}.cpp")
        pathlib.Path(source).write_text(long_function(lines))
        commands = [[options.clang, *flags, "-fsyntax-only", source],
                    [options.tool, source, "-o", source + ".ag", "--", *flags]]
        rows = [[costs(command) for command in commands] for _ in range(options.runs)]
        clang, tool = (statistics.median(row[i][0] for row in rows) for i in range(2))
        less, more = (statistics.median(row[i][1] for row in rows) for i in range(2))
        print(f"{lines:6} lines    {clang * 1000:9.1f} ms {tool * 1000:9.1f} ms {tool / clang:5.2f} x"
              f"{(tool - clang) / lines * 1e6:20.1f} us {more:8.1f} MB {more / less:5.2f} x")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", required=True, help="the autograft executable")
    parser.add_argument("--gcc", default="g++")
    parser.add_argument("--clang", default="clang++-19")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    include = pathlib.Path(__file__).resolve().parent.parent / "include"
    flags = ["-std=c++20", "-ffp-contract=off", f"-I{include}"]
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        pathlib.Path(at("none.cpp")).write_text("".join(f"#include <{h}>\n" for h in STANDARD))
        pathlib.Path(at("all.cpp")).write_text("#include <autograft/autograft.h>\n")
        pathlib.Path(at("user.cpp")).write_text(annotated_file())
        convert = [options.tool, at("user.cpp"), "-o", at("user.ag.cpp"), "--", *flags]
        subprocess.run(convert, check=True)
        object_file = ["-c", "-o", at("out.o")]
        commands = {
            "standard headers, parsed": [options.gcc, *flags, "-fsyntax-only", at("none.cpp")],
            "autograft.h, parsed": [options.gcc, *flags, "-fsyntax-only", at("all.cpp")],
            "200 lines, clang -fsyntax-only": [options.clang, *flags, "-fsyntax-only",
                                               at("user.cpp")],
            "200 lines, converted": convert,
            "200 lines, original, g++ -O2": [options.gcc, *flags, "-O2", *object_file,
                                             at("user.cpp")],
            "200 lines, emitted, g++ -O2": [options.gcc, *flags, "-O2", *object_file,
                                            at("user.ag.cpp")],
            "autograft --help": [options.tool, "--help"],
        }
        times = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                times[name].append(costs(command)[0])
        before = None
        for i, (name, values) in enumerate(times.items()):
            median = statistics.median(values)
            ratio = f"{median / before:6.2f} x" if i % 2 == 1 else ""
            print(f"{name:34} {median * 1000:9.1f} ms {ratio}")
            before = median
        measure_lengths(options, flags, folder)


if __name__ == "__main__":
    main()
