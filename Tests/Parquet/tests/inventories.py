"""Random dumps: persons with every combination of facts, and phones of every class and owner."""

import json
import pathlib
import random
from typing import Any

SITE = "sys.hcs.CS-P.{}.{}"
MODELS = ["Cisco 8841", "Cisco 7821", "cisco  7821 ", "Analog Phone", "Cisco VGC Phone", "CTI Port",
          "Cisco Spark Remote Device", "Universal Device Template", "CTI Remote Device", "Não listado",
          ""]
MICROSOFT = ["device/msgraph/MsolUser", "device/msteamsonline/CsOnlineUser",
             "device/msexchangeonline/UserMailbox"]


def record(model: str, path: str, pkid: str = "", **data: Any) -> dict[str, Any]:
    """A record."""
    return {"meta": {"model_type": model, "path": path, "pkid": pkid}, "data": data}


def node(path: str, name: str, kind: str, number: int) -> dict[str, Any]:
    """A node of the hierarchy."""
    return record("data/HierarchyNode", path, f"{number:024x}", name=name, node_type=kind)


def dump(directory: pathlib.Path, seed: int, person_counts: list[int], cluster: int = 0) -> pathlib.Path:
    """A dump with as many persons for each customer; another cluster has other people of the same."""
    chance = random.Random(seed * 1000 + cluster)
    records = [node("sys.hcs", "CS-P", "Provider", 1)]
    for index, person_count in enumerate(person_counts):
        name = f"Customer{index}"
        # Not in the order of the PKIDs.
        records.append(node("sys.hcs.CS-P", name, "Customer", 0xff00 - 7 * index))
        site = f"Site{cluster}"
        if person_count > 0 or chance.random() < 0.5:
            records.append(node(f"sys.hcs.CS-P.{name}", site, "Site", 0x10000 + index * 10 + cluster))
        for number in range(chance.randrange(3)):
            records.append(node(f"sys.hcs.CS-P.{name}", f"More{cluster}{number}", "Site",
                                0x20000 + index * 100 + cluster * 10 + number))
        records.append(record("relation/HcsCustomerREL", f"sys.hcs.CS-P.{name}",
                              publicSector=chance.random() < 0.5, inactiveBilling=chance.random() < 0.5))
        people = People(chance, SITE.format(name, site), f"{index}-{cluster}")
        for number in range(person_count):
            people.add(number)
        if person_count > 0:
            people.add_phones()
        records += people.records
    chance.shuffle(records)
    directory.mkdir(parents=True)
    with open(directory / "records.jsonl", "w", encoding="utf-8") as file:
        for each in records:
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    facts = {"Provider Name": "CS-P", "hostname": "VOSS-UN-1"}
    (directory / "platform.json").write_text(json.dumps(facts))
    return directory


class People:
    """The records of a site, person by person: each is a user or one account that matches none."""

    def __init__(self, chance: random.Random, path: str, name: str) -> None:
        self.chance, self.path, self.name = chance, path, name
        self.records: list[dict[str, Any]] = []
        self.users: list[str] = []

    def add(self, number: int) -> None:
        user = f"u{self.name}-{number}"
        if self.chance.random() < 0.7:
            self._add_user(user)
        else:
            self._add_account(user)

    def _record(self, model: str, **data: Any) -> None:
        self.records.append(record(model, self.path, **data))

    def _add_user(self, user: str) -> None:
        chance, mail = self.chance, f"{user}@example.com"
        self.users.append(user)
        profiles = [f"em-{user}"] if chance.random() < 0.4 else []
        self._record("device/cucm/User", userid=user, mailid=mail,
                     phoneProfiles={"profileName": profiles})
        for profile in profiles:
            self._record("device/cucm/DeviceProfile", name=profile)
        if chance.random() < 0.3:
            self._record("device/cucm/RemoteDestinationProfile", name=f"r-{user}", userId=user)
        for model, key in [("device/cuc/User", "Alias"), ("device/webex/User", "webExId"),
                           ("device/spark/User", "userName"), ("device/uccx/Agent", "userID"),
                           ("device/ucce/Agent", "userID")]:
            if chance.random() < 0.35:
                self._record(model, **{key: user})
        if chance.random() < 0.4:
            self._add_microsoft(mail)
        if chance.random() < 0.1:
            self._record("device/pexip/User", email=mail)

    def _add_account(self, user: str) -> None:
        mail, kind = f"{user}@example.org", self.chance.randrange(7)
        if kind < 5:
            model, key = [("device/cuc/User", "Alias"), ("device/webex/User", "webExId"),
                          ("device/spark/User", "email"), ("device/uccx/Agent", "userID"),
                          ("device/ucce/Agent", "userID")][kind]
            self._record(model, **{key: user})
        elif kind == 5:
            self._add_microsoft(mail)
            if self.chance.random() < 0.3:
                self._record("device/pexip/User", email=mail)
        else:
            self._record("device/pexip/User", email=mail)

    def _add_microsoft(self, mail: str) -> None:
        for model in self.chance.sample(MICROSOFT, self.chance.randint(1, 3)):
            data = {"UserPrincipalName": mail}
            if model.endswith("CsOnlineUser"):
                data["EnterpriseVoiceEnabled"] = self.chance.random() < 0.6
            if model.endswith("MsolUser"):
                data["IsLicensed"] = self.chance.random() < 0.8
            self._record(model, **data)

    def add_phones(self) -> None:
        """Phones without a user and phones of users, of whom some have none and some very many."""
        chance = self.chance
        for number in range(chance.randint(0, 30)):
            self._add_phone(f"S{self.name}-{number}", owner="")
            self._record("device/phoneserver/Phone", name=f"P{self.name}-{number}")
        for user in self.users:
            many = chance.random() < 0.3
            count = chance.choice([0, 0, 1, 1, 1, 2, 9, 10, 11, 21, 64] if many else [0, 1, 2])
            for number in range(count):
                self._add_phone(f"D{user}-{number}", owner=user)
        # Further owners, who name the phone themselves.
        owned = [each["data"]["name"] for each in self.records
                 if each["meta"]["model_type"] == "device/cucm/Phone"]
        for each in self.records:
            if each["meta"]["model_type"] == "device/cucm/User" and owned and chance.random() < 0.2:
                each["data"]["associatedDevices"] = {"device": chance.sample(owned, min(3, len(owned)))}

    def _add_phone(self, name: str, owner: str) -> None:
        kind = "Gateway" if self.chance.random() < 0.05 else "Phone"
        self._record("device/cucm/Phone", name=name, product=self.chance.choice(MODELS),
                     ownerUserName=owner, **{"class": kind})


def phones(dump: pathlib.Path) -> list[list[str]]:
    """Customer, owner, name and folded product of every phone of a dump, once for each owner."""
    with open(dump / "records.jsonl", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    owners: dict[str, set[str]] = {}
    found = [each for each in records if each["meta"]["model_type"] == "device/cucm/Phone"]
    for each in found:
        owners[each["data"]["name"]] = {each["data"]["ownerUserName"]} - {""}
    for each in records:
        for name in each["data"].get("associatedDevices", {}).get("device", []):
            owners[name].add(each["data"]["userid"])
    return [
        [each["meta"]["path"].split(".")[3], owner, each["data"]["name"],
         "-" if each["data"]["class"] != "Phone" else " ".join(each["data"]["product"].lower().split())]
        for each in found for owner in owners[each["data"]["name"]] or {""}]
