"""The .ucol format, version 1: parses a file and verifies all that the format lets one verify.

Follows Sources/ColumnFile/ColumnFile.docc/FileFormat.md and shares nothing with the program: what
is refused here and what is found is what the document says. Wants python3-lz4 and python3-xxhash.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from typing import Any

import lz4.block
import xxhash

MAGIC = bytes.fromhex("8955434f4c0d0a1a")
VERSION = 1
HEADER_SIZE = 16
TRAILER_SIZE = 48
IDENTITY_SIZE = 16
VARINT_MAX = 2**62
COUNT_MAX = 2**40
LZ4_RATIO_MAX = 255
LZ4_SIZE_MAX = 2**31 - 1
DEVICE_TYPE_COUNT_MAX = 65_535
GROUP_PERSON_COUNT_MAX = 1_048_576
LEVEL_COUNT_MAX = 10
PHONE, NO_PHONE = 1, 5
CLASSES = {PHONE: "phone", 2: "analog", 3: "ctiPort", 4: "sparkRemote", NO_PHONE: "none"}
RAW, CONSTANT, LZ4 = 1, 2, 3
CODECS = {RAW: "raw", CONSTANT: "constant", LZ4: "lz4"}
SEGMENTS, OWNER_INDEX, DEVICE_TYPES, FACTS = 1, 2, 3, 16
FACT_NAMES = ["U", "V", "W", "S", "E", "R", "CCX", "CCE", "T", "TV", "X", "O", "PX"]
COLUMNS_NEEDED = {SEGMENTS, OWNER_INDEX, DEVICE_TYPES, *range(FACTS, FACTS + len(FACT_NAMES))}
COUNTERS = [
    "users", "phones", "phoneServerPhones", "orphanOwners", "unknownAssociations",
    "mergedRecords", "aboveSiteLevel", "emptyKeys",
]
COUNT_KEY = re.compile("summary/|skipped/|condition/")


class FormatError(Exception):
    """The file is not what the format says."""


def require(condition: bool, message: str) -> None:
    if not condition:
        raise FormatError(message)


class Cursor:
    """Takes fields off the front of some bytes."""

    def __init__(self, data: bytes, place: str) -> None:
        self.data, self.place, self.offset = data, place, 0

    def require(self, condition: bool, message: str) -> None:
        require(condition, f"{self.place}, byte {self.offset}: {message}")

    def bytes(self, count: int) -> bytes:
        left = len(self.data) - self.offset
        self.require(count <= left, f"{count} bytes wanted, {left} left")
        self.offset += count
        return self.data[self.offset - count:self.offset]

    def integer(self, size: int) -> int:
        return int.from_bytes(self.bytes(size), "little")

    def byte(self) -> int:
        return self.integer(1)

    def varint(self, maximum: int = VARINT_MAX) -> int:
        value = 0
        for shift in range(0, 63, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                self.require(byte != 0 or shift == 0, "varint with a spare zero byte")
                self.require(value <= maximum, f"{value}, more than {maximum}")
                return value
        raise FormatError(f"{self.place}, byte {self.offset}: varint of more than nine bytes")

    def list_count(self) -> int:
        """The count of a list; each of its entries has at least one byte."""
        return self.varint(len(self.data) - self.offset)

    def text(self) -> str:
        data = self.bytes(self.varint())
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise FormatError(f"{self.place}, byte {self.offset}: not UTF-8: {error}") from error

    def finish(self) -> None:
        left = len(self.data) - self.offset
        self.require(left == 0, f"{left} bytes too many")


@dataclass(frozen=True)
class Totals:
    """What customers and groups alike are counted in."""

    persons: int
    device_rows: int
    standalone_devices: int
    surplus_rows: int

    def __add__(self, other: Totals) -> Totals:
        return Totals(*map(sum, zip(astuple(self), astuple(other))))

    @property
    def rows(self) -> int:
        return self.device_rows + self.standalone_devices + self.surplus_rows

    @property
    def phones(self) -> int:
        """A phone with n owners has n device rows and n - 1 surplus rows."""
        return self.device_rows + self.standalone_devices - self.surplus_rows


@dataclass(frozen=True)
class DeviceType:
    product: str | None
    device_class: int
    is_known: bool
    phones: int


@dataclass(frozen=True)
class Customer:
    pkid: str
    provider: int
    settings: int
    counters: list[int]
    totals: Totals
    sites: list[int]


@dataclass(frozen=True)
class Chunk:
    column: int
    codec: int
    constant: int | None
    raw_size: int
    stored_size: int = 0
    checksum: int = 0


@dataclass(frozen=True)
class Group:
    totals: Totals
    segment_count: int
    chunks: list[Chunk]


@dataclass(frozen=True)
class Trailer:
    identity: str
    stored_size: int
    raw_size: int
    codec: int


@dataclass(frozen=True)
class Footer:
    metadata: dict[str, str]
    providers: list[tuple[str, str]]
    device_types: list[DeviceType]
    customers: list[Customer]
    groups: list[Group]


@dataclass(frozen=True)
class Segment:
    customer: int
    persons: int
    standalone_devices: int
    surplus_rows: int


@dataclass
class Content:
    """What the groups say about one customer: device types are indexes."""

    persons: list[tuple[list[str], list[int]]] = field(default_factory=list)
    standalone_devices: list[int] = field(default_factory=list)
    surplus_rows: list[int] = field(default_factory=list)

    def append(self, other: Content) -> None:
        self.persons += other.persons
        self.standalone_devices += other.standalone_devices
        self.surplus_rows += other.surplus_rows


# The frame


def check_header(data: bytes) -> None:
    require(len(data) >= HEADER_SIZE + TRAILER_SIZE, "too short for a header and a trailer")
    header = Cursor(data[:HEADER_SIZE], "header")
    header.require(header.bytes(8) == MAGIC, "no magic")
    header.require(header.integer(2) == VERSION, "not version 1")
    header.require(header.integer(2) == 0, "reserved bytes are not 0")
    header.require(header.integer(4) == 0, "unknown feature flags")


def parse_trailer(data: bytes) -> Trailer:
    cursor = Cursor(data[-TRAILER_SIZE:], "trailer")
    identity = cursor.bytes(IDENTITY_SIZE).hex()
    stored_size, raw_size = cursor.integer(8), cursor.integer(8)
    codec = cursor.byte()
    cursor.require(cursor.bytes(5) == bytes(5), "reserved bytes are not 0")
    cursor.require(cursor.integer(2) == VERSION, "not version 1")
    cursor.require(cursor.bytes(8) == MAGIC, "no magic")
    cursor.require(codec in (RAW, LZ4), "the footer is neither raw nor LZ4")
    cursor.require(stored_size <= COUNT_MAX, "the footer is too large")
    check_sizes(codec, raw_size, stored_size, "footer")
    return Trailer(identity, stored_size, raw_size, codec)


def check_sizes(codec: int, raw_size: int, stored_size: int, place: str) -> None:
    if codec == RAW:
        require(raw_size == stored_size, f"{place}: raw, but its sizes differ")
        return
    require(raw_size <= LZ4_RATIO_MAX * stored_size, f"{place}: larger than LZ4 can make it")
    require(max(raw_size, stored_size) <= LZ4_SIZE_MAX, f"{place}: no block is that large")


def decompress(stored: bytes, raw_size: int, codec: int, place: str) -> bytes:
    if codec == RAW:
        return stored
    try:
        raw: bytes = lz4.block.decompress(stored, uncompressed_size=raw_size)
    except lz4.block.LZ4BlockError as error:
        raise FormatError(f"{place}: not an LZ4 block: {error}") from error
    require(len(raw) == raw_size, f"{place}: decodes to {len(raw)} bytes, not {raw_size}")
    return raw


def read_footer_bytes(data: bytes, trailer: Trailer) -> bytes:
    end = len(data) - TRAILER_SIZE
    require(trailer.stored_size <= end - HEADER_SIZE, "trailer: the footer is larger than the file")
    stored = data[end - trailer.stored_size:end]
    sealed = stored + data[end + IDENTITY_SIZE:]
    require(xxhash.xxh3_128_hexdigest(sealed) == trailer.identity, "the identity is wrong")
    return decompress(stored, trailer.raw_size, trailer.codec, "footer")


# The footer


def parse_metadata(cursor: Cursor) -> dict[str, str]:
    pairs = [(cursor.text(), cursor.text()) for _ in range(cursor.list_count())]
    require_ascending([key.encode() for key, _ in pairs], "keys of metadata")
    forms = {unicodedata.normalize("NFC", key) for key, _ in pairs}
    require(len(forms) == len(pairs), "two keys of metadata are the same to Unicode")
    for key, value in pairs:
        check_metadata(key, value)
    return dict(pairs)


def check_metadata(key: str, value: str) -> None:
    if key == "records":
        require(re.fullmatch("0|[1-9a-f][0-9a-f]{0,15}", value) is not None, "records: no digest")
    numbers = [value] if COUNT_KEY.match(key) else []
    if key.startswith("incomplete/"):
        numbers = value.split(" ", 2)
        require(len(numbers) == 3, f"{key}: not two numbers and a model type")
        del numbers[2]
    for number in numbers:
        is_decimal = re.fullmatch("[0-9]+", number, re.ASCII) is not None
        require(is_decimal and int(number) <= COUNT_MAX, f"{key}: not a number up to 2^40")


def require_ascending(values: list[Any], what: str) -> None:
    require(all(a < b for a, b in zip(values, values[1:])), f"{what} do not ascend")


def parse_device_type(cursor: Cursor) -> DeviceType:
    kind = cursor.byte()
    cursor.require(kind in (1, 2), "unknown kind of device type")
    product = cursor.text() if kind == 1 else None
    device_class, is_known = cursor.byte(), cursor.byte()
    cursor.require(device_class in CLASSES, "unknown class")
    cursor.require(is_known <= 1, "neither known nor unknown")
    is_sound = device_class == PHONE or is_known == 1
    cursor.require(is_sound, "a product that is unknown, and no phone")
    is_sound = kind == 1 or (device_class == NO_PHONE and is_known == 1)
    cursor.require(is_sound, "a record of another class that is a phone, or unknown")
    return DeviceType(product, device_class, is_known == 1, cursor.varint(COUNT_MAX))


def parse_pkid(cursor: Cursor) -> str:
    digits = cursor.bytes(12).hex()
    capitals = cursor.integer(3)
    for index, digit in enumerate(digits):
        cursor.require(digit.isalpha() or not capitals >> index & 1, "a decimal digit is a capital")
    return "".join(
        digit.upper() if capitals >> index & 1 else digit for index, digit in enumerate(digits)
    )


def parse_totals(cursor: Cursor) -> Totals:
    return Totals(*(cursor.varint(COUNT_MAX) for _ in range(4)))


def parse_customer(cursor: Cursor, provider_count: int) -> Customer:
    pkid = parse_pkid(cursor)
    provider, settings = cursor.varint(), cursor.byte()
    cursor.require(provider < provider_count, "no such provider")
    cursor.require(settings <= 3, "unknown settings")
    counters = [cursor.varint(COUNT_MAX) for _ in COUNTERS]
    totals = parse_totals(cursor)
    sites = [cursor.integer(8) for _ in range(cursor.list_count())]
    require_ascending(sites, f"Sites of customer {pkid}")
    return Customer(pkid, provider, settings, counters, totals, sites)


def parse_chunk(cursor: Cursor, persons: int) -> Chunk:
    column, codec = cursor.byte(), cursor.byte()
    cursor.require(codec in CODECS, "unknown codec")
    if codec == CONSTANT:
        cursor.require(column >= FACTS, "constant, but no fact")
        return Chunk(column, codec, cursor.byte(), raw_size=plane_size(persons))
    raw_size, stored_size = cursor.varint(), cursor.varint(COUNT_MAX)
    check_sizes(codec, raw_size, stored_size, f"footer, column {column}")
    is_plane = column >= FACTS
    cursor.require(not is_plane or raw_size == plane_size(persons), "not one bit a person")
    return Chunk(column, codec, None, raw_size, stored_size, cursor.integer(8))


def parse_group(cursor: Cursor) -> Group:
    totals = parse_totals(cursor)
    cursor.require(totals.persons <= GROUP_PERSON_COUNT_MAX, "too many persons in a group")
    segment_count = cursor.varint(COUNT_MAX)
    chunks = [parse_chunk(cursor, totals.persons) for _ in range(cursor.list_count())]
    columns = [chunk.column for chunk in chunks]
    require_ascending(columns, "columns of a group")
    cursor.require(COLUMNS_NEEDED <= set(columns), "a column is missing")
    cursor.require(not any(DEVICE_TYPES < c < FACTS or c < 1 for c in columns), "unknown column")
    return Group(totals, segment_count, chunks)


def parse_footer(data: bytes) -> Footer:
    cursor = Cursor(data, "footer")
    metadata = parse_metadata(cursor)
    providers = [(cursor.text(), cursor.text()) for _ in range(cursor.list_count())]
    device_types = [parse_device_type(cursor) for _ in range(cursor.list_count())]
    require(len(device_types) <= DEVICE_TYPE_COUNT_MAX, "too many device types")
    products = {device_type.product for device_type in device_types}
    require(len(products) == len(device_types), "a device type twice")
    customers = [parse_customer(cursor, len(providers)) for _ in range(cursor.list_count())]
    groups = [parse_group(cursor) for _ in range(cursor.list_count())]
    cursor.finish()
    footer = Footer(metadata, providers, device_types, customers, groups)
    check_footer(footer)
    return footer


def check_footer(footer: Footer) -> None:
    require_ascending([customer.pkid.encode() for customer in footer.customers], "customers")
    numbers = {customer.pkid.lower() for customer in footer.customers}
    require(len(numbers) == len(footer.customers), "two customers differ in capitals only")
    columns = {tuple(chunk.column for chunk in group.chunks) for group in footer.groups}
    require(len(columns) <= 1, "groups have different columns")
    none = Totals(0, 0, 0, 0)
    total = sum((group.totals for group in footer.groups), none)
    of_customers = sum((customer.totals for customer in footer.customers), none)
    require(total == of_customers, "the sums over groups and over customers differ")
    require(max(astuple(total)) <= COUNT_MAX, "more persons or rows than 2^40")
    phones = sum(device_type.phones for device_type in footer.device_types)
    require(phones == total.phones, "the phones of the device types do not add up")


# Groups


def read_chunks(data: bytes, footer: Footer, footer_start: int) -> Iterator[dict[int, bytes]]:
    """The raw bytes of the columns of each group; checksums are compared."""
    offset = HEADER_SIZE
    for group_index, group in enumerate(footer.groups):
        columns = {}
        for chunk in group.chunks:
            place = f"group {group_index}, column {chunk.column}"
            if chunk.constant is not None:
                columns[chunk.column] = bytes([chunk.constant]) * chunk.raw_size
                continue
            require(chunk.stored_size <= footer_start - offset, f"{place}: after the groups")
            stored = data[offset:offset + chunk.stored_size]
            offset += chunk.stored_size
            seed = group_index * 256 + chunk.column
            checksum = xxhash.xxh3_64_intdigest(stored, seed=seed)
            require(checksum == chunk.checksum, f"{place}: the checksum is wrong")
            columns[chunk.column] = decompress(stored, chunk.raw_size, chunk.codec, place)
        yield columns
    require(offset == footer_start, "there are bytes between the groups and the footer")


def plane_size(count: int) -> int:
    return (count + 63) // 64 * 8


def parse_plane(data: bytes, count: int, place: str) -> int:
    require(len(data) == plane_size(count), f"{place}: {len(data)} bytes for {count} bits")
    plane = int.from_bytes(data, "little")
    require(plane >> count == 0, f"{place}: unused bits are set")
    return plane


def set_bits(plane: int, count: int) -> list[int]:
    digits = f"{plane:0{max(count, 1)}b}"[::-1]
    return [index for index in range(count) if digits[index] == "1"]


def parse_segments(data: bytes, group: Group, customer_count: int, place: str) -> list[Segment]:
    cursor = Cursor(data, place)
    segments: list[Segment] = []
    customer = -1
    for _ in range(group.segment_count):
        customer += 1 + cursor.varint()
        cursor.require(customer < customer_count, "no such customer")
        segment = Segment(customer, cursor.varint(), cursor.varint(), cursor.varint())
        is_empty = segment.persons == segment.standalone_devices == segment.surplus_rows == 0
        cursor.require(not is_empty, "a segment of nothing")
        segments.append(segment)
    cursor.finish()
    for name in ("persons", "standalone_devices", "surplus_rows"):
        total = sum(getattr(segment, name) for segment in segments)
        require(total == getattr(group.totals, name), f"{place}: {name} do not add up")
    return segments


def parse_owner_index(data: bytes, totals: Totals, place: str) -> list[list[int]]:
    """The persons who own a device each: of level 1, level 2 …, at last of those out of line."""
    cursor = Cursor(data, place)
    level_count, outlier_count = cursor.integer(4), cursor.integer(4)
    cursor.require(level_count <= LEVEL_COUNT_MAX, "too many levels")
    owners: list[list[int]] = []
    members = list(range(totals.persons))
    for _ in range(level_count):
        plane = parse_plane(cursor.bytes(plane_size(len(members))), len(members), place)
        members = [members[index] for index in set_bits(plane, len(members))]
        cursor.require(members != [], "an empty level")
        owners.append(members)
    owners.append(parse_outliers(cursor, outlier_count, totals, set(owners[0] if owners else [])))
    cursor.finish()
    require(sum(map(len, owners)) == totals.device_rows, f"{place}: device rows do not add up")
    return owners


def parse_outliers(cursor: Cursor, count: int, totals: Totals, level_1: set[int]) -> list[int]:
    owners: list[int] = []
    person = -1
    for _ in range(count):
        person += 1 + cursor.varint()
        cursor.require(person < totals.persons, "no such person")
        cursor.require(person not in level_1, "out of line and in level 1")
        devices = cursor.varint() + LEVEL_COUNT_MAX + 1
        cursor.require(devices <= totals.device_rows - len(owners), "too many devices")
        owners += [person] * devices
    return owners


def parse_device_types(data: bytes, totals: Totals, type_count: int, place: str) -> list[int]:
    """The device type of every device row, standalone device and surplus row."""
    cursor = Cursor(data, place)
    width, palette_count = cursor.integer(4), cursor.integer(4)
    cursor.require(width in (1, 2), "codes have 1 or 2 bytes")
    cursor.require(palette_count <= type_count, "the palette is larger than the device types")
    cursor.require(palette_count <= 256**width, "more entries than a code can number")
    palette = [cursor.integer(2) for _ in range(palette_count)]
    require_ascending(palette, f"{place}: indexes of the palette")
    cursor.require(not palette or palette[-1] < type_count, "no such device type")
    padding = -cursor.offset % 8
    cursor.require(cursor.bytes(padding) == bytes(padding), "padding is not 0")
    codes = cursor.bytes(width * totals.rows)
    cursor.finish()
    return [palette_entry(palette, codes[i:i + width], place) for i in range(0, len(codes), width)]


def palette_entry(palette: list[int], code: bytes, place: str) -> int:
    index = int.from_bytes(code, "little")
    require(index < len(palette), f"{place}: code {index} in a palette of {len(palette)}")
    return palette[index]


def read_group(footer: Footer, group_index: int, columns: dict[int, bytes]) -> list[
        tuple[Segment, Content]]:
    group = footer.groups[group_index]
    totals = group.totals
    place = f"group {group_index}, "
    segments = parse_segments(columns[SEGMENTS], group, len(footer.customers), place + "segments")
    owners = parse_owner_index(columns[OWNER_INDEX], totals, place + "owner index")
    types = parse_device_types(
        columns[DEVICE_TYPES], totals, len(footer.device_types), place + "device types")
    persons: list[tuple[list[str], list[int]]] = [([], []) for _ in range(totals.persons)]
    for owner, device_type in zip((owner for level in owners for owner in level), types):
        persons[owner][1].append(device_type)
    for column in (column for column in columns if column >= FACTS):
        plane = parse_plane(columns[column], totals.persons, f"{place}column {column}")
        if column in COLUMNS_NEEDED:
            for index in set_bits(plane, totals.persons):
                persons[index][0].append(FACT_NAMES[column - FACTS])
    return list(split(segments, persons, types[totals.device_rows:], totals))


def split(
    segments: list[Segment], persons: list[tuple[list[str], list[int]]], types: list[int],
    totals: Totals,
) -> Iterator[tuple[Segment, Content]]:
    """Deals the persons, standalone devices and surplus rows of a group out to its segments."""
    person, standalone, surplus = 0, 0, totals.standalone_devices
    for segment in segments:
        content = Content(
            [(facts, sorted(devices)) for facts, devices in
             persons[person:person + segment.persons]],
            types[standalone:standalone + segment.standalone_devices],
            types[surplus:surplus + segment.surplus_rows])
        person += segment.persons
        standalone += segment.standalone_devices
        surplus += segment.surplus_rows
        yield segment, content


# The whole


def check_sums(footer: Footer, contents: list[Content]) -> None:
    for customer, content in zip(footer.customers, contents):
        found = Totals(
            len(content.persons), sum(len(devices) for _, devices in content.persons),
            len(content.standalone_devices), len(content.surplus_rows))
        require(found == customer.totals, f"customer {customer.pkid}: sums differ from its groups'")


def check_order(segments: list[list[Segment]]) -> None:
    """Groups have only their first and last customers in common."""
    ends = [(group[0].customer, group[-1].customer) for group in segments if group]
    in_order = all(last <= first for (_, last), (first, _) in zip(ends, ends[1:]))
    require(in_order, "the customers of groups overlap")


def check_phones(footer: Footer, contents: list[Content]) -> None:
    """Distinct phones of each type; surplus rows repeat phones that their customer has."""
    phones: Counter[int] = Counter()
    for customer, content in zip(footer.customers, contents):
        owned = Counter(device for _, devices in content.persons for device in devices)
        surplus = Counter(content.surplus_rows)
        for repeated, count in surplus.items():
            is_sound = count < owned[repeated]
            require(is_sound, f"customer {customer.pkid}: surplus rows that repeat no phone")
        phones.update(owned)
        phones.update(content.standalone_devices)
        phones.subtract(surplus)
    for index, device_type in enumerate(footer.device_types):
        require(phones[index] == device_type.phones, f"device type {index}: phones differ")


@dataclass(frozen=True)
class ColumnFile:
    """A whole file, verified."""

    byte_count: int
    trailer: Trailer
    footer: Footer
    segments: list[list[Segment]]
    """Of each group."""
    contents: list[Content]
    """Of each customer."""


def read(data: bytes) -> ColumnFile:
    """Raises `FormatError` at the first thing that is wrong."""
    check_header(data)
    trailer = parse_trailer(data)
    footer = parse_footer(read_footer_bytes(data, trailer))
    footer_start = len(data) - TRAILER_SIZE - trailer.stored_size
    contents = [Content() for _ in footer.customers]
    segments: list[list[Segment]] = []
    for group_index, columns in enumerate(read_chunks(data, footer, footer_start)):
        parts = read_group(footer, group_index, columns)
        segments.append([segment for segment, _ in parts])
        for segment, part in parts:
            contents[segment.customer].append(part)
    check_order(segments)
    check_sums(footer, contents)
    check_phones(footer, contents)
    return ColumnFile(len(data), trailer, footer, segments, contents)
