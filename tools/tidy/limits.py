"""The numbers of STYLE.md."""

import re
from collections import Counter
from pathlib import PurePosixPath

import swift_source
from repository import Finding, lines

COLUMNS, FUNCTION_LINES, FILE_LINES, PARAMETERS, FOLDER_FILES = 100, 70, 600, 4, 20
SOURCE = (".swift", ".c", ".h", ".cpp", ".inc", ".py")
# Files whose name is given by a tool.
GIVEN_NAMES = {"Package", "main"}


def line_length(repository):
    for path in repository.paths(*SOURCE):
        for number, line in lines(repository.texts[path]):
            if len(line) > COLUMNS:
                yield Finding("line-length", path, f"{path}:{number}: {len(line)} columns")


def file_length(repository):
    for path in repository.paths(*SOURCE):
        count = repository.texts[path].count("\n")
        if count > FILE_LINES:
            yield Finding("file-length", path, f"{path}: {count} lines")


def function_length(repository):
    for path, code in repository.swift.items():
        for function in swift_source.functions(code):
            if function.line_count > FUNCTION_LINES:
                yield Finding(
                    "function-length", f"{path}:{function.name}",
                    f"{path}:{function.line}: {function.name} has {function.line_count} lines")


def parameter_count(repository):
    for path, code in repository.swift.items():
        for function in swift_source.functions(code):
            if function.parameter_count > PARAMETERS:
                yield Finding(
                    "parameters", f"{path}:{function.name}",
                    f"{path}:{function.line}: {function.name} has "
                    f"{function.parameter_count} parameters")


def folder_size(repository):
    counts = Counter(str(PurePosixPath(path).parent) for path in repository.paths(*SOURCE))
    for folder, count in sorted(counts.items()):
        for _ in range(count - FOLDER_FILES):
            yield Finding("folder-size", folder, f"{folder}: {count} files")


def one_type(repository):
    for path, code in repository.swift.items():
        types = [found.name for found in swift_source.declarations(code)
                 if found.kind in ("class", "struct", "enum", "actor", "protocol")
                 and not found.is_private]
        for name in types[1:]:
            yield Finding("one-type", path, f"{path}: also declares {name}")


def file_name(repository):
    for path, code in repository.swift.items():
        stem = PurePosixPath(path).stem
        if stem in GIVEN_NAMES:
            continue
        found = swift_source.declarations(code)
        names = {re.sub(r"\W", "", part) for one in found for part in (one.name, one.name.split(".")[-1])}
        base = stem.split("+")[0]
        if found and base.lower() not in {name.lower() for name in names}:
            yield Finding("file-name", path, f"{path}: declares {', '.join(sorted(names))}")


RULES = (line_length, file_length, function_length, parameter_count, folder_size, one_type, file_name)
