"""Whether the pages of a dump are all there: the sums of Inputs.md, over all tasks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Iterable, Sequence

from .failure import INCOMPLETE, MALFORMED, Failure

_UNKNOWN_TOTAL = 999_999_999


@dataclass
class PageSum:
    """The pages of one model: records in them, records promised, pages that do not know, pages that
    have lost theirs."""

    read: int = 0
    expected: int = 0
    unknown: int = 0
    lost: int = 0

    def add(self, read: int, pagination: Any) -> None:
        """Adds a page."""
        self.read += read
        if pagination is None:
            self.lost += 1
            return
        skip, total = _number(pagination, "skip"), _number(pagination, "total")
        if "limit" in pagination:
            _number(pagination, "limit")
        is_unknown = total == _UNKNOWN_TOTAL or (total == 0 and read > 0)
        self.unknown += is_unknown
        if skip == 0 and total != _UNKNOWN_TOTAL:
            self.expected += total
        if read == 0 and total != 0 and not is_unknown:
            self.lost += 1

    def row(self) -> list[int]:
        """As numbers that add up."""
        return [self.read, self.expected, self.unknown, self.lost]


def _number(pagination: Any, key: str) -> int:
    value = pagination.get(key) if isinstance(pagination, dict) else None
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not (1 <= len(text) <= 16 and text.isascii() and text.isdigit()):
        raise Failure(MALFORMED, f"expected a whole number under \"pagination.{key}\"")
    return int(text)


def gaps(rows: Iterable[tuple[str, list[int]]], dump: str) -> list[str]:
    """What is missing of a dump according to its pages, a line each, as `ucensus` says it.

    rows: the model, and what `PageSum.row` gave for it, in any number."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for model, row in rows:
        sums[model] = [one + other for one, other in zip(sums[model], row)]
    return [f"{dump}: {model or 'records of an unnamed model'}: {read} records read, {expected} expected"
            + (f"; pages that are damaged or empty: {lost}" if lost else "")
            for model, (read, expected, unknown, lost) in sorted(sums.items())
            if not unknown and (lost or read != expected)]


def check(lines: Sequence[str]) -> None:
    """Refuses a dump that lacks something, a line each."""
    if lines:
        raise Failure(INCOMPLETE, "the dump is incomplete: " + "; ".join(lines),
                      "export what is missing again")
