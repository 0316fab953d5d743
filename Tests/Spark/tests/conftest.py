"""What the tests share: the program, the sample, one session on this machine, runs on others."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
from typing import Iterator, Sequence

import pytest

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
PACKAGE = REPOSITORY / "Sources" / "Spark"
BENCHMARK = REPOSITORY / "tools" / "benchmarks" / "spark"
SAMPLE = REPOSITORY / "data" / "sample"
DATE_TIME = "2026-01-31 12:00"
sys.path.insert(0, str(PACKAGE))
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
os.environ["PYSPARK_PYTHON"] = sys.executable

# Nothing listens but on loopback; and short runs are over before a compiler pays.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "2",
            "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "1g",
            "spark.executor.memory": "512m", "spark.driver.extraJavaOptions": _JAVA,
            "spark.executor.extraJavaOptions": _JAVA}


def program() -> str:
    """The native program: `UCENSUS`, or the release of this repository."""
    return os.environ.get("UCENSUS") or str(REPOSITORY / ".build" / "release" / "ucensus")


def one_machine(dump: list[pathlib.Path], reports: pathlib.Path, *options: str) -> pathlib.Path:
    """The reports of `ucensus audit`."""
    subprocess.run([program(), "audit", *map(str, dump), "-o", str(reports), "--quiet",
                    "--date-time", DATE_TIME, *options], check=True)
    return reports


def files(reports: pathlib.Path) -> dict[str, bytes]:
    """What Spark must write to the byte: everything."""
    found = {path.name: path.read_bytes() for path in reports.iterdir()}
    assert len(found) >= 5
    return found


def tables(reports: pathlib.Path) -> dict[str, bytes]:
    """The reports and their hashes, which do not tell from which files they were made."""
    return {name: content for name, content in files(reports).items() if "_provenance_" not in name}


def submit(*arguments: str, master: str, settings: dict[str, str] | None = None,
           environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """`spark-submit` with the entry, as users run it."""
    options = ["--date-time", DATE_TIME]
    if "--ucensus" not in arguments:
        options += ["--ucensus", program()]
    return submit_script(PACKAGE / "ucensus_spark.py", *arguments, *options, master=master,
                         settings=settings, environment=environment)


def submit_script(script: pathlib.Path, *arguments: str, master: str,
                  settings: dict[str, str] | None = None,
                  environment: dict[str, str] | None = None,
                  options: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """`spark-submit` with any script."""
    import pyspark

    command = [str(pathlib.Path(pyspark.__file__).parent / "bin" / "spark-submit"),
               "--master", master, *options]
    for key, value in {**SETTINGS, **(settings or {})}.items():
        command += ["--conf", f"{key}={value}"]
    return subprocess.run([*command, str(script), *arguments], capture_output=True, text=True,
                          timeout=1200, check=False, env={**os.environ, **(environment or {})})


@pytest.fixture(scope="session")
def sample_reports(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The reports of the sample, made on one machine."""
    return one_machine([SAMPLE], tmp_path_factory.mktemp("sample") / "reports")


@pytest.fixture(scope="session")
def spark() -> Iterator[object]:
    """A session with two threads, for all tests that need no cluster."""
    yield from _session("local[2,4]", {})


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A session on a standalone cluster of two workers, which looks for slow tasks all the time."""
    from clusters import standalone

    with standalone(tmp_path_factory.mktemp("cluster"), 2) as master:
        yield from _session(master, {
            "spark.speculation": "true", "spark.speculation.interval": "200ms",
            "spark.speculation.quantile": "0.5", "spark.speculation.multiplier": "3",
            "spark.speculation.minTaskRuntime": "2s"})


def _session(master: str, settings: dict[str, str]) -> Iterator[object]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("tests")
    for key, value in {**SETTINGS, **settings}.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    assert session.sparkContext.master == master, "a process has one session: run slow tests apart"
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
