"""Dumps that are already split by customer or cluster: each shard is one partition, nothing moves."""

from __future__ import annotations

import dataclasses
import fnmatch
import json
import os
from dataclasses import dataclass
from typing import Callable, Mapping, Sequence

from pyspark.sql import SparkSession

from . import digests, manifest, names, parts, places, rejects, storage
from .failure import (INCOMPLETE, MALFORMED, REJECTED, UNREADABLE, USAGE, AttemptFailure,
                      Failure)
from .parts import PARTS_MAX, RESULT_COLUMNS, Batches, PartResult
from .shuffle import Counted, Way
from .units import BESIDE, Unit
from .workspace import workspace

# A columnar file begins so.
_MAGIC = b"\x89UCOL\r\n\x1a"


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
            if entry.name in BESIDE:
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


def count(spark: SparkSession, shards: Shards, way: Way, shown: str,
          beside: Mapping[str, bytes]) -> tuple[Counted, list[str]]:
    """Counts all shards, a task each.

    shown: the location as the user calls it; beside: the small files of its root, by name.
    Returns: what came of it, and what the whole lacks, a line each."""
    _check_shared(shards, way)
    total = len(shards.each)
    numbers = spark.range(1, total + 1, 1, numPartitions=total)
    results = parts.collect(numbers.mapInArrow(_counter(shards, way, shown), RESULT_COLUMNS))
    parts.check_numbers(results, total)
    files = {file.name: file for result in results for file in names.inputs(result.names)}
    for entry in shards.shared:
        for file in files.values():
            if file.records_rejected and (file.name + "/").startswith(f"{shown}/{entry.name}/"):
                raise Failure(MALFORMED, f"{file.name}: malformed records in a file of every shard",
                              "correct it: it would be left out once for each shard")
    gaps = [gap for result in results for gap in result.names["gaps"]]
    if manifest.FILE in beside:
        files = _with_whole(spark, shards, shown, files)
        ordered = sorted(files.values(), key=lambda file: storage.order(file.name))
        gaps += manifest.differences(beside[manifest.FILE], shown, ordered,
                                     beside.get(storage.PLATFORM_FILE))
    gaps += names.absent((result.names for result in results), ())
    rejected = sorted((reject for result in results for reject in result.rejected),
                      key=lambda reject: storage.order(rejects.stored_name(reject.file, files)))
    return Counted(results, [result.names for result in results], rejected), gaps


def _with_whole(spark: SparkSession, shards: Shards, shown: str,
                files: Mapping[str, names.Input]) -> dict[str, names.Input]:
    """The files with the SHA-256 of their whole, which a manifest may have: parts lack it for long
    files."""
    unit_of: dict[str, Unit] = {}
    for entry in (*shards.each, *shards.shared):
        for file in storage.files(entry.address):
            name = f"{shown}/{entry.name}"
            if file.address != entry.address:
                name += f"/{file.name}"
            unit_of[name] = Unit(len(unit_of), file.address, name, 0, file.byte_count,
                                 file.byte_count)
    return {file.name: file for file in digests.with_whole(spark, files.values(), unit_of)}


def _check_shared(shards: Shards, way: Way) -> None:
    """What every shard has may hold nothing that adds up, not even records of skipped models."""
    for entry in shards.shared:
        with workspace() as directory:
            path = _brought(entry, directory)
            outcome = way.program.run(
                ["pack", path, "-o", "heads.pack", "--json", "--no-config", "--on-error", "reject",
                 *way.data_files.write(directory, ["--profile"])], directory)
        if outcome.status not in (0, REJECTED):
            outcome = places.renamed(outcome, path, entry.address)
            raise Failure(outcome.status, outcome.error, outcome.hint)
        found = json.loads(outcome.output)
        if found["records"] - found["rejectedRecords"] != found["nodesAndSettings"]:
            raise Failure(MALFORMED, f"{entry.address}: other records than nodes and settings in a "
                                     "file of every shard would count once for each",
                          "leave but nodes and settings of customers in it")


def _counter(shards: Shards, way: Way, shown: str) -> Callable[[Batches], Batches]:
    def run(batches: Batches) -> Batches:
        for batch in batches:
            for number in batch.column("id").to_pylist():
                yield _count_shard(shards, number, way, shown).batch()

    return run


def _count_shard(shards: Shards, number: int, way: Way, shown: str) -> PartResult:
    shard = shards.each[number - 1]
    try:
        with workspace() as directory:
            return _count_in(directory, shards, number, way, shown)
    except Failure as failure:
        raise AttemptFailure(f"shard {shard.name}: {failure.message}") from failure
    except OSError as error:
        raise AttemptFailure(f"shard {shard.name}: {error}") from error


def _count_in(directory: str, shards: Shards, number: int, way: Way, shown: str) -> PartResult:
    shard = shards.each[number - 1]
    inputs = [_brought(entry, directory) for entry in (*shards.shared, shard)]
    part = os.path.join(directory, "result.part")
    options = way.data_files.write(directory)
    if not all(map(_is_columnar, inputs)):
        # What one shard lacks says nothing: the whole is judged by the driver.
        options.append("--allow-incomplete")
        if way.is_rejecting:
            options += ["--on-error", "reject", "--reject-file", parts.rejects_path(part)]
    outcome = way.program.count(inputs, part, (number, len(shards.each)), options)
    what = f"shard {shard.name}"
    if outcome.status not in (0, REJECTED):
        what += places.of_record(outcome.error)
        outcome = places.renamed(outcome, f"{directory}/dump/", f"{shown}/")
    found = PartResult.of(outcome, number, part, what)
    return found if found.status else _named(found, [f"{directory}/dump", shards.location], shown)


def _named(found: PartResult, bases: Sequence[str], shown: str) -> PartResult:
    """With the names that files have for the user."""
    def name(file: str) -> str:
        base = next((base for base in bases if (file + "/").startswith(base.rstrip("/") + "/")), None)
        return file if base is None else shown + file[len(base.rstrip("/")):]

    return dataclasses.replace(
        found,
        names={**found.names, "inputs": [{**entry, "name": name(entry["name"])}
                                         for entry in found.names["inputs"]],
               "gaps": [gap.replace(f"{bases[0]}/", f"{shown}/") for gap in found.names["gaps"]]},
        rejected=[dataclasses.replace(reject, file=name(reject.file)) for reject in found.rejected])


def _is_columnar(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _brought(entry: storage.Entry, directory: str) -> str:
    """The path of an entry on this machine; copied if it lies elsewhere."""
    if storage.is_local(entry.address):
        return entry.address
    storage.fetch(entry.address, os.path.join(directory, "dump"), entry.name)
    return os.path.join(directory, "dump", entry.name)
