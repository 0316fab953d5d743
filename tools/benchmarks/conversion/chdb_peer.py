"""chDB on the raw files: reading the fields."""

import json

import chdb

import fields

VERSION = chdb.__version__


def structure(model):
    data = [f"`{name}` Nullable(String)" for name in model.texts]
    data += [f"`{name}` Tuple(`{inner}` Array(String))" for name, inner in model.lists.items()]
    meta = ", ".join(f"{name} Nullable(String)" for name in fields.META)
    return f"meta Tuple({meta}), data Tuple({', '.join(data)})"


class Engine:
    def __init__(self, threads):
        self.settings = (
            f"max_threads = {threads}, input_format_skip_unknown_fields = 1, "
            "input_format_json_read_objects_as_strings = 1, "
            "input_format_json_read_bools_as_strings = 1, "
            "input_format_json_defaults_for_missing_elements_in_named_tuple = 1, "
            "input_format_json_ignore_unknown_keys_in_named_tuple = 1, "
            "input_format_null_as_default = 1")

    def read(self, models):
        """Records and bytes of text by model."""
        answer = {}
        for model in models:
            sums = [f"sum(length(data.`{name}`))" for name in model.texts]
            sums += [f"sum(length(data.`{name}`.`{inner}`))"
                     for name, inner in model.lists.items()]
            sums += [f"count(meta.{name})" for name in fields.META]
            paths = ",".join(model.files)
            paths = paths if len(model.files) == 1 else "{" + paths + "}"
            row = json.loads(str(chdb.query(
                f"SELECT count(), {', '.join(sums)} FROM file('{paths}', JSONEachRow, "
                f"'{structure(model)}') SETTINGS {self.settings}", "JSONCompactEachRow")))
            answer[model.type] = {
                "records": int(row[0]), **dict(zip(model.texts, (int(c or 0) for c in row[1:])))}
        return answer
