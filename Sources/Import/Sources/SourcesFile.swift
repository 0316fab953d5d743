internal import CensusModel
public import Documents
internal import TextOutput

/// The content of an import: the platform's facts, the hierarchy, and the exports of each system.
/// The shape is
/// that of Documentation/Sources.md.
public struct SourcesFile: Sendable {
  /// A customer with its sites.
  struct Customer: Sendable {
    var name: String
    var pkid: String?
    var reseller: String?
    var isPublicSector: Bool
    var isInactiveBilling: Bool
    var sites: [String]
  }

  /// One system with its files.
  struct Source: Sendable {
    var name: String
    var system: SourceSystem
    /// Paths or patterns, as they are written.
    var files: [String]
    /// The place of records that nothing else places.
    var defaultPlace: Int?
    /// The customers whose users its accounts may belong to; nil for all.
    var customers: Set<Int>?
  }

  /// The file's name as the user knows it.
  public let file: String
  /// Keys and values of `platform.json`.
  var platform: [(key: String, value: JSONOutput)] = []
  var provider = (name: "", pkid: String?.none)
  var customers: [Customer] = []
  /// Every site of every customer: a place for records.
  var places: [(customer: Int, site: String)] = []
  var placement: String?
  var sources: [Source] = []

  /// Reads a sources file.
  ///
  /// - Throws: at the first key or value that is not as the specification has it.
  public init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    self.file = file
    let document = SourceDocument(file: file, bytes: bytes)
    let root = try CheckedObject(
      JSONNode(parsing: bytes, file: file), what: "the sources file", in: document)
    try root.allow(["schema", "platform", "provider", "customers", "placement", "sources"])
    _ = try root.number("schema", in: 1...1)
    if root.has("platform") { platform = try Self.platform(root.node("platform"), document) }
    let provider = try CheckedObject(root.node("provider"), what: "'provider'", in: document)
    try provider.allow(["name", "pkid"])
    self.provider = (try Self.nodeName(provider, document), try Self.pkid(provider, document))
    for (index, node) in try root.array("customers").elements.enumerated() {
      try add(customer: node, number: index + 1, document)
    }
    if root.has("placement") { placement = try root.line("placement").text }
    let sources = try root.array("sources")
    for (index, node) in sources.elements.enumerated() {
      try add(source: node, number: index + 1, document)
    }
    if customers.isEmpty {
      let offset = try root.array("customers").offset
      throw document.refusal(at: offset, "expected at least one customer")
    }
    if self.sources.isEmpty {
      throw document.refusal(at: sources.offset, "expected at least one source")
    }
  }

  /// True if bytes look like a sources file, so that it can be told from a dump.
  public static func isOne(_ head: [UInt8]) -> Bool {
    guard let root = try? JSONNode(parsing: head, file: "") else { return false }
    return root["schema"] != nil && root["sources"] != nil && root["customers"] != nil
  }

  /// The place of a customer's site; nil where the file has none of these names.
  func place(customer: String, site: String) -> Int? {
    places.firstIndex {
      customers[$0.customer].name.isExactly(customer) && $0.site.isExactly(site)
    }
  }

  private static func platform(
    _ node: JSONNode, _ document: SourceDocument
  ) throws(DocumentError) -> [(key: String, value: JSONOutput)] {
    let object = try CheckedObject(node, what: "'platform'", in: document)
    try object.allow(PlatformFacts.Key.allCases.map(\.rawValue))
    var facts: [(key: String, value: JSONOutput)] = []
    for key in PlatformFacts.Key.allCases where object.has(key.rawValue) {
      let value = try object.node(key.rawValue)
      switch value.value {
      case .string(let text): facts.append((key.rawValue, .string(text)))
      case .null: break
      default:
        throw document.refusal(at: value.offset, "'\(key.rawValue)' of 'platform' must be a string")
      }
    }
    return facts
  }

  /// The name of a node, which becomes a part of a dotted path.
  private static func nodeName(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> String {
    let (text, offset) = try object.line("name")
    return try checkedName(text, offset, document)
  }

  private static func checkedName(
    _ text: String, _ offset: Int, _ document: SourceDocument
  ) throws(DocumentError) -> String {
    if text.contains(".") {
      throw document.refusal(
        at: offset, "\(shown(text)) has a dot, which separates nodes of a path")
    }
    return text
  }

  private static func pkid(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> String? {
    guard object.has("pkid") else { return nil }
    let (text, offset) = try object.string("pkid")
    guard text.isPKID else {
      throw document.refusal(at: offset, "a PKID has 24 hexadecimal digits")
    }
    return text
  }

  private mutating func add(
    customer node: JSONNode, number: Int, _ document: SourceDocument
  ) throws(DocumentError) {
    let object = try CheckedObject(node, what: "customer \(number)", in: document)
    try object.allow(["name", "pkid", "reseller", "publicSector", "inactiveBilling", "sites"])
    let name = try Self.nodeName(object, document)
    if customers.contains(where: { $0.name.isExactly(name) }) {
      throw document.refusal(at: object.offset, "a second customer \(shown(name)); rename one")
    }
    var reseller: String?
    if object.has("reseller") {
      let (text, offset) = try object.line("reseller")
      reseller = try Self.checkedName(text, offset, document)
    }
    var customer = Customer(
      name: name, pkid: try Self.pkid(object, document), reseller: reseller,
      isPublicSector: try object.bool("publicSector"),
      isInactiveBilling: try object.bool("inactiveBilling"), sites: [])
    for site in object.has("sites") ? try object.array("sites").elements : [] {
      guard let text = site.string, !text.isEmpty, !text.unicodeScalars.contains(where: \.isControl)
      else { throw document.refusal(at: site.offset, "expected the name of a site") }
      _ = try Self.checkedName(text, site.offset, document)
      if customer.sites.contains(where: { $0.isExactly(text) }) {
        throw document.refusal(at: site.offset, "a second site \(shown(text)) of this customer")
      }
      customer.sites.append(text)
      places.append((customers.count, text))
    }
    customers.append(customer)
  }

  private mutating func add(
    source node: JSONNode, number: Int, _ document: SourceDocument
  ) throws(DocumentError) {
    let object = try CheckedObject(node, what: "source \(number)", in: document)
    try object.allow(["name", "system", "files", "customer", "site", "customers"])
    let (name, nameOffset) = try object.line("name")
    if sources.contains(where: { $0.name.isExactly(name) }) {
      throw document.refusal(at: nameOffset, "a second source \(shown(name)); rename one")
    }
    let (systemName, systemOffset) = try object.string("system")
    guard let system = SourceSystem(rawValue: systemName) else {
      let known = SourceSystem.allCases.map(\.rawValue).joined(separator: ", ")
      throw document.refusal(
        at: systemOffset, "no system is called \(shown(systemName)); expected \(known)")
    }
    var source = Source(name: name, system: system, files: [])
    let files = try object.array("files")
    for file in files.elements {
      guard let path = file.string, !path.isEmpty, !path.unicodeScalars.contains("\0") else {
        throw document.refusal(at: file.offset, "expected a path or a pattern")
      }
      source.files.append(path)
    }
    if source.files.isEmpty { throw document.refusal(at: files.offset, "expected a file") }
    source.defaultPlace = try defaultPlace(object, document)
    source.customers = try served(object, document)
    sources.append(source)
  }

  private func defaultPlace(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> Int? {
    guard object.has("customer") || object.has("site") else { return nil }
    let customer = try object.line("customer")
    let site = try object.line("site")
    guard let place = place(customer: customer.text, site: site.text) else {
      throw document.refusal(
        at: site.offset,
        "no customer \(shown(customer.text)) has a site \(shown(site.text)); add it to 'customers'")
    }
    return place
  }

  private func served(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> Set<Int>? {
    guard object.has("customers") else { return nil }
    var served: Set<Int> = []
    for node in try object.array("customers").elements {
      guard let index = customers.firstIndex(where: { $0.name.isExactly(node.string ?? "") }) else {
        throw document.refusal(
          at: node.offset, "no customer has the name \(shown(node.string ?? "")); add it first")
      }
      served.insert(index)
    }
    return served
  }
}
