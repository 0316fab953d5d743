"""Files on their way through Spark: long ones as several rows, each far from its limit of 2 GiB."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator, Mapping

import pyarrow as pa

_PIECE_BYTES = 32 << 20


def rows(columns: Mapping[str, Any], content: bytes, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The content as rows that have these columns, too; one without, where the content is empty."""
    for piece, start in enumerate(range(0, max(1, len(content)), _PIECE_BYTES)):
        row = {**columns, "piece": piece, "content": content[start:start + _PIECE_BYTES]}
        yield pa.RecordBatch.from_pylist([row], schema=schema)


def joined(batches: Iterable[pa.RecordBatch], key: Callable[[Mapping[str, Any]], Any],
           ) -> Iterator[tuple[Mapping[str, Any], list[bytes]]]:
    """Rows that belong together, which follow one another: the first one and all contents."""
    first: Mapping[str, Any] | None = None
    contents: list[bytes] = []
    for batch in batches:
        for row in batch.to_pylist():
            if first is not None and key(row) != key(first):
                yield first, contents
                first, contents = None, []
            first = row if first is None else first
            contents.append(row["content"] or b"")
    if first is not None:
        yield first, contents
