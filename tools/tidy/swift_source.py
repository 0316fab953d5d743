"""A light reader of Swift: enough to measure functions and to list declarations."""

import re
from dataclasses import dataclass

TYPE = re.compile(
    r"^(?P<modifiers>(?:@\w+(?:\([^)]*\))?\s+|\w+(?:\(\w+\))?\s+)*?)"
    r"(?P<kind>class|struct|enum|actor|protocol|extension|typealias|func|let|var)\s+"
    r"(?P<name>`?[\w.]+`?)", re.M)
IMPORT = re.compile(r"^(?:@?\w+ )*import [^\n]*$", re.M)
FUNCTION = re.compile(r"\b(?:func\s+(?P<name>`?\w+`?|[^\w\s(`]+)|(?P<init>init)[?!]?|(?P<sub>subscript))"
                      r"\s*(?:<[^>{(]*>)?\s*\(")


@dataclass
class Declaration:
    kind: str
    name: str
    is_private: bool


@dataclass
class Function:
    name: str
    line: int
    line_count: int
    parameter_count: int


def masked(text, keep_strings=False):
    """The text with comments (and strings) blanked out; every line keeps its place and length."""
    out = list(text)
    at, end = 0, len(text)

    def blank(start, stop):
        for index in range(start, min(stop, end)):
            if out[index] != "\n":
                out[index] = " "

    while at < end:
        if text.startswith("//", at):
            stop = text.find("\n", at)
            stop = end if stop < 0 else stop
            blank(at, stop)
        elif text.startswith("/*", at):
            stop = _comment_end(text, at)
            blank(at, stop)
        elif text[at] == '"' or (text[at] == "#" and re.match(r'#+"', text[at:at + 4])):
            stop = _string_end(text, at)
            if not keep_strings:
                blank(at, stop)
        else:
            stop = at + 1
        at = stop
    return "".join(out)


def _comment_end(text, at):
    depth = 0
    for mark in re.compile(r"/\*|\*/").finditer(text, at):
        depth += 1 if mark.group() == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _string_end(text, at):
    """The end of a string literal, with its interpolations and nested strings."""
    hashes = len(re.match(r"#*", text[at:]).group())
    at += hashes
    quote = '"""' if text.startswith('"""', at) else '"'
    close, escape = quote + "#" * hashes, "\\" + "#" * hashes
    at += len(quote)
    while at < len(text):
        if text.startswith(close, at):
            return at + len(close)
        if text.startswith(escape + "(", at):
            at = _interpolation_end(text, at + len(escape))
        elif text.startswith(escape, at):
            at += len(escape) + 1
        elif quote == '"' and text[at] == "\n":
            return at
        else:
            at += 1
    return len(text)


def _interpolation_end(text, at):
    depth = 0
    while at < len(text):
        if text[at] == '"':
            at = _string_end(text, at)
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            break
    return at


def declarations(code):
    """The declarations outside all braces of masked text."""
    depth, outer = 0, []
    for char in code:
        if char == "}":
            depth -= 1
        outer.append(char if depth == 0 or char == "\n" else " ")
        if char == "{":
            depth += 1
    found = []
    for match in TYPE.finditer(IMPORT.sub("", "".join(outer))):
        words = match["modifiers"].split()
        is_private = "private" in words or "fileprivate" in words
        found.append(Declaration(match["kind"], match["name"].strip("`"), is_private))
    return found


def functions(code):
    """The functions, initializers and subscripts of masked text."""
    found = []
    for match in FUNCTION.finditer(code):
        before = code[:match.start()].rstrip()
        if match["init"] and before.endswith("."):
            continue
        opened = match.end() - 1
        closed = _matching(code, opened)
        body = _body(code, closed)
        if match["init"] and body is None and not _is_declared(code, match.start()):
            continue
        line = code.count("\n", 0, match.start()) + 1
        last = code.count("\n", 0, body if body is not None else closed) + 1
        name = match["name"] or match["init"] or match["sub"]
        found.append(Function(name, line, last - line + 1, _parameter_count(code, opened, closed)))
    return found


def _is_declared(code, at):
    begin = code.rfind("\n", 0, at) + 1
    return re.fullmatch(r"\s*(?:@?\w+(?:\(\w+\))?\s+)*", code[begin:at]) is not None


def _matching(code, at):
    depth = 0
    for index in range(at, len(code)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(code[index], 0)
        if depth == 0:
            return index
    return len(code) - 1


def _body(code, closed):
    """The end of the braces that follow a signature; None for a requirement of a protocol."""
    signature = re.compile(r"[^{}]*?\{").match(code, closed + 1)
    if signature is None:
        return None
    text = code[closed + 1:signature.end() - 1]
    rest = re.sub(r"\b(async|throws|rethrows|where)\b|->|\([^()]*\)", " ", text)
    if re.search(r"\b(func|init|var|let|case|static|subscript)\b", rest):
        return None
    return _matching(code, signature.end() - 1)


def _parameter_count(code, opened, closed):
    inside = code[opened + 1:closed]
    if not inside.strip():
        return 0
    depth, commas = 0, 0
    previous = ""
    for char in inside:
        if char in "([{<":
            depth += 1
        elif char in ")]}" or (char == ">" and previous != "-"):
            depth -= 1
        elif char == "," and depth == 0:
            commas += 1
        previous = char
    return commas + (0 if inside.rstrip().endswith(",") else 1)
