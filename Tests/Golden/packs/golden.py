#!/usr/bin/env python3
"""Makes the golden packed files from what a reader of its dump sees, by pack_format.py.

Each number and text below was read off the dump by eye; places are found in it."""

from __future__ import annotations

import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "Documentation/Examples/reading"))

from pack_format import HIERARCHY, LZ4, PATH, At, File, Pack, Page, Record  # noqa: E402

DUMP = HERE / "v1" / "dump"
CONTENTS = [(DUMP / name).read_bytes() for name in
            ("hierarchy.jsonl", "phones.jsonl", "teams.jsonl", "users.json")]
PROFILE = hashlib.sha256((ROOT / "data/dump-profile.json").read_bytes()).digest()
NODES, PHONES, TEAMS, USERS = range(4)
SYS, PROVIDER, CUSTOMER, SITE, SITE_BY_PKID = range(5)


def at(file: int, mark: str) -> At:
    """The record with a mark: it begins with the last `{"meta"` before it."""
    content = CONTENTS[file]
    byte = content.rindex(b'{"meta"', 0, content.index(mark.encode()) + 7)
    line_start = content.rfind(b"\n", 0, byte) + 1
    return At(file, byte, content.count(b"\n", 0, byte) + 1, byte - line_start)


def record(file: int, mark: str) -> bytes:
    """The bytes of a user in the page."""
    start = at(file, mark).byte
    return CONTENTS[file][start:CONTENTS[file].index(b"}}", start) + 2]


def broken() -> bytes:
    """The bytes of the malformed record."""
    start = CONTENTS[PHONES].index(b'{"meta": {"pkid": "broken')
    return CONTENTS[PHONES][start:CONTENTS[PHONES].index(b"\n", start)]


def users() -> list[Record]:
    return [
        Record(2, 1, at(USERS, '"Ann"'), ["Ann", "Ann@Oak.example", "SEP001", "em-ann", "em-two"]),
        Record(2, 0, at(USERS, '"Bo Ü"'), ["Bo Ü", ""]),
    ]


def share() -> Pack:
    """All records of the customer, which is the only one."""
    pack = Pack(PROFILE, ["dump"])
    pack.files = [
        File(0, "dump/phones.jsonl", CONTENTS[PHONES], 0, read=3, counted=3, has_leaves=False),
        File(0, "dump/teams.jsonl", CONTENTS[TEAMS], 0, read=1, counted=1, has_leaves=False),
        File(0, "dump/users.json", CONTENTS[USERS], 0, read=2, counted=2, has_leaves=False),
    ]
    pack.places = [(PATH, "sys.Elm.Oak"), (PATH, "sys.Elm.Oak.Yew"),
                   (HIERARCHY, "b00000000000000000000003")]
    pack.products = [("cisco 7841", "phone", "CISCO 7841"), ("cti port", "phone", "CTI Port")]

    def of(file: int, found: At) -> At:
        return At(file, found.byte, found.line, found.column)

    pack.records([
        (0, [Record(3, 0, of(0, at(PHONES, "SEP003")), ["SEP003", ""])]),
        (1, [Record(3, 0, of(0, at(PHONES, "SEP001")), ["SEP001", "ann"])]),
        (2, [Record(3, 1, of(0, at(PHONES, "CTI-1")), ["CTI-1", "BO Ü"])]),
        (1, [Record(12, 1, of(1, at(TEAMS, "ANN@oak")), ["ANN@oak.example"])]),
        (1, [Record(user.role, user.detail, of(2, user.at), user.texts) for user in users()]),
    ])
    return pack


