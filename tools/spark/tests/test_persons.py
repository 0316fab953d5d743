"""Cuts between persons, against a plain search through the graph."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy
import pytest
from ucensus_spark import persons, profile
from ucensus_spark.profile import Model

PROFILE = profile.parse(None)


def components(edges: list[tuple[int, int]]) -> list[set[int]]:
    near = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    found, seen = [], set()
    for start in near:
        if start in seen:
            continue
        reached, todo = {start}, [start]
        while todo:
            for key in near[todo.pop()] - reached:
                reached.add(key)
                todo.append(key)
        seen |= reached
        found.append(reached)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_component_is_cut(seed: int) -> None:
    source = random.Random(seed)
    keys = [source.getrandbits(64) for _ in range(1 + seed * 7)]
    edges = [(source.choice(keys), source.choice(keys)) for _ in range(len(keys))]
    if seed % 3 == 0:
        edges += list(zip(keys, keys[1:len(keys) // 2]))
    first, second = (numpy.array(column, dtype=numpy.uint64) for column in zip(*edges))
    cut = persons.cut(first, second, 3)
    for component in components(edges):
        assert len({cut.piece([key]) for key in component}) == 1
    order = list(range(len(edges)))
    source.shuffle(order)
    again = persons.cut(second[order], first[order], 3)
    assert (again.keys == cut.keys).all() and (again.pieces == cut.pieces).all()


def test_a_long_chain_is_one_piece_and_many_persons_are_spread() -> None:
    chain = numpy.arange(1, 20_001, dtype=numpy.uint64)
    assert set(persons.cut(chain[:-1], chain[1:], 5).pieces) == {int(chain[0]) % 5}
    source = random.Random(1)
    alone = numpy.array([source.getrandbits(64) for _ in range(5000)], dtype=numpy.uint64)
    counts = numpy.bincount(persons.cut(alone, alone, 5).pieces)
    assert len(counts) == 5 and counts.min() > 800


def keys(model: str, **data: object) -> set[int]:
    return set(persons.keys(data, PROFILE[model]))


def test_keys_meet_where_the_audit_matches() -> None:
    user = keys("device/cucm/User", userid=" Ann ", mailid="Ann@x.example",
                associatedDevices={"device": ["SEP1", {"value": "", "_value_1": "sep2"}]},
                phoneProfiles={"profileName": "EM1"})
    assert len(user) == 6 - 1
    for model, data in [
            ("device/cucm/Phone", {"name": "sep1"}), ("device/cucm/Phone", {"name": "SEP2 "}),
            ("device/cucm/Phone", {"name": "SEP9", "ownerUserName": {"value": "ANN"}}),
            ("device/cucm/DeviceProfile", {"name": "em1"}),
            ("device/cucm/RemoteDestinationProfile", {"name": "x", "userId": "ann"}),
            ("device/cuc/User", {"Alias": "ann"}),
            ("device/webex/User", {"webExId": "other", "email": "ann@X.example"}),
            ("device/spark/User", {"email": "no@x", "userName": "aNN"}),
            ("device/uccx/Agent", {"userID": "ann"}), ("device/ucce/Agent", {"userID": "ann"}),
            ("device/msgraph/MsolUser", {"UserPrincipalName": "ann@x.example"}),
            ("device/msteamsonline/CsOnlineUser", {"UserPrincipalName": "ann"}),
            ("device/msexchangeonline/UserMailbox", {"UserPrincipalName": "ANN "}),
            ("device/pexip/User", {"email": "ann"})]:
        assert keys(model, **data) & user, (model, data)
    assert not keys("device/phoneserver/Phone", name="sep1") & user
    assert not keys("device/cucm/DeviceProfile", name="ann") & user
    assert keys("device/cuc/User", Alias="ÄNN") != keys("device/cuc/User", Alias="änn")


def test_every_field_that_the_audit_matches_by_is_a_key() -> None:
    ignored = {"product", "model", "class", "isLicensed", "isVoiceEnabled", "nodeType",
               "publicSector", "inactiveBilling"}
    for name, model in PROFILE.items():
        if model.role in {"node", "customerSettings"}:
            continue
        for meaning, field in model.fields.items():
            outer, dot, inner = field.removesuffix("[]").partition(".")
            data = {outer: {inner: ["one"]} if dot else "one"}
            is_key = bool(persons.keys(data, Model(model.role, {meaning: field})))
            is_free = meaning in ignored or (model.role, meaning) == ("singleNumberReachProfile", "name")
            assert is_key != is_free, (name, meaning)


@pytest.mark.parametrize("data", [None, {}, {"userid": 3, "mailid": [], "associatedDevices": 7},
                                  {"userid": "  ", "phoneProfiles": {"profileName": [None, 4]}}])
def test_nothing_ties_what_has_no_key(data: object) -> None:
    assert persons.keys(data, PROFILE["device/cucm/User"]) == []
