"""The native program: where it is, how it is run, what it says when it fails."""

from __future__ import annotations

import ctypes
import os
import pathlib
import resource
import shutil
import signal
import subprocess
from dataclasses import dataclass
from typing import Sequence

from .failure import CANNOT_CREATE, Failure

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `error` and `hint` are what it printed, without `error: ` and `hint: `."""

    status: int
    output: str
    error: str
    hint: str


@dataclass(frozen=True)
class Program:
    """`ucensus`, shipped with the job or installed on every node.

    name: of the file among those that Spark ships, or of a command.
    threads: how many each run may use: the cores of a task.
    """

    name: str
    threads: int = 1

    def run(self, arguments: Sequence[str], directory: str | None = None) -> Outcome:
        """Runs it to its end, in a directory. It dies with the process that started it."""
        command = [self._path(), *arguments]
        libc = ctypes.CDLL(None)
        _, files_max = resource.getrlimit(resource.RLIMIT_NOFILE)

        def prepare() -> None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            # A part may be of more shares than files are open by default.
            resource.setrlimit(resource.RLIMIT_NOFILE, (files_max, files_max))

        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd=directory,
            preexec_fn=prepare)
        error, hint = _remarks(done.stderr.decode("utf-8", "replace"))
        if done.returncode < 0:
            error = f"{command[0]} was ended by signal {-done.returncode}"
        return Outcome(done.returncode, done.stdout.decode("utf-8", "replace"), error, hint)

    def count(self, inputs: Sequence[str], part: str, number: tuple[int, int],
              options: Sequence[str], directory: str | None = None) -> Outcome:
        """Counts inputs as part `number` of so many, into the file `part`, with names beside it."""
        return self.run(["audit", *inputs, "--partial", "-o", part, "--part",
                         f"{number[0]}/{number[1]}", "--names", f"{part}.names",
                         "--threads", str(self.threads), "--quiet", "--no-config", *options],
                        directory)

    def _path(self) -> str:
        for path in (*_shipped(self.name), os.path.abspath(self.name)):
            if os.path.isfile(path):
                return path
        found = shutil.which(self.name)
        if found is None:
            raise Failure(CANNOT_CREATE, f"no {self.name} on this node, shipped or installed",
                          "give its path to --ucensus, or install it on every node")
        return found


def _shipped(name: str) -> list[str]:
    from pyspark import SparkFiles

    try:
        return [SparkFiles.get(pathlib.Path(name).name)]
    except Exception:  # outside of a task, before there is a context
        return []


def _remarks(text: str) -> tuple[str, str]:
    """The error and the hint in what was printed; all of it where there is no such line."""
    errors: list[str] = []
    hints: list[str] = []
    for line in text.splitlines():
        if line.lower().startswith("error: "):
            errors.append(line[7:])
        elif line.startswith("hint: "):
            hints.append(line[6:])
    return "; ".join(errors) or text.strip(), "; ".join(hints)
