"""A slow twin of the rules: a report counted person by person, by conditions in Python."""

import re
from typing import NamedTuple

FACTS = ["U", "V", "W", "S", "E", "R", "CCX", "CCE", "T", "TV", "X", "O", "PX"]
TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|([A-Za-z]+)|(\d+)|(<=|>=|!=|[=<>(),]))")


class Anybody(NamedTuple):
    """Facts and a number of phones."""

    facts: set
    phones: int


class Rules:
    """A rule set, as its JSON says."""

    def __init__(self, document):
        self.document = document
        self.columns = document["columns"]
        self.by_title = {column["title"]: column for column in self.columns}
        self.compiled = {}

    def holds(self, text, person):
        if text not in self.compiled:
            self.compiled[text] = compile(translated(text), text, "eval")
        return eval(self.compiled[text], {
            "has": lambda fact: fact in person.facts, "P": person.phones,
            "column": lambda *titles: any(
                self.holds(self.by_title[title]["where"], person) for title in titles)})

    def is_contradiction(self, text):
        """True if a condition holds for no combination of facts and phones."""
        facts = self.facts(text)
        for bits in range(1 << len(facts)):
            having = {fact for index, fact in enumerate(facts) if bits >> index & 1}
            for phones in range(14):
                if self.holds(text, Anybody(having, phones)):
                    return False
        return True

    def facts(self, text):
        """The facts that a condition and the columns in it name."""
        found = [word for _, word, _, _ in TOKEN.findall(text) if word in FACTS]
        for title, _, _, _ in TOKEN.findall(text):
            if title:
                found += self.facts(self.by_title[title]["where"])
        return sorted(set(found))

    def value(self, column, customer):
        kind = column["kind"]
        if kind == "customerPKID":
            return customer.pkid
        if kind == "persons":
            return str(sum(self.holds(column["where"], person) for person in customer.persons))
        if kind == "standaloneDevices":
            return str({"phone": customer.phones, "analog": customer.analog}[column["class"]])
        if kind == "setting":
            setting = {"publicSector": customer.public_sector, "inactiveBilling": customer.inactive}
            return "Y" if setting[column["setting"]] else "N"
        return str({"phoneServerPhones": customer.server_phones,
                    "sites": len(customer.sites)}[kind])

    def rows(self, customers):
        """The rows of the report, as texts."""
        return [[self.value(column, customer) for column in self.columns]
                for customer in sorted(customers, key=lambda customer: customer.pkid)]


def translated(text):
    """A condition as an expression of Python."""
    words = []
    place = 0
    while place < len(text.rstrip()):
        match = TOKEN.match(text, place)
        title, word, number, sign = match.groups()
        if title is not None:
            words.append(repr(title.replace("''", "'")))
        elif word in ("and", "or", "not", "column", "P"):
            words.append(word)
        elif word:
            words.append(f"has({word!r})")
        elif number:
            words.append(str(int(number)))
        else:
            words.append({"=": "=="}.get(sign, sign))
        place = match.end()
    return " ".join(words)


def random_condition(random, titles, depth=3):
    """A condition after the grammar, which may name earlier columns."""
    draw = random.random()
    if depth == 0 or draw < 0.3:
        return random.choice(FACTS)
    if draw < 0.45:
        return f"P {random.choice(['=', '!=', '<', '<=', '>', '>='])} {random.randint(0, 12)}"
    if draw < 0.55 and titles:
        names = random.sample(titles, random.randint(1, min(3, len(titles))))
        return f"column({', '.join(repr(name) for name in names)})"
    inner = [random_condition(random, titles, depth - 1) for _ in range(random.randint(2, 3))]
    if draw < 0.7:
        return f"not ({inner[0]})"
    return "(" + f" {random.choice(['and', 'or'])} ".join(inner) + ")"


def random_rules(random):
    """A rule set of every kind of column, none of them exclusive."""
    columns = [{"title": "PKID", "kind": "customerPKID"}]
    titles = []
    for index in range(random.randint(1, 12)):
        title = f"c{index}"
        columns.append({
            "title": title, "kind": "persons",
            "where": random_condition(random, titles)})
        titles.append(title)
    columns += random.sample([
        {"title": "phones", "kind": "standaloneDevices", "class": "phone"},
        {"title": "analog", "kind": "standaloneDevices", "class": "analog"},
        {"title": "public", "kind": "setting", "setting": "publicSector"},
        {"title": "server", "kind": "phoneServerPhones"}, {"title": "sites", "kind": "sites"},
    ], random.randint(0, 5))
    rules = {"schema": 1, "auditVersion": "9", "phonesPerLicense": random.randint(1, 20),
             "columns": columns}
    if random.random() < 0.5:
        rules["licensed"] = random_condition(random, [], 2)
    return rules
