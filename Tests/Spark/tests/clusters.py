"""Clusters on loopback, and programs that fail in them on purpose."""

from __future__ import annotations

import contextlib
import os
import pathlib
import re
import subprocess
import time
from typing import Iterator

import pyspark
from conftest import program

_HOME = pathlib.Path(pyspark.__file__).parent
_STARTED = re.compile(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")
_REGISTERED = "Successfully registered with master"


@contextlib.contextmanager
def standalone(directory: pathlib.Path, worker_count: int, hidden: pathlib.Path | None = None,
               environment: dict[str, str] | None = None) -> Iterator[str]:
    """A master and workers with a core each, all with loopback addresses of their own: Spark makes no
    copy of a slow task on the same host. All of them end with the block.

    hidden: a directory that is empty for each worker."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        log = directory / "master.log"
        started.append(_start(log, [], {}, "master.Master", "--host", "127.0.0.1", "--port", "0"))
        address = _wait(log, _STARTED)[1]
        shell = [] if hidden is None else [
            "unshare", "-m", "sh", "-c", f'mount -t tmpfs none "{hidden}" && exec "$@"', "sh"]
        for index in range(worker_count):
            log = directory / f"worker{index}.log"
            arguments = ["--host", f"127.0.0.{index + 1}", "--cores", "1", "--memory", "1g",
                         "--work-dir", str(directory / f"work{index}"), address]
            started.append(_start(log, shell, environment or {}, "worker.Worker", *arguments))
        for index in range(worker_count):
            _wait(directory / f"worker{index}.log", re.compile(_REGISTERED))
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def _start(log: pathlib.Path, shell: list[str], environment: dict[str, str], name: str,
           *arguments: str) -> subprocess.Popen[bytes]:
    settings = log.with_suffix(".properties")
    settings.write_text("rootLogger.level = info\nrootLogger.appenderRef.out.ref = out\n"
                        "appender.out.type = Console\nappender.out.name = out\n"
                        "appender.out.layout.type = PatternLayout\n"
                        "appender.out.layout.pattern = %m%n\n")
    with open(log, "wb") as output:
        return subprocess.Popen(
            [*shell, str(_HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}",
             "--webui-port", "0", *arguments], stdout=output, stderr=subprocess.STDOUT,
            env={**os.environ, **environment, "SPARK_HOME": str(_HOME), "SPARK_LOCAL_IP": "127.0.0.1",
                 "SPARK_DAEMON_JAVA_OPTS": f"-Dlog4j2.configurationFile=file:{settings}",
                 "SPARK_DAEMON_MEMORY": "512m"})


def _wait(log: pathlib.Path, pattern: re.Pattern[str], seconds: int = 600) -> re.Match[str]:
    for _ in range(seconds * 5):
        found = pattern.search(log.read_text(errors="replace"))
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{log} has no {pattern.pattern}: {log.read_text(errors='replace')[-2000:]}")


def faulty(directory: pathlib.Path, fault: str) -> tuple[str, pathlib.Path]:
    """A program that does `fault`, in bash, before it counts part 2 for the first time; and the log of
    what it counted, a line for each run: the part, then `once` or `again`."""
    path, log = directory / f"faulty-{directory.name}", directory / "runs.log"
    path.write_text(f"""#!/usr/bin/env bash
part=
for argument in "$@"; do
    [ "$part" = next ] && part=$argument
    [ "$argument" = --part ] && part=next
done
turn=again
mkdir {directory}/seen-"${{part%%/*}}" 2>/dev/null && turn=once
log={log}
echo "$part $turn" >>"$log"
if [ "${{part%%/*}}" = 2 ] && [ $turn = once ]; then
{fault}
fi
exec {program()} "$@"
""")
    path.chmod(0o755)
    return str(path), log


# Ends the JVM of the executor that this process is a descendant of, as a machine that goes away does.
KILL_EXECUTOR = """
pid=$$
while [ "$(cat /proc/$pid/comm)" != java ]; do pid=$(awk '/^PPid:/ {print $2}' /proc/$pid/status); done
kill -9 "$pid"
sleep 600
exit 1
"""
# Ends the worker of that executor, too: the machine does not come back.
KILL_WORKER = KILL_EXECUTOR.replace('kill -9 "$pid"', """kill -9 "$(awk '/^PPid:/ {print $2}' /proc/$pid/status)" "$pid\"""")
KILL_ITSELF = "kill -9 $$"
BE_SLOW = "sleep 600"
# Goes on when another attempt at the part has begun, so that both count it.
BE_OVERTAKEN = 'until grep -q "^2/.* again" "$log"; do sleep 0.1; done'
