internal import CensusModel
internal import CensusRules
public import TextOutput

extension Provenance {
  /// The document beside a report.
  ///
  /// - Parameters:
  ///   - report: the report.
  ///   - summary: the summary of that report.
  public func json(of report: CensusReport, summary: RunSummary) -> JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("program", .object([("name", .string("ucensus")), ("version", .string(programVersion))])),
      ("report", Self.json(report.header)),
    ]
    if providerNodes.count > 1 {
      members.append(("providerNodes", .array(providerNodes.map(Self.json))))
    }
    members += [
      ("ruleSet", Self.json(ruleSet, [("auditVersion", .string(report.rules.auditVersion))])),
      ("deviceClasses", Self.json(deviceClasses)),
    ]
    if let dumpProfile { members.append(("dumpProfile", Self.json(dumpProfile))) }
    if let customerMap { members.append(("customerMap", customerMap.json)) }
    if let previous { members.append(("previous", previous.json)) }
    if !parts.isEmpty {
      let sorted = parts.sorted { Self.precedes($0.file, $1.file) }
      members.append(("parts", .array(sorted.map(Self.json))))
    }
    members += [
      ("options", .object(sortedOptions.map { ($0.key, .string($0.value)) }))
    ]
    if !excluded.isEmpty {
      let sorted = excluded.sorted { $0.precedesExactly($1) }
      members.append(("excluded", .array(sorted.map { .string($0) })))
    }
    if let configuration {
      members.append(
        (
          "configuration",
          .object([
            ("sha256", .string(configuration.sha256)),
            ("options", .array(configuration.options.map { .string($0) })),
          ])
        ))
    }
    members += [
      ("inputs", .array(inputs.sorted(by: Self.precedes).map(Self.json))),
      ("summary", summary.json),
    ]
    if let runFindings { members.append(("run", RunSummary(of: runFindings).json)) }
    members += [
      (
        "outputs",
        .array(outputs.sorted { Self.precedes($0, $1) }.map { Self.json($0) })
      )
    ]
    return .object(members)
  }

  private var sortedOptions: [(key: String, value: String)] {
    options.sorted { $0.key.precedesExactly($1.key) }
  }

  private static func json(_ header: ReportMetadata) -> JSONOutput {
    .object([
      ("provider", .string(header[.providerName])), ("hostname", .string(header[.hostname])),
      ("dateTime", .string(header.stamp.text)), ("auditVersion", .string(header[.auditVersion])),
    ])
  }

  private static func json(
    _ file: DataFile, _ more: [(key: String, value: JSONOutput)] = [],
    digest kind: DigestKind = .sha256
  ) -> JSONOutput {
    .object([("name", .string(file.name)), (kind.rawValue, .string(file.sha256))] + more)
  }

  private static func json(_ node: ProviderNode) -> JSONOutput {
    .object([
      ("pkid", .string(node.pkid)), ("inputs", .array(node.inputs.map { .string($0) })),
    ])
  }

  private static func json(_ input: Input) -> JSONOutput {
    json(
      input.file,
      [
        ("bytes", .integer(input.byteCount)), ("recordsRead", .integer(input.recordsRead)),
        ("recordsRejected", .integer(input.recordsRejected)),
      ] + optional("part", input.part), digest: input.digestKind)
  }

  private static func json(_ part: Part) -> JSONOutput {
    json(
      part.file,
      [("program", .string(part.program))] + optional("part", part.number)
        + optional("dumpProfile", part.dumpProfile))
  }

  private static func optional(
    _ key: String, _ text: String?
  ) -> [(key: String, value: JSONOutput)] {
    text.map { [(key, .string($0))] } ?? []
  }

  private static func precedes(_ left: DataFile, _ right: DataFile) -> Bool {
    if left.name != right.name { return left.name.precedesExactly(right.name) }
    return left.sha256.precedesExactly(right.sha256)
  }

  /// A total order: the records and the part tell apart what name and digest do not.
  private static func precedes(_ left: Input, _ right: Input) -> Bool {
    if left.file != right.file { return precedes(left.file, right.file) }
    if left.part != right.part { return (left.part ?? "").precedesExactly(right.part ?? "") }
    return (left.recordsRead, left.recordsRejected) < (right.recordsRead, right.recordsRejected)
  }
}

extension Provenance.CustomerMap {
  /// The map as a JSON object.
  public var json: JSONOutput {
    .object([
      ("name", .string(file.name)), ("sha256", .string(file.sha256)),
      ("customers", .integer(customerCount)),
    ])
  }
}

extension Provenance.Previous {
  /// The comparison as a JSON object.
  public var json: JSONOutput {
    .object([
      ("name", .string(name)), ("maxShrink", .integer(maxShrink)),
      ("accepted", .boolean(isAccepted)),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("number", .string(change.label)), ("before", .integer(change.before)),
              ("after", .integer(change.after)),
            ])
          })
      ),
    ])
  }
}
