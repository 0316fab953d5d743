/// How records name those of another role.
enum RecordReference: Int, CaseIterable {
  case userToProfile, userToPhone, phoneToUser, singleNumberReachProfileToUser

  /// The role of the records that are named.
  var target: Role {
    switch self {
    case .userToProfile: .extensionMobilityProfile
    case .userToPhone: .phone
    case .phoneToUser, .singleNumberReachProfileToUser: .user
    }
  }

  /// The role of the records that name others.
  var reason: String {
    switch self {
    case .userToProfile: "users name profiles"
    case .userToPhone: "users name devices"
    case .phoneToUser: "phones name owners"
    case .singleNumberReachProfileToUser: "SNR profiles name users"
    }
  }
}

/// How many records of a batch refer to others, counted while they are packed: afterwards they may be
/// in a file.
struct ReferenceTally {
  private var counts = InlineArray<4, Int>(repeating: 0)

  /// None yet.
  init() {}

  /// The records that refer so.
  subscript(reference: RecordReference) -> Int { counts[reference.rawValue] }

  /// Counts a record; parameters are those of `RecordBatch.append`.
  mutating func add(
    _ role: Role, detail: Int, texts: some Collection<UnsafeRawBufferPointer>
  ) {
    switch role {
    case .user:
      if detail > 0 { add(.userToPhone) }
      // Profiles come after id, mail address and devices.
      if texts.count - 2 > detail { add(.userToProfile) }
    case .phone: if Self.hasSecond(texts) { add(.phoneToUser) }
    case .singleNumberReachProfile:
      if Self.hasSecond(texts) { add(.singleNumberReachProfileToUser) }
    default: break
    }
  }

  private mutating func add(_ reference: RecordReference) { counts[reference.rawValue] += 1 }

  private static func hasSecond(_ texts: some Collection<UnsafeRawBufferPointer>) -> Bool {
    unsafe texts.dropFirst().first?.isEmpty == false
  }
}
