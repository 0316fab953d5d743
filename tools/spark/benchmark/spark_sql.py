"""The audit in Spark SQL from raw JSON, as a data team would write it, for comparison only: all columns
of the anonymous report, held against it cell by cell.

usage: spark-submit spark_sql.py DUMP DEVICE_CLASSES REPORT
"""

from __future__ import annotations

import csv
import json
import pathlib
import sys
import time

from pyspark import StorageLevel
from pyspark.sql import SparkSession

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "peers"))

import rules  # noqa: E402
import sql  # noqa: E402

FIELDS = ("name node_type userid mailid associatedDevices phoneProfiles product model class "
          "ownerUserName userId Alias webExId email userName userID UserPrincipalName IsLicensed "
          "EnterpriseVoiceEnabled publicSector inactiveBilling").split()
SCHEMA = ("meta STRUCT<pkid: STRING, model_type: STRING, path: STRING, hierarchy: STRING>, data STRUCT<"
          + ", ".join(f"`{field}`: STRING" for field in FIELDS) + ">")
# The facts that services give, by model: of the record's fields the first finds a user by his id or
# his mail address (i, m), else the second does.
SERVICES = {"V": ("device/cuc/User", [("Alias", "i")]),
            "W": ("device/webex/User", [("webExId", "i"), ("email", "m")]),
            "S": ("device/spark/User", [("email", "m"), ("userName", "i")]),
            "CCX": ("device/uccx/Agent", [("userID", "i")]),
            "CCE": ("device/ucce/Agent", [("userID", "i")])}


def text(column: str) -> str:
    """A reference, folded; null where it is empty."""
    return (f"nullif(lower(trim(CASE WHEN startswith({column}, '{{') THEN coalesce("
            f"nullif(get_json_object({column}, '$.value'), ''), "
            f"get_json_object({column}, '$._value_1')) ELSE {column} END)), '')")


def items(column: str, key: str) -> str:
    """The references of a list."""
    inner = f"get_json_object({column}, '$.{key}')"
    return (f"CASE WHEN startswith({inner}, '[') THEN from_json({inner}, 'array<string>') "
            f"ELSE array({inner}) END")


def flag(column: str) -> str:
    return f"lower({column}) IN ('true', 't', 'y')"


def product(column: str) -> str:
    return f"regexp_replace(lower(trim({column})), ' +', ' ')"


def views() -> dict[str, str]:
    """What stands on what, in order."""
    is_below = "(p.place = {0}.own OR startswith(p.place, {0}.own || '.'))"
    found = {
        "nodes": "SELECT meta.pkid, data.node_type AS kind, meta.path || '.' || data.name AS own "
                 "FROM raw WHERE meta.model_type = 'data/HierarchyNode'",
        "placed": "SELECT coalesce(nullif(meta.path, ''), n.own, meta.hierarchy) AS place, "
                  "meta.model_type AS model, data FROM raw LEFT JOIN (SELECT DISTINCT pkid, own FROM "
                  "nodes) n ON nullif(meta.path, '') IS NULL AND meta.hierarchy = n.pkid "
                  "WHERE meta.model_type <> 'data/HierarchyNode'",
        "customers": "SELECT pkid, own FROM nodes WHERE kind = 'Customer' GROUP BY pkid, own",
        "places": "SELECT p.place, max_by(struct(c.pkid, c.own), length(c.own)) AS c FROM (SELECT "
                  "place FROM placed UNION SELECT own FROM nodes WHERE kind = 'Site') p JOIN customers "
                  f"c ON {is_below.format('c')} GROUP BY p.place",
        "sited": "SELECT p.place, p.c.pkid AS c, count(s.own) > 0 AS is_sited FROM places p LEFT JOIN "
                 f"nodes s ON s.kind = 'Site' AND {is_below.format('s')} AND length(s.own) > "
                 "length(p.c.own) GROUP BY p.place, p.c.pkid",
        "records": "SELECT s.c, p.model, p.data FROM placed p JOIN sited s USING (place) "
                   "WHERE s.is_sited",
    }
    found.update(phone_views())
    found.update(person_views())
    return found


