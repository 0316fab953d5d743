/// `domain/device-classes.csv`, parsed naively: `enum,name,class`, no quoting.
public struct ReferenceDeviceTable: Sendable {
  private var classes: [Bytes: String] = [:]

  /// The table from the text of the file.
  public init(_ csv: String) {
    for line in bytes(csv).split(separator: 0x0A).dropFirst() {
      let fields = line.split(separator: 0x2C, omittingEmptySubsequences: false)
      if fields.count < 3 { continue }
      let name = Bytes(fields[1..<(fields.count - 1)].joined(separator: [0x2C]))
      let last = fields[fields.count - 1].filter { $0 != 0x0D }
      classes[foldedProduct(name)] = String(decoding: last, as: UTF8.self)
    }
  }

  /// How many models the table knows.
  public var count: Int { classes.count }

  /// The class of a folded product, or nil if the table does not know it.
  func deviceClass(_ product: Bytes) -> String? {
    classes[product]
  }
}
