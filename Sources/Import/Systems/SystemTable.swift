internal import Documents

/// What a system's exports look like, and what a row of them is.
protocol SystemTable {
  /// The elements and keys that matter.
  static var tree: FieldTree { get }
  /// Takes a row of a file.
  static func take(_ row: Row, _ context: inout FileContext) throws(DocumentError)
}

/// A file while it is read: where it belongs, and what came out of it so far.
struct FileContext {
  let name: String
  let file: Int
  let source: Int
  let placement: PlacementTable
  var records = FileRecords()

  func origin(_ row: Row) -> Origin { Origin(file: file, line: row.line) }

  func refusal(_ row: Row, _ reason: String) -> DocumentError {
    DocumentError(file: name, line: row.line, byte: row.byte, reason: reason)
  }
}

extension SourceSystem {
  var table: any SystemTable.Type {
    switch self {
    case .cucm: CUCMTable.self
    case .unity: UnityTable.self
    case .webex: WebexTable.self
    case .microsoft: MicrosoftTable.self
    case .uccx: UCCXTable.self
    case .ucce: UCCETable.self
    case .pexip: PexipTable.self
    case .phoneserver: PhoneServerTable.self
    }
  }
}
