"""An empty job of the stages of a shuffle: what Spark itself costs.

usage: spark-submit empty.py UNITS PARTITIONS
"""

from __future__ import annotations

import pathlib
import sys
from typing import Iterator

import pyarrow as pa

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "Sources/Spark"))

from pyspark import StorageLevel  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from ucensus_spark import packing, parts, shuffle  # noqa: E402
from ucensus_spark.cli import ship_package  # noqa: E402

Batches = Iterator[pa.RecordBatch]


def pack(batches: Batches) -> Batches:
    """A row for each unit, without content."""
    for batch in batches:
        for number in batch.column("id").to_pylist():
            yield pa.RecordBatch.from_pylist(
                [{"unit": number, "piece": 0, "status": 0, "content": b"", "index": b""}],
                schema=packing._SCHEMA)


def cut(batches: Batches, count: int) -> Batches:
    """A row for each unit and partition, without content."""
    for batch in batches:
        for unit in batch.column("unit").to_pylist():
            yield pa.RecordBatch.from_pylist(
                [{"share": share, "unit": unit, "piece": 0, "records": 0, "content": b""}
                 for share in range(count)], schema=shuffle._SHARE_SCHEMA)


def count(batches: Batches) -> Batches:
    """A result of nothing for each partition."""
    for _ in batches:
        pass
    yield parts.PartResult(1).batch()


def main() -> None:
    units, partitions = map(int, sys.argv[1:])
    spark = SparkSession.builder.appName("empty").getOrCreate()
    ship_package(spark)
    packed = spark.range(0, units, 1, numPartitions=units).mapInArrow(pack, packing.COLUMNS)
    packed = packed.persist(StorageLevel.MEMORY_AND_DISK)
    assert len(packed.where("piece = 0").drop("content").collect()) == units
    moved = packed.where("status = 0").mapInArrow(lambda batches: cut(batches, partitions),
                                                 shuffle._SHARE_COLUMNS)
    moved = moved.repartitionById(partitions, "share").sortWithinPartitions("unit", "piece")
    results = moved.mapInArrow(count, parts.RESULT_COLUMNS).collect()
    assert len(results) == partitions
    packed.unpersist()


main()
