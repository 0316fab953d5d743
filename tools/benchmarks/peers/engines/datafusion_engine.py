"""DataFusion, on Parquet."""

import datafusion
import pyarrow

import sql

VERSION = datafusion.__version__
STORES = ("Parquet zstd", "Parquet lz4")


class Engine:
    def __init__(self, directory, store, threads):
        config = datafusion.SessionConfig().with_target_partitions(threads)
        self.context = datafusion.SessionContext(config)
        for path in sorted(directory.glob(f"*.{store.split()[1]}.parquet")):
            self.context.register_parquet(path.name.split(".")[0], str(path))

    def prepare(self, layout, shape):
        query = sql.Dialect().query(layout, shape)
        return lambda: pyarrow.Table.from_batches(self.context.sql(query).collect())
