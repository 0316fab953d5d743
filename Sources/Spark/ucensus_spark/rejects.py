"""Malformed records that were left out: from the reject files of parts to that of one machine."""

from __future__ import annotations

import json
import os
import pathlib
import re
from dataclasses import dataclass
from typing import Iterable, Sequence

from .failure import CANNOT_CREATE, DEFECT, USAGE, Failure

_LINE = re.compile(rb'\{"file": ("(?:[^"\\]|\\.)*"), "line": (\d+), "byte": (\d+), ("reason": .*)',
                   re.DOTALL)


@dataclass(frozen=True)
class Reject:
    """A line of a reject file. rest: the reason and the record, as they stand there."""

    file: str
    line: int
    byte: int
    rest: str

    @property
    def reason(self) -> str:
        """Why it was left out."""
        return str(json.loads("{" + self.rest)["reason"])

    def text(self) -> str:
        """The line."""
        return (f'{{"file": {_quoted(self.file)}, "line": {self.line}, "byte": {self.byte}, '
                f"{self.rest}\n")


def _quoted(text: str) -> str:
    """As `ucensus` writes names."""
    quoted = json.dumps(text, ensure_ascii=False).replace("\\b", "\\u0008").replace("\\f", "\\u000C")
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04X}", quoted)


def read(path: str) -> list[Reject]:
    """The lines of a reject file; none where there is no such file."""
    if not os.path.exists(path):
        return []
    return [_parsed(line) for line in pathlib.Path(path).read_bytes().split(b"\n") if line]


def _parsed(line: bytes) -> Reject:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Failure(DEFECT, f"no line of a reject file: {line[:200]!r}")
    return Reject(json.loads(found[1]), int(found[2]), int(found[3]), found[4].decode())


def pack(found: Sequence[Reject]) -> bytes:
    """For the way to the driver."""
    return json.dumps([[one.file, one.line, one.byte, one.rest] for one in found]).encode()


def unpacked(content: bytes) -> list[Reject]:
    """What was packed."""
    return [Reject(*fields) for fields in json.loads(content)]


def stored_name(file: str, known: Iterable[str]) -> str:
    """The stored file among those known: for the entry of a zip, the zip."""
    if file in known:
        return file
    parts = file.split(":")
    return next((name for count in range(len(parts) - 1, 0, -1)
                 if (name := ":".join(parts[:count])) in known), file)


class RejectFile:
    """The file that receives all rejects, when everything else is written."""

    def __init__(self, path: str | None, is_replacing: bool) -> None:
        self._path = path
        if path is None:
            return
        if "://" in path:
            raise Failure(USAGE, f"{path}: --reject-file takes a path on this machine")
        if os.path.exists(path) and not (is_replacing and os.path.isfile(path)):
            raise Failure(CANNOT_CREATE, f"{path}: there is something of that name already",
                          "replace it with --force")
        if not os.path.isdir(os.path.dirname(path) or "."):
            raise Failure(CANNOT_CREATE, f"{path}: there is no such directory")

    def prepare(self, found: Sequence[Reject]) -> None:
        """Writes the file under another name."""
        if self._path is None:
            return
        try:
            descriptor = os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640)
            with open(descriptor, "w", encoding="utf-8", newline="") as file:
                file.writelines(reject.text() for reject in found)
        except OSError as error:
            raise Failure(CANNOT_CREATE, f"{self._path}: {error.strerror}") from error

    def commit(self) -> None:
        """Gives the file its name."""
        if self._path is not None:
            os.replace(self._unfinished, self._path)

    def abandon(self) -> None:
        """Removes the unfinished file."""
        if self._path is not None and os.path.exists(self._unfinished):
            os.remove(self._unfinished)

    @property
    def _unfinished(self) -> str:
        directory, name = os.path.split(self._path or "")
        return os.path.join(directory, f".{name}.unfinished")

    def warning(self, found: Sequence[Reject]) -> str:
        """What was left out, in words."""
        kept = f"they are in {self._path}" if self._path else "--reject-file keeps them"
        first = found[0]
        return (f"warning: {len(found)} malformed records were left out; {kept}; the first: "
                f"{first.file}:{first.line}: byte {first.byte}: {first.reason}")
