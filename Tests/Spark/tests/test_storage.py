"""What of a file is brought to the machine that packs it, without Spark."""

from __future__ import annotations

import pathlib

import pyarrow as pa
import pytest
from ucensus_spark import storage, units

LINES = [b'{"n": %d}' % number + b"x" * (number * 37 % 211) + b"\n" for number in range(400)]


def lines_in(content: bytes, begin: int, end: int) -> list[bytes]:
    """The lines that begin in some bytes, one by one."""
    found, at = [], 0
    for line in content.split(b"\n"):
        if begin <= at < end:
            found.append(line)
        at += len(line) + 1
    return found


def brought(content: bytes, directory: pathlib.Path, lines: range | None) -> bytes:
    """A file that is not on this machine."""
    directory.mkdir(exist_ok=True)
    with storage.lent("s3://there/file", pa.py_buffer(content)):
        path = storage.brought("s3://there/file", str(directory), lines)
    return pathlib.Path(path).read_bytes()


def test_local_files_stay_where_they_are(tmp_path: pathlib.Path) -> None:
    assert storage.brought("/data/june/a.jsonl", str(tmp_path), range(5)) == "/data/june/a.jsonl"


@pytest.mark.parametrize("block", [1, 7, 4096, storage._COPY_BYTES])
@pytest.mark.parametrize("head", [b"", b"\n \r\n\n", b"\xef\xbb\xbf"])
def test_ranges_have_their_lines(block: int, head: bytes, tmp_path: pathlib.Path,
                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_COPY_BYTES", block)
    content = head + b"".join(LINES)
    assert brought(content, tmp_path / "whole", None) == content
    step = 9000
    for start in range(0, len(content), step):
        stop = min(start + step, len(content))
        copy = brought(content, tmp_path / f"{start}", range(start, stop))
        assert len(copy) == len(content)
        assert copy[start:stop] == content[start:stop]
        assert copy[max(0, start - 1):start] == content[max(0, start - 1):start]
        assert lines_in(copy, start, stop) == lines_in(content, start, stop)
        # The form of a file is told from its first record.
        first = content[:content.index(LINES[0]) + len(LINES[0])]
        assert copy.startswith(first)


def test_a_line_without_end_is_not_brought_whole(tmp_path: pathlib.Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_COPY_BYTES", 64)
    monkeypatch.setattr(storage, "_LINE_BYTES_MAX", 1000)
    copy = brought(b"a\n" + b"x" * 9999 + b"\n", tmp_path, range(0, 100))
    assert copy.rstrip(b"\0").count(b"x") < 1200


def entry(name: str, size: int) -> storage.Entry:
    return storage.Entry(name, f"/d/{name}", size, False)


def test_units_begin_at_multiples_of_a_mebibyte() -> None:
    files = [entry("a", 0), entry("b", 5 << 20), entry("manifest.json", 9), entry("c", 3)]
    found = units.of(files, 1_500_000, are_brought=False)
    assert [(unit.name, unit.start, unit.stop) for unit in found.each] == [
        ("a", 0, 0), ("b", 0, 2 << 20), ("b", 2 << 20, 4 << 20), ("b", 4 << 20, 5 << 20),
        ("c", 0, 3)]
    assert [unit.number for unit in found.each] == list(range(5))
    assert [unit.is_whole for unit in found.each] == [True, False, False, False, True]
    assert [unit.name for unit in found.firsts().each] == ["a", "b", "c"]
    assert all(unit.is_whole for unit in found.firsts().each)
    assert len(units.of(files, 1, are_brought=True).each) == 3


def test_programs_may_open_many_files() -> None:
    from ucensus_spark.native import Program

    done = Program("/bin/sh").run(["-c", "ulimit -Sn; ulimit -Hn"])
    soft, hard = done.output.split()
    assert soft == hard
