"""Which partition a record goes to, and the shuffle that brings it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterator, Mapping, Sequence

import numpy
import pyarrow as pa
from pyspark.broadcast import Broadcast
from pyspark.sql import DataFrame, SparkSession

from . import envelope, persons, streams
from .parts import done
from .plan import Plan
from .profile import Profile
from .streams import Unit
from .survey import HEAD_ROLES, Place
from .sources import Units, over_units
from .values import Record

_EDGES = "customer int, first bigint, second bigint"
_EDGE_SCHEMA = pa.schema([("customer", pa.int32()), ("first", pa.int64()), ("second", pa.int64())])
RECORDS = "partition int, name string, at bigint, raw binary"
_RECORD_SCHEMA = pa.schema([("partition", pa.int32()), ("name", pa.string()), ("at", pa.int64()),
                            ("raw", pa.binary())])
_BATCH_BYTES = 4 << 20


@dataclass
class Routes:
    """places: by place a partition, or −1 − the index of a customer that is cut; elsewhere: of places
    that are not there; firsts: of each cut customer the first partition."""

    places: Mapping[Place, int]
    elsewhere: int
    firsts: Sequence[int]
    cuts: Sequence[persons.Cut]

    @classmethod
    def of(cls, plan: Plan, customers: Mapping[Place, str | None]) -> Routes:
        """The routes of a plan, without cuts."""
        cut = {customer: -1 - index for index, customer in enumerate(plan.cut)}
        places = {place: plan.whole.get(customer, cut.get(customer, 0))
                  for place, customer in customers.items() if customer is not None}
        return cls(places, -1 if plan.elsewhere is None else plan.elsewhere,
                   [first for first, _ in plan.cut.values()], [])


def cuts(spark: SparkSession, units: Units, profile: Profile, plan: Plan,
         routes: Broadcast[Routes]) -> list[persons.Cut]:
    """Cuts the customers that are too large, in a pass over their records."""
    rows = over_units(spark, units, _edge_finder(profile, routes), _EDGES).distinct()
    table = done(rows.toArrow)
    customer = table.column("customer").to_numpy()
    first, second = (table.column(name).to_numpy().view(numpy.uint64) for name in ("first", "second"))
    return [persons.cut(first[customer == index], second[customer == index], pieces)
            for index, (_, pieces) in enumerate(plan.cut.values())]


def _edge_finder(profile: Profile,
                 routes: Broadcast[Routes]) -> Callable[[Unit], Iterator[pa.RecordBatch]]:
    def find(unit: Unit) -> Iterator[pa.RecordBatch]:
        found: set[tuple[int, int, int]] = set()
        for item in streams.read(unit):
            if not isinstance(item, Record):
                continue
            meta = envelope.meta(item.raw)
            route = routes.value.places.get((meta.place, meta.is_path), 0)
            model = profile.get(meta.model)
            if route < 0 and model is not None:
                keys = persons.keys(_data(item.raw), model)
                found.update((-1 - route, one, other) for one, other in persons.edges(keys))
        edges = numpy.array(sorted(found), dtype=numpy.uint64).reshape(-1, 3).view(numpy.int64)
        yield pa.RecordBatch.from_arrays(
            [pa.array(edges[:, 0].astype(numpy.int32)), pa.array(edges[:, 1].copy()),
             pa.array(edges[:, 2].copy())], schema=_EDGE_SCHEMA)

    return find


def _data(raw: bytes) -> Any:
    record = envelope.parsed(raw)
    return record.get("data") if isinstance(record, dict) else None


def records(spark: SparkSession, units: Units, profile: Profile, partition_count: int,
            routes: Broadcast[Routes]) -> DataFrame:
    """All records but the heads, each in its partition, there in reading order."""
    found = over_units(spark, units, _router(profile, routes), RECORDS)
    return found.repartitionById(partition_count, "partition").sortWithinPartitions("name", "at")


def _router(profile: Profile,
            routes: Broadcast[Routes]) -> Callable[[Unit], Iterator[pa.RecordBatch]]:
    def route(unit: Unit) -> Iterator[pa.RecordBatch]:
        rows: list[tuple[int, str, int, bytes]] = []
        size = 0
        for item in streams.read(unit):
            if not isinstance(item, Record):
                continue
            partition = _partition(item.raw, profile, routes.value)
            if partition is None:
                continue
            rows.append((partition, item.name, item.offset, item.raw))
            size += len(item.raw)
            if size > _BATCH_BYTES:
                yield _batch(rows)
                rows, size = [], 0
        yield _batch(rows)

    return route


def _partition(raw: bytes, profile: Profile, routes: Routes) -> int | None:
    meta = envelope.meta(raw)
    model = profile.get(meta.model)
    if model is not None and model.role in HEAD_ROLES:
        return None
    route = routes.places.get((meta.place, meta.is_path), routes.elsewhere)
    if route >= 0:
        return route
    index = -1 - route
    keys = persons.keys(_data(raw), model) if model is not None else []
    return routes.firsts[index] + routes.cuts[index].piece(keys)


def _batch(rows: list[tuple[int, str, int, bytes]]) -> pa.RecordBatch:
    columns = list(zip(*rows)) or [()] * len(_RECORD_SCHEMA)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, type=field.type) for column, field in zip(columns, _RECORD_SCHEMA)],
        schema=_RECORD_SCHEMA)
