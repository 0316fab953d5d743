"""Polars on the raw files: reading the fields."""

import polars

import fields

VERSION = polars.__version__


def schema(model):
    text = polars.String
    data = {name: text for name in model.texts}
    data |= {name: polars.Struct({inner: polars.List(text)})
             for name, inner in model.lists.items()}
    return {"meta": polars.Struct({name: text for name in fields.META}),
            "data": polars.Struct(data)}


class Engine:
    def __init__(self, threads):
        if polars.thread_pool_size() != threads:
            raise RuntimeError("POLARS_MAX_THREADS is not set")

    def read(self, models):
        """Records and bytes of text by model."""
        answer = {}
        for model in models:
            data, meta = polars.col("data").struct, polars.col("meta").struct
            sums = [data.field(name).str.len_bytes().sum().alias(name) for name in model.texts]
            sums += [data.field(name).struct.field(inner).list.len().sum().alias(name)
                     for name, inner in model.lists.items()]
            sums += [meta.field(name).count().alias(f"meta {name}") for name in fields.META]
            row = (polars.scan_ndjson(model.files, schema=schema(model))
                   .select(polars.len().alias("records"), *sums).collect(engine="streaming")
                   .row(0, named=True))
            answer[model.type] = {name: row[name] for name in ("records", *model.texts)}
        return answer
