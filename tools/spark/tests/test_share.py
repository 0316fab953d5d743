"""A share is a dump, and its errors are those of the dump that it comes from."""

from __future__ import annotations

import json
import pathlib

import dumps
import pytest
from conftest import program
from ucensus_spark import streams
from ucensus_spark.native import Program
from ucensus_spark.share import Share
from ucensus_spark.streams import Unit
from ucensus_spark.values import Record


def records() -> list[dict]:
    return [dumps.node("P", "Provider", "sys", "a" * 24), dumps.node("C", "Customer", "sys.P", "b" * 24),
            dumps.node("S", "Site", "sys.P.C", "c" * 24),
            *(dumps.user(f"ü{index}", "sys.P.C.S") for index in range(30))]


@pytest.mark.parametrize("form", ["lines", "array", "indented page"])
@pytest.mark.parametrize("bad", [3, 17, 32])
def test_errors_are_those_of_the_dump(form: str, bad: int, tmp_path: pathlib.Path) -> None:
    dump = records()
    dump[bad]["data"]["userid"] = {"value": 5}
    page = {"pagination": {"skip": 0, "total": len(dump)}, "resources": dump}
    content = {"lines": "\r\n".join(map(json.dumps, dump)), "indented page": json.dumps(page, indent=1),
               "array": json.dumps(dump, ensure_ascii=False)}[form]
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "users.json").write_text(content, newline="")
    part = str(tmp_path / "x.part")
    expected = Program(program()).count([str(tmp_path / "dump")], part, 1, 1, [])
    assert expected.status == 65 and "users.json:" in expected.error

    share = Share(str(tmp_path / "share"))
    share.add(Record("other.json", 5, json.dumps(dump[0]).encode()))
    unit = Unit(0, str(tmp_path / "dump" / "users.json"), "users.json", 0, len(content.encode()))
    for item in streams.read(unit):
        if isinstance(item, Record):
            share.add(item)
    outcome = Program(program()).count(share.close(), part, 1, 1, [])
    found, record = share.original(outcome, str(tmp_path / "dump"))
    assert (found.status, found.error) == (expected.status, expected.error)
    assert record is not None and json.loads(record.raw) == dump[bad]
