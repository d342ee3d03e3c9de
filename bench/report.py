"""What the rows of a run mean: checks, ratios to hand-written C++, tables and the plot."""
import json
import math
import platform
import re

OURS = ("autograft", "autograft.interpreter", "autograft.eager")
HAND = ("cpp", "eigen", "cpp+onednn")
WORSE = 1.15
BEGIN, END = "<!-- workloads: begin -->", "<!-- workloads: end -->"


def base_case(case):
    """Without the ending that names another form of the same case."""
    return re.sub(r" (pixel|masked|select|layers unrolled|loops)$", "", case)


def seconds(s):
    if s is None:
        return ""
    for unit, scale in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if s >= scale:
            return f"{s / scale:.3g} {unit}"
    return f"{s / 1e-9:.3g} ns"


def times(ratio):
    if ratio is None:
        return ""
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def fits(found, expected):
    return len(found) == len(expected["check"]) and all(
        abs(f - e) <= r * abs(e)
        for f, e, r in zip(found, expected["check"], expected["rtol"]))


class Results:
    """`cases`: the (workload, case) pairs that were asked for."""

    def __init__(self, rows, reference, cases):
        self.best, self.first, self.problems, self.cases = {}, {}, [], []
        for row in rows:
            self.add(row, reference)
        for workload, case in sorted(cases):
            hand = {peer: self.best[peer, workload, base_case(case)]
                    for peer in HAND if (peer, workload, base_case(case)) in self.best}
            name = min(hand, key=hand.get) if hand else None
            self.cases.append((workload, case, name, hand.get(name)))

    def add(self, row, reference):
        where = (row["peer"], row["workload"], row["case"])
        if "error" in row:
            if row["peer"] in OURS:
                self.problems.append(f"{' '.join(where)}: {row['error']}")
            return
        if row["phase"] != "time":
            self.first[row["workload"], row["case"], row["phase"]] = row["first_s"]
            return
        key = f"{row['workload']}|{base_case(row['case'])}"
        if key in reference and not fits(row["check"], reference[key]):
            self.problems.append(
                f"{' '.join(where)}: {row['check']}, expected {reference[key]['check']}")
        # The quieter round: what disturbs a machine only makes it slower.
        self.best[where] = min(row["median_s"], self.best.get(where, math.inf))

    def time(self, peer, workload, case):
        return self.best.get((peer, workload, case))

    def ratio(self, peer, workload, case, hand):
        t = self.time(peer, workload, case)
        return t / hand if t is not None and hand else None

    def table(self):
        head = ["workload", "case", "best C++", "autograft", "× C++", "interpreter", "eager",
                "first call", "cached"]
        lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
        for workload, case, name, hand in self.cases:
            ratio = lambda peer: times(self.ratio(peer, workload, case, hand))
            cells = [workload, case, f"{seconds(hand)} ({name})" if name else "",
                     seconds(self.time(OURS[0], workload, case)), ratio(OURS[0]), ratio(OURS[1]),
                     ratio(OURS[2]), seconds(self.first.get((workload, case, "cold"))),
                     seconds(self.first.get((workload, case, "warm")))]
            if not name:  # no C++ to compare with: times instead of ratios
                cells[5:7] = [seconds(self.time(peer, workload, case)) for peer in OURS[1:]]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def entries(self):
        out = {}
        for workload, case, name, hand in self.cases:
            entry = {"cpp": name, "cpp_s": hand}
            for peer in OURS:
                t = self.time(peer, workload, case)
                if t is not None:
                    entry[peer] = {"s": float(f"{t:.4g}")}
                    if hand:
                        entry[peer]["ratio"] = float(f"{t / hand:.4g}")
            for phase in ("cold", "warm"):
                if (workload, case, phase) in self.first:
                    entry[f"first_{phase}_s"] = float(f"{self.first[workload, case, phase]:.3g}")
            out[f"{workload}|{case}"] = entry
        return out

    def worse_than(self, stored, threads):
        for workload, case, _, hand in self.cases:
            old = stored.get(f"{threads} threads", {}).get(f"{workload}|{case}", {})
            for peer in OURS:
                before = old.get(peer, {}).get("ratio")
                now = self.ratio(peer, workload, case, hand)
                if before and now and now > before * WORSE:
                    yield f"{peer} {workload} {case}: {times(now)}, was {times(before)}"

    def write(self, docs, others, threads):
        """Merges into performance.json and rewrites the marked part of performance.md."""
        path = docs / "performance.json"
        stored = json.loads(path.read_text()) if path.exists() else {}
        stored["machine"] = machine()
        stored.setdefault(f"{threads} threads", {}).update(self.entries())
        path.write_text(json.dumps(stored, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
        one = stored.get("1 threads", {})
        (docs / "performance.svg").write_text(plot(one, others["ratios"]))
        page = docs / "performance.md"
        text = page.read_text()
        part = f"{BEGIN}\n{markdown(stored, others)}\n{END}"
        if BEGIN in text:
            text = text[:text.index(BEGIN)] + part + text[text.index(END) + len(END):]
        else:
            text = text.rstrip("\n") + "\n\n" + part + "\n"
        page.write_text(text)


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(line.split(":")[1].strip() for line in file if "model name" in line)
    except (OSError, StopIteration):
        pass
    return f"{model}, {platform.system()} {platform.release().split('-')[0]}"


def markdown(stored, others):
    lines = ["## Workloads", "",
             f"Measured on {stored['machine']}. × is the time as a multiple of the fastest of the "
             "hand-written C++ programs (plain, Eigen, oneDNN) in the same run; below 1 is faster.",
             "", "![Times as multiples of hand-written C++, logarithmic](performance.svg)", ""]
    for threads in sorted(key for key in stored if key.endswith(" threads")):
        one = threads == "1 threads"
        lines += [f"### {'One thread' if one else threads.capitalize()}", "",
                  "| workload | case | C++ | autograft | × | interpreter × | eager × | "
                  "first call | from the cache |", "|" + " --- |" * 9]
        for key, entry in stored[threads].items():
            workload, case = key.split("|")
            mine = entry.get(OURS[0], {})
            ratio = lambda peer, e=entry: times(e.get(peer, {}).get("ratio"))
            cpp = f"{seconds(entry['cpp_s'])} ({entry['cpp']})" if entry.get("cpp") else ""
            lines.append(f"| {workload} | {case} | {cpp} | {seconds(mine.get('s'))} | "
                         f"{ratio(OURS[0])} | {ratio(OURS[1])} | {ratio(OURS[2])} | "
                         f"{seconds(entry.get('first_cold_s'))} | "
                         f"{seconds(entry.get('first_warm_s'))} |")
        lines.append("")
    lines += [f"Other systems in the plot: {others['about']} Only ratios within one run compare.",
              "", "    ./dev bench --peers DIR        # DIR/cpp holds the hand-written C++"]
    return "\n".join(lines)


# ---- the plot: a row a case, a bar a system, one logarithmic scale

SYSTEMS = (("autograft", "#1b7837"), ("autograft.interpreter", "#7fbf7b"),
           ("autograft.eager", "#d9f0d3"), ("numba", "#f1a340"), ("jax", "#542788"),
           ("libtorch", "#d6604d"), ("tf.function", "#4393c3"))
LOW, HIGH = 0.05, 1e5


def plot(entries, others):
    left, width, bar, gap = 230, 640, 7, 8
    x = lambda r: left + width * math.log(min(max(r, LOW), HIGH) / LOW) / math.log(HIGH / LOW)
    parts, y = [], 46
    for key, entry in entries.items():
        bars = [(name, colour, entry.get(name, {}).get("ratio") if name in OURS
                 else others.get(key, {}).get(name)) for name, colour in SYSTEMS]
        bars = [b for b in bars if b[2]]
        if not bars:
            continue
        middle = y + len(bars) * bar / 2 + 3
        parts.append(f'<text x="{left - 8}" y="{middle:.0f}" text-anchor="end">'
                     f'{key.replace("|", " ")}</text>')
        for name, colour, ratio in bars:
            begin, end = sorted((x(1), x(ratio)))
            parts.append(f'<rect x="{begin:.1f}" y="{y}" width="{max(end - begin, 1):.1f}" '
                         f'height="{bar - 1}" fill="{colour}"><title>{name}: {times(ratio)}'
                         '</title></rect>')
            y += bar
        y += gap
    grid = []
    for power in range(math.ceil(math.log10(LOW)), math.floor(math.log10(HIGH)) + 1):
        at = x(10.0**power)
        colour = "#000" if power == 0 else "#ddd"
        grid.append(f'<line x1="{at:.1f}" y1="40" x2="{at:.1f}" y2="{y}" stroke="{colour}"/>'
                    f'<text x="{at:.1f}" y="{y + 14}" text-anchor="middle">'
                    f'{10.0**power:g} ×</text>')
    legend = []
    for i, (name, colour) in enumerate(SYSTEMS):
        at = 10 + i * 122
        legend.append(f'<rect x="{at}" y="12" width="10" height="10" fill="{colour}"/>'
                      f'<text x="{at + 14}" y="21">{name}</text>')
    body = "\n".join(grid + legend + parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 30}" '
            f'height="{y + 24}" font-family="sans-serif" font-size="10">\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n')
