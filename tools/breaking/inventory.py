"""Random dumps whose numbers are known by construction: persons with facts and phones are drawn
first, and records are made of them."""

from dataclasses import dataclass, field

MODELS = {
    "V": "device/cuc/User", "W": "device/webex/User", "S": "device/spark/User",
    "CCX": "device/uccx/Agent", "CCE": "device/ucce/Agent",
    "X": "device/msexchangeonline/UserMailbox", "PX": "device/pexip/User",
}
FACTS = ["V", "W", "S", "E", "R", "CCX", "CCE", "T", "TV", "X", "O", "PX"]
PHONES = ["Cisco 8845", "Cisco 7841", "A product that no table knows"]
ANALOG = ["Analog Phone", "Cisco VGC Phone"]


@dataclass
class Person:
    name: str
    facts: set
    phones: int = 0


@dataclass
class Customer:
    pkid: str
    path: str
    sites: list
    persons: list = field(default_factory=list)
    phones: int = 0
    analog: int = 0
    server_phones: int = 0
    public_sector: bool = False
    inactive: bool = False
    records: list = field(default_factory=list)


class Maker:
    """Makes one provider with its customers."""

    def __init__(self, random, customers=None, persons=8):
        self.random = random
        self.number = 0
        self.person_max = persons
        self.nodes = [node("sys.hcs", "P", "Provider")]
        count = customers or random.randint(1, 4)
        self.customers = [self.customer(index) for index in range(count)]

    @property
    def records(self):
        return self.nodes + [record for customer in self.customers for record in customer.records]

    def fresh(self, stem):
        self.number += 1
        return f"{stem}{self.number}{self.random.choice(['', '-é', '.x', ' y'])}"

    def customer(self, index):
        random = self.random
        pkid = f"{index:04x}" + "".join(random.choice("0123456789abcdef") for _ in range(20))
        customer = Customer(pkid, f"sys.hcs.P.C{index}", [])
        nodes = [node("sys.hcs.P", f"C{index}", "Customer", pkid)]
        for site in range(random.randint(1, 3)):
            nodes.append(node(customer.path, f"S{site}", "Site"))
            customer.sites.append(f"{customer.path}.S{site}")
        self.nodes += nodes
        # One with a PKID that comes twice would be a fault of pages.
        self.nodes += random.sample(nodes[1:], random.randint(0, 1))
        customer.public_sector, customer.inactive = random.random() < 0.3, random.random() < 0.3
        customer.records.append(record(
            "relation/HcsCustomerREL", customer.path, publicSector=customer.public_sector,
            inactiveBilling=customer.inactive))
        self.customer_content(customer)
        return customer

    def customer_content(self, customer):
        random = self.random
        for _ in range(random.randint(0, self.person_max)):
            self.user(customer)
        for _ in range(random.randint(0, self.person_max)):
            self.account(customer)
        for _ in range(random.randint(0, 3)):
            customer.phones += 1
            self.phone(customer, random.choice(PHONES))
        for _ in range(random.randint(0, 2)):
            customer.analog += 1
            self.phone(customer, random.choice(ANALOG))
        for _ in range(random.randint(0, 2)):
            customer.server_phones += 1
            self.add(customer, "device/phoneserver/Phone", name=self.fresh("ps"))
        for _ in range(random.randint(0, 2)):
            self.add(customer, "data/NoRole", name=self.fresh("none"))

    def add(self, customer, model, **data):
        """A record of the customer at one of its sites, sometimes twice."""
        random = self.random
        made = record(model, random.choice(customer.sites), **data)
        customer.records.append(made)
        if random.random() < 0.1:
            customer.records.append(made)

    def spelled(self, text):
        """A text that is folded to the same key."""
        draw = self.random.random()
        if draw < 0.1:
            text = text.upper() if text.isascii() else text
        return f" {text} " if draw > 0.9 else text

    def phone(self, customer, product, **data):
        name = self.fresh("SEP")
        self.add(customer, "device/cucm/Phone", name=name, product=product, **data)
        return name

    def facts(self):
        chosen = {fact for fact in FACTS if self.random.random() < 0.25}
        # Voice is a property of a Teams account.
        return chosen | {"T"} if "TV" in chosen else chosen

    def user(self, customer):
        random = self.random
        person = Person(self.fresh("u"), self.facts() | {"U"})
        person.phones = random.choice([0, 0, 1, 1, 2, 3, 9, 10, 11, 21])
        mail = f"m{self.number}@example.com"
        devices = []
        for _ in range(person.phones):
            owner = random.choice(["owner", "list", "both"])
            data = {} if owner == "list" else {"ownerUserName": self.spelled(person.name)}
            name = self.phone(customer, random.choice(PHONES + ANALOG), **data)
            if owner != "owner":
                devices.append(self.spelled(name))
        if random.random() < 0.1:
            self.phone(customer, "CTI Port", ownerUserName=person.name)
        profiles = []
        if "E" in person.facts:
            profiles.append(f"em {person.name}")
            self.add(customer, "device/cucm/DeviceProfile", name=f"em {person.name}")
        if "R" in person.facts:
            self.add(customer, "device/cucm/RemoteDestinationProfile", name=self.fresh("rdp"),
                     userId=self.spelled(person.name))
        self.add(customer, "device/cucm/User", userid=self.spelled(person.name), mailid=mail,
                 associatedDevices={"device": devices}, phoneProfiles={"profileName": profiles})
        self.services(customer, person.facts, person.name, mail)
        customer.persons.append(person)

    def services(self, customer, facts, name, mail):
        """The accounts of one person, found by user id or mail address."""
        fields = {
            "V": {"Alias": name}, "W": {"webExId": name, "email": ""},
            "S": {"email": mail, "userName": name}, "CCX": {"userID": name},
            "CCE": {"userID": name}, "X": {"UserPrincipalName": mail}, "PX": {"email": mail},
        }
        for fact, model in MODELS.items():
            if fact in facts:
                self.add(customer, model, **{
                    key: self.spelled(value) for key, value in fields[fact].items()})
        if "T" in facts:
            self.add(customer, "device/msteamsonline/CsOnlineUser",
                     UserPrincipalName=self.spelled(mail), EnterpriseVoiceEnabled="TV" in facts)
        if "O" in facts:
            self.add(customer, "device/msgraph/MsolUser", UserPrincipalName=self.spelled(mail),
                     IsLicensed=True)

    def account(self, customer):
        """A person who is not a UCM user: of one Cisco service, or of Microsoft's."""
        random = self.random
        name = self.fresh("a")
        facts = self.facts() & {"T", "TV", "X", "O", "PX"}
        if not facts & {"T", "X", "O"} or random.random() < 0.5:
            facts = {random.choice(["V", "W", "S", "CCX", "CCE", "PX"])}
        self.services(customer, facts, name, f"m{self.number}@example.com")
        customer.persons.append(Person(name, facts))


def node(path, name, kind, pkid=None):
    made = record("data/HierarchyNode", path, name=name, node_type=kind)
    if pkid:
        made["meta"]["pkid"] = pkid
    return made


def record(model, path, **data):
    return {"meta": {"model_type": model, "path": path}, "data": data}
