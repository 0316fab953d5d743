"""An object store on loopback, reached through the interface of S3."""

from __future__ import annotations

import contextlib
import pathlib
import re
import subprocess
import sys
import time
from typing import Iterator

from pyarrow import fs

_STARTED = re.compile(r"Running on http://127\.0\.0\.1:(\d+)")


@contextlib.contextmanager
def served(directory: pathlib.Path, dump: pathlib.Path) -> Iterator[dict[str, str]]:
    """A store whose bucket `inventory` has a dump as `june`; what the environment of its users must
    have. It ends with the block."""
    log = directory / "store.log"
    with open(log, "wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
            stdout=output, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{_port(log)}"
        store = opened(address)
        store.create_dir("inventory")
        for file in sorted(dump.iterdir()):
            with store.open_output_stream(f"inventory/june/{file.name}", compression=None) as copy:
                copy.write(file.read_bytes())
        yield {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "test",
               "AWS_SECRET_ACCESS_KEY": "test",
               "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1"}
    finally:
        server.terminate()
        server.wait()


def opened(address: str) -> fs.S3FileSystem:
    """The store, as Arrow sees it."""
    return fs.S3FileSystem(access_key="test", secret_key="test", endpoint_override=address,
                           region="us-east-1", allow_bucket_creation=True)


def files(address: str, location: str) -> dict[str, bytes]:
    """What lies in a location, by name."""
    store = opened(address)
    found = {}
    for info in store.get_file_info(fs.FileSelector(location)):
        with store.open_input_stream(info.path, compression=None) as content:
            found[info.base_name] = content.read()
    return found


def _port(log: pathlib.Path) -> str:
    for _ in range(600):
        found = _STARTED.search(log.read_text(errors="replace"))
        if found:
            return found[1]
        time.sleep(0.2)
    raise AssertionError(log.read_text(errors="replace")[-2000:])
