#!/usr/bin/env python3
"""`ucensus report` in a real browser: what is seen, sorted, searched and printed, and that nothing in a
name ever runs.

usage: Tests/Browser/test_page.py UCENSUS [DIRECTORY]
  UCENSUS    the program
  DIRECTORY  where screenshots are kept, for people to look at; without, none are taken
"""

from __future__ import annotations

import base64
import json
import pathlib
import subprocess
import sys
import tempfile

import named_page
from chromium import Page

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
TITLES = [column["title"] for column in
          json.loads((REPOSITORY / "data" / "rules-4.1.5.json").read_text())["columns"]]
HOSTILE = ["</script><img src=x onerror=\"hurt=1\">", "\u202egnp exe", "\"><svg onload='hurt=1'>",
           "L" * 300, "\U0001f469\u200d\U0001f4bb & <b>Co</b> {{7*7}} ${7*7}", "--><!-- ]]> \u2028 \\u003c"]


def customers(count: int) -> list[tuple[str, list[int]]]:
    """Numbers that tell rows apart: the first column falls while PKIDs rise."""
    return [(f"{index:024x}", [count - index] + [(index * 7 + column) % 1000 for column in range(34)])
            for index in range(count)]


def write_report(directory: pathlib.Path, count: int) -> pathlib.Path:
    path = directory / "vlf_P_h_anonymous_2026-06-30_1200.csv"
    lines = ["#Provider Name=P & Sons", "#hostname=h", "#Date Time=2026-06-30 12:00", ",".join(TITLES)]
    settings = [TITLES.index(title) - 1 for title in ("Public Sector", "Inactive Billing")]
    for pkid, numbers in customers(count):
        fields = ["NY"[number % 2] if column in settings else str(number)
                  for column, number in enumerate(numbers)]
        # Sums that the program checks.
        over, multiple = (TITLES.index(title) - 1 for title in
                          ("Users With More Than 10 Phones", "Multiple Phones"))
        fields[over], fields[multiple] = "0", "5000"
        for title in ("Standard Users with Spark", "Cisco and MS Integrated Service"):
            fields[TITLES.index(title) - 1] = "1"
        lines.append(",".join([pkid, *fields]))
    path.write_text("\n".join(lines) + "\n")
    return path


