/// The fields that matter of one record of a known model, unfolded.
struct ParsedRecord {
  let shape: RecordShape
  /// In the order of `shape.texts`.
  let texts: [Bytes]
  /// In the order of `shape.flags`.
  let flags: [Bool?]
  /// `associatedDevices.device[]`, of users.
  let devices: [Bytes]
  /// `phoneProfiles.profileName[]`, of users.
  let profiles: [Bytes]

  init(_ record: RawRecord, _ shape: RecordShape) throws {
    let isUser = shape.model == RecordShape.user
    self.shape = shape
    texts = try shape.texts.map { try referenceText(lastValue(record.data, $0), $0) }
    flags = try shape.flags.map { try flag(record.data, $0) }
    devices = isUser ? try wrappedList(record.data, "associatedDevices", "device") : []
    profiles = isUser ? try wrappedList(record.data, "phoneProfiles", "profileName") : []
  }

  /// The folded key: the first key field that is not empty (AuditRules.md §2, rules 6 and 9).
  var key: Bytes {
    for text in texts.prefix(shape.keyFields) where !foldedKey(text).isEmpty {
      return foldedKey(text)
    }
    return []
  }
}
