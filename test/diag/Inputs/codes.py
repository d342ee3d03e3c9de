"""Compares the codes in the sources with the table lib/diag/Diagnostics.def: ROOT"""

import re
import sys
from pathlib import Path


def main():
    root = Path(sys.argv[1])
    table = {"AG" + n for n in re.findall(r"AG_DIAG\((\d{4})",
                                          (root / "lib/diag/Diagnostics.def").read_text())}
    given = {}
    for top in ("lib", "runtime", "include"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".h", ".cpp", ".def") and "lib/diag" not in path.as_posix():
                for code in re.findall(r"AG0\d{3}", path.read_text()):
                    given.setdefault(code, path)
    for code in sorted(given.keys() - table):
        print(f"{code}: given in {given[code]}, not in the table")
    for code in sorted(table - given.keys()):
        print(f"{code}: in the table, given nowhere")
    return 1 if given.keys() ^ table else 0


if __name__ == "__main__":
    sys.exit(main())
