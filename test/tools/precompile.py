"""Precompiles the door <autograft/autograft.h> for the programs that the lit suites compile.

The results stand in a folder named for everything that goes into them (headers, flags, compilers),
so that a stale one is never used; a new one replaces the old. Not a build step: lit.cfg.py calls
it, so the suites are quick also when they are run by hand. Any failure only makes them slower; the
headers are tested elsewhere.
"""

import fcntl
import glob
import hashlib
import os
import shutil
import subprocess


def key(include, commands):
    """A name for the headers, the commands and the compilers."""
    digest = hashlib.sha256()
    for command in commands:
        status = os.stat(shutil.which(command[0]) or command[0])
        digest.update(repr((command, status.st_size, status.st_mtime_ns)).encode())
    for path in sorted(glob.glob(os.path.join(include, "autograft", "*.h"))):
        with open(path, "rb") as file:
            digest.update(path.encode() + b"\0" + file.read())
    return digest.hexdigest()[:16]


def build(target, gcc, clang):
    """Both files; Clang's names its source, so they are made where they will stand."""
    os.makedirs(os.path.join(target, "autograft"))
    stub = os.path.join(target, "stub.h")
    with open(stub, "w") as file:
        file.write("#include <autograft/autograft.h>\n")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    gch = os.path.join(target, "autograft", "autograft.h.gch")
    pch = os.path.join(target, "autograft.pch")
    if subprocess.run([*gcc, "-x", "c++-header", stub, "-o", gch], **quiet).returncode != 0:
        os.path.exists(gch) and os.remove(gch)
    timeless = ["-Xclang", "-fno-pch-timestamp"]
    if subprocess.run([*clang, *timeless, "-x", "c++-header", stub, "-o", pch],
                      **quiet).returncode != 0:
        os.path.exists(pch) and os.remove(pch)
    open(os.path.join(target, "complete"), "w").close()


def folder(root, include, gcc, clang):
    """The folder with `autograft/autograft.h.gch` (found by -I) and `autograft.pch`."""
    os.makedirs(root, exist_ok=True)
    target = os.path.join(root, key(include, [gcc, clang]))
    with open(os.path.join(root, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(os.path.join(target, "complete")):
            for old in glob.glob(os.path.join(root, "*/")):
                shutil.rmtree(old, ignore_errors=True)
            build(target, gcc, clang)
    return target
