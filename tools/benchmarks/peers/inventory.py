"""The flat columns of make-inventory --raw as tables, in the three layouts that are compared."""

import csv
import pathlib

import numpy
import pyarrow

NO_PERSON = 0xFFFFFFFF


class Inventory:
    """Persons sorted by customer, facts and devices; `device_starts` and `device_types` hold the
    devices of each, ascending."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        customer = self._column("person-customer.u32", "<u4")
        facts = self._column("person-facts.u16", "<u2")
        owner = self._column("device-person.u32", "<u4")
        device_type = self._column("device-type.u16", "<u2")
        alone = owner == NO_PERSON
        self.standalone = (
            self._column("device-customer.u32", "<u4")[alone], device_type[alone])
        owner, device_type = owner[~alone], device_type[~alone]
        order = numpy.lexsort((device_type, owner))
        self._arrange(customer, facts, owner[order], device_type[order])

    def _column(self, name, dtype):
        return numpy.memmap(self.directory / name, dtype=dtype, mode="r")

    def _arrange(self, customer, facts, owner, device_type):
        counts = numpy.bincount(owner, minlength=len(customer))
        starts = numpy.concatenate([[0], numpy.cumsum(counts)])
        sets, self.set_starts, self.set_types = device_sets(counts, starts, device_type)
        order = numpy.lexsort((sets, facts, customer))
        self.customer, self.facts, self.sets = customer[order], facts[order], sets[order]
        self.device_counts = counts[order]
        self.device_types = device_type[ranges(starts[order], self.device_counts)]

    def rows(self, name):
        with open(self.directory / name, newline="") as file:
            return list(csv.DictReader(file))


def ranges(starts, counts):
    """The indexes `start ..< start + count` of every range, one after another."""
    ends = numpy.cumsum(counts)
    return numpy.arange(ends[-1] if len(ends) else 0) + numpy.repeat(starts - ends + counts, counts)


def device_sets(counts, starts, device_type):
    """Numbers the multisets of devices, the most frequent first.

    Returns the number of each person's, and the devices of each number as starts and types."""
    hashes = numpy.zeros(len(counts), dtype=numpy.uint64)
    for level in range(counts.max(initial=0)):
        members = numpy.nonzero(counts > level)[0]
        code = device_type[starts[members] + level].astype(numpy.uint64) + numpy.uint64(1)
        mixed = (hashes[members] + code) * numpy.uint64(0x9E3779B97F4A7C15)
        hashes[members] = mixed ^ (mixed >> numpy.uint64(29))
    _, first, number, frequency = numpy.unique(
        hashes, return_index=True, return_inverse=True, return_counts=True)
    by_frequency = numpy.argsort(-frequency, kind="stable")
    renumbered = numpy.empty_like(by_frequency)
    renumbered[by_frequency] = numpy.arange(len(by_frequency))
    first = first[by_frequency]
    set_starts = numpy.concatenate([[0], numpy.cumsum(counts[first])])
    set_types = device_type[ranges(starts[first], counts[first])]
    return renumbered[number].astype(numpy.uint32), set_starts, set_types


def narrow(values):
    """The values in the smallest unsigned integer that holds them all."""
    largest = int(values.max(initial=0))
    return values.astype(numpy.uint8 if largest < 1 << 8 else
                         numpy.uint16 if largest < 1 << 16 else numpy.uint32)


def table(**columns):
    """A table whose columns say that nothing in them is null."""
    arrays = {name.rstrip("_"): pyarrow.array(values) for name, values in columns.items()}
    return pyarrow.Table.from_arrays(
        list(arrays.values()),
        schema=pyarrow.schema(
            [pyarrow.field(name, array.type, nullable=False) for name, array in arrays.items()]))


def dimension_tables(inventory):
    customers = inventory.rows("customers.csv")
    types = inventory.rows("device-types.csv")
    customer, device_type = inventory.standalone
    order = numpy.lexsort((device_type, customer))
    return {
        "customers": table(
            customer=narrow(numpy.arange(len(customers))), pkid=[row["pkid"] for row in customers]),
        "types": table(
            type=narrow(numpy.arange(len(types))), class_=[row["class"] for row in types]),
        "standalone": table(
            customer=narrow(customer[order]), type=narrow(device_type[order])),
    }


def layout_tables(inventory):
    """All tables by name. Each layout has a table of persons, and one of devices for each key:

    - tables: `persons` and their `devices`, as a dump has them
    - sets:   `members`, each with the number of the multiset of their devices, and `set_devices`
    - groups: `kinds`, a row for all members of a customer who are the same, with their number"""
    person = numpy.arange(len(inventory.customer), dtype=numpy.uint32)
    customer = narrow(inventory.customer)
    owner = numpy.repeat(person, inventory.device_counts)
    members = dict(customer=customer, facts=inventory.facts, set=inventory.sets)
    first, count = equal_runs(list(members.values()))
    set_count = len(inventory.set_starts) - 1
    return dimension_tables(inventory) | {
        "persons": table(customer=customer, person=person, facts=inventory.facts),
        "devices": table(
            customer=customer[owner], person=owner, type=narrow(inventory.device_types)),
        "members": table(**members),
        "kinds": table(**{name: values[first] for name, values in members.items()}, n=count),
        "set_devices": table(
            set=numpy.repeat(
                numpy.arange(set_count, dtype=numpy.uint32), numpy.diff(inventory.set_starts)),
            type=narrow(inventory.set_types)),
    }


def equal_runs(columns):
    """Where runs of equal rows begin, and how long they are."""
    changes = numpy.zeros(len(columns[0]), dtype=bool)
    changes[:1] = True
    for values in columns:
        changes[1:] |= values[1:] != values[:-1]
    first = numpy.nonzero(changes)[0]
    return first, numpy.diff(first, append=len(changes)).astype(numpy.uint32)
