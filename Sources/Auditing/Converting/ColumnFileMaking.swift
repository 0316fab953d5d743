internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Inventory

extension LoadedDump {
  /// Writes the inventory as a columnar file.
  ///
  /// - Parameters:
  ///   - deviceClasses: the classes that the file gives its device types.
  ///   - identities: takes the bytes of the identities file, in order, if there is to be one.
  ///   - emit: takes the bytes of the file, in order.
  /// - Returns: how often devices and owners were not found.
  @discardableResult func writeColumnFile(
    deviceClasses: DeviceClassTable, groupPersonCount: Int?, threads: Int,
    identities: (([UInt8]) throws -> Void)? = nil, emit: @escaping ([UInt8]) throws -> Void
  ) throws -> PlausibilityWarnings.Associations {
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
    var names = try identities.map {
      try IdentityFileWriter(context: identityContext, threads: threads, emit: $0)
    }
    var associations = PlausibilityWarnings.Associations()
    var index = 0
    try inventory.forEachCustomer { customer in
      associations.assigned += customer.counters.phones - customer.standaloneDevices.count
      associations.unknown += customer.counters.unknownAssociations
      associations.orphans += customer.counters.orphanOwners
      let order = try writer.append(customer)
      if names != nil {
        var identities = try inventory.identities(of: index)
        identities.forEachSource(trace)
        try names?.append(customer.pkid, inventory.names[index], identities, order: order)
      }
      index += 1
    }
    var aboveEveryCustomer = inventory.namesAboveEveryCustomer
    aboveEveryCustomer.forEachSource(trace)
    try names?.append(aboveEveryCustomer: aboveEveryCustomer)
    let identity = try writer.finish()
    try names?.finish(columnFile: identity)
    return associations
  }
}
