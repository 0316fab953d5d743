internal import CensusModel
internal import Documents
internal import Files
internal import Page
internal import Report

/// Trends of columns, as `ucensus history trend` writes them in JSON: one object, or an array.
struct TrendFile {
  private let name: String
  private let bytes: [UInt8]
  private let entries: [JSONNode]

  /// - Parameter path: a file, or `-` for standard input.
  init(reading path: String) throws(Failure) {
    name = StandardInput.shown(path)
    let bytes = try DataFiles.bytes(of: path)
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

  /// The trends of a page: those of its provider and host.
  ///
  /// - Throws: another document (65), also one that has only trends of other providers or hosts.
  func trends(provider: String, host: String) throws(Failure) -> [PageModel.Trend] {
    var trends: [PageModel.Trend] = []
    for entry in entries {
      guard let column = entry["column"]?.string else { throw refusal(entry, "a column") }
      guard let ofProvider = entry["provider"]?.string, let ofHost = entry["host"]?.string else {
        throw refusal(entry, "a provider and a host")
      }
      guard ofProvider.isExactly(provider), ofHost.isExactly(host) else { continue }
      let customer = entry["customer"]?.string.map { " of customer \($0)" } ?? ""
      trends.append(PageModel.Trend(title: column + customer, points: try points(of: entry)))
    }
    guard !trends.isEmpty || entries.isEmpty else {
      throw Failure(
        .malformed, "\(name): only trends of other providers or hosts",
        hint: "the page is that of \"\(provider)\" on \"\(host)\"")
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
    var failure = Failure(
      DocumentError(
        file: name, bytes: bytes, byte: node.offset, reason: "expected \(expected)"))
    failure.remedy = .makeTrendFile
    return failure
  }
}
