"""Where an attempt works."""

from __future__ import annotations

import contextlib
import os
import random
import tempfile
from typing import Iterator


@contextlib.contextmanager
def workspace() -> Iterator[str]:
    """A directory of this attempt alone: nothing that is left of another, or that runs at the same
    time, can come into it. In a task it lies on the disks that Spark has for such things, and which
    it clears when the executor ends, however that was."""
    disks = [disk for disk in os.environ.get("SPARK_LOCAL_DIRS", "").split(",") if disk]
    disk = random.choice(disks) if disks else None
    if disk is not None:
        os.makedirs(disk, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ucensus-", dir=disk,
                                     ignore_cleanup_errors=True) as directory:
        yield directory
