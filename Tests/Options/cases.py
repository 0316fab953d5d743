"""A case for every option of every command. Commands share the cases of their groups of options."""

from runs import (Case, as_csv, as_json, changes, hides, is_longer, is_quiet, omits, prints,
                  remarks, silences, status, threads, writes)

CONFIGURED = {"UCENSUS_CONFIG": "in/config.json"}
JUNE_TIME = "2026-06-29 11:00"
COUNT = ["--contract", "in/contract.json"]


def reading(command, dump, user="lic11"):
    """The arguments with which a command reads a dump."""
    return {
        "audit": ["audit", dump, "-o", "r"],
        "bill": ["bill", dump, *COUNT],
        "convert": ["convert", dump, "-o", "d.ucol"],
        "diff": ["diff", "in/june", dump],
        "explain": ["explain", dump, "--user", user],
        "export": ["export", dump, "--parquet", "t"],
        "list": ["list", dump, "--all"],
        "report": ["report", dump, "-o", "p.html"],
    }[command]


READERS = ["audit", "bill", "convert", "diff", "explain", "export", "list", "report"]


def dump_cases(command):
    """The options of everything that reads dumps."""
    def case(option, dump, added, effect, user="lic11", base=(), **more):
        without = reading(command, dump, user) + list(base)
        return Case(command, option, without, added, effect, **more)

    # Exports are another audit than the one that a difference begins with.
    done = 1 if command == "diff" else 0
    gone = {"explain": 64, "diff": 1}.get(command, 0)
    reject = ["--on-error", "reject"]
    for option, file, effect in (
            ("--profile", "in/profile.json", changes(0, done)),
            ("--device-classes", "in/classes.csv", changes(0, done)),
            ("--device-classes-add", "in/more-classes.csv", changes(0, done)),
            ("--exclude", "licences.jsonl", changes(0, gone))):
        yield case(option, "in/dump", [option, file], effect)
    yield platform_case(command)
    yield case("--on-error", "in/bad", reject, status(65, 5))
    yield case("--reject-file", "in/bad", ["--reject-file", "kept.jsonl"],
               writes("kept.jsonl", 5, 5), base=reject)
    yield case("--allow-incomplete", "in/gap", ["--allow-incomplete"], status(3, done))
    one = reading(command, "in/dump")
    yield threads_case(command, one)
    yield case("--progress", "in/dump", ["--progress", "plain"], is_longer())
    yield case("--timings", "in/dump", ["--timings"], remarks("peak memory: "))
    exports = "in/{}/sources.json"
    yield case("--encoding", exports.format("latin"), ["--encoding", "windows-1252"],
               status(65, done), user="jdoe")
    yield case("--webex-licenses", exports.format("webex"),
               ["--webex-licenses", "in/webex/licenses.csv"],
               silences("Webex licence Shiny", done, done), user="jdoe")
    yield case("--microsoft-plans", exports.format("microsoft"),
               ["--microsoft-plans", "in/microsoft/plans.csv"], status(3, done), user="jdoe")
    yield case("--import-columns", exports.format("columns"),
               ["--import-columns", "in/columns/columns.csv"], status(65, done), user="jdoe")
    yield case("--temporary-directory", exports.format("plain"), ["--temporary-directory", "none"],
               status(done, 73), user="jdoe")


def platform_case(command):
    """Facts are in the head of a result. Where two dumps disagree on them, they must be given."""
    facts = ["--platform", "in/facts.json"]
    if command in ("bill", "report"):
        return Case(command, "--platform", reading(command, "in/dump"), facts, changes())
    if command == "diff":
        without = ["diff", "in/before.ucol", "in/dump"]
        return Case(command, "--platform", without, facts, changes(1, 1))
    without = reading(command, "in/both/a", "u1")
    without.insert(2, "in/both/b")
    return Case(command, "--platform", without, facts, status(65, 0))


def threads_case(command, without):
    """One thread is the program's own; of two, one is started. For machines with two processors."""
    return Case(command, "--threads", [*without, "--threads", "1"], [], threads(),
                instead=[*without, "--threads", "2"])


