internal import CRecordParser
internal import CensusModel

/// The hash of what makes a record distinct within its dump: the dump, the model type and the PKID.
///
/// Equal records have equal hashes, so that a dump without two equal hashes has no record twice. Two
/// equal hashes prove nothing: the records are then compared themselves. A PKID of 24 characters is
/// hashed without regard to case. A record without a PKID has no hash.
///
/// Hashes are stored in the portions of a reading that can be resumed. A change here needs a new
/// version of `PortionStore`.
enum IdentityHash {
  private static let seed: UInt64 = 0x6964_656E_7469_7479
  private static let multiplier = KeyHash.usualMultiplier
  /// Odd, so that the sums for two dumps differ.
  private static let dumpStep: UInt64 = 0xD1B5_4A32_D192_ED03

  /// The part that the records of a model have in common.
  static func seed(ofModel type: UnsafeRawBufferPointer) -> UInt64 {
    unsafe KeyHash(seed: seed)(type)
  }

  /// The hash of a record in the first dump.
  ///
  /// - Parameter seed: that of the record's model.
  /// - Precondition: the record has a PKID.
  static func hash(of record: UnsafePointer<uc_record>, seed: UInt64) -> UInt64 {
    unsafe hash(ofPKID: record.pointee.pkid.content, seed: seed)
  }

  /// The hash of the record with this PKID, which is not empty.
  static func hash(ofPKID pkid: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    if pkid.count == 24 {
      // The bit that makes capital letters small; digits have it.
      let lower: UInt64 = 0x2020_2020_2020_2020
      func word(_ offset: Int) -> UInt64 {
        unsafe pkid.loadUnaligned(fromByteOffset: offset, as: UInt64.self) | lower
      }
      return mixed(mixed(mixed(seed ^ word(0)) ^ word(8)) ^ word(16))
    }
    return unsafe KeyHash(seed: seed)(pkid)
  }

  /// The hash of the same record, so many dumps further on.
  static func moved(_ hash: UInt64, byDumps count: Int) -> UInt64 {
    hash &+ UInt64(bitPattern: Int64(count)) &* dumpStep
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
