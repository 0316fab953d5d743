"""Where a malformed record of a shard stands: `ucensus` names file, line and byte; here comes the
place in the hierarchy, which names the customer."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re

from .native import Outcome

# `FILE:LINE: byte BYTE: reason`, as all messages on malformed records begin.
POSITION = re.compile(r"^(?P<file>.*?):(?P<line>\d+): byte (?P<byte>\d+): ", re.DOTALL)


def renamed(outcome: Outcome, old: str, new: str) -> Outcome:
    """The same with the names that a file has where it came from."""
    return dataclasses.replace(outcome, error=outcome.error.replace(old, new))


def of_record(error: str) -> str:
    """`, at PLACE` for an error that names a line of a file that this machine can read; or empty.
    Nothing that goes wrong here may hide the error itself."""
    found = POSITION.match(error)
    if found is None:
        return ""
    try:
        with open(found["file"], "rb") as file:
            line = next(itertools.islice(file, int(found["line"]) - 1, None))
        meta = json.loads(line)["meta"]
        place = meta.get("path") or meta.get("hierarchy")
    except Exception:
        return ""
    return f", at {place}" if place and isinstance(place, str) else ""
