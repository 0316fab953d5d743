"""Whether the pages of a dump are all there: the sums of Inputs.md, over all tasks, and the records
that come more than once, as equal numbers do not prove completeness."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Sequence

from . import envelope
from .failure import INCOMPLETE, MALFORMED, Failure
from .values import Page, Record

_UNKNOWN_TOTAL = 999_999_999
_EXAMPLE_COUNT_MAX = 3
_NAME_COUNT_MAX = 5
_PKID_LENGTH = 24


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


@dataclass(frozen=True)
class Identity:
    """A record of a page. unit and page: numbers, which give the order of one machine; at: where it
    begins; content: a hash of its bytes."""

    unit: int
    page: int
    at: int
    model: str
    pkid: str
    content: int

    @classmethod
    def of(cls, record: Record, unit: int, page: int) -> Identity | None:
        """None for a record without a PKID."""
        found = envelope.identity(record.raw)
        if found is None:
            return None
        model, pkid = found
        digest = hashlib.blake2b(record.raw, digest_size=8).digest()
        return cls(unit, page, record.offset, model, _folded(pkid),
                   int.from_bytes(digest, "big", signed=True))


@dataclass(frozen=True)
class PlacedPage:
    """A page. model: of the page; read: its records; skip: -1 where it does not say."""

    unit: int
    page: int
    name: str
    model: str
    at: int
    read: int
    skip: int

    @classmethod
    def of(cls, page: Page, unit: int, number: int) -> PlacedPage:
        """Of a page that was read."""
        skip = page.pagination.get("skip", -1) if isinstance(page.pagination, dict) else -1
        return cls(unit, number, page.name, page.model, page.offset, page.read, int(skip))

    def shown(self) -> str:
        """As `ucensus` names it."""
        parts = [f"byte {self.at}"] if self.at else []
        parts += [f"skip {self.skip}"] if self.skip >= 0 else []
        return self.name + (f" ({', '.join(parts)})" if parts else "")


@dataclass(frozen=True)
class Repeats:
    """Of the pages of one model. count: records that repeat others; text: what `ucensus` says."""

    count: int
    text: str


def repeats_of(identities: Iterable[Identity], pages: Iterable[PlacedPage]) -> dict[str, Repeats]:
    """By the model of pages, where any record comes twice.

    identities: at least all those that equal another one."""
    placed = {(page.unit, page.page): page for page in pages}
    by_model: dict[str, list[tuple[PlacedPage, Identity]]] = defaultdict(list)
    for identity in sorted(identities, key=lambda one: (one.unit, one.page, one.at)):
        page = placed[identity.unit, identity.page]
        by_model[page.model].append((page, identity))
    found = {model: _of(records) for model, records in by_model.items()}
    return {model: repeats for model, repeats in found.items() if repeats.count}


def _of(records: Sequence[tuple[PlacedPage, Identity]]) -> Repeats:
    pages: dict[tuple[str, str], list[PlacedPage]] = defaultdict(list)
    for page, record in records:
        pages[record.model, record.pkid].append(page)
    repeated = [(pkid, where) for (_, pkid), where in pages.items() if len(where) > 1]
    examples = [f"{pkid} on {_listed(where)}" for pkid, where in repeated[:_EXAMPLE_COUNT_MAX]]
    examples += ["…"] if len(repeated) > len(examples) else []
    subject = "1 PKID comes" if len(repeated) == 1 else f"{len(repeated)} PKIDs come"
    parts = [f"{subject} more than once: {'; '.join(examples)}"]
    groups = _identical(records)
    parts += [f"{len(group)} identical pages: {_listed(group)}"
              for group in groups[:_EXAMPLE_COUNT_MAX]]
    if len(groups) > _EXAMPLE_COUNT_MAX:
        parts.append(f"{len(groups) - _EXAMPLE_COUNT_MAX} more groups of identical pages")
    return Repeats(len(records) - len(pages), "; ".join(parts))


def _identical(records: Sequence[tuple[PlacedPage, Identity]]) -> list[list[PlacedPage]]:
    """Pages of which every record comes elsewhere, too, with the same ones in the same order."""
    counts = Counter((record.model, record.pkid) for _, record in records)
    contents: dict[PlacedPage, list[tuple[str, str, int]]] = defaultdict(list)
    for page, record in records:
        if counts[record.model, record.pkid] > 1:
            contents[page].append((record.model, record.pkid, record.content))
    groups: dict[tuple[tuple[str, str, int], ...], list[PlacedPage]] = defaultdict(list)
    for page, content in contents.items():
        if len(content) == page.read:
            groups[tuple(content)].append(page)
    return [group for group in groups.values() if len(group) > 1]


def _listed(pages: Sequence[PlacedPage]) -> str:
    more = len(pages) - _NAME_COUNT_MAX
    return ", ".join(page.shown() for page in pages[:_NAME_COUNT_MAX]) \
        + (f" and {more} more" if more > 0 else "")


def _folded(pkid: str) -> str:
    is_pkid = len(pkid) == _PKID_LENGTH and all(sign in "0123456789abcdefABCDEF" for sign in pkid)
    return pkid.lower() if is_pkid else pkid


def gaps(rows: Iterable[tuple[str, list[int]]], repeats: Mapping[str, Repeats],
         dump: str) -> list[str]:
    """What is missing of a dump according to its pages, a line each, as `ucensus` says it.

    rows: the model, and what `PageSum.row` gave for it, in any number; repeats: by model."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for model, row in rows:
        sums[model] = [one + other for one, other in zip(sums[model], row)]
    none = Repeats(0, "")
    return [_gap(model, row, repeats.get(model, none), dump) for model, row in sorted(sums.items())
            if _is_incomplete(row, repeats.get(model, none))]


def _is_incomplete(row: Sequence[int], repeats: Repeats) -> bool:
    read, expected, unknown, lost = row
    return not unknown and (lost > 0 or read != expected or repeats.count > 0)


def _gap(model: str, row: Sequence[int], repeats: Repeats, dump: str) -> str:
    read, expected, _, lost = row
    return (f"{dump}: {model or 'records of an unnamed model'}: {read} records read"
            + (f", {read - repeats.count} of them distinct" if repeats.count else "")
            + f", {expected} expected"
            + (f"; pages that are damaged or empty: {lost}" if lost else "")
            + (f"; {repeats.text}" if repeats.count else ""))


def check(lines: Sequence[str]) -> None:
    """Refuses a dump that lacks something, a line each."""
    if lines:
        raise Failure(INCOMPLETE, "the dump is incomplete: " + "; ".join(lines),
                      "export what is missing again")
