"""Writes the tables of an inventory the way each engine likes them best."""

import pathlib
import shutil
import sys

import pyarrow
import pyarrow.feather
import pyarrow.parquet

import inventory

CODECS = ("zstd", "lz4")
ROW_GROUP = 1 << 18


def write_parquet(directory, name, table, codec):
    """Sorted numbers that never repeat as differences, everything else by dictionary."""
    path = directory / f"{name}.{codec}.parquet"
    ascending = [column for column in table.column_names if column == "person"]
    pyarrow.parquet.write_table(
        table, path, compression=codec, row_group_size=ROW_GROUP,
        use_dictionary=[name for name in table.column_names if name not in ascending],
        column_encoding={column: "DELTA_BINARY_PACKED" for column in ascending} or None)
    return path


def write_arrow(directory, name, table):
    path = directory / f"{name}.arrow"
    pyarrow.feather.write_feather(
        table, str(path), compression="uncompressed", chunksize=ROW_GROUP)
    return path


def write_duckdb(directory, tables, name="inventory.duckdb"):
    import duckdb

    path = directory / name
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for table_name, table in tables.items():
            connection.register("incoming", table)
            connection.execute(f"CREATE TABLE {table_name} AS SELECT * FROM incoming")
            connection.unregister("incoming")
        connection.execute("CHECKPOINT")
    return path


def write_chdb(directory, tables):
    """MergeTree tables, read from the Parquet files and sorted by all their columns."""
    from chdb.session import Session

    path = directory / "chdb"
    shutil.rmtree(path, ignore_errors=True)
    session = Session(str(path))
    session.query("CREATE DATABASE inventory")
    for name, table in tables.items():
        columns = ", ".join(table.column_names)
        source = f"file('{(directory / name).resolve()}.lz4.parquet', Parquet)"
        session.query(
            f"CREATE TABLE inventory.{name} ENGINE = MergeTree ORDER BY ({columns}) "
            f"AS SELECT {columns} FROM {source} "
            "SETTINGS schema_inference_make_columns_nullable = 0")
        session.query(f"OPTIMIZE TABLE inventory.{name} FINAL")
    session.close()
    return path


def write_all(directory, tables):
    for name, table in tables.items():
        for codec in CODECS:
            write_parquet(directory, name, table, codec)
        write_arrow(directory, name, table)
    write_duckdb(directory, tables)


def main():
    """Usage: stores.py RAW-DIRECTORY DIRECTORY"""
    raw, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    directory.mkdir(exist_ok=True)
    tables = inventory.layout_tables(inventory.Inventory(raw))
    write_all(directory, tables)
    write_chdb(directory, tables)


if __name__ == "__main__":
    main()
