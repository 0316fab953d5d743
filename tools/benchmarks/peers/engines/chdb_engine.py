"""chDB (ClickHouse in the process), on MergeTree and on Parquet."""

import chdb
import chdb.session

import sql

VERSION = chdb.__version__
STORES = ("MergeTree", "Parquet zstd", "Parquet lz4")


class ClickHouse(sql.Dialect):
    def bits(self, mask):
        return f"bitAnd(facts, {mask})"

    def persons_with_phones(self, layout):
        """Sets are numbered without gaps: an array look-up is faster than a join."""
        persons, key, devices, count = sql.LAYOUTS[layout]
        if key != "set":
            return super().persons_with_phones(layout)
        return f"""WITH (
                SELECT groupArrayInsertAt(toUInt8(least({sql.phones('w')}, 11)), set) FROM (
                    SELECT set, sum({sql.WEIGHT}) AS w FROM {devices} JOIN types USING (type)
                    GROUP BY set)) AS phones_of_set
            SELECT customer, facts, phones_of_set[set + 1] AS p{f', {count} AS n' if count else ''}
            FROM {persons}"""


class Engine:
    def __init__(self, directory, store, threads):
        self.session = chdb.session.Session(str(directory / "chdb") if store == "MergeTree" else "")
        if store == "MergeTree":
            self.session.query("USE inventory")
        else:
            self.session.query("CREATE DATABASE files")
            self.session.query("USE files")
            for path in sorted(directory.glob(f"*.{store.split()[1]}.parquet")):
                name = path.name.split(".")[0]
                self.session.query(
                    f"CREATE VIEW {name} AS SELECT * FROM file('{path.resolve()}', Parquet) "
                    "SETTINGS schema_inference_make_columns_nullable = 0")
        self.session.query(f"SET max_threads = {threads}")

    def prepare(self, layout, shape):
        query = ClickHouse().query(layout, shape)
        return lambda: self.session.query(query, "ArrowTable")
