"""DuckDB on the raw files: reading the fields, and the whole audit in SQL."""

import pathlib

import duckdb

import fields

VERSION = duckdb.__version__


def columns(model):
    """The schema of a model's records, for read_json."""
    data = [f'"{name}" VARCHAR' for name in model.texts]
    data += [f'"{name}" STRUCT("{inner}" VARCHAR[])' for name, inner in model.lists.items()]
    meta = ", ".join(f"{name} VARCHAR" for name in fields.META)
    return f"{{meta: 'STRUCT({meta})', data: 'STRUCT({', '.join(data)})'}}"


def source(model):
    return f"read_json({model.files}, format = 'newline_delimited', columns = {columns(model)})"


class Engine:
    def __init__(self, threads):
        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {threads}")

    def read(self, models):
        """Records and bytes of text by model."""
        answer = {}
        for model in models:
            sums = [f'coalesce(sum(strlen(data."{name}")), 0)' for name in model.texts]
            sums += [f'count(data."{name}"."{inner}")' for name, inner in model.lists.items()]
            sums += [f"count(meta.{name})" for name in fields.META]
            row = self.connection.execute(
                f"SELECT count(*), {', '.join(sums)} FROM {source(model)}").fetchone()
            answer[model.type] = {"records": row[0], **dict(zip(model.texts, map(int, row[1:])))}
        return answer

    def audit(self, models, device_classes):
        """The rows of the report, without the keys' order mattering: sorted by PKID."""
        for model in models:
            self.connection.execute(f"CREATE VIEW read_{model.role} AS FROM {source(model)}")
        text = pathlib.Path(__file__).with_name("audit.sql").read_text()
        text = text.replace("{device_classes}", f"'{device_classes}'")
        rows = self.connection.execute(text).fetchall()
        return [[str(cell) for cell in row] for row in rows]
