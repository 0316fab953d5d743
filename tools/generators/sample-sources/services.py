"""Exports of Unity Connection, Webex, the contact centres, Pexip and the phone server."""

import base64
import json
from xml.sax.saxutils import escape

from cucm import key


def document(value):
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def pages(items, size):
    return [items[at:at + size] for at in range(0, len(items), size)] or [[]]


# Unity Connection

def unity(everyone, size=100):
    """CUPI pages; also what every server has: a template and three system users."""
    users = [_subscriber(data["Alias"].strip(" "), text_of(data, "FirstName"),
                         text_of(data, "LastName"), data.get("DtmfAccessId") or "")
             for people in everyone for _, _, data in people.voicemail]
    for alias in ("operator", "undeliverablemessagesmailbox", "UnityConnection"):
        users.append(_subscriber(alias, "", "", ""))
    users.append(dict(_subscriber("voicemailusertemplate", "", "", ""), IsTemplate="true"))
    return {
        f"users-{number}.json": document({"@total": str(len(users)), "User": page})
        for number, page in enumerate(pages(users, size), 1)}


def text_of(data, name):
    return data.get(name) or ""


def _subscriber(alias, first, last, extension):
    identity = key("subscriber", alias)
    return {
        "URI": f"/vmrest/users/{identity}", "ObjectId": identity, "Alias": alias,
        "FirstName": first, "LastName": last, "DisplayName": f"{first} {last}".strip(),
        "DtmfAccessId": extension, "IsTemplate": "false", "IsVmEnrolled": "true"}


# Webex

LICENSES = {
    "meeting": "Meeting - Webex Enterprise Edition", "messaging": "Messaging",
    "calling": "Webex Calling - Professional"}


def _identity(kind, name):
    content = f"ciscospark://us/{kind}/{key(kind, name)}"
    return base64.b64encode(content.encode()).decode().rstrip("=")


def webex(everyone, size=100):
    """Pages of people, and the licences with how many people hold each."""
    people = [_person(person) for one in everyone for person in one.webex.values()]
    bot = dict(people[0], id=_identity("PEOPLE", "bot"), emails=["helper@webex.bot"],
               userName="helper@webex.bot", type="bot", licenses=[])
    people.insert(len(people) // 2, bot)
    licenses = []
    for service, name in sorted(LICENSES.items()):
        identity = _identity("LICENSE", service)
        held = sum(identity in person["licenses"] for person in people)
        licenses.append({
            "id": identity, "name": name, "totalUnits": held + 25, "consumedUnits": held,
            "consumedByUsers": held, "consumedByWorkspaces": 0, "subscriptionId": "Sub123456"})
    files = {
        f"people-{number}.json": document({"notFoundIds": None, "items": page})
        for number, page in enumerate(pages(people, size), 1)}
    files["licenses.json"] = document({"items": licenses})
    return files


def _person(person):
    return {
        "id": _identity("PEOPLE", person.mail), "emails": [person.mail],
        "userName": person.mail, "displayName": f"{person.first} {person.last}".strip(),
        "firstName": person.first, "lastName": person.last,
        "licenses": [_identity("LICENSE", name) for name in sorted(person.licenses)],
        "status": "unknown", "invitePending": False, "loginEnabled": True, "type": "person"}


# Contact centres

def uccx(everyone):
    """All resources in one reply."""
    agents = [data for people in everyone for _, _, data in people.express]
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "<resources>"]
    for data in agents:
        name = data["userID"].strip(" ")
        lines.append(
            f"<resource><self>https://ccx.example/adminapi/resource/{escape(name)}</self>"
            f"<userID>{escape(name)}</userID><firstName>{escape(data['firstName'])}</firstName>"
            f"<lastName>{escape(data['lastName'])}</lastName>"
            f"<extension>{data['extension']}</extension><type>1</type></resource>")
    return {"resources.xml": "\n".join(lines + ["</resources>", ""])}


def ucce(everyone):
    """One page of agents."""
    agents = [data for people in everyone for _, _, data in people.enterprise]
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        "<results><pageInfo><resultsPerPage>100</resultsPerPage><startIndex>0</startIndex>"
        f"<totalResults>{len(agents)}</totalResults></pageInfo><agents>"]
    for number, data in enumerate(agents):
        lines.append(
            f"<agent><refURL>/unifiedconfig/config/agent/{5000 + number}</refURL>"
            f"<agentId>{1000 + number}</agentId><person><firstName>{escape(data['firstName'])}"
            f"</firstName><lastName>{escape(data['lastName'])}</lastName>"
            f"<userName>{escape(data['userID'].strip(' '))}</userName>"
            "<loginEnabled>true</loginEnabled></person></agent>")
    return {"agents.xml": "\n".join(lines + ["</agents></results>", ""])}


# Pexip

def pexip(everyone, size=20):
    """Pages of end users."""
    users = [data for people in everyone for _, _, data in people.pexip]
    path = "/api/admin/configuration/v1/end_user/"
    files = {}
    for number, page in enumerate(pages(users, size)):
        after = (number + 1) * size
        meta = {
            "limit": size, "offset": number * size, "total_count": len(users),
            "next": f"{path}?limit={size}&offset={after}" if after < len(users) else None,
            "previous": f"{path}?limit={size}&offset={(number - 1) * size}" if number else None}
        objects = [
            {"id": number * size + at + 1, "primary_email_address": data["email"].strip(" "),
             "display_name": data["name"], "uuid": data["uuid"], "user_groups": [],
             "resource_uri": f"{path}{number * size + at + 1}/"}
            for at, data in enumerate(page)]
        files[f"end-users-{number + 1}.json"] = document({"meta": meta, "objects": objects})
    return files


# Phone server

def phone_server(everyone):
    """A list of phones with their locations."""
    lines = ["Name,Description,Location"]
    for people in everyone:
        lines += [f"{name},{data['description']},{people.customer.code} {site}"
                  for site, name, data in people.phone_server]
    return {"phones.csv": "\n".join(lines + [""])}
