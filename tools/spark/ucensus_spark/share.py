"""The share of a partition: its records as a dump that `ucensus` reads, and where each came from."""

from __future__ import annotations

import bisect
import dataclasses
import os
from array import array
from typing import BinaryIO

from . import places, storage, streams
from .native import Outcome
from .rejects import Reject
from .values import Record

_LINES, _VALUES = "lines.jsonl", "values.json"


class Share:
    """A dump in a directory of its own. Records keep their bytes: one that spans lines becomes an
    element of an array, any other a line."""

    def __init__(self, directory: str) -> None:
        os.makedirs(directory)
        self.directory = directory
        self.count = 0
        self._files = {name: _ShareFile(os.path.join(directory, name)) for name in (_LINES, _VALUES)}

    def add(self, record: Record) -> None:
        """Adds a record."""
        spans_lines = b"\n" in record.raw
        self.count += 1
        file = self._files[_VALUES if spans_lines else _LINES]
        file.add(record, (b",\n" if file.count else b"[\n") if spans_lines else b"",
                 b"" if spans_lines else b"\n")

    def close(self) -> list[str]:
        """Ends the files; returns the paths of those that have records."""
        if self._files[_VALUES].count:
            self._files[_VALUES].write(b"\n]\n")
        return [path for file in self._files.values() if (path := file.close())]

    def original(self, outcome: Outcome, location: str) -> tuple[Outcome, Record | None]:
        """An error with the name, line and byte that the record has in the dump at `location`, and
        the record without its bytes."""
        found = places.POSITION.match(outcome.error)
        file = self._files.get(os.path.basename(found["file"])) if found else None
        if found is None or file is None:
            return outcome, None
        record, distance = file.find(int(found["byte"]))
        byte = record.offset + distance
        try:
            line = str(streams.line_number(location, record.name, byte))
        except Exception:  # the dump cannot be read any more; the error stays the first
            line = "?"
        error = (f"{location}/{record.name}:{line}: byte {byte}: "
                 f"{outcome.error[found.end():]}")
        return dataclasses.replace(outcome, error=error), record


    def origin(self, reject: Reject) -> Reject:
        """A record that was left out, with the name that its file has in the dump, its beginning and
        the byte there. Its line is still to be found."""
        record, distance = self._files[os.path.basename(reject.file)].find(reject.byte)
        return dataclasses.replace(reject, file=record.name, byte=record.offset + distance,
                                   at=record.offset)


class _ShareFile:
    def __init__(self, path: str) -> None:
        self.count = 0
        self._path = path
        self._file: BinaryIO | None = None
        self._size = 0
        self._starts = array("q")
        self._lengths = array("l")
        self._offsets = array("q")
        self._names: list[str] = []
        self._first_of_name = array("q")

    def add(self, record: Record, before: bytes, behind: bytes) -> None:
        self.write(before)
        if not self._names or self._names[-1] != record.name:
            self._names.append(record.name)
            self._first_of_name.append(self.count)
        self._starts.append(self._size)
        self._lengths.append(len(record.raw))
        self._offsets.append(record.offset)
        self.count += 1
        self.write(record.raw)
        self.write(behind)

    def write(self, content: bytes) -> None:
        if self._file is None:
            self._file = open(self._path, "wb", buffering=1 << 20)
        self._file.write(content)
        self._size += len(content)

    def close(self) -> str | None:
        if self._file is None:
            return None
        self._file.close()
        return self._path

    def find(self, byte: int) -> tuple[Record, int]:
        """The record that a byte of this file is in, and how far in."""
        index = max(0, bisect.bisect_right(self._starts, byte) - 1)
        name = self._names[bisect.bisect_right(self._first_of_name, index) - 1]
        start = self._starts[index]
        with storage.open_at(self._path, start) as file:
            raw = file.read(self._lengths[index])
        return Record(name, self._offsets[index], raw), byte - start
