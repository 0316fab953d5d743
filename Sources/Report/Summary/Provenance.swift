public import CensusModel

/// Where the numbers of a report come from (AuditRules.md §3): the program, the rules, the inputs, the
/// options and the outputs. Same run, same bytes.
public struct Provenance: Sendable {
  /// A data file that decided something.
  public struct DataFile: Hashable, Sendable {
    /// Its name, as the user knows it.
    public var name: String
    /// SHA-256, in hexadecimal.
    public var sha256: String

    /// A file with this name and digest.
    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// A file that was read.
  public struct Input: Hashable, Sendable {
    /// Its name and digest, before decompression.
    public var file: DataFile
    /// The kind of digest.
    public var digestKind: DigestKind
    /// Its size in bytes, before decompression.
    public var byteCount: Int
    /// Records in it, rejected ones included.
    public var recordsRead: Int
    /// Malformed records in it, which were rejected.
    public var recordsRejected: Int
    /// The partial result that counted it; nil where it was counted in the same run.
    public var part: String?

    /// An input with these counts.
    public init(
      file: DataFile, digestKind: DigestKind = .sha256, byteCount: Int, recordsRead: Int,
      recordsRejected: Int, part: String? = nil
    ) {
      self.file = file
      self.digestKind = digestKind
      self.byteCount = byteCount
      self.recordsRead = recordsRead
      self.recordsRejected = recordsRejected
      self.part = part
    }
  }

  /// A partial result that was merged.
  public struct Part: Hashable, Sendable {
    /// Its name and digest.
    public var file: DataFile
    /// Name and version of the program that counted it.
    public var program: String
    /// Which part of how many it is, as `1/3`; nil where it does not say.
    public var number: String?
    /// SHA-256 of the dump profile under which its dumps were read; nil without dumps.
    public var dumpProfile: String?

    /// A part with these properties.
    public init(file: DataFile, program: String, number: String?, dumpProfile: String?) {
      self.file = file
      self.program = program
      self.number = number
      self.dumpProfile = dumpProfile
    }
  }

  /// A Provider node of the report.
  public struct ProviderNode: Hashable, Sendable {
    /// Its PKID.
    public var pkid: String
    /// The inputs that have it; none where names of files are left out.
    public var inputs: [String]

    /// A node with this PKID, in these inputs.
    public init(pkid: String, inputs: [String]) {
      self.pkid = pkid
      self.inputs = inputs
    }
  }

  /// The file that says which customers of different platforms are one.
  public struct CustomerMap: Hashable, Sendable {
    /// Its name and digest.
    public var file: DataFile
    /// How many customers are reported with another one.
    public var customerCount: Int

    /// A map with so many customers.
    public init(file: DataFile, customerCount: Int) {
      self.file = file
      self.customerCount = customerCount
    }
  }

  /// A number of this audit and of an earlier one.
  public struct Change: Hashable, Sendable {
    /// Name of the number.
    public var label: String
    /// In the earlier audit.
    public var before: Int
    /// In this one.
    public var after: Int

    /// A number that was `before` and is `after`.
    public init(label: String, before: Int, after: Int) {
      self.label = label
      self.before = before
      self.after = after
    }
  }

  /// The earlier audit that this one was compared with.
  public struct Previous: Hashable, Sendable {
    /// Where it is.
    public var name: String
    /// The numbers of both audits, those that changed most first.
    public var changes: [Change]
    /// By how many per cent a number could shrink.
    public var maxShrink: Int
    /// True if a number shrank by more, or a model disappeared, and the user accepted that.
    public var isAccepted: Bool

    /// A comparison with these changes.
    public init(name: String, changes: [Change], maxShrink: Int, isAccepted: Bool) {
      self.name = name
      self.changes = changes
      self.maxShrink = maxShrink
      self.isAccepted = isAccepted
    }
  }

  /// The version of the program.
  public var programVersion: String
  /// The rule set's file.
  public var ruleSet: DataFile
  /// The device table's file.
  public var deviceClasses: DataFile
  /// The dump profile's file; nil where no dump was read.
  public var dumpProfile: DataFile?
  /// The files that were read, in any order.
  public var inputs: [Input]
  /// The partial results that were merged, in any order; none in an audit.
  public var parts: [Part]
  /// The options that decide what the numbers are, by name.
  public var options: [String: String]
  /// SHA-256 of a configuration file that gave options, and which; nil without one.
  public var configuration: (sha256: String, options: [String])?
  /// Files, folders and entries of archives that were left out as it was asked for, in any order.
  public var excluded: [String] = []
  /// The files that were written, in any order.
  public var outputs: [DataFile]
  /// The file that says which customers are one; nil without one.
  public var customerMap: CustomerMap?
  /// The earlier audit that this one was compared with; nil without one.
  public var previous: Previous?
  /// The nodes of the provider, in byte order of their PKIDs. They are written where there are several.
  public var providerNodes: [ProviderNode] = []
  /// Findings in inputs of several providers; nil where the audit has one provider.
  public var runFindings: RunFindings?

  /// A provenance of these parts.
  public init(
    programVersion: String, ruleSet: DataFile, deviceClasses: DataFile, dumpProfile: DataFile?,
    inputs: [Input], parts: [Part] = [], options: [String: String], outputs: [DataFile]
  ) {
    self.programVersion = programVersion
    self.ruleSet = ruleSet
    self.deviceClasses = deviceClasses
    self.dumpProfile = dumpProfile
    self.inputs = inputs
    self.parts = parts
    self.options = options
    self.outputs = outputs
  }
}
