#!/usr/bin/env python3
"""The audit on Apache Spark: `spark-submit ucensus_spark.py --help`.

The package of the same name stands beside this file, or comes with --py-files.
"""

import sys

from ucensus_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
