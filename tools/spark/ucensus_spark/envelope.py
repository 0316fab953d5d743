"""The envelope of a record: which model it is of and where it lives, and no more."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple


class Meta(NamedTuple):
    """model: `meta.model_type`; place: `meta.path`, or else `meta.hierarchy`, as is_path says.

    All empty where `ucensus` will refuse the record, whatever the partition."""

    model: str
    place: str
    is_path: bool


UNREADABLE = Meta("", "", False)

_HEAD = re.compile(rb'[ \t\r\n]*\{[ \t\r\n]*"meta"[ \t\r\n]*:[ \t\r\n]*(\{[^{}\\]*\})')


def meta(raw: bytes) -> Meta:
    """What stands under `meta`; of keys that stand twice the last.

    Most records are not parsed: where `meta` comes first, is flat, and stands nowhere else in the
    record, not even in escapes, the rest cannot change it."""
    return _of(_found(raw))


def identity(raw: bytes) -> tuple[str, str] | None:
    """`meta.model_type` and `meta.pkid`; None for a record without them."""
    found = _found(raw)
    if not isinstance(found, dict):
        return None
    model, pkid = found.get("model_type"), found.get("pkid")
    return (model, pkid) if isinstance(model, str) and isinstance(pkid, str) and pkid else None


def _found(raw: bytes) -> Any:
    head = _HEAD.match(raw)
    if head is not None and raw.count(b'"meta"') == 1 and b"\\u" not in raw:
        try:
            return json.loads(head[1].decode())
        except ValueError:
            pass
    record = parsed(raw)
    return record.get("meta") if isinstance(record, dict) else None


def parsed(raw: bytes) -> Any:
    """The record as Python sees it; None where it cannot be read. Is more lenient than `ucensus`, which
    has the last word."""
    try:
        return json.loads(raw.decode())
    except (ValueError, RecursionError):
        return None


def _of(found: Any) -> Meta:
    if not isinstance(found, dict):
        return UNREADABLE
    model, path, hierarchy = (found.get(key) for key in ("model_type", "path", "hierarchy"))
    if not isinstance(model, str):
        return UNREADABLE
    place, is_path = (hierarchy, False) if path in (None, "") else (path, True)
    if not isinstance(place, str):
        place = ""
    try:
        (model + place).encode()
    except UnicodeEncodeError:
        return UNREADABLE
    return Meta(model, place, is_path)