def phone_views() -> dict[str, str]:
    return {
        "users": f"SELECT c, {text('data.userid')} AS uid, {text('data.mailid')} AS mail, "
                 f"{items('data.associatedDevices', 'device')} AS devices, "
                 f"{items('data.phoneProfiles', 'profileName')} AS profiles FROM records "
                 "WHERE model = 'device/cucm/User'",
        "ids": "SELECT DISTINCT c, uid FROM users WHERE uid IS NOT NULL",
        "mails": "SELECT c, mail, min(uid) AS uid FROM users WHERE mail IS NOT NULL AND uid IS NOT "
                 "NULL GROUP BY c, mail",
        "phone_records": f"SELECT c, {text('data.name')} AS name, {text('data.ownerUserName')} AS "
                         f"owner, coalesce(nullif({product('data.product')}, ''), "
                         f"{product('data.model')}, '') AS product, "
                         f"coalesce({product('data.class')}, '') AS class FROM records "
                         "WHERE model = 'device/cucm/Phone'",
        "phones": "SELECT p.c, p.name, CASE WHEN p.look.class NOT IN ('', 'phone') THEN 'none' ELSE "
                  "coalesce(d.class, 'phone') END AS class FROM (SELECT c, name, min(struct(product, "
                  "class)) AS look FROM phone_records WHERE name IS NOT NULL GROUP BY c, name) p LEFT "
                  f"JOIN (SELECT DISTINCT {product('name')} AS product, class FROM device_classes) d ON "
                  "d.product = p.look.product",
        "associations": "SELECT c, uid, explode(devices) AS device FROM users WHERE uid IS NOT NULL",
        "owned": "SELECT c, owner AS uid, name FROM phone_records JOIN (SELECT c, uid AS owner FROM "
                 "ids) USING (c, owner) WHERE name IS NOT NULL UNION "
                 f"SELECT a.c, a.uid, p.name FROM (SELECT c, uid, {text('device')} AS name FROM "
                 "associations) a JOIN phones p ON p.c = a.c AND p.name = a.name",
        "counted": "SELECT c, uid, count_if(class IN ('phone', 'analog')) AS n, "
                   "count_if(class = 'sparkRemote') AS remotes FROM owned JOIN phones USING (c, name) "
                   "GROUP BY c, uid",
    }


def account(fact: str, model: str, fields: list[tuple[str, str]]) -> dict[str, str]:
    """Per key of a service: the user that a record of it matches, if any does."""
    names = [text(f"data.{field}") for field, _ in fields]
    joins, users = [], []
    for index, (_, kind) in enumerate(fields):
        table, key = ("ids", "uid") if kind == "i" else ("mails", "mail")
        joins.append(f"LEFT JOIN {table} t{index} ON t{index}.c = a.c AND t{index}.{key} = a.f{index}")
        users.append(f"t{index}.uid")
    columns = ", ".join(f"{name} AS f{index}" for index, name in enumerate(names))
    keys = ", ".join(f"f{index}" for index in range(len(fields)))
    return {f"account_{fact}": f"SELECT a.c, coalesce({keys}) AS key, coalesce({', '.join(users)}) AS "
                               f"uid FROM (SELECT c, {columns} FROM records WHERE model = '{model}') a "
                               + " ".join(joins) + f" WHERE coalesce({keys}) IS NOT NULL"}


def person_views() -> dict[str, str]:
    found: dict[str, str] = {}
    for fact, (model, fields) in SERVICES.items():
        found.update(account(fact, model, fields))
    upn = text("data.UserPrincipalName")
    found["microsoft"] = (
        f"SELECT m.*, coalesce(t.uid, i.uid) AS uid FROM (SELECT c, {upn} AS key, "
        "bool_or(model LIKE '%/CsOnlineUser') AS T, "
        f"bool_or(model LIKE '%/CsOnlineUser' AND {flag('data.EnterpriseVoiceEnabled')}) AS TV, "
        "bool_or(model LIKE '%/UserMailbox') AS X, bool_or(model LIKE '%/MsolUser' AND "
        "coalesce(lower(data.IsLicensed), '') NOT IN ('false', 'f', 'n')) AS O FROM records WHERE model "
        f"RLIKE '/(CsOnlineUser|UserMailbox|MsolUser)$' AND {upn} IS NOT NULL GROUP BY c, {upn}) m "
        "LEFT JOIN mails t ON t.c = m.c AND t.mail = m.key LEFT JOIN ids i ON i.c = m.c AND "
        "i.uid = m.key")
    found["pexip"] = (
        f"SELECT p.c, p.key, coalesce(t.uid, i.uid, m.uid) AS uid, m.key IS NOT NULL AS is_microsoft "
        f"FROM (SELECT DISTINCT c, {text('data.email')} AS key FROM records WHERE model = "
        "'device/pexip/User') p LEFT JOIN mails t ON t.c = p.c AND t.mail = p.key LEFT JOIN ids i ON "
        "i.c = p.c AND i.uid = p.key LEFT JOIN microsoft m ON m.c = p.c AND m.key = p.key "
        "WHERE p.key IS NOT NULL")
    profiles = f"SELECT c, uid, {text('profile')} AS name FROM (SELECT c, uid, explode(profiles) AS " \
               "profile FROM users WHERE uid IS NOT NULL)"
    bits = [("U", "SELECT c, uid FROM ids"),
            ("E", f"SELECT c, uid FROM ({profiles}) JOIN (SELECT DISTINCT c, {text('data.name')} AS "
                  "name FROM records WHERE model = 'device/cucm/DeviceProfile') USING (c, name)"),
            ("R", f"SELECT c, uid FROM (SELECT c, {text('data.userId')} AS uid FROM records WHERE "
                  "model = 'device/cucm/RemoteDestinationProfile') JOIN ids USING (c, uid)")]
    bits += [(fact, f"SELECT c, uid FROM account_{fact} WHERE uid IS NOT NULL") for fact in SERVICES]
    bits += [(fact, f"SELECT c, uid FROM microsoft WHERE uid IS NOT NULL AND {fact}")
             for fact in ("T", "TV", "X", "O")]
    bits.append(("PX", "SELECT c, uid FROM pexip WHERE uid IS NOT NULL"))
    found["facts"] = "SELECT c, uid, bit_or(bit) AS facts FROM (" + " UNION ALL ".join(
        f"SELECT c, uid, {rules.bit(fact)} AS bit FROM ({query})" for fact, query in bits
    ) + ") GROUP BY c, uid"
    found["others"] = " UNION ALL ".join(
        [f"SELECT c, {rules.bit(fact)} AS facts FROM account_{fact} GROUP BY c, key "
         "HAVING max(uid) IS NULL" for fact in SERVICES]
        + ["SELECT m.c, " + " + ".join(f"if(m.{fact}, {rules.bit(fact)}, 0)"
                                       for fact in ("T", "TV", "X", "O"))
           + f" + if(p.key IS NULL, 0, {rules.bit('PX')}) FROM microsoft m LEFT JOIN pexip p ON "
           "p.c = m.c AND p.key = m.key AND p.is_microsoft AND p.uid IS NULL WHERE m.uid IS NULL",
           f"SELECT c, {rules.bit('PX')} FROM pexip WHERE uid IS NULL AND NOT is_microsoft"])
    found["persons"] = (
        "SELECT f.c, f.facts, CAST(CASE WHEN n.n > 0 THEN n.n WHEN n.remotes > 0 THEN 1 ELSE 0 END AS "
        "BIGINT) AS p FROM facts f LEFT JOIN counted n USING (c, uid) UNION ALL SELECT c, facts, 0 "
        "FROM others")
    return found


