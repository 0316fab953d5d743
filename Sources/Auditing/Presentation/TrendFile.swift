internal import CensusModel
internal import Documents
internal import Files
internal import Page
internal import Report

/// Trends of columns, as `ucensus history trend --format json` writes them: one object, or an array.
struct TrendFile {
  private let name: String
  private let bytes: [UInt8]
  private let entries: [JSONNode]

  /// - Parameter path: a file, or `-` for standard input.
  init(reading path: String) throws(Failure) {
    name = path == "-" ? "(standard input)" : path
    let bytes = try DataFiles.bytes(of: path == "-" ? "/dev/stdin" : path)
    let document = try mapping(Failure.init) { [name] () throws(DocumentError) in
      try JSONNode(parsing: bytes, file: name)
    }
    self.bytes = bytes
    if case .array(let entries) = document.value {
      self.entries = entries
    } else {
      entries = [document]
    }
  }

  /// The trends of a page.
  ///
  /// - Throws: what is no trend (65), also one of another provider or host: it would mislead.
  func trends(provider: String, host: String) throws(Failure) -> [PageModel.Trend] {
    var trends: [PageModel.Trend] = []
    for entry in entries {
      guard let column = entry["column"]?.string else { throw refusal(entry, "a column") }
      guard entry["provider"]?.string == provider, entry["host"]?.string == host else {
        throw Failure(
          .malformed, "\(name): a trend of \"\(column)\" of another provider or host",
          hint: "select it: ucensus history trend --provider … --host …")
      }
      let customer = entry["customer"]?.string.map { " of customer \($0)" } ?? ""
      trends.append(PageModel.Trend(title: column + customer, points: try points(of: entry)))
    }
    return trends
  }

  private func points(of entry: JSONNode) throws(Failure) -> [PageModel.Trend.Point] {
    guard case .array(let nodes)? = entry["points"]?.value, !nodes.isEmpty else {
      throw refusal(entry, "points")
    }
    var points: [PageModel.Trend.Point] = []
    for node in nodes {
      guard let dateTime = node["dateTime"]?.string, ReportStamp(parsing: dateTime) != nil,
        case .number(let text)? = node["count"]?.value, let count = Int(text), count >= 0,
        count <= Self.countMax
      else { throw refusal(node, "dateTime and count") }
      guard points.last.map({ $0.dateTime.precedesExactly(dateTime) }) ?? true else {
        throw refusal(node, "a later moment than that before")
      }
      points.append(PageModel.Trend.Point(dateTime: dateTime, count: count))
    }
    return points
  }

  /// No count of a report is larger.
  private static let countMax = 1 << 53

  private func refusal(_ node: JSONNode, _ expected: String) -> Failure {
    Failure(
      DocumentError(
        file: name, bytes: bytes, byte: node.offset,
        reason: "expected \(expected), as ucensus history trend --format json writes it"))
  }
}
