"""Dumps for tests, cut without a look at the package."""

from __future__ import annotations

import gzip
import json
import pathlib
import subprocess
from collections import defaultdict
from typing import Any, Iterator

from conftest import SAMPLE


def sample_records() -> list[Any]:
    """All records of the sample, parsed."""
    return [record for path in sorted(SAMPLE.iterdir()) if path.name != "platform.json"
            for record in _records(path)]


def _records(path: pathlib.Path) -> Iterator[Any]:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    if path.suffix == ".zst":
        content = subprocess.run(["zstd", "-dcq", str(path)], capture_output=True, check=True).stdout
    if path.suffix != ".json":
        yield from map(json.loads, content.splitlines())
        return
    value, decoder, text = None, json.JSONDecoder(), content.decode().strip()
    while text:
        value, end = decoder.raw_decode(text)
        yield from value if isinstance(value, list) else value["resources"]
        text = text[end:].strip()


def customers(records: list[Any]) -> dict[str, list[Any]]:
    """Records by the path of their customer; under "" the nodes and what has no customer."""
    nodes = [record for record in records if record["meta"]["model_type"] == "data/HierarchyNode"]
    paths = {node["meta"]["pkid"]: f"{node['meta']['path']}.{node['data']['name']}" for node in nodes}
    own = {paths[node["meta"]["pkid"]] for node in nodes if node["data"]["node_type"] == "Customer"}
    found = defaultdict(list)
    for record in records:
        meta = record["meta"]
        path = meta.get("path") or paths.get(meta["hierarchy"], meta["hierarchy"])
        above = [path[:end] for end in range(len(path), 0, -1) if (path + ".")[end] == "."]
        is_node = meta["model_type"] == "data/HierarchyNode"
        found["" if is_node else next((one for one in above if one in own), "")].append(record)
    return found


def write(path: pathlib.Path, records: list[Any]) -> None:
    """As JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def split(location: pathlib.Path, shard_count: int) -> pathlib.Path:
    """The sample as shards by customer, with the nodes in a file of their own."""
    by_customer = customers(sample_records())
    unplaced = by_customer.pop("")
    is_node = [record["meta"]["model_type"] == "data/HierarchyNode" for record in unplaced]
    write(location / "nodes.jsonl", [record for record, yes in zip(unplaced, is_node) if yes])
    above = [record for record, yes in zip(unplaced, is_node) if not yes]
    shards: dict[int, list[Any]] = defaultdict(list)
    for index, name in enumerate(sorted(by_customer)):
        shards[index % shard_count] += by_customer[name]
    for index, records in shards.items():
        records = records + above if index == 0 else records
        middle = len(records) // 2
        write(location / f"shard-{index}" / "a.jsonl", records[:middle])
        write(location / f"shard-{index}" / "b.jsonl", records[middle:])
    (location / "platform.json").write_bytes((SAMPLE / "platform.json").read_bytes())
    return location


def user(name: str, path: str, **data: Any) -> dict[str, Any]:
    """A UCM user."""
    return record("device/cucm/User", path, userid=name, **data)


def record(model: str, path: str, **data: Any) -> dict[str, Any]:
    """A record."""
    return {"meta": {"model_type": model, "path": path, "pkid": ""}, "data": data}


def node(name: str, kind: str, path: str, pkid: str) -> dict[str, Any]:
    """A node of the hierarchy."""
    return {"meta": {"model_type": "data/HierarchyNode", "path": path, "pkid": pkid},
            "data": {"name": name, "node_type": kind}}
