"""What can go wrong, with the exit status that `ucensus` gives it."""

from __future__ import annotations

import re

INCOMPLETE = 3
CORRUPT = 4
REJECTED = 5
USAGE = 64
MALFORMED = 65
UNREADABLE = 66
DEFECT = 70
CANNOT_CREATE = 73
INPUT_OUTPUT = 74

# Another attempt would end the same way: such a status goes to the driver as a result. Any other may
# be the fault of a machine, and Spark tries again.
FINAL = frozenset({INCOMPLETE, CORRUPT, USAGE, MALFORMED, DEFECT})


class Failure(Exception):
    """Why nothing was written: exit status, what happened, what can be done."""

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint

    def text(self) -> str:
        """As `ucensus` prints it."""
        return f"error: {self.message}" + (f"\nhint: {self.hint}" if self.hint else "")


class AttemptFailure(RuntimeError):
    """An attempt of a task that may succeed elsewhere. The text reaches the driver inside Spark's own
    error, between marks."""

    _MARKED = re.compile(r"\[\[ucensus: (.*?)\]\]", re.DOTALL)

    def __init__(self, message: str) -> None:
        super().__init__(f"[[ucensus: {message}]]")

    @classmethod
    def message_in(cls, text: str) -> str | None:
        """What the last attempt said, if Spark's error came from one."""
        found = cls._MARKED.search(text)
        return found[1] if found else None
