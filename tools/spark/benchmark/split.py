"""Splits a dump by customer into shards beside a file of what all of them need.

usage: split.py DUMP TARGET COUNT
"""

from __future__ import annotations

import pathlib
import shutil
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from ucensus_spark import envelope, profile, shuffle, storage, streams  # noqa: E402
from ucensus_spark.hierarchy import Hierarchy, Node  # noqa: E402
from ucensus_spark.survey import HEAD_ROLES  # noqa: E402
from ucensus_spark.values import Record  # noqa: E402


def main() -> None:
    dump, target, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    models = profile.parse(None)
    units = shuffle.units(storage.files(dump), shuffle.Sizes(1 << 40, 1), are_brought=False).each
    records = [(item, envelope.meta(item.raw)) for unit in units for item in streams.read(unit)
               if isinstance(item, Record)]
    is_head = {model for model, found in models.items() if found.role in HEAD_ROLES}
    hierarchy = Hierarchy([Node.of(item, models[meta.model]) for item, meta in records
                           if meta.model in is_head and models[meta.model].role == "node"])
    target.mkdir(parents=True)
    shards = [open(target / f"shard-{index}.jsonl", "wb") for index in range(count)]
    with open(target / "heads.jsonl", "wb") as heads:
        for item, meta in records:
            path = hierarchy.path(meta.place, meta.is_path) or ""
            index = zlib.crc32((hierarchy.customer(path) or "").encode()) % count
            (heads if meta.model in is_head else shards[index]).write(item.raw + b"\n")
    for shard in shards:
        shard.close()
    shutil.copy(pathlib.Path(dump, storage.PLATFORM_FILE), target)


main()
