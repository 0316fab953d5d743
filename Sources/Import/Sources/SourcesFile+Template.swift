extension SourcesFile {
  /// A sources file to start from. A `note` is a comment.
  public static let template = """
    {
      "note": "Documentation/Sources.md describes every key. 'note' is allowed everywhere.",
      "schema": 1,
      "platform": {
        "note": "The head of the report. All keys are optional.",
        "OrgID": "example", "hostname": "uc-host", "License Token": "token"
      },
      "provider": {"name": "Provider"},
      "customers": [
        {
          "note": "'pkid' and 'reseller' are optional; a pkid is derived from the names.",
          "name": "Customer A", "reseller": "Reseller", "publicSector": false,
          "inactiveBilling": false, "sites": ["Head Office", "Warehouse"]
        },
        {"name": "Customer B", "sites": ["Main"]}
      ],
      "placement": "placement.csv",
      "sources": [
        {
          "note": "Phones and users go where placement.csv says, others to 'customer' and 'site'.",
          "name": "cluster-1", "system": "cucm", "files": ["cucm/*.xml", "cucm/phones.csv"],
          "customer": "Customer A", "site": "Head Office"
        },
        {
          "note": "Accounts go to the user that they match, among these customers.",
          "name": "tenant-a", "system": "microsoft", "files": ["graph/users*.json"],
          "customers": ["Customer A"]
        }
      ]
    }

    """
}
