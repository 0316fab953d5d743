"""Runs of the program with and without an option, and the effects that are looked for."""

import fnmatch
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

# 2026-06-30 12:00, so that reports of all runs have the same names.
EPOCH = "1782820800"


@dataclass(frozen=True)
class Run:
    status: int
    output: str
    remarks: str
    files: dict
    threads: int

    def __str__(self):
        files = ", ".join(sorted(self.files))
        return f"status {self.status}\n{self.output[:400]}{self.remarks[:600]}files: {files}"


@dataclass(frozen=True)
class Case:
    """One option of one command: arguments without and with it, and what it changes."""
    command: str
    option: str
    without: list
    added: list
    effect: object
    # Replaces the arguments with the option where it cannot be added to those without.
    instead: list = None
    before: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    input: str = ""

    def __str__(self):
        return f"{self.command} {self.option}"

    @property
    def with_option(self):
        return self.instead or self.without + self.added


class Program:
    """Runs programs in folders of their own, each beside the fixture, which is `in` there."""

    def __init__(self, ucensus, folder, fixture, shim):
        self.ucensus, self.folder, self.fixture, self.shim = ucensus, folder, fixture, shim

    def run(self, case, arguments):
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            work = Path(name)
            (work / "in").symlink_to(self.fixture)
            for words in case.before:
                self.start(work, words, case, check=words[0] != "ucensus")
            return self.start(work, ["ucensus", *arguments], case)

    def start(self, work, words, case, check=False):
        threads = work.parent / f"{work.name}.threads"
        environment = {
            "PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
            "SOURCE_DATE_EPOCH": EPOCH, "UCENSUS_HISTORY": "h.sqlite", "TMPDIR": str(work.parent),
            "LD_PRELOAD": str(self.shim), "THREADS_FILE": str(threads), **case.environment}
        program = self.ucensus if words[0] == "ucensus" else words[0]
        with open(work / case.input if case.input else os.devnull, "rb") as stream:
            done = subprocess.run(
                [program, *words[1:]], cwd=work, env=environment, stdin=stream,
                capture_output=True, check=check)
        count = int(threads.read_text()) if threads.exists() else 0
        threads.unlink(missing_ok=True)
        files = {str(path.relative_to(work)): path.read_bytes()
                 for path in work.rglob("*") if path.is_file()}
        return Run(done.returncode, done.stdout.decode("utf-8", "replace"),
                   done.stderr.decode("utf-8", "replace"), files, count)


def is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def effect(holds, without=0, with_option=0):
    """An effect that holds between two runs of these statuses; a status of None is any."""
    def check(first, second):
        for run, status in ((first, without), (second, with_option)):
            assert status in (None, run.status), f"expected status {status}"
        assert holds(first, second), "no effect"
    return check


def status(without, with_option):
    """Another exit status."""
    return effect(lambda first, second: True, without, with_option)


def prints(text, without=0, with_option=0):
    """A text of the result that is not there without the option."""
    return effect(lambda first, second: text in second.output and text not in first.output,
                  without, with_option)


def hides(text, without=0, with_option=0):
    """A text of the result that is not there with the option."""
    return effect(lambda first, second: text in first.output and text not in second.output,
                  without, with_option)


def remarks(text, without=0, with_option=0):
    """A text on standard error that is not there without the option."""
    return effect(lambda first, second: text in second.remarks and text not in first.remarks,
                  without, with_option)


def silences(text, without=0, with_option=0):
    """A text on standard error that is not there with the option."""
    return effect(lambda first, second: text in first.remarks and text not in second.remarks,
                  without, with_option)


def writes(pattern, without=0, with_option=0):
    """A file that is not there without the option."""
    return effect(lambda first, second: matches(second, pattern) and not matches(first, pattern),
                  without, with_option)


def omits(pattern, without=0, with_option=0):
    """A file that is not there with the option."""
    return effect(lambda first, second: matches(first, pattern) and not matches(second, pattern),
                  without, with_option)


def matches(run, pattern):
    return fnmatch.filter(run.files, pattern)


def changes(without=0, with_option=0):
    """Other results or other files."""
    return effect(lambda *runs: runs[0].output != runs[1].output or runs[0].files != runs[1].files,
                  without, with_option)


def is_quiet(without=0, with_option=0):
    """Nothing but errors and warnings."""
    return effect(lambda first, second: first.output and not second.output, without, with_option)


def as_json(without=0, with_option=0):
    return effect(lambda first, second: is_json(second.output) and not is_json(first.output),
                  without, with_option)


def as_csv(heading, without=0, with_option=0):
    """Rows that begin with a heading."""
    return effect(lambda first, second: second.output.startswith(heading)
                  and not first.output.startswith(heading), without, with_option)


def is_longer(without=0, with_option=0):
    """More lines on standard error."""
    return effect(lambda first, second: second.remarks.count("\n") > first.remarks.count("\n"),
                  without, with_option)


def threads(without=0, with_option=0):
    """More threads."""
    return effect(lambda first, second: second.threads > first.threads, without, with_option)
