internal import CensusModel

/// The position of a record, so that an error can name it.
public struct RecordPosition: Hashable, Comparable, Sendable {
  /// Index into the files of the dump, in reading order.
  public var file: Int
  /// The byte, from 0, of the file's content after decompression.
  public var byte: Int

  /// A position in a file.
  public init(file: Int, byte: Int) {
    self.file = file
    self.byte = byte
  }

  /// Reading order.
  public static func < (left: RecordPosition, right: RecordPosition) -> Bool {
    (left.file, left.byte) < (right.file, right.byte)
  }
}

/// The hierarchy node that a record names as its place, as the record wrote it.
///
/// Places are equal if their bytes are: `String` alone would take two spellings of one letter
/// (composed, decomposed) for the same.
public enum Location: Hashable, Sendable {
  /// `meta.path`: the dotted path of a node or of an ancestor of one.
  case path(String)
  /// `meta.hierarchy`: a dotted path, or the PKID of a node.
  case hierarchy(String)

  /// The place as the record wrote it.
  public var text: String {
    switch self {
    case .path(let text), .hierarchy(let text): text
    }
  }

  /// Same kind, same bytes.
  public static func == (left: Location, right: Location) -> Bool {
    switch (left, right) {
    case (.path(let left), .path(let right)), (.hierarchy(let left), .hierarchy(let right)):
      left.isExactly(right)
    default: false
    }
  }

  /// The kind and the bytes.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .path(let text):
      hasher.combine(0)
      hasher.combine(exactly: text)
    case .hierarchy(let text):
      hasher.combine(1)
      hasher.combine(exactly: text)
    }
  }
}

/// A location with the first record that used it.
public struct LocationUse: Sendable {
  /// The place.
  public var location: Location
  /// The first record in reading order that names it, of those in this batch.
  public var first: RecordPosition
}

/// A hierarchy node as a record states it.
public struct NodeRecord: Sendable {
  /// `meta.pkid`; empty where absent.
  public var pkid: String
  /// The last part of the node's own path.
  public var name: String
  /// `Provider`, `Reseller`, `Customer`, `Site`, or anything else for an intermediate node.
  public var nodeType: String
  /// Index into the batch's locations: where the node hangs.
  public var location: Int
  /// The position of the record.
  public var position: RecordPosition
  /// Where that is in lines, if they are counted.
  public var line = LinePlace()
}

/// The settings of a customer as a record states them.
public struct SettingsRecord: Hashable, Sendable {
  /// True if the record says that the customer belongs to the public sector.
  public var isPublicSector: Bool
  /// True if the record says that the customer's billing is inactive.
  public var isBillingInactive: Bool
  /// Index into the batch's locations.
  public var location: Int
  /// The position of the record.
  public var position: RecordPosition
  /// Where that is in lines, if they are counted.
  public var line = LinePlace()
}

/// The input for a phone's class: its product (or, if that is empty, its model) and its class, both
/// folded by `Folding.product`; an absent class is empty.
///
/// Pairs are equal if their bytes are.
public struct ProductClass: Hashable, Sendable {
  /// The folded product, or model if that is empty.
  public var product: String
  /// The folded class.
  public var recordClass: String

  /// The pair that a phone record states.
  public init(product: String, recordClass: String) {
    self.product = product
    self.recordClass = recordClass
  }

  /// Same bytes.
  public static func == (left: ProductClass, right: ProductClass) -> Bool {
    left.product.isExactly(right.product)
      && left.recordClass.isExactly(right.recordClass)
  }

  /// The bytes of both.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(exactly: product)
    hasher.combine(exactly: recordClass)
  }
}
