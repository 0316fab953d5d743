"""Splits a dump of JSON Lines by customer into shards beside a file of what all of them need.

usage: split.py DUMP TARGET COUNT
"""

from __future__ import annotations

import json
import pathlib
import shutil
import sys
import zlib
from typing import Any, Iterator

HEADS = ("data/HierarchyNode", "relation/HcsCustomerREL")


def lines(dump: pathlib.Path) -> Iterator[bytes]:
    """All records."""
    for path in sorted(dump.iterdir()):
        if path.name != "platform.json":
            with open(path, "rb") as file:
                yield from file


def paths(nodes: list[Any]) -> dict[str, str]:
    """The own path of every node, by PKID: nodes may hang on each other by that."""
    found: dict[str, str] = {}
    while len(found) < len(nodes):
        before = len(found)
        for node in nodes:
            meta = node["meta"]
            above = meta.get("path") or found.get(meta.get("hierarchy"), meta.get("hierarchy"))
            if meta.get("path") or above != meta.get("hierarchy") or "." in above:
                found[meta["pkid"]] = f"{above}.{node['data']['name']}"
        assert len(found) > before, "nodes without a place"
    return found


def main() -> None:
    dump, target, count = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    nodes = [json.loads(line) for line in lines(dump) if b'"data/HierarchyNode"' in line]
    own = paths(nodes)
    customers = {own[node["meta"]["pkid"]] for node in nodes
                 if node["data"]["node_type"] == "Customer"}
    target.mkdir(parents=True)
    shards = [open(target / f"shard-{index}.jsonl", "wb") for index in range(count)]
    with open(target / "heads.jsonl", "wb") as heads:
        for line in lines(dump):
            meta = json.loads(line)["meta"]
            path = meta.get("path") or own.get(meta["hierarchy"], meta["hierarchy"])
            while path and path not in customers:
                path = path.rpartition(".")[0]
            shard = shards[zlib.crc32(path.encode()) % count]
            (heads if meta["model_type"] in HEADS else shard).write(line)
    for shard in shards:
        shard.close()
    shutil.copy(dump / "platform.json", target)


main()
