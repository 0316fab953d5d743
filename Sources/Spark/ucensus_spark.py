#!/usr/bin/env python3
"""The audit on Apache Spark: `spark-submit ucensus_spark.py --help`.

The package of the same name stands beside this file, or comes with --py-files.
"""

import pathlib
import sys

# Without the package beside it, this file would be taken for the package.
_HERE = pathlib.Path(__file__).resolve().parent
if not (_HERE / "ucensus_spark").is_dir():
    sys.path = [place for place in sys.path if pathlib.Path(place).resolve() != _HERE]

from ucensus_spark.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
