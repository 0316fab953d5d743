"""Polars, streaming, on Parquet and on Arrow files."""

import polars
from polars import col, lit, when

import rules
import sql

VERSION = polars.__version__
STORES = ("Arrow IPC", "Parquet zstd", "Parquet lz4")


def fulfils(condition):
    mask, value = lit(condition.mask, polars.UInt16), lit(condition.value, polars.UInt16)
    facts = (col("facts") & mask) == value
    if condition.least is None:
        return facts
    phones = (col("p") == condition.least if condition.least == condition.most
              else col("p") >= condition.least)
    return facts & phones


def in_column(column):
    if column == rules.SPARK_COLUMN:
        return fulfils(rules.SPARK_USER) & polars.any_horizontal(
            [fulfils(rules.PLAIN[one]) for one in rules.SPARK_AMONG])
    if column == rules.VENDOR_COLUMN:
        return fulfils(rules.VENDOR_USER) & (
            (col("facts") & lit(rules.VENDOR_MASK, polars.UInt16)) != 0)
    return fulfils(rules.PLAIN[column])


class Engine:
    def __init__(self, directory, store, threads):
        if polars.thread_pool_size() != threads:
            raise RuntimeError("POLARS_MAX_THREADS was not set before Polars started")
        self.directory, self.store = directory, store

    def table(self, name):
        if self.store == "Arrow IPC":
            return polars.scan_ipc(self.directory / f"{name}.arrow")
        return polars.scan_parquet(self.directory / f"{name}.{self.store.split()[1]}.parquet")

    def phones_by_key(self, key, devices):
        is_phone = col("class").is_in(["phone", "analog"]).cast(polars.UInt32)
        is_remote = (col("class") == "sparkRemote").cast(polars.UInt32)
        weights = self.table("types").select("type", w=is_phone + is_remote * sql.REMOTE)
        weighed = self.table(devices).join(weights, on="type").group_by(key).agg(col("w").sum())
        counted = col("w") % sql.REMOTE
        phones = when(counted > 0).then(counted).when(col("w") > 0).then(1).otherwise(0)
        return weighed.select(key, p=phones.clip(upper_bound=11).cast(polars.UInt8))

    def persons_with_phones(self, layout):
        persons, key, devices, count = sql.LAYOUTS[layout]
        rest = ["customer", "facts"] + ([count] if count else [])
        phones = self.phones_by_key(key, devices)
        persons = self.table(persons)
        if key == "set":  # numbered without gaps: an array look-up is faster than a join
            sets = phones.collect(engine="streaming")
            by_set = polars.select(
                set=polars.int_range(sets["set"].max() + 1, dtype=polars.UInt32)
            ).join(sets, on="set", how="left", maintain_order="left")["p"].fill_null(0)
            return persons.select(*rest, p=lit(by_set).gather(col(key)))
        joined = persons.join(phones, on=key, how="left")
        return joined.select(*rest, p=col("p").fill_null(0))

    def counted(self, layout, shape):
        rows = self.persons_with_phones(layout)
        has_count = sql.LAYOUTS[layout][3] is not None
        if shape == "twice":
            number = col("n").sum() if has_count else polars.len().alias("n")
            rows = rows.group_by("customer", "facts", "p").agg(number)
            has_count = True
        return rows.group_by("customer").agg(
            (when(in_column(column)).then(col("n")).otherwise(0).sum() if has_count
             else in_column(column).sum()).alias(f"c{column}")
            for column in rules.PERSON_COLUMNS)

    def run(self, layout, shape):
        alone = self.table("standalone").join(self.table("types"), on="type")
        alone = alone.group_by("customer").agg(
            (col("class") == name).sum().alias(f"c{column}")
            for column, name in rules.DEVICE_COLUMNS.items())
        result = self.table("customers")
        for part in (self.counted(layout, shape), alone):
            result = result.join(part, on="customer", how="left")
        columns = [col(f"c{column}").fill_null(0) for column in rules.COLUMNS]
        return result.select("pkid", *columns).sort("pkid").collect(engine="streaming").to_arrow()

    def prepare(self, layout, shape):
        return lambda: self.run(layout, shape)
