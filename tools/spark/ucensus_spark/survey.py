"""The first pass over a dump: the nodes, the customers' settings, and how much lies where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql.functions import sum as sum_of

from . import envelope, storage, streams
from .completeness import Identity, PageSum, PlacedPage, Repeats, repeats_of
from .failure import DEFECT, Failure
from .names import LEAF_BYTES, Digest, Digester
from .parts import done
from .profile import Profile
from .sources import Units, over_units
from .streams import Unit
from .values import Page, Record

Place = tuple[str, bool]
_COLUMNS = ("kind string, status int, name string, at bigint, raw binary, place string, "
            "isPath boolean, records bigint, bytes bigint, sums array<bigint>")
_SCHEMA = pa.schema([
    ("kind", pa.string()), ("status", pa.int32()), ("name", pa.string()), ("at", pa.int64()),
    ("raw", pa.binary()), ("place", pa.string()), ("isPath", pa.bool_()), ("records", pa.int64()),
    ("bytes", pa.int64()), ("sums", pa.list_(pa.int64()))])
_DIGEST_COLUMNS = "name string, size bigint, whole string, root string"
_DIGEST_SCHEMA = pa.schema([("name", pa.string()), ("size", pa.int64()), ("whole", pa.string()),
                            ("root", pa.string())])
_BLOCK_BYTES = 4 * LEAF_BYTES
# Roles that are counted once for all, with the hierarchy.
HEAD_ROLES = frozenset({"node", "customerSettings"})


@dataclass
class Survey:
    """heads: nodes and settings, in reading order; sizes: by place, records and their bytes, heads
    apart, where an empty place stands for records that cannot be placed; pages: see completeness;
    repeats: records that come more than once in pages, by model; records: how many a stored file
    has; digests: of stored files."""

    heads: list[Record]
    sizes: dict[Place, tuple[int, int]]
    pages: list[tuple[str, list[int]]]
    repeats: dict[str, Repeats]
    records: dict[str, int]
    digests: dict[str, Digest]


def run(spark: SparkSession, units: Units, profile: Profile, *, is_listed: bool) -> Survey:
    """Reads all units. is_listed: a manifest may have the SHA-256 of files.

    Raises: Failure where a unit cannot be read."""
    found = over_units(spark, units, _surveyor(profile), _COLUMNS).persist()
    try:
        rows = done(found.where("kind not in ('size', 'identity', 'place')").collect)
        failed = [row for row in rows if row.kind == "failure"]
        if failed:
            raise Failure(failed[0].status, "\nerror: ".join(row.name for row in failed[:10]))
        _check_units(units, [row["at"] for row in rows if row.kind == "unit"])
        sizes = found.where("kind = 'size'").groupBy("place", "isPath").agg(
            sum_of("records").alias("records"), sum_of("bytes").alias("bytes"))
        heads = sorted((Record(row.name, row["at"], bytes(row.raw)) for row in rows
                        if row.kind == "head"), key=lambda record: (record.name, record.offset))
        return Survey(
            heads,
            {(row.place, row.isPath): (row.records, row.bytes) for row in done(sizes.collect)},
            [(row.name, list(row.sums)) for row in rows if row.kind == "page"],
            _repeats(found) if any(row.kind == "page" for row in rows) else {},
            _records(rows), digests(spark, units.firsts(), makes_whole=is_listed))
    finally:
        found.unpersist()


def _repeats(found: DataFrame) -> dict[str, Repeats]:
    """Only records that come more than once are brought together."""
    identities = found.where("kind = 'identity'")
    keys = identities.groupBy("place", "raw").count().where("count > 1")
    repeated = done(identities.join(keys, ["place", "raw"], "left_semi").collect)
    if not repeated:
        return {}
    pages = done(found.where("kind = 'place'").collect)
    return repeats_of(
        [Identity(row.status, row.sums[0], row["at"], row.place,
                  bytes(row.raw).decode("utf-8", "surrogatepass"), row.records)
         for row in repeated],
        [PlacedPage(row.status, row.sums[0], row.name, row.place, row["at"], row.records,
                    row.bytes)
         for row in pages])


def _records(rows: Iterable[Row]) -> dict[str, int]:
    records: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.kind == "unit":
            records[row.name] += row.records
    return records


def digests(spark: SparkSession, files: Units, *, makes_whole: bool) -> dict[str, Digest]:
    """Of files, by a pass of their own: the SHA-256 of a whole cannot be made of pieces.

    makes_whole: whether the SHA-256 of long files is wanted, too."""
    rows = done(over_units(spark, files, _digester(makes_whole), _DIGEST_COLUMNS).collect)
    return {row.name: Digest(row["size"], row.whole, row.root) for row in rows}


def _digester(makes_whole: bool) -> Callable[[Unit], Iterator[pa.RecordBatch]]:
    def digest(unit: Unit) -> Iterator[pa.RecordBatch]:
        digester = Digester(makes_whole)
        with storage.open_at(unit.address) as stored:
            while block := stored.read(_BLOCK_BYTES):
                digester.update(block)
        yield pa.RecordBatch.from_pylist(
            [{"name": unit.name, **vars(digester.finish())}], schema=_DIGEST_SCHEMA)

    return digest


def _check_units(units: Units, seen: list[int]) -> None:
    """Every unit must have been read, and once."""
    if sorted(seen) != list(range(len(units.each))):
        raise Failure(DEFECT, f"of {len(units.each)} files and pieces of files {len(set(seen))} were read")


def _surveyor(profile: Profile) -> Callable[[Unit], Iterator[pa.RecordBatch]]:
    def survey(unit: Unit) -> Iterator[pa.RecordBatch]:
        try:
            rows = _rows(unit, profile)
        except Failure as failure:
            rows = [{"kind": "failure", "status": failure.status, "name": failure.message}]
        yield pa.RecordBatch.from_pylist(rows, schema=_SCHEMA)

    return survey


def _identity_row(found: Identity, name: str) -> dict[str, object]:
    return {"kind": "identity", "status": found.unit, "name": name, "at": found.at,
            "raw": found.pkid.encode("utf-8", "surrogatepass"), "place": found.model,
            "records": found.content, "sums": [found.page]}


def _place_row(found: PlacedPage) -> dict[str, object]:
    return {"kind": "place", "status": found.unit, "name": found.name, "at": found.at,
            "place": found.model, "records": found.read, "bytes": found.skip, "sums": [found.page]}


def _rows(unit: Unit, profile: Profile) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    count = 0
    sizes: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
    pages: dict[str, PageSum] = defaultdict(PageSum)
    page_count = 0
    for item in streams.read(unit):
        if isinstance(item, Page):
            pages[item.model].add(item.read, item.pagination)
            rows.append(_place_row(PlacedPage.of(item, unit.number, page_count)))
            page_count += 1
            continue
        count += 1
        identity = Identity.of(item, unit.number, page_count) if item.in_page else None
        if identity is not None:
            rows.append(_identity_row(identity, item.name))
        meta = envelope.meta(item.raw)
        model = profile.get(meta.model)
        if model is not None and model.role in HEAD_ROLES:
            rows.append({"kind": "head", "name": item.name, "at": item.offset, "raw": item.raw})
            continue
        size = sizes[meta.place, meta.is_path]
        size[0] += 1
        size[1] += len(item.raw)
    rows.append({"kind": "unit", "at": unit.number, "name": unit.name, "records": count})
    rows += [{"kind": "size", "place": place, "isPath": is_path, "records": records, "bytes": size}
             for (place, is_path), (records, size) in sizes.items()]
    rows += [{"kind": "page", "name": model, "sums": page.row()} for model, page in pages.items()]
    return rows