def limit_case(command, done=0):
    """Names of three megabytes are refused where one may be taken."""
    without = reading(command, "in/long.ucol", "u1")
    return Case(command, "--memory-limit", without, ["--memory-limit", "1"], status(done, 4))


def quiet_case(command, without):
    """A result that is all that there is to print: only hints are left out."""
    return Case(command, "--quiet", without, ["--quiet"], silences("config.json gave"),
                environment=CONFIGURED)


def configuration_cases(command, without):
    """A configuration is named beside the result."""
    yield Case(command, "--config", without, ["--config", "in/config.json"],
               remarks("in/config.json gave "))
    yield Case(command, "--no-config", without, ["--no-config"], silences("in/config.json gave "),
               environment=CONFIGURED)


def format_cases(command, without, heading, at=0, **more):
    """Results that are rows."""
    yield Case(command, "--format", without, ["--format", "json"], as_json(at, at), **more)
    yield Case(command, "--json", without, ["--json"], as_json(at, at), **more)
    yield Case(command, "--csv", without, ["--csv"], as_csv(heading, at, at), **more)


def force_case(command, without, done=0):
    return Case(command, "--force", without, ["--force"], status(73, done),
                before=[["ucensus", *without]])


def report_cases(command, without, several, named):
    """The options of everything that writes reports; named has names."""
    yield force_case(command, without)
    yield Case(command, "--date-time", without, ["--date-time", JUNE_TIME],
               writes("r/*_2026-06-29_1100.json"))
    yield Case(command, "--provider", several, ["--provider", "OTHER"], omits("r/*PRV*.csv"))
    yield Case(command, "--quiet", without, ["--quiet"], is_quiet())
    yield from format_cases(command, without, "Provider,")
    yield Case(command, "--anonymous-only", named, ["--anonymous-only"],
               omits("r/*_detailed_*.csv"))


def plausibility_cases(command, without):
    previous = [*without, "--previous", "in/before"]
    yield Case(command, "--previous", without, ["--previous", "in/before"], status(0, 6))
    yield Case(command, "--max-shrink", previous, ["--max-shrink", "100"], status(6, 0))
    yield Case(command, "--accept-change", previous, ["--accept-change"], status(6, 0))


def audit_cases():
    dump, file = reading("audit", "in/dump"), reading("audit", "in/june.ucol")
    several = reading("audit", "in/two.ucol")
    yield from dump_cases("audit")
    yield from report_cases("audit", file, several, dump)
    yield from plausibility_cases("audit", reading("audit", "in/north.ucol"))
    yield Case("audit", "--output", dump, [], writes("other/*"),
               instead=["audit", "in/dump", "-o", "other"])
    yield Case("audit", "--compare", file, [], prints("Before "),
               instead=["audit", "in/june.ucol", "--compare", "in/rules.json"])
    yield Case("audit", "--identities", file, ["--identities", "in/june.identities"],
               writes("r/*_detailed_*.csv"))
    partial = ["audit", "in/june.ucol", "-o", "r.part", "--partial"]
    yield Case("audit", "--partial", file, [], writes("r.part"), instead=partial)
    yield Case("audit", "--part", partial, ["--part", "1/3"], prints("part 1/3"))
    yield Case("audit", "--names", partial, ["--names", "r.names"], writes("r.names"))
    yield Case("audit", "--rules", file, ["--rules", "in/rules.json"], changes())
    yield limit_case("audit")
    two = ["audit", "in/north.ucol", "in/again.ucol", "-o", "r"]
    yield Case("audit", "--add-shared-customers", two, ["--add-shared-customers"], status(65, 0))
    two = ["audit", "in/north.ucol", "in/south.ucol", "-o", "r"]
    yield Case("audit", "--customer-map", two, ["--customer-map", "in/map.csv"],
               prints("Customer map: "))
    # The summary names a configuration; a partial result has none.
    yield from configuration_cases("audit", partial)


