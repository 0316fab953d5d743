internal import CensusModel

/// The fields of one model's records, as they are counted.
struct SchemaTally {
  /// The meaning of a key.
  private enum Slot {
    /// A field of the profile, and which of its names the key is.
    case field(Int, name: Int)
    case unknown(Int)
    /// A key that came when too many were known.
    case further
  }

  /// As many unknown keys are told apart: what comes in records must not fill the memory.
  private static let unknownKeyCountMax = 4096

  private var model: DumpSchema.Model
  /// The kinds of fields and what is inside of lists; conditions come after them.
  private let fields: [DumpProfile.Field]
  private var slots: [[UInt8]: Slot] = [:]
  private var unknown: [(key: String, count: Int)] = []

  /// - Returns: nil for a type that the profile does not have.
  init?(type: String, _ profile: DumpProfile) {
    guard let known = profile.models.first(where: { $0.type.isExactly(type) }) else { return nil }
    fields = known.fields
    model = DumpSchema.Model(type: type, role: known.role.profileName)
    for (index, (field, role)) in zip(known.fields, known.role.fields).enumerated() {
      model.fields.append(
        DumpSchema.Field(name: role.name, keys: field.names.map(\.text), isCondition: false))
      for (name, key) in field.names.enumerated() {
        slots[Array(key.name.utf8)] = .field(index, name: name)
      }
    }
    // A field of a role that a condition looks at, too, is listed once.
    for condition in known.conditions where slots[Array(condition.field.utf8)] == nil {
      slots[Array(condition.field.utf8)] = .field(model.fields.count, name: 0)
      model.fields.append(
        DumpSchema.Field(name: condition.field, keys: [condition.field], isCondition: true))
    }
  }

  /// The counts, with unknown fields in order.
  var summary: DumpSchema.Model {
    var model = model
    model.unknownFields = unknown.sorted { left, right in
      left.count == right.count ? left.key.precedesExactly(right.key) : left.count > right.count
    }
    return model
  }

  /// Adds a record.
  ///
  /// - Parameter data: its `data`; nil where it has none.
  mutating func add(_ data: UnsafeRawBufferPointer?, isMalformed: Bool) {
    model.recordCount += 1
    if isMalformed { model.malformedCount += 1 }
    guard let data = unsafe data else { return }
    var found = [(name: Int, state: FieldState)?](repeating: nil, count: model.fields.count)
    unsafe MemberWalk.forEach(in: data) { key, value in
      switch unsafe slot(of: key) {
      case .field(let index, let name):
        // Of several names the first one counts, of one name given twice the last value.
        if let known = found[index], known.name < name { return }
        found[index] = unsafe (name, state(of: value, index, name))
      case .unknown(let index): unknown[index].count += 1
      case .further: model.furtherValueCount += 1
      }
    }
    for (index, value) in found.enumerated() {
      if let value { model.fields[index].counts[value.state, default: 0] += 1 }
    }
  }

  private func state(
    of value: UnsafeRawBufferPointer, _ index: Int, _ name: Int
  ) -> FieldState {
    guard index < fields.count else { return unsafe FieldState(ofCondition: value) }
    return unsafe FieldState(
      of: value, kind: fields[index].kind, inner: fields[index].names[name].inner)
  }

  private mutating func slot(of key: UnsafeRawBufferPointer) -> Slot {
    var bytes = unsafe Array(key)
    if let slot = slots[bytes] { return slot }
    if bytes.count > ListedNames.byteCountMax {
      bytes = unsafe ListedNames.cut(key)
      if let slot = slots[bytes] { return slot }
    }
    guard unknown.count < Self.unknownKeyCountMax else { return .further }
    unknown.append((String(decoding: bytes, as: UTF8.self), 0))
    slots[bytes] = .unknown(unknown.count - 1)
    return .unknown(unknown.count - 1)
  }
}

extension DumpProfile.FieldName {
  /// As the profile writes it.
  fileprivate var text: String { inner.isEmpty ? name : "\(name).\(inner)[]" }
}
