"""What `tools/bench spark` compares with must give the right numbers itself."""

from __future__ import annotations

import json

import dumps
from conftest import BENCHMARK, REPOSITORY, submit_script


def test_spark_sql_has_the_numbers_of_one_machine(sample_reports, tmp_path):
    """It reads JSON Lines alone, as `tools/make dump` writes them."""
    dumps.write(tmp_path / "dump" / "all.jsonl", dumps.sample_records())
    report, = sample_reports.glob("*_anonymous_2026*.csv")
    done = submit_script(BENCHMARK / "spark_sql.py", str(tmp_path / "dump"),
                         str(REPOSITORY / "data" / "device-classes.csv"), str(report),
                         master="local[2]")
    assert done.returncode == 0, done.stderr[-3000:]
    answer = json.loads(done.stdout)
    assert answer["wrong"] == []
    assert answer["equal"] and answer["rows"] > 1
