"""The data files that decide what is counted. They are small, and travel with the tasks."""

from __future__ import annotations

import os
import pathlib
from dataclasses import dataclass
from typing import Sequence

from .failure import UNREADABLE, Failure


@dataclass(frozen=True)
class DataFiles:
    """files: by the option of `ucensus` that takes such a file, its name and bytes."""

    files: tuple[tuple[str, str, bytes], ...]

    @classmethod
    def read(cls, given: Sequence[tuple[str, str | None]]) -> DataFiles:
        """Reads those that are given; an option may be given several times."""
        read = []
        for option, path in given:
            if path is None:
                continue
            try:
                read.append((option, os.path.basename(path), pathlib.Path(path).read_bytes()))
            except OSError as error:
                raise Failure(UNREADABLE, f"{path}: {error.strerror}") from error
        return cls(tuple(read))

    def write(self, directory: str, only: Sequence[str] | None = None) -> list[str]:
        """Writes them, or those for some options, into a directory; returns the options that name
        them."""
        options = []
        for index, (option, name, content) in enumerate(self.files):
            if only is not None and option not in only:
                continue
            path = pathlib.Path(directory, f"{index}-{option.lstrip('-')}", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            options += [option, str(path)]
        return options
