extension SourceExporter {
  /// End users of Pexip.
  mutating func exportPexip(_ group: SourceInventory.Group) {
    let mails = group.customers.flatMap(\.pexip).map { spelled($0.key) }
    let all = pages(mails)
    let path = "/api/admin/configuration/v1/end_user/"
    var contents: [Content] = []
    var offset = 0
    for (number, page) in all.enumerated() {
      let objects = page.enumerated().map { index, mail in
        JSONTree.object([
          JSONMember("id", .number(String(offset + index + 1))),
          JSONMember("primary_email_address", .string(mail)),
          JSONMember("display_name", .string("Zoë")), JSONMember("user_groups", .array([])),
          JSONMember("uuid", .string(identifier())),
          JSONMember("resource_uri", .string("\(path)\(offset + index + 1)/")),
        ])
      }
      let isLast = number == all.count - 1
      let next = JSONTree.string("\(path)?offset=\(offset + page.count)")
      let meta = [
        JSONMember("limit", .number("1000")), JSONMember("offset", .number(String(offset))),
        JSONMember("next", isLast ? .null : next), JSONMember("previous", .null),
        JSONMember("total_count", .number(String(mails.count))),
      ]
      let body = [
        JSONMember("meta", .object(meta)), JSONMember("objects", .array(objects)),
      ]
      contents.append(("end-users-\(number).json", document(.object(body))))
      offset += page.count
    }
    for customer in group.customers {
      placeAccounts("pexip", ["mail"], customer, customer.pexip)
    }
    add("pexip", contents, group)
  }

  /// Phones of a phone server, as a list.
  mutating func exportPhoneServer(_ group: SourceInventory.Group) {
    let phones = group.customers.flatMap(\.phoneServer)
    if phones.isEmpty { return }
    let rows = phones.map { [$0.key, "gate", ""] }
    let text = CSVDialect.any(&random).text(["Name", "Description", "Location"], rows)
    for customer in group.customers where !customer.phoneServer.isEmpty {
      place("phoneserver", ("name", "*.\(customer.mark)"), customer, site: 0)
    }
    add("phoneserver", [("phones.csv", text)], group)
  }
}
