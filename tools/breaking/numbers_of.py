"""Trials of sound inputs: the numbers are the known ones, in whatever way they are asked for."""

import json

import conditions
import inventory
import rendering
from program import contents, refused, require, rows

import ucol_format


class Case:
    """A random provider, and the built-in rules that count it."""

    def __init__(self, random, builtin, **options):
        self.random = random
        self.maker = inventory.Maker(random, **options)
        self.rules = builtin

    @property
    def records(self):
        return self.maker.records

    def expected(self, rules=None):
        return (rules or self.rules).rows(self.maker.customers)


def audit(program, name, *arguments, status=0):
    run = program.run("audit", *arguments, "-o", name, "--quiet")
    require(run.status == status, f"expected {status}", run)
    return rows(program.folder / name)


def dumps(random, program, builtin):
    """A dump in any form and packing, read in several ways."""
    case = Case(random, builtin)
    dump = rendering.write(random, program.folder / "dump", case.records)
    for index in range(2):
        options = ["--threads", random.randint(1, 3)]
        if random.random() < 0.5:
            options += ["--memory-limit", random.choice(["1", "8M", "64M", "1G"])]
        found = audit(program, f"reports{index}", dump, *options)
        require(found == case.expected(), f"{found} instead of {case.expected()}")
    return "counted"


def conversions(random, program, builtin):
    """A columnar file, and its identities, hold what the dump holds, to another reader, too."""
    case = Case(random, builtin)
    dump = rendering.write(random, program.folder / "dump", case.records)
    extra = random.choice([["--with-identities"], ["--memory-limit", "1"], []])
    run = program.run("convert", dump, "-o", "d.ucol", "--threads", random.randint(1, 3), *extra)
    require(run.status == 0, "expected 0", run)
    file = ucol_format.read((program.folder / "d.ucol").read_bytes())
    persons = sum(customer.totals.persons for customer in file.footer.customers)
    require(persons == sum(len(customer.persons) for customer in case.maker.customers),
            f"{persons} persons")
    names = ["--identities", "d.identities"] if extra[:1] == ["--with-identities"] else []
    require(audit(program, "reports", "d.ucol", *names) == case.expected(), "other numbers")
    for verified in ["d.ucol", *names[1:]]:
        require(program.run("verify", verified).status == 0, f"{verified} is not sound")
    return "with names" if names else "counted"


def rules(random, program, builtin):
    """A random rule set, counted person by person."""
    case = Case(random, builtin)
    document = conditions.random_rules(random)
    (program.folder / "rules.json").write_text(json.dumps(document))
    dump = rendering.write(random, program.folder / "dump", case.records)
    run = program.run("audit", dump, "-o", "reports", "--rules", "rules.json", "--quiet")
    twin = conditions.Rules(document)
    if run.status == 65 and "contradicts itself" in run.errors:
        require(any(twin.is_contradiction(column["where"])
                    for column in document["columns"] if "where" in column), "none does", run)
        return "contradictions"
    require(run.status == 0, "expected 0", run)
    expected = case.expected(twin)
    require(rows(program.folder / "reports") == expected, f"expected {expected}", run)
    return "counted"


def pipes(random, program, builtin):
    """The dump on standard input."""
    case = Case(random, builtin)
    form = random.choice(list(rendering.FORMS))
    pack, suffix = rendering.PACKINGS[random.choice(list(rendering.PACKINGS))]
    path = program.folder / f"dump{suffix}"
    path.write_bytes(pack(rendering.FORMS[form](random, case.records)))
    (program.folder / "platform.json").write_text(json.dumps(rendering.PLATFORM))
    run = program.run_piped(
        path, "audit", "-", "-o", "reports", "--platform", "platform.json", "--quiet")
    require(run.status == 0, "expected 0", run)
    require(rows(program.folder / "reports") == case.expected(), "other numbers", run)
    return "counted"


def parts(random, program, builtin):
    """Customers counted apart and merged; names of another part are refused."""
    case = Case(random, builtin, customers=random.randint(2, 4))
    groups = [case.maker.customers[0::2], case.maker.customers[1::2]]
    for number, group in enumerate(groups, 1):
        records = case.maker.nodes + [record for one in group for record in one.records]
        dump = rendering.write(random, program.folder / f"dump{number}", records)
        run = program.run("audit", dump, "--partial", "--part", f"{number}/2", "-o",
                          f"{number}.part", "--names", f"{number}.names", "--quiet",
                          "--allow-incomplete")
        require(run.status == 0, "expected 0", run)
    run = program.run("merge", "1.part", "2.part", "--names", "1.names", "--names", "2.names",
                      "-o", "reports", "--quiet", "--add-shared-customers")
    require(run.status == 0, "expected 0", run)
    require(rows(program.folder / "reports") == case.expected(), "other numbers", run)
    names = random.choice([["1.names"], ["2.names"], ["1.names", "1.names"]])
    wrong = [word for name in names for word in ("--names", name)]
    run = program.run("merge", "1.part", "2.part", *wrong, "-o", "wrong", "--quiet",
                      "--add-shared-customers")
    refused(run, (64, 65))
    require(not contents(program.folder / "wrong"), "reports of a refused merge", run)
    return "merged"


def memory(random, program, builtin):
    """Texts without end: the limit holds, whether the dump is counted or refused."""
    case = Case(random, builtin)
    length = random.choice([200, 900, 10_000])
    count = 24_000_000 // (length + 200)
    kind = random.choice(["type", "path", "hierarchy", "product", "class", "page"])
    (program.folder / "dump").mkdir()
    (program.folder / "dump" / "a.jsonl").write_bytes(rendering.lines(random, case.records))
    with open(program.folder / "dump" / "b.jsonl", "w") as file:
        for index in range(count):
            file.write(long_record(kind, f"{'x' * length}{index}", case) + "\n")
    run = program.run("audit", "dump", "-o", "reports", "--quiet", "--threads", 2,
                      "--memory-limit", "64M", "--on-error", "reject", "--allow-incomplete",
                      "--date-time", "2026-06-30 12:00")
    require(run.status in (0, 5, 65), "neither counted nor refused", run)
    require(run.peak < MEMORY_PEAK_MAX, f"{run.peak} KiB", run)
    if kind in ("type", "page") and run.status == 0:
        require(rows(program.folder / "reports") == case.expected(), "other numbers", run)
    return f"{kind} {'refused' if run.status == 65 else 'counted'}"


# KiB: the limit, and what an unoptimised program takes beside it.
MEMORY_PEAK_MAX = 128 << 10


def long_record(kind, text, case):
    site = case.maker.customers[0].sites[0]
    record = inventory.record("device/cucm/Phone", site, name=text[-12:], product="p")
    if kind == "type":
        record["meta"]["model_type"] = text
    elif kind == "path":
        record["meta"]["path"] = text
    elif kind == "hierarchy":
        record["meta"] = {"model_type": "device/cucm/Phone", "hierarchy": text}
    elif kind == "product":
        record["data"]["product"] = text
    elif kind == "class":
        record["data"]["class"] = text
    if kind != "page":
        return json.dumps(record)
    record["meta"]["model_type"] = text
    return json.dumps({"pagination": {"skip": 0, "total": 1}, "meta": {}, "resources": [record]})
