"""The package as a cluster gets it: a ZIP, far from the repository."""

from __future__ import annotations

import pathlib
import shutil
import subprocess

import pytest
from conftest import DATE_TIME, PACKAGE, REPOSITORY, SAMPLE, SETTINGS, files, program

pytestmark = pytest.mark.slow


def test_a_zip_of_the_package_and_the_profile_are_enough(sample_reports, tmp_path: pathlib.Path) -> None:
    """As the README says for YARN, in an executor of its own."""
    import pyspark

    packed = shutil.make_archive(str(tmp_path / "ucensus_spark"), "zip", PACKAGE, "ucensus_spark")
    shutil.copy(PACKAGE / "ucensus_spark.py", tmp_path)
    shutil.copy(REPOSITORY / "data" / "dump-profile.json", tmp_path)
    command = [str(pathlib.Path(pyspark.__file__).parent / "bin" / "spark-submit"), "--master",
               "local-cluster[1,1,1024]", "--files", "dump-profile.json", "--py-files", packed]
    for key, value in SETTINGS.items():
        command += ["--conf", f"{key}={value}"]
    done = subprocess.run(
        [*command, "ucensus_spark.py", "shuffle", str(SAMPLE), "-o", str(tmp_path / "reports"), "--quiet",
         "--ucensus", program(), "--profile", "dump-profile.json", "--date-time", DATE_TIME],
        cwd=tmp_path, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    reports, expected = files(tmp_path / "reports"), files(sample_reports)
    assert {name for name in reports if reports[name] != expected[name]} <= {
        name for name in expected if "_provenance_" in name}
