internal import CensusModel
internal import Sealing

/// The contents of a group and how they are stored, for people who want to look inside.
public struct GroupDescription: Sendable {
  /// One column of the group.
  public struct Column: Sendable {
    /// The column's name: `segments`, `owner-index`, `device-types`, or `fact-` and its symbol.
    public var name: String
    /// `raw`, `constant` or `lz4`.
    public var codec: String
    /// Bytes when decoded.
    public var rawByteCount: Int
    /// Bytes in the file.
    public var storedByteCount: Int
  }

  /// Persons of the group.
  public var personCount: Int
  /// Device rows of its persons.
  public var deviceCount: Int
  /// Phones without an owner.
  public var standaloneCount: Int
  /// Rows that repeat a phone for a further owner.
  public var surplusCount: Int
  /// Customers with a part in the group.
  public var segmentCount: Int
  /// The file's byte at which the group begins.
  public var offset: Int
  /// The columns in the order of the file.
  public var columns: [Column]
}

extension ColumnFile {
  /// The contents of the groups and how they are stored.
  public var groupDescriptions: [GroupDescription] {
    footer.groups.map { group in
      GroupDescription(
        personCount: group.personCount, deviceCount: group.deviceCount,
        standaloneCount: group.standaloneCount, surplusCount: group.surplusCount,
        segmentCount: group.segmentCount, offset: group.offset,
        columns: group.chunks.map { chunk in
          GroupDescription.Column(
            name: chunk.column.name, codec: chunk.codec.name, rawByteCount: chunk.rawByteCount,
            storedByteCount: chunk.storedByteCount)
        })
    }
  }
}

extension ColumnKind {
  fileprivate var name: String {
    switch self {
    case .segments: "segments"
    case .ownerIndex: "owner-index"
    case .deviceTypes: "device-types"
    case .fact(let number): "fact-" + (Fact(rawValue: number)?.symbol ?? String(number))
    }
  }
}
