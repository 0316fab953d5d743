extension ProviderGenerator {
  /// Providers, resellers, customers, sites and what lies between them.
  mutating func growTree() {
    let roll = random.below(100)
    let providers = options.canLackNodes && roll < 2 ? 0 : roll < 80 ? 1 : 2
    if providers == 0 { growCustomers(below: ["sys.hcs"]) }
    for _ in 0..<providers {
      let parent = random.pick(["sys.hcs", "sys.hcs", "sys"])
      let provider = addNode(below: parent, "Provider", GeneratorWords.plainNames)
      var containers = [provider.path]
      for _ in 0..<random.below(4) {
        let type = random.chance(70) ? "Reseller" : random.pick(GeneratorWords.otherTypes)
        containers.append(addNode(below: random.pick(containers), type).path)
      }
      growCustomers(below: containers)
    }
  }

  private mutating func growCustomers(below containers: [String]) {
    let lacking = options.debatable ? 20 : options.canLackNodes && tree.customers.isEmpty ? 3 : 0
    let count = random.chance(lacking) ? 0 : random.pick([1, 1, 1, 2, 2, 3, 4, 6])
    let first = tree.customers.count
    for index in 0..<count {
      var parent = random.pick(containers)
      if index > 0, random.chance(25) {
        let around = tree.customers[first + random.below(index)]
        parent = random.pick(around.sites + around.outside)
      }
      growCustomer(below: parent, containers)
    }
  }

  private mutating func growCustomer(below parent: String, _ containers: [String]) {
    let node = addNode(below: parent, "Customer")
    var customer = GeneratedTree.Customer(node: node, above: containers + ["sys.hcs", parent])
    customer.outside = [node.path]
    for _ in 0..<random.pick([0, 1, 1, 2, 3, 4, 5, 7]) {
      let isSite = random.chance(65)
      let parent = random.pick(customer.outside + customer.sites)
      let wasSite = customer.sites.contains { bytes($0) == bytes(parent) }
      let type = isSite ? "Site" : random.pick(GeneratorWords.otherTypes)
      let path = addNode(below: parent, type).path
      if isSite || wasSite { customer.sites.append(path) } else { customer.outside.append(path) }
    }
    tree.customers.append(customer)
  }

  /// Adds a node with a name of its own and its record, now and then twice.
  private mutating func addNode(
    below parent: String, _ type: String,
    _ names: [String] = GeneratorWords.plainNames + GeneratorWords.controlNames
  ) -> GeneratedTree.Node {
    var name = random.pick(names)
    while tree.has(parent + "." + name) { name += String(random.below(10)) }
    let node = GeneratedTree.Node(path: parent + "." + name, type: type, pkid: randomPKID())
    let place = place(parent)
    tree.nodes.append(node)
    var data = [JSONMember("name", .string(name))]
    if !type.utf8.isEmpty || random.chance(40) {
      data.append(JSONMember("node_type", .string(type)))
    }
    let record = RawRecord(RecordShape.node, place, pkid: node.pkid, data: data)
    records.append(record)
    if random.chance(12) {
      records.append(RawRecord(RecordShape.node, .path(parent), pkid: node.pkid, data: data))
    }
    return node
  }

  mutating func randomPKID() -> String {
    let digits = random.pick(["0123456789abcdef", "0123456789abcdef", "0123456789ABCDEF"])
    return String((0..<24).map { _ in random.pick(Array(digits)) })
  }

  /// A node's path as a record may name it.
  mutating func place(_ path: String) -> RawRecord.Place {
    let roll = random.below(100)
    if roll < 15, let pkid = tree.pkid(of: path) { return .hierarchy(pkid) }
    return roll < 25 ? .hierarchy(path) : .path(path)
  }
}
