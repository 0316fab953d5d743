package import CensusModel

extension CustomerNames {
  var fields: [String] { [provider, reseller, customer].map(Self.harmless) }

  /// A spreadsheet takes a field that begins so for a formula (CWE-1236); after a `'` it does not.
  package static func harmless(_ name: String) -> String {
    guard let first = name.unicodeScalars.first else { return name }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n": return "'" + name
    default: return name
    }
  }
}
