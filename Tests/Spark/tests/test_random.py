"""Dumps by chance, cut by chance: what comes out must be what one machine makes of them."""

from __future__ import annotations

import pathlib
import random
import subprocess

import pytest
from conftest import DATE_TIME, REPOSITORY, files, one_machine, program
from ucensus_spark.cli import main

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(1, 13))
def test_files_are_those_of_one_machine(cluster, tmp_path: pathlib.Path, seed: int) -> None:
    chance = random.Random(seed)
    dump = tmp_path / "dump"
    subprocess.run([str(REPOSITORY / "tools" / "make"), "dump", "--subscribers",
                    str(chance.choice([1, 65, 400, 2_000])), "--seed", str(seed), "-o", str(dump)],
                   check=True, capture_output=True)
    whole = one_machine([dump], tmp_path / "whole")
    assert main(["shuffle", str(dump), "-o", str(tmp_path / "reports"), "--ucensus", program(),
                 "--date-time", DATE_TIME, "--quiet", "--unit-size", str(chance.choice([0.05, 0.3, 4])),
                 "--partition-size", str(chance.choice([0.1, 0.5, 8]))]) == 0
    assert files(tmp_path / "reports") == files(whole)