def merge_cases():
    without = ["merge", "in/june.part", "-o", "r"]
    names = [*without, "--names", "in/june.names"]
    yield from report_cases("merge", without, ["merge", "in/two.part", "-o", "r"], names)
    yield from plausibility_cases("merge", ["merge", "in/north.part", "-o", "r"])
    yield Case("merge", "--output", without, [], writes("other/*"),
               instead=["merge", "in/june.part", "-o", "other"])
    yield Case("merge", "--names", without, ["--names", "in/june.names"],
               writes("r/*_detailed_*.csv"))
    yield Case("merge", "--platform", without, ["--platform", "in/facts.json"],
               writes("r/*GIVEN-1*.json"))
    yield Case("merge", "--rules", without, ["--rules", "in/rules.json"], status(0, 65))
    two = ["merge", "in/north.part", "in/again.part", "-o", "r"]
    yield Case("merge", "--add-shared-customers", two, ["--add-shared-customers"], status(65, 0))
    two = ["merge", "in/north.part", "in/south.part", "-o", "r"]
    yield Case("merge", "--customer-map", two, ["--customer-map", "in/map.csv"],
               prints("Customer map: "))
    yield Case("merge", "--config", without, ["--config", "in/config.json"], as_json())
    yield Case("merge", "--no-config", without, ["--no-config"], hides("in/config.json"),
               environment=CONFIGURED)


def convert_cases():
    without = reading("convert", "in/dump")
    dry = ["convert", "in/dump", "--dry-run"]
    yield from dump_cases("convert")
    yield from configuration_cases("convert", without)
    # Records that one megabyte does not hold go to a temporary file.
    yield Case("convert", "--memory-limit", reading("convert", "in/users.jsonl"),
               ["--memory-limit", "1"], status(0, 73), environment={"TMPDIR": "/nonexistent"})
    yield Case("convert", "--output", without, [], writes("e.ucol"),
               instead=["convert", "in/dump", "-o", "e.ucol"])
    yield Case("convert", "--dry-run", without, ["--dry-run"], omits("d.ucol"))
    yield from format_cases("convert", dry, "File,")
    yield Case("convert", "--with-identities", without, ["--with-identities"],
               writes("d.identities"))
    yield force_case("convert", without)
    yield Case("convert", "--quiet", without, ["--quiet"], is_quiet())
    bad = [*reading("convert", "in/bad"), "--portion-bytes", "1"]
    yield Case("convert", "--resume", bad, ["--resume"], writes("d.ucol.resume/*", 65, 65))
    yield Case("convert", "--portion-bytes", reading("convert", "in/bad") + ["--resume"],
               ["--portion-bytes", "1"], writes("d.ucol.resume/*", 65, 65))


def pack_cases():
    without = ["pack", "in/dump", "-o", "d.pack"]
    bad = ["pack", "in/bad", "-o", "d.pack"]
    reject = ["--on-error", "reject"]
    users = ["pack", "in/users.jsonl", "-o", "d.pack"]
    yield from configuration_cases("pack", without)
    yield Case("pack", "--output", without, [], writes("e.pack"),
               instead=["pack", "in/dump", "-o", "e.pack"])
    yield Case("pack", "--dump", without, ["--dump", "june"], changes())
    yield Case("pack", "--name", users, ["--name", "june/users.jsonl"], changes())
    yield Case("pack", "--index", without, ["--index", "d.index"], writes("d.index"))
    yield Case("pack", "--keep-rejected", bad + reject, ["--keep-rejected", "1"], changes(5, 5))
    yield Case("pack", "--misplaced", without + reject, ["--misplaced", "in/misplaced.jsonl"],
               status(0, 5))
    yield Case("pack", "--range", users, ["--range", "0:1048576"], changes())
    yield Case("pack", "--profile", without, ["--profile", "in/profile.json"], changes())
    yield Case("pack", "--exclude", without, ["--exclude", "licences.jsonl"], changes())
    yield Case("pack", "--on-error", bad, reject, status(65, 5))
    yield Case("pack", "--reject-file", bad + reject, ["--reject-file", "kept.jsonl"],
               writes("kept.jsonl", 5, 5))
    yield force_case("pack", without)
    yield threads_case("pack", without)
    yield Case("pack", "--progress", without, ["--progress", "plain"], is_longer())
    yield Case("pack", "--timings", without, ["--timings"], remarks("peak memory: "))
    yield Case("pack", "--quiet", without, ["--quiet"], is_quiet())
    yield Case("pack", "--format", without, ["--format", "json"], as_json())
    yield Case("pack", "--json", without, ["--json"], as_json())
    yield Case("pack", "--portion-bytes", users, ["--portion-bytes", "100000"], changes())
    yield Case("pack", "--temporary-directory", ["pack", "in/deep.zip", "-o", "d.pack"],
               ["--temporary-directory", "none"], status(0, 74))


