internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import DumpReading
internal import Report
public import TextOutput

/// The question.
public enum ExplanationSubject: Equatable, Sendable {
  /// A UCM user, or an account that matched none, by user id or key.
  case user(String)
  /// A phone, by name.
  case device(String)
}

/// Explanations: why a person or a phone is counted as it is.
public enum Explanation {
  /// Explains everybody and everything of this name among the customers who are looked at.
  ///
  /// - Parameters:
  ///   - request: the inputs, and how they are read and counted.
  ///   - subject: who or what it is.
  ///   - format: `json`, or else a text for people.
  /// - Returns: the explanation, and the remarks of the run.
  /// - Throws: what stopped it, also where nothing has the name.
  public static func run(
    _ request: NamedRequest, _ subject: ExplanationSubject, _ format: OutputFormat = .table
  ) throws(Failure) -> (text: String, remarks: RunRemarks) {
    var run = try NamedInput.run(of: request)
    let rules = try DataFiles.rules(request.rules, request.dump.fileSystem).content
    var request = request
    request.wantedText = Array(subject.key.utf8)
    let inputs = try NamedInput.all(request, rules, &run)
    var text: any ExplanationWriting =
      format == .json ? ExplanationJSON(inputs[0]) : ExplanationText(inputs[0])
    for input in inputs {
      text.input = input
      switch subject {
      case .user: try explain(user: subject.key, input, &text)
      case .device: try explain(device: subject.key, input, &text)
      }
    }
    guard !text.isEmpty else {
      let (kind, name) = subject.kindAndName
      throw Failure(
        .usage, "no \(kind) is named \"\(name)\"" + (request.customer.map { " at \($0)" } ?? ""),
        hint: "names are compared without blanks at their ends and without regard to A–Z or a–z")
    }
    try run.commit()
    return (text.text, run.remarks)
  }

  private static func explain(
    user id: String, _ input: NamedInput, _ text: inout any ExplanationWriting
  ) throws(Failure) {
    let bytes = Array(id.utf8)
    let outline = try input.outline(holding: [bytes])
    let persons = try input.persons(in: outline) { $0.isNamed(bytes) }
    let unknown = try input.rows(.unknownAssociations, in: outline) { $0.isNamed(bytes) }
    let sharers = try self.sharers(of: persons, input)
    for (index, person) in persons.enumerated() {
      let mine = unknown.filter { $0.customer == person.customer }
      text.add(
        person,
        PersonSurroundings(
          unknownDevices: mine.flatMap { $0.parts.map(\.name) }, sharers: sharers[index]))
    }
    try addLeftOut(named: bytes, isPhone: false, outline, &text)
  }

  /// For each person, by device name, the other users of the customer who have the device.
  private static func sharers(
    of persons: [NamedPerson], _ input: NamedInput
  ) throws(Failure) -> [[ExactText: [String]]] {
    var found = [[ExactText: [String]]](repeating: [:], count: persons.count)
    let devices = persons.map { Set($0.row.parts.map { ExactText($0.name) }) }
    let names = Set(devices.joined())
    guard !names.isEmpty else { return found }
    let outline = try input.outline(
      of: Set(persons.map(\.customer)), holding: names.map { Array(Folding.key($0.string).utf8) })
    let others = try input.persons(in: outline) { row in
      row.parts.contains { names.contains(ExactText($0.name)) }
    }
    for other in others where other.facts.contains(.ucmUser) {
      for (index, person) in persons.enumerated() where person.customer == other.customer {
        let owner = other.row.name
        guard other.row.key != person.row.key else { continue }
        for part in other.row.parts.lazy.map({ ExactText($0.name) })
        where devices[index].contains(part) {
          found[index][part, default: []].append(owner)
        }
      }
    }
    return found
  }

  private static func explain(
    device name: String, _ input: NamedInput, _ text: inout any ExplanationWriting
  ) throws(Failure) {
    let bytes = Array(name.utf8)
    let outline = try input.outline(holding: [bytes])
    let owners = try input.persons(in: outline) { $0.hasPart(named: bytes) }
    var standalone: [NamedDevice] = []
    try input.forEachStandaloneDevice(of: outline.customers(with: .standaloneDevices)) {
      if $0.row.isNamed(bytes) { standalone.append($0) }
    }
    let orphans = try input.rows(.orphanOwners, in: outline) { $0.isNamed(bytes) }
    func strangers(_ customer: Int) -> [String] {
      orphans.filter { $0.customer == customer }.flatMap { $0.parts.map(\.name) }
    }
    for customer in input.customers {
      let mine = owners.filter { $0.customer == customer }
      if !mine.isEmpty { text.add(name, of: mine, strangers: strangers(customer)) }
    }
    for device in standalone { text.add(device, strangers: strangers(device.customer)) }
    for row in try input.rows(.phoneServerPhones, in: outline, where: { $0.isNamed(bytes) }) {
      text.add(
        row, .phoneServerPhone, counts: true, "counted in the column of phone-server phones")
    }
    for row in try input.rows(
      .unknownAssociations, in: outline, where: { $0.hasPart(named: bytes) })
    {
      text.add(
        row, .association, counts: false,
        "names \(name), which is no phone of the customer: it counts nowhere")
    }
    try addLeftOut(named: bytes, isPhone: true, outline, &text)
  }

  private static func addLeftOut(
    named bytes: [UInt8], isPhone: Bool, _ outline: IdentityOutline,
    _ text: inout any ExplanationWriting
  ) throws(Failure) {
    let devices: Set<Role> = [
      .phone, .extensionMobilityProfile, .singleNumberReachProfile, .phoneServerPhone,
    ]
    let sections: [(CustomerIdentities.Section, String)] = [
      (.aboveSiteLevel, "site level"), (.aboveEveryCustomer, "every customer"),
    ]
    for (section, level) in sections {
      for row in try text.input.rows(section, in: outline, where: { $0.isNamed(bytes) })
      where row.sources.contains(where: { source in
        (Role(rawValue: source.model).map(devices.contains) ?? false) == isPhone
      }) {
        text.add(
          row, .record, counts: false, "left out: it lies above \(level), where nothing counts")
      }
    }
  }
}

extension ExplanationSubject {
  /// The name, folded.
  fileprivate var key: String { Folding.key(kindAndName.name) }

  fileprivate var kindAndName: (kind: String, name: String) {
    switch self {
    case .user(let id): ("user or account", id)
    case .device(let name): ("device", name)
    }
  }
}
