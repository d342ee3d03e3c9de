// What compile_commands.json of real builds holds: precompiled headers of GCC and Clang, response
// files, folders that are relative or have a space, launchers before the compiler.
// RUN: rm -rf %t.db && mkdir -p "%t.db/a folder" %t.db/relative && cd %t.db
// RUN: echo '#define PRE 1' > pre.h
// RUN: echo '#define SPACED 2' > "a folder/spaced.h" && echo '#define BESIDE 3' > relative/beside.h
// RUN: printf '%%s\n' '-DFROM_FILE' '"-DTEXT=\"two words\""' '@more.rsp' > flags.rsp && echo '-isystem "a folder"' > more.rsp
// RUN: %cxx -x c++-header pre.h -o pre.h.gch
//
// GCC's precompiled header is no obstacle, nor are flags that only GCC has.
// RUN: %python %S/Inputs/database.py . %s ccache distcc g++ -std=gnu++20 @flags.rsp -I relative -O3 \
// RUN:   -flto=auto -fno-fat-lto-objects -Winvalid-pch -include pre.h -fdiagnostics-color=always \
// RUN:   -fprofile-use=none.gcda -fstack-usage -fmodules-ts -fcf-protection -pipe -c -o x.o %s
// RUN: %expect 0 %autograft -v -p . %s -o %t.cpp -Werror | %check --implicit-check-not=pre.h
// CHECK-DAG: flag left out: -Winvalid-pch
// CHECK-DAG: flag left out: -fprofile-use=none.gcda
// CHECK-DAG: flag left out: -fdiagnostics-color=always
// CHECK-DAG: flag left out: -fmodules-ts
//
// Clang's would be one of other flags; the header that it was made from is named as well.
// RUN: %python %S/Inputs/database.py . %s A=B nice -n 5 env -u C D=E clang++ @flags.rsp -Irelative \
// RUN:   -Xclang -include-pch -Xclang no.pch -Xclang -include -Xclang pre.h -c -- %s
// RUN: %expect 0 %autograft -p . %s -o %t.cpp
// RUN: %python %S/Inputs/database.py . %s /opt/cmake -E env F=G -- sccache /usr/bin/c++ @flags.rsp \
// RUN:   -Irelative -include-pch no.pch -include pre.h -c %s
// RUN: %expect 0 %autograft -p . %s -o %t.cpp
//
// The same behind `--`, in a response file.
// RUN: echo '-I relative -include pre.h @flags.rsp -funknown-to-clang' > all.rsp
// RUN: %expect 0 %autograft %s -o %t.cpp -- @all.rsp
//
// A response file that is not there.
// RUN: %expect 2 %autograft %s -o %t.cpp -- @none.rsp | %check --check-prefix=NONE
// NONE: error: cannot use '@none.rsp'{{.*}} [AG0507]
#include <spaced.h>
#include "beside.h"

static_assert(PRE == 1 && SPACED == 2 && BESIDE == 3 && __cplusplus >= 202002L);
static_assert(sizeof(TEXT) == sizeof("two words"));
