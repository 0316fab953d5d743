"""Runs the program, and reads what it wrote."""

import csv
import os
import pathlib
import subprocess
from typing import Any

import duckdb

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = REPOSITORY / "data" / "sample"
TABLES = ["customers", "persons", "devices", "counts"]


def run(*arguments: object, status: int = 0) -> str:
    """Runs the program; returns what it says, of errors too."""
    done = subprocess.run([os.environ["UCENSUS"], *map(str, arguments)], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
    assert done.returncode == status, done.stdout
    return done.stdout


def shared(inputs: list[pathlib.Path]) -> list[str]:
    """What columnar files of several clusters need: each holds a part of the customers."""
    files = [each for each in inputs if str(each).endswith(".ucol")]
    return ["--add-shared-customers"] if len(files) > 1 else []


def export(inputs: list[pathlib.Path], directory: pathlib.Path, *options: object) -> pathlib.Path:
    """Exports inputs to a directory."""
    run("export", *inputs, "--parquet", directory, *shared(inputs), *options)
    return directory


def csv_report(inputs: list[pathlib.Path], directory: pathlib.Path, kind: str = "anonymous",
               options: tuple[object, ...] = ()) -> list[list[str]]:
    """A report of an audit: titles, then one row for each customer."""
    run("audit", *inputs, "-o", directory, "--date-time", "2026-06-30 12:00", "--force",
        *shared(inputs), *options)
    [path] = directory.glob(f"*_{kind}_2026-06-30_1200.csv")
    return read_csv(path)


def read_csv(path: pathlib.Path) -> list[list[str]]:
    """Titles and rows of a report, without its metadata."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(line for line in file if not line.startswith("#")))


def query(directory: pathlib.Path, sql: str) -> list[list[str]]:
    """Titles and rows of a query over the tables, as text."""
    for table in [*TABLES, "customer_names", "person_names", "device_names"]:
        sql = sql.replace(f"'{table}.parquet'", f"'{directory}/{table}.parquet'")
    with duckdb.connect() as connection:
        answer = connection.execute(sql)
        titles = [column[0] for column in answer.description]
        return [titles] + [[str(field) for field in row] for row in answer.fetchall()]


def rows(directory: pathlib.Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table, by DuckDB."""
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM '{directory}/{table}.parquet'").fetchall()
