"""One engine on one store, in a process of its own: answers queries, compares every answer with the
report, and says how long each took.

Standard input has a layout and a shape a line; each is answered by a line of JSON."""

import csv
import importlib
import json
import pathlib
import sys
import time

import rules
from memory import peak_memory


def expected_cells(report):
    """The counts of the report by PKID, in the order of the columns."""
    with open(report, newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        reader = csv.reader(lines)
        next(reader)
        return [[row[0]] + [int(row[column - 1]) for column in rules.COLUMNS] for row in reader]


def compare(answer, expected):
    """The first cell that differs, in words, or None."""
    columns = [answer.column(index).to_pylist() for index in range(answer.num_columns)]
    if len(columns) != len(rules.COLUMNS) + 1 or len(columns[0]) != len(expected):
        return f"{len(columns[0])} customers instead of {len(expected)}"
    for row, wanted in enumerate(expected):
        for column, found in zip([1, *rules.COLUMNS], (cells[row] for cells in columns)):
            cell = wanted[0] if column == 1 else wanted[1 + rules.COLUMNS.index(column)]
            found = found.decode() if isinstance(found, bytes) else found
            if found != cell:
                return f"customer {wanted[0]}, column {column}: {found} instead of {cell}"
    return None


def main():
    engine_name, store, directory, report, threads = sys.argv[1:]
    module = importlib.import_module(f"engines.{engine_name}_engine")
    engine = module.Engine(pathlib.Path(directory), store, int(threads))
    expected = expected_cells(report)
    print(json.dumps({"version": module.VERSION, "peak": peak_memory()}), flush=True)
    for line in sys.stdin:
        query = engine.prepare(*line.split())
        start = time.perf_counter()
        answer = query()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "wrong": compare(answer, expected),
                          "peak": peak_memory()}), flush=True)


main()
