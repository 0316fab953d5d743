"""REST list pages and arrays: their records, each with its own bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Iterator

from . import envelope
from .failure import MALFORMED, Failure

_BLANKS = " \t\r\n"


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


@dataclass(frozen=True)
class Record:
    """A record as it stands in the dump.

    name: the file, or the file and the entry of a zip; offset: of the first byte in its content;
    in_page: whether a page holds it.
    """

    name: str
    offset: int
    raw: bytes
    in_page: bool = False


@dataclass
class Page:
    """A REST list page, which stands behind its records.

    name and offset: as of a record; model: what the page names, or else the first of its records
    that names one.
    """

    name: str
    offset: int
    model: str = ""
    read: int = 0
    pagination: Any = None


Item = Record | Page


def is_page(value: Any) -> bool:
    """Whether a value of the top level is a page, and no record."""
    return isinstance(value, dict) and ("resources" in value or "pagination" in value)


def first_value(text: str) -> Any:
    """The value that a text begins with; None where there is none."""
    try:
        return _decoder.raw_decode(text.removeprefix("\ufeff").lstrip(_BLANKS))[0]
    except (ValueError, RecursionError):
        return None


class Values:
    """The values of a content, one behind the other: pages, or one array."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._at = 1 if text.startswith("\ufeff") else 0
        # Bytes are counted from one known position to the next.
        self._known = (0, 0)

    def items(self) -> Iterator[Item]:
        """All records, and behind the records of a page the page."""
        while char := self._peek():
            if char == "[":
                yield from self._elements(may_hold_pages=True)
                if self._peek():
                    raise self._broken("expected the end of the file behind the array")
                return
            if char != "{":
                raise self._broken("expected '{' or the end of the file")
            yield from self._object(self._value())

    def _object(self, found: tuple[int, int, Any]) -> Iterator[Item]:
        start, end, value = found
        if not is_page(value):
            yield self._record(start, end)
            return
        self._at = start
        yield from self._page()

    def _page(self) -> Iterator[Item]:
        page, own_model, has_list = Page(self._name, self._byte(self._at)), "", False
        self._expect("{")
        goes_on = self._peek() != "}"
        while goes_on:
            key = self._key()
            if key == "resources" and self._peek() == "[":
                if has_list:
                    raise self._broken("a page with two lists of records")
                has_list = True
                for item in self._elements(may_hold_pages=False):
                    page.read += 1
                    page.model = page.model or envelope.meta(item.raw).model
                    yield item
            else:
                own_model = self._member(page, key) or own_model
            goes_on = self._comma_or("}")
        self._expect("}")
        page.model = own_model or page.model
        yield page

    def _member(self, page: Page, key: str) -> str:
        """Takes what a page says of itself; returns the model that it names under this key."""
        at = self._at
        _, _, value = self._value()
        if key == "data" or (key == "resources" and value is not None):
            self._at = at
            raise self._broken(f"not a page of records, because of \"{key}\"")
        if key == "pagination":
            page.pagination = value
        model = value.get("model_type") if key == "meta" and isinstance(value, dict) else None
        return model if isinstance(model, str) else ""

    def _elements(self, may_hold_pages: bool) -> Iterator[Any]:
        self._expect("[")
        goes_on = self._peek() != "]"
        while goes_on:
            start, end, value = self._value()
            if may_hold_pages and is_page(value):
                yield from self._object((start, end, value))
            else:
                yield self._record(start, end, in_page=not may_hold_pages)
            goes_on = self._comma_or("]")
        self._expect("]")

    def _peek(self) -> str:
        text, at = self._text, self._at
        while at < len(text) and text[at] in _BLANKS:
            at += 1
        self._at = at
        return text[at:at + 1]

    def _expect(self, char: str) -> None:
        if self._peek() != char:
            raise self._broken(f"expected '{char}'")
        self._at += 1

    def _comma_or(self, close: str) -> bool:
        """Passes over a comma, which something must follow; or stays at the end of the container."""
        if self._peek() == close:
            return False
        self._expect(",")
        if self._peek() == close:
            raise self._broken("expected a value behind the comma")
        return True

    def _key(self) -> str:
        self._expect('"')
        key: str
        try:
            key, self._at = scanstring(self._text, self._at)
        except ValueError as error:
            raise self._broken(str(error)) from error
        self._expect(":")
        return key

    def _value(self) -> tuple[int, int, Any]:
        self._peek()
        start = self._at
        try:
            value, self._at = _decoder.raw_decode(self._text, start)
        except (ValueError, RecursionError) as error:
            raise self._broken(f"the structure of the file is broken: {error}") from error
        return start, self._at, value

    def _record(self, start: int, end: int, in_page: bool = False) -> Record:
        raw = self._text[start:end].encode("utf-8", "surrogateescape")
        record = Record(self._name, self._byte(start), raw, in_page)
        self._known = (end, record.offset + len(raw))
        return record

    def _byte(self, at: int) -> int:
        char, byte = self._known if self._known[0] <= at else (0, 0)
        return byte + len(self._text[char:at].encode("utf-8", "surrogateescape"))

    def _broken(self, reason: str) -> Failure:
        byte = self._byte(self._at)
        line = self._text.count("\n", 0, self._at) + 1
        return Failure(MALFORMED, f"{self._name}:{line}: byte {byte}: {reason}")
