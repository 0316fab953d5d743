"""From tasks to reports: each task yields one row, the driver takes one for each part and merges."""

from __future__ import annotations

import collections
import os
import pathlib
import zlib
from dataclasses import dataclass, field
from typing import Callable, Iterable, Iterator, Sequence, TypeVar

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame

from . import names, rejects
from .failure import (DEFECT, FINAL, INCOMPLETE, INPUT_OUTPUT, REJECTED, AttemptFailure,
                      Failure)
from .names import Names
from .native import Outcome, Program
from .rejects import Reject

Batches = Iterator[pa.RecordBatch]
# Parts of one set, as PartFormat has it.
PARTS_MAX = 10_000

RESULT_COLUMNS = ("number int, status int, part binary, message string, hint string, "
                  "records bigint, names binary, rejects binary")
_RESULT_SCHEMA = pa.schema([
    ("number", pa.int32()), ("status", pa.int32()), ("part", pa.binary()),
    ("message", pa.string()), ("hint", pa.string()),
    ("records", pa.int64()), ("names", pa.binary()), ("rejects", pa.binary())])


@dataclass(frozen=True)
class PartResult:
    """What a task has to tell: a part's bytes, or why there is none.

    records: how many the shuffle brought; names: what the part leaves out; rejected: what was.
    """

    number: int
    status: int = 0
    part: bytes = b""
    message: str = ""
    hint: str = ""
    records: int = 0
    names: Names = field(default_factory=dict)
    rejected: Sequence[Reject] = ()

    @classmethod
    def of(cls, outcome: Outcome, number: int, path: str, what: str) -> PartResult:
        """The result of a run that should have written `path`. A failure that another attempt may not
        meet is raised, so that Spark makes one."""
        if outcome.status in (0, REJECTED):
            return cls(number, part=pathlib.Path(path).read_bytes(),
                       names=names.parse(pathlib.Path(f"{path}.names").read_bytes()),
                       rejected=rejects.read(rejects_path(path)))
        message = f"{what}: {outcome.error or f'exit status {outcome.status}'}"
        if outcome.status not in FINAL:
            raise AttemptFailure(message)
        return cls(number, outcome.status, message=message, hint=outcome.hint)

    def batch(self) -> pa.RecordBatch:
        """As a row for Spark. Parts are text of small numbers: compressed, they are a fifth."""
        return pa.RecordBatch.from_pylist([{
            "number": self.number, "status": self.status, "part": zlib.compress(self.part, 6),
            "message": self.message, "hint": self.hint, "records": self.records,
            "names": zlib.compress(names.write(self.names), 6),
            "rejects": zlib.compress(rejects.pack(self.rejected), 6)}], schema=_RESULT_SCHEMA)


def rejects_path(part: str) -> str:
    """Where the records go that are left out of a part."""
    return f"{part}.rejects"


Result = TypeVar("Result")


def done(action: Callable[[], Result]) -> Result:
    """What an action of Spark gives. Raises: Failure where Spark gave up."""
    try:
        return action()
    except (Py4JError, PySparkException) as error:
        message = AttemptFailure.message_in(str(error))
        if message is None:
            message = "Spark: " + " ".join(str(error).split())[:500]
        raise Failure(INPUT_OUTPUT, message,
                      "Spark has tried several times; its log has each attempt") from error


def collect(results: DataFrame) -> list[PartResult]:
    """Runs the tasks. Of several attempts at a task Spark hands over the rows of one.

    Raises: Failure with all that tasks have refused, or what Spark gave up on.
    """
    rows = done(results.collect)
    found = [PartResult(row.number, row.status, zlib.decompress(bytes(row.part)), row.message,
                        row.hint, row.records, names.parse(zlib.decompress(bytes(row.names))),
                        rejects.unpacked(zlib.decompress(bytes(row.rejects)))) for row in rows]
    _refuse(found)
    return found


def _refuse(results: Iterable[PartResult]) -> None:
    failed = sorted((result for result in results if result.status), key=lambda one: one.number)
    if not failed:
        return
    more = "" if len(failed) == 1 else f" ({len(failed)} parts failed)"
    raise Failure(failed[0].status,
                  "\nerror: ".join(result.message for result in failed[:10]) + more, failed[0].hint)


def check_numbers(results: Sequence[PartResult], count: int) -> None:
    """Every part must be there, and once: what Spark promises, and invoices depend on."""
    numbers = collections.Counter(result.number for result in results)
    twice = sorted(number for number, times in numbers.items() if times > 1)
    if twice or any(not 1 <= number <= count for number in numbers):
        raise Failure(DEFECT, f"parts came more than once, or are none of {count}: "
                              f"{twice or sorted(numbers)}")
    missing = [str(number) for number in range(1, count + 1) if number not in numbers]
    if missing:
        raise Failure(INCOMPLETE, f"of {count} parts these are missing: {', '.join(missing)}")


def merge(program: Program, results: Sequence[PartResult], of_parts: Sequence[Names], output: str,
          directory: str, options: Sequence[str]) -> str:
    """Writes the reports of all parts into `output`; `directory` is for parts and their names.
    Returns the summary."""
    check_numbers(results, len(results))
    arguments = ["merge"]
    for result in sorted(results, key=lambda one: one.number):
        arguments.append(os.path.join(directory, f"{result.number:05}.part"))
        pathlib.Path(arguments[-1]).write_bytes(result.part)
    for index, document in enumerate(of_parts):
        arguments += ["--names", os.path.join(directory, f"{index:05}.names")]
        pathlib.Path(arguments[-1]).write_bytes(names.write(document))
    outcome = program.run([*arguments, "-o", output, "--no-config", *options])
    if outcome.status:
        raise Failure(outcome.status, outcome.error, outcome.hint)
    return outcome.output
