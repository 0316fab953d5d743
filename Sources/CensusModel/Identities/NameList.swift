/// Names, each with the records that it comes from, in compressed rows.
public struct NameList: Equatable, Sendable {
  /// All names, one after the other.
  public private(set) var bytes: [UInt8] = []
  /// All records, those of one name together.
  public var sources: [SourceRecord] = []
  private var nameEnds: [Int] = []
  private var sourceEnds: [Int] = []

  /// No names.
  public init() {}

  /// Names and records that are there already, column by column.
  ///
  /// - Parameters:
  ///   - bytes: all names.
  ///   - nameEnds: by name, its end in `bytes`; ascending, the last is `bytes.count`.
  ///   - sources: all records.
  ///   - sourceEnds: by name, the end of its records in `sources`, in the same way.
  public init(
    bytes: [UInt8], nameEnds: [Int], sources: [SourceRecord], sourceEnds: [Int]
  ) {
    precondition(
      nameEnds.count == sourceEnds.count && nameEnds.last ?? 0 == bytes.count
        && sourceEnds.last ?? 0 == sources.count, "every name and record has its place")
    (self.bytes, self.nameEnds) = (bytes, nameEnds)
    (self.sources, self.sourceEnds) = (sources, sourceEnds)
  }

  /// How many names there are.
  public var count: Int { nameEnds.count }

  /// The bytes of a name.
  public func name(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index, in: nameEnds)] }

  /// How long each name is, and how many records it has.
  public func forEachLength(_ body: (_ byteCount: Int, _ sourceCount: Int) -> Void) {
    var (nameStart, sourceStart) = (0, 0)
    for (nameEnd, sourceEnd) in zip(nameEnds, sourceEnds) {
      body(nameEnd - nameStart, sourceEnd - sourceStart)
      (nameStart, sourceStart) = (nameEnd, sourceEnd)
    }
  }

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

  // PERF: in another module the general way looks at one byte at a time.
  /// Adds a name.
  public mutating func append(_ name: ArraySlice<UInt8>, sources: [SourceRecord]) {
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
