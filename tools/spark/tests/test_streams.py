"""Records and where they begin, in every form and compression, without Spark."""

from __future__ import annotations

import gzip
import json
import pathlib
import subprocess
import zipfile

import pytest
from ucensus_spark import streams
from ucensus_spark.failure import Failure
from ucensus_spark.streams import Unit
from ucensus_spark.values import Page, Record

RECORDS = [json.dumps({"meta": {"model_type": f"m{index % 3}", "path": "sys.P"},
                       "data": {"text": "é" * (index % 5) + "{[\\\"", "n": index}},
                      ensure_ascii=index % 2 == 0) for index in range(40)]


def read(path: pathlib.Path, start: int = 0, stop: int | None = None) -> list[Record | Page]:
    size = path.stat().st_size
    return list(streams.read(Unit(0, str(path), path.name, start, size if stop is None else stop)))


def check(path: pathlib.Path, content: bytes) -> None:
    """The records are those written, and stand where they say."""
    found = [item for item in read(path) if isinstance(item, Record)]
    assert [json.loads(item.raw) for item in found] == [json.loads(text) for text in RECORDS]
    for item in found:
        assert content[item.offset:item.offset + len(item.raw)] == item.raw


def forms() -> dict[str, bytes]:
    page = {"pagination": {"skip": 0, "total": 40}, "resources": list(map(json.loads, RECORDS))}
    return {
        "lines": "\n".join(RECORDS).encode(),
        "lines with blanks": ("\ufeff\r\n\n " + " \r\n".join(RECORDS) + "\n\n").encode(),
        "array": ("[" + ", ".join(RECORDS) + "]").encode(),
        "array over lines": ("\ufeff [\n" + "\n,".join(RECORDS) + "\n]\n").encode(),
        "page": json.dumps(page, ensure_ascii=False).encode(),
        "indented page": json.dumps(page, indent=2).encode(),
        "pages": json.dumps({**page, "resources": page["resources"][:15]}).encode() + b"\n"
                 + json.dumps({**page, "resources": page["resources"][15:]}).encode(),
        "array of pages": json.dumps([page]).encode()}


@pytest.mark.parametrize("form", forms())
@pytest.mark.parametrize("compression", ["", "gzip", "zstd", "lz4", "zip"])
def test_records_keep_bytes_and_places(form: str, compression: str, tmp_path: pathlib.Path) -> None:
    content = forms()[form]
    path = tmp_path / "dump"
    if compression == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.json", content)
    elif compression == "gzip":
        path.write_bytes(gzip.compress(content[:99]) + gzip.compress(content[99:]))
    elif compression:
        path.write_bytes(subprocess.run([compression, "-c"], input=content, capture_output=True,
                                        check=True).stdout)
    else:
        path.write_bytes(content)
    check(path, content)


@pytest.mark.parametrize("form", forms())
def test_units_of_every_size_find_each_record_once(form: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(forms()[form])
    size = path.stat().st_size
    whole = read(path)
    for step in (1, 2, 97, 128, 1000, size - 1, size, size + 1):
        found = [item for start in range(0, size, step) for item in read(path, start, start + step)]
        assert found == whole, step


def test_small_blocks_change_nothing(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for form, content in forms().items():
        path = tmp_path / "dump"
        path.write_bytes(content)
        for block in (1, 7, 64):
            monkeypatch.setattr(streams, "_BLOCK_BYTES", block)
            monkeypatch.setattr(streams, "_HEAD_BYTES", block)
            check(path, content)


@pytest.mark.parametrize("content", [
    b"[{}", b"[{} {}]", b"[{},]", b"[] x", b'{"resources": [{}', b'{"resources": [{}], "data": 1}',
    b'{"resources": [], "resources": []}', b'[{"a": NaN}]'])
def test_broken_structures_are_refused(content: bytes, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(content)
    with pytest.raises(Failure) as failure:
        found = read(path)
        # What cannot be told from lines is a line, which ucensus refuses.
        assert [item.raw for item in found] == [content]
        raise Failure(65, "dump")
    assert failure.value.status == 65 and "dump" in failure.value.message


def test_damaged_compression_is_refused(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "dump"
    whole = gzip.compress("\n".join(RECORDS).encode())
    for damaged in (whole[:-1], whole[:-8] + b"12345678", whole[:50] + b"\0\0\0" + whole[53:]):
        path.write_bytes(damaged)
        with pytest.raises(Failure):
            read(path)
