"""Who counts what: customers are put into partitions of about one size, and a customer that is too
large for one is cut between persons."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from typing import Mapping

from . import persons
from .hierarchy import Hierarchy
from .survey import Place

# Parts of one set, as PartFormat has it.
PARTS_MAX = 10_000
# A customer up to this much above the wanted size stays whole.
_CUT_ABOVE = 1.5


@dataclass
class Partition:
    """One share: of these customers, or of one of the pieces of one; or of all that lies above every
    customer or cannot be placed, which needs every node."""

    customers: list[str] = field(default_factory=list)
    is_elsewhere: bool = False


@dataclass
class Plan:
    """Partitions are numbered from 0 here. The part of the heads is no partition.

    whole: the partition of a customer; cut: of a customer the first partition and how many; elsewhere:
    the partition of what has no customer, if there is any.
    """

    partitions: list[Partition] = field(default_factory=list)
    whole: dict[str, int] = field(default_factory=dict)
    cut: dict[str, tuple[int, int]] = field(default_factory=dict)
    elsewhere: int | None = None


def customers_of(sizes: Mapping[Place, tuple[int, int]],
                 hierarchy: Hierarchy) -> dict[Place, str | None]:
    """The customer of every place; None for what has none."""
    found: dict[Place, str | None] = {}
    for place, is_path in sizes:
        path = hierarchy.path(place, is_path)
        found[place, is_path] = None if path is None else hierarchy.customer(path)
    return found


def make(sizes: Mapping[Place, tuple[int, int]], customers: Mapping[Place, str | None],
         partition_bytes: int) -> Plan:
    """Plans partitions of about so many bytes; of more, where there would be too many."""
    while True:
        plan = _planned(sizes, customers, partition_bytes)
        if len(plan.partitions) < PARTS_MAX:  # one more part is that of the heads
            return plan
        partition_bytes += partition_bytes // 4 + 1


def _planned(sizes: Mapping[Place, tuple[int, int]], customers: Mapping[Place, str | None],
             partition_bytes: int) -> Plan:
    bytes_of: dict[str, int] = {}
    for place, (_, size) in sizes.items():
        customer = customers[place]
        if customer is not None:
            bytes_of[customer] = bytes_of.get(customer, 0) + size
    plan = Plan()
    if any(customer is None for customer in customers.values()):
        plan.elsewhere = 0
        plan.partitions.append(Partition(is_elsewhere=True))
    _add_cut(plan, bytes_of, partition_bytes)
    _add_whole(plan, {name: size for name, size in bytes_of.items() if name not in plan.cut},
               partition_bytes)
    return plan


def _add_cut(plan: Plan, bytes_of: Mapping[str, int], partition_bytes: int) -> None:
    for customer, size in sorted(bytes_of.items()):
        if size > _CUT_ABOVE * partition_bytes:
            pieces = min(math.ceil(size / partition_bytes), persons.PIECES_MAX)
            plan.cut[customer] = (len(plan.partitions), pieces)
            plan.partitions += [Partition([customer]) for _ in range(pieces)]


def _add_whole(plan: Plan, bytes_of: Mapping[str, int], partition_bytes: int) -> None:
    """The largest first, each to where least is."""
    if not bytes_of:
        return
    first = len(plan.partitions)
    count = math.ceil(sum(bytes_of.values()) / partition_bytes)
    loads = [(0, first + index) for index in range(count)]
    plan.partitions += [Partition() for _ in range(count)]
    for customer, size in sorted(bytes_of.items(), key=lambda item: (-item[1], item[0])):
        load, index = heapq.heappop(loads)
        plan.whole[customer] = index
        plan.partitions[index].customers.append(customer)
        heapq.heappush(loads, (load + size, index))
