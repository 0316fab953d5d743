"""A raw dump in one location, whose records are in no order: `ucensus` packs each piece of it, and shares
of what was packed move to the partition that counts them."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
from dataclasses import dataclass
from typing import Callable, Iterator, Mapping, Sequence

import pyarrow as pa
from pyspark import TaskContext
from pyspark.broadcast import Broadcast
from pyspark.sql import DataFrame, SparkSession

from . import completeness, digests, manifest, names, parts, pieces, storage
from .datafiles import DataFiles
from .failure import DEFECT, INCOMPLETE, INPUT_OUTPUT, REJECTED, AttemptFailure, Failure
from .names import Input, Names
from .native import Outcome, Program
from .packing import Packed, Packing, Rounds
from .parts import RESULT_COLUMNS, Batches, PartResult
from .rejects import Reject
from .units import Units
from .workspace import workspace

# Packed records take about this part of their JSON.
_JSON_OF_PACKED = 10
_SHARE_COLUMNS = "share int, unit int, piece int, records bigint, content binary"
_SHARE_SCHEMA = pa.schema([("share", pa.int32()), ("unit", pa.int32()), ("piece", pa.int32()),
                           ("records", pa.int64()), ("content", pa.binary())])
_NOT_HERE = "export what is missing again, or count the dump on one machine with --allow-incomplete"


@dataclass(frozen=True)
class Dump:
    """What is counted. shown: as the user calls it; is_file: whether it is a single file; beside: the
    small files of its root, by name."""

    shown: str
    is_file: bool
    units: Units
    beside: Mapping[str, bytes]

    def name(self, name: str) -> str:
        """What a file is called."""
        return self.shown if self.is_file else f"{self.shown.rstrip('/')}/{name}"


@dataclass(frozen=True)
class Way:
    """How it is counted."""

    program: Program
    data_files: DataFiles
    is_rejecting: bool = False

    @property
    def on_error(self) -> list[str]:
        """The option of `ucensus`."""
        return ["--on-error", "reject"] if self.is_rejecting else []


@dataclass(frozen=True)
class Counted:
    """What came of it. names: of the whole; rejected: in the order of one machine."""

    results: list[PartResult]
    names: list[Names]
    rejected: list[Reject]


@dataclass(frozen=True)
class _Plan:
    """What `ucensus shares plan` has planned. nodes: by share, those that it needs; routes: by the round
    and the number of a unit; records: all that are to be counted."""

    nodes: list[bytes]
    routes: dict[tuple[int, int], bytes]
    records: int


def count(spark: SparkSession, dump: Dump, way: Way, partition_bytes: int) -> Counted:
    """Counts a dump; the first part holds the hierarchy and all that is known of the files."""
    packing = Packing(way.program, way.data_files, way.is_rejecting,
                      None if dump.is_file else dump.shown, dump.name)
    rounds = Rounds(spark, packing, dump.units.are_brought)
    try:
        with workspace() as directory:
            return _count(spark, dump, way, partition_bytes, rounds, directory)
    finally:
        rounds.release()


def _count(spark: SparkSession, dump: Dump, way: Way, partition_bytes: int, rounds: Rounds,
           directory: str) -> Counted:
    planning = _Planning(way, max(1, partition_bytes // _JSON_OF_PACKED), directory)
    packed = rounds.run(dump.units.each)
    plan, misplaced = planning.plan(packed)
    if misplaced is not None:
        lines, indexes = misplaced
        again = rounds.again([packed[index] for index in indexes], lines)
        by_number = {one.number: one for one in [*packed, *again]}
        packed = [by_number[one.number] for one in packed]
        plan, misplaced = planning.plan(packed)
    if plan is None or misplaced is not None:
        raise Failure(DEFECT, "records without a place were packed twice",
                      "audit this dump on one machine")
    head = planning.count(1 + len(plan.nodes))
    files = names.inputs(head.names)
    _check_manifest(spark, dump, files)
    results = [head]
    if plan.nodes:
        moved = _moved(rounds.frames, spark, plan, way.program)
        results += _count_shares(spark, moved, plan, way)
    counted = sum(result.records for result in results)
    if counted != plan.records:
        raise Failure(DEFECT, f"{plan.records} records were seen, {counted} were counted",
                      "did the dump change while it was read?")
    completeness.check(names.absent((result.names for result in results), ()))
    document = names.of_all((result.part for result in results), head.names, files)
    return Counted(results, [document], list(head.rejected))


def _check_manifest(spark: SparkSession, dump: Dump, files: Sequence[Input]) -> None:
    listed = dump.beside.get(manifest.FILE)
    if listed is None:
        return
    unit_of = {dump.name(unit.name): unit for unit in dump.units.firsts().each}
    whole = digests.with_whole(spark, files, unit_of, dump.units.are_brought)
    completeness.check(manifest.differences(listed, dump.shown, whole,
                                            dump.beside.get(storage.PLATFORM_FILE)))


class _Planning:
    """What the driver does with indexes, by `ucensus`."""

    def __init__(self, way: Way, share_bytes: int, directory: str) -> None:
        self._way = way
        self._share_bytes = share_bytes
        self._directory = directory
        self._indexes: list[str] = []

    def plan(self, packed: Sequence[Packed]) -> tuple[_Plan | None, tuple[bytes, list[int]] | None]:
        """The plan; or records without a place, and which of the units have them."""
        self._indexes = []
        for number, one in enumerate(packed):
            self._indexes.append(f"{number}.index")
            pathlib.Path(self._directory, self._indexes[-1]).write_bytes(one.index)
        profile = self._way.data_files.write(self._directory, ["--profile"])
        done = self._done(self._way.program.run(
            ["shares", "plan", *self._indexes, "-o", "plan", "--force",
             "--share-bytes", str(self._share_bytes), *profile, *self._way.on_error],
            self._directory))
        listed = json.loads(done.output)
        content = pathlib.Path(self._directory, "plan").read_bytes()

        def part(entry: Mapping[str, int]) -> bytes:
            return content[entry["offset"]:entry["offset"] + entry["bytes"]]

        if "misplaced" in listed:
            return None, (part(listed["misplaced"]), listed["misplaced"]["inputs"])
        routes = {(one.round, one.number): part(entry)
                  for one, entry in zip(packed, listed["inputs"], strict=True)}
        return _Plan([part(share) for share in listed["shares"]], routes, listed["records"]), None

    def count(self, part_count: int) -> PartResult:
        """Counts the hierarchy and the settings, as part 1."""
        options = [*self._way.data_files.write(self._directory), "--allow-incomplete"]
        part = os.path.join(self._directory, "result.part")
        if self._way.is_rejecting:
            options += [*self._way.on_error, "--reject-file", parts.rejects_path(part)]
        outcome = self._way.program.count(self._indexes, part, (1, part_count), options,
                                          self._directory)
        result = PartResult.of(self._done(outcome), 1, part, f"part 1 of {part_count}")
        # All records are in the other parts.
        return dataclasses.replace(result, records=0)

    @staticmethod
    def _done(outcome: Outcome) -> Outcome:
        """A success as it is; a failure ends the run, for the driver makes no second attempt."""
        if outcome.status in (0, REJECTED):
            return outcome
        status = outcome.status if outcome.status > 0 else INPUT_OUTPUT
        hint = _NOT_HERE if status == INCOMPLETE else outcome.hint
        raise Failure(status, outcome.error, hint)


# MARK: Shares


def _moved(frames: Sequence[DataFrame], spark: SparkSession, plan: _Plan,
           program: Program) -> DataFrame:
    """All shares of all units, each in the partition of its number."""
    cut: DataFrame | None = None
    for turn, frame in enumerate(frames):
        routes = {unit: routes for (of_turn, unit), routes in plan.routes.items()
                  if of_turn == turn}
        shared = spark.sparkContext.broadcast(routes)
        found = frame.where("status = 0").mapInArrow(_cutter(program, shared), _SHARE_COLUMNS)
        cut = found if cut is None else cut.union(found)
    assert cut is not None
    return cut.repartitionById(len(plan.nodes), "share").sortWithinPartitions("unit", "piece")


def _cutter(program: Program,
            routes: Broadcast[dict[int, bytes]]) -> Callable[[Batches], Batches]:
    def cut(batches: Batches) -> Batches:
        for row, contents in pieces.joined(batches, lambda row: row["unit"]):
            if row["unit"] not in routes.value:
                continue
            try:
                with workspace() as directory:
                    yield from _shares(row["unit"], contents, routes.value[row["unit"]], program,
                                       directory)
            except (Failure, OSError) as error:
                raise AttemptFailure(f"unit {row['unit']}: {error}") from error

    return cut


def _shares(unit: int, contents: Sequence[bytes], routes: bytes, program: Program,
            directory: str) -> Iterator[pa.RecordBatch]:
    _write(directory, "unit.pack", contents)
    _write(directory, "unit.routes", [routes])
    outcome = program.run(["shares", "cut", "unit.pack", "--routes", "unit.routes", "-o",
                           "unit.shares"], directory)
    if outcome.status:
        raise AttemptFailure(f"unit {unit}: {outcome.error}")
    with open(os.path.join(directory, "unit.shares"), "rb") as file:
        for share in json.loads(outcome.output)["shares"]:
            columns = {"share": share["share"] - 1, "unit": unit, "records": share["records"]}
            yield from pieces.rows(columns, file.read(share["bytes"]), _SHARE_SCHEMA)


def _write(directory: str, name: str, contents: Sequence[bytes]) -> None:
    with open(os.path.join(directory, name), "wb") as file:
        file.writelines(contents)


def _count_shares(spark: SparkSession, moved: DataFrame, plan: _Plan, way: Way) -> list[PartResult]:
    nodes = spark.sparkContext.broadcast(plan.nodes)
    try:
        counter = _counter(way, nodes, 1 + len(plan.nodes))
        return parts.collect(moved.mapInArrow(counter, RESULT_COLUMNS))
    finally:
        nodes.destroy()


def _counter(way: Way, nodes: Broadcast[list[bytes]],
             part_count: int) -> Callable[[Batches], Batches]:
    def run(batches: Batches) -> Batches:
        context = TaskContext.get()
        share = context.partitionId() if context is not None else 0
        number = 2 + share
        try:
            with workspace() as directory:
                inputs, records = _inputs(batches, share, nodes.value[share], directory)
                options = [*way.data_files.write(directory), "--allow-incomplete"]
                part = os.path.join(directory, "result.part")
                outcome = way.program.count(inputs, part, (number, part_count), options, directory)
                result = PartResult.of(outcome, number, part, f"part {number} of {part_count}")
            if not result.status:
                result = _checked(result, records)
        except (Failure, OSError) as error:
            raise AttemptFailure(f"part {number}: {error}") from error
        yield result.batch()

    return run


def _inputs(batches: Batches, share: int, nodes: bytes, directory: str) -> tuple[list[str], int]:
    """Writes what the shuffle has brought; returns the names of the files, and how many records they
    have."""
    inputs, records = ["nodes.share"], 0
    _write(directory, inputs[0], [nodes])
    for row, contents in pieces.joined(batches, lambda row: (row["share"], row["unit"])):
        if row["share"] != share:
            raise AttemptFailure("records of two partitions came to one task")
        inputs.append(f"{row['unit']}.share")
        records += row["records"]
        _write(directory, inputs[-1], contents)
    return inputs, records


def _checked(result: PartResult, records: int) -> PartResult:
    read = sum(file.records_read for file in names.inputs(result.names))
    if read != records:
        return PartResult(result.number, DEFECT,
                          message=f"{records} records were brought, {read} were read")
    return dataclasses.replace(result, records=records, names=names.completeness(result.names))
