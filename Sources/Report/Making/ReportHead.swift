package import CensusModel
internal import CensusRules
package import Documents
internal import TextOutput

/// The metadata lines of a report that is read again, as they are there.
package struct ReportHead: Equatable, Sendable {
  /// One `#Key=Value`.
  package struct Line: Equatable, Sendable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// In the order of the report.
  package let lines: [Line]

  /// Lines that were read and checked before.
  package init(lines: [Line]) { self.lines = lines }

  /// Reads the head of a report.
  ///
  /// - Throws: a line that is no `#Key=Value`, a key that stands twice or has a control character in
  ///   its value, and a head that lacks Provider Name, hostname or a Date Time.
  package init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    let end = ReportTable.metadataEnd(bytes)
    guard let text = String(validating: bytes[..<end], as: UTF8.self) else {
      throw document.refusal(at: 0, "the metadata is not UTF-8; convert it")
    }
    var lines: [Line] = []
    var offset = 0
    for raw in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
      let parts = line.dropFirst().split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let key = String(parts[0]), let value = String(parts[1]) else {
        throw document.refusal(at: offset, "expected a line of metadata, #Key=Value")
      }
      if lines.contains(where: { $0.key.isExactly(key) }) {
        throw document.refusal(at: offset, "\(PrintableText.escaped(key)) stands twice")
      }
      if (key + value).unicodeScalars.contains(where: \.isControl) {
        throw document.refusal(at: offset, "the metadata holds a control character")
      }
      lines.append(Line(key: key, value: value))
      offset += raw.count + 1
    }
    self.lines = lines
    for key in [PlatformFacts.Key.providerName, .hostname, .dateTime] where self[key] == nil {
      throw document.refusal(at: 0, "no line #\(key.rawValue)=…; expected the head of a report")
    }
    guard let text = self[.dateTime], ReportStamp(parsing: text) != nil else {
      throw document.refusal(at: 0, "its Date Time is not YYYY-MM-DD HH:MM")
    }
  }

  /// The value of a key; nil where it has no line.
  package subscript(key: PlatformFacts.Key) -> String? {
    lines.first { $0.key == key.rawValue }?.value
  }

  /// The lines, each with its LF.
  package var text: String { lines.map { "#\($0.key)=\($0.value)\n" }.joined() }

  /// True if the columns of a report begin with names.
  package static func isDetailed(_ bytes: [UInt8]) -> Bool {
    bytes[ReportTable.metadataEnd(bytes)...].starts(with: "Provider,".utf8)
  }
}
