"""What DuckDB, pyarrow and Polars read from an export is what the audit counts."""

import pathlib
import subprocess
import sys
from collections import Counter

import polars
import pyarrow.parquet
import pytest

import inventories
from tables import REPOSITORY, SAMPLE, TABLES, csv_report, export, query, read_csv, rows, run

REPORT = (REPOSITORY / "Documentation/Examples/reading/report.sql").read_text()
# The sizes around words of bits, and around the ten phones of a licence.
SIZES = [0, 1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 300]


def check(inputs: list[pathlib.Path], work: pathlib.Path, *options: object) -> pathlib.Path:
    """Exports inputs and compares all that the tables tell with the reports of an audit."""
    tables = export(inputs, work / "tables", *options)
    report = csv_report(inputs, work / "reports", options=options)
    assert len(report[0]) == 36
    assert query(tables, REPORT) == report
    assert query(tables, "SELECT * FROM 'counts.parquet'") == report
    check_columns(tables, report)
    check_breakdown(tables, csv_report(inputs, work / "reports", "anonymous_breakdown", options))
    check_readers(tables)
    return tables


def check_columns(tables: pathlib.Path, report: list[list[str]]) -> None:
    """Columns 2 to 6 and 8 to 17 count the persons who have their titles."""
    counted: dict[int, Counter[str]] = {}
    for _, customer, *_, column, _ in rows(tables, "persons"):
        counted.setdefault(customer, Counter())[column] += 1
    for customer, row in enumerate(report[1:]):
        of = counted.get(customer, Counter())
        for index in [*range(1, 6), *range(7, 17)]:
            assert row[index] == str(of[report[0][index]])


