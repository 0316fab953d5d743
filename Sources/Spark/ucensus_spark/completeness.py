"""Refusing a dump that lacks something."""

from __future__ import annotations

from typing import Sequence

from .failure import INCOMPLETE, Failure


def check(lines: Sequence[str]) -> None:
    """Refuses a dump that lacks something, a line each."""
    if lines:
        raise Failure(INCOMPLETE, "the dump is incomplete: " + "; ".join(lines),
                      "export what is missing again")
