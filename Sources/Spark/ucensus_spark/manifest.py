"""What a dump says of its own files, `manifest.json` at its root, against what was read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Sequence

from .failure import MALFORMED, Failure
from .names import Digest, Digester, Input

FILE = "manifest.json"


@dataclass(frozen=True)
class _Entry:
    file: str
    size: int | None
    sha256: str | None
    records: int | None


def differences(content: bytes, location: str, found: Sequence[Input],
                platform: bytes | None) -> list[str]:
    """Where a dump is not what its manifest says, a line each, as `ucensus` says it.

    found: the files, named from `location` on. platform: the bytes of the platform's facts, if they
    are there."""
    unlisted = {file.name: file for file in found}
    lines = []
    for entry in _entries(content, f"{location}/{FILE}"):
        name = f"{location}/{entry.file}"
        file = unlisted.pop(name, None)
        if entry.file == "platform.json" and platform is not None:
            file = Input(name, _digest(platform), 0, 0)
        lines += [f"{name} is in the manifest and not in the dump"] if file is None \
            else _of_file(entry, file)
    return lines + [f"{name} is not in the manifest" for name in unlisted]


def _digest(content: bytes) -> Digest:
    digester = Digester(makes_whole=True)
    digester.update(content)
    return digester.finish()


def _of_file(entry: _Entry, file: Input) -> list[str]:
    lines = []
    if entry.size is not None and entry.size != file.digest.size:
        lines.append(f"{file.name}: {file.digest.size} bytes, {entry.size} in the manifest")
    elif entry.sha256 is not None and entry.sha256 != file.digest.whole:
        lines.append(f"{file.name}: SHA-256 {file.digest.whole}, {entry.sha256} in the manifest")
    if entry.records is not None and entry.records != file.records_read:
        lines.append(f"{file.name}: {file.records_read} records read, {entry.records} in the manifest")
    return lines


def _entries(content: bytes, name: str) -> list[_Entry]:
    try:
        root = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Failure(MALFORMED, f"{name}: {error}") from error
    _check_keys(root, ("files",), name)
    files = root.get("files") if isinstance(root, dict) else None
    if not isinstance(files, list):
        raise Failure(MALFORMED, f"{name}: expected \"files\": an array, in a manifest")
    entries = [_entry(value, name) for value in files]
    names = [entry.file for entry in entries]
    twice = next((file for file in names if names.count(file) > 1), None) \
        if len(set(names)) < len(names) else None
    if twice is not None:
        raise Failure(MALFORMED, f"{name}: the file \"{twice}\" is given twice")
    return entries


def _check_keys(value: Any, known: Sequence[str], name: str) -> None:
    for key in value if isinstance(value, dict) else ():
        if key not in known and key != "note":
            raise Failure(MALFORMED, f"{name}: a manifest has no key \"{key}\" here; expected "
                                     + ", ".join([*known, "note"]))


def _entry(value: Any, name: str) -> _Entry:
    file = value.get("file") if isinstance(value, dict) else None
    if not isinstance(file, str) or not file:
        raise Failure(MALFORMED, f"{name}: expected \"file\": a path")
    _check_keys(value, ("file", "size", "sha256", "records"), name)
    sha256 = value.get("sha256")
    if "sha256" in value and not (isinstance(sha256, str)
                                  and re.fullmatch("[0-9a-fA-F]{64}", sha256)):
        raise Failure(MALFORMED, f"{name}: expected 64 hexadecimal digits")
    return _Entry(file, _number(value, "size", name), sha256.lower() if sha256 else None,
                  _number(value, "records", name))


def _number(value: dict[str, Any], key: str, name: str) -> int | None:
    number = value.get(key)
    if key in value and (not isinstance(number, int) or isinstance(number, bool) or number < 0):
        raise Failure(MALFORMED, f"{name}: expected a whole number under \"{key}\"")
    return number
