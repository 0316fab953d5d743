"""Writes the inventory of data/sample as exports of its systems, with placement and sources."""

import csv
import io
import sys
from pathlib import Path

import cucm
import microsoft
import services
from inventory import Inventory, folded
from people import People

# The form of each cluster, and whom it serves.
CLUSTERS = {
    "cluster-1": (cucm.axl, ["Amber Bakeries", "Birchfield Bank"]),
    "cluster-2": (cucm.session, ["Dunmere Builders", "Elderflow Clinics", "Fernhollow Couriers"]),
    "cluster-3": (cucm.bat, ["Cobalt Borough Council"]),
}


class Sample:
    """The files, the sources and the placement, as they grow."""

    def __init__(self, inventory):
        self.inventory = inventory
        self.customers = list(inventory.customers.values())
        self.people = {customer.name: People(customer) for customer in self.customers}
        self.files, self.sources, self.lines = {}, [], []
        for name, (form, served) in CLUSTERS.items():
            self._add_cluster(name, form, [self.people[customer] for customer in served])
        everyone = list(self.people.values())
        self._add("mail", "unity", services.unity(everyone))
        self._add("webex", "webex", services.webex(everyone))
        self._add("agents", "uccx", services.uccx(everyone))
        self._add("enterprise-agents", "ucce", services.ucce(everyone))
        self._add("video", "pexip", services.pexip(everyone))
        self._add("phone-server", "phoneserver", services.phone_server(everyone))
        for people in everyone:
            self._place_accounts(people)
            if people.microsoft:
                self._add_tenant(people)

    def _add(self, name, system, files, **more):
        for file, content in files.items():
            self.files[f"{name}/{file}"] = content
        ending = next(iter(files)).rpartition(".")[2]
        self.sources.append(dict(
            name=name, system=system, files=[f"{name}/*.{ending}"], **more))

    def _add_cluster(self, name, form, everyone):
        self._add(name, "cucm", form(cucm.Cluster(everyone)),
                  customers=[people.customer.name for people in everyone])
        for people in everyone:
            customer = people.customer
            for site in customer.sites:
                self._place(name, "devicePool", f"{customer.code}-{site}-DP", people, site)
                # The session does not print departments: there, users go where their phones are.
                if form is not cucm.session:
                    self._place(name, "department", f"{customer.code} {site}", people, site)
            for site, profile in people.profiles.values():
                self._place(name, "name", profile, people, site)
            if form is cucm.session:
                used = {folded(phone.owner) for phone in people.phones.values()}
                for identity, user in people.users.items():
                    if not user.devices and identity not in used:
                        self._place(name, "userid", user.id, people, user.site)

    def _place(self, source, attribute, pattern, people, site):
        self.lines.append([source, attribute, pattern, people.customer.name, site])

    def _place_accounts(self, people):
        """Lines for accounts that no user has; the others follow their users."""
        customer = people.customer
        domain = customer.domain
        # Of an account that matches no user only the customer is known, by its address.
        site = customer.sites[0]
        if people.webex:
            self._place("webex", "mail", f"*@{domain}", people, site)
        if people.pexip:
            self._place("video", "mail", f"*@{domain}", people, site)
        for place in customer.sites:
            self._place("phone-server", "location", f"{customer.code} {place}", people, place)
        for source, accounts in [
            ("mail", people.voicemail), ("agents", people.express),
            ("enterprise-agents", people.enterprise)]:
            for place, name, _ in accounts:
                if folded(name) not in people.users:
                    self._place(source, "userid", name, people, place)

    def _add_tenant(self, people):
        name = "tenant-" + people.customer.code.lower()
        customer = people.customer
        self._add(name, "microsoft", microsoft.tenant(people), customers=[customer.name],
                  customer=customer.name, site=customer.sites[0])

    def document(self):
        """The sources file."""
        inventory = self.inventory
        provider = {"name": inventory.provider.rpartition(".")[2], "pkid": inventory.provider_pkid}
        customers = []
        for customer in self.customers:
            entry = {"name": customer.name, "pkid": customer.pkid}
            if customer.reseller:
                entry["reseller"] = customer.reseller
            entry.update(
                publicSector=customer.public_sector, inactiveBilling=customer.inactive_billing,
                sites=customer.sites)
            customers.append(entry)
        return services.document({
            "schema": 1, "platform": inventory.platform, "provider": provider,
            "customers": customers, "placement": "placement.csv", "sources": self.sources})

    def write(self, directory):
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(["source", "attribute", "pattern", "customer", "site"])
        writer.writerows(self.lines)
        files = dict(self.files)
        files["placement.csv"] = output.getvalue()
        files["sources.json"] = self.document()
        for name, content in files.items():
            path = Path(directory) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")


if __name__ == "__main__":
    Sample(Inventory(sys.argv[1])).write(sys.argv[2])
