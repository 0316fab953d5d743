"""The audit in Spark SQL from raw JSON, as a data team would write it, for comparison only: all columns
of the anonymous report, compared with it cell by cell.

usage: spark-submit spark_sql.py DUMP DEVICE_CLASSES REPORT
"""

from __future__ import annotations

import csv
import dataclasses
import json
import pathlib
import sys
import time
from typing import Callable

from pyspark import StorageLevel
from pyspark.sql import SparkSession

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "peers"))

import rules  # noqa: E402
import sql  # noqa: E402

FIELDS = ("name node_type userid mailid associatedDevices phoneProfiles product model class "
          "ownerUserName userId Alias webExId email userName userID UserPrincipalName IsLicensed "
          "EnterpriseVoiceEnabled publicSector inactiveBilling").split()
SCHEMA = ("meta STRUCT<pkid: STRING, model_type: STRING, path: STRING, hierarchy: STRING>, data STRUCT<"
          + ", ".join(f"`{field}`: STRING" for field in FIELDS) + ">")
# What several queries stand on is made once.
KEPT = "nodes customers sited users ids phone_records phones owned accounts".split()


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


@dataclasses.dataclass(frozen=True)
class Service:
    """The accounts of one model: what they say of a person, and who that is."""

    # As LIKE has it.
    model: str
    # Accounts of one group and key are one person, where no user is found.
    group: str
    # The facts, as an expression.
    bits: str
    # The fields that hold the id and the mail address of a user; NULL: none does.
    user_id: str = "NULL"
    mail: str = "NULL"
    is_mail_first: bool = False


def services() -> list[Service]:
    """All of them. Microsoft and Pexip know a person by the same name."""
    bit = {fact: str(rules.bit(fact)) for fact in rules.FACTS}
    microsoft = {"CsOnlineUser": f"{bit['T']} + if({flag('EnterpriseVoiceEnabled')}, {bit['TV']}, 0)",
                 "UserMailbox": bit["X"],
                 "MsolUser": f"if(lower(IsLicensed) IN ('false', 'f', 'n'), 0, {bit['O']})"}
    upn = "UserPrincipalName"
    return [Service("device/cuc/User", "V", bit["V"], "Alias"),
            Service("device/webex/User", "W", bit["W"], "webExId", "email"),
            Service("device/spark/User", "S", bit["S"], "userName", "email", True),
            Service("device/uccx/Agent", "CCX", bit["CCX"], "userID"),
            Service("device/ucce/Agent", "CCE", bit["CCE"], "userID"),
            Service("device/pexip/User", "M", bit["PX"], "email", "email", True),
            *(Service(f"%/{model}", "M", bits, upn, upn, True) for model, bits in microsoft.items())]


def views() -> dict[str, str]:
    """What stands on what, in order. The hierarchy is small: every task has all of it."""
    is_below = "(p.place = {0}.own OR startswith(p.place, {0}.own || '.'))"
    found = {
        "nodes": "SELECT pkid, node_type AS kind, path || '.' || name AS own "
                 "FROM raw WHERE model_type = 'data/HierarchyNode'",
        "placed": "SELECT /*+ BROADCAST(n) */ coalesce(nullif(path, ''), n.own, hierarchy) AS place, "
                  "raw.* FROM raw LEFT JOIN (SELECT DISTINCT pkid, own FROM nodes) n ON nullif(path, "
                  "'') IS NULL AND hierarchy = n.pkid WHERE model_type <> 'data/HierarchyNode'",
        "customers": "SELECT pkid, own FROM nodes WHERE kind = 'Customer' GROUP BY pkid, own",
        "places": "SELECT /*+ BROADCAST(c) */ p.place, max_by(struct(c.pkid, c.own), length(c.own)) AS "
                  "c FROM (SELECT place FROM placed UNION SELECT own FROM nodes WHERE kind = 'Site') p "
                  f"JOIN customers c ON {is_below.format('c')} GROUP BY p.place",
        "sited": "SELECT /*+ BROADCAST(s) */ p.place, p.c.pkid AS c, count(s.own) > 0 AS is_sited FROM "
                 f"places p LEFT JOIN nodes s ON s.kind = 'Site' AND {is_below.format('s')} AND "
                 "length(s.own) > length(p.c.own) GROUP BY p.place, p.c.pkid",
        "records": "SELECT /*+ BROADCAST(s) */ s.c, p.* FROM placed p JOIN sited s USING (place) "
                   "WHERE s.is_sited",
    }
    found.update(phone_views())
    found.update(person_views())
    return found


