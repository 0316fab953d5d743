internal import Documents
internal import Import

/// The way exports of source systems are read.
public struct ExportOptions: Sendable {
  /// The encoding of CSV and text files without a BOM; UTF-8 without.
  public var encoding: ImportEncoding?
  /// A file in place of the built-in table of Webex licences.
  public var webexLicenses: String?
  /// A file in place of the built-in table of Microsoft plans and products.
  public var microsoftPlans: String?
  /// A file in place of the built-in table of titles.
  public var importColumns: String?

  /// The defaults.
  public init() {}

  /// The files of tables.
  private var tables: [(kind: ImportTables.Kind, file: String)] {
    let all: [(ImportTables.Kind, String?)] = [
      (.licences, webexLicenses), (.plans, microsoftPlans), (.columns, importColumns),
    ]
    return all.compactMap { kind, file in file.map { (kind, $0) } }
  }

  /// The files of tables, by their paths.
  var files: [String] { tables.map(\.file) }

  /// Refuses options where no input is a sources file: they would have no effect.
  func refuse() throws(Failure) {
    guard encoding != nil || !tables.isEmpty else { return }
    throw Failure(
      .usage, "an encoding or a table of exports is given, and no input is a sources file")
  }

  /// Reads the tables and puts everything into the options of an import.
  func apply(to options: inout Import.Options) throws(Failure) {
    options.encoding = encoding?.textEncoding
    for (kind, file) in tables {
      let bytes = try DataFiles.bytes(of: file)
      var replaced = options.tables
      try mapping(Failure.init) { () throws(DocumentError) in
        try replaced.replace(kind, by: bytes, file: file)
      }
      options.tables = replaced
    }
  }
}
