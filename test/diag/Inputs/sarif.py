"""Demands that standard input is a SARIF 2.1.0 log, as far as autograft uses the format.

The rules are those of the OASIS standard and of its JSON schema, for the properties that occur; an
unknown property is an error, as in the schema. Prints `N results` and the codes.
"""

import json
import sys

ANY = object()
TEXT = {"text!": str}
REGION = {"startLine!": int, "startColumn": int, "endLine": int, "endColumn": int}
ARTIFACT = {"uri!": str}
LOCATION = {"id": int, "message": TEXT,
            "physicalLocation!": {"artifactLocation!": ARTIFACT, "region": REGION}}
FIX = {"description": TEXT,
       "artifactChanges!": [{"artifactLocation!": ARTIFACT,
                             "replacements!": [{"deletedRegion!": REGION,
                                                "insertedContent": TEXT}]}]}
RESULT = {"ruleId": str, "ruleIndex": int, "level": ("none", "note", "warning", "error"),
          "message!": TEXT, "locations": [LOCATION], "relatedLocations": [LOCATION], "fixes": [FIX]}
RULE = {"id!": str, "name": str, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT,
        "defaultConfiguration": {"level": ("none", "note", "warning", "error")}}
RUN = {"tool!": {"driver!": {"name!": str, "version": str, "rules": [RULE]}},
       "invocations": [{"executionSuccessful!": bool, "exitCode": int}],
       "columnKind": ("utf16CodeUnits", "unicodeCodePoints"), "results": [RESULT]}
LOG = {"$schema": str, "version!": ("2.1.0",), "runs!": [RUN]}


def check(value, shape, where):
    if isinstance(shape, dict):
        assert isinstance(value, dict), f"{where}: no object"
        names = {name.rstrip("!"): inner for name, inner in shape.items()}
        for name in shape:
            assert not name.endswith("!") or name[:-1] in value, f"{where}: no {name[:-1]}"
        for name, inner in value.items():
            assert name in names, f"{where}: {name} is not in the schema"
            check(inner, names[name], f"{where}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{where}: no list"
        for i, inner in enumerate(value):
            check(inner, shape[0], f"{where}[{i}]")
    elif isinstance(shape, tuple):
        assert value in shape, f"{where}: {value}"
    else:
        assert isinstance(value, shape) and (shape is not int or value is not True), where


def regions(value):
    if isinstance(value, dict):
        if "startLine" in value:
            yield value
        for inner in value.values():
            yield from regions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from regions(inner)


def main():
    log = json.load(sys.stdin)
    check(log, LOG, "log")
    for region in regions(log):
        assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1, region
        if region.get("endLine", region["startLine"]) == region["startLine"]:
            assert region.get("endColumn", 10**9) >= region.get("startColumn", 1), region
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert len(set(rules)) == len(rules), "two rules of one id"
        for result in run["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"], result
        print(len(run["results"]), "results:", " ".join(r["ruleId"] for r in run["results"]))


if __name__ == "__main__":
    main()
