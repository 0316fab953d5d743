"""The dump profile: which model plays which role, and under which names its fields stand."""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass
from typing import Any, Iterator, Mapping

from .failure import MALFORMED, UNREADABLE, Failure

_BUILT_IN = pathlib.Path(__file__).resolve().parents[3] / "data" / "dump-profile.json"


@dataclass(frozen=True)
class Model:
    """role: what it is for the audit; fields: by meaning, the key in `data`, or several, the first of
    which that a record has counts."""

    role: str
    fields: Mapping[str, str | list[str]]


Profile = Mapping[str, Model]


def parse(content: bytes | None) -> Profile:
    """Models by type; the built-in profile where no other is given. `ucensus` checks it."""
    if content is None:
        try:
            content = _BUILT_IN.read_bytes()
        except OSError as error:
            raise Failure(UNREADABLE, f"{_BUILT_IN}: {error.strerror}",
                          "give data/dump-profile.json of ucensus to --profile") from error
    try:
        models = json.loads(content)["models"]
        return {str(model["model_type"]): Model(str(model["role"]), dict(model["fields"]))
                for model in models}
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(MALFORMED, f"the dump profile cannot be read: {error!r}") from error


def _present(data: Mapping[str, Any], field: str | list[str]) -> str:
    names = [field] if isinstance(field, str) else field
    return next((name for name in names if name.removesuffix("[]").partition(".")[0] in data),
                names[0])


def texts(data: Any, field: str | list[str]) -> Iterator[str]:
    """The names in a field, without the empty ones: one, or for `outer.inner[]` those of a list. What
    has a wrong type has none; `ucensus` refuses such a record wherever it lies."""
    if not isinstance(data, dict):
        return
    outer, dot, inner = _present(data, field).removesuffix("[]").partition(".")
    value = data.get(outer)
    if dot:
        value = value.get(inner) if isinstance(value, dict) else None
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = next((item[key] for key in ("value", "_value_1")
                         if isinstance(item.get(key), str) and item[key]), None)
        if isinstance(item, str) and item:
            yield item


def text(data: Any, field: str | list[str]) -> str:
    """The name in a field; empty where there is none."""
    return next(texts(data, field), "")
