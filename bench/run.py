#!/usr/bin/env python3
"""Runs the workloads, compares them with hand-written C++ and with docs/performance.json.

    bench/run.py --program build/release/bench/bench_workloads [--peers DIR] [--only REGEX]
                 [--threads N] [--rounds N] [--out FILE] [--fresh] [--write]

Every case runs in a fresh process, pinned; the C++ of a case (built from DIR/cpp with clang++-19)
runs right before ours, in every round. A run that was stopped goes on where it was: rows are kept
in --out, --fresh begins again. What a system computes is checked against bench/reference.json.
With --write (and without --only, when nothing failed and --peers is given) docs/performance.json,
docs/performance.md and docs/performance.svg are brought up to date.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import report

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
MAIN, SLOW = "autograft", ("autograft.interpreter", "autograft.eager")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="bench_workloads")
    parser.add_argument("--peers", help="folder whose cpp/ holds the hand-written C++")
    parser.add_argument("--only", default="", help="regular expression over 'workload case'")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=60, help="seconds a process")
    parser.add_argument("--out", help="JSON rows; beside the program when not given")
    parser.add_argument("--fresh", action="store_true", help="forget the rows in --out")
    parser.add_argument("--write", action="store_true", help="update docs/performance.*")
    options = parser.parse_args()
    if not options.out:
        options.out = str(pathlib.Path(options.program).with_suffix(f".{options.threads}.jsonl"))
    return options


def build_peers(folder, work):
    """The hand-written C++, or None with a word on why not."""
    build = work / "peers-cpp"
    quiet = dict(check=True, stdout=subprocess.DEVNULL)
    try:
        subprocess.run(["cmake", "-S", str(pathlib.Path(folder) / "cpp"), "-B", str(build), "-G",
                        "Ninja", "-DCMAKE_CXX_COMPILER=clang++-19"], **quiet)
        subprocess.run(["ninja", "-C", str(build)], **quiet)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"the hand-written C++ was not built: {error}", file=sys.stderr)
        return None
    return str(build / "cpp_peer")


def keys_of(program, only):
    text = subprocess.run([program, "--list"], check=True, capture_output=True, text=True).stdout
    keys = [tuple(line.split("|")) for line in text.splitlines() if line.count("|") == 2]
    return [k for k in keys if re.search(only, f"{k[1]} {k[2]}")]


class Runner:
    def __init__(self, options):
        self.options = options
        self.rows = []
        self.done = set()
        if os.path.exists(options.out) and not options.fresh:
            with open(options.out, encoding="utf-8") as file:
                for line in file:
                    self.keep(json.loads(line))
        else:
            open(options.out, "w", encoding="utf-8").close()
        self.cores = "1" if options.threads == 1 else f"0-{options.threads - 1}"

    def keep(self, row):
        self.rows.append(row)
        self.done.add((row["peer"], row["workload"], row["case"], row["round"], row["phase"]))

    def run(self, program, key, round_, phase="time", cache=None):
        """One process. `phase`: time, or cold or warm for the first call alone."""
        peer, workload, case = key
        if (*key, round_, phase) in self.done:
            return
        row = dict(peer=peer, workload=workload, case=case, threads=self.options.threads)
        n = str(self.options.threads)
        environment = dict(os.environ, OMP_NUM_THREADS=n, AUTOGRAFT_THREADS=n)
        command = ["taskset", "-c", self.cores, program, "--threads", n, "--case", "|".join(key)]
        with tempfile.TemporaryDirectory() as empty:
            environment["AUTOGRAFT_CACHE_DIR"] = cache or empty
            command += ["--first"] if phase != "time" else []
            try:
                done = subprocess.run(command, capture_output=True, text=True, env=environment,
                                      timeout=self.options.timeout)
                lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
                row = json.loads(lines[-1]) if lines else dict(
                    row, error=f"exit {done.returncode}: {done.stderr.strip()[-300:]}")
            except subprocess.TimeoutExpired:
                row["error"] = f"no result in {self.options.timeout:.0f} s"
        row.update(round=round_, phase=phase)
        self.keep(row)
        with open(self.options.out, "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def plan(ours, theirs, rounds):
    """(round, program index, key, phase) in the order to run them: all of one case together."""
    groups = {}
    for index, keys in enumerate((theirs, ours)):
        for key in keys:
            groups.setdefault((key[1], report.base_case(key[2])), []).append((index, key))
    for round_ in range(1, rounds + 1):
        for members in groups.values():
            for index, key in members:
                if round_ == 1 or key[0] not in SLOW:
                    yield round_, index, key, "time"
            if round_ == 1:
                for index, key in members:
                    if key[0] == MAIN and key[1] != "call":
                        yield round_, index, key, "first"


def main():
    options = arguments()
    work = pathlib.Path(options.program).resolve().parent
    cpp = build_peers(options.peers, work) if options.peers else None
    programs = (cpp, options.program)
    ours = keys_of(options.program, options.only)
    theirs = keys_of(cpp, options.only) if cpp else []
    runner = Runner(options)
    steps = list(plan(ours, theirs, options.rounds))
    began = time.time()
    for number, (round_, index, key, phase) in enumerate(steps, 1):
        print(f"\r[{number}/{len(steps)}, {time.time() - began:.0f} s] {' '.join(key):70}",
              end="", file=sys.stderr, flush=True)
        if phase == "time":
            runner.run(programs[index], key, round_)
            continue
        with tempfile.TemporaryDirectory() as cache:
            runner.run(programs[index], key, round_, "cold", cache)
            runner.run(programs[index], key, round_, "warm", cache)
    print(file=sys.stderr)

    reference = json.loads((HERE / "reference.json").read_text())
    results = report.Results(runner.rows, reference, {(k[1], k[2]) for k in ours})
    print(results.table())
    for line in results.problems:
        print("WRONG:", line)
    stored = DOCS / "performance.json"
    if stored.exists():
        for line in results.worse_than(json.loads(stored.read_text()), options.threads):
            print("slower than docs/performance.json:", line)
    whole = not options.only and cpp and not results.problems
    if options.write or (whole and options.threads == 1):
        results.write(DOCS, json.loads((HERE / "others.json").read_text()), options.threads)
    return 1 if results.problems else 0


if __name__ == "__main__":
    sys.exit(main())
