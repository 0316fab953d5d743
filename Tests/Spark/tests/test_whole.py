"""What only the whole dump can tell: absent models, the manifest, what was left out."""

from __future__ import annotations

import hashlib
import json
import pathlib
import subprocess

import dumps
import pytest
from conftest import DATE_TIME, files, program
from ucensus_spark.cli import main

USER, PROFILE = "device/cucm/User", "device/cucm/DeviceProfile"


def audit(dump: pathlib.Path, reports: pathlib.Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program(), "audit", str(dump), "-o", str(reports), "--date-time", DATE_TIME,
                           "--quiet", *options], capture_output=True, text=True, check=False)


def spark_audit(command: str, dump: pathlib.Path, reports: pathlib.Path, *options: str) -> int:
    every = ["--every-shard", "nodes*"] if command == "shards" else ["--partition-size", "0.001"]
    return main([command, str(dump), "-o", str(reports), "--ucensus", program(), "--date-time",
                 DATE_TIME, "--quiet", *every, *options])


def two_customers(dump: pathlib.Path, has_profile: bool) -> pathlib.Path:
    """The users of one name a profile that only the other has, if any has one."""
    nodes = [dumps.node("P", "Provider", "sys", "a" * 24)]
    for name in "CD":
        nodes += [dumps.node(name, "Customer", "sys.P", name.lower() * 24),
                  dumps.node("S", "Site", f"sys.P.{name}", name.lower() + "1" * 23)]
    dumps.write(dump / "nodes.jsonl", nodes)
    dumps.write(dump / "c.jsonl", [
        dumps.user(f"u{index}", "sys.P.C.S", phoneProfiles={"profileName": ["EM"]})
        for index in range(20)])
    more = [dumps.record(PROFILE, "sys.P.D.S", name="EM")] if has_profile else []
    dumps.write(dump / "d.jsonl", [dumps.user(f"v{index}", "sys.P.D.S") for index in range(20)] + more)
    return dump


@pytest.mark.parametrize("command", ["shards", "shuffle"])
def test_a_share_may_lack_what_the_dump_has(spark, command, tmp_path):
    dump = two_customers(tmp_path / "dump", has_profile=True)
    assert audit(dump, tmp_path / "whole").returncode == 0
    assert spark_audit(command, dump, tmp_path / "reports") == 0
    assert files(tmp_path / "reports") == files(tmp_path / "whole")


@pytest.mark.parametrize("command", ["shards", "shuffle"])
def test_what_no_share_has_is_absent(spark, command, tmp_path, capfd):
    dump = two_customers(tmp_path / "dump", has_profile=False)
    whole = audit(dump, tmp_path / "whole")
    assert whole.returncode == 3
    assert f"no record of {PROFILE}, although users name profiles: 20" in whole.stderr
    assert spark_audit(command, dump, tmp_path / "reports") == 3
    assert capfd.readouterr().err.splitlines()[-2] == whole.stderr.splitlines()[0]
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("command", ["shards", "shuffle"])
@pytest.mark.parametrize("wrong", ["", "size", "sha256", "records", "missing", "unlisted"])
def test_a_manifest_is_held_against_the_dump(spark, command, wrong, tmp_path, capfd):
    dump = two_customers(tmp_path / "dump", has_profile=True)
    counts = {"nodes.jsonl": 5, "c.jsonl": 20, "d.jsonl": 21}
    entries = [{"file": name, "size": (dump / name).stat().st_size, "records": count,
                "sha256": hashlib.sha256((dump / name).read_bytes()).hexdigest()}
               for name, count in counts.items()]
    if wrong == "missing":
        entries.append({"file": "e.jsonl"})
    elif wrong == "unlisted":
        entries.pop()
    elif wrong:
        entries[1][wrong] = "0" * 64 if wrong == "sha256" else 7
    (dump / "manifest.json").write_text(json.dumps({"files": entries}))
    whole = audit(dump, tmp_path / "whole")
    assert whole.returncode == (3 if wrong else 0)
    assert spark_audit(command, dump, tmp_path / "reports") == whole.returncode
    if wrong:
        assert whole.stderr.splitlines()[0] in capfd.readouterr().err
        assert not (tmp_path / "reports").exists()
    else:
        assert files(tmp_path / "reports") == files(tmp_path / "whole")


def with_malformed(dump: pathlib.Path) -> pathlib.Path:
    """Records that are malformed by themselves, and some without a place."""
    two_customers(dump, has_profile=True)
    wrong = [json.dumps(dumps.user("x", "sys.P.C.S", mailid=5)), "{nonsense", '{"meta": 3}',
             json.dumps(dumps.user("y", "sys.P.Nowhere")), "true", '"ü\t"',
             '{"meta":{"model_type":"device/cucm/User","path":"sys.P.D.S"},"data":{"userid":"a\x01"}}']
    for name in ("c", "d"):
        lines = (dump / f"{name}.jsonl").read_text().splitlines()
        for index, text in enumerate(wrong):
            lines.insert(2 * index + 1, text)
        (dump / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    return dump


@pytest.mark.parametrize("command", ["shards", "shuffle"])
def test_what_is_left_out_is_kept_in_the_order_of_one_machine(spark, command, tmp_path):
    dump = with_malformed(tmp_path / "dump")
    if command == "shuffle":
        nodes = [dumps.node("Odd", "Customer", "sys.P", "e" * 24),
                 dumps.node("Even", "Customer", "sys.P", "e" * 24)]
        dumps.write(dump / "more.jsonl", [*nodes, dumps.user("z", "sys.P.Odd")])
        (dump / "page.json").write_text(json.dumps(
            {"pagination": {"skip": 0, "total": 2},
             "resources": [dumps.record(USER, "sys.P.C.S", userid=7), dumps.user("q", "sys.P.D.S")]},
            indent=1))
    whole = audit(dump, tmp_path / "whole", "--on-error", "reject", "--reject-file",
                  str(tmp_path / "whole.jsonl"))
    assert whole.returncode == 5, whole.stderr
    assert spark_audit(command, dump, tmp_path / "reports", "--on-error", "reject", "--reject-file",
                       str(tmp_path / "spark.jsonl")) == 5
    expected = (tmp_path / "whole.jsonl").read_text().splitlines()
    assert len(expected) == (14 if command == "shards" else 18)
    assert (tmp_path / "spark.jsonl").read_text().splitlines() == expected
    assert files(tmp_path / "reports") == files(tmp_path / "whole")
