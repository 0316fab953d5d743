"""What tasks read: files, or ranges of files of JSON Lines."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Sequence

from . import manifest, storage
from .failure import UNREADABLE, Failure

# Files of a dump's root that hold no records.
BESIDE = (storage.PLATFORM_FILE, manifest.FILE)
# Ranges begin at a multiple of it.
_RANGE_BYTES = 1 << 20


@dataclass(frozen=True)
class Unit:
    """A file, or the lines of it that begin from `start` on and before `stop`.

    number: among the units of the dump; size: of the whole file.
    """

    number: int
    address: str
    name: str
    start: int
    stop: int
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether it is all of a file."""
        return self.start == 0 and self.stop == self.size

    def whole(self) -> Unit:
        """The file that it is of."""
        return dataclasses.replace(self, start=0, stop=self.size)


@dataclass(frozen=True)
class Units:
    """are_brought: through Spark, each unit a whole file."""

    each: Sequence[Unit]
    are_brought: bool = False

    def firsts(self) -> Units:
        """The files."""
        return Units([unit.whole() for unit in self.each if unit.start == 0], self.are_brought)


def of(files: Sequence[storage.Entry], unit_bytes: int, are_brought: bool) -> Units:
    """Cuts files. Only `ucensus` can see whether a file may be cut: of one that may not, the first
    unit becomes all and the others nothing."""
    found: list[Unit] = []
    step_bytes = -(-unit_bytes // _RANGE_BYTES) * _RANGE_BYTES
    for entry in files:
        if entry.name in BESIDE:
            continue
        size = entry.byte_count
        step = max(1, size) if are_brought else step_bytes
        for start in range(0, max(1, size), step):
            found.append(Unit(len(found), entry.address, entry.name, start,
                              min(start + step, size), size))
    if not found:
        raise Failure(UNREADABLE, "no dump file in the location", "is it the right one?")
    return Units(found, are_brought)