def shares_cases():
    packed = [["ucensus", "pack", "in/dump", "-o", "d.pack", "--index", "d.index"]]
    plan = ["shares", "plan", "d.index", "-o", "d.plan"]
    yield Case("shares plan", "--output", plan, [], writes("e.plan"), before=packed,
               instead=["shares", "plan", "d.index", "-o", "e.plan"])
    large = [["ucensus", "pack", "in/users.jsonl", "-o", "d.pack", "--index", "d.index"]]
    yield Case("shares plan", "--share-size", plan, ["--share-size", "1"], changes(), before=large)
    yield Case("shares plan", "--share-bytes", plan, ["--share-bytes", "1"], changes(),
               before=packed)
    yield Case("shares plan", "--profile", plan, ["--profile", "in/profile.json"], status(0, 65),
               before=packed)
    bad = [["ucensus", "pack", "in/bad", "-o", "d.pack", "--index", "d.index", "--on-error",
            "reject"]]
    yield Case("shares plan", "--on-error", plan, ["--on-error", "reject"], status(65, 0),
               before=bad)
    yield Case("shares plan", "--force", plan, ["--force"], status(73, 0),
               before=[*packed, ["ucensus", *plan]])
    cut = ["shares", "cut", "in/kept.pack", "--routes", "in/kept.routes", "-o", "d.shares"]
    yield Case("shares cut", "--output", cut, [], writes("e.shares"),
               instead=[*cut[:-1], "e.shares"])
    yield Case("shares cut", "--routes", cut, [], status(0, 4),
               instead=[*cut[:4], "in/kept.pack", *cut[5:]])
    yield Case("shares cut", "--force", cut, ["--force"], status(73, 0), before=[["ucensus", *cut]])


def diff_cases():
    # May has other licences than June under other rules.
    without = ["diff", "in/before.ucol", "in/north.ucol"]
    yield from dump_cases("diff")
    yield from configuration_cases("diff", ["diff", "in/june.ucol", "in/dump"])
    yield from format_cases("diff", without, "Customer", at=1)
    yield Case("diff", "--top", without, ["--top", "0"], changes(1, 1))
    yield Case("diff", "--summary", without, ["--summary"], changes(1, 1))
    yield Case("diff", "--persons", without, ["--persons"], prints("u99", 1, 1))
    yield Case("diff", "--quiet", without, ["--quiet"], is_quiet(1, 1))
    yield Case("diff", "--rules", ["diff", "in/june", "in/june.ucol"], ["--rules", "in/rules.json"],
               status(0, 1))
    yield limit_case("diff", 1)


def bill_cases():
    without = ["bill", "in/june.ucol", *COUNT]
    yield from dump_cases("bill")
    yield from configuration_cases("bill", without)
    yield from format_cases("bill", without, "Contract,")
    yield Case("bill", "--contract", without, [], changes(),
               instead=["bill", "in/june.ucol", "--contract", "in/offer.json"])
    yield Case("bill", "--compare", without, ["--compare", "in/offer.json"], changes())
    yield Case("bill", "--against", without, ["--against", "in/north.ucol"], changes())
    yield Case("bill", "--provider", ["bill", "in/two", *COUNT], ["--provider", "OTHER"],
               status(64, 0))
    yield Case("bill", "--template", without, [], as_json(), instead=["bill", "--template"])
    yield Case("bill", "--check", without, [], prints("sound"),
               instead=["bill", "--check", "in/contract.json"])
    yield Case("bill", "--rules", without, ["--rules", "in/rules.json"], changes())
    yield Case("bill", "--summary", without, ["--summary"], changes())
    yield quiet_case("bill", without)
    yield limit_case("bill")


