"""Runs the audit in ucensus and in every peer, interleaved, and prints what each took.

Usage: bench.py UCENSUS RAW-DIRECTORY STORES-DIRECTORY MARKDOWN-FILE THREADS ROUNDS"""

import os
import pathlib
import statistics
import sys

from contestants import Mismatch, Peer, Program

STORES = {
    "duckdb": ("own file", "Parquet zstd", "Parquet lz4"),
    "polars": ("Arrow IPC", "Parquet zstd", "Parquet lz4"),
    "datafusion": ("Parquet zstd", "Parquet lz4"),
    "chdb": ("MergeTree", "Parquet zstd", "Parquet lz4"),
}
LAYOUTS = ("tables", "sets", "groups")
SHAPES = ("filter", "twice")
WARM_RUNS = 2


def best_shapes(peer):
    """The faster way to count in each layout; both are checked and warmed on the way."""
    best = {}
    for layout in LAYOUTS:
        times = {shape: min(peer.run(layout, shape)[0] for _ in range(WARM_RUNS))
                 for shape in SHAPES}
        best[layout] = min(times, key=times.get)
    return best


def measure(program, peers, rounds):
    """Median seconds: of the program and its stage, and of each peer by layout."""
    shapes = {peer: best_shapes(peer) for peer in peers}
    for _ in range(WARM_RUNS):
        program.run()
    own, others = [], {(peer, layout): [] for peer in peers for layout in LAYOUTS}
    for _ in range(rounds):
        own.append(program.run())
        for (peer, layout), times in others.items():
            times.append(peer.run(layout, shapes[peer][layout])[0])
    whole, stage = (statistics.median(times) for times in zip(*own))
    medians = {key: statistics.median(times) for key, times in others.items()}
    return (whole, stage), medians, shapes


def peak_memory(peer, medians, shapes, again):
    """Of a new process that answers the peer's fastest query once."""
    layout = min(LAYOUTS, key=lambda layout: medians[peer, layout])
    alone = again(peer)
    peak = alone.run(layout, shapes[peer][layout])[1]
    alone.close()
    return peak


def report_rows(program, peers, own, medians, shapes, again):
    """Lines of the table: name, milliseconds by layout, memory."""
    whole, stage = own
    yield [f"{program.version}, whole process", milliseconds(whole), "", "",
           mebibytes(program.peak_memory()), "1", ""]
    yield ["of that: reading, verifying, counting", milliseconds(stage), "", "", "", "", "1"]
    for peer in peers:
        best = min(medians[peer, layout] for layout in LAYOUTS)
        cells = [milliseconds(medians[peer, layout]) for layout in LAYOUTS]
        yield [peer.name, *cells, mebibytes(peak_memory(peer, medians, shapes, again)),
               f"{best / whole:.1f}", f"{best / stage:.0f}"]


def milliseconds(seconds):
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def mebibytes(count):
    return f"{count / (1 << 20):.0f}"


HEADER = ["engine and store", "two tables", "device sets", "grouped sets", "peak MiB",
          "best / whole", "best / counting"]


def show(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def markdown(rows):
    lines = [rows[0], ["--"] + ["--:"] * (len(rows[0]) - 1), *rows[1:]]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def main():
    binary, raw, stores, markdown_file, threads, rounds = sys.argv[1:]
    processors = sorted(os.sched_getaffinity(0))[: int(threads)]
    os.sched_setaffinity(0, processors)
    program = Program(binary, f"{raw}/inventory.ucol", f"{raw}/reports", threads)
    program.run()
    report = program.report()

    def start(engine, store):
        return Peer(engine, store, stores, report, threads)

    def again(peer):
        peer.close()
        return start(peer.engine, peer.store)

    peers = [start(engine, store) for engine, names in STORES.items() for store in names]
    measured = measure(program, peers, int(rounds))
    rows = [HEADER, *report_rows(program, peers, *measured, again)]
    show(rows)
    pathlib.Path(markdown_file).write_text(markdown(rows))


if __name__ == "__main__":
    try:
        main()
    except Mismatch as mismatch:
        sys.exit(f"bench-peers: ABORTED, a peer is not right: {mismatch}")
