"""Cutting one customer between persons: records that share a user id, a mail address, a device or a
profile stay together.

Keys are 64-bit hashes of folded texts. Two texts with one hash only keep together what could have been
cut: never wrong, at worst uneven."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Iterator, TypeAlias

import numpy
import numpy.typing

from . import profile

Keys: TypeAlias = numpy.typing.NDArray[numpy.uint64]
Pieces: TypeAlias = numpy.typing.NDArray[numpy.uint16]

PIECES_MAX = 65_000

# What the texts of a field name: an account or a mail address (which stand for each other), a device,
# a profile. The name of a record is its own kind of thing.
_PERSON, _DEVICE, _PROFILE, _SERVER_PHONE = b"i", b"d", b"p", b"s"
_KINDS = {"userId": _PERSON, "mail": _PERSON, "owner": _PERSON, "alias": _PERSON, "webExId": _PERSON,
          "userName": _PERSON, "principalName": _PERSON, "associatedDevices": _DEVICE,
          "profiles": _PROFILE}
_KINDS_OF_NAME = {"phone": _DEVICE, "extensionMobilityProfile": _PROFILE,
                  "phoneServerPhone": _SERVER_PHONE}


def keys(data: Any, model: profile.Model) -> list[int]:
    """What ties a record to others; empty where nothing does."""
    return list(dict.fromkeys(_hash(kind, text) for kind, text in _texts(data, model)))


def _texts(data: Any, model: profile.Model) -> Iterator[tuple[bytes, bytes]]:
    for field, key in model.fields.items():
        kind = _KINDS_OF_NAME.get(model.role) if field == "name" else _KINDS.get(field)
        if kind is None:
            continue
        for text in profile.texts(data, key):
            folded = text.encode("utf-8", "surrogatepass").strip(b" ").lower()
            if folded:
                yield kind, folded


def _hash(kind: bytes, folded: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(folded, digest_size=8, person=kind).digest(), "little")


def edges(found: list[int]) -> list[tuple[int, int]]:
    """Pairs that hold the keys of one record together."""
    return [(found[0], key) for key in found] if found else []


@dataclass(frozen=True)
class Cut:
    """Which piece of a customer the records with a key belong to."""

    keys: Keys
    pieces: Pieces

    def piece(self, found: list[int]) -> int:
        """The piece of a record with these keys; 0 for one without, so that equal records meet."""
        if not found:
            return 0
        return int(self.pieces[numpy.searchsorted(self.keys, numpy.uint64(found[0]))])


def cut(first: Keys, second: Keys, piece_count: int) -> Cut:
    """Cuts the graph of these edges into pieces, none through a connected component. Depends on the
    edges only, not on their order."""
    known, ends = numpy.unique(numpy.concatenate([first, second]), return_inverse=True)
    left, right = ends[:len(first)], ends[len(first):]
    roots = numpy.arange(len(known))
    while True:
        lower, upper = roots[left], roots[right]
        is_open = lower != upper
        if not is_open.any():
            break
        lower, upper = lower[is_open], upper[is_open]
        least = numpy.minimum(lower, upper)
        numpy.minimum.at(roots, lower, least)
        numpy.minimum.at(roots, upper, least)
        roots = _shortened(roots)
    # The least key of a component is as good as random.
    pieces = (known[roots] % numpy.uint64(piece_count)).astype(numpy.uint16)
    return Cut(known, pieces)


def _shortened(roots: numpy.typing.NDArray[Any]) -> numpy.typing.NDArray[Any]:
    """Every node points at the end of its chain."""
    while True:
        above = roots[roots]
        if (above == roots).all():
            return roots
        roots = above
