"""Phrases that have a plainer form (CONTRIBUTING.md, "English")."""

import re

import swift_source
from repository import Finding, lines

PHRASES = {
    "is in": r"\bstands? in\b",
    "is not a": r"\b(?:is|are) no (?!longer|more|less|fewer|other|doubt|such|way)\b",
    "after": r"\bbehind\b",
    "untrusted, any, only": r"\b(?:nobody|whoever|none but)\b",
    "they, or the noun": r"\b(?:he|him|his)\b",
    "fixed": r"\bmended\b",
    "spilled, or moved": r"\bput aside\b",
    "compared with": r"\bheld against\b",
    "reports, or shows": r"\btells\b",
    "also": r"\blikewise\b",
}
# A doc comment that begins with a question word, where a noun phrase says what it is.
HEADLINE = re.compile(r"^\s*/// (?:What|Who|Whose|Whether)\b")
CODE = re.compile(r"`[^`]*`")
FILES = (".swift", ".md", ".h", ".c", ".cpp", ".py")
# The list itself, its tests, and names of people in examples.
EXEMPT = ("tools/tidy/", "CHANGELOG.md", "CONTRIBUTING.md")


def phrases(repository):
    patterns = {plain: re.compile(pattern, re.I) for plain, pattern in PHRASES.items()}
    for path in repository.paths(*FILES):
        if path.startswith(EXEMPT):
            continue
        text = repository.texts[path]
        if path.endswith(".swift"):
            text = prose(text)
        previous_is_doc = False
        for number, line in lines(text):
            plain_line = CODE.sub("", line)
            for plain, pattern in patterns.items():
                for match in pattern.finditer(plain_line):
                    yield Finding("english", path,
                                  f'{path}:{number}: "{match.group()}" (better: {plain})')
            is_doc = line.lstrip().startswith("///")
            if is_doc and not previous_is_doc and HEADLINE.match(line):
                yield Finding("english", path, f"{path}:{number}: a noun phrase says what it is")
            previous_is_doc = is_doc


def prose(text):
    """Comments and strings of Swift; names in code are not sentences."""
    code = swift_source.masked(text)
    return "".join("\n" if char == "\n" else (" " if char == masked else char)
                   if not char.isspace() else char
                   for char, masked in zip(text, code))


RULES = (phrases,)
