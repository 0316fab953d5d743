"""Trials of runs that are stopped: what is there is whole, and nothing else is left over."""

import signal
import time

import rendering
from numbers_of import Case
from program import contents, require


def undisturbed(random, program, builtin, form=None):
    """A dump, and what a conversion and an audit make of it; how long they take, in seconds."""
    case = Case(random, builtin, customers=4, persons=random.choice([8, 60]))
    dump = rendering.write(random, program.folder / "dump", case.records, archive="directory",
                           form=form, count=random.randint(1, 20))
    times = {}
    for command in [["convert", dump, "-o", "expected/d.ucol"],
                    ["audit", dump, "-o", "expected/reports", "--quiet"]]:
        (program.folder / "expected").mkdir(exist_ok=True)
        begin = time.monotonic()
        run = program.run(*command)
        times[command[0]] = time.monotonic() - begin
        require(run.status == 0, "expected 0", run)
    return dump, contents(program.folder / "expected"), times


def command_of(random, dump):
    kind = random.choice(["convert", "audit"])
    if kind == "convert":
        return kind, ["convert", dump, "-o", "target/d.ucol"]
    return kind, ["audit", dump, "-o", "target/reports", "--quiet"]


def expected_of(kind, expected):
    return {name: data for name, data in expected.items()
            if (name == "d.ucol") == (kind == "convert")}


def signals(random, program, builtin):
    """An interrupt ends a run cleanly: all outputs are there, or none."""
    dump, expected, times = undisturbed(random, program, builtin)
    (program.folder / "target").mkdir()
    kind, command = command_of(random, dump)
    number = random.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    run = program.run_and_signal(number, random.random() * times[kind] * 1.1, *command)
    left = contents(program.folder / "target")
    require(left in ({}, expected_of(kind, expected)), f"left over: {sorted(left)}", run)
    require(run.status in (0, -number, 128 + number), "another status", run)
    if run.status == 0:
        require(left, "nothing was written", run)
    return "whole" if left else "nothing"


def kills(random, program, builtin):
    """A conversion that is killed again and again goes on, and makes the same file."""
    form = random.choice(["lines", "indented", "array"])
    dump, expected, times = undisturbed(random, program, builtin, form)
    (program.folder / "target").mkdir()
    command = ["convert", dump, "-o", "target/d.ucol", "--resume", "--portion-bytes",
               random.choice([1, 1000, 5000]), "--threads", random.randint(1, 2), "--timings"]
    for _ in range(random.randint(1, 4)):
        delay = random.random() * times["convert"]
        run = program.run_and_kill(
            "target/d.ucol.resume", delay * random.choice([0, 0.1, 0.5]), *command)
        if run.status == 0:
            break
        require("target/d.ucol" not in contents(program.folder), "a file of a killed run", run)
    if run.status == 0:
        require(contents(program.folder / "target") == expected_of("convert", expected),
                "another file", run)
        return "not killed"
    run = program.run(*command)
    require(run.status == 0, "expected 0", run)
    require(contents(program.folder / "target") == expected_of("convert", expected),
            "another file", run)
    return "resumed" if "portions kept before" in run.errors else "begun anew"


def full(random, program, builtin):
    """Files may not grow beyond some size: a run that fails says so, and leaves nothing."""
    dump, expected, _ = undisturbed(random, program, builtin)
    (program.folder / "target").mkdir()
    kind, command = command_of(random, dump)
    wanted = expected_of(kind, expected)
    limit = random.randrange(max(map(len, wanted.values())) + 200)
    run = program.run(*command, file_limit=limit)
    left = contents(program.folder / "target")
    if run.status == 0:
        require(left == wanted, "other files", run)
        return "whole"
    require(run.status == 74, "expected 74", run)
    require(not left, f"left over: {sorted(left)}", run)
    return "nothing"
