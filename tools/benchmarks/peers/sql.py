"""The audit as one SQL statement, for every engine that speaks it."""

import rules

# Layout: table of persons, key to their devices, table of devices, persons that a row stands for.
LAYOUTS = {
    "tables": ("persons", "person", "devices", None),
    "sets": ("members", "set", "set_devices", None),
    "groups": ("kinds", "set", "set_devices", "n"),
}
# How the columns are counted: at once, or on rows of equal facts and phones first.
SHAPES = ("filter", "twice")

# Phones and analog ports count each; Spark remotes, above them, only where nothing else does.
REMOTE = 65536
WEIGHT = (
    "CASE WHEN class IN ('phone', 'analog') THEN 1 "
    f"WHEN class = 'sparkRemote' THEN {REMOTE} ELSE 0 END")


def phones(weight):
    return (f"CASE WHEN {weight} % {REMOTE} > 0 THEN {weight} % {REMOTE} "
            f"WHEN {weight} > 0 THEN 1 ELSE 0 END")


class Dialect:
    """What differs between engines."""

    def bits(self, mask):
        return f"(facts & {mask})"

    def persons_with_phones(self, layout):
        """Rows of customer, facts, p (phones, 11 standing for more) and n."""
        persons, key, devices, count = LAYOUTS[layout]
        return f"""SELECT customer, facts, coalesce(p, 0) AS p{f', {count} AS n' if count else ''}
            FROM {persons} LEFT JOIN (
                SELECT {key}, CAST(CASE WHEN p > 11 THEN 11 ELSE p END AS TINYINT) AS p FROM (
                    SELECT {key}, {phones('w')} AS p FROM (
                        SELECT {key}, sum({WEIGHT}) AS w FROM {devices} JOIN types USING (type)
                        GROUP BY {key}) AS weighed) AS counted) AS owned USING ({key})"""

    def condition(self, condition):
        terms = [f"{self.bits(condition.mask)} = {condition.value}"]
        if condition.least is not None:
            terms.append(f"p = {condition.least}" if condition.least == condition.most
                         else f"p >= {condition.least}")
        return " AND ".join(terms)

    def person_column(self, column):
        if column == rules.SPARK_COLUMN:
            among = " OR ".join(
                f"({self.condition(rules.PLAIN[one])})" for one in rules.SPARK_AMONG)
            return f"{self.condition(rules.SPARK_USER)} AND ({among})"
        if column == rules.VENDOR_COLUMN:
            return (f"{self.condition(rules.VENDOR_USER)} "
                    f"AND {self.bits(rules.VENDOR_MASK)} <> 0")
        return self.condition(rules.PLAIN[column])

    def query(self, layout, shape):
        """All customers, ascending by PKID, with all counts."""
        has_count = LAYOUTS[layout][3] is not None or shape == "twice"
        source = self.persons_with_phones(layout)
        if shape == "twice":
            number = "sum(n)" if LAYOUTS[layout][3] else "count(*)"
            source = (f"SELECT customer, facts, p, {number} AS n FROM ({source}) AS phoned "
                      "GROUP BY customer, facts, p")
        counts = ", ".join(
            f"{'sum(n)' if has_count else 'count(*)'} FILTER (WHERE {self.person_column(column)}) "
            f"AS c{column}" for column in rules.PERSON_COLUMNS)
        alone = ", ".join(
            f"count(*) FILTER (WHERE class = '{name}') AS c{column}"
            for column, name in rules.DEVICE_COLUMNS.items())
        columns = ", ".join(f"coalesce(c{column}, 0) AS c{column}" for column in rules.COLUMNS)
        return f"""SELECT pkid, {columns} FROM customers
            LEFT JOIN (SELECT customer, {counts} FROM ({source}) AS placed GROUP BY customer)
                AS counted USING (customer)
            LEFT JOIN (SELECT customer, {alone} FROM standalone JOIN types USING (type)
                GROUP BY customer) AS alone USING (customer)
            ORDER BY pkid"""
