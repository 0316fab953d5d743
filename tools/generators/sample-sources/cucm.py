"""Exports of CUCM: AXL replies as XML, a logged `run sql` session, BAT files."""

import csv
import io
import uuid
from xml.sax.saxutils import escape

VERSION = "http://www.cisco.com/AXL/API/14.0"


def key(kind, name):
    """A stable identifier, of the shape that CUCM uses."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{name}"))


class Cluster:
    """What a cluster holds of its customers, as rows."""

    def __init__(self, everyone):
        self.devices, self.users, self.associations, self.profiles = [], [], [], []
        for people in everyone:
            self._add(people)

    def _add(self, people):
        code = people.customer.code
        for phone in people.phones.values():
            self.devices.append({
                "name": phone.name, "description": phone.description, "product": phone.product,
                "model": phone.model, "class": "Phone", "owner": phone.owner,
                "devicepool": f"{code}-{phone.site}-DP"})
        for _, name in people.profiles.values():
            self.devices.append({
                "name": name, "description": "", "product": "Cisco 7841", "model": "Cisco 7841",
                "class": "Device Profile", "owner": "", "devicepool": ""})
        for site, name, user in people.reach:
            self.devices.append({
                "name": name, "description": "", "product": "Remote Destination Profile",
                "model": "Remote Destination Profile", "class": "Remote Destination Profile",
                "owner": user, "devicepool": f"{code}-{site}-DP"})
        for user in people.users.values():
            self.users.append({
                "userid": user.id, "mailid": user.mail, "department": f"{code} {user.site}",
                "firstname": user.first, "lastname": user.last})
            self.associations += [{"userid": user.id, "device": name} for name in user.devices]
            self.profiles += [{"userid": user.id, "profile": name} for name in user.profiles]


# AXL

def _reply(operation, body):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">\n'
        f'<soapenv:Body><ns:{operation}Response xmlns:ns="{VERSION}">\n<return>\n{body}</return>\n'
        f"</ns:{operation}Response></soapenv:Body></soapenv:Envelope>\n")


def _element(name, value, kind=None):
    if not value:
        return f"<{name}/>"
    attribute = f' uuid="{{{key(kind, value).upper()}}}"' if kind else ""
    return f"<{name}{attribute}>{escape(value)}</{name}>"


def _phone(row):
    fields = [
        _element("name", row["name"]), _element("description", row["description"]),
        _element("product", row["product"]), _element("model", row["model"]),
        _element("class", row["class"]), _element("devicePoolName", row["devicepool"], "pool"),
        _element("ownerUserName", row["owner"], "user")]
    return f'<phone uuid="{{{key("device", row["name"]).upper()}}}">{"".join(fields)}</phone>\n'


def _object(tag, row, *fields):
    elements = "".join(_element(*field) for field in fields)
    return f'<{tag} uuid="{{{key("device", row).upper()}}}">{elements}</{tag}>\n'


def _pages(items, size):
    return [items[at:at + size] for at in range(0, len(items), size)] or [[]]


def axl(cluster, size=150):
    """Files of AXL replies, in pages, with the counts that prove them complete."""
    files = {}

    def add(operation, name, items):
        for number, page in enumerate(_pages(items, size), 1):
            files[f"{name}-{number}.xml"] = _reply(operation, "".join(page))

    phones = [row for row in cluster.devices if row["class"] == "Phone"]
    add("listPhone", "listPhone", [_phone(row) for row in phones])
    add("listUser", "listUser", [
        _object("user", row["userid"], ("firstName", row["firstname"]),
                ("lastName", row["lastname"]), ("userid", row["userid"]),
                ("mailid", row["mailid"]), ("department", row["department"]))
        for row in cluster.users])
    add("listDeviceProfile", "listDeviceProfile", [
        _object("deviceProfile", row["name"], ("name", row["name"]), ("class", row["class"]))
        for row in cluster.devices if row["class"] == "Device Profile"])
    add("listRemoteDestinationProfile", "listRemoteDestinationProfile", [
        _object("remoteDestinationProfile", row["name"], ("name", row["name"]),
                ("class", row["class"]), ("devicePoolName", row["devicepool"], "pool"),
                ("userId", row["owner"], "user"))
        for row in cluster.devices if row["class"] == "Remote Destination Profile"])
    for name, rows in [("associations", cluster.associations), ("profiles", cluster.profiles)]:
        add("executeSQLQuery", name, [_row(row) for row in rows])
        files[f"{name}-count.xml"] = _reply("executeSQLQuery", _row({name: str(len(rows))}))
    return files


def _row(row):
    return "<row>" + "".join(_element(name, value) for name, value in row.items()) + "</row>\n"


# A session

STATEMENTS = {
    "devices": "select d.name, d.description, p.name as product, m.name as model, c.name as class,"
    " u.userid as owner, dp.name as devicepool from device d inner join typemodel m on m.enum ="
    " d.tkmodel inner join typeclass c on c.enum = d.tkclass left outer join typeproduct p on"
    " p.enum = d.tkproduct left outer join enduser u on u.pkid = d.fkenduser left outer join"
    " devicepool dp on dp.pkid = d.fkdevicepool where d.tkclass in (1, 20, 254) order by d.pkid",
    "users": "select userid, mailid from enduser order by pkid",
    "associations": "select u.userid, d.name as device from enduserdevicemap m inner join enduser u"
    " on u.pkid = m.fkenduser inner join device d on d.pkid = m.fkdevice where d.tkclass = 1"
    " order by m.pkid",
    "profiles": "select u.userid, d.name as profile from enduserdevicemap m inner join enduser u"
    " on u.pkid = m.fkenduser inner join device d on d.pkid = m.fkdevice where d.tkclass = 254"
    " order by m.pkid",
}
COUNTS = {
    "devices": "select count(*) as devices from device where tkclass in (1, 20, 254)",
    "users": "select count(*) as users from enduser",
    "associations": "select count(*) as associations from enduserdevicemap m inner join device d on"
    " d.pkid = m.fkdevice where d.tkclass = 1",
    "profiles": "select count(*) as profiles from enduserdevicemap m inner join device d on"
    " d.pkid = m.fkdevice where d.tkclass = 254",
}


def table(columns, rows):
    """Rows as `run sql` prints them: columns as wide as their longest value, in characters."""
    cells = [[row[column] or "NULL" for column in columns] for row in rows]
    widths = [max(map(len, values)) for values in zip(columns, *cells)]
    lines = [columns, ["=" * width for width in widths]] + cells
    return [" ".join(cell.ljust(width) for cell, width in zip(line, widths)) for line in lines]


def session(cluster):
    """A logged session with all statements and their counts."""
    columns = {
        "devices": ["name", "description", "product", "model", "class", "owner", "devicepool"],
        "users": ["userid", "mailid"], "associations": ["userid", "device"],
        "profiles": ["userid", "profile"]}
    lines = ["Command Line Interface is starting up, please wait ...", "",
             "   Welcome to the Platform Command Line Interface", ""]
    for name, statement in STATEMENTS.items():
        rows = getattr(cluster, name)
        lines += ["admin:run sql " + statement] + table(columns[name], rows) + [""]
        lines += ["admin:run sql " + COUNTS[name]] + table([name], [{name: str(len(rows))}]) + [""]
    return {"session.log": "\r\n".join(lines + ["admin:exit", ""])}


# BAT

def _csv(titles, rows):
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerows([titles] + rows)
    return output.getvalue()


def bat(cluster):
    """The two exports of the Bulk Administration Tool; they have no profiles."""
    holders, devices = {}, {}
    for row in cluster.associations:
        holders.setdefault(row["device"], []).append(row["userid"])
        devices.setdefault(row["userid"], []).append(row["device"])
    phones = [row for row in cluster.devices if row["class"] == "Phone"]
    most = max(map(len, holders.values()), default=1)
    users = [f"User ID {n}" for n in range(1, most + 1)]
    rows = [
        [row["name"], row["description"], row["devicepool"], "f", row["product"]]
        + (holders.get(row["name"], []) + [""] * most)[:most] + [row["owner"], "SIP", ""]
        for row in phones]
    titles = ["Device Name", "Description", "Device Pool", "Extension Mobility", "Device Type"]
    titles += users + ["Owner User ID", "Device Protocol", "Directory Number  1"]
    most = max(map(len, devices.values()), default=1)
    controlled = [f"CONTROLLED DEVICE {n}" for n in range(1, most + 1)]
    people = [
        [row["userid"], row["department"], row["mailid"]]
        + (devices.get(row["userid"], []) + [""] * most)[:most] + ["t"]
        for row in cluster.users]
    return {
        "Export_Phones.txt": _csv(titles, rows),
        "Export_Users.txt": _csv(
            ["USER ID", "DEPARTMENT", "MAIL ID"] + controlled + ["HOME CLUSTER"], people)}
