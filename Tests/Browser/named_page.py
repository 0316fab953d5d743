"""A page with names as a billing manager reads it: names that stay, resellers, shares, trends, a
table to keep, and paper."""

from __future__ import annotations

import base64
import csv
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from chromium import Page

COUNT = 1998
RESELLERS = ["Copper Lane Telecom", "Aster & Sons", ""]
MONTHS = [f"2026-{month:02}-28 06:00" for month in range(1, 7)]
TRENDS = [("One Phone & WebEx", 3), ("User Licenses", 1200), ("Site Count", 0)]


def record(model: str, path: str, data: dict[str, str], **more: str) -> dict[str, object]:
    return {"meta": {"model_type": model, "path": path, **more}, "data": data}


def node(name: str, kind: str, path: str, **more: str) -> dict[str, object]:
    return record("data/HierarchyNode", path, {"name": name, "node_type": kind}, **more)


def write(directory: pathlib.Path) -> list[str]:
    """A dump and trends, as arguments of `report`. Each customer has a user with one phone; names
    and PKIDs have opposite orders."""
    records = [node("P", "Provider", "sys")]
    records += [node(name, "Reseller", "sys.P") for name in RESELLERS if name]
    for index in range(COUNT):
        reseller = RESELLERS[index % len(RESELLERS)]
        path = f"sys.P.{reseller}" if reseller else "sys.P"
        name = f"Customer {COUNT - index:04} of Larkspur"
        site = f"{path}.{name}.S"
        phone = {"name": f"SEP{index:012X}", "product": "Cisco 8841", "ownerUserName": f"u{index}"}
        records += [
            node(name, "Customer", path, pkid=f"{index:024x}"), node("S", "Site", f"{path}.{name}"),
            record("device/cucm/User", site, {"userid": f"u{index}"}),
            record("device/cucm/Phone", site, phone)]
    place = directory / "named"
    place.mkdir()
    (place / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (place / "platform.json").write_text(json.dumps(
        {"hostname": "h", "Provider Name": "P", "Date Time": "2026-06-30 12:00"}))
    trends = directory / "trends.json"
    trends.write_text(json.dumps([
        {"column": column, "provider": "P", "host": "h", "points": [
            {"dateTime": moment, "count": first + 97 * index}
            for index, moment in enumerate(MONTHS)]} for column, first in TRENDS]))
    return [str(place), "--names", "--trend", str(trends)]


def check_trends(page: Page) -> None:
    """Licences first; every chart has the days of its ends, and values."""
    charts = page.value("[...document.querySelectorAll('.trend')].map((chart) =>"
                        " [chart.querySelector('figcaption').textContent,"
                        " [...chart.querySelectorAll('text')].map((text) => text.textContent)])")
    assert [title for title, _ in charts] == [
        "User Licenses 1,685 +97", "One Phone & WebEx 488 +97", "Site Count 485 +97"], charts
    for _, texts in charts:
        assert texts[:2] == [MONTHS[0][:10], MONTHS[-1][:10]], texts
    assert charts[0][1][2] == "1,200" and charts[0][1][-1] == "1,685", charts[0]


def test_frozen(page: Page, address: str) -> None:
    """On wide screens and on phones the first column stays, its head and its cells alike."""
    for width in (360, 1400):
        page.size(width)
        page.open(address)
        page.value("document.getElementById('window').scrollLeft = 150")
        left = "document.querySelector('#customers %s').getBoundingClientRect().left"
        box = page.value("document.getElementById('window').getBoundingClientRect().left")
        head, cell = page.value(left % "thead th"), page.value(left % "tbody tr:not(.room) th")
        assert abs(head - cell) < 1 and abs(head - box) < 2, (width, head, cell, box)
        size = page.value("document.querySelector('#customers thead th').offsetWidth")
        assert page.value(left % "thead th:nth-child(2)") < cell + size <= cell + width * 0.6
    page.size(1400)


def check_saving(page: Page) -> None:
    """The rows of a search, in the order shown, as CSV."""
    page.value("(() => { window.kept = []; const make = URL.createObjectURL;"
               " URL.createObjectURL = (blob) => {"
               " blob.text().then((text) => window.kept.push(text)); return make(blob); };"
               " const search = document.getElementById('search'); search.value = 'aster';"
               " search.dispatchEvent(new Event('input'));"
               " document.getElementById('save').click(); })()")
    page.wait("window.kept.length", lambda length: length == 1)
    text = page.value("window.kept[0]").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][:7] == [
        "Customer", "Customer PKID", "Reseller", "Provider", "User Licenses", "Licensed Users",
        "Additional Licenses"], rows[0]
    names = [row[0] for row in rows[1:]]
    assert len(names) == sum(index % 3 == 1 for index in range(COUNT)) and names == sorted(names)
    assert all(row[2] == RESELLERS[1] and row[4:7] == ["1", "1", "0"] for row in rows[1:]), rows[1]
    assert page.complaints == [], page.complaints


def check_resellers(page: Page) -> None:
    rows = page.value("[...document.querySelector('[aria-labelledby=resellers] table').rows]"
                      ".map((row) => [...row.cells].slice(0, 3).map((cell) => cell.textContent))")
    each = [f"{sum(index % 3 == place for index in range(COUNT)):,}" for place in range(3)]
    assert rows == [
        ["Reseller", "Customers", "User Licenses"], ["(no reseller)", each[2], each[2]],
        [RESELLERS[1], each[1], each[1]], [RESELLERS[0], each[0], each[0]],
        ["All", f"{COUNT:,}", f"{COUNT:,}"]], rows


def check_shares(page: Page) -> None:
    labels = page.value("[...document.querySelectorAll('.bars svg')]"
                        ".map((bar) => bar.getAttribute('aria-label'))")
    assert f"One Phone (No VM & No WebEx & No Spark): {COUNT:,}, 100.0 %" in labels, labels
    assert f"Site Count: {COUNT:,}" in labels, labels


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check_paper(page: Page, kept: pathlib.Path | None) -> None:
    """All customers on A4 landscape, with the heads of the table on every page of it."""
    pdf = page.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    with tempfile.TemporaryDirectory() as place:
        path = str((kept or pathlib.Path(place)) / "named.pdf")
        pathlib.Path(path).write_bytes(base64.b64decode(pdf))
        if shutil.which("pdftotext") is None:
            print("paper is not looked at: apt-get install poppler-utils", file=sys.stderr)
            return
        sizes = run("pdfinfo", path)
        sheets = run("pdftotext", "-raw", path, "-").split("\f")
    assert "A4" in sizes and "841" in sizes.split("Page size:")[1].split("x")[0], sizes
    text = "".join("".join(sheets).split())
    missing = [index for index in range(COUNT) if f"{index:024x}" not in text]
    assert not missing, f"{len(missing)} customers are not printed"
    listed = [sheet for sheet in sheets if sheet.count("of Larkspur") > 5]
    assert len(listed) > 3, "the customers take several sheets"
    for sheet in listed:
        words = " ".join(sheet.split())
        assert "Customer PKID" in words and "Site Count" in words, "heads are not repeated"
    assert "User Licenses 1,685" in " ".join("".join(sheets).split()), "no charts"


def test(page: Page, address: str, kept: pathlib.Path | None) -> None:
    page.open(address)
    check_trends(page)
    check_resellers(page)
    check_shares(page)
    check_paper(page, kept)
    check_saving(page)