def report() -> str:
    """The rows of the report, by PKID."""
    dialect = sql.Dialect()
    persons = ", ".join(f"count_if({dialect.person_column(column)}) AS c{column}"
                        for column in rules.PERSON_COLUMNS)
    columns = {column: f"coalesce(c{column}, 0)" for column in range(2, 37)}
    columns.update({column: f"if(coalesce(c{column}, false), 'Y', 'N')" for column in (24, 25)})
    return f"""SELECT c.pkid, {', '.join(columns[column] for column in range(2, 37))} FROM customers c
        LEFT JOIN (SELECT c AS pkid, {persons} FROM persons GROUP BY c) USING (pkid)
        LEFT JOIN (SELECT p.c AS pkid, count_if(class = 'phone') AS c18, count_if(class = 'analog') AS
            c26 FROM phones p LEFT ANTI JOIN owned o ON o.c = p.c AND o.name = p.name GROUP BY p.c)
            USING (pkid)
        LEFT JOIN (SELECT s.c AS pkid, bool_or({flag('p.data.publicSector')}) AS c24,
            bool_or({flag('p.data.inactiveBilling')}) AS c25 FROM placed p JOIN sited s USING (place)
            WHERE p.model = 'relation/HcsCustomerREL' GROUP BY s.c) USING (pkid)
        LEFT JOIN (SELECT c AS pkid, count(DISTINCT {text('data.name')}) AS c35 FROM records WHERE model
            = 'device/phoneserver/Phone' GROUP BY c) USING (pkid)
        LEFT JOIN (SELECT c AS pkid, count(*) AS c36 FROM (SELECT DISTINCT s.c, n.own FROM nodes n JOIN
            sited s ON s.place = n.own WHERE n.kind = 'Site') GROUP BY c) USING (pkid)
        ORDER BY c.pkid"""


def main() -> None:
    dump, classes, expected = sys.argv[1:]
    spark = SparkSession.builder.appName("audit in SQL").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.conf.set("spark.sql.caseSensitive", "true")  # userid, userId and userID are three fields
    started = time.perf_counter()
    files = [str(path) for path in pathlib.Path(dump).iterdir() if path.name != "platform.json"]
    raw = spark.read.schema(SCHEMA).json(files).persist(StorageLevel.MEMORY_AND_DISK)
    raw.createOrReplaceTempView("raw")
    spark.read.csv(classes, header=True).createOrReplaceTempView("device_classes")
    for name, query in views().items():
        # Each is made once, whatever stands on it, and plans stay small.
        spark.sql(query).persist(StorageLevel.MEMORY_AND_DISK).createOrReplaceTempView(name)
    rows = [[str(cell) for cell in row] for row in spark.sql(report()).collect()]
    seconds = time.perf_counter() - started
    with open(expected, newline="") as file:
        wanted = list(csv.reader(line for line in file if not line.startswith("#")))[1:]
    wrong = [(row[0], column + 1, cell, right) for row, other in zip(rows, wanted)
             for column, (cell, right) in enumerate(zip(row, other)) if cell != right]
    print(json.dumps({"seconds": round(seconds, 2), "rows": len(rows),
                      "equal": len(rows) == len(wanted) and not wrong, "wrong": wrong[:10]}))


main()
