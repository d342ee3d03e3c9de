// --emit=html and --emit=json: what is staged and why, for people and for programs.
// RUN: rm -f %t.svg && printf '<?xml version="1.0"?>\n<svg width="9"><g/></svg>\n' > %t.svg
// RUN: %expect 0 %autograft --emit=html,json --graph=%t.svg %s -o %t.html %flags
// RUN: %python %S/Inputs/page.py %t.html %t.html.json | %check --check-prefix=PAGE
// PAGE: 2 functions, 4 regions, 5 symbols
// RUN: %check --check-prefix=HTML < %t.html
// HTML: <title>{{.*}}page.cpp</title>
// HTML: <span class="staged symbol" data-s="{{[0-9]+}}" title="40:5: 'k' is staged because it is written here, inside a staged loop
// HTML: <section id="graph"
// HTML-NEXT: <svg width="9"><g/></svg>
// RUN: %check --check-prefix=JSON < %t.html.json
// JSON: "name": "late",
// JSON: "kind": "if",
// JSON-NEXT: "staged": false,
// JSON: "kind": "while",
// JSON-NEXT: "staged": true,
// JSON: "state": [
// JSON-NEXT: "x",
// JSON-NEXT: "k"
// JSON: "text": "this loop is staged because its condition depends on a tensor"
// JSON: "name": "k",
// JSON-NEXT: "kind": "local",
// JSON-NEXT: "type": "int",
// JSON-NEXT: "time": "staged",
// RUN: %expect 2 %autograft --emit=html --graph=%t.absent.svg %s -o %t.2.html %flags | %check --check-prefix=ABSENT
// ABSENT: error: cannot show the graph '{{.*}}absent.svg': No such file or directory [AG0514]
// RUN: echo "text" > %t.txt
// RUN: %expect 2 env PATH= %autograft --emit=html --graph=%t.txt %s -o %t.2.html %flags | %check --check-prefix=NODOT
// NODOT: error: cannot show the graph '{{.*}}.txt': Graphviz's `dot`, which draws it, is not installed; give an .svg [AG0514]
#include <autograft/autograft.h>
using ag::Tensor;

AG_FUNCTION Tensor late(Tensor x, bool twice) {
  int k = 0;
  if (twice)
    x = x * 2;
  while (sum(x) > 1.0 && k < 1 << 4) {
    x = x / 2;
    // "<k>" & the rest
    ++k;
  }
  if (k > 3)
    x = -x;
  return sum(x, {}, twice);
}

AG_FUNCTION Tensor both(Tensor x) {
  Tensor y = x;
  for (int i = 0; i < 3; ++i)
    y = y + i;
  return y;
}
