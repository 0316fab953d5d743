"""How many bytes an inventory takes in a .ucol file, column by column, and in the stores of others.

Usage: size.py REALISTIC-DIRECTORY UNIFORM-DIRECTORY MARKDOWN-FILE"""

import json
import pathlib
import sys

import vortex

import inventory
import stores
from bench import markdown, show

# Which tables hold the whole inventory; none of them holds sites and counters, as .ucol does.
LAYOUTS = {
    "two tables": ("persons", "devices", "standalone", "customers", "types"),
    "device sets": ("members", "set_devices", "standalone", "customers", "types"),
    "grouped sets": ("kinds", "set_devices", "standalone", "customers", "types"),
}


def columns_of(inspection):
    """Stored bytes by column of a .ucol file, those of all facts together."""
    sizes = {}
    for group in inspection["groups"]:
        for column in group["columns"]:
            name = "facts" if column["name"].startswith("fact-") else column["name"]
            sizes[name] = sizes.get(name, 0) + column["storedBytes"]
    sizes["directory, header, trailer"] = inspection["bytes"] - sum(sizes.values())
    return sizes


def write_vortex(directory, name, table):
    path = directory / f"{name}.vortex"
    vortex.io.VortexWriteOptions.compact().write(vortex.array(table), str(path))
    return path


def store_sizes(directory, tables):
    """Bytes by store and layout. DuckDB has one file for each layout, the others one for each table."""
    writers = {
        "Parquet zstd": lambda name, table: stores.write_parquet(directory, name, table, "zstd"),
        "Parquet lz4": lambda name, table: stores.write_parquet(directory, name, table, "lz4"),
        "Vortex": lambda name, table: write_vortex(directory, name, table),
    }
    sizes = {}
    for store, write in writers.items():
        by_table = {name: write(name, table).stat().st_size for name, table in tables.items()}
        for layout, names in LAYOUTS.items():
            sizes[store, layout] = sum(by_table[name] for name in names)
    for layout, names in LAYOUTS.items():
        path = stores.write_duckdb(
            directory, {name: tables[name] for name in names}, f"{layout}.duckdb")
        sizes["DuckDB file", layout] = path.stat().st_size
    return sizes


def measure(directory):
    """Persons, devices, and bytes by what they hold."""
    directory = pathlib.Path(directory)
    inspection = json.loads((directory / "inspection.json").read_text())
    made = inventory.Inventory(directory)
    devices = len(made.device_types) + len(made.standalone[0])
    tables = inventory.layout_tables(made)
    sizes = {(".ucol", "all"): inspection["bytes"]}
    sizes |= {(".ucol", name): size for name, size in columns_of(inspection).items()}
    return len(made.customer), devices, sizes | store_sizes(directory, tables)


def main():
    measured = [measure(directory) for directory in sys.argv[1:3]]
    header = ["store", "what", "realistic: bytes", "a person", "a device",
              "uniform: bytes", "a person", "a device"]
    rows = [header]
    for key in measured[0][2]:
        row = list(key)
        for persons, devices, sizes in measured:
            size = sizes[key]
            row += [f"{size:,}", f"{size / persons:.3f}", f"{size / devices:.3f}"]
        rows.append(row)
    show(rows)
    pathlib.Path(sys.argv[3]).write_text(markdown(rows))


main()
