"""The content of dump files, record by record, each as its bytes and where it begins.

Forms and compressions are told apart by content, as `ucensus` does. Whether a record is sound is not
judged here."""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Iterator, Sequence, cast

import pyarrow as pa

from . import envelope, storage
from .failure import MALFORMED, Failure
from .values import Item, Record, Values, first_value, is_page

BOM = b"\xef\xbb\xbf"
_BLOCK_BYTES = 4 << 20
_HEAD_BYTES = 64 << 10
# The longest line that can be a record, with blanks around it.
_LINE_BYTES_MAX = (16 << 20) + 4096
# Pages and arrays are held in memory as a whole.
VALUES_BYTES_MAX = 1 << 30


@dataclass(frozen=True)
class Unit:
    """What one task reads: a file, or the lines of it that begin from `start` on and before `stop`.

    number: among the units of the dump.
    """

    number: int
    address: str
    name: str
    start: int
    stop: int


def read(unit: Unit) -> Iterator[Item]:
    """The records of a unit; behind the records of a page the page.

    Raises: Failure where the structure that holds the records is broken."""
    with storage.open_at(unit.address) as stored:
        magic = stored.read(4)
        if magic in (b"PK\x03\x04", b"PK\x05\x06"):
            yield from _zip(unit, stored)
            return
        if _codec(magic) is None:
            yield from _plain(unit, stored)
            return
    yield from _compressed(unit)


def _plain(unit: Unit, stored: BinaryIO) -> Iterator[Item]:
    stored.seek(0)
    if _holds_values(unit.name, stored):
        if unit.start == 0:
            stored.seek(0)
            yield from Values(unit.name, _text(unit.name, stored)).items()
        return
    stored.seek(max(0, unit.start - 1))
    yield from _lines(unit.name, stored, unit.start, unit.stop)


def _compressed(unit: Unit) -> Iterator[Item]:
    try:
        with _content(unit.address) as content:
            has_values = _holds_values(unit.name, content)
        with _content(unit.address) as content:
            if has_values:
                yield from Values(unit.name, _text(unit.name, content)).items()
            else:
                yield from _lines(unit.name, content, 0, None)
    except (EOFError, OSError, zlib.error, pa.ArrowException) as error:
        raise Failure(MALFORMED, f"{unit.name}: the compressed data is damaged: {error}",
                      "export it again") from error


def _zip(unit: Unit, stored: BinaryIO) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(stored) as archive:
            for entry in archive.infolist():
                is_hidden = any(part.startswith(".") for part in entry.filename.split("/"))
                if entry.is_dir() or is_hidden:
                    continue
                name = f"{unit.name}:{entry.filename}"
                content = io.BytesIO(archive.read(entry))
                if _codec(content.getvalue()[:4]) is not None:
                    raise Failure(MALFORMED, f"{name}: compressed inside of a zip", "unpack the zip first")
                yield from _plain(Unit(unit.number, "", name, 0, len(content.getbuffer())), content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error) as error:
        raise Failure(MALFORMED, f"{unit.name}: the zip cannot be read: {error}",
                      "unpack it first") from error


def _codec(magic: bytes) -> str | None:
    if magic[:2] == b"\x1f\x8b":
        return "gzip"
    if magic == b"\x04\x22\x4d\x18":
        return "lz4"
    is_skippable = len(magic) == 4 and magic[0] >> 4 == 5 and magic[1:] == b"\x2a\x4d\x18"
    return "zstd" if magic == b"\x28\xb5\x2f\xfd" or is_skippable else None


@contextlib.contextmanager
def _content(address: str) -> Iterator[BinaryIO]:
    """The content of a stored file, decompressed, from its beginning."""
    with storage.open_at(address) as stored:
        codec = _codec(stored.read(4))
        stored.seek(0)
        if codec is None:
            yield stored
        elif codec == "gzip":  # Arrow does not compare gzip's checksums
            with gzip.GzipFile(fileobj=stored) as content:
                yield cast(BinaryIO, content)
        else:
            with pa.CompressedInputStream(stored, codec) as content:
                yield cast(BinaryIO, content)


