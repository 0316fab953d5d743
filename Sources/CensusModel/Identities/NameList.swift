/// Names, each with the records that it comes from, in compressed rows.
public struct NameList: Equatable, Sendable {
  /// All names, one behind the other.
  public private(set) var bytes: [UInt8] = []
  /// All records, those of one name together.
  public var sources: [SourceRecord] = []
  private var nameEnds: [Int] = []
  private var sourceEnds: [Int] = []

  /// No names.
  public init() {}

  /// How many names there are.
  public var count: Int { nameEnds.count }

  /// The bytes of a name.
  public func name(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index, in: nameEnds)] }

  /// The records of a name.
  public func sources(_ index: Int) -> ArraySlice<SourceRecord> {
    sources[range(index, in: sourceEnds)]
  }

  /// Adds a name.
  public mutating func append(
    _ name: some Sequence<UInt8>, sources: some Sequence<SourceRecord>
  ) {
    bytes.append(contentsOf: name)
    nameEnds.append(bytes.count)
    self.sources.append(contentsOf: sources)
    sourceEnds.append(self.sources.count)
  }

  /// Adds a name of another list.
  public mutating func append(_ index: Int, of other: NameList) {
    append(other.name(index), sources: other.sources(index))
  }

  private func range(_ index: Int, in ends: [Int]) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }
}
