internal import CensusModel
internal import CensusRules
public import Documents

extension Contract {
  private static let byteCountMax = 256 << 10
  private static let lineCountMax = 256
  /// A quantity of the contract; it keeps products and sums within 64 bits or refuses them.
  private static let quantityMax = 1 << 40

  /// Reads and checks a contract.
  ///
  /// - Throws: the first thing that is wrong, with its place.
  public init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    guard bytes.count <= Self.byteCountMax else {
      throw document.refusal(
        at: Self.byteCountMax, "a contract has at most \(Self.byteCountMax) bytes")
    }
    let node: JSONNode
    do {
      node = try JSONNode(parsing: bytes, file: file)
    } catch {
      throw document.refusal(at: error.byte, error.reason)
    }
    let root = try CheckedObject(node, what: "a contract", in: document)
    try root.allow([
      "schema", "name", "currency", "decimals", "publicSector", "inactiveBilling", "lines",
    ])
    _ = try root.number("schema", in: 1...1)
    let name = try root.line("name").text
    let currency = try Self.currency(root, document)
    let decimals = try root.number("decimals", in: 0...Amount.decimalsMax)
    var treatments = Treatments()
    treatments.publicSector = try root.choice("publicSector", in: document)
    treatments.inactiveBilling = try root.choice("inactiveBilling", in: document)
    let (elements, offset) = try root.array("lines")
    guard (1...Self.lineCountMax).contains(elements.count) else {
      throw document.refusal(at: offset, "expected 1 to \(Self.lineCountMax) lines")
    }
    var lines: [Line] = []
    for element in elements {
      let object = try CheckedObject(element, what: "line \(lines.count + 1)", in: document)
      let line = try Self.line(object, treatments, document)
      guard !lines.contains(where: { $0.title.isExactly(line.title) }) else {
        throw document.refusal(
          at: object.offset, "two lines have the title \(shown(line.title)); change one")
      }
      lines.append(line)
    }
    self.init(name: name, currency: currency, decimals: decimals, lines: lines)
  }

  private static func currency(
    _ root: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> String {
    let (text, offset) = try root.string("currency")
    guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw document.refusal(
        at: offset, "'currency' must be a code of three capital letters, such as EUR")
    }
    return text
  }

  private static func line(
    _ object: CheckedObject, _ treatments: Treatments, _ document: SourceDocument
  ) throws(DocumentError) -> Line {
    try object.allow([
      "title", "columns", "licenses", "licensed", "customers", "per", "publicSector",
      "inactiveBilling", "included", "bought", "price", "tiers",
    ])
    var own = treatments
    if object.has("publicSector") {
      own.publicSector = try object.choice("publicSector", in: document)
    }
    if object.has("inactiveBilling") {
      own.inactiveBilling = try object.choice("inactiveBilling", in: document)
    }
    return Line(
      title: try object.line("title").text, quantity: try quantity(object, document),
      unit: try object.choice("per", in: document), treatments: own,
      included: try optionalQuantity("included", object),
      bought: try optionalQuantity("bought", object), tiers: try tiers(object, document))
  }

  private static func optionalQuantity(
    _ key: String, _ object: CheckedObject
  ) throws(DocumentError) -> Int {
    guard object.has(key) else { return 0 }
    return try object.number(key, in: 0...quantityMax)
  }

  private static func quantity(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> Quantity {
    let keys = ["columns", "licenses", "customers"].filter(object.has)
    guard keys.count == 1 else {
      throw document.refusal(
        at: object.offset, "a line needs one of the keys 'columns', 'licenses' and 'customers'")
    }
    guard keys[0] == "licenses" || !object.has("licensed") else {
      throw document.refusal(at: object.offset, "'licensed' goes with 'licenses'")
    }
    switch keys[0] {
    case "columns": return .columns(try columns(object, document))
    case "licenses":
      let kind: Licenses = try object.choice("licenses", in: document)
      guard object.has("licensed") else { return .licenses(kind, of: nil) }
      let (text, offset) = try object.string("licensed")
      return .licenses(kind, of: try PersonCondition(parsing: text, at: offset, in: document))
    default:
      let (text, offset) = try object.string("customers")
      do throws(ColumnConditionError) {
        return .customers(try ColumnCondition(parsing: text))
      } catch {
        throw document.refusal(
          at: document.byte(ofStringAt: offset, index: error.index), error.reason)
      }
    }
  }

  private static func columns(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> [String] {
    let (elements, offset) = try object.array("columns")
    var titles: [String] = []
    for element in elements {
      guard let title = element.string else {
        throw document.refusal(at: element.offset, "a column must be a string, its title")
      }
      guard !titles.contains(where: { $0.isExactly(title) }) else {
        throw document.refusal(
          at: element.offset, "the column \(shown(title)) would count twice; remove one")
      }
      titles.append(title)
    }
    guard !titles.isEmpty else { throw document.refusal(at: offset, "expected a column") }
    return titles
  }

  private static func tiers(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> [Tier] {
    guard object.has("price") != object.has("tiers") else {
      throw document.refusal(at: object.offset, "a line needs either 'price' or 'tiers'")
    }
    if object.has("price") { return [Tier(upTo: nil, price: try price(object, document))] }
    let (elements, offset) = try object.array("tiers")
    var tiers: [Tier] = []
    for (index, element) in elements.enumerated() {
      let object = try CheckedObject(element, what: "tier \(index + 1)", in: document)
      try object.allow(["upTo", "price"])
      let isLast = index == elements.count - 1
      guard object.has("upTo") != isLast else {
        throw document.refusal(
          at: object.offset, "every tier but the last one has an 'upTo', and the last one has none")
      }
      let least = (tiers.last?.upTo ?? 0) + 1
      let upTo = isLast ? nil : try object.number("upTo", in: least...max(least, quantityMax))
      tiers.append(Tier(upTo: upTo, price: try price(object, document)))
    }
    guard !tiers.isEmpty else { throw document.refusal(at: offset, "expected a tier") }
    return tiers
  }

  private static func price(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> Amount {
    let (text, offset) = try object.string("price")
    guard let price = Amount(parsing: text) else {
      throw document.refusal(
        at: offset,
        "a price is a string such as \"12.50\": digits, and at most "
          + "\(Amount.decimalsMax) decimals after a point")
    }
    return price
  }
}
