#!/usr/bin/python3
"""Verifies a .ucol file and prints it as JSON, with nothing but what the format's document says."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

import ucol_format as ucol
from ucol_format import (
    Chunk, ColumnFile, Content, Customer, DeviceType, FormatError, Group, Segment, Totals)

COLUMN_NAMES = {1: "segments", 2: "owner-index", 3: "device-types"}
LINE_LENGTH_MAX = 160


def describe(file: ColumnFile, with_persons: bool) -> dict[str, Any]:
    footer, trailer = file.footer, file.trailer
    groups = []
    offset = ucol.HEADER_SIZE
    for group, segments in zip(footer.groups, file.segments):
        groups.append({"offset": offset, **describe_group(group, segments)})
        offset += sum(chunk.stored_size for chunk in group.chunks)
    return {
        "formatVersion": ucol.VERSION,
        "identity": trailer.identity,
        "bytes": file.byte_count,
        "directoryBytes": trailer.stored_size,
        "directoryRawBytes": trailer.raw_size,
        "directoryCodec": ucol.CODECS[trailer.codec],
        "metadata": footer.metadata,
        "providers": [{"pkid": pkid, "name": name} for pkid, name in footer.providers],
        "deviceTypes": [describe_device_type(device_type) for device_type in footer.device_types],
        "customers": [describe_customer(customer) for customer in footer.customers],
        "groups": groups,
        **({"contents": list(map(describe_content, file.contents))} if with_persons else {}),
    }


def describe_device_type(device_type: DeviceType) -> dict[str, Any]:
    product = {} if device_type.product is None else {"product": device_type.product}
    return {
        **product, "class": ucol.CLASSES[device_type.device_class],
        "known": int(device_type.is_known), "phones": device_type.phones,
    }


def describe_customer(customer: Customer) -> dict[str, Any]:
    return {
        "pkid": customer.pkid,
        "provider": customer.provider,
        "publicSector": bool(customer.settings & 1),
        "inactiveBilling": bool(customer.settings & 2),
        "counters": dict(zip(ucol.COUNTERS, customer.counters)),
        **describe_totals(customer.totals),
        "sites": [f"{site:016x}" for site in customer.sites],
    }


def describe_group(group: Group, segments: list[Segment]) -> dict[str, Any]:
    return {
        **describe_totals(group.totals),
        "segments": [
            {"customer": segment.customer, "persons": segment.persons,
             "standalone": segment.standalone_devices, "surplus": segment.surplus_rows}
            for segment in segments],
        "columns": [describe_chunk(chunk) for chunk in group.chunks],
    }


def describe_chunk(chunk: Chunk) -> dict[str, Any]:
    about = {
        "column": chunk.column, "name": column_name(chunk.column),
        "codec": ucol.CODECS[chunk.codec], "rawBytes": chunk.raw_size,
        "storedBytes": chunk.stored_size,
    }
    if chunk.constant is not None:
        return {**about, "constant": chunk.constant}
    return {**about, "checksum": f"{chunk.checksum:016x}"}


def column_name(column: int) -> str:
    if column < ucol.FACTS:
        return COLUMN_NAMES[column]
    fact = column - ucol.FACTS
    return f"fact-{ucol.FACT_NAMES[fact] if fact < len(ucol.FACT_NAMES) else fact}"


def describe_totals(totals: Totals) -> dict[str, int]:
    return dict(zip(("persons", "devices", "standalone", "surplus"), astuple(totals)))


def describe_content(content: Content) -> dict[str, Any]:
    return {
        "persons": content.persons, "standalone": content.standalone_devices,
        "surplus": content.surplus_rows,
    }


def rendered(value: Any, indent: str = "") -> str:
    """JSON with everything on one line that fits there."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= LINE_LENGTH_MAX or not isinstance(value, (dict, list)):
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {rendered(item, inner)}"
            for key, item in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + f"\n{indent}}}"
    items = [rendered(item, inner) for item in value]
    return "[\n" + ",\n".join(inner + item for item in items) + f"\n{indent}]"


def read(path: Path) -> ColumnFile | str:
    """The file, or what is wrong with it."""
    try:
        return ucol.read(path.read_bytes())
    except (FormatError, OSError) as error:
        return f"{path}: {error}"


def check(paths: list[Path]) -> int:
    """One line for each file."""
    status = 0
    for path in paths:
        file = read(path)
        if isinstance(file, str):
            status = 1
        print(file if isinstance(file, str) else f"{path}: sound")
    return status


def show(path: Path, with_persons: bool) -> int:
    file = read(path)
    if isinstance(file, str):
        print(file, file=sys.stderr)
        return 1
    text = rendered(describe(file, with_persons)) + "\n"
    sys.stdout.buffer.write(text.encode())
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Verifies a .ucol file and prints it as JSON.")
    parser.add_argument("files", type=Path, nargs="+", metavar="file")
    parser.add_argument(
        "--persons", action="store_true",
        help="every customer's persons as (facts, device types), and devices without a person")
    parser.add_argument(
        "--check", action="store_true",
        help="verify only, several files if need be; exit status 1 if one is refused")
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.files)
    if len(arguments.files) > 1:
        parser.error("one file at a time, or --check")
    return show(arguments.files[0], arguments.persons)


if __name__ == "__main__":
    sys.exit(main())
