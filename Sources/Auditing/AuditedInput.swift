internal import CensusKernel
internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report

/// One columnar file of an audit, counted: one on disk, or the one that dumps were converted to.
struct AuditedInput {
  var name: String
  var file: ColumnFile
  var counts: [CustomerCounts]
  var metadata: FileMetadata

  init(
    _ source: ColumnSource, census: Census, deviceClasses: DeviceClassTable?
  ) throws(Failure) {
    name = source.name
    (file, counts) = try mapping(Failure.init) { () throws(ColumnFileError) in
      let file = try ColumnFile(source)
      return (file, try census.count(file))
    }
    guard let metadata = FileMetadata(file.metadata) else {
      throw Failure(.corrupt, "\(source.name): its metadata hold a number that is none")
    }
    self.metadata = metadata
    for entry in file.deviceTypes where entry.phoneCount > 0 {
      guard case .product(let product) = entry.type else { continue }
      if !(deviceClasses?.knows(product) ?? entry.isKnown) {
        self.metadata.findings.unknownProducts[product, default: 0] += entry.phoneCount
      }
    }
  }

  /// Refuses files that were converted under different device tables, and one file given twice.
  static func checkAgreement(
    _ inputs: [AuditedInput], deviceClasses: DeviceClassTable?
  ) throws(Failure) {
    var files: [String: String] = [:]
    var records: [UInt64: String] = [:]
    var classes: [DeviceType: (DeviceClass, String)] = [:]
    for input in inputs {
      if let first = files.updateValue(input.name, forKey: input.file.identity) {
        throw Failure(
          .malformed, "\(first) and \(input.name) are the same columnar file",
          hint: "its customers would count twice; name it once")
      }
      if let digest = input.metadata.recordDigest,
        let first = records.updateValue(input.name, forKey: digest)
      {
        throw Failure(
          .malformed, "\(first) and \(input.name) hold the same records",
          hint: "they would count twice; audit one of them")
      }
      if deviceClasses != nil { continue }
      for entry in input.file.deviceTypes {
        let known = classes[entry.type] ?? (entry.deviceClass, input.name)
        classes[entry.type] = known
        guard known.0 != entry.deviceClass, case .product(let product) = entry.type else {
          continue
        }
        throw Failure(
          .malformed,
          "\(known.1) takes \"\(product)\" for \(known.0.name), \(input.name) for "
            + entry.deviceClass.name,
          hint: "say what it is with --device-classes FILE")
      }
    }
  }
}
