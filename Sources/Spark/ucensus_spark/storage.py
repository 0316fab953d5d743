"""Files of a location: a local path, or the address of a file system that Arrow opens by itself
(s3, gs, abfs, hdfs)."""

from __future__ import annotations

import contextlib
import os
import pathlib
from dataclasses import dataclass
from typing import BinaryIO, Iterator, cast

import pyarrow
from pyarrow import fs

from .failure import INPUT_OUTPUT, UNREADABLE, Failure

# The platform's facts, at the root of a dump.
PLATFORM_FILE = "platform.json"

_COPY_BYTES = 8 << 20
# The longest line that can be a record, with blanks around it.
_LINE_BYTES_MAX = (16 << 20) + 4096


# Files that are in memory already, by address.
_lent: dict[str, pyarrow.Buffer] = {}


@dataclass(frozen=True)
class Entry:
    """A file or a directory of a location. `name` is relative to the location."""

    name: str
    address: str
    byte_count: int
    is_directory: bool


def is_local(address: str) -> bool:
    """Whether `ucensus` can read it by itself."""
    return "://" not in address


def local_path(address: str) -> str:
    """`file:` addresses as paths; anything else as it is."""
    for prefix in ("file://", "file:"):
        if address.startswith(prefix):
            return address[len(prefix):]
    return address


def _opened(address: str) -> tuple[fs.FileSystem, str]:
    try:
        if is_local(address):
            return fs.LocalFileSystem(), address
        opened: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(address)
        return opened
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise Failure(UNREADABLE, f"{address}: {error}") from error


def entries(location: str, recursive: bool) -> list[Entry]:
    """What lies in a location, in the byte order of the names, without what is hidden; the location
    itself where it is a file."""
    system, root = _opened(location)
    try:
        info = system.get_file_info(root)
        if info.type == fs.FileType.NotFound:
            raise Failure(UNREADABLE, f"{location}: there is no such file or directory")
        if info.type == fs.FileType.File:
            return [Entry(os.path.basename(root), location, info.size, False)]
        found = system.get_file_info(fs.FileSelector(root, recursive=recursive))
    except OSError as error:
        raise Failure(UNREADABLE, f"{location}: {error}") from error
    base = location.rstrip("/")
    listed = []
    for info in found:
        name = os.path.relpath(info.path, root)
        if any(part.startswith(".") for part in pathlib.PurePosixPath(name).parts):
            continue
        is_directory = info.type == fs.FileType.Directory
        listed.append(Entry(name, f"{base}/{name}", info.size or 0, is_directory))
    return sorted(listed, key=lambda entry: entry.name.encode("utf-8", "surrogateescape"))


def files(location: str) -> list[Entry]:
    """All files of a location and below."""
    return [entry for entry in entries(location, recursive=True) if not entry.is_directory]


def content(address: str) -> bytes | None:
    """The bytes of a small file, or None where it is not there."""
    location, _, name = address.rpartition("/")
    if not has_any(location, [name]):
        return None
    with open_at(address) as file:
        return file.read()


def open_at(address: str, start: int = 0) -> BinaryIO:
    """The bytes of a file as they are stored, from one of them on. A failure may pass."""
    if address in _lent:
        stream = pyarrow.BufferReader(_lent[address])
    else:
        system, path = _opened(address)
        stream = system.open_input_file(path)
    stream.seek(start)
    return cast(BinaryIO, stream)


def fetch(address: str, directory: str, name: str) -> None:
    """Copies a file, or a directory with all below it, into a local directory."""
    system, path = _opened(address)
    if system.get_file_info(path).type == fs.FileType.Directory:
        for entry in files(address):
            fetch(entry.address, directory, f"{name}/{entry.name}")
        return
    target = pathlib.Path(directory, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with system.open_input_stream(path, compression=None) as source, open(target, "wb") as copy:
        while piece := source.read(_COPY_BYTES):
            copy.write(piece)


def brought(address: str, directory: str, lines: range | None) -> str:
    """The path of a file on this machine: its own, or in a directory, into which it is copied.

    lines: if a part is enough: the bytes in which the lines begin that are wanted. Of the others
    there is the first line, which shows the form of the file; the rest are holes."""
    if is_local(address) and address not in _lent:
        return address
    target = os.path.join(directory, "input")
    with open_at(address) as source, open(target, "wb") as copy:
        if lines is None:
            while piece := source.read(_COPY_BYTES):
                copy.write(piece)
            return target
        copy.truncate(source.seek(0, os.SEEK_END))
        _copy_lines(source, copy, range(0, 1))
        _copy_lines(source, copy, range(max(0, lines.start - 1), lines.stop))
    return target


def _copy_lines(source: BinaryIO, copy: BinaryIO, lines: range) -> None:
    """Copies bytes, and what follows until the line ends, if that can be the line of a record."""
    source.seek(lines.start)
    copy.seek(lines.start)
    at, is_blank = lines.start, True
    while piece := source.read(_COPY_BYTES if at >= lines.stop
                               else min(_COPY_BYTES, lines.stop - at)):
        copy.write(piece)
        tail = piece[max(0, lines.stop - 1 - at):]
        if is_blank:  # blank lines may come before the first record
            tail = tail.lstrip()
            is_blank = not piece.strip()
        at += len(piece)
        if at >= lines.stop and b"\n" in tail and not is_blank:
            return
        if at - lines.stop > _LINE_BYTES_MAX:
            return


def store(directory: str, address: str) -> None:
    """Copies the files of a local directory to where reports are to be; an interrupted copy of a file
    does not get its name."""
    system, root = _opened(address)
    try:
        system.create_dir(root, recursive=True)
        for name in sorted(os.listdir(directory)):
            unfinished = f"{root}/.{name}.unfinished"
            with open(os.path.join(directory, name), "rb") as source, \
                    system.open_output_stream(unfinished, compression=None) as copy:
                while piece := source.read(_COPY_BYTES):
                    copy.write(piece)
            system.move(unfinished, f"{root}/{name}")
    except OSError as error:
        raise Failure(INPUT_OUTPUT, f"{address}: {error}") from error


def order(name: str) -> bytes:
    """The key that sorts files by the bytes of their names."""
    return name.encode("utf-8", "surrogateescape")


def has_any(location: str, names: list[str]) -> bool:
    """Whether files of these names are there."""
    system, root = _opened(location)
    found = system.get_file_info([f"{root}/{name}" for name in names])
    return any(info.type != fs.FileType.NotFound for info in found)


@contextlib.contextmanager
def lent(address: str, content: pyarrow.Buffer) -> Iterator[None]:
    """Inside of this, the file is open from memory."""
    _lent[address] = content
    try:
        yield
    finally:
        del _lent[address]
