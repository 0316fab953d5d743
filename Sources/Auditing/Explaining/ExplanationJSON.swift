internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report
internal import TextOutput

/// Explanations for programs: all that the text says, under the keys of `ExplanationFormat.md`.
struct ExplanationJSON: ExplanationWriting {
  private typealias Members = [(key: String, value: JSONOutput)]

  private var explanations: [JSONOutput] = []
  var input: NamedInput

  init(_ input: NamedInput) { self.input = input }

  var isEmpty: Bool { explanations.isEmpty }
  var text: String {
    AuditOutcome.withoutLastLineEnd(
      JSONOutput.object([("explanations", .array(explanations))]).bytes())
  }

  mutating func add(_ person: NamedPerson, _ surroundings: PersonSurroundings) {
    let verdict = input.verdict(on: person)
    let isUser = person.facts.contains(.ucmUser)
    var members = head(person.customer, isUser ? .user : .account, person.row.name)
    members += [
      ("columns", .array(verdict.columns.map { Self.json(input.rules.columns[$0], input.rules) })),
      ("unclassified", .boolean(verdict.isUnclassified)),
    ]
    if isUser { members.append(("phones", .integer(verdict.phones))) }
    if let licenses = verdict.licenses {
      members.append(("licenses", .integer(licenses)))
      members.append(("phonesPerLicense", .integer(input.rules.phonesPerLicense)))
    }
    if isUser, verdict.isUnclassified {
      let misses = NearMiss.all(facts: person.facts, phones: verdict.phones, input.rules)
      members.append(("nearMisses", .array(misses.map(json))))
    }
    members.append(
      ("facts", .array(Fact.allCases.filter(person.facts.contains).map { json($0, person) })))
    members += [
      (
        "devices",
        .array(
          person.devices.map { device in
            json(device, person, sharers: surroundings.sharers[ExactText(device.name)] ?? [])
          })
      ),
      ("unknownDevices", .array(surroundings.unknownDevices.map { .string($0) })),
    ]
    explanations.append(.object(members))
  }

  mutating func add(_ name: String, of owners: [NamedPerson], strangers: [String]) {
    var members: Members = []
    var mine: [JSONOutput] = []
    for owner in owners {
      for device in owner.devices where device.isNamed(name) {
        if members.isEmpty {
          members =
            head(owner.customer, .phone, device.name) + type(device.type)
            + records(device.sources)
        }
        mine.append(
          .object(
            [("name", .string(owner.row.name)), ("assignedBy", .strings(device.relation.names))]
              + judgement(on: device.type, of: owner)))
      }
    }
    members += [("owners", .array(mine)), Self.orphans(strangers)]
    explanations.append(.object(members))
  }

  mutating func add(_ device: NamedDevice, strangers: [String]) {
    let deviceClass = input.classOfType[Int(device.type)]
    let columns = input.rules.columns.filter { $0.kind == .standaloneDevices(deviceClass) }
    explanations.append(
      .object(
        head(device.customer, .phone, device.row.name) + type(device.type)
          + records(device.row.sources) + [
            ("owners", .array([])), Self.orphans(strangers),
            ("columns", .array(columns.map { Self.json($0, input.rules) })),
            ("counts", .boolean(!columns.isEmpty)),
            ("reason", .string(deviceClass.standaloneReason)),
          ]))
  }

  mutating func add(_ row: IdentityRow, _ kind: ListRow.Kind, counts: Bool, _ sentence: String) {
    explanations.append(
      .object(
        head(row.customer, kind, row.name) + records(row.sources)
          + [("counts", .boolean(counts)), ("reason", .string(sentence))]))
  }

  // MARK: Members

  private func head(_ customer: Int, _ kind: ListRow.Kind, _ name: String) -> Members {
    let label: Members = input.label.map { [("input", .string($0))] } ?? []
    let owner: Members =
      input.customer(customer).map { entry in
        [
          (
            "customer",
            .object([
              ("pkid", .string(entry.pkid)), ("name", .string(entry.names.customer)),
              ("path", .string(entry.path)),
            ])
          )
        ]
      } ?? []
    return label + [("kind", .string(kind.rawValue)), ("name", .string(name))] + owner
  }

  private static func json(_ column: Column, _ rules: RuleSet) -> JSONOutput {
    let because = column.condition.map {
      [(key: "because", value: JSONOutput.string($0.text(columns: rules.columns)))]
    }
    return .object(
      [("title", .string(column.title)), ("exclusive", .boolean(column.isExclusive))]
        + (because ?? []))
  }

  private func json(_ miss: NearMiss) -> JSONOutput {
    .object([
      ("title", .string(input.rules.columns[miss.column].title)),
      ("fact", .string(miss.fact.symbol)), ("hasIt", .boolean(miss.hasIt)),
    ])
  }

  private func json(_ fact: Fact, _ person: NamedPerson) -> JSONOutput {
    .object(
      [("symbol", .string(fact.symbol)), ("meaning", .string(fact.meaning))]
        + records(person.row.sources.filter(fact.comes)))
  }

  private func json(
    _ device: NamedPerson.Device, _ person: NamedPerson, sharers: [String]
  ) -> JSONOutput {
    .object(
      [("name", .string(device.name))] + type(device.type)
        + judgement(on: device.type, of: person)
        + [
          ("assignedBy", .strings(device.relation.names)), ("sharedWith", .strings(sharers)),
        ] + records(device.sources))
  }

  private func type(_ type: UInt16) -> Members {
    let product = input.product(of: type)
    return (product.isEmpty ? [] : [("product", .string(product))])
      + [("class", .string(input.classOfType[Int(type)].name))]
  }

  private func judgement(on type: UInt16, of owner: NamedPerson) -> Members {
    let deviceClass = input.classOfType[Int(type)]
    let hasPhone = input.hasPhone(owner)
    return [
      ("counts", .boolean(deviceClass.counts(hasPhone: hasPhone))),
      ("reason", .string(deviceClass.reason(hasPhone: hasPhone))),
    ]
  }

  private static func orphans(_ names: [String]) -> (key: String, value: JSONOutput) {
    ("orphanOwners", .array(names.map { .string($0) }))
  }

  private func records(_ sources: [SourceRecord]) -> Members {
    let context = input.identities.context
    let records = sources.map { source -> JSONOutput in
      var line: Members = source.line == 0 ? [] : [("line", .integer(Int(source.line)))]
      if source.line > 0, source.column > 0 {
        line.append(("column", .integer(source.column + 1)))
      }
      let file = RecordFile(context.files[Int(source.file)])
      let export: Members =
        file.system.isEmpty
        ? []
        : [
          ("system", .string(file.system)), ("source", .string(file.source)),
          ("element", .string(file.element)),
        ]
      return .object(
        [
          ("model", .string(context.models[Int(source.model)])), ("file", .string(file.path)),
        ] + line + export + [("place", .string(context.places[Int(source.place)]))])
    }
    return [("records", .array(records))]
  }
}

extension JSONOutput {
  fileprivate static func strings(_ texts: [String]) -> JSONOutput {
    .array(texts.map { .string($0) })
  }
}
