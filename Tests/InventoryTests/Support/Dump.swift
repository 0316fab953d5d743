import CensusModel
import Inventory

@testable import DumpReading

/// A dump as plain values, from which batches are made in any order and any number of parts.
struct Dump {
  enum Item {
    case node(pkid: String, name: String, type: String, Location)
    case settings(isPublicSector: Bool, isBillingInactive: Bool, Location)
    case phone(texts: [String], ProductClass, Location)
    case record(Role, detail: Int, texts: [String], Location)
  }

  var items: [Item] = []

  /// The batches of the items in this order, cut into parts; the item at *n* stands at byte 100 *n*
  /// of file 0.
  func batches(_ count: Int = 1, spill: RecordSpill? = nil) -> [RecordBatch] {
    (0..<count).map { part in
      let batch = RecordBatch(spill: spill)
      for index in items.count * part / count..<items.count * (part + 1) / count {
        add(items[index], to: batch, at: RecordPosition(file: 0, byte: 100 * index))
      }
      return batch
    }
  }

  /// The inventory, in which nothing may be malformed.
  func inventory(parts: Int = 1, threads: Int = 1) throws(InventoryError) -> Inventory {
    try Inventory(batches: batches(parts), options: Inventory.Options(threads: threads))
  }

  /// The inventory of what is well-formed.
  func rejecting(
    parts: Int = 1, threads: Int = 1, spill: RecordSpill? = nil
  ) throws(InventoryError) -> Inventory {
    try Inventory(
      batches: batches(parts, spill: spill),
      options: Inventory.Options(threads: threads, onError: .reject, spill: spill))
  }

  /// The first malformed record.
  func fault() throws -> MalformedRecord? {
    do {
      _ = try inventory()
      return nil
    } catch .malformed(let record) {
      return record
    }
  }

  private func add(_ item: Item, to batch: RecordBatch, at position: RecordPosition) {
    switch item {
    case .node(let pkid, let name, let type, let location):
      let index = batch.index(of: location, at: position)
      batch.append(
        NodeRecord(
          pkid: pkid, name: name, nodeType: type, location: index, position: position))
    case .settings(let isPublicSector, let isBillingInactive, let location):
      let index = batch.index(of: location, at: position)
      batch.append(
        SettingsRecord(
          isPublicSector: isPublicSector, isBillingInactive: isBillingInactive, location: index,
          position: position))
    case .phone(let texts, let product, let location):
      let index = batch.index(of: location, at: position)
      batch.append(.phone, location: index, detail: batch.index(of: product), texts: texts)
    case .record(let role, let detail, let texts, let location):
      let index = batch.index(of: location, at: position)
      batch.append(role, location: index, detail: detail, texts: texts)
    }
  }
}

extension Dump {
  /// The provider `P`, the reseller `R`, the customer `C` and their site `S`, one in the other.
  static let base: Dump = {
    var dump = Dump()
    dump.node("P", "Provider", at: "sys.hcs", pkid: "provider-p")
    dump.node("R", "Reseller", at: "sys.hcs.P")
    dump.node("C", "Customer", at: "sys.hcs.P.R", pkid: pkid("c"))
    dump.node("S", "Site", at: customer)
    return dump
  }()

  /// The customer `C` of `base`.
  static let customer = "sys.hcs.P.R.C"
  /// The site `S` of `base`.
  static let site = "sys.hcs.P.R.C.S"

  /// 24 times a hexadecimal digit.
  static func pkid(_ digit: Character) -> String { String(repeating: digit, count: 24) }

  mutating func node(_ name: String, _ type: String, at path: String, pkid: String = "") {
    items.append(.node(pkid: pkid, name: name, type: type, .path(path)))
  }

  mutating func node(
    _ name: String, _ type: String, below hierarchy: String, pkid: String = ""
  ) {
    items.append(.node(pkid: pkid, name: name, type: type, .hierarchy(hierarchy)))
  }

  mutating func settings(
    at path: String = customer, isPublicSector: Bool = false, isBillingInactive: Bool = false
  ) {
    items.append(
      .settings(
        isPublicSector: isPublicSector, isBillingInactive: isBillingInactive, .path(path)))
  }

  mutating func user(
    _ id: String, mail: String = "", devices: [String] = [], profiles: [String] = [],
    at path: String = site
  ) {
    items.append(
      .record(
        .user, detail: devices.count, texts: [id, mail] + devices + profiles, .path(path)))
  }

  mutating func phone(
    _ name: String, owner: String = "", product: String = "cisco 8845", class: String = "phone",
    at path: String = site
  ) {
    items.append(
      .phone(
        texts: [name, owner], ProductClass(product: product, recordClass: `class`), .path(path)))
  }

  mutating func record(_ role: Role, _ texts: String..., detail: Int = 0, at path: String = site) {
    items.append(.record(role, detail: detail, texts: texts, .path(path)))
  }
}
