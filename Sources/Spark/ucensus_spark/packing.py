"""The first pass: `ucensus pack` reads and checks each unit once. What it makes stays with Spark;
its index, which has all but the records, goes to the driver."""

from __future__ import annotations

import dataclasses
import pathlib
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Sequence

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, Row, SparkSession

from . import pieces, places, storage
from .datafiles import DataFiles
from .failure import DEFECT, FINAL, REJECTED, USAGE, AttemptFailure, Failure
from .native import Program
from .parts import done
from .sources import over_units
from .units import Unit, Units
from .workspace import workspace

COLUMNS = ("unit int, piece int, status int, message string, hint string, isWhole boolean, "
           "index binary, content binary")
_SCHEMA = pa.schema([
    ("unit", pa.int32()), ("piece", pa.int32()), ("status", pa.int32()), ("message", pa.string()),
    ("hint", pa.string()), ("isWhole", pa.bool_()), ("index", pa.binary()),
    ("content", pa.binary())])
# What is kept of malformed records: the first is enough to say where it stands.
_ALL = 1_000_000_000


@dataclass(frozen=True)
class Packing:
    """How units are packed. names: what files are called, by their name below the location; dump:
    what the dump is called that they are files of, if it is not one of them; misplaced: records
    without a place (`ucensus pack --misplaced`)."""

    program: Program
    data_files: DataFiles
    is_rejecting: bool
    dump: str | None
    names: Callable[[str], str]
    misplaced: bytes | None = None


@dataclass(frozen=True)
class Packed:
    """A unit that was packed. round: the number of the pass that did; number: of its unit."""

    round: int
    number: int
    unit: Unit
    index: bytes


class Rounds:
    """Passes over units, each of which packs some of them again in another way."""

    def __init__(self, spark: SparkSession, packing: Packing, are_brought: bool) -> None:
        self._spark = spark
        self._packing = packing
        self._are_brought = are_brought
        self.frames: list[DataFrame] = []

    def run(self, units: Sequence[Unit]) -> list[Packed]:
        """Packs all units, and files as a whole that cannot be cut.

        Raises: Failure where a unit cannot be read."""
        found, uncut = self._round(units, self._packing)
        if uncut:
            found += self._round(uncut, self._packing)[0]
        return sorted(found, key=lambda packed: packed.number)

    def again(self, packed: Iterable[Packed], misplaced: bytes) -> list[Packed]:
        """Packs units once more, without records that have no place."""
        units = [one.unit for one in packed]
        return self._round(units, dataclasses.replace(self._packing, misplaced=misplaced))[0]

    def release(self) -> None:
        """Nothing that was packed is needed any more."""
        for frame in self.frames:
            frame.unpersist()

    def _round(self, units: Sequence[Unit],
               packing: Packing) -> tuple[list[Packed], list[Unit]]:
        frame = over_units(self._spark, Units(units, self._are_brought), _packer(packing), COLUMNS)
        frame = frame.persist(StorageLevel.MEMORY_AND_DISK)
        self.frames.append(frame)
        rows = done(frame.where("piece = 0").drop("content").collect)
        by_number = {unit.number: unit for unit in units}
        if sorted(row.unit for row in rows) != sorted(by_number):
            raise Failure(DEFECT, f"of {len(units)} files and pieces {len(rows)} were read")
        rows.sort(key=lambda row: row.unit)
        _refuse([row for row in rows if row.status and (row.isWhole or row.status != USAGE)])
        turn = len(self.frames) - 1
        done_whole = {by_number[row.unit].address for row in rows if row.isWhole}
        uncut = {by_number[row.unit].address for row in rows if row.status == USAGE} - done_whole
        found = [Packed(turn, row.unit, by_number[row.unit], bytes(row["index"])) for row in rows
                 if row.status == 0 and by_number[row.unit].address not in uncut
                 and (row.isWhole or by_number[row.unit].address not in done_whole)]
        found = [dataclasses.replace(one, unit=one.unit.whole())
                 if one.unit.address in done_whole else one for one in found]
        return found, [unit.whole() for unit in units if unit.address in uncut and unit.start == 0]


def _refuse(rows: Sequence[Row]) -> None:
    if rows:
        raise Failure(rows[0].status, "\nerror: ".join(row.message for row in rows[:10]),
                      rows[0].hint)


def _packer(packing: Packing) -> Callable[[Unit], Iterator[pa.RecordBatch]]:
    def pack(unit: Unit) -> Iterator[pa.RecordBatch]:
        with workspace() as directory:
            yield from _pack(unit, packing, directory)

    return pack


def _pack(unit: Unit, packing: Packing, directory: str) -> Iterator[pa.RecordBatch]:
    path = storage.brought(unit.address, directory, None if unit.is_whole
                           else range(unit.start, unit.stop))
    name = packing.names(unit.name)
    arguments = ["pack", path, "--name", name, "-o", "unit.pack", "--index", "unit.index",
                 "--on-error", "reject",
                 "--keep-rejected", str(_ALL if packing.is_rejecting else 1),
                 "--threads", str(packing.program.threads), "--quiet", "--no-config",
                 *packing.data_files.write(directory, ["--profile"])]
    if packing.dump is not None:
        arguments += ["--dump", packing.dump]
    if packing.misplaced is not None:
        pathlib.Path(directory, "misplaced").write_bytes(packing.misplaced)
        arguments += ["--misplaced", "misplaced"]
    ranged = [] if unit.is_whole else ["--range", f"{unit.start}:{unit.stop}"]
    outcome = packing.program.run([*arguments, *ranged], directory)
    is_whole = unit.is_whole
    if outcome.status == USAGE and ranged and unit.start == 0:
        # It cannot be cut; the other units of the file find the same.
        path = storage.brought(unit.address, directory, None)
        arguments[1] = path
        outcome = packing.program.run(arguments, directory)
        is_whole = True
    columns = {"unit": unit.number, "status": outcome.status, "isWhole": is_whole, "index": b"",
               "message": "", "hint": ""}
    if outcome.status in (0, REJECTED):
        columns.update(status=0, index=pathlib.Path(directory, "unit.index").read_bytes())
        content = pathlib.Path(directory, "unit.pack").read_bytes()
        yield from pieces.rows(columns, content, _SCHEMA)
        return
    outcome = places.renamed(outcome, path, name)
    message = outcome.error or f"{name}: exit status {outcome.status}"
    if outcome.status not in FINAL:
        raise AttemptFailure(message)
    yield from pieces.rows({**columns, "message": message, "hint": outcome.hint}, b"", _SCHEMA)
