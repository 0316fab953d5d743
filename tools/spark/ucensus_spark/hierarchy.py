"""Which customer a record belongs to. Only sound hierarchies come here: the nodes have been through
`ucensus` before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Sequence

from . import envelope, profile
from .failure import MALFORMED, Failure
from .values import Record

_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


@dataclass(frozen=True)
class Node:
    """A node as its record states it."""

    record: Record
    pkid: str
    name: str
    kind: str
    place: str
    is_path: bool

    @classmethod
    def of(cls, record: Record, model: profile.Model) -> Node:
        """Reads a record of the role `node`."""
        parsed = envelope.parsed(record.raw)
        meta, data = parsed.get("meta"), parsed.get("data")
        found = envelope.meta(record.raw)
        return cls(record, profile.text(meta, "pkid"), profile.text(data, model.fields["name"]),
                   profile.text(data, model.fields["nodeType"]), found.place, found.is_path)


class Hierarchy:
    """Nodes with their own paths, and the customers among them.

    A customer is named by the own path of its node.
    """

    def __init__(self, nodes: Sequence[Node], stated: Iterable[str] = ()) -> None:
        """nodes: the sound ones; stated: PKIDs of others, which are no paths."""
        self._nodes = nodes
        self._stated = frozenset(stated)
        self._own: list[str | None] = [None] * len(nodes)
        self._known: set[str] = set()
        self._members: dict[str, list[int]] = defaultdict(list)
        for index, node in enumerate(nodes):
            if node.pkid:
                self._members[node.pkid].append(index)
        self._settle()
        self._of_path: dict[str, list[int]] = defaultdict(list)
        for index, path in enumerate(self._own):
            self._of_path[path or ""].append(index)
        ambiguous = next((pkid for pkid in self._members if pkid in self._known), None)
        if ambiguous is not None:
            raise Failure(MALFORMED, f"{ambiguous} is the PKID of a node and a path, too",
                          "audit this dump on one machine")
        self._is_customer = {path for path, indexes in self._of_path.items()
                             if nodes[indexes[0]].kind == "Customer"}

    def path(self, place: str, is_path: bool) -> str | None:
        """The known path that a place names, or None."""
        if place in self._known:
            return place
        return None if is_path else self._path_of_pkid(place)

    def customer(self, path: str) -> str | None:
        """The nearest customer at a path or above."""
        return next((above for above in _upwards(path) if above in self._is_customer), None)

    def customers(self) -> list[str]:
        """All customers."""
        return sorted(self._is_customer)

    def pkid(self, customer: str) -> str:
        """The PKID of a customer."""
        return self._nodes[self._of_path[customer][0]].pkid

    def nodes_by_customer(self) -> dict[str, list[int]]:
        """The nodes that records of each customer need: its own, the chain above it, and the
        customers right below it, whose paths make others known."""
        needed: dict[str, list[int]] = defaultdict(list)
        for path, indexes in self._of_path.items():
            nearest = self.customer(path)
            above = nearest
            if nearest == path:
                above = self.customer(path.rpartition(".")[0])
            for customer in {nearest, above} - {None}:
                needed[str(customer)] += indexes
        for customer in self._is_customer:
            for path in _upwards(customer.rpartition(".")[0]):
                needed[customer] += self._of_path.get(path, [])
        return {customer: sorted(set(indexes)) for customer, indexes in needed.items()}

    def records(self) -> list[Record]:
        """The records of all nodes."""
        return [node.record for node in self._nodes]

    def _settle(self) -> None:
        """Finds own paths in rounds, each by the first rule that fits any node, as `ucensus` does."""
        rules: list[Callable[[Node], str | None]] = [
            lambda node: node.place if node.is_path else None,
            lambda node: node.place if not node.is_path and node.place in self._known else None,
            lambda node: None if node.is_path else self._path_of_pkid(node.place),
            lambda node: None if node.is_path or self._is_pkid(node.place) else node.place,
        ]
        unsettled = list(range(len(self._nodes)))
        while unsettled:
            for rule in rules:
                ready = [(index, parent) for index in unsettled
                         if (parent := rule(self._nodes[index])) is not None]
                if ready:
                    break
            else:
                raise Failure(MALFORMED, "the hierarchy has nodes without a place")
            for index, parent in ready:
                self._own[index] = f"{parent}.{self._nodes[index].name}"
                self._known.update(_upwards(str(self._own[index])))
            unsettled = [index for index in unsettled if self._own[index] is None]

    def _path_of_pkid(self, pkid: str) -> str | None:
        paths = {self._own[index] for index in self._members.get(pkid, ())}
        return paths.pop() if len(paths) == 1 else None

    def _is_pkid(self, text: str) -> bool:
        return text in self._members or text in self._stated or (
            len(text) == 24 and _HEXADECIMAL.issuperset(text))


def _upwards(path: str) -> Iterator[str]:
    """A path and all above it."""
    while path:
        yield path
        path = path.rpartition(".")[0]
