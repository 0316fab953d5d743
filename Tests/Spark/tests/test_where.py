"""Where it runs: a standalone cluster in both modes, an object store, workers without a shared file
system, the package as a wheel."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys

import clusters
import pytest
import stores
from conftest import (DATE_TIME, PACKAGE, SAMPLE, files, program, submit, submit_script,
                      tables)

SMALL = ["--quiet", "--unit-size", "0.3", "--partition-size", "0.3"]


def test_the_recipe_of_the_image_is_sound() -> None:
    lint = pathlib.Path(sys.executable).with_name("hadolint")
    done = subprocess.run([str(lint), str(PACKAGE / "Dockerfile")], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_an_object_store_on_two_workers_that_share_no_files(sample_reports, tmp_path) -> None:
    """Workers see neither the dump nor where the driver works: it is hidden from them."""
    (tmp_path / "driver").mkdir()
    dump = shutil.copytree(SAMPLE, tmp_path / "driver" / "dump")
    with stores.served(tmp_path, dump) as environment, \
            clusters.standalone(tmp_path, 2, hidden=tmp_path / "driver",
                                environment=environment) as master:
        environment["TMPDIR"] = str(tmp_path / "driver")
        done = submit("shuffle", "s3://inventory/june", "-o", "s3://inventory/reports", *SMALL,
                      master=master, environment=environment)
        assert done.returncode == 0, done.stderr[-3000:]
        found = stores.files(environment["AWS_ENDPOINT_URL"], "inventory/reports")
    expected = tables(sample_reports)
    assert {name: found[name] for name in expected} == expected
    assert len(found) == len(files(sample_reports))


@pytest.mark.slow
def test_cluster_mode(sample_reports, tmp_path) -> None:
    """A standalone master starts no drivers in Python, so that a driver there is a submission by
    itself, in client mode, on a machine of the cluster."""
    with clusters.standalone(tmp_path, 2) as master:
        refused = submit_script(PACKAGE / "ucensus_spark.py", "--help", master=master,
                                options=["--deploy-mode", "cluster"])
        assert refused.returncode != 0
        assert "Cluster deploy mode is currently not supported for python applications" \
            in refused.stderr
        done = submit("shuffle", str(SAMPLE), "-o", str(tmp_path / "reports"), *SMALL,
                      master=master)
    assert done.returncode == 0, done.stderr[-3000:]
    assert files(tmp_path / "reports") == files(sample_reports)


@pytest.mark.slow
def test_a_wheel_is_enough(sample_reports, tmp_path) -> None:
    """Installed in an environment, far from the repository, with the entry that it brings."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "ucensus_spark.py"):
        shutil.copy(PACKAGE / name, source)
    shutil.copytree(PACKAGE / "ucensus_spark", source / "ucensus_spark",
                    ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(tmp_path), str(source)], check=True)
    wheel, = tmp_path.glob("*.whl")
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(environment)],
                   check=True)
    python = environment / "bin" / "python"
    subprocess.run([str(python), *pip[1:], "install", "--no-deps", str(wheel)], check=True)
    packages = subprocess.run([sys.executable, "-c", "import pyspark; print(pyspark.__path__[0])"],
                              capture_output=True, text=True, check=True).stdout.strip()
    done = submit_script(
        environment / "bin" / "ucensus_spark.py", "shuffle", str(SAMPLE), "-o",
        str(tmp_path / "reports"), "--date-time", DATE_TIME, "--ucensus", program(), *SMALL,
        master="local-cluster[1,1,1024]",
        environment={"PYSPARK_PYTHON": str(python), "PYSPARK_DRIVER_PYTHON": str(python),
                     "PYTHONPATH": str(pathlib.Path(packages).parent)})
    assert done.returncode == 0, done.stderr[-3000:]
    assert files(tmp_path / "reports") == files(sample_reports)