def named_cases(command, without, file):
    """The options of everything that names persons and devices."""
    yield from dump_cases(command)
    yield from configuration_cases(command, file)
    alone = [word.replace("in/june.ucol", "in/alone.ucol") for word in file]
    yield Case(command, "--identities", alone, ["--identities", "in/june.identities"],
               status(66, 0))
    yield Case(command, "--customer", file, ["--customer", "5B0000000000000000000bbb"],
               changes(0, None))
    yield Case(command, "--rules", file, ["--rules", "in/rules.json"], changes())
    yield quiet_case(command, file)
    yield limit_case(command)
    two = [command, "in/north.ucol", "in/again.ucol", *without]
    yield Case(command, "--add-shared-customers", two, ["--add-shared-customers"], status(65, 0))


def list_cases():
    file = ["list", "in/june.ucol", "--all"]
    annex = [*file, "--parquet", "a.parquet"]
    yield from named_cases("list", ["--all"], file)
    yield Case("list", "--column", file, [], changes(),
               instead=["list", "in/june.ucol", "--column", "unclassified"])
    yield Case("list", "--all", ["list", "in/june.ucol", "--column", "unclassified"], [], changes(),
               instead=file)
    yield Case("list", "--left-out", ["list", "in/dump", "--all"], [], changes(),
               instead=["list", "in/dump", "--left-out"])
    yield Case("list", "--parquet", file, ["--parquet", "a.parquet"], writes("a.parquet"))
    yield force_case("list", annex)
    yield Case("list", "--format", file, ["--format", "json"], as_json())
    yield Case("list", "--json", file, ["--json"], as_json())
    # Rows are CSV anyway, but where a configuration says otherwise.
    yield Case("list", "--csv", file, ["--csv"], as_csv("Customer PKID,"), environment=CONFIGURED)


def explain_cases():
    file = ["explain", "in/june.ucol", "--user", "lic11"]
    yield from named_cases("explain", ["--user", "u1"], file)
    yield Case("explain", "--user", file, [], prints("b05"),
               instead=["explain", "in/june.ucol", "--user", "b05"])
    yield Case("explain", "--device", ["explain", "in/north.ucol", "--user", "u1"], [], changes(),
               instead=["explain", "in/north.ucol", "--device", "SEPNorth1"])
    yield Case("explain", "--format", file, ["--format", "json"], as_json())
    yield Case("explain", "--json", file, ["--json"], as_json())


def export_cases():
    without = ["export", "in/june.ucol", "--parquet", "t"]
    yield from dump_cases("export")
    yield from configuration_cases("export", without)
    yield Case("export", "--parquet", without, [], writes("other/*"),
               instead=["export", "in/june.ucol", "--parquet", "other"])
    yield Case("export", "--identities", without, ["--identities", "in/june.identities"], changes())
    yield Case("export", "--rules", without, ["--rules", "in/rules.json"], changes())
    yield Case("export", "--row-group-rows", without, ["--row-group-rows", "2"], changes())
    yield force_case("export", without)
    yield Case("export", "--quiet", without, ["--quiet"], is_quiet())
    yield Case("export", "--json", without, ["--json"], as_json())
    yield limit_case("export")
    two = ["export", "in/north.ucol", "in/south.ucol", "--parquet", "t"]
    yield Case("export", "--customer-map", two, ["--customer-map", "in/map.csv"], changes())
    two = ["export", "in/north.ucol", "in/again.ucol", "--parquet", "t"]
    yield Case("export", "--add-shared-customers", two, ["--add-shared-customers"], status(65, 0))


