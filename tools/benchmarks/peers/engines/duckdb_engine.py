"""DuckDB, on tables of its own and on Parquet."""

import duckdb

import sql

VERSION = duckdb.__version__
STORES = ("own file", "Parquet zstd", "Parquet lz4")


class Engine:
    def __init__(self, directory, store, threads):
        if store == "own file":
            self.connection = duckdb.connect(str(directory / "inventory.duckdb"), read_only=True)
        else:
            self.connection = duckdb.connect()
            for path in sorted(directory.glob(f"*.{store.split()[1]}.parquet")):
                self.connection.execute(
                    f"CREATE VIEW {path.name.split('.')[0]} AS FROM '{path}'")
        self.connection.execute(f"SET threads = {threads}")

    def prepare(self, layout, shape):
        query = sql.Dialect().query(layout, shape)
        return lambda: self.connection.sql(query).to_arrow_table()
