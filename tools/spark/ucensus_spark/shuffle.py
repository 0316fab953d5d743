"""A raw dump in one location: records move to the partition of their customer, then each partition is
counted where it is."""

from __future__ import annotations

import dataclasses
import itertools
import os
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Mapping, Sequence

from pyspark.broadcast import Broadcast
from pyspark.sql import SparkSession

from . import completeness, envelope, parts, plan, profile, routing, storage, survey
from .datafiles import DataFiles
from .failure import DEFECT, INPUT_OUTPUT, UNREADABLE, AttemptFailure, Failure
from .hierarchy import Hierarchy, Node
from .native import Program
from .parts import RESULT_COLUMNS, Batches, PartResult
from .share import Share
from .sources import Units
from .streams import Unit
from .survey import Place, Survey
from .values import Record
from .workspace import workspace

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
class _Job:
    location: str
    program: Program
    data_files: DataFiles
    part_count: int


def units(files: Sequence[storage.Entry], sizes: Sizes, are_brought: bool) -> Units:
    """What tasks read. Only a task can tell whether a file may be cut: of one that may not, the first
    unit is all and the others are nothing."""
    found: list[Unit] = []
    for entry in files:
        if entry.name == storage.PLATFORM_FILE:
            continue
        step = max(1, entry.byte_count) if are_brought else sizes.unit_bytes
        for start in range(0, max(1, entry.byte_count), step):
            stop = min(start + step, entry.byte_count)
            found.append(Unit(len(found), entry.address, entry.name, start, stop))
    if not found:
        raise Failure(UNREADABLE, "no dump file in the location", "is it the right one?")
    return Units(found, are_brought)


def count(spark: SparkSession, location: str, all_units: Units, program: Program,
          data_files: DataFiles, sizes: Sizes) -> list[PartResult]:
    """Counts a dump; the first part holds the hierarchy and the settings."""
    models = profile.parse(data_files.content("--profile"))
    found = survey.run(spark, all_units, models)
    completeness.check(found.pages)
    head = _count_head(_Job(location, program, data_files, 1), found)
    hierarchy = _hierarchy(found, models)
    customers = plan.customers_of(found.sizes, hierarchy)
    planned = plan.make(found.sizes, customers, sizes.partition_bytes)
    job = _Job(location, program, data_files, 1 + len(planned.partitions))
    head = _count_head(job, found) if job.part_count > 1 else head
    if not planned.partitions:
        return [head]
    results = _count_partitions(spark, job, all_units, models, planned, customers,
                                _needs(planned, hierarchy, customers))
    expected = sum(records for records, _ in found.sizes.values())
    counted = sum(result.records for result in results)
    if counted != expected:
        raise Failure(DEFECT, f"{expected} records were seen, {counted} were counted",
                      "did the dump change while it was read?")
    return [head, *results]


def _hierarchy(found: Survey, models: profile.Profile) -> Hierarchy:
    heads = [(record, models[envelope.meta(record.raw).model]) for record in found.heads]
    return Hierarchy([Node.of(record, model) for record, model in heads if model.role == "node"])


def _count_head(job: _Job, found: Survey) -> PartResult:
    """Counts the hierarchy and the settings here: what contradicts itself in them is refused before
    anything moves."""
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
        if moved.partition is None:
            return
        indexes = needs.value.of_partition[moved.partition]
        nodes = needs.value.nodes
        chosen = nodes if indexes is None else [nodes[index] for index in indexes]
        records = itertools.chain(chosen, moved.records())
        number = 2 + moved.partition
        try:
            with workspace() as directory:
                result = _count_share(job, number, records, directory, needs.value.customers)
        except (Failure, OSError) as error:
            raise AttemptFailure(f"part {number}: {error}") from error
        yield dataclasses.replace(result, records=moved.count).batch()

    return run


class _Moved:
    """What the shuffle has brought to a task: the records of one partition."""

    def __init__(self, batches: Batches) -> None:
        self._batches = (batch for batch in batches if batch.num_rows)
        self._first = next(self._batches, None)
        self.count = 0
        self.partition = None if self._first is None else self._first.column("partition")[0].as_py()

    def records(self) -> Iterator[Record]:
        """All of them, in order."""
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
    outcome = job.program.count(share.close(), part, number, job.part_count,
                                job.data_files.write(directory))
    what = f"part {number} of {job.part_count}"
    if outcome.status:
        outcome, refused = share.original(outcome, job.location)
        if refused is not None:
            what += _customer_of(refused, customers)
    return PartResult.of(outcome, number, part, what)


def _customer_of(record: Record, customers: Mapping[Place, str]) -> str:
    meta = envelope.meta(record.raw)
    pkid = customers.get((meta.place, meta.is_path))
    return (f", customer {pkid}" if pkid else "") + (f", at {meta.place}" if meta.place else "")
