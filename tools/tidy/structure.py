"""Modules: which imports which, who may name options, and the picture in the README."""

import re

from repository import Finding, lines

COMMAND_LINES = ("ucensus", "ucensus-history", "Terminal")
IMPORT = re.compile(r"^(?:@\w+ )?(?:internal |package |public |private )?import (C[A-Z0-9]\w*)", re.M)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
TARGET = re.compile(r"\.(?:target|executableTarget|systemLibrary)\(\s*name: \"([\w-]+)\"(.*?)(?=\n    \.|\n  \])", re.S)
LIBRARY = re.compile(r"\.library\(\s*name: \"([\w-]+)\",\s*targets: \[(.*?)\]", re.S)
PUBLIC_IMPORT = re.compile(r"public import (?:\w+ )?(\w+)")
UNSAFE_DOCUMENT = "Documentation/UnsafeCode.md"
UNSAFE_ROW = re.compile(r"^\| `(Sources/[\w/-]+)` \|", re.M)
UNSAFE = re.compile(r"\bunsafe\b")
ARROW = re.compile(r"([\w-]+) (──►|══►) ([\w-]+)")


def module_of(path):
    return path.split("/")[1]


def c_targets(repository):
    return {module_of(path) for path in repository.paths(".h", ".modulemap", under=["Sources/C"])}


def c_imports(repository):
    targets = c_targets(repository)
    importers = {}
    for path, code in repository.swift.items():
        if path.startswith("Sources/"):
            for name in IMPORT.findall(code):
                if name in targets:
                    importers.setdefault(name, set()).add(module_of(path))
    for name, modules in sorted(importers.items()):
        if len(modules) > 1:
            yield Finding("c-import", name, f"{name} is imported by {', '.join(sorted(modules))}")


def option_names(repository):
    for path in repository.paths(".swift", under=["Sources/"]):
        if module_of(path) in COMMAND_LINES:
            continue
        for number, line in lines(repository.texts[path]):
            for option in OPTION.findall(line):
                yield Finding("option-name", path, f"{path}:{number}: {option}")


def dependencies(repository):
    """The targets that each target of Package.swift names."""
    package = repository.texts.get("Package.swift", "")
    found = {}
    for name, rest in TARGET.findall(package):
        listed = re.search(r"dependencies: \[(.*)\]", rest, re.S)
        found[name] = set(re.findall(r'"([\w-]+)"', listed[1])) if listed else set()
    return found


def picture(repository):
    """In the README `A ──► B` says that B depends on A; `A ══► B` that neither does."""
    targets = dependencies(repository)
    text = repository.texts.get("README.md", "")
    arrows = []
    for line in text.split("\n"):
        at = 0
        while match := ARROW.search(line, at):
            arrows.append(match.groups())
            at = match.start(3)
    if not any(left in targets and right in targets for left, _, right in arrows):
        yield Finding("picture", "README.md", "README.md: no picture of the data flow")
    for left, arrow, right in arrows:
        if left not in targets or right not in targets:
            continue
        if (left in targets[right]) != (arrow == "──►") or right in targets[left]:
            yield Finding("picture", "README.md", f"README.md: {left} {arrow} {right} is not so")


def public_imports(repository):
    """Types in public signatures of a library are of modules that its product has."""
    package = repository.texts.get("Package.swift", "")
    targets = dependencies(repository)
    for name, listed in LIBRARY.findall(package):
        modules = set(re.findall(r'"([\w-]+)"', listed))
        for path in repository.paths(".swift", under=[f"Sources/{one}/" for one in modules]):
            for number, line in lines(repository.texts[path]):
                match = PUBLIC_IMPORT.match(line)
                if match and match[1] in targets and match[1] not in modules:
                    yield Finding("public-import", path,
                                  f"{path}:{number}: {match[1]} is not a module of {name}")


def unsafe_folders(repository):
    """Unsafe code is in the folders that Documentation/UnsafeCode.md has, and in each of them."""
    listed = set(UNSAFE_ROW.findall(repository.texts.get(UNSAFE_DOCUMENT, "")))
    folders = set()
    for path, code in repository.swift.items():
        if path.startswith("Sources/") and UNSAFE.search(code):
            folder = path.rpartition("/")[0]
            folders.add(folder)
            if folder not in listed:
                yield Finding("unsafe-folder", path, f"{path}: unsafe code in a folder that "
                              f"{UNSAFE_DOCUMENT} does not have")
    for folder in sorted(listed - folders):
        yield Finding("unsafe-folder", folder, f"{UNSAFE_DOCUMENT}: {folder} has no unsafe code")


RULES = (c_imports, option_names, picture, public_imports, unsafe_folders)
