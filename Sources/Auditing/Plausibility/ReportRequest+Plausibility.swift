extension ReportRequest {
  /// The earlier audit that the request names; nil without one.
  func previousAudit(_ count: CountRequest) throws(Failure) -> PreviousAudit? {
    guard let previous else { return nil }
    return try PreviousAudit(reading: previous, self, count)
  }

  /// Compares an audit with an earlier one.
  ///
  /// - Throws: `implausible` where it shrank too much and that is not accepted.
  func plausibility(
    of audit: AuditReports, since previous: PreviousAudit?
  ) throws(Failure) -> Plausibility? {
    guard let previous else { return nil }
    let plausibility = try Plausibility(
      from: previous.figures, named: previous.name,
      to: AuditFigures(of: audit, isWhole: scope.provider == nil), self)
    try plausibility.check()
    return plausibility
  }
}
