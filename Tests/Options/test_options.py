#!/usr/bin/env python3
"""Shows for every option of every command that it has an effect: runs the command without it and
with it, and compares status, output, remarks and files. An option without a case fails.

usage: test_options.py UCENSUS [COMMAND [OPTION]]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cases import CASES
from fixture import Fixture
from runs import Program

HERE = Path(__file__).resolve().parent
# Every command has these; their cases are made for all.
EVERYWHERE = {"--help", "--version"}


def options(program):
    """The pairs of command and option, as the parser of arguments describes them."""
    text = subprocess.run([program, "--experimental-dump-help"], capture_output=True, text=True,
                          check=True).stdout
    found = set()

    def walk(command, path):
        for argument in command.get("arguments", []):
            names = [name["name"] for name in argument.get("names", []) if name["kind"] == "long"]
            found.update((path, f"--{name}") for name in names)
        for one in command.get("subcommands", []):
            if one["commandName"] != "help":
                walk(one, f"{path} {one['commandName']}".strip())

    root = json.loads(text)["command"]
    walk(root, root["commandName"].removeprefix("ucensus").strip())
    return found


def compile_shim(folder):
    shim = folder / "threads.so"
    subprocess.run(["clang", "-shared", "-fPIC", "-O1", HERE / "threads.c", "-o", shim], check=True)
    return shim


def failure(program, case, known):
    """Why a case does not hold; nothing if it does."""
    key = repr((case.without, case.before, case.environment, case.input))
    if key not in known:
        known[key] = program.run(case, case.without)
    second = program.run(case, case.with_option)
    try:
        case.effect(known[key], second)
    except AssertionError as error:
        words = " ".join(case.with_option)
        return f"{case}: {error}\n-- without: {known[key]}\n-- ucensus {words}: {second}"
    return None


def help_failure(ucensus, command):
    for option, word in (("--help", f"USAGE: ucensus {command}"), ("--version", "ucensus ")):
        done = subprocess.run([ucensus, *command.split(), option], capture_output=True, text=True)
        if done.returncode != 0 or word.strip() not in done.stdout:
            return f"{command} {option}: status {done.returncode}\n{done.stdout[:300]}"
    return None


def missing_cases(pairs):
    """Options without a case, and cases of options that there are not."""
    covered = {(case.command, case.option) for case in CASES}
    wanted = {pair for pair in pairs if pair[1] not in EVERYWHERE}
    for command, option in sorted(wanted - covered):
        yield f"no case shows an effect of: {command} {option}"
    for command, option in sorted(covered - wanted):
        yield f"a case for an option that there is not: {command} {option}"


def main(ucensus, command=None, option=None):
    pairs = options(ucensus) | options(ucensus.with_name("ucensus-history"))
    failures = list(missing_cases(pairs))
    chosen = [case for case in CASES
              if command in (None, case.command) and option in (None, case.option)]
    folder = Path(tempfile.mkdtemp(prefix="ucensus-options-"))
    try:
        (folder / "fixture").mkdir()
        Fixture(folder / "fixture", ucensus).make()
        program = Program(ucensus, folder, folder / "fixture", compile_shim(folder))
        known = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            failures += filter(None, pool.map(lambda case: failure(program, case, known), chosen))
            commands = sorted({name for name, _ in pairs}) if command is None else []
            failures += filter(None, pool.map(lambda name: help_failure(ucensus, name), commands))
    finally:
        shutil.rmtree(folder)
    print(*failures, sep="\n\n")
    print(f"{len(pairs)} options of commands, {len(chosen)} cases run, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), *sys.argv[2:]))
