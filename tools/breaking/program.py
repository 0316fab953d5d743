"""Runs of ucensus, and of what they leave."""

import os
import resource
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class Broken(Exception):
    """A run that is not as it should be."""


@dataclass
class Run:
    arguments: list
    status: int
    output: str
    errors: str
    # Of resident memory, in KiB.
    peak: int


class Program:
    """The program under test, and the folder in which one trial works."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = folder

    def start(self, arguments, stdin=subprocess.DEVNULL, file_limit=None):
        def limit():
            if file_limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

        environment = {**os.environ, "LC_ALL": "C"}
        environment.pop("TMPDIR", None)
        out = tempfile.TemporaryFile()
        err = tempfile.TemporaryFile()
        process = subprocess.Popen(
            [self.path, *map(str, arguments)], stdin=stdin, stdout=out, stderr=err,
            cwd=self.folder, env=environment, preexec_fn=limit)
        return process, out, err

    def finish(self, process, out, err, arguments):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
            file.close()
        run = Run(list(map(str, arguments)), process.returncode, *texts, usage.ru_maxrss)
        if run.status < 0 and -run.status not in EXPECTED_SIGNALS:
            raise Broken(f"ended by signal {-run.status}: {run}")
        if run.status == 70:
            raise Broken(f"an invariant failed: {run}")
        return run

    def run(self, *arguments, **options):
        return self.finish(*self.start(arguments, **options), arguments)

    def run_piped(self, source, *arguments):
        """Runs with a file on standard input that arrives by a pipe."""
        feeder = subprocess.Popen(["cat", source], stdout=subprocess.PIPE)
        run = self.run(*arguments, stdin=feeder.stdout)
        feeder.stdout.close()
        feeder.wait()
        return run

    def run_and_signal(self, number, delay, *arguments):
        """Runs, and sends a signal after some seconds."""
        started = self.start(arguments)
        time.sleep(delay)
        # Not yet waited for, so that the number is still this process's.
        os.kill(started[0].pid, number)
        return self.finish(*started, arguments)

    def run_and_kill(self, folder, delay, *arguments):
        """Runs, and kills some seconds after a portion has been kept in a folder."""
        started = self.start(arguments)
        while (os.waitid(os.P_PID, started[0].pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
               and not any((self.folder / folder).glob("*.portion"))):
            time.sleep(0.001)
        time.sleep(delay)
        # Not yet waited for, so that the number is still this process's.
        os.kill(started[0].pid, signal.SIGKILL)
        return self.finish(*started, arguments)


EXPECTED_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL}


def contents(folder):
    """The files below a folder, by name."""
    folder = Path(folder)
    if not folder.exists():
        return {}
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def require(condition, message, *runs):
    if not condition:
        raise Broken(message + "".join(f"\n{run}" for run in runs))


def refused(run, statuses=(3, 4, 65, 66)):
    require(run.status in statuses, "expected a refusal", run)
    require(run.errors.startswith("error: ") or "\nerror: " in run.errors, "no error", run)
    return run


def rows(folder):
    """The rows of the anonymous report in a folder."""
    import csv
    found = [path for path in Path(folder).glob("vlf_*_anonymous_*.csv")
             if "breakdown" not in path.name]
    require(len(found) == 1, f"{len(found)} reports in {folder}")
    with open(found[0], newline="") as file:
        table = list(csv.reader(line for line in file if not line.startswith("#")))
    return table[1:]
