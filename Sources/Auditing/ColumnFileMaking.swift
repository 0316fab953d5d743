internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Inventory

extension LoadedDump {
  /// Writes the inventory as a columnar file.
  ///
  /// - Parameters:
  ///   - deviceClasses: the classes that the file gives its device types.
  ///   - emit: takes the bytes of the file, in order.
  /// - Returns: the identity of the file.
  @discardableResult
  func writeColumnFile(
    deviceClasses: DeviceClassTable, groupPersonCount: Int?, threads: Int,
    emit: @escaping ([UInt8]) throws -> Void
  ) throws -> String {
    var options = ColumnFileWriter.Options(threads: threads)
    if let groupPersonCount { options.groupPersonCount = groupPersonCount }
    var writer = try ColumnFileWriter(
      metadata: FileMetadata(
        facts: facts, findings: findings, recordDigest: inventory.recordDigest
      ).pairs,
      providers: inventory.providers,
      deviceTypes: inventory.deviceTypes.map { type in
        let isKnown = if case .product(let name) = type { deviceClasses.knows(name) } else { true }
        return DeviceTypeEntry(
          type: type, deviceClass: deviceClasses.deviceClass(of: type), isKnown: isKnown)
      }, options: options, emit: emit)
    try inventory.forEachCustomer { try writer.append($0) }
    return try writer.finish()
  }
}
