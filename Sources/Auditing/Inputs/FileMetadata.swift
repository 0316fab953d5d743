internal import CensusModel
internal import Report

/// The metadata of a columnar file: the facts of the platform, and the findings for the run summary
/// that belong to no customer.
struct FileMetadata {
  var facts = PlatformFacts()
  var findings = RunFindings()
  /// Distinguishes the file from others with the same numbers.
  var recordDigest: UInt64?

  private static let records = "records"
  private static let platform = "platform/"
  private static let summary = "summary/"
  private static let excluded = "excludedFiles"
  private static let skipped = "skipped/"
  private static let model = "model/"
  private static let incomplete = "incomplete/"
  /// Only of a share, whose models are counted elsewhere.
  private static let elsewhere = "models"
  private static let condition = "condition/"

  private static let counts: [(name: String, any WritableKeyPath<RunFindings, Int> & Sendable)] = [
    ("aboveEveryCustomer", \.aboveEveryCustomer), ("rejectedRecords", \.rejectedRecords),
  ]

  /// The metadata of a file. Products are not in it: the directory of device types has them.
  var pairs: [String: String] {
    var pairs = ["program": "ucensus \(Program.version)"]
    if let recordDigest { pairs[Self.records] = String(recordDigest, radix: 16) }
    for (key, value) in facts.values { pairs[Self.platform + key.rawValue] = value }
    for (name, count) in Self.counts {
      pairs[Self.summary + name] = String(findings[keyPath: count])
    }
    // Most files have no such number.
    if findings.excludedFiles > 0 {
      pairs[Self.summary + Self.excluded] = String(findings.excludedFiles)
    }
    for (model, count) in findings.skippedModels { pairs[Self.skipped + model] = String(count) }
    for (name, count) in findings.leftOutByCondition {
      pairs[Self.condition + name] = String(count)
    }
    for (model, count) in findings.models ?? [:] { pairs[Self.model + model] = String(count) }
    if findings.models?.isEmpty == true, recordDigest ?? 0 != 0 { pairs[Self.elsewhere] = "" }
    for (index, model) in findings.incompleteModels.enumerated() {
      pairs["\(Self.incomplete)\(index)"] =
        "\(model.readCount) \(model.expectedCount) \(model.model)"
    }
    return pairs
  }

  init(facts: PlatformFacts, findings: RunFindings, recordDigest: UInt64) {
    self.facts = facts
    self.findings = findings
    self.recordDigest = recordDigest
  }

  /// - Returns: nil if a number is none: another program wrote the file.
  init?(_ pairs: [String: String]) {
    var models: [String: Int] = [:]
    for (pair, value) in pairs {
      if let key = Self.rest(of: pair, after: Self.platform) {
        if let key = PlatformFacts.Key(rawValue: key) { facts[key] = value }
      } else if let name = Self.rest(of: pair, after: Self.summary) {
        guard let count = Self.number(value) else { return nil }
        if let known = Self.counts.first(where: { $0.name == name }) {
          findings[keyPath: known.1] = count
        } else if name == Self.excluded {
          findings.excludedFiles = count
        }
      } else if let model = Self.rest(of: pair, after: Self.skipped) {
        guard let count = Self.number(value) else { return nil }
        findings.skippedModels[model] = count
      } else if let name = Self.rest(of: pair, after: Self.condition) {
        guard let count = Self.number(value) else { return nil }
        findings.leftOutByCondition[name] = count
      } else if let model = Self.rest(of: pair, after: Self.model) {
        guard let count = Self.number(value) else { return nil }
        models[model] = count
      } else if pair == Self.records {
        recordDigest = UInt64(value, radix: 16)
      } else if Self.rest(of: pair, after: Self.incomplete) != nil {
        guard let model = Self.incompleteModel(value) else { return nil }
        findings.incompleteModels.append(model)
      }
    }
    // Files of earlier programs do not say. The digest of no records is 0.
    let isSaid = recordDigest == 0 || pairs[Self.elsewhere] != nil
    findings.models = models.isEmpty && !isSaid ? nil : models
  }

  private static func rest(of pair: String, after prefix: String) -> String? {
    // Byte for byte: the name after it may begin with an accent, which would join the prefix.
    guard pair.utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: pair.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }

  /// A count; bounded so that sums over files stay within 64 bits.
  private static func number(_ text: String) -> Int? {
    guard let number = Int(text), (0...1 << 40).contains(number) else { return nil }
    return number
  }

  private static func incompleteModel(_ value: String) -> RunFindings.IncompleteModel? {
    let blank = UInt8(ascii: " ")
    let parts = value.utf8
      .split(separator: blank, maxSplits: 2, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3, let read = number(parts[0]), let expected = number(parts[1]) else {
      return nil
    }
    return RunFindings.IncompleteModel(
      model: parts[2], readCount: read, expectedCount: expected)
  }
}

extension RunFindings {
  /// Adds what another input found.
  mutating func add(_ other: RunFindings) {
    aboveEveryCustomer += other.aboveEveryCustomer
    rejectedRecords += other.rejectedRecords
    excludedFiles += other.excludedFiles
    Self.add(other.unknownProducts, to: &unknownProducts)
    Self.add(other.skippedModels, to: &skippedModels)
    ListedNames.keepFirst(of: &unknownProducts)
    ListedNames.keepFirst(of: &skippedModels)
    Self.add(other.leftOutByCondition, to: &leftOutByCondition)
    if let more = other.models, var all = models {
      Self.add(more, to: &all)
      models = all
    } else {
      models = nil
    }
    incompleteModels += other.incompleteModels
  }

  /// Two spellings of one accent are one key of a dictionary; the one that comes first in byte order
  /// stays, whichever was there first.
  private static func add(_ other: [String: Int], to counts: inout [String: Int]) {
    for (name, count) in other {
      guard let known = counts.index(forKey: name) else {
        counts[name] = count
        continue
      }
      let (mine, sum) = (counts[known].key, counts[known].value + count)
      counts.remove(at: known)
      counts[mine.precedesExactly(name) ? mine : name] = sum
    }
  }
}
