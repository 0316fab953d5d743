"""The SHA-256 of long files as a whole, by a pass of its own: it cannot be made of pieces, and
only a manifest wants it."""

from __future__ import annotations

import dataclasses
from typing import Iterable, Iterator, Mapping

import pyarrow as pa
from pyspark.sql import SparkSession

from . import storage
from .names import LEAF_BYTES, Digest, Digester, Input
from .parts import done
from .sources import over_units
from .units import Unit, Units

_COLUMNS = "name string, size bigint, whole string, root string"
_SCHEMA = pa.schema([("name", pa.string()), ("size", pa.int64()), ("whole", pa.string()),
                     ("root", pa.string())])
_BLOCK_BYTES = 4 * LEAF_BYTES


def with_whole(spark: SparkSession, files: Iterable[Input],
               unit_of: Mapping[str, Unit], are_brought: bool = False) -> list[Input]:
    """The files with the SHA-256 of their whole. unit_of: by the name that a file has there."""
    known = list(files)
    lacking = [unit_of[file.name] for file in known
               if file.digest.whole is None and file.name in unit_of]
    if not lacking:
        return known
    name_of = {unit.name: name for name, unit in unit_of.items()}
    rows = done(over_units(spark, Units(lacking, are_brought), _digest, _COLUMNS).collect)
    found = {name_of[row.name]: Digest(row.size, row.whole, row.root) for row in rows}
    return [dataclasses.replace(file, digest=found.get(file.name, file.digest)) for file in known]


def _digest(unit: Unit) -> Iterator[pa.RecordBatch]:
    digester = Digester(makes_whole=True)
    with storage.open_at(unit.address) as stored:
        while block := stored.read(_BLOCK_BYTES):
            digester.update(block)
    yield pa.RecordBatch.from_pylist([{"name": unit.name, **vars(digester.finish())}],
                                     schema=_SCHEMA)
