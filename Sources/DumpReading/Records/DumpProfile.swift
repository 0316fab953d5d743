internal import BuiltInData
internal import CensusModel
public import Documents
internal import Files

/// Which model of the platform plays which role, and which names its fields have
/// (Inputs.md, "Models and fields").
///
/// ```
/// {"schema": 1, "models": [
///   {"role": "user", "model_type": "device/cucm/User",
///    "fields": {"userId": "userid", …, "profiles": "phoneProfiles.profileName[]"}}, …]}
/// ```
///
/// Several models may play one role; a role may be without a model. Every field of a role must be
/// named, by a key or by an array of keys, the first of which that a record has counts. A list is
/// written `outer.inner[]`: an object under `outer` holds it under `inner`. A model may have `when`:
/// conditions on fields, all of which a record must meet to be counted.
public struct DumpProfile: Sendable {
  struct Field: Equatable, Sendable {
    var kind: RoleField.Kind
    var names: [FieldName]
  }

  struct FieldName: Equatable, Sendable {
    var name: String
    /// For lists: the key inside the object.
    var inner = ""
  }

  struct Model: Equatable, Sendable {
    var role: Role
    var type: String
    /// In the order of `Role.fields`.
    var fields: [Field]
    /// In the order of the profile, one for each field.
    var conditions: [RecordCondition] = []
  }

  private(set) var models: [Model] = []
  /// SHA-256 of its file.
  let digest: [UInt8]

  /// The types of the models that play a role, in the order of the profile.
  public func modelTypes(of role: Role) -> [String] {
    models.filter { $0.role == role }.map(\.type)
  }

  /// The profile that the program carries.
  public static func builtIn() throws(DocumentError) -> DumpProfile {
    try DumpProfile(parsing: BuiltInData.dumpProfile, file: "dump-profile.json (built in)")
  }

  /// Reads a profile.
  ///
  /// - Parameters:
  ///   - bytes: the profile, JSON.
  ///   - file: its name, for errors.
  /// - Throws: at the first unknown key or role, missing or empty name, or model given twice.
  public init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    var digest = FileDigest()
    unsafe bytes.withUnsafeBytes { unsafe digest.update($0) }
    self.digest = digest.bytes()
    let parser = DumpProfileParser(bytes: bytes, file: file)
    for model in try parser.models() {
      let parsed = try parser.model(model)
      if models.contains(where: { $0.type.isExactly(parsed.type) }) {
        throw parser.refusal(model, "the model \"\(parsed.type)\" is given twice")
      }
      models.append(parsed)
    }
  }
}
