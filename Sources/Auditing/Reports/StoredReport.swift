internal import CensusModel
internal import Files
internal import Report

/// The bytes of a report or of one beside it, with what its `.hash` says.
struct StoredReport {
  /// As the report was before a spreadsheet saved it, where one did.
  let bytes: [UInt8]
  let isRestored: Bool
  /// True where the SHA-256 of its `.hash` is that of the file.
  let isProven: Bool
  /// True where there is a `.hash` without a SHA-256.
  let hasOtherHash: Bool

  /// - Throws: a file that cannot be read (66, 74), or that differs from its `.hash` (4).
  init(reading path: String) throws(Failure) {
    let stored = try DataFiles.bytes(of: path)
    let restored = SpreadsheetText.restored(stored)
    bytes = restored ?? stored
    isRestored = restored != nil
    let fits = HashCompanion.fits(path, contents: stored)
    isProven = fits == true || (fits == false && HashCompanion.fits(path, contents: bytes) == true)
    hasOtherHash = fits == nil && HashCompanion.exists(path)
    guard isProven || fits == nil else {
      throw Failure(
        .corrupt,
        "\(path): its SHA-256 is not the one in \(HashCompanion.name(of: path))",
        hint: "it was changed or damaged; make the reports again")
    }
  }

  /// Forms in which it was read that are not those of ucensus.
  func remarks(_ path: String) -> [String] {
    var remarks: [String] = []
    if isRestored { remarks.append("\(path): was saved by a spreadsheet; read as it was before") }
    if hasOtherHash {
      remarks.append("\(HashCompanion.name(of: path)): holds no SHA-256, and was not compared")
    }
    return remarks
  }
}
