"""What goes wrong on a cluster: here on clusters of processes that are really killed."""

from __future__ import annotations

import pathlib

import clusters
import dumps
import pytest
from conftest import DATE_TIME, SAMPLE, files, submit, tables
from conftest import program as real
from ucensus_spark.cli import main

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return dumps.split(tmp_path_factory.mktemp("shards") / "june", 4)


def count_shards(location: pathlib.Path, tmp_path: pathlib.Path, program: str) -> int:
    return main(["shards", str(location), "-o", str(tmp_path / "reports"), "--every-shard", "nodes*",
                 "--ucensus", program, "--date-time", DATE_TIME, "--quiet"])


@pytest.mark.parametrize("fault", ["BE_SLOW", "BE_OVERTAKEN", "KILL_ITSELF", "KILL_EXECUTOR"])
def test_a_part_that_is_tried_twice_counts_once(cluster, location, sample_reports, tmp_path, fault):
    """Slow or overtaken: Spark starts a copy, and one or both count. Killed: the program, or all that
    runs beside it."""
    program, log = clusters.faulty(tmp_path, getattr(clusters, fault))
    assert count_shards(location, tmp_path, program) == 0
    assert {"2/4 once", "2/4 again"} <= set(log.read_text().splitlines())
    assert tables(tmp_path / "reports") == tables(sample_reports)


def test_a_program_that_always_fails_ends_the_run_with_its_reason(cluster, location, tmp_path, capfd):
    program = tmp_path / "ucensus-failing"
    program.write_text("#!/bin/sh\necho 'error: no space left on device' >&2\nexit 74\n")
    program.chmod(0o755)
    assert count_shards(location, tmp_path, str(program)) == 74
    error = capfd.readouterr().err
    assert "error: shard shard-" in error and "no space left on device" in error
    assert not (tmp_path / "reports").exists()


def test_the_shuffle_across_executors(cluster, sample_reports, tmp_path):
    assert main(["shuffle", str(SAMPLE), "-o", str(tmp_path / "reports"), "--ucensus", real(),
                 "--date-time", DATE_TIME, "--quiet", "--unit-size", "0.3", "--partition-size", "0.2",
                 ]) == 0
    assert files(tmp_path / "reports") == files(sample_reports)


def test_an_executor_of_a_local_cluster_is_killed_in_the_shuffle(sample_reports, tmp_path):
    program, log = clusters.faulty(tmp_path, clusters.KILL_EXECUTOR)
    done = submit("shuffle", str(SAMPLE), "-o", str(tmp_path / "reports"), "--ucensus", program,
                  "--quiet", "--unit-size", "0.3", "--partition-size", "0.3",
                  master="local-cluster[2,1,1024]")
    assert done.returncode == 0, done.stderr[-3000:]
    runs = log.read_text().splitlines()
    assert any(run.startswith("2/") and run.endswith(" again") for run in runs)
    assert files(tmp_path / "reports") == files(sample_reports)


def test_a_machine_goes_away_for_good_in_the_shuffle(sample_reports, tmp_path):
    """Worker and executor: what they had shuffled is lost, and made again by the other one."""
    program, log = clusters.faulty(tmp_path, clusters.KILL_WORKER)
    with clusters.standalone(tmp_path, 2) as master:
        done = submit("shuffle", str(SAMPLE), "-o", str(tmp_path / "reports"), "--ucensus", program,
                      "--quiet", "--unit-size", "0.3", "--partition-size", "0.3", master=master)
        log_of_master = (tmp_path / "master.log").read_text(errors="replace")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Removing worker" in log_of_master
    runs = log.read_text().splitlines()
    assert any(run.startswith("2/") and run.endswith(" again") for run in runs)
    assert files(tmp_path / "reports") == files(sample_reports)
