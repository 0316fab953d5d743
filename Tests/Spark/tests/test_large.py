"""200,000 subscribers, 1.1 GB of records."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest
from conftest import BENCHMARK, REPOSITORY, files, one_machine, submit, tables

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    made = tmp_path_factory.mktemp("large") / "dump"
    subprocess.run([str(REPOSITORY / "tools" / "make"), "dump", "--subscribers", "200000", "--seed", "7",
                    "-o", str(made)], check=True, capture_output=True)
    return made


def test_reports_are_those_of_one_machine(dump, tmp_path):
    """The larger customers have partitions of their own."""
    whole = one_machine([dump], tmp_path / "whole")
    done = submit("shuffle", str(dump), "-o", str(tmp_path / "reports"), "--quiet",
                  "--partition-size", "16", master="local[2]",
                  settings={"spark.driver.memory": "3g"})
    assert done.returncode == 0, done.stderr[-3000:]
    assert files(tmp_path / "reports") == files(whole)


def test_shards_of_it_are_those_of_one_machine(dump, tmp_path):
    split = tmp_path / "split"
    subprocess.run([sys.executable, str(BENCHMARK / "split.py"), str(dump),
                    str(split), "4"], check=True)
    whole = one_machine([dump], tmp_path / "whole")
    done = submit("shards", str(split), "-o", str(tmp_path / "reports"), "--quiet", "--every-shard",
                  "heads.jsonl", master="local[2]")
    assert done.returncode == 0, done.stderr[-3000:]
    assert tables(tmp_path / "reports") == tables(whole)
