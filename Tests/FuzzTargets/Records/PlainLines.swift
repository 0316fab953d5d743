internal import Documents

/// The obvious twin of reading many lines at once: line by line, each by the reader of documents.
public struct PlainLines {
  private let parsing: RecordParsing

  /// - Parameter parsing: says what each line says by itself.
  public init(_ parsing: RecordParsing) { self.parsing = parsing }

  /// The content that lines should have: nil unless each is blank or an object that the reader of
  /// documents accepts.
  public func records(of text: [UInt8], depthMax: Int = 62) -> [String]? {
    var records: [String] = []
    for record in Self.lines(of: text) {
      guard let node = try? JSONNode(parsing: record, file: "t", depthMax: depthMax),
        case .object = node.value
      else { return nil }
      records.append(parsing.single(record))
    }
    return records.isEmpty ? nil : records
  }

  /// The lines that are not blank, without blanks at their ends.
  static func lines(of text: [UInt8]) -> [[UInt8]] {
    let blanks: [UInt8] = [0x20, 0x09, 0x0D]
    return text.split(separator: 0x0A).compactMap { line in
      guard let first = line.firstIndex(where: { !blanks.contains($0) }),
        let last = line.lastIndex(where: { !blanks.contains($0) })
      else { return nil }
      return Array(line[first...last])
    }
  }
}
