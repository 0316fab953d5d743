#!/usr/bin/env python3
"""Reads files as Python does: CSV with csv, XML with xml.etree.iterparse; prints the records.

usage: read.py csv|xml FILE...
"""

import csv
import sys
import xml.etree.ElementTree as tree


def records(form, name):
    if form == "csv":
        with open(name, newline="", encoding="utf-8") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    count = 0
    for _, element in tree.iterparse(name):
        if element.tag in ("phone", "user"):
            count += 1
            element.clear()
    return count


print(sum(records(sys.argv[1], name) for name in sys.argv[2:]), "records")