def main() -> None:
    pack = Pack(PROFILE, ["dump"])
    pack.platform = [("dump/platform.json", (DUMP / "platform.json").read_bytes())]
    pack.files = [
        File(0, "dump/hierarchy.jsonl", CONTENTS[NODES], lines=4, read=4, counted=0),
        File(0, "dump/phones.jsonl", CONTENTS[PHONES], lines=5, read=5, counted=3, malformed=1),
        File(0, "dump/teams.jsonl", CONTENTS[TEAMS], lines=2, read=2, counted=1),
        File(0, "dump/users.json", CONTENTS[USERS], lines=8, read=2, counted=2),
    ]
    pack.models = {
        "data/HierarchyNode": 3, "device/cucm/Phone": 3, "device/cucm/User": 2,
        "device/msteamsonline/CsOnlineUser": 2, "relation/HcsCustomerREL": 1}
    pack.skipped = {"device/cucm/Line": 1}
    pack.left_out = {"device/msteamsonline/CsOnlineUser: AccountType": 1}
    # By model of the profile: nodes, settings, users, phones, none up to Teams, the thirteenth.
    # Of lists the inner keys, by number of the name among all names of the model.
    pack.keys = [(0b11, 0, 0, 1), (0b1, 0, 0, 1), (0b1111, 0b1100, 0, 1), (0b11111, 0, 0, 1)]
    pack.keys += [(0, 0, 0, 0)] * 8 + [(0b111, 0, 0, 1)]
    pack.pages = [(0, "device/cucm/User", 2, 2, 0, 0)]
    pack.places = [
        (PATH, "sys"), (PATH, "sys.Elm"), (PATH, "sys.Elm.Oak"), (PATH, "sys.Elm.Oak.Yew"),
        (HIERARCHY, "b00000000000000000000003")]
    pack.products = [("cisco 7841", "phone", "CISCO 7841"), ("cti port", "phone", "CTI Port")]
    pack.node(at(NODES, '"Elm"'), SYS, "b00000000000000000000001", "Elm", "Provider")
    pack.node(at(NODES, '"Oak"'), PROVIDER, "b00000000000000000000002", "Oak", "Customer")
    pack.node(at(NODES, '"Yew"'), CUSTOMER, "b00000000000000000000003", "Yew", "Site")
    pack.settings(at(NODES, "publicSector"), CUSTOMER, 1)
    fault = CONTENTS[PHONES].index(b'"broken')
    pack.malformed = [(PHONES, CONTENTS[PHONES].index(broken()), fault, 4, len(broken()),
                       "the JSON text is cut off: a string has no end")]
    pack.records([
        (CUSTOMER, [Record(3, 0, at(PHONES, "SEP003"), ["SEP003", ""])]),
        (SITE, [Record(3, 0, at(PHONES, "SEP001"), ["SEP001", "ann"])]),
        (SITE, [Record(12, 1, at(TEAMS, "ANN@oak"), ["ANN@oak.example"])]),
    ])
    pack.records([
        (SITE, users()),
        (SITE_BY_PKID, [Record(3, 1, at(PHONES, "CTI-1"), ["CTI-1", "BO Ü"])]),
    ], codec=LZ4)
    pack.left_out_block([
        (at(TEAMS, "room"), "device/msteamsonline/CsOnlineUser", "AccountType", "ResourceAccount",
         "room@oak.example", SITE)])
    page = CONTENTS[USERS]
    pack.page_block(
        USERS, ["device/cucm/User"],
        [Page(0, len(page.rstrip()), "device/cucm/User", read=2, skip=0, total=2)],
        [(at(USERS, '"Ann"').byte, "device/cucm/User", "b00000000000000000000a01",
          record(USERS, '"Ann"')),
         (at(USERS, '"Bo Ü"').byte, "device/cucm/User", "b00000000000000000000a02",
          record(USERS, '"Bo Ü"'))])
    (HERE / "v1" / "golden.pack").write_bytes(pack.packed())
    pack.malformed_block([(0, broken())])
    (HERE / "v1" / "kept.pack").write_bytes(pack.packed())
    (HERE / "v1" / "kept.index").write_bytes(pack.index())
    (HERE / "v1" / "kept.routes").write_bytes(pack.routes([0, 0, 1, 1, 1], [0, 0, 0, 0]))
    (HERE / "v1" / "kept.share").write_bytes(share().share())


if __name__ == "__main__":
    main()