def page_cases():
    without = ["report", "in/june.ucol", "-o", "p.html"]
    yield from dump_cases("report")
    yield from configuration_cases("report", without)
    yield Case("report", "--output", without, [], writes("q.html"),
               instead=["report", "in/june.ucol", "-o", "q.html"])
    yield Case("report", "--against", without, ["--against", "in/april"], changes())
    yield Case("report", "--contract", without, COUNT, changes())
    yield Case("report", "--trend", without, ["--trend", "in/trend.json"], changes())
    yield Case("report", "--names", reading("report", "in/dump"), ["--names"], changes())
    named = [*without, "--names"]
    yield Case("report", "--identities", named, ["--identities", "in/june.identities"],
               changes(None, 0))
    yield force_case("report", without)
    yield Case("report", "--provider", ["report", "in/two.ucol", "-o", "p.html"],
               ["--provider", "OTHER"], status(64, 0))
    yield Case("report", "--date-time", without, ["--date-time", JUNE_TIME], changes())
    yield Case("report", "--rules", without, ["--rules", "in/rules.json"], changes())
    yield Case("report", "--quiet", without, ["--quiet"], is_quiet())
    yield Case("report", "--json", without, ["--json"], as_json())
    yield limit_case("report")


def import_cases():
    def case(option, name, added, effect, base=(), **more):
        without = ["import", f"in/{name}/sources.json", "-o", "d", *base]
        return Case("import", option, without, added, effect, **more)

    without = ["import", "in/plain/sources.json", "-o", "d"]
    dry = ["import", "in/plain/sources.json", "--dry-run"]
    reject = ["--on-error", "reject"]
    yield Case("import", "--output", without, [], writes("e/*"),
               instead=["import", "in/plain/sources.json", "-o", "e"])
    yield Case("import", "--dry-run", without, [], omits("d/*"), instead=dry)
    yield Case("import", "--template", without, [], as_json(), instead=["import", "--template"])
    yield case("--on-error", "unplaced", reject, status(65, 5))
    yield case("--reject-file", "unplaced", ["--reject-file", "kept.jsonl"],
               writes("kept.jsonl", 5, 5), base=reject)
    yield case("--allow-incomplete", "short", ["--allow-incomplete"], status(3, 0))
    yield case("--exclude", "latin", ["--exclude", "more.csv"], status(65, 0))
    yield case("--encoding", "latin", ["--encoding", "windows-1252"], status(65, 0))
    yield case("--webex-licenses", "webex", ["--webex-licenses", "in/webex/licenses.csv"],
               silences("Webex licence Shiny"))
    yield case("--microsoft-plans", "microsoft", ["--microsoft-plans", "in/microsoft/plans.csv"],
               status(3, 0))
    yield case("--import-columns", "columns", ["--import-columns", "in/columns/columns.csv"],
               status(65, 0))
    yield force_case("import", without)
    yield threads_case("import", without)
    yield case("--progress", "plain", ["--progress", "plain"], is_longer())
    yield case("--quiet", "plain", ["--quiet"], is_quiet())
    yield case("--format", "plain", ["--format", "json"], as_json())
    yield case("--json", "plain", ["--json"], as_json())
    yield from configuration_cases("import", without)


def file_cases():
    """Commands that look into files, or check them."""
    file = ["inspect", "in/june.ucol"]
    yield from format_cases("inspect", file, "Customer PKID,")
    yield from format_cases("inspect", ["inspect", "in/kept.pack"], "Kind,Dump,")
    yield from configuration_cases("inspect", file)
    long = ["inspect", "in/long.ucol"]
    yield Case("inspect", "--memory-limit", long, ["--memory-limit", "1"], status(0, 4))
    schema = ["inspect", "in/dump", "--schema"]
    yield Case("inspect", "--schema", ["inspect", "in/north.jsonl"], ["--schema"], status(4, 0))
    yield Case("inspect", "--profile", schema, ["--profile", "in/profile.json"], changes())
    yield Case("inspect", "--temporary-directory", ["inspect", "in/deep.zip", "--schema"],
               ["--temporary-directory", "none"], status(0, 74))
    verify = ["verify", "in/june.ucol"]
    yield threads_case("verify", ["verify", "in/users.ucol"])
    yield Case("verify", "--memory-limit", ["verify", "in/long.ucol"], ["--memory-limit", "1"],
               status(0, 4))
    yield from configuration_cases("verify", verify)
    for command, files in (("verify", ["in/june.ucol"]), ("rules check", ["in/rules.json"]),
                           ("data check", ["dump-profile", "in/profile.json"])):
        without = [*command.split(), *files]
        yield Case(command, "--quiet", without, ["--quiet"], is_quiet())
        yield Case(command, "--json", without, ["--json"], as_json())
    for command, more, heading in (("rules show", [], "Number,"), ("data list", [], "Name,"),
                                   ("data show", ["device-classes"], "enum,")):
        without = [*command.split(), *more]
        yield from format_cases(command, without, heading)
        yield from configuration_cases(command, without)


