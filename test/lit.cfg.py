# Configuration of all lit suites (golden, diag, run, nasty, ported, regress). Run through ctest, or by hand:
#   lit.py -sv --param site=BUILD/test/lit.site.cfg.py test/diag
# Substitutions beside lit's own (%s the test, %S its folder, %t a name for temporary files):
#   %autograft    the tool
#   %flags        `--` and the compiler flags every test needs; stands last
#   %expect N     runs what follows and demands exit status N; if N is not 0, also that the file
#                 after -o does not exist afterwards; passes all output on to standard output
#   %check        FileCheck on the test's own comments; what it reads comes through a pipe
#   %filecheck    FileCheck alone, for tests that are no C++
#   %cxx          the host compiler with flags and all warnings as errors; %link ends its command
#   %gdb          gdb in batch mode; %clangd: clangd
#   %run-three    `%run-three %s`: the whole trip of a program, see tools/run_three.py
import os
import sys

import lit.formats

site = lit_config.params.get("site")
if not site:
    lit_config.fatal("give --param site=BUILD/test/lit.site.cfg.py")
with open(site) as text:
    exec(compile(text.read(), site, "exec"), {"config": config})

config.name = "autograft"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["unit", "cmake", "house", "tools", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.binary_root, "lit")

tools = os.path.join(config.test_source_root, "tools")
include = os.path.join(config.source_root, "include")
sanitize = [f"-fsanitize={config.sanitize}", "-fno-sanitize-recover=all"] if config.sanitize else []
warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
compile_flags = ["-std=c++20", "-ffp-contract=off", f"-I{include}"]
gcc = [config.cxx, "-O0", *compile_flags, *sanitize]
clang = [config.clangxx, *compile_flags]
link = [*config.fast_link, config.runtime, "-lfmt", "-pthread"]

sys.path.insert(0, tools)
import precompile  # beside run_three.py

precompiled = precompile.folder(os.path.join(config.binary_root, "pch"), include, gcc, clang)
gcc.insert(1, f"-I{precompiled}")

config.environment["PATH"] = config.llvm_bin + os.pathsep + os.environ["PATH"]
# A compiler cache answers what has not changed since the last run of the suites.
cached = [config.ccache] if config.ccache else []
config.environment["CCACHE_SLOPPINESS"] = ("pch_defines,time_macros,include_file_mtime,"
                                           "include_file_ctime")
for name in ("HOME", "CCACHE_DIR", "CCACHE_BASEDIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
config.environment["AUTOGRAFT_TEST_CXX"] = " ".join([*cached, *gcc, *warnings])
config.environment["AUTOGRAFT_TEST_LINKER"] = " ".join([config.cxx, *sanitize])
config.environment["AUTOGRAFT_TEST_CLANGXX"] = " ".join([*clang, *warnings])
config.environment["AUTOGRAFT_TEST_PCH"] = os.path.join(precompiled, "autograft.pch")
config.environment["AUTOGRAFT_TEST_LINK"] = " ".join(link)
config.environment["AUTOGRAFT_TEST_TOOL"] = config.autograft
config.environment["AUTOGRAFT_TEST_FLAGS"] = " ".join(compile_flags)
config.environment["TERM"] = "dumb"
for name in ("AUTOGRAFT_MODE", "AUTOGRAFT_BACKEND", "ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

# The longest first: lit replaces in this order, and %check is the beginning of no other one.
config.substitutions += [
    ("%autograft", config.autograft),
    ("%flags", "-- " + " ".join(compile_flags)),
    ("%expect", f"{config.python} {tools}/expect.py"),
    ("%run-three", f"{config.python} {tools}/run_three.py %t"),
    ("%filecheck", config.filecheck),
    ("%check", f"{config.filecheck} --dump-input-filter=all %s"),
    ("%cxx", config.environment["AUTOGRAFT_TEST_CXX"]),
    ("%clangxx", config.environment["AUTOGRAFT_TEST_CLANGXX"]),
    ("%link", config.environment["AUTOGRAFT_TEST_LINK"]),
    ("%gdb", "gdb -nx -batch -iex \"set debuginfod enabled off\""),
    ("%python", config.python),
    ("%root", config.source_root),
]