def write_hostile_dump(directory: pathlib.Path) -> pathlib.Path:
    def node(name: str, kind: str, path: str, **more: str) -> dict[str, object]:
        return {"meta": {"model_type": "data/HierarchyNode", "path": path, **more},
                "data": {"name": name, "node_type": kind}}

    records = [node("P", "Provider", "sys")]
    for index, name in enumerate(HOSTILE):
        records.append(node(name, "Customer", "sys.P", pkid=f"{index:024x}"))
        records.append(node("S", "Site", f"sys.P.{name}"))
        records.append({"meta": {"model_type": "device/cucm/User", "path": f"sys.P.{name}.S"},
                        "data": {"userid": f"u{index}"}})
    (directory / "dump").mkdir()
    (directory / "dump" / "records.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in records))
    (directory / "dump" / "platform.json").write_text(json.dumps(
        {"hostname": "h", "Provider Name": HOSTILE[0], "Date Time": "2026-06-30 12:00"}))
    return directory / "dump"


def make(program: str, page: pathlib.Path, *arguments: str) -> str:
    subprocess.run([program, "report", *arguments, "-o", str(page), "--quiet"], check=True)
    return page.as_uri()


def test_hostile_names(page: Page, address: str) -> None:
    page.open(address)
    assert page.requests == [address], page.requests
    names = page.value("[...document.querySelectorAll('#customers tbody tr')]"
                       ".map((row) => row.cells[0].textContent)")
    # As in the detailed report, which puts a quote before what a spreadsheet would run.
    expected = [("'" if name[0] in "=+-@" else "") + name for name in HOSTILE]
    assert sorted(names) == sorted(expected), names
    assert page.value("document.querySelectorAll('img, b, svg[onload]').length") == 0
    assert page.value("window.hurt") is None
    assert HOSTILE[0] in page.value("document.querySelector('h1').textContent")
    # A name keeps its direction to itself.
    assert page.value("[...document.querySelectorAll('#customers td bdi')].length") >= len(HOSTILE)
    page.value("(() => { const s = document.getElementById('search'); s.value = 'CO</B>';"
               " s.dispatchEvent(new Event('input')); })()")
    assert page.value("document.querySelectorAll('#customers tbody tr').length") == 1
    assert page.complaints == [], page.complaints


def test_table(page: Page, address: str, count: int) -> None:
    page.size(1400)
    page.open(address)
    rows = "document.querySelectorAll('#customers tbody tr:not(.room)').length"
    assert 20 < page.value(rows) < 200
    first = "document.querySelector('#customers tbody tr:not(.room)').cells[%d].textContent"
    assert page.value(first % 0) == customers(1)[0][0]
    assert page.value("document.getElementById('status').textContent") == f"{count:,} customers"
    # To the end: the last row is there, and few others.
    page.value("document.getElementById('window').scrollTop = 1e9")
    page.wait("[...document.querySelectorAll('#customers tbody tr:not(.room)')].at(-1).cells[0].textContent",
              lambda text: text == customers(count)[-1][0])
    assert page.value(rows) < 200
    # By number, the largest first, then the smallest; by keyboard alone.
    page.value("document.querySelectorAll('#customers thead button')[1].focus()")
    page.press("Enter", 13, "\r")
    head = "document.querySelectorAll('#customers thead th')[1].getAttribute('aria-sort')"
    assert page.value(head) == "descending"
    assert page.value(first % 1) == f"{count:,}"
    assert page.value("document.getElementById('window').scrollTop") == 0
    page.press("Enter", 13, "\r")
    assert page.value(head) == "ascending" and page.value(first % 1) == "1"
    assert page.value("document.querySelectorAll('th[aria-sort]').length") == 1
    # From the beginning of the page Tab reaches the search and what is typed there finds.
    page.value("document.querySelector('nav a:last-child').focus()")
    for _ in range(60):
        page.press("Tab", 9)
        if page.value("document.activeElement.id") == "search":
            break
    assert page.value("document.activeElement.id") == "search"
    for digit in "0001f":
        page.press(digit, ord(digit.upper()), digit)
    found = [pkid for pkid, _ in customers(count) if "0001f" in pkid]
    page.wait("document.getElementById('status').textContent",
              lambda text: text == f"{len(found):,} of {count:,} customers")
    assert page.value(rows) == len(found) < 200
    assert page.complaints == [], page.complaints


def test_bars(page: Page) -> None:
    labels = page.value("[...document.querySelectorAll('.bars svg')].map((bar) => [bar.getAttribute('role'),"
                        " bar.tabIndex, bar.getAttribute('aria-label')])")
    assert len(labels) == len(TITLES) - 3
    assert all(role == "img" and tab == 0 and ": " in label for role, tab, label in labels), labels


def test_narrow(page: Page, address: str) -> None:
    for width in (360, 768, 1400):
        page.size(width)
        page.open(address)
        assert page.value("document.documentElement.scrollWidth") <= width, width
    page.size(360)
    assert page.value("document.getElementById('window').scrollWidth"
                      " > document.getElementById('window').clientWidth")


def test_colours(page: Page, address: str) -> None:
    page.open(address)
    colours = set()
    for scheme in ("light", "dark"):
        page.media(scheme=scheme)
        colours.add(page.value("getComputedStyle(document.body).backgroundColor"))
    assert colours == {"rgb(255, 255, 255)", "rgb(18, 22, 27)"}, colours
    page.media()


def test_print(page: Page, address: str, named: str) -> None:
    page.open(address)
    pdf = base64.b64decode(page.call("Page.printToPDF", landscape=True)["data"])
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
    page.media("print", "dark")
    assert page.value("getComputedStyle(document.querySelector('nav')).display") == "none"
    page.value("window.dispatchEvent(new Event('beforeprint'))")
    assert page.value("document.querySelectorAll('#customers tbody tr').length") == 5000
    capped = "document.getElementById('capped')"
    assert not page.value(f"{capped}.checkVisibility()")
    page.value("window.dispatchEvent(new Event('afterprint'))")
    assert not page.value(f"{capped}.checkVisibility()")
    # What a search left out is said.
    page.value("(() => { const s = document.getElementById('search'); s.value = '0001f';"
               " s.dispatchEvent(new Event('input')); window.dispatchEvent(new Event('beforeprint')); })()")
    assert page.value(f"{capped}.textContent").endswith('of 5,000 customers, of those found by "0001f".')
    assert page.value(f"{capped}.checkVisibility()")
    page.value("window.dispatchEvent(new Event('afterprint'))")
    page.open(named)
    shown = "[...document.querySelectorAll('details table')].map((table) => table.checkVisibility({"\
            "contentVisibilityAuto: true}))"
    assert page.value(shown) and all(page.value(shown)), "closed details are not printed"
    page.media()


def test_without_scripts(page: Page, address: str, count: int) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.open(address)
    root = page.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
    rows = page.call("DOM.querySelectorAll", nodeId=root, selector="#customers tbody tr")["nodeIds"]
    assert len(rows) == 50
    capped = page.call("DOM.querySelector", nodeId=root, selector="#capped")["nodeId"]
    text = page.call("DOM.getOuterHTML", nodeId=capped)["outerHTML"]
    assert f"first 50 of {count:,}" in text and "hidden" not in text
    tools = page.call("DOM.querySelector", nodeId=root, selector="#tools")["nodeId"]
    assert "hidden" in page.call("DOM.getOuterHTML", nodeId=tools)["outerHTML"]
    page.call("Emulation.setScriptExecutionDisabled", value=False)


def take_screenshots(page: Page, address: str, directory: pathlib.Path, name: str) -> None:
    for width in (360, 1400):
        for scheme in ("light", "dark"):
            page.size(width)
            page.media(scheme=scheme)
            page.open(address)
            picture = page.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
            (directory / f"{name}-{width}-{scheme}.png").write_bytes(base64.b64decode(picture))
    page.media()


def main() -> None:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    count = 5000
    with tempfile.TemporaryDirectory() as place, Page() as page:
        directory = pathlib.Path(place)
        large = make(program, directory / "large.html", str(write_report(directory, count)))
        hostile = make(program, directory / "hostile.html", str(write_hostile_dump(directory)), "--names")
        named = make(program, directory / "named.html", *named_page.write(directory))
        kept = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
        test_hostile_names(page, hostile)
        test_table(page, large, count)
        test_bars(page)
        test_narrow(page, large)
        test_narrow(page, hostile)
        test_narrow(page, named)
        named_page.test_frozen(page, named)
        named_page.test_frozen(page, large)
        named_page.test(page, named, kept)
        test_colours(page, large)
        test_print(page, large, hostile)
        test_without_scripts(page, large, count)
        if kept is not None:
            take_screenshots(page, named, kept, "named")
            take_screenshots(page, large, kept, "large")
            take_screenshots(page, hostile, kept, "hostile")
    print("the page holds in Chromium")


if __name__ == "__main__":
    main()
