#!/usr/bin/env python3
"""Writes exports of source systems, with as many phones and users as are wanted, in every form.

usage: exports.py COUNT DIRECTORY
"""

import json
import pathlib
import random
import sys

PRODUCTS = ["Cisco 8851", "Cisco 7841", "Cisco 8845", "Analog Phone", "CTI Port"]
TEAMS = "57ff2da0-773e-42df-b2af-ffb7a2317929"
MAILBOX = "efb87545-963c-4e0d-99df-69c6916d9eb0"
SKU = "6fd2c87f-b296-42f0-b197-1e91e994b900"
PAGE = 2000


def pages(count):
    for number, start in enumerate(range(0, count, PAGE)):
        yield number, range(start, min(start + PAGE, count))


def key(number):
    return f"{number:08x}-0000-4000-8000-{number:012x}"


def reply(operation, body):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv='
        '"http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
        f'<ns:{operation} xmlns:ns="http://www.cisco.com/AXL/API/14.0"><return>{body}</return>'
        f"</ns:{operation}></soapenv:Body></soapenv:Envelope>\n"
    )


def phone(number, product):
    upper = key(number).upper()
    return (
        f'<phone uuid="{{{upper}}}"><name>SEP{number:012X}</name><description>Desk of user '
        f"{number}</description><product>{product}</product><model>{product}</model>"
        "<class>Phone</class><protocol>SIP</protocol><protocolSide>User</protocolSide>"
        f'<callingSearchSpaceName uuid="{{{upper}}}">CSS-Standard</callingSearchSpaceName>'
        f'<devicePoolName uuid="{{{upper}}}">DP-{number % 40}</devicePoolName>'
        f'<commonPhoneConfigName uuid="{{{upper}}}">Standard Common Phone Profile'
        "</commonPhoneConfigName><locationName>Hub_None</locationName>"
        f'<ownerUserName uuid="{{{upper}}}">user{number}</ownerUserName></phone>\n'
    )


def user(number):
    return (
        f'<user uuid="{{{key(number).upper()}}}"><firstName>First{number}</firstName><lastName>'
        f"Last{number}</lastName><userid>user{number}</userid><mailid>user{number}@corp.example"
        f"</mailid><associatedDevices><device>SEP{number:012X}</device></associatedDevices>"
        "<phoneProfiles/></user>\n"
    )


def axl(count, root, products):
    for number, page in pages(count):
        body = "".join(phone(index, products[index]) for index in page)
        (root / f"axl/phones-{number}.xml").write_text(reply("listPhoneResponse", body))
        body = "".join(user(index) for index in page)
        (root / f"axl/users-{number}.xml").write_text(reply("getUserResponse", body))


def bat(count, root, products):
    other = ",".join(f"Column {index}" for index in range(30))
    blanks = "," * 29
    with open(root / "bat/phones.csv", "w", encoding="utf-8") as file:
        titles = f"Device Name,Description,Device Pool,{other},Device Type,User ID 1,Owner User ID"
        file.write(f"{titles}\n")
        for index in range(count):
            file.write(
                f"SEP{index:012X},Desk of user {index},DP-{index % 40},{blanks},{products[index]},"
                f"user{index},user{index}\n"
            )
    with open(root / "bat/users.csv", "w", encoding="utf-8") as file:
        file.write("USER ID,MAIL ID,DEPARTMENT,CONTROLLED DEVICE 1\n")
        for index in range(count):
            file.write(f"user{index},user{index}@corp.example,Sales,SEP{index:012X}\n")


def session(count, root, products):
    def table(columns, rows):
        widths = [max(map(len, column)) for column in zip(columns, *rows)]
        for row in (columns, ["=" * width for width in widths], *rows):
            file.write(" ".join(map(str.ljust, row, widths)) + " \n")
        file.write("\n")

    with open(root / "sql/session.log", "w", encoding="utf-8") as file:
        for _, page in pages(count):
            rows = [
                [f"SEP{i:012X}", products[i], "Phone", f"user{i}", f"DP-{i % 40}"] for i in page
            ]
            file.write("admin:run sql select name, product, class, owner, devicepool from device\n")
            table(["name", "product", "class", "owner", "devicepool"], rows)
            rows = [[key(i), f"user{i}", f"user{i}@corp.example"] for i in page]
            file.write("admin:run sql select pkid, userid, mailid from enduser\n")
            table(["pkid", "userid", "mailid"], rows)
            file.write("admin:run sql select userid, device from enduserdevicemap\n")
            table(["userid", "device"], [[f"user{i}", f"SEP{i:012X}"] for i in page])
        file.write("admin:\n")


def cupi(count, root):
    for number, page in pages(count):
        users = [
            {
                "URI": f"/vmrest/users/{key(i)}", "ObjectId": key(i), "Alias": f"user{i}",
                "DisplayName": f"First{i} Last{i}", "DtmfAccessId": str(1000 + i),
                "IsVmEnrolled": "true",
            }
            for i in page
        ]
        text = json.dumps({"@total": str(count), "User": users})
        (root / f"cupi/users-{number}.json").write_text(text)


def graph(count, root):
    for number, page in pages(count):
        users = [
            {
                "id": key(i), "userPrincipalName": f"user{i}@corp.example", "userType": "Member",
                "assignedLicenses": [{"skuId": SKU, "disabledPlans": []}],
                "assignedPlans": [
                    {"servicePlanId": plan, "capabilityStatus": "Enabled", "service": "x"}
                    for plan in (TEAMS, MAILBOX)
                ],
            }
            for i in page
        ]
        body = {"@odata.context": "c", "value": users}
        if page[-1] + 1 < count:
            body["@odata.nextLink"] = f"https://graph.example/{number}"
        (root / f"graph/users-{number}.json").write_text(json.dumps(body))


def control_hub(count, root):
    head = "First Name,Last Name,Display Name,User ID/Email (Required),User Status,"
    for number, page in pages(count):
        with open(root / f"webex/users-{number}.csv", "w", encoding="utf-8") as file:
            file.write(head + "Messaging,Webex Calling - Professional,Webex Enterprise Edition\n")
            for i in page:
                file.write(f"First{i},Last{i},F L,user{i}@corp.example,Active,TRUE,FALSE,TRUE\n")


SYSTEMS = {
    "axl": ("cucm", "*.xml"), "bat": ("cucm", "*.csv"), "sql": ("cucm", "*.log"),
    "cupi": ("unity", "*.json"), "graph": ("microsoft", "*.json"), "webex": ("webex", "*.csv"),
}


def main():
    count, root = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    source = random.Random(1)
    products = [source.choice(PRODUCTS) for _ in range(count)]
    for form, (system, pattern) in SYSTEMS.items():
        (root / form).mkdir(parents=True, exist_ok=True)
        sources = {
            "schema": 1, "provider": {"name": "P"},
            "customers": [{"name": "A", "sites": ["A1"]}],
            "sources": [
                {
                    "name": form, "system": system, "files": [f"{form}/{pattern}"],
                    "customer": "A", "site": "A1",
                }
            ],
        }
        (root / f"{form}.json").write_text(json.dumps(sources))
    axl(count, root, products)
    bat(count, root, products)
    session(count, root, products)
    cupi(count, root)
    graph(count, root)
    control_hub(count, root)


main()
