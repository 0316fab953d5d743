"""A raw dump in one location, on this machine."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Any

import dumps
import pytest
from conftest import DATE_TIME, SAMPLE, files, one_machine, program
from ucensus_spark import parts
from ucensus_spark.cli import main

COMMON = ["--ucensus", program(), "--date-time", DATE_TIME, "--quiet"]


def run(location: pathlib.Path, reports: pathlib.Path, *options: str) -> int:
    return main(["shuffle", str(location), "-o", str(reports), *COMMON, *options])


# Units and partitions of sizes that cut the sample to pieces.
SMALL = ["--unit-size", "0.2", "--partition-size", "0.1"]


def test_reports_are_those_of_one_machine(spark, sample_reports, tmp_path):
    assert run(SAMPLE, tmp_path / "reports") == 0
    assert files(tmp_path / "reports") == files(sample_reports)


@pytest.fixture
def part_counts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of every run so far, how many parts were merged."""
    counts: list[int] = []
    merge = parts.merge
    monkeypatch.setattr(parts, "merge", lambda program, results, *more: (
        counts.append(len(results)), merge(program, results, *more))[1])
    return counts


def test_customers_have_partitions_of_their_own(spark, sample_reports, tmp_path, part_counts):
    assert run(SAMPLE, tmp_path / "reports", *SMALL) == 0
    assert files(tmp_path / "reports") == files(sample_reports)
    assert part_counts[0] > 7


def long_dump(dump: pathlib.Path, form: str) -> pathlib.Path:
    """A file of more than two units, in several forms, beside one of nodes."""
    dumps.write(dump / "nodes.jsonl", [
        dumps.node("P", "Provider", "sys", "a" * 24),
        dumps.node("C", "Customer", "sys.P", "b" * 24),
        dumps.node("S", "Site", "sys.P.C", "c" * 24)])
    records = [dumps.user(f"u{number}", "sys.P.C.S", note="x" * 2000) for number in range(1200)]
    lines = [json.dumps(record) for record in records]
    if form == "page":
        lines = [json.dumps({"pagination": {"skip": 0, "total": 1200}, "resources": records})]
    elif form == "array":
        lines = ["[", ",\n".join(lines), "]"]
    elif form == "one over lines":
        lines[800] = json.dumps(records[800], indent=1)
    elif form == "one malformed":
        lines[700] = '{"meta": {"model_type": "device/cucm/User", "path": "sys.P.C.S"}, "data": 5}'
    (dump / "users.json").write_text("\n".join(lines) + "\n")
    return dump


@pytest.mark.parametrize("form", ["lines", "page", "array", "one over lines"])
def test_files_of_several_units(spark, tmp_path, form):
    dump = long_dump(tmp_path / "dump", form)
    whole = one_machine([dump], tmp_path / "whole")
    assert run(dump, tmp_path / "reports", "--unit-size", "1") == 0
    assert files(tmp_path / "reports") == files(whole)


def test_an_error_in_a_later_unit_names_the_line(spark, tmp_path, capfd):
    dump = long_dump(tmp_path / "dump", "one malformed")
    assert run(dump, tmp_path / "reports", "--unit-size", "1") == 65
    error = capfd.readouterr().err
    assert f", customer {'b' * 24}, at sys.P.C.S: {dump}/users.json:701: byte" in error


def test_a_dump_that_is_a_file(spark, tmp_path):
    dump = tmp_path / "dump.jsonl"
    folder = long_dump(tmp_path / "folder", "lines")
    dump.write_bytes(b"".join(path.read_bytes() for path in sorted(folder.iterdir())))
    whole = one_machine([dump], tmp_path / "whole")
    assert run(dump, tmp_path / "reports") == 0
    assert files(tmp_path / "reports") == files(whole)


def test_files_that_spark_brings(spark, sample_reports, tmp_path):
    """Through Hadoop's file systems, of which the local one is here."""
    assert run(f"file://{SAMPLE}", tmp_path / "reports", "--read", "spark") == 0
    assert files(tmp_path / "reports") == files(sample_reports)


def broken_sample(directory: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path, int, Any]:
    directory.mkdir()
    for file in SAMPLE.iterdir():
        (directory / file.name).write_bytes(file.read_bytes())
    file = directory / "1-device-cuc-User.jsonl"
    lines = file.read_text().splitlines(keepends=True)
    record = json.loads(lines[20])
    record["data"]["Alias"] = 7
    lines[20] = json.dumps(record) + "\n"
    file.write_text("".join(lines))
    return directory, file, 21, record


def test_an_error_names_customer_file_and_line(spark, tmp_path, capfd):
    dump, file, line, record = broken_sample(tmp_path / "dump")
    assert run(dump, tmp_path / "reports") == 65
    error = capfd.readouterr().err
    single = subprocess.run([program(), "audit", str(dump), "-o", str(tmp_path / "none")],
                            capture_output=True, text=True, check=False).stderr.splitlines()[0]
    assert f"{file}:{line}: byte " in single
    assert single.removeprefix("error: ") in error
    place = record["meta"].get("path") or record["meta"]["hierarchy"]
    assert ", customer " in error and f"at {place}" in error
    assert not (tmp_path / "reports").exists()


