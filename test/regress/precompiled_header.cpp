// A precompiled header of a build holds AG_FUNCTION as nothing: functions were left as they were, and
// nothing was said. Its header is read instead.
// RUN: mkdir -p %t.d && echo "#include <autograft/autograft.h>" > %t.d/all.h
// RUN: %clangxx -x c++-header %t.d/all.h -o %t.d/all.pch
// RUN: %autograft %s -o - %flags -include-pch %t.d/all.pch | %check
// RUN: %autograft %s -o - %flags -Xclang -include-pch -Xclang %t.d/all.pch -Xclang -include -Xclang %t.d/all.h | %check
AG_FUNCTION ag::Tensor half(ag::Tensor x) {
  // CHECK: ::ag::Loop ag_1(
  while (x > 1) x /= 2;
  return x;
}
