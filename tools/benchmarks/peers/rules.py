"""The columns of the report that count persons and standalone devices, for the peers: written from
the titles of AuditRules.md, independent of data/rules-4.1.5.json."""

FACTS = ("U", "V", "W", "S", "E", "R", "CCX", "CCE", "T", "TV", "X", "O", "PX")
MICROSOFT_AND_PEXIP = ("T", "O", "X", "PX")


class Condition:
    """Bits that are set, bits that are not, and a range of phones (None: any number)."""

    def __init__(self, words, least=None, most=None):
        named = {word.lstrip("-"): not word.startswith("-") for word in words.split()}
        self.mask = sum(bit(fact) for fact in named)
        self.value = sum(bit(fact) for fact, wanted in named.items() if wanted)
        self.least, self.most = least, most


def bit(fact):
    return 1 << FACTS.index(fact)


def no_phone(words):
    return Condition("U " + words, 0, 0)


def one_phone(words):
    return Condition("U " + words, 1, 1)


# By number of the column; a person is counted who fulfils the one condition.
PLAIN = {
    2: one_phone("S -V -W"), 3: one_phone("-S -V -W"), 4: one_phone("V -W"), 5: one_phone("W"),
    6: Condition("U", 2), 7: Condition("U", 11),
    8: no_phone("-E -V -W -R -S"), 9: no_phone("R -E -V -W -S"), 10: no_phone("V -E -W"),
    11: no_phone("W -E"), 12: no_phone("S -E -R -V -W"), 13: no_phone("E S -V -W"),
    14: no_phone("E -R -V -W -S"), 15: no_phone("E R -V -W -S"), 16: no_phone("E V -W"),
    17: no_phone("E W"),
    19: Condition("-U W"), 20: Condition("-U V"), 21: Condition("CCE"), 22: Condition("CCX"),
    23: Condition("-U S"), 28: Condition("-U T -TV"), 29: Condition("-U T TV -X"),
    30: Condition("-U T TV X"), 31: Condition("-U O -T"), 32: Condition("U TV", 1),
    34: Condition("PX -U -T -O -X"),
}
# Column 27: has Spark and is in one of the columns that do not speak of it.
SPARK_COLUMN, SPARK_USER, SPARK_AMONG = 27, Condition("U S"), (4, 5, 6, 10, 11, 16, 17)
# Column 33: is a UCM user and has any of these.
VENDOR_COLUMN, VENDOR_USER = 33, Condition("U")
VENDOR_MASK = sum(map(bit, MICROSOFT_AND_PEXIP))

PERSON_COLUMNS = sorted([*PLAIN, SPARK_COLUMN, VENDOR_COLUMN])
# Columns that count standalone devices, by class.
DEVICE_COLUMNS = {18: "phone", 26: "analog"}
COLUMNS = sorted([*PERSON_COLUMNS, *DEVICE_COLUMNS])
