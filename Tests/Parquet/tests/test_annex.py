"""`list --all --parquet`: the annex of an invoice is the CSV as a table."""

import csv
import hashlib
import pathlib
import subprocess

import duckdb
import polars
import pyarrow.parquet

import inventories
from tables import SAMPLE, run

TITLES = ["Customer PKID", "Customer", "Kind", "Name", "Column", "Rule", "Phones", "Licences",
          "Facts", "Also In", "Devices", "Model", "File", "Line", "Place"]


def annex(inputs: list[pathlib.Path], work: pathlib.Path, *options: object) -> list[list[str]]:
    """Writes the annex and compares what three readers find with the CSV; returns its rows."""
    path = work / "annex.parquet"
    said = run("list", *inputs, "--all", "--parquet", path, "--force", *options)
    table = pyarrow.parquet.read_table(path)
    found = [["" if value is None else str(value) for value in row.values()]
             for row in table.to_pylist()]
    rows = list(csv.reader(run("list", *inputs, "--all", *options).splitlines()))
    assert rows[0] == TITLES
    # A user needs one licence at least; where the CSV is empty, the table has 0.
    licences = TITLES.index("Licences")
    expected = [row[:licences] + [row[licences] or "0"] + row[licences + 1:] for row in rows[1:]]
    # In a CSV, names that a spreadsheet would take for a formula have a quote in front.
    assert [[field.removeprefix("'") for field in row] for row in expected] == found
    assert f": {len(found)} persons." in said
    with duckdb.connect() as connection:
        by_duckdb = connection.execute(f"SELECT * FROM '{path}'").fetchall()
    assert [tuple(row.values()) for row in table.to_pylist()] == by_duckdb
    assert polars.read_parquet(path).rows() == by_duckdb
    return found


def test_the_annex_is_the_csv(tmp_path: pathlib.Path) -> None:
    """Of a dump, and of columnar files with several threads."""
    assert len(annex([SAMPLE], tmp_path)) > 420
    dumps = [inventories.dump(tmp_path / f"dump{number}", 3, [65, 9], number) for number in (1, 2)]
    inputs = []
    for number, dump in enumerate(dumps):
        inputs.append(tmp_path / f"{number}.ucol")
        run("convert", dump, "-o", inputs[-1], "--with-identities")
    options = ["--add-shared-customers", "--threads", 3]
    assert len(annex(inputs, tmp_path, *options)) > 100
    one = annex(inputs, tmp_path, *options, "--customer", "Customer1")
    assert one and {row[1] for row in one} == {"Customer1"}


def test_row_groups_are_crossed(tmp_path: pathlib.Path) -> None:
    """More persons than a row group has."""
    dump = inventories.dump(tmp_path / "dump", 5, [70_000], 1)
    run("convert", dump, "-o", tmp_path / "large.ucol", "--with-identities")
    assert len(annex([tmp_path / "large.ucol"], tmp_path)) > 65_536
    assert pyarrow.parquet.ParquetFile(tmp_path / "annex.parquet").num_row_groups == 2


def test_none_but_the_owner_reads_it(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "annex.parquet"
    assert run("list", SAMPLE, "--all", "--parquet", path, "--quiet") == ""
    for file in (path, tmp_path / "annex.parquet.hash"):
        assert file.stat().st_mode & 0o077 == 0
    subprocess.run(["sha256sum", "-c", "--quiet", "annex.parquet.hash"], cwd=tmp_path, check=True)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    run("list", SAMPLE, "--all", "--parquet", path, status=73)
    run("list", SAMPLE, "--all", "--parquet", path, "--force", "--threads", 2)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
