// AG0502: an annotated definition in a header would stay unconverted.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
// CHECK: Inputs/annotated.h:4:31: error: the annotated function 'in_header' is defined in a header [AG0502]
// CHECK: cure: give --inline-headers (in CMake: INLINE_HEADERS), or move the definition
#include "Inputs/annotated.h"

AG_FUNCTION ag::Tensor declared_there(ag::Tensor x) { return in_header(x); }
