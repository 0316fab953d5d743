"""Who is measured: ucensus as a process from start to end, and peers as processes that answer."""

import json
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent


class Mismatch(Exception):
    """An answer that is not the report's."""


class Peer:
    """A worker process with one engine and one store."""

    def __init__(self, engine, store, directory, report, threads):
        self.engine, self.store = engine, store
        self.process = subprocess.Popen(
            [sys.executable, HERE / "worker.py", engine, store, directory, report, str(threads)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"POLARS_MAX_THREADS": str(threads),
                              "TOKIO_WORKER_THREADS": str(threads), "PYTHONWARNINGS": "ignore"})
        started = self._answer()
        self.version, self.idle = started["version"], started["peak"]

    @property
    def name(self):
        return f"{self.engine} {self.version}, {self.store}"

    def run(self, layout, shape):
        """Seconds of one query, answer included, and the peak of the process's memory in bytes."""
        self.process.stdin.write(f"{layout} {shape}\n")
        self.process.stdin.flush()
        answer = self._answer()
        if answer["wrong"]:
            raise Mismatch(f"{self.name}, {layout}, {shape}: {answer['wrong']}")
        return answer["seconds"], answer["peak"]

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Mismatch(f"{self.engine}, {self.store}: the worker ended; its error is above")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Program:
    """ucensus, a process for every audit."""

    def __init__(self, binary, file, reports, threads):
        self.command = [
            binary, "audit", file, "-o", reports, "--date-time", "2026-06-30 12:00", "--force",
            "--quiet", "--anonymous-only", "--threads", str(threads), "--timings"]
        self.reports = pathlib.Path(reports)
        self.version = subprocess.run(
            [binary, "--version"], check=True, capture_output=True, text=True).stdout.strip()

    def run(self):
        """Seconds of the whole process, and of its stage that reads and counts."""
        start = time.perf_counter()
        ended = subprocess.run(self.command, check=True, stderr=subprocess.PIPE, text=True)
        seconds = time.perf_counter() - start
        stage = re.search(r"^count: ([0-9.]+) ms$", ended.stderr, re.MULTILINE)
        return seconds, float(stage[1]) / 1000

    def peak_memory(self):
        """In bytes. A shell stands between, for a child begins with the peak of its parent."""
        ended = subprocess.run(
            ["sh", "-c", '"$@"; exit $?', "sh", *self.command], check=True,
            stderr=subprocess.PIPE, text=True)
        return int(re.search(r"^peak memory: (\d+) MiB$", ended.stderr, re.MULTILINE)[1]) << 20

    def report(self):
        """The anonymous report."""
        found = [path for path in self.reports.glob("vlf_*_anonymous_2*.csv")]
        if len(found) != 1:
            raise FileNotFoundError(f"{self.reports}: {len(found)} anonymous reports, expected one")
        return found[0]
