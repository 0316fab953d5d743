"""Exports of Microsoft Graph: users with assigned licences, and the SKUs of the tenant."""

from cucm import key
from services import document, pages

PLANS = {
    "TEAMS1": "57ff2da0-773e-42df-b2af-ffb7a2317929",
    "EXCHANGE_S_ENTERPRISE": "efb87545-963c-4e0d-99df-69c6916d9eb0",
    "MCOEV": "4828c8ec-dc2e-4779-b502-87ac9ce28ab7",
    "MCOEV_VIRTUALUSER": "f47330e9-c134-43b3-9993-e7f004506889",
}
SKUS = {
    "SPE_E3": ("05e9a617-0261-4cee-bb44-138d3ef5d965", ["TEAMS1", "EXCHANGE_S_ENTERPRISE"]),
    "MCOEV": ("e43b5b99-8dfb-405f-9987-dc307f34bcbd", ["MCOEV"]),
    "PHONESYSTEM_VIRTUALUSER": ("440eaaa8-b3e0-484b-a8be-62870b9ba70a", ["MCOEV_VIRTUALUSER"]),
    "Microsoft_Teams_Rooms_Pro": ("4cde982a-ede4-4409-9ae6-b003453c8ea6", ["TEAMS1", "MCOEV"]),
    "MCOCAP": ("295a8eb0-f78d-45c7-8b5b-1eed5ed02dff",
               ["TEAMS1", "MCOEV", "EXCHANGE_S_ENTERPRISE"]),
}
# Accounts that no tenant lacks and that are not persons.
OTHERS = {
    "boardroom": ["Microsoft_Teams_Rooms_Pro"], "lobby.phone": ["MCOCAP"],
    "main.line": ["PHONESYSTEM_VIRTUALUSER"]}


def tenant(people, size=50):
    """Graph pages of one tenant; the last one has no next link."""
    users = [_user(name, _licenses(facts)) for name, facts in people.microsoft.values()]
    domain = people.customer.domain
    for name, skus in OTHERS.items():
        assigned = [{"skuId": SKUS[sku][0], "disabledPlans": []} for sku in skus]
        users.append(_user(f"{name}@{domain}", assigned))
    guest = f"visitor_elsewhere.example#EXT#@{domain}"
    users.append(dict(_user(guest, []), userType="Guest"))
    files = {"skus.json": document({"value": _subscribed(users)})}
    address = "https://graph.microsoft.com/v1.0/users?$skiptoken="
    chunks = pages(users, size)
    for number, page in enumerate(chunks, 1):
        body = {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users"}
        if number == 1:
            body["@odata.count"] = len(users)
        if number < len(chunks):
            body["@odata.nextLink"] = f"{address}{key('page', f'{domain}/{number}')}"
        body["value"] = page
        files[f"users-{number}.json"] = document(body)
    return files


def _licenses(facts):
    """The licences that give a person exactly these facts."""
    if not facts:
        return []
    plans = {"TEAMS1": "T", "EXCHANGE_S_ENTERPRISE": "X"}
    off = [PLANS[plan] for plan, fact in plans.items() if fact not in facts]
    licenses = [{"skuId": SKUS["SPE_E3"][0], "disabledPlans": off}]
    if "TV" in facts:
        licenses.append({"skuId": SKUS["MCOEV"][0], "disabledPlans": []})
    return licenses


def _user(name, licenses):
    return {
        "id": key("account", name), "userPrincipalName": name, "accountEnabled": True,
        "userType": "Member", "assignedLicenses": licenses}


def _subscribed(users):
    held = [license["skuId"] for user in users for license in user["assignedLicenses"]]
    return [
        {"skuId": identity, "skuPartNumber": name, "appliesTo": "User",
         "capabilityStatus": "Enabled", "consumedUnits": held.count(identity),
         "servicePlans": [
             {"servicePlanId": PLANS[plan], "servicePlanName": plan,
              "provisioningStatus": "Success", "appliesTo": "User"} for plan in plans]}
        for name, (identity, plans) in SKUS.items()]
