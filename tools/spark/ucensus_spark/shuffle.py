"""A raw dump in one location: records move to the partition of their customer, then each partition is
counted where it is."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import os
from dataclasses import dataclass
from typing import Callable, Container, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from pyspark import TaskContext
from pyspark.broadcast import Broadcast
from pyspark.sql import SparkSession

from . import (completeness, envelope, manifest, names, parts, plan, profile, rejects, routing,
               storage, streams, survey)
from .datafiles import DataFiles
from .failure import (DEFECT, INPUT_OUTPUT, MALFORMED, REJECTED, UNREADABLE, AttemptFailure,
                      Failure)
from .hierarchy import Hierarchy, Node
from .names import Input, Names
from .native import Program
from .parts import RESULT_COLUMNS, Batches, PartResult
from .rejects import Reject
from .share import Share
from .sources import Units, over_units
from .streams import Unit
from .survey import Place, Survey
from .values import Record
from .workspace import workspace

# Files of a dump's root that hold no records.
BESIDE = (storage.PLATFORM_FILE, manifest.FILE)
_LINE_COLUMNS = "name string, turn int, at bigint, line bigint"
_LINE_SCHEMA = pa.schema([("name", pa.string()), ("turn", pa.int32()), ("at", pa.int64()),
                          ("line", pa.int64())])


@dataclass(frozen=True)
class Sizes:
    """unit_bytes: how much of a file of JSON Lines one task reads; partition_bytes: how much one task
    counts, about; both before compression, as far as it is known."""

    unit_bytes: int
    partition_bytes: int


@dataclass
class _Needs:
    """What partitions must know. nodes: records of nodes; of_partition: indexes into them, None for
    all; customers: the PKID of the customer of a place."""

    nodes: list[Record]
    of_partition: list[list[int] | None]
    customers: Mapping[Place, str]


@dataclass(frozen=True)
class Dump:
    """What is counted. location: where it is; shown: as the user calls it; beside: the small files of
    its root, by name."""

    location: str
    shown: str
    units: Units
    beside: Mapping[str, bytes]


@dataclass(frozen=True)
class Way:
    """How it is counted."""

    program: Program
    data_files: DataFiles
    is_rejecting: bool = False


@dataclass(frozen=True)
class Counted:
    """What came of it. names: of the whole; rejected: in the order of one machine."""

    results: list[PartResult]
    names: list[Names]
    rejected: list[Reject]


@dataclass(frozen=True)
class _Job:
    location: str
    way: Way
    part_count: int

    def options(self, directory: str, part: str) -> list[str]:
        """Of a partial audit. What a share lacks says nothing: the whole is judged by the driver."""
        options = [*self.way.data_files.write(directory), "--allow-incomplete"]
        if self.way.is_rejecting:
            options += ["--on-error", "reject", "--reject-file", parts.rejects_path(part)]
        return options


def units(files: Sequence[storage.Entry], sizes: Sizes, are_brought: bool) -> Units:
    """What tasks read. Only a task can tell whether a file may be cut: of one that may not, the first
    unit is all and the others are nothing."""
    found: list[Unit] = []
    for entry in files:
        if entry.name in BESIDE:
            continue
        step = max(1, entry.byte_count) if are_brought else sizes.unit_bytes
        for start in range(0, max(1, entry.byte_count), step):
            stop = min(start + step, entry.byte_count)
            found.append(Unit(len(found), entry.address, entry.name, start, stop))
    if not found:
        raise Failure(UNREADABLE, "no dump file in the location", "is it the right one?")
    return Units(found, are_brought)


def count(spark: SparkSession, dump: Dump, way: Way, sizes: Sizes) -> Counted:
    """Counts a dump; the first part holds the hierarchy and the settings."""
    models = profile.parse(way.data_files.content("--profile"))
    found = survey.run(spark, dump.units, models, is_listed=manifest.FILE in dump.beside)
    _check_pages_and_manifest(dump, found)
    results = _count_parts(spark, dump, way, sizes, models, found)
    completeness.check(names.absent((result.names for result in results),
                                    {model for model, _ in found.pages}))
    rejected = _located(spark, dump, [reject for result in results for reject in result.rejected])
    document = names.of_all((result.part for result in results), results[0].names,
                            _inputs(dump, found, rejected))
    return Counted(results, [document], rejected)


def _check_pages_and_manifest(dump: Dump, found: Survey) -> None:
    lines = completeness.gaps(found.pages, found.repeats, dump.shown)
    listed = dump.beside.get(manifest.FILE)
    if listed is not None:
        lines += manifest.differences(listed, dump.shown, _inputs(dump, found, []),
                                      dump.beside.get(storage.PLATFORM_FILE))
    completeness.check(lines)


def _inputs(dump: Dump, found: Survey, rejected: Sequence[Reject]) -> list[Input]:
    """The stored files, in the order of one machine."""
    rejected_of = collections.Counter(
        rejects.stored_name(reject.file.removeprefix(f"{dump.shown}/"), found.records)
        for reject in rejected)
    return [Input(f"{dump.shown}/{unit.name}", found.digests[unit.name], found.records[unit.name],
                  rejected_of[unit.name])
            for unit in dump.units.firsts().each]


def _located(spark: SparkSession, dump: Dump, rejected: Sequence[Reject]) -> list[Reject]:
    """Rejected records with the lines of their faults, in reading order."""
    if not rejected:
        return []
    bytes_of: dict[str, list[int]] = collections.defaultdict(list)
    for reject in rejected:
        bytes_of[reject.file].append(reject.byte)
    units = {unit.name: unit for unit in dump.units.firsts().each}
    stored = {name: rejects.stored_name(name, units) for name in bytes_of}
    firsts = dump.units.firsts(set(stored.values()))

    def find(unit: Unit) -> Batches:
        for name in (name for name, of in stored.items() if of == unit.name):
            positions = sorted(set(bytes_of[name]))
            turn, lines = streams.lines_of(unit, name, positions)
            yield pa.RecordBatch.from_pylist(
                [{"name": name, "turn": turn, "at": at, "line": line}
                 for at, line in zip(positions, lines)], schema=_LINE_SCHEMA)

    rows = parts.done(over_units(spark, firsts, find, _LINE_COLUMNS).collect)
    found = {(row.name, row["at"]): (row.turn, row.line) for row in rows}

    def order(reject: Reject) -> tuple[int, int, int, int]:
        return (units[stored[reject.file]].number, found[reject.file, reject.byte][0], reject.at,
                reject.byte)

    return [dataclasses.replace(reject, file=f"{dump.shown}/{reject.file}",
                                line=found[reject.file, reject.byte][1])
            for reject in sorted(rejected, key=order)]


def _count_parts(spark: SparkSession, dump: Dump, way: Way, sizes: Sizes, models: profile.Profile,
                 found: Survey) -> list[PartResult]:
    head = _count_head(_Job(dump.location, way, 1), found)
    hierarchy = _hierarchy(found, models, {(reject.file, reject.at) for reject in head.rejected})
    customers = plan.customers_of(found.sizes, hierarchy)
    planned = plan.make(found.sizes, customers, sizes.partition_bytes)
    job = _Job(dump.location, way, 1 + len(planned.partitions))
    head = _count_head(job, found) if job.part_count > 1 else head
    if not planned.partitions:
        return [head]
    results = _count_partitions(spark, job, dump.units, models, planned, customers,
                                _needs(planned, hierarchy, customers))
    expected = sum(records for records, _ in found.sizes.values())
    counted = sum(result.records for result in results)
    if counted != expected:
        raise Failure(DEFECT, f"{expected} records were seen, {counted} were counted",
                      "did the dump change while it was read?")
    return [head, *results]


def _hierarchy(found: Survey, models: profile.Profile,
               rejected: Container[tuple[str, int]]) -> Hierarchy:
    heads = [(record, models[envelope.meta(record.raw).model]) for record in found.heads]
    nodes = [Node.of(record, model) for record, model in heads if model.role == "node"]
    return Hierarchy([node for node in nodes
                      if (node.record.name, node.record.offset) not in rejected],
                     {node.pkid for node in nodes})


def _count_head(job: _Job, found: Survey) -> PartResult:
    """Counts the hierarchy and the settings here: what contradicts itself in them is refused before
    anything moves."""
    if not found.heads:
        raise Failure(MALFORMED, "no hierarchy node in the dump", "is it the right dump?")
    try:
        with workspace() as directory:
            result = _count_share(job, 1, found.heads, directory, {})
    except AttemptFailure as failure:  # here there is no other attempt
        raise Failure(INPUT_OUTPUT, str(AttemptFailure.message_in(str(failure)))) from failure
    if result.status:
        raise Failure(result.status, result.message, result.hint)
    return result


def _needs(planned: plan.Plan, hierarchy: Hierarchy,
           customers: Mapping[Place, str | None]) -> _Needs:
    by_customer = hierarchy.nodes_by_customer()
    of_partition = [None if partition.is_elsewhere else sorted(
        {index for customer in partition.customers for index in by_customer[customer]})
        for partition in planned.partitions]
    return _Needs(hierarchy.records(), of_partition, {
        place: hierarchy.pkid(customer) for place, customer in customers.items()
        if customer is not None})


def _count_partitions(spark: SparkSession, job: _Job, all_units: Units,
                      models: profile.Profile, planned: plan.Plan,
                      customers: Mapping[Place, str | None], needs: _Needs) -> list[PartResult]:
    context = spark.sparkContext
    routes = routing.Routes.of(planned, customers)
    shared_routes = context.broadcast(routes)
    if planned.cut:
        routes.cuts = routing.cuts(spark, all_units, models, planned, shared_routes)
        shared_routes.destroy()
        shared_routes = context.broadcast(routes)
    shared_needs = context.broadcast(needs)
    try:
        moved = routing.records(spark, all_units, models, len(planned.partitions), shared_routes)
        return parts.collect(moved.mapInArrow(_counter(job, shared_needs), RESULT_COLUMNS))
    finally:
        shared_routes.destroy()
        shared_needs.destroy()


def _counter(job: _Job, needs: Broadcast[_Needs]) -> Callable[[Batches], Batches]:
    def run(batches: Batches) -> Batches:
        moved = _Moved(batches)
        # A piece of a customer may have got nothing; its part is there all the same.
        indexes = needs.value.of_partition[moved.partition] or None
        nodes = needs.value.nodes
        chosen = [_in_a_line(node) for node in
                  (nodes if indexes is None else [nodes[index] for index in indexes])]
        records = itertools.chain(chosen, moved.records())
        number = 2 + moved.partition
        try:
            with workspace() as directory:
                result = _count_share(job, number, records, directory, needs.value.customers)
            _check_rejected(result, None if indexes is None else chosen)
            if not result.status:
                result = dataclasses.replace(result, names=names.completeness(result.names))
        except (Failure, OSError) as error:
            raise AttemptFailure(f"part {number}: {error}") from error
        yield dataclasses.replace(result, records=moved.count).batch()

    return run


def _in_a_line(node: Record) -> Record:
    """A sound node, whose line ends are but blanks, so that the share begins with a line that can be
    nothing but a record, whatever comes behind it."""
    return dataclasses.replace(node, raw=node.raw.replace(b"\n", b" "))


def _check_rejected(result: PartResult, nodes: Sequence[Record] | None) -> None:
    """Nodes have been sifted before, and only one partition, which has all of them, has records
    without a place."""
    known = {(node.name, node.offset) for node in nodes or ()}
    for reject in result.rejected:
        if (reject.file, reject.at) in known or (nodes is not None and reject.is_unplaced):
            raise Failure(DEFECT, f"{reject.file}: byte {reject.byte}: {reject.reason}",
                          "audit this dump on one machine")


class _Moved:
    """What the shuffle has brought to a task: the records of one partition."""

    def __init__(self, batches: Batches) -> None:
        self._batches = (batch for batch in batches if batch.num_rows)
        self._first = next(self._batches, None)
        self.count = 0
        context = TaskContext.get()
        self.partition: int = (context.partitionId() if context is not None else 0) \
            if self._first is None else self._first.column("partition")[0].as_py()

    def records(self) -> Iterator[Record]:
        """All of them, in order."""
        if self._first is None:
            return
        for batch in itertools.chain([self._first], self._batches):
            columns = [batch.column(name).to_pylist() for name in ("partition", "name", "at", "raw")]
            for partition, name, offset, raw in zip(*columns):
                if partition != self.partition:
                    raise AttemptFailure("records of two partitions came to one task")
                self.count += 1
                yield Record(name, offset, raw)


def _count_share(job: _Job, number: int, records: Iterable[Record], directory: str,
                 customers: Mapping[Place, str]) -> PartResult:
    """Counts records as a dump of their own, in a directory of this attempt alone."""
    share = Share(os.path.join(directory, "share"))
    for record in records:
        share.add(record)
    part = os.path.join(directory, "result.part")
    outcome = job.way.program.count(share.close(), part, number, job.part_count,
                                    job.options(directory, part))
    what = f"part {number} of {job.part_count}"
    if outcome.status not in (0, REJECTED):
        outcome, refused = share.original(outcome, job.location)
        if refused is not None:
            what += _customer_of(refused, customers)
    result = PartResult.of(outcome, number, part, what)
    if result.status:
        return result
    read = sum(file.records_read for file in names.inputs(result.names))
    if read != share.count:
        raise Failure(DEFECT, f"{share.count} records were brought, {read} were read")
    return dataclasses.replace(
        result, rejected=[share.origin(reject) for reject in result.rejected])


def _customer_of(record: Record, customers: Mapping[Place, str]) -> str:
    meta = envelope.meta(record.raw)
    pkid = customers.get((meta.place, meta.is_path))
    return (f", customer {pkid}" if pkid else "") + (f", at {meta.place}" if meta.place else "")