def check_breakdown(tables: pathlib.Path, breakdown: list[list[str]]) -> None:
    """Rebuilds what the breakdown says of phones and licences from the rows and their repetitions."""
    users: dict[int, Counter[str]] = {}
    persons = rows(tables, "persons")
    for _, customer, is_user, *_, phones, _, licenses in persons:
        counter = users.setdefault(customer, Counter())
        counter["UCM Users"] += is_user
        counter["User Licenses"] += max(1, -(-phones // 10)) if is_user else 0
        assert licenses == (max(1, -(-phones // 10)) if is_user else 0)
    devices: dict[int, Counter[tuple[bool, str]]] = {}
    for index, (device, customer, person, _, kind) in enumerate(rows(tables, "devices")):
        assert device == index
        devices.setdefault(customer, Counter())[person is not None, kind] += 1
        assert person is None or persons[person][:2] == (person, customer)
    titles = breakdown[0]
    for customer, row in zip(rows(tables, "customers"), breakdown[1:], strict=True):
        number, repeated = customer[0], dict(zip(
            ["phone", "analog", "ctiPort", "sparkRemote", "none"], customer[-5:], strict=True))
        of, counter = users.get(number, Counter()), devices.get(number, Counter())

        def distinct(kind: str) -> int:
            return counter[True, kind] + counter[False, kind] - repeated[kind]
        owned = sum(counter[True, kind] - repeated[kind] for kind in ["phone", "analog"])
        expected = {
            "Customer PKID": customer[1], "UCM Users": of["UCM Users"],
            "User Licenses": of["User Licenses"], "Phones": customer[11], "Assigned Phones": owned,
            "Standalone Phones": counter[False, "phone"],
            "Standalone Analog Ports": counter[False, "analog"], "CTI Ports": distinct("ctiPort"),
            "Spark Remote Devices": distinct("sparkRemote"), "Not Phones": distinct("none"),
            "Orphan Owners": customer[13], "Unknown Associations": customer[14],
            "Merged Records": customer[15], "Above Site Level": customer[16],
            "Additional Licenses": customer[9]}
        found = dict(zip(titles, row, strict=True))
        assert customer[7:10] == (of["User Licenses"], of["UCM Users"],
                                  of["User Licenses"] - of["UCM Users"])
        assert {title: found[title] for title in expected} == {
            title: str(value) for title, value in expected.items()}


def check_readers(tables: pathlib.Path) -> None:
    """Three readers see the same values, and what the footer says of them is true."""
    for table in TABLES:
        path = tables / f"{table}.parquet"
        arrow = pyarrow.parquet.read_table(path, page_checksum_verification=True)
        values = [tuple(row.values()) for row in arrow.to_pylist()]
        assert rows(tables, table) == values
        assert polars.read_parquet(path).rows() == values
        check_footer(pyarrow.parquet.ParquetFile(path), arrow)


def check_footer(file: pyarrow.parquet.ParquetFile, arrow: pyarrow.Table) -> None:
    """Row groups and statistics."""
    start = 0
    for index in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(index)
        for number in range(group.num_columns):
            chunk = group.column(number)
            values = arrow.column(number).slice(start, group.num_rows).to_pylist()
            there = [value for value in values if value is not None]
            assert chunk.statistics.null_count == len(values) - len(there)
            if chunk.statistics.has_min_max:
                assert (chunk.statistics.min, chunk.statistics.max) == (min(there), max(there))
            # A reader that skips row groups by their statistics must find all its rows.
            assert (chunk.physical_type in {"INT32", "INT64"}) <= (
                chunk.statistics.has_min_max or not there)
        start += group.num_rows
    assert start == file.metadata.num_rows


def test_the_sample(tmp_path):
    tables = check([SAMPLE], tmp_path)
    assert len(rows(tables, "customers")) == 7


@pytest.mark.parametrize("seed", range(6))
def test_random_inventories(seed, tmp_path):
    check([inventories.dump(tmp_path / "dump", seed, SIZES[seed % 2 :: 2] + [seed])], tmp_path)


@pytest.mark.parametrize("size", SIZES)
def test_one_customer_of_an_awkward_size(size, tmp_path):
    tables = check([inventories.dump(tmp_path / "dump", 77, [size])], tmp_path)
    assert len(rows(tables, "persons")) == size


@pytest.mark.parametrize("row_count", [1, 7, 8, 63, 64, 65, 455])
def test_row_groups_of_any_size_hold_the_same_rows(row_count, tmp_path):
    whole = export([SAMPLE], tmp_path / "whole")
    tables = export([SAMPLE], tmp_path / "cut", "--row-group-rows", row_count)
    check_readers(tables)
    assert query(tables, REPORT) == query(whole, REPORT)
    for table in TABLES:
        assert rows(tables, table) == rows(whole, table)
    metadata = pyarrow.parquet.ParquetFile(tables / "persons.parquet").metadata
    assert metadata.num_row_groups == -(-455 // row_count)


def test_several_clusters_are_one_export(tmp_path):
    files = []
    for cluster in (1, 2):
        dump = inventories.dump(tmp_path / f"dump{cluster}", 5, [40, 0, 65, 3][:2 + cluster], cluster)
        run("convert", dump, "-o", tmp_path / f"{cluster}.ucol")
        files.append(tmp_path / f"{cluster}.ucol")
    tables = check(files, tmp_path)
    assert len(rows(tables, "customers")) == 4


def test_all_providers_are_in_it(tmp_path):
    dumps = [inventories.dump(tmp_path / f"dump{number}", number, [20, 9]) for number in (1, 2)]
    other = (dumps[1] / "records.jsonl").read_text()
    (dumps[1] / "records.jsonl").write_text(
        other.replace("CS-P", "CS-Q").replace('"pkid": "0', '"pkid": "a'))
    for dump in dumps:
        (dump / "platform.json").write_text('{"hostname": "VOSS-UN-1"}')
    tables = export(dumps, tmp_path / "tables")
    run("audit", *dumps, "-o", tmp_path / "reports", "--date-time", "2026-06-30 12:00")
    reports = [read_csv(tmp_path / "reports" / f"vlf_{name}_VOSS-UN-1_anonymous_2026-06-30_1200.csv")
               for name in ("CS-P", "CS-Q")]
    assert query(tables, "SELECT * FROM 'counts.parquet'") == reports[0] + reports[1][1:]
    assert query(tables, REPORT) == reports[0] + reports[1][1:]
    assert [row[2] for row in rows(tables, "customers")] == ["CS-P", "CS-P", "CS-Q", "CS-Q"]


def test_classes_are_those_of_the_device_table(tmp_path):
    dump = inventories.dump(tmp_path / "dump", 9, [200])
    run("convert", dump, "-o", tmp_path / "june.ucol")
    table = (REPOSITORY / "data" / "device-classes.csv").read_text()
    assert table.count("Cisco 8841,phone") == 1
    (tmp_path / "table.csv").write_text(table.replace("Cisco 8841,phone", "Cisco 8841,ctiPort"))
    tables = check([tmp_path / "june.ucol"], tmp_path, "--device-classes", tmp_path / "table.csv")
    classes = query(tables, "SELECT DISTINCT class FROM 'devices.parquet' WHERE product = 'cisco 8841'")
    assert classes == [["class"], ["ctiPort"]]


def test_counts_are_those_of_the_rule_set(tmp_path):
    rules = (REPOSITORY / "data" / "rules-4.1.5.json").read_text()
    assert rules.count('"MS Teams & Voice"') == 1
    (tmp_path / "rules.json").write_text(rules.replace('"MS Teams & Voice"', '"Teams, \\"voice\\""'))
    options = ["--rules", tmp_path / "rules.json"]
    tables = export([SAMPLE], tmp_path / "tables", *options)
    report = csv_report([SAMPLE], tmp_path / "reports", options=tuple(options))
    assert query(tables, "SELECT * FROM 'counts.parquet'") == report
    assert 'Teams, "voice"' in report[0]


def test_a_dump_and_its_columnar_file_export_the_same_bytes(tmp_path):
    run("convert", SAMPLE, "-o", tmp_path / "june.ucol")
    dump = export([SAMPLE], tmp_path / "dump", "--threads", 1)
    file = export([tmp_path / "june.ucol"], tmp_path / "file", "--threads", 2)
    for table in TABLES:
        assert (dump / f"{table}.parquet").read_bytes() == (file / f"{table}.parquet").read_bytes()


def test_no_names_are_in_it(tmp_path):
    tables = export([inventories.dump(tmp_path / "dump", 3, [65, 9])], tmp_path / "tables")
    for table in TABLES:
        path = tables / f"{table}.parquet"
        text = path.read_bytes() + str(rows(tables, table)).encode()
        for name in [b"Customer0", b"Site0", b"u0-0-1", b"example.com", b"Du0-0"]:
            assert name not in text


def test_names_are_those_of_the_dump(tmp_path):
    """Every user's phones, by their names: the generator calls them after their owner."""
    dumps = [inventories.dump(tmp_path / f"dump{cluster}", 3, [65, 9], cluster) for cluster in (1, 2)]
    inputs: list[object] = []
    for number, dump in enumerate(dumps):
        run("convert", dump, "-o", tmp_path / f"{number}.ucol", "--with-identities")
        inputs += [tmp_path / f"{number}.ucol", "--identities", tmp_path / f"{number}.identities"]
    tables = export(inputs, tmp_path / "tables", "--row-group-rows", 100)
    for table in [*TABLES, "customer_names", "person_names", "device_names"]:
        for name in [f"{table}.parquet", f"{table}.parquet.hash"]:
            assert (tables / name).stat().st_mode & 0o077 == (0 if "_names" in table else 0o040)
    assert [row[1:] for row in rows(tables, "customer_names")] == [
        ("CS-P", "", "Customer1"), ("CS-P", "", "Customer0")]
    found = query(tables, NAMED)[1:]
    expected = [each for dump in dumps for each in inventories.phones(dump)]
    assert len(expected) > 200
    assert sorted(found) == sorted(expected)


NAMED = """
  SELECT customer_name, coalesce(person_names.name, ''), device_names.name, coalesce(product, '-')
  FROM 'devices.parquet' JOIN 'device_names.parquet' USING (device)
    JOIN 'customer_names.parquet' USING (customer) LEFT JOIN 'person_names.parquet' USING (person)
"""


def test_names_need_a_columnar_file(tmp_path):
    run("convert", SAMPLE, "-o", tmp_path / "june.ucol", "--with-identities")
    said = run("export", SAMPLE, "--identities", tmp_path / "june.identities", "--parquet",
               tmp_path / "tables", status=64)
    assert "hint: convert the dump --with-identities" in said


def test_names_of_another_export_are_in_the_way(tmp_path):
    run("convert", SAMPLE, "-o", tmp_path / "june.ucol", "--with-identities")
    export([tmp_path / "june.ucol"], tmp_path / "t", "--identities", tmp_path / "june.identities")
    said = run("export", tmp_path / "june.ucol", "--parquet", tmp_path / "t", "--force", status=73)
    assert "customer_names.parquet: is of another run" in said


def test_the_shell_of_the_documentation(tmp_path):
    """`report.sql` runs as it stands where the tables are."""
    tables = export([SAMPLE], tmp_path / "tables")
    code = "import duckdb, sys; print(len(duckdb.sql(sys.stdin.read()).fetchall()))"
    done = subprocess.run([sys.executable, "-c", code], input=REPORT, cwd=tables, text=True,
                          capture_output=True, check=True)
    assert done.stdout == "7\n"


def test_damage_is_noticed(tmp_path):
    """Checksums are there: a reader that looks at them refuses a changed page."""
    path = export([SAMPLE], tmp_path / "tables") / "persons.parquet"
    file = pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0)
    changed = bytearray(path.read_bytes())
    changed[file.data_page_offset + file.total_compressed_size - 1] ^= 1
    path.write_bytes(changed)
    with pytest.raises(OSError, match="(?i)crc"):
        pyarrow.parquet.read_table(path, page_checksum_verification=True)


def test_random_inventories_have_something_in_every_column(tmp_path):
    """Else a wrong column could pass."""
    dumps = [inventories.dump(tmp_path / f"dump{seed}", seed, SIZES) for seed in (1, 2)]
    for dump in dumps:
        titles, *customers = csv_report([dump], tmp_path / "reports")
        for title, *fields in list(zip(titles, *customers, strict=True))[1:]:
            assert len(set(fields)) > 1, title