def phone_views() -> dict[str, str]:
    return {
        "users": f"SELECT c, {text('userid')} AS uid, {text('mailid')} AS mail, "
                 f"{items('associatedDevices', 'device')} AS devices, "
                 f"{items('phoneProfiles', 'profileName')} AS profiles FROM records "
                 "WHERE model_type = 'device/cucm/User'",
        "ids": "SELECT DISTINCT c, uid FROM users WHERE uid IS NOT NULL",
        "mails": "SELECT c, mail, min(uid) AS uid FROM users WHERE mail IS NOT NULL AND uid IS NOT "
                 "NULL GROUP BY c, mail",
        "phone_records": f"SELECT c, {text('name')} AS name, {text('ownerUserName')} AS "
                         f"owner, coalesce(nullif({product('product')}, ''), "
                         f"{product('model')}, '') AS product, "
                         f"coalesce({product('class')}, '') AS class FROM records "
                         "WHERE model_type = 'device/cucm/Phone'",
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


def accounts() -> str:
    """Every account, with the user that its mail address or id names, if there is one."""
    known = services()

    def by_model(value: Callable[[Service], str]) -> str:
        cases = " ".join(f"WHEN model_type LIKE '{one.model}' THEN {value(one)}" for one in known)
        return f"CASE {cases} END"

    found = f"""SELECT c, {by_model(lambda one: f"'{one.group}'")} AS kind,
        {by_model(lambda one: one.bits)} AS bits,
        {by_model(lambda one: str(one.is_mail_first))} AS is_mail_first,
        {by_model(lambda one: one.user_id)} AS user_id, {by_model(lambda one: one.mail)} AS mail
        FROM records WHERE {" OR ".join(f"model_type LIKE '{one.model}'" for one in known)}"""
    folded = f"""SELECT c, kind, bits, is_mail_first, {text('user_id')} AS user_id,
        {text('mail')} AS mail FROM ({found})"""
    return f"""SELECT a.c, kind, bits,
        if(is_mail_first, coalesce(a.mail, user_id), coalesce(user_id, a.mail)) AS key,
        if(is_mail_first, coalesce(m.uid, i.uid), coalesce(i.uid, m.uid)) AS uid
        FROM ({folded}) a LEFT JOIN ids i ON i.c = a.c AND i.uid = user_id
        LEFT JOIN mails m ON m.c = a.c AND m.mail = a.mail
        WHERE coalesce(a.mail, user_id) IS NOT NULL"""


def person_views() -> dict[str, str]:
    profiles = f"SELECT c, uid, {text('profile')} AS name FROM (SELECT c, uid, explode(profiles) AS " \
               "profile FROM users WHERE uid IS NOT NULL)"
    bits = {
        "U": "SELECT c, uid FROM ids",
        "E": f"SELECT c, uid FROM ({profiles}) JOIN (SELECT DISTINCT c, {text('name')} AS name FROM "
             "records WHERE model_type = 'device/cucm/DeviceProfile') USING (c, name)",
        "R": f"SELECT c, uid FROM (SELECT c, {text('userId')} AS uid FROM records WHERE model_type = "
             "'device/cucm/RemoteDestinationProfile') JOIN ids USING (c, uid)"}
    every = [f"SELECT c, uid, {rules.bit(fact)} AS bits FROM ({query})" for fact, query in bits.items()]
    every.append("SELECT c, uid, bits FROM accounts WHERE uid IS NOT NULL")
    return {
        "accounts": accounts(),
        "facts": f"SELECT c, uid, bit_or(bits) AS facts FROM ({' UNION ALL '.join(every)}) GROUP BY "
                 "c, uid",
        "others": "SELECT c, bit_or(bits) AS facts FROM accounts GROUP BY c, kind, key "
                  "HAVING max(uid) IS NULL",
        "persons": "SELECT f.c, f.facts, CAST(CASE WHEN n.n > 0 THEN n.n WHEN n.remotes > 0 THEN 1 "
                   "ELSE 0 END AS BIGINT) AS p FROM facts f LEFT JOIN counted n USING (c, uid) "
                   "UNION ALL SELECT c, facts, 0 FROM others"}


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
        LEFT JOIN (SELECT s.c AS pkid, bool_or({flag('p.publicSector')}) AS c24,
            bool_or({flag('p.inactiveBilling')}) AS c25 FROM placed p JOIN sited s USING (place)
            WHERE p.model_type = 'relation/HcsCustomerREL' GROUP BY s.c) USING (pkid)
        LEFT JOIN (SELECT c AS pkid, count(DISTINCT {text('name')}) AS c35 FROM records WHERE model_type
            = 'device/phoneserver/Phone' GROUP BY c) USING (pkid)
        LEFT JOIN (SELECT c AS pkid, count(*) AS c36 FROM (SELECT DISTINCT s.c, n.own FROM nodes n JOIN
            sited s ON s.place = n.own WHERE n.kind = 'Site') GROUP BY c) USING (pkid)
        ORDER BY c.pkid"""


def session() -> SparkSession:
    spark = SparkSession.builder.appName("audit in SQL").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.conf.set("spark.sql.caseSensitive", "true")  # userid, userId and userID are three fields
    # 200, the default, are far more tasks than the cores of one machine can use.
    spark.conf.set("spark.sql.shuffle.partitions", str(2 * spark.sparkContext.defaultParallelism))
    return spark


def make_views(spark: SparkSession, dump: str, classes: str) -> None:
    """Parses the records once, into columns of which every query reads those that it names."""
    files = [str(path) for path in pathlib.Path(dump).iterdir() if path.name != "platform.json"]
    raw = spark.read.schema(SCHEMA).json(files).select("meta.*", "data.*")
    raw.persist(StorageLevel.MEMORY_AND_DISK).createOrReplaceTempView("raw")
    spark.read.csv(classes, header=True).createOrReplaceTempView("device_classes")
    for name, query in views().items():
        frame = spark.sql(query)
        # A checkpoint is the end of a plan. What is persisted brings its own into every plan that uses
        # it, so that plans of plans grow until planning them, or only printing them, never ends.
        (frame.localCheckpoint() if name in KEPT else frame).createOrReplaceTempView(name)


def main() -> None:
    dump, classes, expected = sys.argv[1:]
    spark = session()
    started = time.perf_counter()
    make_views(spark, dump, classes)
    rows = [[str(cell) for cell in row] for row in spark.sql(report()).collect()]
    seconds = time.perf_counter() - started
    with open(expected, newline="") as file:
        wanted = list(csv.reader(line for line in file if not line.startswith("#")))[1:]
    wrong = [(row[0], column + 1, cell, right) for row, other in zip(rows, wanted)
             for column, (cell, right) in enumerate(zip(row, other, strict=True)) if cell != right]
    print(json.dumps({"seconds": round(seconds, 2), "rows": len(rows),
                      "equal": len(rows) == len(wanted) and not wrong, "wrong": wrong[:10]}))


main()