def test_contradicting_nodes_are_refused_before_anything_moves(spark, tmp_path, capfd):
    dump = tmp_path / "dump"
    dumps.write(dump / "all.jsonl", [
        dumps.node("P", "Provider", "sys", "a" * 24), dumps.node("C", "Customer", "sys.P", "b" * 24),
        dumps.node("D", "Customer", "sys.P", "b" * 24), dumps.user("u", "sys.P.C")])
    assert run(dump, tmp_path / "reports") == 65
    assert f"{dump}/all.jsonl:" in capfd.readouterr().err


def test_lost_pages_are_noticed(spark, tmp_path, capfd):
    dump = tmp_path / "dump"
    dumps.write(dump / "nodes.jsonl", [
        dumps.node("P", "Provider", "sys", "a" * 24), dumps.node("C", "Customer", "sys.P", "b" * 24)])
    page = {"meta": {"model_type": "device/cucm/User"},
            "pagination": {"skip": 0, "limit": 2, "total": 3},
            "resources": [dumps.user("u", "sys.P.C"), dumps.user("v", "sys.P.C")]}
    (dump / "page.json").write_text(json.dumps(page, indent=1))
    assert run(dump, tmp_path / "reports") == 3
    assert "device/cucm/User: 2 records read, 3 expected" in capfd.readouterr().err


def refusals(dump: pathlib.Path, directory: pathlib.Path) -> str:
    """What one machine says of a dump that it refuses as incomplete."""
    single = subprocess.run([program(), "audit", str(dump), "-o", str(directory / "none")],
                            capture_output=True, text=True, check=False)
    assert single.returncode == 3
    return single.stderr.splitlines()[0]


def pages(dump: pathlib.Path, users: list[list[int]], total: int) -> None:
    """Pages of users by their numbers, which PKIDs end in, one of them in capitals."""
    dumps.write(dump / "nodes.jsonl", [dumps.node("P", "Provider", "sys", "a" * 24),
                                       dumps.node("C", "Customer", "sys.P", "b" * 24)])
    for index, page in enumerate(users):
        records = [dumps.user(f"u{number}", "sys.P.C") for number in page]
        for number, record in zip(page, records):
            pkid = f"{number + 160:024x}"
            record["meta"]["pkid"] = pkid.upper() if index == 1 else pkid
        (dump / f"page-{index}.json").write_text(json.dumps({
            "meta": {"model_type": "device/cucm/User"},
            "pagination": {"skip": 2 * index, "limit": 2, "total": total}, "resources": records}))


@pytest.mark.parametrize("users", [
    [[0, 1], [1, 2]],  # one twice, one never
    [[0, 1], [0, 1]], [[0, 1], [2, 3], [2, 3]],
    [[number, number + 1] for number in range(7)],  # more than are named
])
def test_repeated_records_do_not_hide_lost_ones(spark, tmp_path, capfd, users):
    dump = tmp_path / "dump"
    pages(dump, users, sum(map(len, users)))
    expected = refusals(dump, tmp_path)
    assert " of them distinct" in expected
    assert run(dump, tmp_path / "reports") == 3
    assert expected in capfd.readouterr().err


def test_distinct_records_without_pkids_are_complete(spark, tmp_path):
    dump = tmp_path / "dump"
    pages(dump, [[0, 1], [2, 3]], 4)
    file = dump / "page-0.json"
    file.write_text(file.read_text().replace(f"{160:024x}", "").replace(f"{161:024x}", ""))
    assert run(dump, tmp_path / "reports") == 0


def test_one_customer_with_half_of_all_records(spark, tmp_path, part_counts):
    """It is a partition of its own."""
    dump = skewed(tmp_path / "dump")
    whole = one_machine([dump], tmp_path / "whole")
    assert run(dump, tmp_path / "reports", *SMALL) == 0
    assert files(tmp_path / "reports") == files(whole)
    assert part_counts[0] > 5


def skewed(dump: pathlib.Path) -> pathlib.Path:
    nodes = [dumps.node("P", "Provider", "sys", "a" * 24),
             dumps.node("Big", "Customer", "sys.P", "b" * 24),
             *(dumps.node(f"S{site}", "Site", "sys.P.Big", f"{site:024x}") for site in range(7))]
    records = []
    for index in range(900):
        site = f"sys.P.Big.S{index % 5}"
        records.append(dumps.user(
            f"User{index}", site, mailid=f"U{index // 2}@x.example" if index % 9 == 0 else "",
            associatedDevices={"device": [f"sep{index}", f"SEP{index + 1}"]}
            if index % 30 < 12 else None,
            phoneProfiles={"profileName": {"value": f"EM{index % 400}"}} if index % 3 else None))
        records.append(dumps.record("device/cucm/Phone", site, name=f" SEP{index} ",
                                    product="Cisco 8851", ownerUserName=f"USER{index * 7 % 1000}"))
        records.append(dumps.record("device/spark/User", site, email=f"u{index // 2}@X.example"))
        if index % 4 == 0:
            records.append(dumps.record("device/cucm/DeviceProfile", site, name=f"em{index}"))
            records.append(dumps.record("device/cuc/User", site, Alias=""))
            records.append(dumps.record("device/cuc/User", site, Alias=f"user{index * 3 % 1200} "))
    for customer in range(6):
        path = f"sys.P.Small{customer}"
        nodes += [dumps.node(f"Small{customer}", "Customer", "sys.P", f"c{customer:023x}"),
                  dumps.node("S", "Site", path, f"d{customer:023x}")]
        records += [dumps.user(f"user{index}", f"{path}.S") for index in range(150)]
    dumps.write(dump / "records.jsonl", records)
    dumps.write(dump / "nodes.jsonl", nodes)
    return dump
