#!/usr/bin/env python3
"""Imports exports of every form, beside a bare pass of expat and beside Python, in one run.

usage: bench.py UCENSUS PASS DIRECTORY ROUNDS
"""

import glob
import json
import os
import statistics
import subprocess
import sys
import time

FORMS = {
    "axl": "AXL XML", "bat": "BAT CSV", "sql": "run sql text", "cupi": "CUPI JSON",
    "graph": "Graph JSON", "webex": "Control Hub CSV",
}


def timed(command):
    """The seconds of a command, its peak memory in bytes, and what it printed."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output = process.stdout.read().decode()
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"{command}: status {status}\n{errors}")
    return seconds, usage.ru_maxrss * 1024, output


def main():
    ucensus, bare, directory, rounds = sys.argv[1:4] + [int(sys.argv[4])]
    here = os.path.dirname(os.path.abspath(__file__))
    count = int(open(os.path.join(directory, "count"), encoding="utf-8").read())
    expected = {"axl": 2, "bat": 2, "sql": 3, "cupi": 1, "graph": 1, "webex": 1}
    ways = {}
    sizes = {}
    for form in FORMS:
        files = sorted(name for name in glob.glob(f"{directory}/{form}/*"))
        sizes[form] = sum(os.path.getsize(name) for name in files)
        sources = f"{directory}/{form}.json"
        base = [ucensus, "import", sources, "--dry-run", "--json", "--progress", "none"]
        ways[form, "ucensus, 1 thread"] = base + ["--threads", "1"]
        ways[form, "ucensus, 2 threads"] = base + ["--threads", "2"]
        if form == "axl":
            ways[form, "expat alone"] = [bare] + files
            ways[form, "Python iterparse"] = [sys.executable, f"{here}/read.py", "xml"] + files
        if files[0].endswith(".csv"):
            ways[form, "Python csv"] = [sys.executable, f"{here}/read.py", "csv"] + files
    results = {way: [] for way in ways}
    for _ in range(rounds):
        for way, command in ways.items():
            results[way].append(timed(command))
    print("| form | MB | way | s | MB/s | of expat alone | peak MiB |")
    print("|--|--|--|--|--|--|--|")
    alone = statistics.median(r[0] for r in results["axl", "expat alone"])
    for (form, way), runs in results.items():
        seconds = statistics.median(run[0] for run in runs)
        memory = max(run[1] for run in runs)
        if way.startswith("ucensus"):
            files = json.loads(runs[0][2])["sources"][0]["files"]
            read = sum(file["read"] for file in files)
            if read != expected[form] * count:
                sys.exit(f"{form}: read {read} records of {expected[form] * count}")
        ratio = f"{alone / seconds:.2f}" if form == "axl" else ""
        speed = sizes[form] / 1e6 / seconds
        print(
            f"| {FORMS[form]} | {sizes[form] / 1e6:.0f} | {way} | {seconds:.2f} | {speed:.0f} "
            f"| {ratio} | {memory / 2**20:.0f} |"
        )


main()
