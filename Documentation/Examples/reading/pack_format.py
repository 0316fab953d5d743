"""The packed file, version 1, its index, shares and routes: builds them from values.

Follows Documentation/PackFormat.md and shares nothing with the program. Wants python3-lz4 and
python3-xxhash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import lz4.block
import xxhash

MAGIC = bytes.fromhex("895543504b0d0a1a")
INDEX_MAGIC = bytes.fromhex("89554350490d0a1a")
SHARE_MAGIC = bytes.fromhex("89554350530d0a1a")
ROUTES_MAGIC = bytes.fromhex("89554350520d0a1a")
VERSION = 1
RAW, LZ4 = 1, 3
RECORDS, PAGES, LEFT_OUT, MALFORMED = 1, 2, 3, 4
LEAF_SIZE = 1 << 20
PATH, HIERARCHY = 1, 2


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def octets(value: bytes) -> bytes:
    return varint(len(value)) + value


def text(value: str) -> bytes:
    return octets(value.encode())


def listed(items: Iterable[bytes]) -> bytes:
    entries = list(items)
    return varint(len(entries)) + b"".join(entries)


def varints(*values: int) -> bytes:
    return b"".join(map(varint, values))


def sealed(magic: bytes, blocks: bytes, directory: bytes) -> bytes:
    """A whole file."""
    head = magic + VERSION.to_bytes(2, "little") + bytes(6)
    fields = (len(directory).to_bytes(8, "little") * 2 + bytes([RAW]) + bytes(5)
              + VERSION.to_bytes(2, "little") + magic)
    identity = xxhash.xxh3_128_intdigest(directory + fields).to_bytes(16, "big")
    return head + blocks + directory + identity + fields


@dataclass(frozen=True)
class At:
    """Where a record stands. file: its number."""

    file: int
    byte: int
    line: int
    column: int = 0

    def packed(self) -> bytes:
        return varints(self.file, self.byte, self.line, self.column)


@dataclass
class File:
    dump: int
    name: str
    content: bytes
    lines: int
    read: int
    counted: int
    malformed: int = 0
    has_leaves: bool = True

    def packed(self) -> bytes:
        size = len(self.content)
        starts = range(0, max(1, size), LEAF_SIZE) if self.has_leaves else ()
        leaves = [hashlib.sha256(self.content[start:start + LEAF_SIZE]).digest()
                  for start in starts]
        return (varint(self.dump) + text(self.name) + text(self.name)
                + varints(size, 0, size, self.lines, self.read, self.counted, self.malformed)
                + listed(leaves))


@dataclass
class Record:
    role: int
    detail: int
    at: At
    texts: list[str]


@dataclass
class Page:
    begin: int
    length: int
    model: str
    read: int
    skip: int
    total: int


@dataclass
class Pack:
    """A packed file in the making. Lists are those of the document, packed entry by entry."""

    profile: bytes
    dumps: list[str]
    platform: list[tuple[str, bytes]] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    models: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    keys: list[tuple[int, int, int, int]] = field(default_factory=list)
    pages: list[tuple[int, str, int, int, int, int]] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)
    products: list[tuple[str, str, str]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    malformed: list[tuple[int, int, int, int, int, str]] = field(default_factory=list)
    _blocks: list[tuple[int, int, int, int, bytes]] = field(default_factory=list)
    _loads: dict[int, tuple[int, int]] = field(default_factory=dict)

    def node(self, at: At, place: int, pkid: str, name: str, kind: str) -> None:
        self.heads.append(
            b"\0" + at.packed() + varint(place) + text(pkid) + text(name) + text(kind))

    def settings(self, at: At, place: int, flags: int) -> None:
        self.heads.append(b"\1" + at.packed() + varint(place) + bytes([flags]))

    def records(self, segments: list[tuple[int, list[Record]]], codec: int = RAW) -> None:
        """A block of records; each segment is a place and records of one file."""
        raw, count = b"", 0
        for place, records in segments:
            byte = line = 0
            packed = b""
            for record in records:
                packed += bytes([record.role]) + varints(
                    record.detail, len(record.texts), record.at.byte - byte, record.at.line - line,
                    record.at.column) + b"".join(map(text, record.texts))
                byte, line = record.at.byte, record.at.line
            raw += varints(records[0].at.file, place, len(records)) + packed
            records_before, bytes_before = self._loads.get(place, (0, 0))
            self._loads[place] = (records_before + len(records), bytes_before + len(packed))
            count += len(records)
        self._block(RECORDS, count, raw, codec)

    def page_block(self, file: int, models: list[str], pages: list[Page],
                   records: list[tuple[int, str, str, bytes]], codec: int = RAW) -> None:
        """A block of pages. records: byte, model, PKID, and the record's bytes in the file."""
        raw = varint(file) + listed(map(text, models)) + listed(
            varints(page.begin, page.length, models.index(page.model), page.read)
            + b"\1" + varints(page.skip, page.total) for page in pages)
        entries, before = [], 0
        for byte, model, pkid, content in records:
            entries.append(varints(byte - before, models.index(model)) + text(pkid)
                           + xxhash.xxh3_64_intdigest(content).to_bytes(8, "little"))
            before = byte
        self._block(PAGES, len(records), raw + listed(entries), codec)

    def left_out_block(self, records: list[tuple[At, str, str, str | None, str, int]]) -> None:
        """A block of records that conditions left out: at, model, field, value, name, place."""
        raw = b"".join(
            at.packed() + text(model) + text(name_of_field)
            + (b"\0" if value is None else b"\1" + text(value)) + text(name) + varint(place)
            for at, model, name_of_field, value, name, place in records)
        self._block(LEFT_OUT, len(records), raw, RAW)

    def malformed_block(self, records: list[tuple[int, bytes]]) -> None:
        """A block of bytes of malformed records: the index of each, and its bytes."""
        self._block(MALFORMED, len(records),
                    b"".join(varint(index) + octets(content) for index, content in records), RAW)

    def _block(self, kind: int, count: int, raw: bytes, codec: int) -> None:
        stored = raw if codec == RAW else lz4.block.compress(raw, store_size=False)
        self._blocks.append((kind, count, codec, len(raw), stored))

    def packed(self) -> bytes:
        """The whole file."""
        return self._sealed(MAGIC, (RECORDS, PAGES, LEFT_OUT, MALFORMED))

    def index(self) -> bytes:
        """Its index."""
        return self._sealed(INDEX_MAGIC, (PAGES, MALFORMED))

    def share(self) -> bytes:
        """The same as a share."""
        return self._sealed(SHARE_MAGIC, (RECORDS,))

    def routes(self, shares: list[int], line_ends: list[int]) -> bytes:
        """Its routes: by place the number of a share; by file the line ends before its range."""
        places = xxhash.xxh3_64_intdigest(self._places()).to_bytes(8, "little")
        return sealed(ROUTES_MAGIC, b"", places + listed(map(varint, shares))
                      + listed(map(varint, line_ends)))

    def _sealed(self, magic: bytes, kinds: tuple[int, ...]) -> bytes:
        blocks = [block for block in self._blocks if block[0] in kinds]
        return sealed(magic, b"".join(stored for *_, stored in blocks), self._directory(blocks))

    def _places(self) -> bytes:
        return listed(bytes([kind]) + text(place) + varints(*self._loads.get(index, (0, 0)))
                      for index, (kind, place) in enumerate(self.places))

    def _directory(self, blocks: list[tuple[int, int, int, int, bytes]]) -> bytes:
        def counts(values: dict[str, int], form: Callable[[str], bytes] = text) -> bytes:
            return listed(form(key) + varint(count) for key, count in sorted(values.items()))

        return b"".join([
            self.profile,
            listed(map(text, self.dumps)),
            listed(text(name) + octets(content) for name, content in self.platform),
            listed([]), listed([]), listed([]),
            listed(file.packed() for file in self.files),
            counts(self.models), counts(self.skipped), counts(self.left_out),
            listed(b"".join(word.to_bytes(8, "little") for word in keys[:3]) + bytes([keys[3]])
                   for keys in self.keys),
            listed([]),
            listed(varint(dump) + text(model) + varints(read, expected) + bytes([unknown])
                   + varint(lost) for dump, model, read, expected, unknown, lost in self.pages),
            self._places(),
            listed(b"".join(map(text, product)) for product in self.products),
            listed(self.heads),
            listed(varints(*numbers) + text(reason) for *numbers, reason in self.malformed),
            listed(bytes([kind]) + varint(count) + bytes([codec]) + varints(raw, len(stored))
                   + xxhash.xxh3_64_intdigest(stored, seed=number).to_bytes(8, "little")
                   for number, (kind, count, codec, raw, stored) in enumerate(blocks)),
        ])
