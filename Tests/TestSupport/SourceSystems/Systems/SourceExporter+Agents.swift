extension SourceExporter {
  /// Resources of Contact Center Express.
  mutating func exportExpress(_ group: SourceInventory.Group) {
    let ids = group.customers.flatMap(\.express).map { spelled($0.key) }
    let isXML = random.chance(50)
    let content =
      isXML
      ? ("resources.xml", expressXML(ids)) : ("resources.json", expressJSON(ids))
    for customer in group.customers {
      placeAccounts("uccx", ["userid"], customer, customer.express)
    }
    add("uccx", [content], group)
  }

  private mutating func expressXML(_ ids: [String]) -> Bytes {
    let resources = ids.map { id in
      let elements = [
        XMLText.element("self", "http://other/adminapi/resource/x", &random),
        XMLText.element("userID", id, &random), XMLText.element("firstName", "Zoë", &random),
        XMLText.element("extension", "1001", &random),
        "<team name=\"T\"><refURL>http://other/t</refURL></team>",
      ]
      return "<resource>\(XMLText.shuffled(elements, &random))</resource>"
    }
    let body = resources.isEmpty ? "<resources/>" : "<resources>\(resources.joined())</resources>"
    return bytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + body)
  }

  private mutating func expressJSON(_ ids: [String]) -> Bytes {
    let resources = ids.map { id in
      JSONTree.object([
        JSONMember("self", .string("http://other/adminapi/resource/x")),
        JSONMember("userID", .string(id)), JSONMember("extension", .string("1001")),
        JSONMember("type", .number("1")), JSONMember("skillMap", .null),
      ])
    }
    let list = resources.count == 1 && random.chance(50) ? resources[0] : .array(resources)
    return document(
      .object([JSONMember("@type", .string("resourceXMLList")), JSONMember("resource", list)]))
  }

  /// Agents of Contact Center Enterprise.
  mutating func exportEnterprise(_ group: SourceInventory.Group) {
    let ids = group.customers.flatMap(\.enterprise).map { spelled($0.key) }
    var start = 0
    var contents: [Content] = []
    for page in pages(ids) {
      let agents = page.enumerated().map { number, id in
        "<agent><refURL>/unifiedconfig/config/agent/\(start + number)</refURL>"
          + "<agentId>\(1000 + start + number)</agentId><person><firstName>Z</firstName>"
          + "<loginEnabled>true</loginEnabled><userName>\(XMLText.escaped(id))</userName>"
          + "</person></agent>"
      }
      let info =
        "<pageInfo><resultsPerPage>\(max(1, page.count))</resultsPerPage><startIndex>\(start)"
        + "</startIndex><totalResults>\(ids.count)</totalResults></pageInfo>"
      let body = "<results>\(info)<agents>\(agents.joined())</agents></results>"
      contents.append(
        ("agents-\(contents.count).xml", bytes("<?xml version=\"1.0\"?>\n" + body)))
      start += page.count
    }
    for customer in group.customers {
      placeAccounts("ucce", ["userid"], customer, customer.enterprise)
    }
    add("ucce", contents, group)
  }
}
