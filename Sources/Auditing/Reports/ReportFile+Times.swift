internal import CensusModel
internal import Report

extension ReportFile {
  /// Refuses reports of one provider and host at several times: together they are not one audit.
  static func refuseSeveralTimes(_ reports: [ReportFile], at path: String) throws(Failure) {
    struct Owner: Hashable {
      var provider: ExactText
      var host: ExactText
    }
    var times: [Owner: Set<String>] = [:]
    for report in reports {
      guard let head = report.head else { continue }
      let owner = Owner(
        provider: ExactText(head[.providerName] ?? ""), host: ExactText(head[.hostname] ?? ""))
      times[owner, default: []].insert(head[.dateTime] ?? "")
    }
    guard let several = times.values.first(where: { $0.count > 1 }) else { return }
    throw Failure(
      .usage, "\(path): has reports of several times: \(several.sorted().joined(separator: ", "))",
      hint: "give one of the reports, or put those of each audit into a directory of their own")
  }
}
