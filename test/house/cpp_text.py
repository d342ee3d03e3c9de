"""A rough reader of C++ text for the house check: blanks comments and literals, finds functions.

It knows nothing of macros or templates; a function is a brace block, outside any other function,
that follows a parameter list. That is right for this tree's style and says so nowhere else.
"""

import re
from collections import namedtuple

Function = namedtuple("Function", "name line lines")

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""",
    re.S,
)
NAME = re.compile(r"(operator\s*[^\s(]+|~?[A-Za-z_][\w:~]*)\s*\($")
NOT_NAMES = {"if", "for", "while", "switch", "catch", "return", "sizeof", "decltype", "noexcept",
             "requires", "alignas", "static_assert", "constexpr", "explicit", "__attribute__"}
# Calls of macros that stand alone, without a semicolon, before the head of what follows.
MACRO_CALLS = re.compile(r"(?:\s*[A-Z][A-Z0-9_]+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)(?=\s*\n))*\s*")
TYPE_HEAD = re.compile(r"^\s*(template\s*<.*>\s*)?(export\s+)?(class|struct|union|enum)\b", re.S)


def _blank(text, keep_quotes):
    def replace(match):
        token = match[0]
        if keep_quotes and token[0] in "\"'R":
            return token
        return re.sub(r"[^\n]", " ", token)

    return TOKEN.sub(replace, text)


def without_comments(text):
    """The text with comments blanked; positions and line numbers stay."""
    return _blank(text, keep_quotes=True)


def _without_directives(text):
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.M)


def _name_of(head):
    """The name before the first parameter list of a function's head; None for other heads."""
    if TYPE_HEAD.match(head) or re.search(r"=\s*$", head):
        return None
    depth = 0
    for at, char in enumerate(head):
        if char == "(":
            if depth == 0:
                match = NAME.search(head[: at + 1])
                if match and match[1] not in NOT_NAMES:
                    return match[1]
            depth += 1
        elif char == ")":
            depth -= 1
    return None


def functions(text):
    """All function definitions of a file with their first line and number of lines."""
    text = _without_directives(_blank(text, keep_quotes=False))
    found, stack, head_start, inside = [], [], 0, 0
    for match in re.finditer(r"[{};]", text):
        at, char = match.start(), match[0]
        head = text[head_start:at]
        in_parentheses = head.count("(") != head.count(")")
        if char == "{":
            call = MACRO_CALLS.match(head).end()
            name = _name_of(head[call:]) if not inside and not in_parentheses else None
            stack.append((name, head_start + call))
            inside += name is not None
        elif char == "}" and stack:
            name, start = stack.pop()
            if name is not None:
                inside -= 1
                first = text.count("\n", 0, start) + 1
                found.append(Function(name, first, text.count("\n", start, at) + 1))
        if not in_parentheses:  # else a default argument, a lambda, the parts of a for
            head_start = at + 1
    return found
