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
LEAF_BYTES = 1 << 20


@dataclass(frozen=True)
class Digest:
    """size: in bytes; whole: SHA-256 of all bytes, None where it was not wanted and is another;
    root: of the tree with leaves of 1 MiB (AuditRules.md §3), which for one leaf is SHA-256."""

    size: int
    whole: str | None
    root: str

    @classmethod
    def of(cls, listed: Mapping[str, Any]) -> Digest:
        """As the names of a part have it."""
        whole = listed.get("sha256")
        return cls(listed["bytes"], whole, whole or listed["sha256Tree"])

    @property
    def kind(self) -> str:
        """The key of the root in JSON."""
        return "sha256" if self.size <= LEAF_BYTES else "sha256Tree"


class Digester:
    """Makes the digest of bytes that come in blocks of whole leaves, but for the last one."""

    def __init__(self, makes_whole: bool) -> None:
        self._leaves: list[bytes] = []
        self._whole = hashlib.sha256() if makes_whole else None
        self._size = 0

    def update(self, block: bytes) -> None:
        """Takes the next block."""
        assert self._size % LEAF_BYTES == 0, "a block after one that ends within a leaf"
        self._leaves += [hashlib.sha256(block[start:start + LEAF_BYTES]).digest()
                         for start in range(0, len(block), LEAF_BYTES)]
        if self._whole is not None:
            self._whole.update(block)
        self._size += len(block)

    def finish(self) -> Digest:
        """The digest of all blocks."""
        root = _root(self._leaves or [hashlib.sha256().digest()]).hex()
        whole = root if len(self._leaves) <= 1 else self._whole and self._whole.hexdigest()
        return Digest(self._size, whole, root)


def _root(level: list[bytes]) -> bytes:
    """Neighbours are joined, level by level; a last one without a neighbour goes up as it is."""
    while len(level) > 1:
        level = [hashlib.sha256(b"".join(level[at:at + 2])).digest() if at + 1 < len(level)
                 else level[at] for at in range(0, len(level), 2)]
    return level[0]


@dataclass(frozen=True)
class Input:
    """A stored file. name: as the provenance lists it."""

    name: str
    digest: Digest
    records_read: int
    records_rejected: int

    def document(self) -> dict[str, Any]:
        """The file, in the form of the names of a part."""
        return {"name": self.name, self.digest.kind: self.digest.root, "bytes": self.digest.size,
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
    head = {"format": "ucensus-names", "version": 3, "sha256": digest}
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
    return [Input(entry["name"], Digest.of(entry), entry["recordsRead"], entry["recordsRejected"])
            for entry in names["inputs"]]


def completeness(names: Names) -> Names:
    """Only the names that show whether models are absent."""
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
