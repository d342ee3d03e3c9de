"""Prints a program with one annotated function of about N lines: LINES"""

import sys

lines = int(sys.argv[1])
print("#include <autograft/autograft.h>\nAG_FUNCTION int big(const ag::Tensor& x) {")
for i in range(60):
    print(f"  int v{i} = {i};")
for block in range((lines - 60) // 20):
    a, b, c = block % 60, (block * 7 + 1) % 60, (block * 13 + 2) % 60
    print(f"  while (x > v{a}) {{\n    ++v{a};\n    if (v{b} > v{c})\n      v{b} -= 2;\n    else\n      ++v{c};")
    print("    if (x > 100)\n      break;\n    v%d += v%d > 3 ? 1 : 2;\n  }" % (a, b))
    print(f"  switch (v{c}) {{\n  case 1:\n    v{a} = 2;\n    break;\n  case 2:\n    ++v{b};\n    break;")
    print("  default:\n    break;\n  }")
for i in range(50):
    print(f"  {'else ' if i else ''}if (x > v{i}) v{i} = 1;")
print("  return v0 + v59;\n}\nint main() { return 0; }")
