"""How tasks come to the bytes of a location: by themselves, or through Spark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from . import storage
from .failure import UNREADABLE, AttemptFailure, Failure
from .parts import Batches
from .storage import Entry
from .units import Unit, Units

# Spark hands a file over as one value.
_FILE_BYTES_MAX = (2 << 30) - 1


@dataclass(frozen=True)
class HadoopLocation:
    """A location of any file system that Spark reads, for those that Arrow does not open. Files come
    whole, up to 2 GiB each."""

    spark: SparkSession
    root: str

    @classmethod
    def of(cls, spark: SparkSession, address: str) -> HadoopLocation:
        """The location with its full address."""
        path, system = _opened(spark, address)
        return cls(spark, system.makeQualified(path).toString())

    def files(self) -> list[Entry]:
        """All files in it and below, in the byte order of their names, without what is hidden."""
        path, system = _opened(self.spark, self.root)
        found = []
        try:
            remaining = system.listFiles(path, True)
            while remaining.hasNext():
                status = remaining.next()
                address = status.getPath().toString()
                found.append(Entry(address[len(self.root):].lstrip("/"), address, status.getLen(),
                                   False))
        except Exception as error:  # of the JVM, whatever the file system throws
            raise Failure(UNREADABLE, f"{self.root}: {error}") from error
        found = [entry for entry in found
                 if not any(part.startswith(".") for part in entry.name.split("/"))]
        _check(found)
        return sorted(found, key=lambda entry: entry.name.encode())

    def content(self, name: str) -> bytes | None:
        """The bytes of a file, or None if it is not there."""
        path, system = _opened(self.spark, f"{self.root}/{name}")
        if not system.exists(path):
            return None
        return bytes(brought(self.spark, [path.toString()]).collect()[0].content)


def _opened(spark: SparkSession, address: str) -> tuple[Any, Any]:
    """A path and its file system, as the JVM has them."""
    jvm: Any = spark._jvm
    path = jvm.org.apache.hadoop.fs.Path(address)
    try:
        return path, path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    except Exception as error:
        raise Failure(UNREADABLE, f"{address}: {error}") from error


def _check(files: Sequence[Entry]) -> None:
    for entry in files:
        if any(part.startswith("_") for part in entry.name.split("/")):
            raise Failure(UNREADABLE, f"{entry.address}: Spark does not read names that begin with _",
                          "rename it, or take it away")
        if entry.byte_count > _FILE_BYTES_MAX:
            raise Failure(UNREADABLE, f"{entry.address}: Spark does not hand over files above 2 GiB",
                          "split it, or compress it")


def over_units(spark: SparkSession, units: Units, work: Callable[[Unit], Batches],
               columns: str) -> DataFrame:
    """One task for each unit that tasks read by themselves; or as Spark brings the files."""
    each = units.each

    def guarded(unit: Unit) -> Batches:
        try:
            yield from work(unit)
        except Failure as failure:
            raise AttemptFailure(failure.message) from failure
        except OSError as error:
            raise AttemptFailure(f"{unit.name}: {error}") from error

    def by_number(batches: Batches) -> Batches:
        for batch in batches:
            for index in batch.column("id").to_pylist():
                yield from guarded(each[index])

    def by_content(batches: Batches) -> Batches:
        by_address = {unit.address: unit for unit in each}
        for address, content in contents(batches):
            with storage.lent(address, content):
                yield from guarded(by_address[address])

    if units.are_brought:
        return brought(spark, [unit.address for unit in each]).mapInArrow(by_content, columns)
    return spark.range(0, len(each), 1, numPartitions=len(each)).mapInArrow(by_number, columns)


def brought(spark: SparkSession, addresses: Sequence[str]) -> DataFrame:
    """Files with their content, as Spark reads them."""
    return spark.read.format("binaryFile").load(list(addresses)).select("path", "content")


def contents(batches: Batches) -> Iterator[tuple[str, pa.Buffer]]:
    """Inside a task: addresses and contents of brought files."""
    for batch in batches:
        for path, content in zip(batch.column("path"), batch.column("content")):
            yield path.as_py(), content.as_buffer()
