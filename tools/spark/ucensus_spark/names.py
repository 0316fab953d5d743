"""The names that parts leave out, as `audit --partial --names` writes them: with them a merge
writes what one machine would."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Iterable, Mapping

# The document of one part.
Names = dict[str, Any]


@dataclass(frozen=True)
class Input:
    """A stored file. name: as the provenance lists it."""

    name: str
    sha256: str
    byte_count: int
    records_read: int
    records_rejected: int

    def document(self) -> dict[str, Any]:
        """As it stands in the names of a part."""
        return {"name": self.name, "sha256": self.sha256, "bytes": self.byte_count,
                "recordsRead": self.records_read, "recordsRejected": self.records_rejected}


def parse(content: bytes) -> Names:
    """The names of a part. Who wrote them has sealed them a moment ago."""
    found: Names = json.loads(content.split(b"\n", 1)[1])
    return found


def write(names: Names) -> bytes:
    """As `ucensus` reads them: PartFormat.md has the form."""
    text = _escaped(json.dumps(names, ensure_ascii=False)) + "\n"
    body = text.encode("utf-8", "surrogateescape")
    digest = hashlib.sha256(body).hexdigest()
    head = {"format": "ucensus-names", "version": 2, "sha256": digest}
    return json.dumps(head).encode() + b"\n" + body


def _escaped(text: str) -> str:
    """With the escapes of the form: control characters in capital digits, U+007F to 009F too."""
    short = {"\\b": "\\u0008", "\\f": "\\u000C"}

    def escape(found: re.Match[str]) -> str:
        sign = found[0]
        if sign[0] != "\\":
            return f"\\u{ord(sign):04X}"
        return short.get(sign, sign if len(sign) == 2 else "\\u" + sign[2:].upper())

    return re.sub(r"\\u[0-9a-f]{4}|\\.|[\x7f-\x9f]", escape, text)


def inputs(names: Names) -> list[Input]:
    """The files of a part."""
    return [Input(entry["name"], entry["sha256"], entry["bytes"], entry["recordsRead"],
                  entry["recordsRejected"]) for entry in names["inputs"]]


def completeness(names: Names) -> Names:
    """No more than what tells whether models are absent."""
    return {key: names[key] for key in ("models", "absent")}


def of_all(parts: Iterable[bytes], one: Names, files: Iterable[Input]) -> Names:
    """The names of several parts, whose records were brought together from these files."""
    rest = {key: value for key, value in one.items() if key not in ("parts", "shuffled")}
    return {"parts": [hashlib.sha256(part).hexdigest() for part in parts], "shuffled": True,
            **rest, "inputs": [file.document() for file in files]}


def as_asked(
    names: Names, options: Mapping[str, str], data_files: Mapping[str, str | None]
) -> Names:
    """With the options and the names of data files that the user has given: tasks have others."""
    named: Names = {**names, "options": dict(sorted(options.items()))}
    for key, path in data_files.items():
        if path is not None and key in named:
            named[key] = {**named[key], "name": path}
    return named


def absent(all_names: Iterable[Names], present: Iterable[str]) -> list[str]:
    """The models that records of any part name, and that are in none: a line each, as `ucensus`
    says it.

    present: models of which the whole has pages, though perhaps no record."""
    everywhere = list(all_names)
    known = set(present).union(*(names["models"] for names in everywhere))
    missing: dict[tuple[str, str], int] = {}
    for names in everywhere:
        for entry in names["absent"]:
            if known.isdisjoint(entry["models"]):
                key = (", ".join(entry["models"]), entry["reason"])
                missing[key] = missing.get(key, 0) + entry["references"]
    return [f"no record of {models}, although {reason}: {count}"
            for (models, reason), count in missing.items()]
