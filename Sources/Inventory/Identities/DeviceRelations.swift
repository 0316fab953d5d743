internal import CensusModel

/// How the phones of a customer came to its users.
struct DeviceRelations {
  let owners: OwnedDevices
  let associations: OwnedDevices

  /// How a phone came to a user whose it is.
  subscript(phone: Int, user: Int) -> DeviceRelation {
    var relation: DeviceRelation = []
    if owners.contains(UInt32(phone), of: user) { relation.insert(.owner) }
    if associations.contains(UInt32(phone), of: user) { relation.insert(.association) }
    return relation
  }
}
