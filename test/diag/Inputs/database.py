"""Writes DIR/compile_commands.json with commands for one file: DIR FILE WORD... [::: WORD...]"""

import json
import shlex
import sys

folder, file, words = sys.argv[1], sys.argv[2], sys.argv[3:]
commands = [[]]
for word in words:
    if word == ":::":
        commands.append([])
    else:
        commands[-1].append(word)
with open(folder + "/compile_commands.json", "w") as out:
    json.dump([{"directory": folder, "file": file, "command": shlex.join(c)} for c in commands], out)