def check_root_zip(address: str, names: Sequence[str]) -> None:
    """Refuses a zip that is a dump by itself, with files that say something of it."""
    with storage.open_at(address) as stored:
        if not stored.read(4).startswith(b"PK"):
            return
        with zipfile.ZipFile(stored) as archive:
            found = [name for name in names if name in archive.namelist()]
    if found:
        raise Failure(MALFORMED, f"{address}: {' and '.join(found)} inside of a zip",
                      "unpack the zip first")


def line(path: str, number: int) -> bytes:
    """A line of a dump file by its number, from 1."""
    with _content(path) as content:
        pieces = _pieces(content, 0)
        return next(itertools.islice(pieces, number - 1, None))[1].removeprefix(BOM)


def _lines(name: str, content: BinaryIO, start: int, stop: int | None) -> Iterator[Record]:
    """The lines that begin in a range; the content stands one byte before it, or at its beginning."""
    pieces = _pieces(content, max(0, start - 1))
    if start > 0:
        next(pieces, None)
    for offset, piece in pieces:
        if stop is not None and offset >= stop:
            return
        if offset == 0 and piece.startswith(BOM):
            offset, piece = 3, piece[3:]
        if piece.strip(b" \t\r"):
            yield Record(name, offset, piece)


def _pieces(content: BinaryIO, offset: int) -> Iterator[tuple[int, bytes]]:
    """The lines from here on, each with the offset of its first byte."""
    rest = b""
    while block := content.read(_BLOCK_BYTES):
        pieces = (rest + block).split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            yield offset, piece
            offset += len(piece) + 1
        if len(rest) > _LINE_BYTES_MAX:
            raise Failure(MALFORMED, f"byte {offset}: a line of more than 16 MiB",
                          "check that the file is not damaged")
    if rest:
        yield offset, rest


def _holds_values(name: str, content: BinaryIO) -> bool:
    """Whether a content, which stands at its beginning, is pages or an array, and not lines."""
    head = b""
    while piece := content.read(_HEAD_BYTES):
        head += piece
        if b"\n" in head.removeprefix(BOM).lstrip() or len(head) > _LINE_BYTES_MAX:
            break
    text = head.removeprefix(BOM).lstrip()
    if not text.startswith(b"{"):
        return text.startswith(b"[")
    first = envelope.parsed(text.split(b"\n", 1)[0])
    if first is None:  # it does not end with its line
        first = first_value(_text(name, content, head))
    return is_page(first)


def _text(name: str, content: BinaryIO, head: bytes = b"") -> str:
    """A beginning and the rest of a content. Bad UTF-8 is kept for `ucensus` to find."""
    pieces, size = [head], len(head)
    while piece := content.read(_BLOCK_BYTES):
        pieces.append(piece)
        size += len(piece)
        if size > VALUES_BYTES_MAX:
            raise Failure(MALFORMED, f"{name}: pages or an array of more than 1 GiB",
                          "write JSON Lines, or count the file as a shard")
    return b"".join(pieces).decode("utf-8", "surrogateescape")


def lines_of(unit: Unit, name: str, positions: Sequence[int]) -> tuple[int, list[int]]:
    """The lines of bytes, in ascending order, of a content of a unit's file; and before it, of an entry
    of a zip, the place among all entries."""
    if name == unit.name:
        with _content(unit.address) as content:
            return 0, _line_numbers(content, positions)
    entry = name[len(unit.name) + 1:]
    with storage.open_at(unit.address) as stored, zipfile.ZipFile(stored) as archive:
        with archive.open(entry) as inner:
            return archive.namelist().index(entry), _line_numbers(cast(BinaryIO, inner), positions)


def _line_numbers(content: BinaryIO, positions: Sequence[int]) -> list[int]:
    numbers, passed, line_count = [], 0, 1
    for position in positions:
        while passed < position and (block := content.read(min(_BLOCK_BYTES, position - passed))):
            line_count += block.count(b"\n")
            passed += len(block)
        numbers.append(line_count)
    return numbers


def line_number(location: str, name: str, byte: int) -> int:
    """The line of a byte of a file's content, from 1; `name` may be that of an entry in a zip."""
    with _content(f"{location}/{name}") as content:
        return _line_numbers(content, [byte])[0]
