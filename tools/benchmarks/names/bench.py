#!/usr/bin/env python3
"""Times list --all and explain, and checks every answer.

usage: bench.py UCENSUS FILE ROUNDS
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


def timed(command, output):
    """The seconds of a command that writes to a file, and its peak memory in MiB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"{command}: status {status}")
    return seconds, usage.ru_maxrss / 1024


def persons(ucensus, file):
    """The persons of the file, as its directory has them."""
    inspection = subprocess.run(
        [ucensus, "inspect", file, "--json"], check=True, capture_output=True, text=True).stdout
    return sum(group["persons"] for group in json.loads(inspection)["groups"])


def check_list(path, count):
    """The row in the middle of a list that has so many."""
    rows, middle = 0, None
    with open(path, newline="", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            rows += 1
            if row["Kind"] == "user" and row["Devices"] and rows > count // 2 and middle is None:
                middle = row
    if rows != count or middle is None:
        sys.exit(f"{path}: {rows} rows; expected {count}")
    return middle


def check_explanation(path, row):
    """The explanation of the user says what the row says."""
    with open(path, encoding="utf-8") as text:
        found = [one for one in json.load(text)["explanations"]
                 if one["customer"]["pkid"] == row["Customer PKID"] and one["kind"] == "user"]
    titles = [column["title"] for column in found[0]["columns"] if column["exclusive"]]
    if len(found) != 1 or titles != [row["Column"]] or str(found[0]["phones"]) != row["Phones"]:
        sys.exit(f"{path}: not what the list says of {row['Name']}")


def main():
    ucensus, file, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    count = persons(ucensus, file)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(file)) as place:
        output = os.path.join(place, "output")

        def measured(command, check):
            runs = []
            for _ in range(rounds):
                with open(output, "wb") as target:
                    runs.append(timed([ucensus] + command, target))
                answer = check(output)
            seconds = statistics.median(run[0] for run in runs)
            return seconds, max(run[1] for run in runs), answer

        print("| what | s | rows a second | peak MiB |\n|--|--:|--:|--:|")
        seconds, memory, row = measured(
            ["list", file, "--all"], lambda path: check_list(path, count))
        rate = f"{count / seconds:,.0f}"
        print(f"| list --all, {count:,} persons | {seconds:.2f} | {rate} | {memory:.0f} |")
        customer = ["--customer", row["Customer PKID"]]
        for what, options in [("explain --user", []), ("explain --user --customer", customer)]:
            command = ["explain", file, "--user", row["Name"], "--format", "json"] + options
            seconds, memory, _ = measured(command, lambda path: check_explanation(path, row))
            print(f"| {what} | {seconds:.3f} | | {memory:.0f} |")


main()
