"""Where a malformed record stands: `ucensus` names file, line and byte; here comes the place in the
hierarchy, which names the customer."""

from __future__ import annotations

import dataclasses
import re

from . import envelope, streams
from .native import Outcome

# `FILE:LINE: byte BYTE: reason`, as all messages on malformed records begin.
POSITION = re.compile(r"^(?P<file>.*?):(?P<line>\d+): byte (?P<byte>\d+): ", re.DOTALL)


def renamed(outcome: Outcome, old: str, new: str) -> Outcome:
    """The same with the names that a file has where it came from."""
    return dataclasses.replace(outcome, error=outcome.error.replace(old, new))


def of_record(error: str) -> str:
    """`, at PLACE` for an error that names a line of a file which this machine can read; else empty.
    Nothing that goes wrong here may hide the error itself."""
    found = POSITION.match(error)
    if found is None:
        return ""
    try:
        raw = streams.line(found["file"], int(found["line"]))
        place = envelope.meta(raw).place
    except Exception:
        return ""
    return f", at {place}" if place else ""
