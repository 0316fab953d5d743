internal import Documents

/// The shape of a system's exports, and the meaning of their rows.
protocol SystemTable {
  /// The elements and keys that matter.
  static var tree: FieldTree { get }
  /// Takes a row of a file.
  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError)
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
