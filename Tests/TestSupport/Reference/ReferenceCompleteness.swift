extension RawRecord {
  /// True if some of these records refer to a model of which none of them is: users to profiles and
  /// phones, phones and SNR profiles to users. A page may still say that the model has no records.
  public static func referToAbsentModels(_ records: [RawRecord]) -> Bool {
    let present = Set(records.map { bytes($0.modelType) })
    return references.contains { from, field, to in
      !present.contains(bytes(to))
        && records.contains {
          bytes($0.modelType) == bytes(from) && mentions(lastValue($0.data, field))
        }
    }
  }

  private static let references = [
    ("device/cucm/User", "phoneProfiles", "device/cucm/DeviceProfile"),
    ("device/cucm/User", "associatedDevices", "device/cucm/Phone"),
    ("device/cucm/Phone", "ownerUserName", "device/cucm/User"),
    ("device/cucm/RemoteDestinationProfile", "userId", "device/cucm/User"),
  ]

  /// True if a text stands anywhere in a value.
  private static func mentions(_ value: JSONTree?) -> Bool {
    switch value {
    case .string(let text): !text.utf8.isEmpty
    case .array(let elements): elements.contains { mentions($0) }
    case .object(let members): members.contains { mentions($0.value) }
    default: false
    }
  }
}
