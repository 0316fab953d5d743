"""Dumps that are split already, on this machine."""

from __future__ import annotations

import json
import pathlib
import subprocess

import dumps
import pytest
from conftest import DATE_TIME, SAMPLE, files, one_machine, program, tables
from ucensus_spark.cli import main

COMMON = ["--ucensus", program(), "--date-time", DATE_TIME, "--quiet"]


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return dumps.split(tmp_path_factory.mktemp("shards") / "june", 3)


def run(location: pathlib.Path, reports: pathlib.Path, *options: str) -> int:
    return main(["shards", str(location), "-o", str(reports), "--every-shard", "nodes*", *COMMON,
                 *options])


def test_reports_are_those_of_one_machine(spark, location, sample_reports, tmp_path):
    assert run(location, tmp_path / "reports") == 0
    whole = one_machine([location], tmp_path / "whole")
    assert files(tmp_path / "reports") == files(whole)
    assert tables(whole) == tables(sample_reports)


def test_columnar_shards_are_counted_where_they_lie(spark, location, sample_reports, tmp_path):
    columnar = tmp_path / "columnar"
    columnar.mkdir()
    for shard in sorted(location.glob("shard-*")):
        subprocess.run([program(), "convert", str(location / "nodes.jsonl"), str(shard), "--platform",
                        str(location / "platform.json"), "-o", str(columnar / f"{shard.name}.ucol"),
                        ], check=True, capture_output=True)
    assert run(columnar, tmp_path / "reports") == 0
    # Numbered parts may share customers; files must be told to, which the provenance says.
    whole = one_machine(sorted(columnar.iterdir()), tmp_path / "whole", "--add-shared-customers")
    assert tables(tmp_path / "reports") == tables(whole)
    assert len(list(whole.glob("*_detailed_*"))) == 0
    assert tables(whole).items() <= tables(sample_reports).items()


def test_an_error_names_shard_place_file_and_line(spark, location, tmp_path, capfd):
    broken = tmp_path / "broken"
    dumps.split(broken, 2)
    file = broken / "shard-1" / "b.jsonl"
    lines = file.read_text().splitlines(keepends=True)
    index = next(index for index, line in enumerate(lines) if "device/cucm/User" in line)
    record = json.loads(lines[index])
    record["data"]["userid"] = 12
    lines[index] = json.dumps(record) + "\n"
    file.write_text("".join(lines))
    assert run(broken, tmp_path / "reports") == 65
    error = capfd.readouterr().err
    place = record["meta"].get("path") or record["meta"]["hierarchy"]
    assert f"shard shard-1, at {place}" in error
    assert f"{file}:{index + 1}: byte " in error
    assert not (tmp_path / "reports").exists()


def test_missing_and_surplus_shards_are_noticed(spark, location, tmp_path, capfd):
    expected = tmp_path / "expected"
    expected.write_text("shard-0\nshard-1\nshard-2\nshard-3\n")
    assert run(location, tmp_path / "reports", "--expect", str(expected)) == 3
    assert "missing: shard-3" in capfd.readouterr().err
    expected.write_text("shard-0\nshard-1\n")
    assert run(location, tmp_path / "reports", "--expect", str(expected)) == 65
    assert "shard-2" in capfd.readouterr().err
    assert not (tmp_path / "reports").exists()


def test_a_shard_that_stands_there_twice_is_refused(spark, location, tmp_path, capfd):
    twice = dumps.split(tmp_path / "twice", 2)
    copy = twice / "shard-9"
    copy.mkdir()
    for file in (twice / "shard-0").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    assert run(twice, tmp_path / "reports") == 65
    assert "same" in capfd.readouterr().err


def test_other_rules_reach_every_shard(spark, location, tmp_path):
    rules = json.loads((SAMPLE.parent / "rules-4.1.5.json").read_text())
    rules["phonesPerLicense"] = 2
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(rules))
    assert run(location, tmp_path / "reports", "--rules", str(file)) == 0
    whole = tmp_path / "whole"
    subprocess.run([program(), "audit", str(location), "-o", str(whole), "--rules", str(file),
                    "--date-time", DATE_TIME, "--quiet"], check=True)
    assert files(tmp_path / "reports") == files(whole)


def test_changed_devices_reach_every_shard(spark, location, tmp_path):
    changes = []
    for name, kind in (("Cisco 8841", "analog"), ("Cisco 8845", "none")):
        changes.append(tmp_path / f"{kind}.csv")
        changes[-1].write_text(f"enum,name,class\n,{name},{kind}\n")
    options = [text for path in changes for text in ("--device-classes-add", str(path))]
    assert run(location, tmp_path / "reports", *options) == 0
    whole = one_machine([location], tmp_path / "whole", *options)
    assert files(tmp_path / "reports") == files(whole)
    assert tables(whole) != tables(one_machine([location], tmp_path / "plain"))


def test_reports_in_the_way_stay(spark, location, tmp_path):
    reports = tmp_path / "reports"
    assert run(location, reports) == 0
    before = files(reports)
    assert run(location, reports) == 73
    assert files(reports) == before
    assert run(location, reports, "--force") == 0
