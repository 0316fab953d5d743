"""Places, customers and who counts them."""

from __future__ import annotations

import json

import dumps
import pytest
from ucensus_spark import plan, profile
from ucensus_spark.failure import Failure
from ucensus_spark.hierarchy import Hierarchy, Node
from ucensus_spark.routing import Routes
from ucensus_spark.values import Record

MODEL = profile.parse(None)["data/HierarchyNode"]


def pkid(number: int) -> str:
    return f"{number:024x}"


def hierarchy(nodes: list[dict]) -> Hierarchy:
    return Hierarchy([Node.of(Record("n", index, json.dumps(node).encode()), MODEL)
                      for index, node in enumerate(nodes)])


def under(name: str, kind: str, place: str, number: int) -> dict:
    node = dumps.node(name, kind, "", pkid(number))
    node["meta"]["hierarchy"] = place
    return node


NODES = [under("Site", "Site", pkid(3), 5), dumps.node("P", "Provider", "sys", pkid(1)),
         under("C", "Customer", "sys.P.Reseller", 3), under("Site", "Site", pkid(4), 6),
         dumps.node("D", "Customer", "sys.P.Reseller.C.Folder", pkid(4)),
         dumps.node("E", "Customer", "sys.P", pkid(7))]


def test_places_have_the_nearest_customer() -> None:
    found = hierarchy(NODES)
    c, d = "sys.P.Reseller.C", "sys.P.Reseller.C.Folder.D"
    for place, is_path, customer in [
            (c, True, c), (f"{c}.Site", True, c), (pkid(5), False, c), (f"{c}.Folder", False, c),
            (f"{d}.Site", True, d), (pkid(6), False, d), ("sys.P.E", False, "sys.P.E"),
            ("sys.P", True, None), ("sys", True, None)]:
        path = found.path(place, is_path)
        assert path is not None and found.customer(path) == customer
    for place, is_path in [("sys.P.C", True), (pkid(5), True), ("", False), (pkid(9), False)]:
        assert found.path(place, is_path) is None
    assert found.pkid(d) == pkid(4)


def test_customers_bring_the_nodes_that_make_their_places_known() -> None:
    found = hierarchy(NODES).nodes_by_customer()
    assert found == {"sys.P.Reseller.C": [0, 1, 2, 4], "sys.P.Reseller.C.Folder.D": [1, 2, 3, 4],
                     "sys.P.E": [1, 5]}


def test_a_pkid_that_is_a_path_is_refused() -> None:
    with pytest.raises(Failure):
        hierarchy([dumps.node("P", "Provider", pkid(2), pkid(2))])


def test_partitions_are_even_and_large_customers_are_cut() -> None:
    nodes = [dumps.node("P", "Provider", "sys", pkid(1)),
             *(dumps.node(f"C{index}", "Customer", "sys.P", pkid(2 + index)) for index in range(9))]
    sizes = {(f"sys.P.C{index}", True): (1, 100 + index) for index in range(8)}
    sizes["sys.P.C8", True] = (5, 1000)
    sizes["", False] = (1, 10)
    customers = plan.customers_of(sizes, hierarchy(nodes))
    found = plan.make(sizes, customers, 300)
    assert found.elsewhere == 0 and found.partitions[0].is_elsewhere
    assert found.cut == {"sys.P.C8": (1, 4)}
    assert len(found.partitions) == 1 + 4 + 3
    loads = [sum(sizes[name, True][1] for name in partition.customers)
             for partition in found.partitions[5:]]
    assert sum(loads) == 828 and max(loads) - min(loads) < 110
    assert {name for partition in found.partitions[5:] for name in partition.customers} \
        == set(found.whole)
    routes = Routes.of(found, customers)
    assert routes.places["sys.P.C8", True] == -1 and routes.firsts == [1]
    assert routes.places["sys.P.C3", True] == found.whole["sys.P.C3"] and routes.elsewhere == 0


def test_there_are_no_more_partitions_than_parts_may_be() -> None:
    nodes = [dumps.node("P", "Provider", "sys", pkid(1)), dumps.node("C", "Customer", "sys.P", pkid(2)),
             dumps.node("D", "Customer", "sys.P", pkid(3))]
    sizes = {("sys.P.C", True): (9, 7_000_000), ("sys.P.D", True): (9, 60_000)}
    found = plan.make(sizes, plan.customers_of(sizes, hierarchy(nodes)), 100)
    assert plan.PARTS_MAX / 2 < len(found.partitions) < plan.PARTS_MAX
