"""Where a record lives: the quick look against a full parse."""

from __future__ import annotations

import json

import pytest
from ucensus_spark import envelope
from ucensus_spark.envelope import Meta

CASES = [
    ('{"meta":{"model_type":"m","path":"a.b"},"data":{}}', Meta("m", "a.b", True)),
    (' { "meta" : {"path":"a.b" , "model_type":"m"} }', Meta("m", "a.b", True)),
    ('{"data":{"meta":"x"},"meta":{"model_type":"m","path":"a"}}', Meta("m", "a", True)),
    ('{"meta":{"model_type":"m","path":"a"},"data":{"meta":{"path":"b"}}}', Meta("m", "a", True)),
    ('{"meta":{"model_type":"m","path":"a"},"meta":{"model_type":"n","path":"b"}}',
     Meta("n", "b", True)),
    ('{"meta":{"model_type":"m","path":"a"},"m\\u0065ta":{"model_type":"n","path":"b"}}',
     Meta("n", "b", True)),
    ('{"meta":{"model_type":"m","path":"a","path":"b"}}', Meta("m", "b", True)),
    ('{"meta":{"model_type":"m","p\\u0061th":"b"}}', Meta("m", "b", True)),
    ('{"meta":{"model_type":"m\\/n","path":"a}b{"}}', Meta("m/n", "a}b{", True)),
    ('{"meta":{"model_type":"m","path":null,"hierarchy":"h"}}', Meta("m", "h", False)),
    ('{"meta":{"model_type":"m","path":"","hierarchy":"h"}}', Meta("m", "h", False)),
    ('{"meta":{"model_type":"m","path":"a","hierarchy":"h"}}', Meta("m", "a", True)),
    ('{"meta":{"model_type":"m","summary":{"x":1},"path":"a"}}', Meta("m", "a", True)),
    ('{"meta":{"model_type":"m"}}', Meta("m", "", False)),
    ('{"meta":{"model_type":7,"path":"a"}}', envelope.UNREADABLE),
    ('{"meta":{"model_type":"m","path":"\\ud800"}}', envelope.UNREADABLE),
    ('{"meta":[1]}', envelope.UNREADABLE), ('[]', envelope.UNREADABLE), ('{"meta":{', envelope.UNREADABLE),
    ("[" * 100_000, envelope.UNREADABLE)]


@pytest.mark.parametrize("text, expected", CASES)
def test_places(text: str, expected: Meta) -> None:
    assert envelope.meta(text.encode()) == expected


def test_bad_utf8_has_no_place() -> None:
    assert envelope.meta(b'{"meta":{"model_type":"m","path":"\xff"}}') == envelope.UNREADABLE


def test_the_quick_look_sees_what_a_parse_sees() -> None:
    for text, _ in CASES[:14]:
        slow = json.dumps({"first": 0, **json.loads(text)}).encode()
        assert envelope.meta(slow) == envelope.meta(text.encode())
