"""Users of CUCM with their devices, and the accounts that belong to them or to no one."""

from inventory import flag, folded, text, texts


class User:
    """A user of CUCM."""

    def __init__(self, site, data):
        self.site, self.id, self.mail = site, text(data["userid"]), text(data["mailid"])
        self.first, self.last = text(data["firstName"]), text(data["lastName"])
        self.devices, self.profiles = [], []

    def associate(self, data):
        """The devices and profiles of a record, each once."""
        for name in texts(data.get("associatedDevices"), "device"):
            if name not in self.devices:
                self.devices.append(name)
        for name in texts(data.get("phoneProfiles"), "profileName"):
            if name not in self.profiles:
                self.profiles.append(name)


class Phone:
    """A phone of CUCM."""

    def __init__(self, site, data):
        self.site, self.name = site, text(data["name"])
        self.description = text(data.get("description"))
        self.model = text(data.get("model"))
        self.product = text(data.get("product")) or self.model
        self.owner = text(data.get("ownerUserName"))

    @property
    def sort_key(self):
        """Of two records of one phone, that with the smaller product decides."""
        return folded(self.product)


class WebexPerson:
    """A person of Webex: known by a mail address, with the names of their licences."""

    def __init__(self, site, mail, data):
        self.site, self.mail = site, mail
        self.first, self.last = text(data.get("firstName")), text(data.get("lastName"))
        self.licenses = set()


class People:
    """Everyone and everything of one customer, as its systems know it.

    A system holds a key once and only refers to what it has. So records with one key are one
    here, and owners, devices and profiles that do not exist are dropped.
    """

    def __init__(self, customer):
        self.customer = customer
        self._read_users()
        self._read_phones()
        self._read_profiles()
        self._read_webex()
        self._read_microsoft()
        self.voicemail = self._keys("cuc/User", "Alias")
        self.express = self._keys("uccx/Agent", "userID")
        self.enterprise = self._keys("ucce/Agent", "userID")
        self.pexip = self._keys("pexip/User", "email")
        self.phone_server = self._keys("phoneserver/Phone", "name")

    def _keys(self, model, field):
        """The first record of each key: (site, key, data)."""
        found = {}
        for site, data in self.customer.of(model):
            if text(data.get(field)):
                key = text(data[field])
                found.setdefault(folded(key), (site, key, data))
        return list(found.values())

    def _read_users(self):
        self.users = {}
        for site, data in self.customer.of("cucm/User"):
            user = self.users.setdefault(folded(text(data["userid"])), User(site, data))
            user.associate(data)

    def _read_phones(self):
        self.phones = {}
        for site, data in self.customer.of("cucm/Phone"):
            phone = Phone(site, data)
            if not phone.name:
                continue
            known = self.phones.setdefault(folded(phone.name), phone)
            if phone.sort_key < known.sort_key:
                known.product, known.model = phone.product, phone.model
            known.owner = known.owner or phone.owner
        for phone in self.phones.values():
            owner = self.users.get(folded(phone.owner))
            phone.owner = owner.id if owner else ""
        for user in self.users.values():
            found = (self.phones.get(folded(name)) for name in user.devices)
            user.devices = [phone.name for phone in found if phone]

    def _read_profiles(self):
        # Device profiles have no device pool; a prefix says whose they are.
        self.profiles = {}
        for site, name, _ in self._keys("cucm/DeviceProfile", "name"):
            self.profiles[folded(name)] = (site, self.customer.code + "-" + name)
        for user in self.users.values():
            found = (self.profiles.get(folded(name)) for name in user.profiles)
            user.profiles = [profile[1] for profile in found if profile]
        self.reach = []
        for site, name, data in self._keys("cucm/RemoteDestinationProfile", "name"):
            user = self.users.get(folded(text(data.get("userId"))))
            self.reach.append((site, self.customer.code + "-" + name, user.id if user else ""))

    # Accounts of Webex

    def _by_mail(self, mail):
        """The user that an account with this address belongs to."""
        wanted = folded(mail)
        keys = [key for key, user in self.users.items() if wanted and folded(user.mail) == wanted]
        return self.users[min(keys, key=str.encode)] if keys else None

    def _webex_mail(self, user, mail, other):
        """An address by which the person of an account is found, or is not.

        Webex knows a person by one address alone. A user who shares theirs gets one of their own.
        """
        if user is None:
            return mail if mail and not self._by_mail(mail) else f"{other}@{self.customer.domain}"
        if self._by_mail(user.mail) is not user:
            user.mail = f"{user.id}@{self.customer.domain}"
        return user.mail

    def _read_webex(self):
        self.webex = {}
        for site, data in self.customer.of("webex/User"):
            name, mail = text(data.get("webExId")), text(data.get("email"))
            user = self.users.get(folded(name)) or self._by_mail(mail)
            self._add_webex(site, self._webex_mail(user, mail, name), data, {"meeting"})
        for site, data in self.customer.of("spark/User"):
            name, mail = text(data.get("userName")), text(data.get("email"))
            user = self._by_mail(mail) or self.users.get(folded(name))
            licenses = {license.lower() for license in data.get("licenses") or ["messaging"]}
            self._add_webex(site, self._webex_mail(user, mail, name), data, licenses)

    def _add_webex(self, site, mail, data, licenses):
        person = self.webex.setdefault(folded(mail), WebexPerson(site, mail, data))
        person.licenses |= licenses

    # Accounts of Microsoft

    def _read_microsoft(self):
        """Facts by principal name; T and TV of Teams, X of Exchange, O of a licensed user."""
        self.microsoft = {}
        for site, name, data in self._keys("msgraph/MsolUser", "UserPrincipalName"):
            no = data.get("IsLicensed") not in (None, "") and not flag(data["IsLicensed"])
            self._add_microsoft(name, "" if no else "O")
        for _, data in self.customer.of("msteamsonline/CsOnlineUser"):
            voice = flag(data.get("EnterpriseVoiceEnabled"))
            name = text(data.get("UserPrincipalName"))
            self._add_microsoft(name, *(["T", "TV"] if voice else ["T"]))
        for _, data in self.customer.of("msexchangeonline/UserMailbox"):
            self._add_microsoft(text(data.get("UserPrincipalName")), "X")
        # A mailbox without any licence is a shared one: Graph's users do not show it. That of a
        # user is in no column of its own, so there a licence makes no difference.
        for key, (name, facts) in list(self.microsoft.items()):
            if facts == {"X"} and not self._by_mail(name) and key not in self.users:
                del self.microsoft[key]

    def _add_microsoft(self, name, *facts):
        if name:
            known = self.microsoft.setdefault(folded(name), (name, set()))
            known[1].update(fact for fact in facts if fact)
