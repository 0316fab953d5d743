"""How long the stages of a run on Spark took, without starting Spark: each is made once, warm.

usage: spark-submit stages.py DUMP REPORTS PROGRAM
"""

from __future__ import annotations

import json
import pathlib
import sys
import time
from typing import Any, Callable

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from pyspark.sql import SparkSession  # noqa: E402
from ucensus_spark import routing, shuffle, survey  # noqa: E402
from ucensus_spark.cli import main as run  # noqa: E402

_times: dict[str, float] = {}


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def measure(*arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments)
        finally:
            _times[name] = round(time.perf_counter() - started, 2)

    return measure


def main() -> None:
    dump, reports, program = sys.argv[1:]
    SparkSession.builder.appName("stages").getOrCreate().range(2).collect()
    survey.run = timed("survey", survey.run)
    routing.cuts = timed("cuts", routing.cuts)
    shuffle._count_partitions = timed("shuffle and count", shuffle._count_partitions)
    whole = timed("all", run)
    for turn in range(2):
        status = whole(["shuffle", dump, "-o", f"{reports}-{turn}", "--ucensus", program, "--quiet",
                        "--date-time", "2026-01-31 12:00"])
        print(json.dumps({"turn": turn, "status": status, **_times}))


main()
