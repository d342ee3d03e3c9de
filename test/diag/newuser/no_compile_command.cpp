// A new user runs the tool on a file and gives no flags at all.
// RUN: %expect 2 %autograft %s -o %t.cpp | %check --implicit-check-not=error:
// CHECK: autograft: error: no compile command for '{{.*}}no_compile_command.cpp' [AG0505]
// CHECK: cure: give the flags after `--`

// The database of a folder is used only for files that it lists.
// RUN: rm -rf %t.db && mkdir -p %t.db && echo "[]" > %t.db/compile_commands.json
// RUN: %expect 2 %autograft -p %t.db %s -o %t.cpp | %check --check-prefix=LISTED
// LISTED: error: no compile command for '{{.*}}no_compile_command.cpp' [AG0505]
// LISTED: note: '{{.*}}compile_commands.json' has no entry for it
// LISTED: cure:

// RUN: rm -rf %t.none
// RUN: %expect 2 %autograft -p %t.none %s -o %t.cpp | %check --check-prefix=NODB
// NODB: error: cannot use '{{.*}}compile_commands.json': No such file or directory [AG0507]
// NODB: cure: configure with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON

int main() {}
