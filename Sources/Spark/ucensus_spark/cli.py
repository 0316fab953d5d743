"""The command line: what is asked for, in which session it is done, how it ends."""

from __future__ import annotations

import argparse
import atexit
import os
import pathlib
import shutil
import sys
import tempfile
from typing import Mapping, Sequence

from pyspark.sql import SparkSession

from . import completeness, names, parts, shards, shuffle, storage, units
from .datafiles import DataFiles
from .failure import CANNOT_CREATE, REJECTED, UNREADABLE, USAGE, Failure
from .native import Program
from .rejects import RejectFile
from .shuffle import Counted, Way
from .sources import HadoopLocation

_EPILOG = """\
examples:
  spark-submit ucensus_spark.py shards /data/june -o reports --every-shard '*HierarchyNode*'
  spark-submit --files ucensus ucensus_spark.py shuffle s3://inventory/june -o reports
"""


_shipped: set[str] = set()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise Failure(USAGE, message, f"{self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """The options, in the words of `ucensus`."""
    root = _Parser(prog="ucensus_spark.py", epilog=_EPILOG,
                   description="Audit raw dumps on Apache Spark; the reports are those of one machine.",
                   formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = root.add_subparsers(dest="command", required=True, metavar="shards|shuffle")
    split = commands.add_parser("shards", help="each file or directory of the location is a partition")
    split.add_argument("--every-shard", action="append", default=[], metavar="PATTERN",
                       help="names that belong to every shard, such as '*HierarchyNode*'")
    split.add_argument("--expect", metavar="FILE", help="the names of all shards, one a line")
    split.add_argument("--allow-incomplete", action="store_true",
                       help="take dumps that hold fewer records than their pages announce")
    raw = commands.add_parser("shuffle", help="records move to the partition of their customer")
    raw.add_argument("--unit-size", type=float, default=64, metavar="MiB",
                     help="of a file that one task reads (default: %(default)s)")
    raw.add_argument("--partition-size", type=float, default=256, metavar="MiB",
                     help="of records that one task counts, about; a customer is never cut, but the "
                          "program puts aside what does not fit into its memory (default: "
                          "%(default)s)")
    raw.add_argument("--read", choices=("arrow", "spark"), default="arrow",
                     help="who opens files: each task by itself, or Spark, which knows any Hadoop file "
                          "system, and hands over files of up to 2 GiB (default: %(default)s)")
    for command in (split, raw):
        _add_common(command)
    return root


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("location", help="local, or of a file system that Arrow knows: s3, gs, hdfs")
    command.add_argument("-o", "--output", required=True, metavar="DIR", help="where reports are put")
    command.add_argument("--ucensus", default="ucensus", metavar="PATH",
                         help="the program: a file here, which is shipped, or a command on all nodes")
    command.add_argument("--threads", type=int, metavar="N",
                         help="of each ucensus (default: the cores of a task, spark.task.cpus)")
    for option in ("--platform", "--rules", "--device-classes", "--profile"):
        command.add_argument(option, metavar="FILE", help=f"as ucensus audit {option}")
    command.add_argument("--device-classes-add", metavar="FILE", action="append", default=[],
                         help="as ucensus audit --device-classes-add (repeatable)")
    for option in ("--date-time", "--provider"):
        command.add_argument(option, metavar="TEXT", help=f"as ucensus merge {option}")
    command.add_argument("--on-error", choices=("fail", "reject"), default="fail",
                         help="as ucensus audit --on-error")
    command.add_argument("--reject-file", metavar="FILE", help="as ucensus audit --reject-file")
    for option in ("--force", "--anonymous-only", "--json", "--quiet"):
        command.add_argument(option, action="store_true", help=f"as ucensus merge {option}")


def main(arguments: Sequence[str]) -> int:
    """Runs a command; returns the exit status."""
    try:
        asked = parser().parse_args(arguments)
        if asked.reject_file is not None and asked.on_error != "reject":
            raise Failure(USAGE, "--reject-file goes with --on-error reject")
        summary, status = _run(asked)
    except Failure as failure:
        print(failure.text(), file=sys.stderr)
        return failure.status
    if summary:
        print(summary, end="")
    return status


def _run(asked: argparse.Namespace) -> tuple[str, int]:
    asked.location = storage.local_path(asked.location)
    asked.shown = asked.location.rstrip("/") or "/"
    reject_file = RejectFile(asked.reject_file, asked.force)
    if storage.is_local(asked.location):
        asked.location = os.path.abspath(asked.location)
    spark = SparkSession.builder.appName("ucensus").getOrCreate()
    with tempfile.TemporaryDirectory(prefix="ucensus-driver-") as directory:
        ship_package(spark)
        program = _program(spark, asked)
        data_files = DataFiles.read([
            ("--rules", asked.rules), ("--device-classes", asked.device_classes),
            *(("--device-classes-add", path) for path in asked.device_classes_add),
            ("--profile", asked.profile)])
        way = Way(program, data_files, asked.on_error == "reject")
        counted, platform = _count(spark, asked, way, directory)
        return _written(asked, program, counted, platform, directory, reject_file)


def _written(asked: argparse.Namespace, program: Program, counted: Counted, platform: str | None,
             directory: str, reject_file: RejectFile) -> tuple[str, int]:
    """Writes all that came of it; the summary and the exit status."""
    try:
        reject_file.prepare(counted.rejected)
        summary = _merge(asked, program, counted, platform, directory)
        reject_file.commit()
    finally:
        reject_file.abandon()
    if not counted.rejected:
        return summary, 0
    if not asked.quiet:
        print(reject_file.warning(counted.rejected), file=sys.stderr)
    return summary, REJECTED


def ship_package(spark: SparkSession) -> None:
    """Tasks import this package from a zip, unless --py-files has brought one. It is added to a
    session once, and stays as long as that may ask for it."""
    package = pathlib.Path(__file__).parent
    session = spark.sparkContext.applicationId
    if not package.is_dir() or session in _shipped:
        return
    _shipped.add(session)
    directory = tempfile.mkdtemp(prefix="ucensus-package-")
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    base = os.path.join(directory, package.name)
    spark.sparkContext.addPyFile(shutil.make_archive(base, "zip", package.parent, package.name))


def _program(spark: SparkSession, asked: argparse.Namespace) -> Program:
    threads = asked.threads or int(spark.sparkContext.getConf().get("spark.task.cpus", "1") or 1)
    if os.path.isfile(asked.ucensus):
        spark.sparkContext.addFile(os.path.abspath(asked.ucensus))
    return Program(asked.ucensus, threads)


def _count(spark: SparkSession, asked: argparse.Namespace, way: Way,
           directory: str) -> tuple[Counted, str | None]:
    """What came of all parts, and the platform's facts where the location has such a file."""
    if asked.command == "shuffle":
        return _shuffle(spark, asked, way, directory)
    found = shards.Shards.of(asked.location, asked.every_shard, _names(asked.expect))
    beside = {name: content for name in units.BESIDE
              if (content := storage.content(f"{asked.location.rstrip('/')}/{name}")) is not None}
    counted, gaps = shards.count(spark, found, way, asked.shown, beside)
    if not asked.allow_incomplete:
        completeness.check(gaps)
    elif not asked.quiet:
        for gap in gaps:
            print(f"warning: incomplete, as allowed: {gap}", file=sys.stderr)
    return counted, _kept(beside, directory)


def _shuffle(spark: SparkSession, asked: argparse.Namespace, way: Way,
             directory: str) -> tuple[Counted, str | None]:
    location = asked.location.rstrip("/")
    is_file = False
    if asked.read == "arrow":
        files = storage.files(location)
        is_file = [entry.address for entry in files] == [location]
        read = {} if is_file else {name: storage.content(f"{location}/{name}")
                                   for name in units.BESIDE}
    else:
        hadoop = HadoopLocation.of(spark, location)
        files = hadoop.files()
        read = {name: hadoop.content(name) for name in units.BESIDE}
    beside = {name: content for name, content in read.items() if content is not None}
    found = units.of(files, _bytes(asked.unit_size), are_brought=asked.read == "spark")
    dump = shuffle.Dump(asked.shown, is_file, found, beside)
    return shuffle.count(spark, dump, way, _bytes(asked.partition_size)), _kept(beside, directory)


def _kept(beside: Mapping[str, bytes], directory: str) -> str | None:
    """The platform's facts as a file on this machine."""
    content = beside.get(storage.PLATFORM_FILE)
    if content is None:
        return None
    path = pathlib.Path(directory, storage.PLATFORM_FILE)
    path.write_bytes(content)
    return str(path)


def _reading(asked: argparse.Namespace) -> dict[str, str]:
    """The options of reading, as the provenance of one machine has them."""
    options = {"on-error": "reject"} if asked.on_error == "reject" else {}
    if getattr(asked, "allow_incomplete", False):
        options["allow-incomplete"] = "true"
    if asked.device_classes_add:
        options["device-classes-add"] = " ".join(asked.device_classes_add)
    return options


def _device_table(asked: argparse.Namespace) -> str | None:
    """The name of the table of devices, as the provenance of one machine has it."""
    if not asked.device_classes_add:
        name: str | None = asked.device_classes
        return name
    table = asked.device_classes or "built-in device-classes.csv"
    return " with ".join([table, *asked.device_classes_add])


def _bytes(mebibytes: float) -> int:
    if not 0 < mebibytes < 1 << 20:
        raise Failure(USAGE, "sizes are numbers of MiB, above 0")
    return max(1, round(mebibytes * (1 << 20)))


def _names(path: str | None) -> list[str] | None:
    if path is None:
        return None
    try:
        lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Failure(UNREADABLE, f"{path}: {error.strerror}") from error
    return [line.strip() for line in lines if line.strip()]


def _merge(asked: argparse.Namespace, program: Program, counted: Counted, platform: str | None,
           directory: str) -> str:
    options: list[str] = []
    for option, text in (("--date-time", asked.date_time), ("--provider", asked.provider)):
        options += [option, text] if text is not None else []
    for option, path in (("--platform", asked.platform or platform), ("--rules", asked.rules)):
        options += [option, path] if path else []
    for option in ("--force", "--anonymous-only", "--json", "--quiet"):
        options += [option] if getattr(asked, option[2:].replace("-", "_")) else []
    target = storage.local_path(asked.output)
    is_here = storage.is_local(target)
    local = os.path.abspath(target) if is_here else os.path.join(directory, "reports")
    parts_directory = os.path.join(directory, "parts")
    os.mkdir(parts_directory)
    given = {"deviceClasses": _device_table(asked), "dumpProfile": asked.profile}
    of_parts = [names.as_asked(document, _reading(asked), given) for document in counted.names]
    summary = parts.merge(program, counted.results, of_parts, local, parts_directory, options)
    if not is_here:
        if storage.has_any(target, os.listdir(local)) and not asked.force:
            raise Failure(CANNOT_CREATE, f"{target}: reports of that name are there already",
                          "replace them with --force")
        storage.store(local, target)
    return summary
