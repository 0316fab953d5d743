"""What Spark has noted of a shuffle: units, partitions, bytes that were shuffled, and the seconds
of each stage.

usage: eventlog.py DIRECTORY
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections import defaultdict


def main() -> None:
    log, = (path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_file())
    tasks: dict[int, int] = defaultdict(int)
    seconds: dict[int, float] = defaultdict(float)
    written: dict[int, int] = defaultdict(int)
    read: dict[int, int] = defaultdict(int)
    with open(log, encoding="utf-8") as lines:
        for event in map(json.loads, lines):
            if event["Event"] != "SparkListenerTaskEnd":
                continue
            stage, metrics = event["Stage ID"], event["Task Metrics"]
            tasks[stage] += 1
            seconds[stage] += metrics["Executor Run Time"] / 1000
            written[stage] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            read[stage] += sum(metrics["Shuffle Read Metrics"][key] for key in (
                "Remote Bytes Read", "Local Bytes Read"))
    last = max(stage for stage in tasks if read[stage])
    print(json.dumps({
        "units": tasks[min(tasks)], "partitions": tasks[last], "shuffled": sum(written.values()),
        "stages": [{"tasks": tasks[stage], "seconds": round(seconds[stage], 1)}
                   for stage in sorted(tasks)]}))


main()
