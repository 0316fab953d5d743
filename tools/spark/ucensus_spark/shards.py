"""Dumps that are already split by customer or cluster: each shard is one partition, nothing moves."""

from __future__ import annotations

import fnmatch
import os
from dataclasses import dataclass
from typing import Callable, Sequence

from pyspark.sql import DataFrame, SparkSession

from . import places, storage
from .datafiles import DataFiles
from .failure import INCOMPLETE, MALFORMED, UNREADABLE, USAGE, AttemptFailure, Failure
from .native import Program
from .parts import RESULT_COLUMNS, Batches, PartResult
from .plan import PARTS_MAX
from .workspace import workspace

@dataclass(frozen=True)
class Shards:
    """The children of a location.

    each: the shards: directories, dump files or `.ucol` files.
    shared: files that belong to every shard, such as the hierarchy.
    """

    location: str
    each: tuple[storage.Entry, ...]
    shared: tuple[storage.Entry, ...]

    @classmethod
    def of(cls, location: str, shared: Sequence[str], expected: Sequence[str] | None) -> Shards:
        """Looks at a location.

        shared: patterns of names that belong to every shard.
        expected: the names of all shards, if they are known.
        """
        each, common = [], []
        for entry in storage.entries(location, recursive=False):
            if entry.name == storage.PLATFORM_FILE:
                continue
            if any(fnmatch.fnmatchcase(entry.name, pattern) for pattern in shared):
                common.append(entry)
            else:
                each.append(entry)
        if not each:
            raise Failure(UNREADABLE, f"{location}: no shard in it", "is it the right location?")
        if len(each) > PARTS_MAX:
            raise Failure(USAGE, f"{location}: {len(each)} shards; at most {PARTS_MAX} can be merged",
                          "put several into one directory")
        if expected is not None:
            _check([entry.name for entry in each], expected, location)
        return cls(location, tuple(each), tuple(common))


def _check(found: Sequence[str], expected: Sequence[str], location: str) -> None:
    missing = sorted(set(expected) - set(found))
    if missing:
        raise Failure(INCOMPLETE, f"{location}: of {len(set(expected))} shards these are missing: "
                                  + ", ".join(missing), "bring them, or correct --expect")
    surplus = sorted(set(found) - set(expected))
    if surplus:
        raise Failure(MALFORMED, f"{location}: not among the shards that are expected: "
                                 + ", ".join(surplus),
                      "remove them, or name them in --expect or --every-shard")


def count(spark: SparkSession, shards: Shards, program: Program,
          data_files: DataFiles, options: Sequence[str]) -> DataFrame:
    """One task per shard; the rows are `PartResult`s."""
    total = len(shards.each)
    numbers = spark.range(1, total + 1, 1, numPartitions=total)
    return numbers.mapInArrow(_counter(shards, program, data_files, tuple(options)), RESULT_COLUMNS)


def _counter(shards: Shards, program: Program, data_files: DataFiles,
             options: tuple[str, ...]) -> Callable[[Batches], Batches]:
    def run(batches: Batches) -> Batches:
        for batch in batches:
            for number in batch.column("id").to_pylist():
                yield _count_shard(shards, number, program, data_files, options).batch()

    return run


def _count_shard(shards: Shards, number: int, program: Program, data_files: DataFiles,
                 options: tuple[str, ...]) -> PartResult:
    shard = shards.each[number - 1]
    try:
        with workspace() as directory:
            return _count_in(directory, shards, number, program, data_files, options)
    except Failure as failure:
        raise AttemptFailure(f"shard {shard.name}: {failure.message}") from failure
    except OSError as error:
        raise AttemptFailure(f"shard {shard.name}: {error}") from error


def _count_in(directory: str, shards: Shards, number: int, program: Program, data_files: DataFiles,
              options: tuple[str, ...]) -> PartResult:
    shard = shards.each[number - 1]
    inputs = [_brought(entry, directory) for entry in (*shards.shared, shard)]
    part = os.path.join(directory, "result.part")
    outcome = program.count(inputs, part, number, len(shards.each),
                            [*data_files.write(directory), *options])
    what = f"shard {shard.name}"
    if outcome.status:
        what += places.of_record(outcome.error)
        outcome = places.renamed(outcome, f"{directory}/dump/", f"{shards.location.rstrip('/')}/")
    return PartResult.of(outcome, number, part, what)


def _brought(entry: storage.Entry, directory: str) -> str:
    """The path of an entry on this machine; copied if it lies elsewhere."""
    if storage.is_local(entry.address):
        return entry.address
    storage.fetch(entry.address, os.path.join(directory, "dump"), entry.name)
    return os.path.join(directory, "dump", entry.name)
