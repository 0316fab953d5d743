"""The inputs of the runs: dumps, columnar files, reports, exports of source systems, data files."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from runs import EPOCH

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/Golden/every-rule/dump"
APRIL, JUNE = "2026-04-30 12:00", "2026-06-30 12:00"
# A site of the golden dump.
PLACE = "sys.hcs.Grove.Alder.Ash"
# What a configuration may hold, beside a format.
OPTIONS = {"threads": 3, "memory-limit": "600M", "progress": "none"}


def pkid(digits):
    return digits.rjust(24, "0")


def record(model, path, data, number=None):
    meta = {"model_type": model, "path": path}
    if number:
        meta["pkid"] = pkid(number)
    return json.dumps({"meta": meta, "data": data})


def cluster(provider, customers, users=6, phones=None):
    """A dump: customers by name with the digits of their PKIDs, each with users who own a phone."""
    lines = [record("data/HierarchyNode", "sys.hcs", {"name": provider[0], "node_type": "Provider"},
                    provider[1])]
    for name, number in customers.items():
        path = f"sys.hcs.{provider[0]}"
        lines.append(record("data/HierarchyNode", path, {"name": name, "node_type": "Customer"},
                            number))
        path += f".{name}"
        lines.append(record("data/HierarchyNode", path, {"name": "S", "node_type": "Site"}))
        path += ".S"
        lines += [record("device/cucm/User", path, {"userid": f"u{user}"}) for user in range(users)]
        for phone in range(users if phones is None else phones):
            lines.append(record("device/cucm/Phone", path, {
                "name": f"SEP{name}{phone}", "product": "Cisco 8841",
                "ownerUserName": f"u{phone}"}))
    return "\n".join(lines) + "\n"


class Fixture:
    def __init__(self, folder, ucensus):
        self.folder, self.ucensus = folder, ucensus

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")

    def run(self, *arguments):
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "XDG_CONFIG_HOME": "/nonexistent",
                       "UCENSUS_HISTORY": str(self.folder / "h.sqlite")}
        environment.pop("UCENSUS_CONFIG", None)
        done = subprocess.run([self.ucensus, *arguments], cwd=self.folder, env=environment,
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{arguments}: {done.stderr}")
        return done.stdout

    def make(self):
        self.data_files()
        self.dumps()
        self.platforms()
        self.exports()
        self.history()

    def data_files(self):
        rules = (ROOT / "data/rules-4.1.5.json").read_text("utf-8")
        fewer = rules.replace('"phonesPerLicense": 10', '"phonesPerLicense": 3')
        assert fewer != rules
        self.write("rules.json", fewer)
        contract = (ROOT / "data/contract.json").read_text("utf-8")
        self.write("contract.json", contract)
        self.write("offer.json", contract.replace("4.50", "4.40").replace("1.20", "1.10"))
        table = (ROOT / "data/device-classes.csv").read_text("utf-8")
        none = table.replace(",Cisco 8841,phone", ",Cisco 8841,none")
        assert none != table
        self.write("classes.csv", none)
        self.write("more-classes.csv", "enum,name,class\n,Cisco 8841,none\n")
        profile = (ROOT / "data/dump-profile.json").read_text("utf-8")
        other = profile.replace('"ownerUserName"', '"ownerOfOld"')
        assert other != profile
        self.write("profile.json", other)
        self.write("facts.json", {"hostname": "GIVEN-1"})
        self.write("config.json", {**OPTIONS, "format": "json"})

    def dumps(self):
        shutil.copytree(GOLDEN, self.folder / "dump")
        shutil.copytree(GOLDEN, self.folder / "bad")
        self.write("bad/zzz.jsonl", '{"meta": 1}\n')
        for name in ("kept.pack", "kept.routes"):
            shutil.copy(ROOT / "Tests/Golden/packs/v1" / name, self.folder)
        self.write("misplaced.jsonl", json.dumps({"path": PLACE, "reason": "gone"}) + "\n")
        shutil.copytree(GOLDEN, self.folder / "gap")
        self.write("gap/page.json", {
            "pagination": {"skip": 0, "limit": 1, "maximum": 2, "total": 2},
            "resources": [json.loads(record(
                "device/cucm/Phone", PLACE, {"name": "SEP1", "product": "Cisco 8841"}))]})
        self.run("convert", "dump", "-o", "june.ucol", "--with-identities")
        self.run("audit", "dump", "-o", "june", "--date-time", JUNE)
        self.run("audit", "dump", "-o", "april", "--date-time", APRIL)
        shutil.copy(self.folder / "june.ucol", self.folder / "alone.ucol")
        self.run("audit", "dump", "--partial", "-o", "june.part", "--names", "june.names")
        self.large()

    def large(self):
        """Files that a small limit of memory does not hold, or that several threads read."""
        products = (f"{number} {'x' * 600}" for number in range(4000))
        lines = [record("device/cucm/Phone", "sys.hcs.PRV.North.S",
                        {"name": f"P{number}", "product": product})
                 for number, product in enumerate(products)]
        self.write("long.jsonl",
                   cluster(("PRV", "a1"), {"North": "2"}) + "\n".join(lines) + "\n")
        self.run("convert", "long.jsonl", "-o", "long.ucol", "--with-identities")
        # Two groups of persons.
        self.write("users.jsonl", cluster(("PRV", "a1"), {"North": "2", "South": "3"}, 40_000, 0))
        self.run("convert", "users.jsonl", "-o", "users.ucol")
        # An archive in another one: its bytes are kept until its directory was read.
        inner = io.BytesIO()
        with tarfile.open(fileobj=inner, mode="w:gz") as archive:
            names = (hashlib.sha512(str(number).encode()).hexdigest() for number in range(40_000))
            lines = [record("device/other/Thing", PLACE, {"name": name}) for name in names]
            data = "\n".join(lines).encode()
            head = tarfile.TarInfo("things.jsonl")
            head.size = len(data)
            archive.addfile(head, io.BytesIO(data))
        with zipfile.ZipFile(self.folder / "deep.zip", "w") as archive:
            archive.writestr("inner.tar.gz", inner.getvalue())

    def platforms(self):
        """North and south are platforms of one provider; both and again share a customer."""
        provider = ("PRV", "a1")
        for name, text in {
            "north": cluster(provider, {"North": "2"}),
            "south": cluster(("PRV", "b1"), {"South": "3"}),
            "again": cluster(("PRV", "b1"), {"North": "2"}, users=5),
            "before": cluster(provider, {"North": "2"}, users=100),
            "two": cluster(provider, {"North": "2"}) + cluster(("OTHER", "c1"), {"East": "4"}),
        }.items():
            self.write(f"{name}.jsonl", text)
            self.run("convert", f"{name}.jsonl", "-o", f"{name}.ucol", "--with-identities")
            self.run("audit", f"{name}.ucol", "--partial", "-o", f"{name}.part",
                     "--names", f"{name}.names")
        for name, customer in (("a", {"North": "2"}), ("b", {"South": "3"})):
            self.write(f"both/{name}/d.jsonl", cluster(provider, customer))
            self.write(f"both/{name}/platform.json", {"hostname": name})
        self.write("map.csv", f"from,to\n{pkid('3')},{pkid('2')}\n")
        self.run("audit", "before.ucol", "-o", "before", "--date-time", APRIL)
        self.run("audit", "two.ucol", "-o", "two")

    def exports(self):
        """Each folder has a sources file; the users of all have a phone each."""
        self.sources("plain")
        self.sources("latin", ("cucm", "more.csv", b"USER ID,MAIL ID\nj\xfcrg,\n"))
        hub = "User ID/Email (Required),Shiny,Messaging\na@x.example,TRUE,FALSE\n"
        self.sources("webex", ("webex", "hub.csv", hub))
        self.write("webex/licenses.csv",
                   "pattern,service,source,date\nShiny,meeting,our contract,2026-11-28\n")
        product = "aaaaaaaa-0000-0000-0000-000000000001"
        self.sources("microsoft", ("microsoft", "tenant.json", json.dumps({
            "@odata.context": "c", "value": [{
                "userPrincipalName": "a@x.example", "assignedLicenses": [{"skuId": product}]}]})))
        plans = (ROOT / "data/microsoft-plans.csv").read_text("utf-8")
        self.write("microsoft/plans.csv",
                   plans + f"product,{product},ROOM,shared,our contract,2026-11-28\n")
        self.sources("columns")
        self.write("columns/users.csv", "LOGIN,MAIL ID\njdoe,\n")
        columns = (ROOT / "data/import-columns.csv").read_text("utf-8")
        self.write("columns/columns.csv", columns.replace("bat-users,USER ID,", "bat-users,LOGIN,"))
        self.sources("short", ("unity", "cupi.json",
                               '{"@total": "2", "User": {"Alias": "jdoe", "ObjectId": "1"}}'))
        self.sources("unplaced", ("cucm", "more.csv", "USER ID,MAIL ID\nnowhere,\n"), site=None)

    def sources(self, name, more=None, site="A1"):
        place = {"customer": "A", "site": "A1"}
        listed = [{"name": "c", "system": "cucm", "files": ["users.csv", "phones.csv"], **place}]
        if more:
            system, file, content = more
            listed.append({"name": "more", "system": system, "files": [file],
                           **(place if site else {})})
            self.write(f"{name}/{file}", content)
        self.write(f"{name}/sources.json", {
            "schema": 1, "platform": {"OrgID": "org", "hostname": "uc"}, "provider": {"name": "P"},
            "customers": [{"name": "A", "sites": ["A1"]}], "sources": listed})
        self.write(f"{name}/users.csv", "USER ID,MAIL ID\njdoe,jdoe@a.example\n")
        self.write(f"{name}/phones.csv",
                   "Device Name,Device Type,Owner User ID,User ID 1\n"
                   "SEP001122334455,Cisco 8851,jdoe,\n")

    def history(self):
        """April and June of two providers, and June of a third one."""
        self.run("history", "add", "april", "june", "before", "two")
        trend = self.run("history", "trend", "--all-columns", "--format", "json")
        self.write("trend.json", trend)
