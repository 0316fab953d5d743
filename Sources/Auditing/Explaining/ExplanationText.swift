internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report

/// Explanations for people, one below the other.
struct ExplanationText: ExplanationWriting {
  private(set) var lines: [String] = []
  var input: NamedInput

  init(_ input: NamedInput) { self.input = input }

  var isEmpty: Bool { lines.isEmpty }
  /// All lines; control characters of names, which may come from anywhere, as `?`.
  var text: String { lines.map(AuditOutcome.printable).joined(separator: "\n") }

  // MARK: Persons

  mutating func add(_ person: NamedPerson, _ surroundings: PersonSurroundings) {
    let verdict = input.verdict(on: person)
    let isUser = person.facts.contains(.ucmUser)
    begin(person.customer, isUser ? "User" : "Account", person.row.name)
    addColumns(of: verdict, isUser: isUser)
    if isUser, verdict.isUnclassified { addNearMisses(person.facts, verdict.phones) }
    addLicenses(of: verdict, isUser: isUser)
    add("Facts", "")
    for fact in Fact.allCases where person.facts.contains(fact) {
      add("", "\(Self.padded(fact.symbol, 4)) \(fact.meaning)")
      for source in person.row.sources where fact.comes(from: source) {
        add("", "       \(place(of: source))")
      }
    }
    addDevices(person, surroundings)
  }

  private mutating func addNearMisses(_ facts: FactSet, _ phones: Int) {
    for miss in NearMiss.all(facts: facts, phones: phones, input.rules) {
      add(
        "",
        "\(miss.hasIt ? "without" : "with") \(miss.fact.symbol) it would be: "
          + input.rules.columns[miss.column].title)
    }
  }

  private mutating func addColumns(of verdict: PersonVerdict, isUser: Bool) {
    let columns = input.rules.columns
    if let bucket = verdict.bucket { addColumn("Counted", columns[bucket]) }
    for column in verdict.columns where column != verdict.bucket {
      addColumn(verdict.bucket == nil && isUser == false ? "Counted" : "Also", columns[column])
    }
    if verdict.isUnclassified {
      add(
        "Counted", "in no column: unclassified " + (isUser ? "user" : "account"))
    }
  }

  private mutating func addLicenses(of verdict: PersonVerdict, isUser: Bool) {
    if isUser { add("Phones", "P = \(verdict.phones)") }
    if let licenses = verdict.licenses {
      let phones = verdict.phones == 1 ? "1 phone" : "\(verdict.phones) phones"
      let each = "a licence covers \(input.rules.phonesPerLicense), a user needs at least one"
      add("Licences", "\(licenses)  (\(phones); \(each))")
    }
  }

  private mutating func addColumn(_ label: String, _ column: Column) {
    add(label, column.title)
    if let condition = column.condition {
      add("", "because \(condition.text(columns: input.rules.columns))")
    }
  }

  private mutating func addDevices(
    _ person: NamedPerson, _ surroundings: PersonSurroundings
  ) {
    let unknownDevices = surroundings.unknownDevices
    guard !person.deviceTypes.isEmpty || !unknownDevices.isEmpty else { return }
    add("Devices", "")
    let hasPhone = input.hasPhone(person)
    for device in person.devices {
      let reason = input.classOfType[Int(device.type)].reason(hasPhone: hasPhone)
      add("", "\(device.name)  \(type(device.type)): \(reason)")
      for source in device.sources { add("", "       \(place(of: source))") }
      add("", "       assigned by \(device.relation.meaning)")
      if let sharers = surroundings.sharers[ExactText(device.name)] {
        add("", "       shared with \(sharers.joined(separator: ", ")), for whom it counts too")
      }
    }
    for name in unknownDevices {
      add("", "\(name)  is no phone of the customer: it counts nowhere")
    }
  }

  // MARK: Devices

  mutating func add(_ name: String, of owners: [NamedPerson], strangers: [String]) {
    for (index, owner) in owners.enumerated() {
      for device in owner.devices where device.isNamed(name) {
        if index == 0 {
          begin(owner.customer, "Device", device.name)
          add("Type", type(device.type))
          for source in device.sources { add("", place(of: source)) }
        }
        let reason = input.classOfType[Int(device.type)].reason(hasPhone: input.hasPhone(owner))
        add("Owner", "\(owner.row.name): \(reason)")
        add("", "assigned by \(device.relation.meaning)")
      }
    }
    addStrangers(strangers)
  }

  mutating func add(_ device: NamedDevice, strangers: [String]) {
    begin(device.customer, "Device", device.row.name)
    add("Type", type(device.type))
    for source in device.row.sources { add("", place(of: source)) }
    let deviceClass = input.classOfType[Int(device.type)]
    add("Owner", "none: \(deviceClass.standaloneReason)")
    for column in input.rules.columns where column.kind == .standaloneDevices(deviceClass) {
      add("Counted", column.title)
    }
    addStrangers(strangers)
  }

  private mutating func addStrangers(_ strangers: [String]) {
    for name in strangers { add("Orphan", "its owner \(name) is no user of the customer") }
  }

  // MARK: Anything else

  mutating func add(
    _ row: IdentityRow, _ kind: ListRow.Kind, counts: Bool, _ sentence: String
  ) {
    let kind = kind.rawValue
    begin(row.customer, kind.prefix(1).uppercased() + kind.dropFirst(), row.name)
    add("Counted", sentence)
    for source in row.sources { add("", place(of: source)) }
  }

  // MARK: Lines

  private static let labelWidth = 10

  private mutating func begin(_ customer: Int, _ kind: String, _ name: String) {
    if !lines.isEmpty { lines.append("") }
    if let label = input.label { add("Input", label) }
    let entry = input.customer(customer)
    add(
      "Customer",
      entry.map { "\($0.names.customer) (\($0.pkid)), \($0.path)" }
        ?? "none: the record lies above every customer")
    lines.append("\(Self.padded(kind, Self.labelWidth)) \(name)")
  }

  private mutating func add(_ label: String, _ text: String) {
    let line = "\(Self.padded(label, Self.labelWidth)) \(text)"
    lines.append(text.isEmpty ? label : line)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func type(_ type: UInt16) -> String {
    let product = input.product(of: type)
    let deviceClass = input.classOfType[Int(type)].name
    return product.isEmpty
      ? "record of another class than Phone, class \(deviceClass)"
      : "\(product), class \(deviceClass)"
  }

  private func place(of source: SourceRecord) -> String {
    let context = input.identities.context
    let byte = source.column == 0 ? "" : ":\(source.column + 1)"
    let line = source.line == 0 ? "" : ":\(source.line)\(byte)"
    let file = RecordFile(context.files[Int(source.file)])
    let export = file.export.isEmpty ? "" : " (\(file.export))"
    return "\(context.models[Int(source.model)])  \(file.path)\(line)\(export)  "
      + "at \(context.places[Int(source.place)])"
  }
}