def history_cases():
    """Commands of the history; each run has a copy of the fixture's."""
    store = [["cp", "in/h.sqlite", "h.sqlite"]]
    shown = {"list": ([], "Audit,"), "show": (["latest"], "Column,"),
             "diff": (["2026-04", "2026-06"], "Customer"),
             "trend": (["--column", "Multiple Phones"], "Provider,")}
    golden = ["--provider", "Grove Telecom"]
    for name, (more, heading) in shown.items():
        command = f"history {name}"
        without = ["history", name, *more, *golden]
        yield from format_cases(command, without, heading, before=store)
        yield Case(command, "--store", without, ["--store", "in/h.sqlite"], status(66, 0))
        # Of one month there are audits of several providers.
        plain = ["history", name, *more]
        for option in (golden, ["--host", "vlf-golden.example"]):
            yield Case(command, option[0], plain, option, changes(None, 0), before=store)
    customer = ["--customer", "5B0000000000000000000bbb"]
    for name in ("show", "trend"):
        yield Case(f"history {name}", "--customer", ["history", name, *shown[name][0], *golden],
                   customer, changes(), before=store)
    trend = ["history", "trend", *golden]
    yield Case("history trend", "--column", [*trend, "--all-columns"], [], changes(), before=store,
               instead=[*trend, "--column", "Multiple Phones"])
    yield Case("history trend", "--all-columns", [*trend, "--column", "Multiple Phones"], [],
               changes(), before=store, instead=[*trend, "--all-columns"])
    diff = ["history", "diff", "2026-04", "2026-06", "--provider", "PRV"]
    yield Case("history diff", "--top", diff, ["--top", "0"], changes(1, 1), before=store)
    yield Case("history diff", "--summary", diff, ["--summary"], changes(1, 1), before=store)
    yield from history_changes(store)


def history_changes(store):
    """Commands that change the store."""
    add = ["history", "add", "in/june"]
    yield Case("history add", "--quiet", add, ["--quiet"], is_quiet())
    yield Case("history add", "--store", add, ["--store", "other.sqlite"], writes("other.sqlite"))
    yield Case("history add", "--replace", ["history", "add", "r"], ["--replace"], status(65, 0),
               before=[*store, ["ucensus", "audit", "in/dump", "-o", "r", "--device-classes",
                                "in/classes.csv", "--date-time", "2026-06-30 12:00"]])
    yield Case("history add", "--keep", ["history", "add", "in/june", "in/april"], ["--keep", "1m"],
               changes())
    yield Case("history remove", "--quiet", ["history", "remove", "1"], ["--quiet"], is_quiet(),
               before=store)
    yield Case("history remove", "--store", ["history", "remove", "1"], ["--store", "copy.sqlite"],
               status(66, 0), before=[["cp", "in/h.sqlite", "copy.sqlite"]])
    yield Case("history prune", "--keep", ["history", "prune"], ["--keep", "1m"],
               remarks("dropped"), before=store)
    yield Case("history prune", "--store", ["history", "prune"], ["--store", "copy.sqlite"],
               status(66, 0), before=[["cp", "in/h.sqlite", "copy.sqlite"]])


CASES = [case for cases in (audit_cases, merge_cases, convert_cases, pack_cases, shares_cases,
                            diff_cases,
                            bill_cases, list_cases, explain_cases, export_cases, page_cases,
                            import_cases, file_cases, history_cases) for case in cases()]
