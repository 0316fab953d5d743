"""Converts and audits one dump in ucensus, beside what the machine can do (the bytes alone, simdjson
On-Demand over the same fields) and beside engines that read or audit the same raw files. Every answer
is compared, and a wrong one ends everything.

Usage: bench.py UCENSUS SCAN DUMP WORK-DIRECTORY ROUNDS THREADS…"""

import csv
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

import fields

HERE = pathlib.Path(__file__).parent
REPOSITORY = HERE.parent.parent.parent
PROFILE = REPOSITORY / "data/dump-profile.json"
DEVICE_CLASSES = REPOSITORY / "data/device-classes.csv"


class Mismatch(Exception):
    """An answer that is not right."""


class Contestant:
    """Something that is run once a round, in a process of its own."""

    def __init__(self, name, command, check, environment=None):
        self.name, self.command, self.check = name, command, check
        self.environment = os.environ | (environment or {})
        self.seconds, self.peaks = [], []

    def run(self):
        seconds, peak = self.measure()
        self.seconds.append(seconds)
        self.peaks.append(peak)

    def measure(self):
        """Seconds and peak memory, as the process itself says."""
        ended = subprocess.run(self.command, check=True, stdout=subprocess.PIPE, text=True,
                               env=self.environment)
        said = json.loads(ended.stdout.splitlines()[-1])
        wrong = self.check(said)
        if wrong:
            raise Mismatch(f"{self.name}: {wrong}")
        return said["seconds"], said["peak"]


class Program(Contestant):
    """ucensus: the whole process is timed. A shell stands between, for a child begins with the peak
    of its parent."""

    def measure(self):
        start = time.perf_counter()
        ended = subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", *self.command], check=True,
                               capture_output=True, text=True)
        seconds = time.perf_counter() - start
        wrong = self.check(ended.stdout)
        if wrong:
            raise Mismatch(f"{self.name}: {wrong}")
        peak = int(re.search(r"^peak memory: (\d+) MiB$", ended.stderr, re.MULTILINE)[1]) << 20
        return seconds, peak


class Answers:
    """What is right: the records and texts by model, and the report."""

    def __init__(self, dump, program, scan, work):
        self.models = fields.models(PROFILE, dump)
        self.reports = work / "reports"
        scanned = json.loads(subprocess.run(
            scan, check=True, stdout=subprocess.PIPE, text=True).stdout)
        self.texts = scanned["models"]
        self.byte_count = scanned["bytes"]
        self.record_count = scanned["skipped"] + sum(
            model["records"] for model in self.texts.values())
        subprocess.run(program, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.report = self._report()
        self.person_count = sum(self._persons())

    def _report(self):
        found = list(self.reports.glob("vlf_*_anonymous_2*.csv"))
        if len(found) != 1:
            raise FileNotFoundError(f"{self.reports}: {len(found)} anonymous reports")
        with open(found[0], newline="") as file:
            return list(csv.reader(line for line in file if not line.startswith("#")))[1:]

    def _persons(self):
        (path,) = self.reports.glob("vlf_*_anonymous_breakdown_*.csv")
        with open(path, newline="") as file:
            for row in csv.DictReader(line for line in file if not line.startswith("#")):
                yield int(row["UCM Users"])

    def check_texts(self, said):
        answer = said["models"] if "models" in said else said["answer"]
        for model in self.models:
            for name in ("records", *model.compared):
                found, wanted = answer[model.type][name], self.texts[model.type][name]
                if found != wanted:
                    return f"{model.type}, {name}: {found} instead of {wanted}"
        return None

    def check_rows(self, said):
        if said["answer"] == self.report:
            return None
        for found, wanted in zip(said["answer"], self.report):
            if found != wanted:
                return f"customer {wanted[0]}: {found} instead of {wanted}"
        return f"{len(said['answer'])} customers instead of {len(self.report)}"

    def check_converted(self, output):
        found = re.search(r"^Read (\d+) records", output, re.MULTILINE)
        if found and int(found[1]) == self.record_count:
            return None
        return f"{output!r} instead of {self.record_count} records"

    def check_report(self, _):
        return None if self._report() == self.report else "another report than in the first run"


def audit_command(binary, dump, work, threads):
    return [binary, "audit", dump, "-o", f"{work}/reports", "--date-time", "2026-06-30 12:00",
            "--force", "--threads", threads, "--timings"]


def contestants(binary, scan, dump, work, threads, answers):
    def scanning(task):
        return [scan, task, threads, str(PROFILE), *fields.files(dump)]

    def peer(engine, task, check):
        return Contestant(
            f"{engine}: {TASKS[task]}",
            [sys.executable, str(HERE / "worker.py"), engine, task, dump, str(PROFILE),
             str(DEVICE_CLASSES), threads], check,
            {"POLARS_MAX_THREADS": threads, "PYTHONWARNINGS": "ignore"})

    yield Contestant("reading the bytes", scanning("read"), lambda said: None)
    yield Contestant("simdjson On-Demand pass", scanning("ondemand"), answers.check_texts)
    yield Program("ucensus convert", [
        binary, "convert", dump, "-o", f"{work}/dump.ucol", "--force", "--threads", threads,
        "--timings"], answers.check_converted)
    yield Program("ucensus audit", audit_command(binary, dump, work, threads),
                  answers.check_report)
    for engine in ("duckdb", "polars", "chdb"):
        yield peer(engine, "read", answers.check_texts)
    yield peer("duckdb", "audit", answers.check_rows)


TASKS = {"read": "reading the fields", "audit": "the whole audit"}
HEADER = ["threads", "what", "seconds", "MB/s", "bytes of memory a user", "peak MiB", "× convert"]


def rows(threads, measured, answers):
    converted = next(statistics.median(one.seconds) for one in measured
                     if one.name == "ucensus convert")
    for one in measured:
        seconds, peak = statistics.median(one.seconds), max(one.peaks)
        yield [threads, one.name, f"{seconds:.3f}", f"{answers.byte_count / seconds / 1e6:.0f}",
               f"{peak / answers.person_count:.0f}", f"{peak / (1 << 20):.0f}",
               f"{seconds / converted:.2f}"]


def show(table):
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def markdown(table):
    lines = [table[0], ["--:", "--"] + ["--:"] * (len(table[0]) - 2), *table[1:]]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def measure(all_contestants, rounds):
    """Interleaved, after one round that is not counted."""
    for one in all_contestants:
        one.measure()
    for _ in range(rounds):
        for one in all_contestants:
            one.run()
    return all_contestants


def main():
    binary, scan, dump, work, rounds, *thread_counts = sys.argv[1:]
    work = pathlib.Path(work)
    answers = Answers(
        dump, audit_command(binary, dump, work, "2"),
        [scan, "ondemand", "2", str(PROFILE), *fields.files(dump)], work)
    print(f"{answers.byte_count} bytes, {answers.record_count} records, "
          f"{answers.person_count} users of the call manager")
    table = [HEADER]
    for threads in thread_counts:
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[: int(threads)])
        measured = measure(
            list(contestants(binary, scan, dump, work, threads, answers)), int(rounds))
        os.sched_setaffinity(0, processors)
        table += rows(threads, measured, answers)
    show(table)
    (work / "results.md").write_text(markdown(table))


if __name__ == "__main__":
    try:
        main()
    except Mismatch as mismatch:
        sys.exit(f"bench-convert: ABORTED, an answer is not right: {mismatch}")
