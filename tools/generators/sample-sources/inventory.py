"""The shipped sample as an inventory: what the audit counts of it, customer by customer."""

import gzip
import json
import subprocess
from pathlib import Path


def folded(text):
    """A key as the audit compares it: A-Z as a-z, blanks at the ends stripped."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text.strip(" "))


def text(value):
    """A reference field: a string, or an object that holds one."""
    if isinstance(value, dict):
        return text(value.get("value")) or text(value.get("_value_1"))
    return (value or "").strip(" ")


def texts(outer, key):
    """A list field: one value or several, in an object or not there."""
    inner = outer.get(key) if isinstance(outer, dict) else None
    inner = inner if isinstance(inner, list) else [inner]
    return [text(value) for value in inner if text(value)]


def flag(value):
    """A boolean field in any of its spellings."""
    return value is True or (isinstance(value, str) and value.lower() in ("true", "t", "y"))


def raw_records(directory):
    """The records of a dump; the sample has lines, pages and an array, some compressed."""
    for path in sorted(Path(directory).glob("*.json*")):
        if path.name == "platform.json":
            continue
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        if path.suffix == ".zst":
            command = ["zstd", "-q", "-d", "-c", str(path)]
            data = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        content = data.decode()
        decoder, at = json.JSONDecoder(), 0
        while at < len(content):
            value, at = decoder.raw_decode(content, at)
            while at < len(content) and content[at] in "\r\n\t ":
                at += 1
            for item in value if isinstance(value, list) else [value]:
                yield from item.get("resources", [item])


class Customer:
    """One customer: its place in the hierarchy, and its records at sites by model."""

    def __init__(self, path, pkid, reseller):
        self.path, self.pkid, self.reseller = path, pkid, reseller
        self.name = path.rpartition(".")[2]
        # No two customers of the sample begin with the same letter.
        self.code = self.name[0] + "".join(c for c in self.name[1:] if c.isupper())
        self.domain = self.name.lower().replace(" ", "-") + ".example"
        self.sites, self.records = [], {}
        self.public_sector = self.inactive_billing = False

    def of(self, model):
        """Pairs of site name and data."""
        return self.records.get("device/" + model, [])


class Inventory:
    """The provider, its customers, and everything that counts for them."""

    def __init__(self, directory):
        records = list(raw_records(directory))
        self.platform = json.loads((Path(directory) / "platform.json").read_text())
        self._read_nodes(records)
        for record in records:
            self._add(record)

    def _read_nodes(self, records):
        self.nodes, self.paths = {}, {}
        for record in records:
            meta, data = record["meta"], record["data"]
            if meta["model_type"] == "data/HierarchyNode":
                path = (meta.get("path") or meta["hierarchy"]) + "." + data["name"]
                self.nodes[path] = (data["node_type"], meta["pkid"])
                self.paths[meta["pkid"]] = path
        self.provider = self._nearest(next(iter(sorted(self.nodes))), "Provider")
        self.provider_pkid = self.nodes[self.provider][1]
        self.customers = {}
        for path, (kind, pkid) in sorted(self.nodes.items()):
            if kind == "Customer":
                reseller = self._nearest(path, "Reseller")
                name = reseller.rpartition(".")[2] if reseller else None
                self.customers[path] = Customer(path, pkid, name)
            if kind == "Site":
                customer = self.customers[self._nearest(path, "Customer")]
                customer.sites.append(path.rpartition(".")[2])

    def _nearest(self, path, kind):
        while path and self.nodes.get(path, ("",))[0] != kind:
            path = path.rpartition(".")[0]
        return path or None

    def _add(self, record):
        meta = record["meta"]
        place = meta.get("path") or meta["hierarchy"]
        place = self.paths.get(place, place)
        customer = self.customers.get(self._nearest(place, "Customer") or "")
        if customer is None or meta["model_type"] == "data/HierarchyNode":
            return
        if meta["model_type"] == "relation/HcsCustomerREL":
            customer.public_sector |= flag(record["data"].get("publicSector"))
            customer.inactive_billing |= flag(record["data"].get("inactiveBilling"))
            return
        # No system knows a level above its sites: what lives there is in no export.
        site = self._nearest(place, "Site")
        if site:
            list_ = customer.records.setdefault(meta["model_type"], [])
            list_.append((site.rpartition(".")[2], record["data"]))
